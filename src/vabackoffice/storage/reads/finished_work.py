"""Reading finished work one entry at a time, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from vabackoffice.storage.book import Book

_FINISHED = """
    SELECT t.id, t.on_date, t.seconds, t.started_at, t.ended_at, t.note,
        (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM entry_tag WHERE entry_id = t.id ORDER BY tag)),
        t.billable, t.engagement_id, t.internal
    FROM time_entry t
    LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    WHERE t.on_date >= :start AND t.on_date < :end
        AND (:client = '' OR c.handle = :client) AND (:engagement = '' OR e.name = :engagement)
    ORDER BY t.on_date, coalesce(t.started_at, ''), t.id"""
_FIRST_HASH = "SELECT hash FROM operation ORDER BY id LIMIT 1"


class Finished(NamedTuple):
    """An entry as the book keeps it; its tags in one text, separated by spaces."""

    id: int
    on_date: str
    seconds: int
    started_at: str | None
    ended_at: str | None
    note: str
    tags: str | None
    billable: int
    engagement_id: int | None
    internal: str | None


def finished_work(book: Book, start: date, end: date, client: str = "", engagement: str = "") -> Iterator[Finished]:
    """Yield the entries of the half-open range of days, day by day, those without clock times first."""
    values = {"start": start.isoformat(), "end": end.isoformat(), "client": client, "engagement": engagement}
    return (Finished(*row) for row in book.connection.execute(_FINISHED, values))


def mark_of_book(book: Book) -> str:
    """Return what tells this book from others for ever: the hash of its first operation."""
    return str(book.connection.execute(_FIRST_HASH).fetchone()[0])
