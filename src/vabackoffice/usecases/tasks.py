"""Flat-fee tasks: open, done, billed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.handle import check_name
from vabackoffice.domain.invoice import line_net
from vabackoffice.domain.number import parse_decimal
from vabackoffice.domain.unit import check_unit
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.tasks import TaskRow, read_tasks
from vabackoffice.storage.reads.terms import read_prices
from vabackoffice.usecases.targets import find_engagement, find_service, refuse_ended

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.rate import PriceRow
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

# A task whose unit price is empty goes by the price list.
_ADD = """
    INSERT INTO task (engagement_id, title, quantity, unit, unit_price, service_id, due_on)
    VALUES (:engagement_id, :title, :quantity, :unit, coalesce(:unit_price, ''), :service_id, :due_on)"""
_SET_DONE = "UPDATE task SET done_on = :done_on WHERE id = :id"


class Wanted(NamedTuple):
    """A task as it was typed: for whom, what, how many, and at which price or by the price of which service."""

    target: str
    title: str
    quantity: str = "1"
    unit: str | None = None
    price: str | None = None
    service: str | None = None


class Agreed(NamedTuple):
    """What a task is, as it is written; without a `unit_price` it costs what its service does on the day it is done."""

    engagement_id: int
    title: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    service_id: int | None


def add_task(book: Book, now: datetime, wanted: Wanted, due: date | None) -> TaskRow:
    """Write a task; it is refused as by `agree`, and when its engagement has ended."""
    engagement = find_engagement(book, wanted.target, now.date())
    refuse_ended(engagement, now.date().isoformat())
    agreed = agree(book, engagement, wanted)
    with book.operation("task add", now):
        task_id = write_task(book, agreed, due)
    return find_task(book, task_id)


def agree(book: Book, engagement: EngagementRow, wanted: Wanted) -> Agreed:
    """Return what was typed as a task of an engagement.

    Raises:
        ConflictError: neither a price nor a service with a price was named.
        InvalidInputError: a value was not understood, or the service has prices of several units.
    """
    service_id, service = find_service(book, wanted.service) if wanted.service else (None, "")
    unit = check_unit(wanted.unit) if wanted.unit else None
    listed = _listed(book, engagement, service, unit)
    own = None if wanted.price is None else parse_price(wanted.price, engagement.currency)
    price = own if own is not None else listed.amount if listed else None
    if price is None:
        message = f"The task '{wanted.title}' has no price."
        raise ConflictError(message, "Give it one with '--price 12', or name a service with a price: '--service NAME'.")
    quantity = _quantity(wanted.quantity)
    line_net(quantity, price, engagement.currency)  # refuses what no invoice could say
    counted = unit or (listed.unit if listed else "piece")
    return Agreed(engagement.id, check_name(wanted.title, "title"), quantity, counted, own, service_id)


def write_task(book: Book, agreed: Agreed, due: date | None) -> int:
    """Write a task in the open operation and return its id."""
    values = task_columns(agreed) | {"due_on": due.isoformat() if due else None}
    return int(book.connection.execute(_ADD, values).lastrowid or 0)


def task_columns(agreed: Agreed) -> dict[str, Any]:
    """Return the columns that tasks and recurring tasks share."""
    price = agreed.unit_price
    texts = {"quantity": str(agreed.quantity), "unit_price": None if price is None else str(price)}
    return agreed._asdict() | texts


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


def _listed(book: Book, engagement: EngagementRow, service: str, unit: str | None) -> PriceRow | None:
    """Return a price of a service, of whatever day: of the unit, or of the only one there is beside the hour."""
    found = {
        row.unit: row
        for row in read_prices(book, engagement.client)
        if (row.service, row.currency) == (service, engagement.currency) and unit in (None, row.unit)
    }
    units = [one for one in found if one != "hour"] or [*found]
    if len(units) > 1:
        message = f"'{service}' has a price per {' and per '.join(units)}."
        raise InvalidInputError(message, f"Say which: '--unit {units[0]}'.")
    return found[units[0]] if units else None


def _quantity(text: str) -> Decimal:
    quantity = parse_decimal(text)
    if quantity <= 0:
        message = f"A quantity of '{text}' is no task."
        raise InvalidInputError(message, "Give how many, more than nothing: '--qty 3'.")
    return quantity
