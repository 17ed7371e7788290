"""What a command shows: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

from vabackoffice.cli import invocation

_NEVER_FOLDED = 18  # dates, amounts and numbers stay whole; the widest column folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.errors import BackOfficeError


def show(value: Any, text: str) -> None:
    """Print `value` as one JSON document when `--json` was given, else `text`."""
    if invocation.current.json:
        print_json(value)
    else:
        say(text)


def say(text: str) -> None:
    """Print a result for a person."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """Print something that is not the result: a remark, a warning."""
    sys.stderr.write(text + "\n")


def print_json(value: Any) -> None:
    """Print one JSON document to stdout."""
    import json

    say(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def print_error(error: BackOfficeError) -> None:
    """Print what is wrong and what to do next to stderr, as JSON when that was asked for."""
    if invocation.current.json:
        import json

        body = {"code": error.code, "message": error.message, "hint": error.hint}
        note(json.dumps({"error": body}, indent=2, ensure_ascii=False))
        return
    note(f"va: {error.message}")
    if error.hint:
        note(f"    {error.hint}")


def print_table(
    columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], *, title: str = "", total: bool = False
) -> None:
    """Print a table for a person.

    Args:
        columns: heading and alignment ("left" or "right") of each column.
        rows: the cells, already formatted.
        title: a line above the table.
        total: set the last row apart as the total.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lengths = [max((len(row[column]) for row in rows), default=0) for column in range(len(columns))]
    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", padding=(0, 1, 0, 0), show_edge=False)
    for (heading, align), longest in zip(columns, lengths, strict=True):
        justify: Literal["left", "right"] = "right" if align == "right" else "left"
        whole = longest <= _NEVER_FOLDED and longest < max(lengths)
        table.add_column(heading, justify=justify, no_wrap=whole, overflow="fold")
    for index, row in enumerate(rows):
        last = total and index == len(rows) - 1
        if last:
            table.add_section()
        table.add_row(*(Text(cell) for cell in row), style="bold" if last else None)
    Console(file=sys.stdout, highlight=False).print(table)
