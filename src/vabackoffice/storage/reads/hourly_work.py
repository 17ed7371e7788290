"""Reading billable time of some days, whether something bills it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.storage.reads.targets import EngagementRow
from vabackoffice.storage.reads.unbilled import worked_entry

if TYPE_CHECKING:
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import WorkedEntry
    from vabackoffice.storage.book import Book

_ENTRIES = """
    SELECT t.engagement_id, t.id, t.on_date, t.seconds, t.note, c.handle || '/' || e.name, coalesce(s.name, ''),
        coalesce(
            (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM entry_tag WHERE entry_id = t.id ORDER BY tag)), ''),
        t.started_at, t.ended_at, t.zone
    FROM time_entry t JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = t.service_id
    WHERE t.on_date >= :start AND t.on_date < :end AND t.billable AND t.task_id IS NULL
    ORDER BY t.on_date, coalesce(t.started_at, ''), t.id"""
_ENGAGEMENTS = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on
    FROM engagement e JOIN client c ON c.id = e.client_id ORDER BY c.handle, e.name"""


def read_billable_work(book: Book, period: Period) -> list[tuple[EngagementRow, list[WorkedEntry]]]:
    """Return the billable entries of the period by engagement, flat-fee tasks left out; by client and name."""
    values = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    entries: dict[int, list[WorkedEntry]] = {}
    for engagement_id, *row in book.connection.execute(_ENTRIES, values):
        entries.setdefault(engagement_id, []).append(worked_entry(tuple(row)))
    rows = [EngagementRow(*row) for row in book.connection.execute(_ENGAGEMENTS)]
    return [(row, entries[row.id]) for row in rows if row.id in entries]
