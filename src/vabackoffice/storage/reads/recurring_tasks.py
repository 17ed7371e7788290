"""Reading tasks that come back, and the days of theirs that are settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.recurring import Recurrence
from vabackoffice.storage.reads.targets import EngagementRow

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_ALL = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on,
        r.id, r.title, r.quantity, r.unit, r.unit_price, r.service_id, s.name, r.every, r.anchor, r.valid_from,
        r.ended_on
    FROM recurring_task r JOIN engagement e ON e.id = r.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN service s ON s.id = r.service_id
    ORDER BY r.id"""
_SETTLED = "SELECT recurring_task_id, due_on FROM recurring_task_day"


class RecurringTask(NamedTuple):
    """A flat-fee task that comes back; without a `unit_price` it goes by the price list."""

    id: int
    engagement: EngagementRow
    title: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    service_id: int | None
    service: str
    recurrence: Recurrence

    @property
    def target(self) -> str:
        """What is typed for its engagement."""
        return f"{self.engagement.client}/{self.engagement.name}"


def read_recurring_tasks(book: Book) -> list[RecurringTask]:
    """Return all tasks that come back, the oldest first."""
    return [
        RecurringTask(
            id=row[7],
            engagement=EngagementRow(*row[:7]),
            title=row[8],
            quantity=Decimal(row[9]),
            unit=row[10],
            unit_price=None if row[11] is None else Decimal(row[11]),
            service_id=row[12],
            service=row[13] or "",
            recurrence=Recurrence(
                row[14], row[15] or 1, date.fromisoformat(row[16]), date.fromisoformat(row[17]) if row[17] else None
            ),
        )
        for row in book.connection.execute(_ALL)
    ]


def settled_days(book: Book) -> set[tuple[int, date]]:
    """Return the days that are dealt with, each with the id of its recurring task."""
    return {(key, date.fromisoformat(day)) for key, day in book.connection.execute(_SETTLED)}
