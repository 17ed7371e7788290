"""Targets: set, end, and how far the current week (month …) has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.dimension import span_around
from vabackoffice.domain.hour_target import UNITS, HourTarget, held_in, planned_seconds, working_days
from vabackoffice.domain.period import Period
from vabackoffice.errors import NotFoundError
from vabackoffice.storage.reads.hour_targets import read_hour_targets
from vabackoffice.storage.reads.hours import hours_of
from vabackoffice.storage.reads.targets import client_id, engagements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from vabackoffice.domain.hour_target import Scope
    from vabackoffice.storage.book import Book

_KNOWN = """
    SELECT id FROM target WHERE client_id IS :client_id AND engagement_id IS :engagement_id AND every = :every
        AND valid_from = :valid_from"""
_ADD = """
    INSERT INTO target (client_id, engagement_id, seconds, every, valid_from)
    VALUES (:client_id, :engagement_id, :seconds, :every, :valid_from)"""
_CHANGE = "UPDATE target SET seconds = :seconds WHERE id = :id"


class Standing(NamedTuple):
    """A target and its current week (month …), or the first one of a target that is still to come.

    `planned` is less than the target's seconds where it holds on a part of the days only. `left` is below zero when
    more was done. `working_days` are what is left of them, today included.
    """

    target: HourTarget
    period: Period
    planned: int
    actual: int
    working_days: int
    to_come: bool

    @property
    def left(self) -> int:
        """Seconds still to work."""
        return self.planned - self.actual


def set_target(book: Book, now: datetime, scope: Scope, seconds: int, every: str, since: date | None) -> HourTarget:
    """Write hours to work in every `every` from a day on, by default from the start of the current one.

    The same scope, unit and day again replaces the hours. What was true before that day stays.
    """
    target = HourTarget(scope, seconds, every, since or span_around(every, now.date()).start)
    with book.operation("target", now):
        _put(book, target)
    return target


def end_targets(book: Book, now: datetime, scope: Scope, every: str | None, since: date | None) -> list[HourTarget]:
    """Write that nothing is planned from a day on, for one unit or for all units of the scope.

    Raises:
        NotFoundError: there is no such target.
    """
    standing = [one.target for one in look_at_targets(book, now.date()) if one.target.scope == scope]
    units = [unit for unit in UNITS if unit in {target.every for target in standing} and every in {None, unit}]
    if not units:
        message = f"There is no target{f' for a {every}' if every else ''} for {scope}."
        raise NotFoundError(message, "'va target' lists them.")
    ended = [HourTarget(scope, 0, unit, since or span_around(unit, now.date()).start) for unit in units]
    with book.operation("target none", now):
        for target in ended:
            _put(book, target)
    return ended


def look_at_targets(book: Book, today: date) -> list[Standing]:
    """Return every target that holds today or is still to come, all work first."""
    found = series(read_hour_targets(book))
    return [
        _standing(book, target, targets, today)
        for targets in found.values()
        for target, following in zip(targets, [*targets[1:], None], strict=True)
        if target.seconds and (following is None or following.since > today)
    ]


def series(targets: Iterable[HourTarget]) -> dict[tuple[Scope, str], list[HourTarget]]:
    """Return the targets of each scope and unit, the oldest first."""
    found: dict[tuple[Scope, str], list[HourTarget]] = {}
    for target in targets:
        found.setdefault((target.scope, target.every), []).append(target)
    return dict(sorted(found.items(), key=lambda item: (item[0][0], UNITS.index(item[0][1]))))


def _standing(book: Book, target: HourTarget, targets: list[HourTarget], today: date) -> Standing:
    period = span_around(target.every, max(today, target.since))
    return Standing(
        target,
        period,
        planned_seconds(target.every, held_in(targets, period)),
        hours_of(book, period, target.scope).seconds,
        working_days(Period(max(today, period.start), period.end)),
        target.since > today,
    )


def _put(book: Book, target: HourTarget) -> None:
    """Write a target, or change the hours of the one with the same scope, unit and day."""
    client, engagement = target.scope
    values = {
        "client_id": client_id(book, client) if client and not engagement else None,
        "engagement_id": next((row.id for row in engagements(book, client) if row.name == engagement), None),
        "seconds": target.seconds,
        "every": target.every,
        "valid_from": target.since.isoformat(),
    }
    known = book.connection.execute(_KNOWN, values).fetchone()
    if known:
        book.connection.execute(_CHANGE, {"seconds": target.seconds, "id": known[0]})
    else:
        book.connection.execute(_ADD, values)
