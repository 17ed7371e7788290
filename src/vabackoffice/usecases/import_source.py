"""Which source a file is of, found out from the file itself and from what is remembered of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.csv_file import read_heading
from vabackoffice.importers.source_file import read_head
from vabackoffice.importers.sources import ANY_TABLE, SOURCES, recognise
from vabackoffice.usecases.import_columns import remembered_columns

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.storage.book import Book


def find_source(book: Book, path: Path) -> str:
    """Return the one source that a file, or a folder, can be of.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: none is found, or several.
    """
    found = recognise(path)
    if not found and not path.is_dir() and not read_head(path).strip():
        message = f"'{path.name}' is empty."
        raise InvalidInputError(message, "Export it again; nothing was written.")
    if not found and not path.is_dir() and remembered_columns(book, read_heading(read_head(path))[1]):
        found = [ANY_TABLE]
    if len(found) == 1:
        return found[0]
    several = "can be of " + " or ".join(found)
    name = path.absolute().name
    message = f"'{name}' {several if found else 'is of no source that is recognised'}."
    example = f"'va import {found[0] if found else ANY_TABLE} {name}'"
    raise InvalidInputError(message, f"Name the source, as {example}: {', '.join(found or SOURCES)}.")
