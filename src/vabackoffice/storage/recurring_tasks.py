"""Writing tasks that come back, and the days of theirs that are settled, in plain SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from vabackoffice.domain.recurring import Recurrence
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO recurring_task (engagement_id, title, quantity, unit, unit_price, service_id, every, anchor, valid_from,
        ended_on)
    VALUES (:engagement_id, :title, :quantity, :unit, :unit_price, :service_id, :every, :anchor, :valid_from,
        :ended_on)"""
_END = "UPDATE recurring_task SET ended_on = :ended_on WHERE id = :id"
_SETTLE = "INSERT INTO recurring_task_day (recurring_task_id, due_on) VALUES (:id, :due_on)"


def add_recurring_task(book: Book, columns: Mapping[str, Any], recurrence: Recurrence) -> int:
    """Write a task that comes back and return its id; `columns` are those it shares with every task."""
    values = {
        **columns,
        "every": recurrence.every,
        "anchor": recurrence.anchor,
        "valid_from": recurrence.first.isoformat(),
        "ended_on": recurrence.last.isoformat() if recurrence.last else None,
    }
    return int(book.connection.execute(_ADD, values).lastrowid or 0)


def end_recurring_task(book: Book, key: int, last: date) -> None:
    """Write the last day of a task that comes back."""
    book.connection.execute(_END, {"id": key, "ended_on": last.isoformat()})


def settle_day(book: Book, key: int, day: date) -> None:
    """Write that a day of a recurring task was dealt with."""
    book.connection.execute(_SETTLE, {"id": key, "due_on": day.isoformat()})
