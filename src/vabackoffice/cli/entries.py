"""`va log`, `split`, `delete`: finished work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, limits, output
from vabackoffice.cli.timer import Force, Internal, NoBill, Place, ServiceName, TaskId, entry_json
from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_time_range
from vabackoffice.domain.duration import parse_duration
from vabackoffice.usecases.limits import what_is_left
from vabackoffice.usecases.overlaps import describe

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import When

app = typer.Typer(rich_markup_mode=None, add_completion=False)

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day: 'yesterday', 'mon', '2026-03-02'.")]
_DASHES = ("-", "..", "\N{EN DASH}", "\N{EM DASH}")
EntryName = Annotated[str, typer.Argument(metavar="@N|ID", show_default=False)]


@app.command("log")
def log(
    when: Annotated[str, typer.Argument(metavar="DURATION|FROM-TO", show_default=False)],
    words: Annotated[list[str] | None, typer.Argument(metavar="HANDLE [NOTE...] [+TAG...]", show_default=False)] = None,
    on: On = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
    force: Force = False,
) -> None:
    """Log finished work: how long or from when to when, for whom, what.

    Examples:
      va log 1h30 acme Sorted mail +email
      va log 9:00-10:25 acme Call --on yesterday
      va log 45m --internal admin Bookkeeping
    """
    from vabackoffice.cli.reading import read_work
    from vabackoffice.usecases.entries import log_entry

    when, words = _in_order(when, words or [])
    with invocation.open_desk() as desk:
        day = desk.day(on) or desk.today
        work = read_work(desk, words, day, internal=internal, service=service, place=place, task=task, bill=not no_bill)
        entry = log_entry(desk.book, desk.now, desk.zone, work, _when(desk, when, day), force=force)
        left = what_is_left(desk.book, work, desk.today)
        limits.warn_near_cap(desk, work)
    text = "\n".join((f"Logged {describe(entry)}", *limits.left_line(work, left)))
    output.show({"logged": entry_json(entry), "bank": limits.left_json(left)}, text)


@app.command("split")
def split(entry: EntryName, at: Annotated[str, typer.Argument(metavar="AT", show_default=False)]) -> None:
    """Cut an entry in two at a time, or after a duration.

    Examples:
      va split @1 10:00
      va split @1 45m
    """
    from vabackoffice.cli.entry_changes import halves
    from vabackoffice.usecases.entries import find_entry, split_entry

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        first, second = split_entry(desk.book, desk.now, old, *halves(desk, old, at))
    text = f"Was {describe(old)}\nNow {describe(first)}\nand {describe(second)}"
    output.show({"before": entry_json(old), "after": [entry_json(first), entry_json(second)]}, text)


@app.command("delete")
def delete(entry: EntryName) -> None:
    """Delete a time entry; 'va undo' brings it back.

    Examples:
      va delete @1 --yes
    """
    from vabackoffice.usecases.entries import delete_entry, find_entry, refuse_billed

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        refuse_billed(old)
        invocation.confirm(f"Deleting {describe(old)}")
        delete_entry(desk.book, desk.now, old)
    output.show({"deleted": entry_json(old)}, f"Deleted {describe(old)}")


def _in_order(when: str, words: list[str]) -> tuple[str, list[str]]:
    """Let the client come first, `va log acme 1h30`, and a range have spaces, `va log 9:00 - 10:25 acme`."""
    if not _is_when(when) and words and _is_when(words[0]):
        return words[0], [when, *words[1:]]
    if len(words) > 1 and words[0] in _DASHES:
        return f"{when}{words[0]}{words[1]}", words[2:]
    return when, words


def _is_when(text: str) -> bool:
    return looks_like_range(text) or looks_like_duration(text)


def _when(desk: Desk, text: str, day: date) -> When:
    from vabackoffice.domain.time_entry import When

    language = desk.about.language
    if looks_like_range(text, language=language):
        return When.between(*parse_time_range(text, on=day, now=desk.now, zone=desk.zone, language=language))
    return When.lasting(day, parse_duration(text))
