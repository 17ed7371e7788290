"""Reading the tasks by the price list that drafts and invoices bill, and the prices they were billed at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.task_price import DoneTask, TaskCharge
from vabackoffice.storage.reads.terms import BilledWork

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_BILLED = """
    SELECT t.id, t.done_on, t.title, t.quantity, t.unit, c.handle || '/' || e.name, s.name FROM claim k
    JOIN task t ON k.kind = 'task' AND t.id = k.source_id JOIN service s ON s.id = t.service_id
    JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    WHERE t.unit_price = '' AND c.handle = :client"""
_CHARGES = """
    SELECT k.source_id, l.quantity, l.unit_price, l.position FROM claim k
    JOIN task t ON t.id = k.source_id AND t.unit_price = ''
    JOIN invoice_line l ON l.invoice_id = k.invoice_id AND l.kind = 'task'
    WHERE k.kind = 'task' AND EXISTS (
        SELECT 1 FROM json_each(l.sources) j WHERE json_extract(j.value, '$.id') = k.source_id)
    UNION ALL
    SELECT k.source_id, l.quantity, l.unit_price, l.position FROM claim k
    JOIN task t ON t.id = k.source_id AND t.unit_price = ''
    JOIN draft_line l ON l.draft_id = k.draft_id AND l.kind = 'task'
    WHERE k.kind = 'task' AND EXISTS (
        SELECT 1 FROM json_each(l.sources) j WHERE json_extract(j.value, '$.id') = k.source_id)
    ORDER BY 1, 4"""
# What was billed at the price of a service from one day on. A client with a price of its own never pays everybody's.
_LATEST = """
    SELECT coalesce(i.number, ''), k.draft_id, c.handle || '/' || e.name, max(t.done_on) FROM claim k
    JOIN task t ON k.kind = 'task' AND t.id = k.source_id
    JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN invoice i ON i.id = k.invoice_id
    WHERE t.unit_price = '' AND t.service_id = :service_id AND t.unit = :unit AND t.done_on >= :day
        AND (:client_id IS NULL OR c.id = :client_id)
        AND (:client_id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM price p WHERE p.service_id = t.service_id AND p.client_id = c.id
                AND p.unit = t.unit AND p.valid_from <= t.done_on))
    GROUP BY k.invoice_id, k.draft_id ORDER BY i.number IS NULL, 4 DESC LIMIT 1"""


def billed_tasks(book: Book, client: str) -> list[DoneTask]:
    """Return the tasks of a client that a draft or an invoice bills by the price list."""
    return [
        DoneTask(key, date.fromisoformat(day), title, Decimal(quantity), unit, None, engagement, service)
        for key, day, title, quantity, unit, engagement, service in book.connection.execute(_BILLED, {"client": client})
    ]


def billed_charges(book: Book) -> dict[int, tuple[TaskCharge, ...]]:
    """Return what each task by the price list was billed at, by its id, as it stands on its draft or invoice."""
    found: dict[int, tuple[TaskCharge, ...]] = {}
    for key, quantity, price, _ in book.connection.execute(_CHARGES):
        found[key] = (*found.get(key, ()), TaskCharge(Decimal(quantity), Decimal(price), "billed"))
    return found


def latest_billed_task(
    book: Book, since: date | None, *, service_id: int, unit: str, client_id: int | None
) -> BilledWork | None:
    """Return who bills the latest tasks by the price of a unit of a service from `since` on; invoices before drafts."""
    values = {
        "day": since.isoformat() if since else "0001-01-01",
        "service_id": service_id,
        "unit": unit,
        "client_id": client_id,
    }
    row = book.connection.execute(_LATEST, values).fetchone()
    if row is None:
        return None
    number, draft_id, engagement, day = row
    return BilledWork(number, draft_id, engagement, date.fromisoformat(day))
