"""What tasks cost, for showing them: as they were billed, or as they would be billed today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.invoice import line_net
from vabackoffice.domain.money import total
from vabackoffice.domain.rate import price_on
from vabackoffice.domain.task_price import DoneTask, TaskCharge, charge_tasks
from vabackoffice.storage.reads.billed_tasks import billed_charges, billed_tasks
from vabackoffice.storage.reads.bundles import read_bundles
from vabackoffice.storage.reads.tasks import read_tasks
from vabackoffice.storage.reads.terms import read_prices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vabackoffice.domain.bundle import BundlePart
    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.tasks import TaskRow

    Cost = tuple[str, tuple[TaskCharge, ...]]


class PricedTask(NamedTuple):
    """A task with what it costs: `charges` is empty where no price is known for its day.

    `priced` says by what: its `own` price, the price `list`, or `steps` of the list. `bundle` is what it holds.
    """

    row: TaskRow
    priced: str
    charges: tuple[TaskCharge, ...]
    bundle: tuple[BundlePart, ...]

    @property
    def amount(self) -> Money | None:
        """What all of it costs without VAT, None where that is not known."""
        currency = self.row.currency
        nets = [line_net(charge.quantity, charge.unit_price, currency) for charge in self.charges]
        return total(nets, currency) if nets else None


def price_tasks(book: Book, rows: Sequence[TaskRow], today: date) -> list[PricedTask]:
    """Return tasks with what they cost.

    One by the price list that is done but not billed costs what its day says; an open one what it would cost on the day
    it is due, or today. Steps count what is billed first, then what is done, then what is open.
    """
    bundles = read_bundles(book)
    listed = _listed(book, today) if any(row.unit_price is None for row in rows) else {}
    priced = []
    for row in rows:
        by, charges = listed.get(row.id, ("own", ()))
        if row.unit_price is not None:
            charges = (TaskCharge(row.quantity, row.unit_price, ""),)
        priced.append(PricedTask(row, by, charges, bundles.get(row.service, ())))
    return priced


def _listed(book: Book, today: date) -> dict[int, Cost]:
    """Return by what, and what, every task by the price list costs."""
    rows = [row for row in read_tasks(book) if row.unit_price is None]
    charged = billed_charges(book)
    costs: dict[int, Cost] = {}
    for client in {row.client for row in rows}:
        costs |= _of_client(book, client, [row for row in rows if row.client == client], charged, today)
    return costs


def _of_client(
    book: Book, client: str, rows: Iterable[TaskRow], charged: Mapping[int, tuple[TaskCharge, ...]], today: date
) -> dict[int, Cost]:
    prices = read_prices(book, client)
    costs: dict[int, Cost] = {}
    waiting: dict[str, list[DoneTask]] = {}
    for row in sorted(rows, key=lambda row: (row.done_on is None, _day(row, today), row.id)):
        task = _as_done(row, _day(row, today))
        price = price_on(prices, task.service, task.unit, row.currency, task.day)
        costs[row.id] = ("steps" if price and price.steps else "list", charged.get(row.id, ()))
        if price and row.id not in charged:
            waiting.setdefault(row.currency, []).append(task)
    for currency, tasks in waiting.items():
        for task, charges in charge_tasks(tasks, prices, currency, billed_tasks(book, client)):
            costs[task.id] = (costs[task.id][0], charges)
    return costs


def _day(row: TaskRow, today: date) -> date:
    """Return the day on which a task was done, or for an open one the day it is due if that is to come, or today."""
    if row.done_on:
        return date.fromisoformat(row.done_on)
    return max(today, date.fromisoformat(row.due_on)) if row.due_on else today


def _as_done(row: TaskRow, day: date) -> DoneTask:
    return DoneTask(
        id=row.id,
        day=day,
        title=row.title,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=None,
        engagement=f"{row.client}/{row.engagement}",
        service=row.service,
    )
