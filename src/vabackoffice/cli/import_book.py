"""`va import vabackoffice`: a whole book from its JSON export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from vabackoffice.usecases.restoring_export import ReadBook

    Progress = Callable[[Path, str], AbstractContextManager[Callable[[Iterator[Any]], Iterator[Any]]]]

SOURCE = "vabackoffice"


def refuse_options(typed: Mapping[str, object]) -> None:
    """Refuse options that say how hours are read."""
    odd = next((name for name, value in typed.items() if value), None)
    if odd is not None:
        message = f"'--{odd}' says how hours are read; this is the export of a whole book."
        raise InvalidInputError(message, f"Leave it out: 'va import {SOURCE} FILE'.")


def import_book(file: Path, progress: Progress, *, apply: bool) -> None:
    """Read an export, show what is in it, and make the book of it when that was said and, at a terminal, confirmed."""
    from contextlib import ExitStack

    from vabackoffice.usecases.restoring_export import bring_back, read_book, refuse_filled

    path = invocation.book_path()
    refuse_filled(path)
    with ExitStack() as until_done:
        with progress(file, "Reading") as shown:
            found = until_done.enter_context(read_book(file, shown))
        lines = _lines(file, found)
        if apply:
            if not invocation.current.yes and invocation.can_ask():
                output.note("\n".join(lines))
                invocation.confirm(f"Making the book '{path}' of it")
                lines = []
            bring_back(path, invocation.read_clock(), found)
    done = f"Made the book '{path}' of it. Its history begins here: this cannot be undone."
    what = done if apply else f"Nothing was written. Add '--apply' to make the book '{path}' of it."
    output.show(_json(file, path, found, applied=apply), "\n".join([*lines, what]))


def _lines(file: Path, found: ReadBook) -> list[str]:
    filled = {table: count for table, count in found.tables.items() if count}
    heading = f"{file.absolute().name} is a whole book (schema {found.schema}): {_rows(sum(filled.values()))}."
    return [heading, *(f"  {table}: {_rows(count)}" for table, count in filled.items())]


def _json(file: Path, path: Path, found: ReadBook, *, applied: bool) -> dict[str, Any]:
    rows = sum(found.tables.values())
    return {
        "source": SOURCE,
        "file": str(file),
        "schema": found.schema,
        "rows": rows,
        "new": rows,
        "known": 0,
        "refused": [],
        "tables": found.tables,
        "book": str(path),
        "applied": applied,
        "import_id": None,
    }


def _rows(count: int) -> str:
    return f"{count} {'row' if count == 1 else 'rows'}"
