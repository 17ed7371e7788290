"""When what is billed was earned: by the days of the work behind it, whenever the document was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.contract import Package
    from vabackoffice.domain.invoice import Line, LineSource
    from vabackoffice.domain.period import Period


class Done(NamedTuple):
    """How much of something (seconds, days) was done before a period and until its end, and how much it is in all."""

    before: int
    until: int
    whole: int


def part_of(whole: int, done: Done) -> int:
    """Return the part of `whole` that belongs to a period, as the difference of what was reached by its two ends.

    So the parts of all periods add up to the whole. Where nothing was done at all it is nothing.
    """
    if not done.whole:
        return 0
    return _reached(whole, done.until, done.whole) - _reached(whole, done.before, done.whole)


def earned_part(net: Money, done: Done) -> Money:
    """Return the part of `net` that was earned in a period."""
    return Money(part_of(net.minor, done), net.currency)


def earned_by_days(net: Money, first: date, last: date, period: Period) -> Money:
    """Return the part of `net` that belongs to the days of `period`; `first` and `last` are inclusive."""
    return earned_part(net, days_done(first, last, period))


def days_done(first: date, last: date, period: Period) -> Done:
    """Return how many of the days from `first` to `last`, both inclusive, lie before a period and until its end."""
    whole = (last - first).days + 1
    before, until = (min(max((edge - first).days, 0), whole) for edge in (period.start, period.end))
    return Done(before, until, whole)


def earned_by_work(line: Line, net: Money, period: Period) -> list[tuple[int, Money]]:
    """Return what each entry behind a line of time earned that was worked in `period`, with its id.

    The net is spread over all entries by the time that the line bills of each.
    """
    sources = work_behind(line)
    billed = [source.billed_seconds for source in sources]
    weights = billed if sum(billed) else [source.worked_seconds or 1 for source in sources]
    shares = net.spread(weights)
    return [
        (source.source_id, share) for source, share in zip(sources, shares, strict=True) if source.on_date in period
    ]


def work_behind(line: Line) -> list[LineSource]:
    """Return the entries that a line bills; those that it only settles for an hour bank come after the bank's mark."""
    found = []
    for source in line.sources:
        if source.kind == "bank":
            break
        if source.kind in {"entry", "part"}:
            found.append(source)
    return found


def package_use(bank: Replay, package: Package, period: Period) -> Done:
    """Return how much of a package was used up (drawn, lapsed, or paid on a debt when it was bought).

    Args:
        bank: replayed to the end of the period's last day.
        package: of that bank, bought before the end of the period.
        period: the days that count.
    """
    source = f"package:{package.id}"
    used = [(row.day, -row.seconds) for row in bank.rows if row.source == source and row.kind in {"draw", "expiry"}]
    left = sum(one.left for one in bank.stock.packages if one.source == source)
    used.append((package.bought_on, package.seconds - left - sum(seconds for _, seconds in used)))
    before, until = (sum(seconds for day, seconds in used if day < edge) for edge in (period.start, period.end))
    return Done(before, until, package.seconds)


def shared_out(whole: int, weights: Sequence[int]) -> list[int]:
    """Return `whole` in parts by weight that add up to it; nothing for each where no weight is more than nothing."""
    total, passed, parts = sum(weights), 0, []
    for weight in weights:
        before, passed = passed, passed + weight
        parts.append(_reached(whole, passed, total) - _reached(whole, before, total) if total else 0)
    return parts


def services_shared(net: Money, seconds: Mapping[str, int]) -> dict[str, Money]:
    """Return what names no service by the hours of each service; under the empty name where there were none."""
    if not any(seconds.values()):
        return {"": net}
    parts = shared_out(net.minor, list(seconds.values()))
    return {name: Money(part, net.currency) for name, part in zip(seconds, parts, strict=True)}


def hourly_rate(income: Money, seconds: int) -> Money | None:
    """Return what an hour came to, half up to the minor unit; None without time."""
    return Money(_reached(income.minor, 3600, seconds), income.currency) if seconds else None


def _reached(whole: int, done: int, of: int) -> int:
    """Return whole × done / of, half away from zero."""
    sign = -1 if whole < 0 else 1
    return sign * ((2 * abs(whole) * done + of) // (2 * of))
