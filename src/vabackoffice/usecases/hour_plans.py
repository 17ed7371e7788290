"""What targets planned for a row of a report, beside what was worked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.dimension import SPANS, span_named, spans_in
from vabackoffice.domain.hour_target import Scope, held_in, planned_seconds, unit_for
from vabackoffice.storage.reads.hour_targets import read_hour_targets
from vabackoffice.storage.reads.hours import hours_of
from vabackoffice.usecases.hour_targets import series

if TYPE_CHECKING:
    from vabackoffice.domain.dimension import Name
    from vabackoffice.domain.hour_target import Held, HourTarget
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book


class Place(NamedTuple):
    """What a row speaks of: which days, whose hours (None: no target is for them), and `day`, `week` or `month`."""

    period: Period
    scope: Scope | None
    kind: str | None = None

    def narrowed(self, by: str, name: Name) -> Place:
        """Return the place of a group within this row."""
        if by in SPANS and name:
            return self._replace(period=span_named(by, name, self.period), kind=by)
        if self.scope is None or not name or by not in {"client", "engagement"} or " " in name:
            return self._replace(scope=None)
        return self if self.scope.engagement else self._replace(scope=Scope(*name.split("/")))


class Plan(NamedTuple):
    """Seconds that were planned for a row, and how many more were worked on the days that had a target."""

    seconds: int
    difference: int


class Plans:
    """The targets of a book, to be laid beside the rows of a report."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._series: dict[Scope, dict[str, list[HourTarget]]] = {}
        for (scope, every), targets in series(read_hour_targets(book)).items():
            self._series.setdefault(scope, {})[every] = targets

    def beside(self, place: Place, seconds: int) -> Plan | None:
        """Return the plan for a row in which so many seconds were worked; None where no target speaks of it."""
        every, held = self._held(place)
        if place.scope is None or every is None:
            return None
        planned = planned_seconds(every, held)
        if sum(part.days.days for part in held) < place.period.days:
            seconds = sum(hours_of(self.book, part.days, place.scope).seconds for part in held)
        return Plan(planned, seconds - planned)

    def names(self, by: str, place: Place) -> list[str]:
        """Return the groups within a row for which something was planned."""
        if place.scope is None:
            return []
        names = []
        if by in SPANS and place.scope in self._series:
            names = [span.start.isoformat() for span in spans_in(by, place.period)]
        elif by in {"client", "engagement"}:
            names = [str(scope) for scope in self._series if _lies_in(scope, place.scope, by)]
        return [name for name in names if self._planned(place.narrowed(by, name))]

    def _planned(self, place: Place) -> int:
        every, held = self._held(place)
        return planned_seconds(every, held) if every else 0

    def _held(self, place: Place) -> tuple[str | None, list[Held]]:
        """Return the unit of the target that speaks of a row, and the days on which it held."""
        of_scope = self._series.get(place.scope, {}) if place.scope is not None else {}
        held = {every: held_in(targets, place.period) for every, targets in of_scope.items()}
        every = unit_for(held, place.period, place.kind)
        return every, held[every] if every else []


def _lies_in(scope: Scope, whole: Scope, by: str) -> bool:
    """Tell whether a scope is a client's (an engagement's) and part of another one."""
    right_kind = bool(scope.client) and bool(scope.engagement) == (by == "engagement")
    return right_kind and whole.client in {"", scope.client} and whole.engagement in {"", scope.engagement}
