"""`va task`: flat-fee work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.rate import price_text, say_price

if TYPE_CHECKING:
    from vabackoffice.storage.reads.tasks import TaskRow

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Flat-fee tasks: add, done, reopen, list."
)

Text = str | None
TaskId = Annotated[int, typer.Argument(metavar="ID", show_default=False)]


@app.command("add")
def add(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    title: Annotated[list[str], typer.Argument(metavar="TITLE...", show_default=False)],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[
        Text, typer.Option(metavar="UNIT", help="piece, post, page, call, trip …", show_default=False)
    ] = None,
    price: Annotated[Text, typer.Option(metavar="AMOUNT", help="Of one unit, without VAT.", show_default=False)] = None,
    service: Annotated[
        Text,
        typer.Option(metavar="NAME", help="The kind of work; its price holds when none is given.", show_default=False),
    ] = None,
    due: Annotated[Text, typer.Option(metavar="DATE", help="When it shall be done.", show_default=False)] = None,
) -> None:
    """Add a flat-fee task.

    Examples:
      va task add bakery Newsletter March --price 80 --due "31 mar"
      va task add bakery Posts --qty 5 --unit post --price 12
    """
    from vabackoffice.usecases.tasks import add_task

    with invocation.open_desk() as desk:
        due_on = desk.day(due, future=True)
        task = add_task(
            desk.book,
            desk.now,
            handle,
            " ".join(title),
            quantity=qty,
            unit=unit,
            price=price,
            service=service,
            due=due_on,
        )
    output.show({"task": task_json(task)}, f"Added {_line(task)}")


@app.command("done")
def done(
    task_id: TaskId,
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="When; today when left out.", show_default=False)
    ] = None,
) -> None:
    """Mark a task as done; the next invoice bills it.

    Examples:
      va task done 1
      va task done 1 --on yesterday
    """
    from vabackoffice.usecases.tasks import finish_task

    with invocation.open_desk() as desk:
        task = finish_task(desk.book, desk.now, task_id, desk.day(on) or desk.today)
    output.show({"task": task_json(task)}, f"Done {_line(task)}")


@app.command("reopen")
def reopen(task_id: TaskId) -> None:
    """Mark a done task as open again.

    Examples:
      va task reopen 1
    """
    from vabackoffice.usecases.tasks import reopen_task

    with invocation.open_desk() as desk:
        task = reopen_task(desk.book, desk.now, task_id)
    output.show({"task": task_json(task)}, f"Open again: {_line(task)}")


@app.command("list")
def list_tasks(
    client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is to be done.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List tasks.

    Examples:
      va task list
      va task list bakery --open
    """
    from vabackoffice.storage.reads.tasks import read_tasks
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        found = read_tasks(desk.book, client=handle, only_open=only_open)
    rows = [task_json(task) for task in found]
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv(rows, _COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json({"tasks": rows})
    elif not found:
        output.say("No tasks. 'va task add HANDLE TITLE --price 12' makes one.")
    else:
        headings = (
            ("", "right"),
            ("For", "left"),
            ("Task", "left"),
            ("", "right"),
            ("Amount", "right"),
            ("Due", "left"),
            ("", "left"),
        )
        output.print_table(headings, [_cells(task) for task in found])


_COLUMNS = (
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
)


def task_json(task: TaskRow) -> dict[str, Any]:
    """Return a task as scripts read it."""
    return {
        "id": task.id,
        "client": task.client,
        "engagement": task.engagement,
        "title": task.title,
        "quantity": f"{task.quantity:f}",
        "unit": task.unit,
        "unit_price": price_text(task.unit_price, task.currency),
        "amount": str(task.amount.amount),
        "due": task.due_on,
        "status": task.status,
        "done_on": task.done_on,
        "invoice": task.invoice or None,
    }


def _line(task: TaskRow) -> str:
    due = f", due {task.due_on}" if task.due_on and not task.done_on else ""
    price = f"{task.quantity:f} {task.unit} at {say_price(task.unit_price, task.currency)} = {task.amount}"
    return f"task {task.id} for {task.client}/{task.engagement}: {task.title}, {price}{due}"


def _cells(task: TaskRow) -> list[str]:
    state = f"billed {task.invoice}" if task.invoice else f"done {task.done_on}" if task.done_on else "open"
    return [
        str(task.id),
        task.client,
        task.title,
        f"{task.quantity:f} {task.unit}",
        str(task.amount),
        task.due_on or "",
        state,
    ]
