"""Reading flat-fee tasks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_TASKS = """
    SELECT t.id, c.handle, e.name, e.currency, t.title, t.quantity, t.unit,
        nullif(t.unit_price, ''), coalesce(s.name, ''), t.due_on, t.done_on, coalesce(i.number, ''), k.draft_id
    FROM task t JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = t.service_id
    LEFT JOIN claim k ON k.kind = 'task' AND k.source_id = t.id LEFT JOIN invoice i ON i.id = k.invoice_id
    WHERE (:id IS NULL OR t.id = :id) AND (:client IS NULL OR c.handle = :client)
        AND (NOT :open OR t.done_on IS NULL)
    ORDER BY t.done_on IS NOT NULL, coalesce(t.due_on, '9999'), t.id"""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and who bills it, if anyone does. Days are ISO texts; a `unit_price` of None goes by the price list."""

    id: int
    client: str
    engagement: str
    currency: str
    title: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    service: str
    due_on: str | None
    done_on: str | None
    invoice: str
    draft_id: int | None

    @property
    def status(self) -> str:
        """`open`, `done` or `billed`."""
        if self.invoice:
            return "billed"
        return "done" if self.done_on else "open"


def read_tasks(
    book: Book, *, task_id: int | None = None, client: str | None = None, only_open: bool = False
) -> list[TaskRow]:
    """Return tasks, open ones first by due date: one by id, a client's, or all."""
    rows = book.connection.execute(_TASKS, {"id": task_id, "client": client, "open": only_open})
    return [_task(row) for row in rows]


def _task(row: tuple[Any, ...]) -> TaskRow:
    columns = [*row]
    columns[5], columns[7] = Decimal(row[5]), None if row[7] is None else Decimal(row[7])
    return TaskRow(*columns)
