"""Reading routines, and the days of theirs that are settled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.routine import Rhythm
from vabackoffice.storage.reads.entries import work_of

if TYPE_CHECKING:
    from vabackoffice.domain.time_entry import Work
    from vabackoffice.storage.book import Book

_ALL = """
    SELECT r.engagement_id, c.handle, e.name, r.internal, r.note, r.tags, r.service_id, s.name, NULL, r.billable,
        r.place, r.id, r.weekdays, r.starts, r.seconds, r.valid_from, r.ended_on
    FROM routine r
    LEFT JOIN engagement e ON e.id = r.engagement_id LEFT JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = r.service_id
    ORDER BY r.id"""
_SETTLED = "SELECT routine_id, on_date FROM routine_day"


class Routine(NamedTuple):
    """Work that comes back in a rhythm, from its first day to its last one, both included."""

    id: int
    rhythm: Rhythm
    work: Work
    first: date
    last: date | None


def read_routines(book: Book) -> list[Routine]:
    """Return all routines, the oldest first."""
    return [
        Routine(
            id=row[11],
            rhythm=Rhythm(tuple(map(int, row[12])), row[13], row[14]),
            work=work_of(row),
            first=date.fromisoformat(row[15]),
            last=date.fromisoformat(row[16]) if row[16] else None,
        )
        for row in book.connection.execute(_ALL)
    ]


def settled_days(book: Book) -> set[tuple[int, date]]:
    """Return the days that are dealt with, each with the id of its routine."""
    return {(key, date.fromisoformat(day)) for key, day in book.connection.execute(_SETTLED)}
