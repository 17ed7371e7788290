"""A week day by day: how long for whom on which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.reads.hours import Chosen, hours_by
from vabackoffice.usecases.hour_plans import Place, Plans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.hour_plans import Plan


class WeekRow(NamedTuple):
    """Seconds on each of the seven days for a client, a kind of own work or (neither) altogether, and its plan."""

    client: str | None
    internal: str | None
    days: tuple[int, ...]
    plan: Plan | None

    @property
    def seconds(self) -> int:
        """The seconds of the whole week."""
        return sum(self.days)


class Week(NamedTuple):
    """The clients with hours or a target, the most hours first, then the kinds of own work; and all together."""

    period: Period
    rows: tuple[WeekRow, ...]
    total: WeekRow


def look_at_week(book: Book, week: Period) -> Week:
    """Return the finished work of a week, Monday to Sunday, beside what targets plan for it."""
    plans, whole = Plans(book), Place(week, Chosen().scope, "week")
    days: dict[str, list[int]] = {name: [0] * week.days for name in plans.names("client", whole)}
    for (name, day), hours in hours_by(book, week, ("engagement", "day")).items():
        owner = (name or "").partition("/")[0]  # `acme` of `acme/inbox`, but the whole of `internal admin`
        of_owner = days.setdefault(owner, [0] * week.days)
        of_owner[(date.fromisoformat(day or "") - week.start).days] += hours.seconds
    rows = [_row(plans, whole, owner, found) for owner, found in days.items()]
    rows.sort(key=lambda row: (row.client is None, -row.seconds, row.client or row.internal or ""))
    sums = _column_sums(days.values(), week.days)
    return Week(week, tuple(rows), WeekRow(None, None, sums, plans.beside(whole, sum(sums))))


def _row(plans: Plans, whole: Place, owner: str, days: Sequence[int]) -> WeekRow:
    _, own, kind = owner.rpartition(" ")
    plan = None if own else plans.beside(whole.narrowed("client", owner), sum(days))
    return WeekRow(None if own else owner, kind if own else None, tuple(days), plan)


def _column_sums(rows: Iterable[Sequence[int]], count: int) -> tuple[int, ...]:
    return tuple(map(sum, zip([0] * count, *rows, strict=True)))
