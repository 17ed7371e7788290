"""What done tasks cost: the price agreed for each, or that of the price list on the day it was done, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.price_steps import PER, PriceStep
from vabackoffice.domain.rate import name_price, price_on, say_price
from vabackoffice.domain.unit import plural
from vabackoffice.domain.words import MONTH_NAMES
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from datetime import date

    from vabackoffice.domain.rate import PriceRow


@dataclass(frozen=True, slots=True)
class DoneTask:
    """Flat-fee work done on `day`: `quantity` times `unit_price` (major units; None: by the price list) per `unit`.

    `contents` says what is in one unit of a bundle.
    """

    id: int
    day: date
    title: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    engagement: str
    service: str = ""
    contents: str = ""


class TaskCharge(NamedTuple):
    """Some or all units of a task at one price (major units per unit), and why at that price."""

    quantity: Decimal
    unit_price: Decimal
    why: str


def charge_tasks(
    tasks: Sequence[DoneTask], prices: Sequence[PriceRow], currency: str, billed: Sequence[DoneTask] = ()
) -> list[tuple[DoneTask, tuple[TaskCharge, ...]]]:
    """Return each task with what it costs; one that reaches over a step of its price has a charge for each price.

    Steps count the units of one service that go by the price list, in the calendar month of the day on which they were
    done, or in the whole engagement: those billed before come first, then the tasks in their order.

    Args:
        tasks: done, and billed together.
        prices: prices of services, for everybody and for this client; another currency's never apply.
        currency: of the invoice.
        billed: tasks by the price list that were billed before.

    Raises:
        ConflictError: no price reaches the day on which a task by the price list was done.
    """
    counted: dict[Hashable, Decimal] = {}
    for task in billed:
        _count(task, counted)
    return [(task, _cost(task, prices, currency, counted)) for task in tasks]


def _cost(
    task: DoneTask, prices: Sequence[PriceRow], currency: str, counted: dict[Hashable, Decimal]
) -> tuple[TaskCharge, ...]:
    """Return what a task costs after the units `counted`, and count its own if it goes by the price list."""
    if task.unit_price is not None:
        return (TaskCharge(task.quantity, task.unit_price, _why(task, task.unit_price, currency)),)
    row = price_on(prices, task.service, task.unit, currency, task.day)
    if row is None:
        raise _no_price(task)
    charges = tuple(_charges(task, row, counted.get(_whole(task, row.steps_per), Decimal(0))))
    _count(task, counted)
    return charges


def _count(task: DoneTask, counted: dict[Hashable, Decimal]) -> None:
    for per in PER:
        whole = _whole(task, per)
        counted[whole] = counted.get(whole, Decimal(0)) + task.quantity


def _whole(task: DoneTask, per: str) -> Hashable:
    """Return what the units of a task are counted in."""
    month = (task.day.year, task.day.month) if per == "month" else None
    return task.engagement, task.service, task.unit, month


def _charges(task: DoneTask, row: PriceRow, before: Decimal) -> Iterator[TaskCharge]:
    """Cut a task where the units counted, `before` of which came before it, reach a step."""
    place, end = before, before + task.quantity
    for limit, price in row.steps or (PriceStep(None, row.amount),):
        until = end if limit is None else min(end, limit)
        if until > place:
            why = _why_step(task, row, price, (place, until)) if row.steps else _why(task, price, row.currency)
            yield TaskCharge(until - place, price, f"{why}, {name_price(row, task.engagement)}")
            place = until


def _why(task: DoneTask, price: Decimal, currency: str) -> str:
    return f"done {format_date(task.day)} at {say_price(price, currency)} per {task.unit}"


def _why_step(task: DoneTask, row: PriceRow, price: Decimal, places: tuple[Decimal, Decimal]) -> str:
    """Return `done Fri 20 Mar 2026: posts 21 to 25 in March 2026 at 10.00 EUR`."""
    whole = f"in {MONTH_NAMES[task.day.month - 1]} {task.day.year}"
    if row.steps_per == "engagement":
        whole = f"of {task.engagement}"
    what = f"{_units(task.unit, *places)} {whole} at {say_price(price, row.currency)}"
    return f"done {format_date(task.day)}: {what}"


def _units(unit: str, after: Decimal, last: Decimal) -> str:
    """Return `posts 21 to 25`, `post 21`, or `1.5 pages after 20` where they are not whole ones."""
    if after % 1 or last % 1:
        return f"{last - after:f} {plural(unit)} after {after:f}"
    first = after + 1
    return f"{unit} {first:.0f}" if first == last else f"{plural(unit)} {first:.0f} to {last:.0f}"


def _no_price(task: DoneTask) -> ConflictError:
    work = f"{task.engagement}, {task.service}"
    message = f"No price is known for one {task.unit} of '{work}' on {format_date(task.day)}."
    client = task.engagement.partition("/")[0]
    command = f'va price set {client} "{task.service}" AMOUNT --from {task.day} --unit {task.unit}'
    return ConflictError(message, f"Set one: '{command}'.")
