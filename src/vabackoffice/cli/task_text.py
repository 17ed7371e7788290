"""Tasks, recurring tasks and what these make due, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.cli import output
from vabackoffice.domain.bundle import say_bundle
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.rate import price_text, say_price

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.bundle import BundlePart
    from vabackoffice.storage.reads.recurring_tasks import RecurringTask
    from vabackoffice.usecases.recurring_tasks import DuePlan, DueTask
    from vabackoffice.usecases.task_prices import PricedTask

COLUMNS = (
    "id",
    "client",
    "engagement",
    "title",
    "quantity",
    "unit",
    "unit_price",
    "amount",
    "due",
    "status",
    "done_on",
    "invoice",
    "service",
    "priced",
)


def task_json(task: PricedTask) -> dict[str, Any]:
    """Return a task as scripts read it; `unit_price` is that of its first unit."""
    row, charges, amount = task.row, task.charges, task.amount
    return {
        "id": row.id,
        "client": row.client,
        "engagement": row.engagement,
        "title": row.title,
        "quantity": f"{row.quantity:f}",
        "unit": row.unit,
        "unit_price": price_text(charges[0].unit_price, row.currency) if charges else None,
        "amount": str(amount.amount) if amount else None,
        "due": row.due_on,
        "status": row.status,
        "done_on": row.done_on,
        "invoice": row.invoice or None,
        "service": row.service or None,
        "priced": task.priced,
        "bundle": bundle_json(task.bundle),
    }


def task_line(task: PricedTask) -> str:
    """Return `task 1 for bakery/main: Newsletter, 1 piece at 80.00 EUR = 80.00 EUR, due 2026-03-31`."""
    row = task.row
    due = f", due {row.due_on}" if row.due_on and not row.done_on else ""
    contents = f", with {say_bundle(task.bundle)}" if task.bundle else ""
    return f"task {row.id} for {row.client}/{row.engagement}: {row.title}, {_cost(task)}{contents}{due}"


def print_tasks(tasks: Sequence[PricedTask]) -> None:
    """Print tasks for a person."""
    if not tasks:
        output.say("No tasks. 'va task add HANDLE TITLE --price 12' makes one.")
        return
    headings = (
        ("", "right"),
        ("For", "left"),
        ("Task", "left"),
        ("", "right"),
        ("Amount", "right"),
        ("Due", "left"),
        ("", "left"),
    )
    output.print_table(headings, [_cells(task) for task in tasks])


def bundle_json(parts: Sequence[BundlePart]) -> list[dict[str, str]]:
    """Return what is in a bundle as scripts read it."""
    return [{"service": part.service, "quantity": f"{part.quantity:f}"} for part in parts]


def recurring_json(task: RecurringTask) -> dict[str, Any]:
    """Return a recurring task as scripts read it; without a price of its own it goes by the price list."""
    rhythm = task.recurrence
    return {
        "id": task.id,
        **_what_json(task),
        "every": rhythm.every,
        "anchor": rhythm.anchor,
        "from": rhythm.first.isoformat(),
        "until": rhythm.last.isoformat() if rhythm.last else None,
    }


def recurring_line(task: RecurringTask) -> str:
    """Return `recurring task 1 for bakery/main: Newsletter, 1 piece at 60.00 EUR, every month on day 1, from …`."""
    return f"recurring task {task.id} for {task.target}: {task.title}, {_price(task)}, {task.recurrence}"


def print_recurring(tasks: Sequence[RecurringTask]) -> None:
    """Print recurring tasks for a person."""
    if not tasks:
        output.say("No recurring tasks. 'va task add HANDLE TITLE --price 12 --every month' makes one.")
        return
    headings = (
        ("", "right"),
        ("For", "left"),
        ("Task", "left"),
        ("", "left"),
        ("Every", "left"),
        ("From", "left"),
        ("Until", "left"),
    )
    output.print_table(headings, [_recurring_cells(task) for task in tasks])


def print_plan(plan: DuePlan) -> None:
    """Print what is due for a person, numbered, with the reasons for what cannot be added."""
    if not plan.rows:
        output.say("No recurring task is due.")
        return
    states = {"due": "", "skip": "skipped", "refused": "not added"}
    headings = (("", "right"), ("Due", "left"), ("For", "left"), ("Task", "left"), ("", "left"), ("", "left"))
    rows = [
        [str(number), format_date(row.day), row.task.target, row.task.title, _price(row.task), states[row.state]]
        for number, row in enumerate(plan.rows, start=1)
    ]
    output.print_table(headings, rows, title="Recurring tasks due")
    for number, row in enumerate(plan.rows, start=1):
        if row.why:
            output.say(f"Row {number} is not added and stays due: {row.why}")


def plan_in_words(plan: DuePlan) -> str:
    """Return what a plan adds: `2 tasks, 1 skipped`."""
    count = len(plan.to_add)
    return f"{count} {'task' if count == 1 else 'tasks'}" + (f", {len(plan.skip)} skipped" if plan.skip else "")


def say_result(plan: DuePlan, added: Sequence[PricedTask] | None) -> None:
    """Print what was added, or how to add it."""
    if added is not None:
        output.say(f"Added {plan_in_words(plan)}; 'va undo' takes it back.")
    elif plan.to_settle:
        output.say(f"Nothing was added. Add '--yes' to add {plan_in_words(plan)}.")


def plan_json(plan: DuePlan, added: Sequence[PricedTask] | None) -> dict[str, Any]:
    """Return a plan, and the tasks added of it, as scripts read it."""
    return {
        "rows": [_row_json(number, row) for number, row in enumerate(plan.rows, start=1)],
        "applied": added is not None,
        "added": [task_json(task) for task in added or ()],
    }


def _row_json(number: int, row: DueTask) -> dict[str, Any]:
    return {
        "row": number,
        "recurring": row.task.id,
        "due": row.day.isoformat(),
        **_what_json(row.task),
        "state": row.state,
        "why": row.why or None,
    }


def _what_json(task: RecurringTask) -> dict[str, Any]:
    price = task.unit_price
    return {
        "client": task.engagement.client,
        "engagement": task.engagement.name,
        "title": task.title,
        "quantity": f"{task.quantity:f}",
        "unit": task.unit,
        "unit_price": None if price is None else price_text(price, task.engagement.currency),
        "service": task.service or None,
        "priced": "list" if price is None else "own",
    }


def _price(task: RecurringTask) -> str:
    price = task.unit_price
    said = f"the price of {task.service}" if price is None else say_price(price, task.engagement.currency)
    return f"{task.quantity:f} {task.unit} at {said}"


def _cost(task: PricedTask) -> str:
    """Return `5 post at 12.00 EUR = 60.00 EUR`, or `25 post: 20 at 12.00 EUR, 5 at 10.00 EUR = 290.00 EUR`."""
    row, charges = task.row, task.charges
    many = f"{row.quantity:f} {row.unit}"
    if not charges:
        return f"{many}, no price on that day"
    prices = [say_price(charge.unit_price, row.currency) for charge in charges]
    if len(charges) == 1:
        return f"{many} at {prices[0]} = {task.amount}"
    parts = [f"{charge.quantity:f} at {price}" for charge, price in zip(charges, prices, strict=True)]
    return f"{many}: {', '.join(parts)} = {task.amount}"


def _recurring_cells(task: RecurringTask) -> list[str]:
    recurrence = task.recurrence
    return [
        str(task.id),
        task.target,
        task.title,
        _price(task),
        recurrence.rhythm,
        recurrence.first.isoformat(),
        recurrence.last.isoformat() if recurrence.last else "",
    ]


def _cells(task: PricedTask) -> list[str]:
    row = task.row
    return [
        str(row.id),
        row.client,
        row.title,
        f"{row.quantity:f} {row.unit}",
        str(task.amount or ""),
        row.due_on or "",
        f"billed {row.invoice}" if row.invoice else f"done {row.done_on}" if row.done_on else "open",
    ]
