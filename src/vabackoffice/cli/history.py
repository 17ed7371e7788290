"""`va undo`, `redo`, `history`: nothing written is ever lost."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.undo import Recorded

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Count = Annotated[int, typer.Argument(metavar="[N]", show_default=False, help="How many commands, 1 by default.")]


@app.command("undo")
def undo(count: Count = 1) -> None:
    """Take back the last command that wrote, or the last N; all of them or none.

    Examples:
      va undo
      va undo 3
    """
    from vabackoffice.usecases.history import undo as take_back

    with _open() as (book, now):
        undone = take_back(book, now, count)
    output.show({"undone": [_json(operation, now) for operation in undone]}, _lines("Undid", undone, now))


@app.command("redo")
def redo(count: Count = 1) -> None:
    """Bring back what was undone, the earliest first, as long as nothing new was written.

    Examples:
      va redo
    """
    from vabackoffice.usecases.history import redo as bring_back

    with _open() as (book, now):
        redone = bring_back(book, now, count)
    output.show({"redone": [_json(operation, now) for operation in redone]}, _lines("Redid", redone, now))


@app.command("history")
def history(limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many commands.")] = 20) -> None:
    """Show what was done to the book, the newest first.

    Examples:
      va history
      va history --limit 100 --json
    """
    from vabackoffice.storage.undo import history as read_history

    with _open() as (book, now):
        found = read_history(book, limit)
    if invocation.current.json:
        output.print_json({"operations": [_json(operation, now) for operation in found]})
    elif not found:
        output.say("Nothing has been done yet.")
    else:
        headings = (("", "right"), ("When", "whole"), ("Command", "left"), ("What", "left"), ("State", "left"))
        output.print_table(headings, [_cells(operation, now) for operation in found])


@contextmanager
def _open() -> Iterator[tuple[Book, datetime]]:
    """Yield the book and the present instant; it need not have a business, for `va init` can be undone too."""
    from vabackoffice.storage.book import open_book, plain_errors
    from vabackoffice.storage.reads.business import read_surroundings

    with closing(open_book(invocation.book_path())) as book, plain_errors(book.path):
        try:
            name = read_surroundings(book).timezone
        except MissingError:
            name = "UTC"
        yield book, invocation.read_clock().astimezone(invocation.zone_named(name))


def _lines(verb: str, operations: list[Recorded], now: datetime) -> str:
    return "\n".join(f"{verb} {each.command} of {_when(each, now)} ({_rows(each)})" for each in operations)


def _when(operation: Recorded, now: datetime) -> str:
    """Return `Mon 16 Mar 12:00`, with the year unless it is this year's."""
    at = operation.at.astimezone(now.tzinfo)
    day = format_date(at.date())
    return f"{day.removesuffix(f' {now.year:04}')} {at:%H:%M}"


def _rows(operation: Recorded) -> str:
    return f"{operation.rows} {'row' if operation.rows == 1 else 'rows'}"


def _state(operation: Recorded) -> str:
    return "final" if operation.final else "done" if operation.stands else "undone"


def _cells(operation: Recorded, now: datetime) -> list[str]:
    tables = ", ".join(operation.tables)
    what = (
        f"{operation.target_command} ({operation.target_id})"
        if operation.target_id
        else f"{_rows(operation)}: {tables}"
    )
    state = {"done": "", "undone": "undone", "final": "cannot be undone"}[_state(operation)]
    return [str(operation.id), _when(operation, now), operation.command, operation.final or what, state]


def _json(operation: Recorded, now: datetime) -> dict[str, Any]:
    return {
        "id": operation.id,
        "at": operation.at.astimezone(now.tzinfo).isoformat(),
        "command": operation.command,
        "kind": operation.kind,
        "target": operation.target_id,
        "rows": operation.rows,
        "tables": list(operation.tables),
        "state": _state(operation),
        "final": operation.final or None,
    }
