"""Flat-fee tasks: open, done, billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.handle import check_name
from vabackoffice.domain.invoice import line_net
from vabackoffice.domain.number import parse_decimal
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.tasks import TaskRow, read_tasks
from vabackoffice.storage.reads.terms import read_prices
from vabackoffice.usecases.services import check_unit
from vabackoffice.usecases.targets import find_engagement, find_service, refuse_ended

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.rate import PriceRow
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO task (engagement_id, title, quantity, unit, unit_price, service_id, due_on)
    VALUES (:engagement_id, :title, :quantity, :unit, :unit_price, :service_id, :due_on)"""
_SET_DONE = "UPDATE task SET done_on = :done_on WHERE id = :id"


def add_task(
    book: Book,
    now: datetime,
    target: str,
    title: str,
    *,
    quantity: str,
    unit: str | None,
    price: str | None,
    service: str | None,
    due: date | None,
) -> TaskRow:
    """Write a task; without a price it has the price of its service on the day.

    Raises:
        ConflictError: neither a price nor a service with a price was named.
    """
    engagement = find_engagement(book, target, now.date())
    refuse_ended(engagement, now.date().isoformat())
    service_id, service_name = find_service(book, service) if service else (None, "")
    listed = _price_on(book, engagement.client, service_name, engagement.currency, now.date(), unit)
    if price is None and listed is None:
        message = f"The task '{title}' has no price."
        raise ConflictError(message, "Give it one with '--price 12', or name a service with a price: '--service NAME'.")
    unit_price = listed.amount if price is None and listed else parse_price(price or "", engagement.currency)
    count = _quantity(quantity)
    line_net(count, unit_price, engagement.currency)  # refuses what no invoice could say
    values = {
        "engagement_id": engagement.id,
        "title": check_name(title, "title"),
        "quantity": str(count),
        "unit": check_unit(unit or (listed.unit if listed else "piece")),
        "unit_price": str(unit_price),
        "service_id": service_id,
        "due_on": due.isoformat() if due else None,
    }
    with book.operation("task add", now):
        task_id = int(book.connection.execute(_ADD, values).lastrowid or 0)
    return find_task(book, task_id)


def find_task(book: Book, task_id: int) -> TaskRow:
    """Return the task with this id."""
    found = read_tasks(book, task_id=task_id)
    if not found:
        message = f"There is no task {task_id}."
        raise NotFoundError(message, "'va task list' shows all.")
    return found[0]


def finish_task(book: Book, now: datetime, task_id: int, on: date) -> TaskRow:
    """Mark a task as done on a day; from then on it can be billed."""
    task = find_task(book, task_id)
    if task.done_on is not None:
        message = f"Task {task_id} was done on {task.done_on}."
        raise ConflictError(message, f"If it is not: 'va task reopen {task_id}'.")
    with book.operation("task done", now):
        book.connection.execute(_SET_DONE, {"id": task_id, "done_on": on.isoformat()})
    return find_task(book, task_id)


def reopen_task(book: Book, now: datetime, task_id: int) -> TaskRow:
    """Mark a done task as open again, unless a draft or an invoice bills it."""
    task = find_task(book, task_id)
    if task.invoice or task.draft_id:
        where = f"invoice {task.invoice}" if task.invoice else f"draft {task.draft_id}"
        message = f"Task {task_id} is on {where}."
        hint = (
            f"'va invoice credit {task.invoice} --reopen' corrects it."
            if task.invoice
            else f"'va invoice discard {task.draft_id}' frees it."
        )
        raise ConflictError(message, hint)
    if task.done_on is None:
        message = f"Task {task_id} is open."
        raise ConflictError(message, "There is nothing to reopen.")
    with book.operation("task reopen", now):
        book.connection.execute(_SET_DONE, {"id": task_id, "done_on": None})
    return find_task(book, task_id)


def _price_on(book: Book, client: str, service: str, currency: str, day: date, unit: str | None) -> PriceRow | None:
    """Return the price of a service on a day: the client's own before the general one, the newest first."""
    if not service:
        return None
    fitting = [
        row
        for row in read_prices(book, client)
        if row.service == service
        and row.currency == currency
        and (unit is None or row.unit == unit)
        and (row.valid_from is None or row.valid_from <= day)
    ]
    return max(fitting, key=lambda row: (row.client_specific, row.valid_from is not None, row.valid_from), default=None)


def _quantity(text: str) -> Decimal:
    quantity = parse_decimal(text)
    if quantity <= 0:
        message = f"A quantity of '{text}' is no task."
        raise InvalidInputError(message, "Give how many, more than nothing: '--qty 3'.")
    return quantity
