"""Reading timers and time entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vabackoffice.domain.time_entry import RunningTimer, TimeEntry, Work
from vabackoffice.storage.instants import instant_text, read_instant

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.storage.book import Book

_TIMER = """
    SELECT t.engagement_id, c.handle, e.name, t.internal, t.note, t.tags, t.service_id, s.name, t.task_id,
        t.billable, t.place, t.started_at, t.zone
    FROM running_timer t
    LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = t.service_id"""
_COLUMNS_FROM = """
    SELECT t.engagement_id, c.handle, e.name, t.internal, t.note,
        (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM entry_tag WHERE entry_id = t.id ORDER BY tag)),
        t.service_id, s.name, t.task_id, t.billable, t.place, t.started_at, t.zone,
        t.id, t.on_date, t.seconds, t.ended_at, i.number, k.draft_id
    FROM time_entry t
    LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = t.service_id
    LEFT JOIN claim k ON k.kind = 'entry' AND k.source_id = t.id
    LEFT JOIN invoice i ON i.id = k.invoice_id"""
# Every statement below is made of these two constants and nothing from outside.
_ONE = _COLUMNS_FROM + " WHERE t.id = :id"
_NEWEST = _COLUMNS_FROM + " ORDER BY t.id DESC LIMIT 1 OFFSET :skip"
_LISTED = (
    _COLUMNS_FROM
    + """
    WHERE t.on_date >= :start AND t.on_date < :end
        AND (:client IS NULL OR c.handle = :client)
        AND (:engagement_id IS NULL OR t.engagement_id = :engagement_id)
        AND (:tag IS NULL OR EXISTS (SELECT 1 FROM entry_tag g WHERE g.entry_id = t.id AND g.tag = :tag))
        AND (NOT :unbilled OR (t.billable AND t.engagement_id IS NOT NULL AND i.id IS NULL))
    ORDER BY t.on_date, coalesce(t.started_at, ''), t.id"""
)
# No entry is longer than a day, so only those that started since then can reach into the span.
_OVERLAPPING = (
    _COLUMNS_FROM
    + """
    WHERE t.started_at < :end AND t.ended_at > :start AND t.started_at > :floor AND t.id <> :except_id
    ORDER BY t.started_at"""
)
_BILLED_PART = """
    SELECT coalesce(i.number, ''), k.draft_id FROM claim k LEFT JOIN invoice i ON i.id = k.invoice_id
    WHERE k.kind = 'part' AND k.source_id = :id ORDER BY k.period_start LIMIT 1"""
_SECONDS = "SELECT coalesce(sum(seconds), 0) FROM time_entry WHERE on_date >= :start AND on_date < :end"
_ZONE = "SELECT zone FROM time_entry WHERE id = :id"
_RANK = "SELECT count(*) FROM time_entry WHERE id >= :id"
_NEWEST_IDS = "SELECT id FROM time_entry ORDER BY id DESC LIMIT :limit"


def running_timer(book: Book) -> RunningTimer | None:
    """Return the running timer, its start in the zone it was started in."""
    row = book.connection.execute(_TIMER).fetchone()
    if row is None:
        return None
    return RunningTimer(work_of(row), read_instant(row[11]).astimezone(ZoneInfo(row[12])))


def entry_by_id(book: Book, entry_id: int) -> TimeEntry | None:
    """Return the entry with this stable id."""
    return _one(book, _ONE, {"id": entry_id})


def newest_entry(book: Book, skip: int = 0) -> TimeEntry | None:
    """Return the entry written last, or the one `skip` before it."""
    return _one(book, _NEWEST, {"skip": skip})


def entries_between(
    book: Book,
    start: date,
    end: date,
    *,
    client: str | None = None,
    engagement_id: int | None = None,
    tag: str | None = None,
    unbilled: bool = False,
) -> list[TimeEntry]:
    """Return the entries of the half-open range of days, oldest first."""
    values = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "client": client,
        "engagement_id": engagement_id,
        "tag": tag,
        "unbilled": unbilled,
    }
    return [_entry(row) for row in book.connection.execute(_LISTED, values)]


def billed_part(book: Book, entry_id: int) -> tuple[str, int | None] | None:
    """Return the invoice or the draft on which a part of an entry is, the rest of which waits over a cap; or None."""
    row = book.connection.execute(_BILLED_PART, {"id": entry_id}).fetchone()
    return (row[0], row[1]) if row else None


def overlapping(book: Book, start: datetime, end: datetime, except_id: int = 0) -> list[TimeEntry]:
    """Return the entries that share time with the half-open span."""
    from datetime import timedelta

    values = {
        "start": instant_text(start),
        "end": instant_text(end),
        "floor": instant_text(start - timedelta(days=1)),
        "except_id": except_id,
    }
    return [_entry(row) for row in book.connection.execute(_OVERLAPPING, values)]


def seconds_between(book: Book, start: date, end: date) -> int:
    """Return the finished seconds of the half-open range of days."""
    row = book.connection.execute(_SECONDS, {"start": start.isoformat(), "end": end.isoformat()}).fetchone()
    return int(row[0])


def zone_of(book: Book, entry_id: int) -> str:
    """Return the name of the zone an entry was logged in."""
    return str(book.connection.execute(_ZONE, {"id": entry_id}).fetchone()[0])


def rank(book: Book, entry_id: int) -> int:
    """Return n for which `@n` names the entry now."""
    return int(book.connection.execute(_RANK, {"id": entry_id}).fetchone()[0])


def newest_ids(book: Book, limit: int) -> list[int]:
    """Return the ids that `@1`, `@2` … name now."""
    return [key for (key,) in book.connection.execute(_NEWEST_IDS, {"limit": limit})]


def _one(book: Book, query: str, values: dict[str, Any]) -> TimeEntry | None:
    row = book.connection.execute(query, values).fetchone()
    return _entry(row) if row else None


def work_of(row: tuple[Any, ...]) -> Work:
    """Return the work in the first eleven columns of a row, in the order of the fields of `Work`."""
    return Work(
        engagement_id=row[0],
        client=row[1] or "",
        engagement=row[2] or "",
        internal=row[3],
        note=row[4],
        tags=tuple((row[5] or "").split()),
        service_id=row[6],
        service=row[7] or "",
        task_id=row[8],
        billable=bool(row[9]),
        place=row[10],
    )


def _entry(row: tuple[Any, ...]) -> TimeEntry:
    zone = ZoneInfo(row[12])
    return TimeEntry(
        id=row[13],
        work=work_of(row),
        on_date=date.fromisoformat(row[14]),
        seconds=row[15],
        start=read_instant(row[11]).astimezone(zone) if row[11] else None,
        end=read_instant(row[16]).astimezone(zone) if row[16] else None,
        invoice=row[17] or "",
        draft_id=row[18],
    )
