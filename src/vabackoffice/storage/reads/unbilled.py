"""Reading work that nothing has claimed yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vabackoffice.domain.bundle import say_bundle
from vabackoffice.domain.pricing import WorkedEntry
from vabackoffice.domain.task_price import DoneTask
from vabackoffice.storage.instants import read_instant
from vabackoffice.storage.reads.bundles import read_bundles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vabackoffice.domain.bundle import BundlePart
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book

# What is free is found in two indexes; only that is then looked up among ten years' entries.
_ENTRIES = """
    WITH free (id) AS (
        SELECT t.id FROM time_entry t JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
        WHERE c.handle = :client AND (:engagement_id IS NULL OR e.id = :engagement_id)
            AND (:start IS NULL OR t.on_date >= :start) AND t.on_date < :end
            AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'entry' AND k.source_id = t.id))
    SELECT t.id, t.on_date, t.seconds, t.note, c.handle || '/' || e.name, coalesce(s.name, ''),
        coalesce(
            (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM entry_tag WHERE entry_id = t.id ORDER BY tag)), ''),
        t.started_at, t.ended_at, t.zone
    FROM free JOIN time_entry t ON t.id = free.id JOIN engagement e ON e.id = t.engagement_id
    JOIN client c ON c.id = e.client_id LEFT JOIN service s ON s.id = t.service_id
    WHERE t.billable AND t.task_id IS NULL
    ORDER BY t.on_date, coalesce(t.started_at, ''), t.id"""
_TASKS = """
    SELECT t.id, t.done_on, t.title, t.quantity, t.unit, nullif(t.unit_price, ''),
        c.handle || '/' || e.name, coalesce(s.name, '')
    FROM task t JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = t.service_id
    WHERE c.handle = :client AND (:start IS NULL OR t.done_on >= :start) AND t.done_on < :end
        AND (:engagement_id IS NULL OR e.id = :engagement_id)
        AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'task' AND k.source_id = t.id)
    ORDER BY t.done_on, t.id"""
# The claims of entries are read once: looking each of ten years' entries up among them takes longer.
_CLIENTS = """
    SELECT c.handle FROM client c
    WHERE EXISTS (
            SELECT 1 FROM engagement e JOIN terms m ON m.engagement_id = e.id
            WHERE e.client_id = c.id AND m.model = 'retainer' AND m.valid_from < :end
                AND (e.ended_on IS NULL OR e.ended_on >= :start))
        OR EXISTS (  -- a debt of prepaid hours is billed when the agreement ends
            SELECT 1 FROM engagement e WHERE e.client_id = c.id AND e.ended_on >= :start AND e.ended_on < :end)
        OR EXISTS (
            SELECT 1 FROM engagement e JOIN package p ON p.engagement_id = e.id
            WHERE e.client_id = c.id AND p.bought_on < :end
                AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'package' AND k.source_id = p.id))
        OR c.id IN (
            SELECT e.client_id FROM engagement e WHERE e.id IN (
                SELECT t.engagement_id FROM time_entry t
                WHERE t.billable AND t.task_id IS NULL AND t.on_date < :end
                    AND t.id NOT IN (SELECT source_id FROM claim WHERE kind = 'entry')))
        OR EXISTS (
            SELECT 1 FROM engagement e JOIN task t ON t.engagement_id = e.id
            WHERE e.client_id = c.id AND t.done_on < :end
                AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'task' AND k.source_id = t.id))
    ORDER BY c.handle"""


def unbilled_entries(
    book: Book, client: str, period: Period, *, from_start: bool = True, engagement_id: int | None = None
) -> list[WorkedEntry]:
    """Return billable time of the period that nothing has claimed; with `from_start` false also what is older.

    The level `task-day` of a rounding rule goes by the note: what was done under one note is one task.
    """
    values = _values(client, period, engagement_id, from_start=from_start)
    return [worked_entry(row) for row in book.connection.execute(_ENTRIES, values)]


def unbilled_tasks(
    book: Book, client: str, period: Period, *, from_start: bool = True, engagement_id: int | None = None
) -> list[DoneTask]:
    """Return tasks done in the period that nothing has claimed; with `from_start` false also older ones."""
    values = _values(client, period, engagement_id, from_start=from_start)
    bundles = read_bundles(book)
    return [_done(row, bundles) for row in book.connection.execute(_TASKS, values)]


def clients_to_bill(book: Book, period: Period) -> list[str]:
    """Return the clients who have a retainer in the period, or unbilled packages or work before its end, by handle."""
    values = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return [handle for (handle,) in book.connection.execute(_CLIENTS, values)]


def worked_entry(row: tuple[Any, ...]) -> WorkedEntry:
    """Return the entry behind a row with the columns of `_ENTRIES`."""
    key, day, seconds, note, engagement, service, tags, start, end, zone = row
    there = ZoneInfo(zone)
    span = (read_instant(start).astimezone(there), read_instant(end).astimezone(there)) if start else None
    return WorkedEntry(
        id=key,
        day=date.fromisoformat(day),
        seconds=seconds,
        note=note,
        engagement=engagement,
        service=service,
        task=note.lower(),
        tags=tuple(tags.split()),
        span=span,
    )


def _done(row: tuple[Any, ...], bundles: Mapping[str, Sequence[BundlePart]]) -> DoneTask:
    key, day, title, quantity, unit, price, engagement, service = row
    return DoneTask(
        id=key,
        day=date.fromisoformat(day),
        title=title,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=None if price is None else Decimal(price),
        engagement=engagement,
        service=service,
        contents=say_bundle(bundles.get(service, ())),
    )


def _values(client: str, period: Period, engagement_id: int | None, *, from_start: bool) -> dict[str, object]:
    return {
        "client": client,
        "start": period.start.isoformat() if from_start else None,
        "end": period.end.isoformat(),
        "engagement_id": engagement_id,
    }
