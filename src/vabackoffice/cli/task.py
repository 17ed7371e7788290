"""`va task`: flat-fee work, once or coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.recurring import Recurrence
    from vabackoffice.storage.reads.tasks import TaskRow
    from vabackoffice.usecases.task_prices import PricedTask
    from vabackoffice.usecases.tasks import Wanted

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Flat-fee tasks, also recurring: add, done, reopen, list, due.",
)

Text = str | None
TaskId = Annotated[int, typer.Argument(metavar="ID", show_default=False)]


@app.command("add")
def add(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    title: Annotated[list[str], typer.Argument(metavar="TITLE...", show_default=False)],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[Text, typer.Option(metavar="UNIT", help="piece, post, page, call, trip …")] = None,
    price: Annotated[Text, typer.Option(metavar="AMOUNT", help="Of one unit, without VAT.")] = None,
    service: Annotated[
        Text, typer.Option(metavar="NAME", help="The kind of work; without --price its price on the day it is done.")
    ] = None,
    due: Annotated[Text, typer.Option(metavar="DATE", help="When it shall be done.")] = None,
    every: Annotated[Text, typer.Option(metavar="PERIOD", help="Comes back each week, month or quarter.")] = None,
    anchor: Annotated[int | None, typer.Option(metavar="DAY", help="On which day of it; the first: 1.")] = None,
    first: Annotated[Text, typer.Option("--from", metavar="DATE", help="Its first day; today when left out.")] = None,
    last: Annotated[Text, typer.Option("--until", metavar="DATE", help="Its last day; none when left out.")] = None,
) -> None:
    """Add a flat-fee task, or with --every one that comes back and waits for 'va task due'.

    Examples:
      va task add bakery Newsletter March --price 80 --due "31 mar"
      va task add bakery Posts --qty 5 --unit post --price 12
      va task add acme Posts --qty 25 --service "social post"
      va task add bakery Newsletter --price 60 --every month --anchor 1 --from 2026-01-01
    """
    from vabackoffice.usecases.tasks import Wanted, add_task

    wanted = Wanted(handle, " ".join(title), qty, unit, price, service)
    with invocation.open_desk() as desk:
        recurrence = _recurrence(desk, every, anchor, first, last)
        if recurrence is not None:
            _add_recurring(desk, wanted, recurrence, due)
            return
        [task] = _priced(desk, [add_task(desk.book, desk.now, wanted, desk.day(due, future=True))])
    _show(task, "Added")


@app.command("done")
def done(
    task_id: TaskId,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help="When; today when left out.")] = None,
) -> None:
    """Mark a task as done; the next invoice bills it.

    Examples:
      va task done 1
      va task done 1 --on yesterday
    """
    from vabackoffice.usecases.tasks import finish_task

    with invocation.open_desk() as desk:
        [task] = _priced(desk, [finish_task(desk.book, desk.now, task_id, desk.day(on) or desk.today)])
    _show(task, "Done")


@app.command("reopen")
def reopen(task_id: TaskId) -> None:
    """Mark a done task as open again.

    Examples:
      va task reopen 1
    """
    from vabackoffice.usecases.tasks import reopen_task

    with invocation.open_desk() as desk:
        [task] = _priced(desk, [reopen_task(desk.book, desk.now, task_id)])
    _show(task, "Open again:")


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
    from vabackoffice.cli.task_text import COLUMNS, print_tasks, task_json
    from vabackoffice.storage.reads.tasks import read_tasks
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        found = _priced(desk, read_tasks(desk.book, client=handle, only_open=only_open))
    rows = [task_json(task) for task in found]
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv(rows, COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json({"tasks": rows})
    else:
        print_tasks(found)


@app.command("due")
def due(
    period: PeriodWords = None,
    skip: Annotated[
        list[int] | None,
        typer.Option("--skip", metavar="ROW", help="Settle this row without a task; may be given several times."),
    ] = None,
) -> None:
    """Show which recurring tasks are due by today, and add them after a yes.

    Examples:
      va task due
      va task due --yes --skip 2
      va task due this month
    """
    from vabackoffice.cli.task_text import plan_in_words, plan_json, print_plan, say_result
    from vabackoffice.usecases.recurring_tasks import add_due, plan_due

    added = None
    with invocation.open_desk() as desk:
        wanted = desk.period(" ".join(period), "") if period else None
        plan = plan_due(desk.book, desk.today, wanted, skip or ())
        if not invocation.current.json:
            print_plan(plan)
        if plan.to_settle and invocation.agreed(f"Adding {plan_in_words(plan)}"):
            added = _priced(desk, add_due(desk.book, desk.now, wanted, plan))
    if invocation.current.json:
        output.print_json(plan_json(plan, added))
    else:
        say_result(plan, added)


@app.command("recurring")
def recurring() -> None:
    """List recurring tasks.

    Examples:
      va task recurring
    """
    from vabackoffice.cli.task_text import print_recurring, recurring_json
    from vabackoffice.storage.reads.recurring_tasks import read_recurring_tasks

    with invocation.open_desk() as desk:
        found = read_recurring_tasks(desk.book)
    if invocation.current.json:
        output.print_json({"recurring": [recurring_json(task) for task in found]})
    else:
        print_recurring(found)


@app.command("end")
def end(
    recurring_id: TaskId,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help="Its last day; today when left out.")] = None,
) -> None:
    """End a recurring task after a day; what was added of it stays.

    Examples:
      va task end 1
      va task end 1 --on 2026-12-31
    """
    from vabackoffice.cli.task_text import recurring_json, recurring_line
    from vabackoffice.usecases.recurring_tasks import end_recurring_task

    with invocation.open_desk() as desk:
        last = desk.day(on, future=True) or desk.today
        task = end_recurring_task(desk.book, desk.now, recurring_id, last)
    output.show({"recurring": recurring_json(task)}, f"Ended {recurring_line(task)}")


def _add_recurring(desk: Desk, wanted: Wanted, recurrence: Recurrence, due: str | None) -> None:
    """Write a recurring task and show it."""
    from vabackoffice.cli.task_text import recurring_json, recurring_line
    from vabackoffice.usecases.recurring_tasks import add_recurring_task

    if due is not None:
        message = f"'--due {due}' is one day, and '--every' means many."
        raise InvalidInputError(message, "Say on which day of the period it is due: '--anchor 1'.")
    task = add_recurring_task(desk.book, desk.now, wanted, recurrence)
    output.show({"recurring": recurring_json(task)}, f"Added {recurring_line(task)}")


def _recurrence(
    desk: Desk, every: str | None, anchor: int | None, first: str | None, last: str | None
) -> Recurrence | None:
    """Return how a task comes back, None for one that does not."""
    if every is None:
        if anchor is not None or first is not None or last is not None:
            message = "'--anchor', '--from' and '--until' are for tasks that come back."
            raise InvalidInputError(message, "Say how often: '--every month', or leave them out.")
        return None
    from vabackoffice.domain.recurring import Recurrence
    from vabackoffice.domain.terms_reading import EVERY
    from vabackoffice.domain.time_entry import check_choice

    begin, end = desk.day(first, future=True) or desk.today, desk.day(last, future=True)
    return Recurrence(check_choice(every, EVERY, "period"), 1 if anchor is None else anchor, begin, end)


def _priced(desk: Desk, rows: Sequence[TaskRow]) -> list[PricedTask]:
    from vabackoffice.usecases.task_prices import price_tasks

    return price_tasks(desk.book, rows, desk.today)


def _show(task: PricedTask, what: str) -> None:
    from vabackoffice.cli.task_text import task_json, task_line

    output.show({"task": task_json(task)}, f"{what} {task_line(task)}")
