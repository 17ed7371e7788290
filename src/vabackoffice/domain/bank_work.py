"""From worked time to what draws on an hour bank: rounded by the terms of its day, and late work on its later day."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.contract import BilledTime
from vabackoffice.domain.rounding import Piece, billed_seconds, round_seconds, rounding_group

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.contract import Contract
    from vabackoffice.domain.rounding import RoundingRule

Holder = tuple[str, int]  # ("draft" or "invoice", its id)


class RawWork(NamedTuple):
    """A billable entry as worked; `task` is what `task-day` rounding goes by, `holder` what bills it."""

    entry: int
    day: date
    task: str
    seconds: int
    holder: Holder | None


def billed_work(contract: Contract, work: Sequence[RawWork], settled: Mapping[date, Holder]) -> list[BilledTime]:
    """Return all work of a contract as it draws, in the order given.

    Args:
        contract: the engagement.
        work: by day.
        settled: what billed each closed bank period, by its first day. Work of a closed period is late unless the same
            document bills it.
    """
    if not work:
        return []
    periods = bank_periods(contract, max(work[-1].day, contract.first_day, *settled))
    starts = [one.period.start for one in periods]
    late = _Late(settled, periods)
    groups: dict[Hashable, list[tuple[RawWork, date | None]]] = {}
    billed: dict[int, BilledTime] = {}
    for item in work:
        own = periods[max(bisect_right(starts, item.day) - 1, 0)]
        late_on = late.day_of(item, own)
        rule = own.terms.rounding
        if rule.level == "entry":
            seconds = round_seconds(item.seconds, rule)
            billed[item.entry] = BilledTime(item.entry, item.day, seconds, late_on)
        else:
            groups.setdefault((rule, own.period.start if rule.level == "invoice" else None), []).append((item, late_on))
    for (rule, _), members in groups.items():  # type: ignore[misc]
        billed |= _rounded_together(members, rule)
    return [billed[item.entry] for item in work]


class _Late:
    """Finds the day on which late work draws."""

    def __init__(self, settled: Mapping[date, Holder], periods: Sequence[BankPeriod]) -> None:
        self._settled = settled
        self._first_by: dict[Holder, date] = {}
        for start in sorted(settled, reverse=True):
            self._first_by[settled[start]] = start
        last = next((one for one in reversed(periods) if one.period.start in settled), None)
        self._open = None if last is None or last.is_last else last.period.end

    def day_of(self, item: RawWork, own: BankPeriod) -> date | None:
        """Return the first day of the open period, or of the one whose settling billed it; None for work on time.

        When the agreement has ended and all of it is settled there is no such day either.
        """
        by = self._settled.get(own.period.start)
        if by is None or by == item.holder:
            return None
        return self._first_by.get(item.holder, self._open) if item.holder else self._open


def _rounded_together(members: Sequence[tuple[RawWork, date | None]], rule: RoundingRule) -> dict[int, BilledTime]:
    """Round groups above the single entry: work on time together, then each late entry up to its group's new total."""
    on_time = [item for item, late_on in members if late_on is None]
    late = sorted(((item, late_on) for item, late_on in members if late_on is not None), key=lambda one: one[0].entry)
    done: dict[Hashable, tuple[int, int]] = {}
    billed: dict[int, BilledTime] = {}
    for items, late_on in [(on_time, None), *(([item], day) for item, day in late)]:
        pieces = [Piece(item.entry, item.day, item.task, item.seconds) for item in items]
        due = billed_seconds(pieces, rule, done)
        for piece in pieces:
            group = rounding_group(piece, rule.level)
            worked, already = done.get(group, (0, 0))
            done[group] = (worked + piece.seconds, already + due[piece.key])
        billed |= {item.entry: BilledTime(item.entry, item.day, due[item.entry], late_on) for item in items}
    return billed
