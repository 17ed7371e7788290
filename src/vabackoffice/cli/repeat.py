"""`va repeat`: the same work again."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.timer import Force, entry_json

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("repeat")
def repeat(
    entry: Annotated[str, typer.Argument(metavar="[@N|ID]", show_default=False)] = "@1",
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; today when left out.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="A start; else only the length.")] = None,
    force: Force = False,
) -> None:
    """Log again what an entry was, for as long as it was, the newest one by default.

    Examples:
      va repeat
      va repeat @2 --on yesterday
      va repeat --from 16:30
    """
    from vabackoffice.domain.clock_time import parse_moment
    from vabackoffice.domain.time_entry import When, later
    from vabackoffice.usecases.entries import find_entry, log_entry, refuse_archived
    from vabackoffice.usecases.overlaps import describe

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        refuse_archived(desk.book, old.work)
        when = When.lasting(desk.day(on) or desk.today, old.seconds)
        if start is not None:
            language = desk.about.language
            begun = parse_moment(start, on=when.on_date, now=desk.now, zone=desk.zone, language=language)
            when = When.between(begun, later(begun, old.seconds))
        new = log_entry(desk.book, desk.now, desk.zone, old.work, when, force=force, command="repeat")
    output.show({"logged": entry_json(new), "repeated": old.id}, f"Logged {describe(new)}")
