"""What a command shows: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.errors import BackOfficeError

UNFOLDED = 10_000  # columns


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
    _print_problem(error.code, error.message, error.hint)


def print_bug(error: Exception) -> None:
    """Print an error that nobody foresaw: where it happened for a person, what it says for a script."""
    if invocation.current.json:
        hint = "This is a bug in va; the same command without '--json' shows where."
    else:
        import traceback

        traceback.print_exception(error)
        hint = "This is a bug in va: please report it with the lines above."
    _print_problem("bug", f"{type(error).__name__}: {error}", hint)


def _print_problem(code: str, message: str, hint: str) -> None:
    if invocation.current.json:
        import json

        body = {"code": code, "message": message, "hint": hint}
        note(json.dumps({"error": body}, indent=2, ensure_ascii=False))
        return
    note(f"va: {message}")
    if hint:
        note(f"    {hint}")


def print_table(
    columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], *, title: str = "", total: bool = False
) -> None:
    """Print a table for a person.

    Args:
        columns: heading and alignment ("left", "right", or "whole" for dates and times) of each column.
        rows: the cells, already formatted.
        title: a line above the table.
        total: set the last row apart as the total.
    """
    import os

    from vabackoffice.cli.table import draw_table

    # What goes into a pipe is folded only if COLUMNS says so; bold print is for terminals that want it.
    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
    rule = "─" if can_carry("─") else "-"
    say(draw_table(columns, rows, width=width(UNFOLDED), title=title, total=total, bold=bold, rule=rule))


def width(unknown: int) -> int:
    """Return how many columns the terminal has, or `unknown` for a pipe about which COLUMNS says nothing."""
    from shutil import get_terminal_size

    return get_terminal_size(fallback=(unknown, 0)).columns


def can_carry(text: str) -> bool:
    """Tell whether the letters of `text` can be printed where the output goes."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
