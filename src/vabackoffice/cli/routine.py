"""`va routine`: work that comes back, written only after it was shown."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.cli.timer import Internal, NoBill, Place, ServiceName

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Work that comes back: add, list, end, delete, run.",
)

Text = str | None
RoutineId = Annotated[int, typer.Argument(metavar="ID", show_default=False)]
Words = Annotated[
    list[str], typer.Argument(metavar="DAYS [TIME] DURATION HANDLE [NOTE...] [+TAG...]", show_default=False)
]


@app.command("add")
def add(
    words: Words,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    no_bill: NoBill = False,
    first: Annotated[Text, typer.Option("--from", metavar="DATE", help="The first day; today when left out.")] = None,
    last: Annotated[Text, typer.Option("--until", metavar="DATE", help="The last day; none when left out.")] = None,
) -> None:
    """Add work that comes back on certain weekdays. Nothing is logged before 'va routine run'.

    DAYS are 'Mon-Fri', 'Mon,Wed', 'daily' or 'weekdays'.

    Examples:
      va routine add "Mon-Fri 9:00 15m acme inbox check"
      va routine add Mon,Thu 1h bakery Posts +social --until "31 dec"
      va routine add weekdays 17:30 10m --internal admin Filing --from 2026-03-02
    """
    from vabackoffice.cli.reading import read_work
    from vabackoffice.cli.routine_text import routine_json, routine_line
    from vabackoffice.domain.routine import parse_rhythm
    from vabackoffice.usecases.routines import add_routine

    with invocation.open_desk() as desk:
        rhythm, rest = parse_rhythm(" ".join(words).split(), desk.about.language)
        begin, end = desk.day(first) or desk.today, desk.day(last, future=True)
        work = read_work(desk, rest, begin, internal=internal, service=service, place=place, bill=not no_bill)
        routine = add_routine(desk.book, desk.now, rhythm, work, begin, end)
    output.show({"routine": routine_json(routine)}, f"Added {routine_line(routine)}")


@app.command("list")
def list_routines(csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False) -> None:
    """List routines.

    Examples:
      va routine list
    """
    from vabackoffice.cli.routine_text import COLUMNS, print_routines, routine_json
    from vabackoffice.storage.reads.routines import read_routines

    with invocation.open_desk() as desk:
        found = read_routines(desk.book)
    rows = [routine_json(routine) for routine in found]
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv([row | {"tags": " ".join(row["tags"])} for row in rows], COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json({"routines": rows})
    else:
        print_routines(found)


@app.command("end")
def end(
    routine_id: RoutineId,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help="Its last day; today when left out.")] = None,
) -> None:
    """End a routine after a day.

    Examples:
      va routine end 1
      va routine end 2 --on 2026-12-31
    """
    from vabackoffice.cli.routine_text import routine_json, routine_line
    from vabackoffice.usecases.routines import end_routine

    with invocation.open_desk() as desk:
        routine = end_routine(desk.book, desk.now, routine_id, desk.day(on) or desk.today)
    output.show({"routine": routine_json(routine)}, f"Ended {routine_line(routine)}")


@app.command("delete")
def delete(routine_id: RoutineId) -> None:
    """Delete a routine; what was logged from it stays.

    Examples:
      va routine delete 2 --yes
    """
    from vabackoffice.cli.routine_text import routine_json, routine_line
    from vabackoffice.usecases.routines import delete_routine, find_routine

    with invocation.open_desk() as desk:
        invocation.confirm(f"Deleting {routine_line(find_routine(desk.book, routine_id))}")
        routine = delete_routine(desk.book, desk.now, routine_id)
    output.show({"deleted": routine_json(routine)}, f"Deleted {routine_line(routine)}")


@app.command("run")
def run(
    period: PeriodWords = None,
    skip: Annotated[
        list[int] | None,
        typer.Option("--skip", metavar="ROW", help="Settle this row without an entry; may be given several times."),
    ] = None,
) -> None:
    """Show what routines make due, and log it after a yes.

    Without a period these are the last 31 days and today, as far as they are past.

    Examples:
      va routine run
      va routine run --yes --skip 2
      va routine run last week
    """
    from vabackoffice.cli.routine_text import plan_in_words, plan_json, print_plan, say_result
    from vabackoffice.usecases.routines import plan_routines, write_due

    written = None
    with invocation.open_desk() as desk:
        wanted = desk.period(" ".join(period), "") if period else None
        plan = plan_routines(desk.book, desk.now, desk.zone, wanted, skip or ())
        if not invocation.current.json:
            print_plan(plan)
        if plan.to_settle and invocation.agreed(f"Writing {plan_in_words(plan)}"):
            written = write_due(desk.book, desk.now, desk.zone, wanted, plan)
    if invocation.current.json:
        output.print_json(plan_json(plan, written))
    else:
        say_result(plan, written)
