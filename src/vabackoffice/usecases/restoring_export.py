"""Bringing a whole book back from its JSON export, into a book that has nothing of its own yet.

The export has no journal, so the book begins a new one: everything comes in as one operation that cannot be undone,
because issued documents are in it. The history stays in the book that was exported.
"""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.errors import ConflictError, InvalidInputError, MissingError
from vabackoffice.importers.book_export import open_book_export
from vabackoffice.storage import load
from vabackoffice.storage.book import SCHEMA, Book, open_book
from vabackoffice.storage.undo import newest_standing
from vabackoffice.usecases.exporting import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_STORED = "SELECT EXISTS (SELECT 1 FROM document)"
_SCHEMA = re.compile("[0-9]{4}")


class ReadBook(NamedTuple):
    """An export that was read and found sound: its schema, the rows of each table, and where they are now."""

    schema: str
    tables: dict[str, int]
    stage: Path


@contextmanager
def read_book(file: Path, shown: Callable[[Iterator[Any]], Iterator[Any]]) -> Iterator[ReadBook]:
    """Read an export into a temporary place and check all of it; nothing is written elsewhere.

    Args:
        file: the export.
        shown: what the tables are passed through on their way, to show how far it is.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read, or it was written by a newer program.
        InvalidInputError: it is something else, damaged, cut off or changed.
    """
    with TemporaryDirectory() as folder, open_book_export(file) as export:
        schema = _schema_of(export.heading, file)
        path = Path(folder) / "stage.db"
        tables: dict[str, int] = {}
        with closing(load.begin_stage(path, schema)) as stage:
            for table, rows in shown(export.tables()):
                if table in tables:
                    message = f"'{file.name}' has the table '{table}' twice."
                    raise InvalidInputError(message, "Use the file as it was exported; nothing was written.")
                tables[table] = load.load_rows(stage, table, rows)
            load.end_stage(stage, schema, list(tables))
        yield ReadBook(schema, tables, path)


def refuse_filled(path: Path) -> None:
    """Refuse a place where a book already has something of its own.

    Raises:
        ConflictError: there is a book in which more was done than to set it up.
        InvalidInputError: the file there is no book.
    """
    if path.exists():
        with closing(open_book(path)) as book:
            _refuse_filled(book)


def bring_back(path: Path, now: datetime, found: ReadBook) -> None:
    """Make the book at `path` of an export that was read, or fill the one there that was only set up.

    Raises:
        ConflictError: there is a book in which more was done than to set it up.
        MissingError: the folder cannot be made or written.
    """
    from vabackoffice.storage.migrate import create_book

    if path.exists():
        with closing(open_book(path)) as book:
            _fill(book, now, found)
        return
    book = create_book(path)
    try:
        _fill(book, now, found)
    except BaseException:
        book.close()
        path.unlink()
        raise
    book.close()


def _fill(book: Book, now: datetime, found: ReadBook) -> None:
    load.attach_stage(book, found.stage)
    with book.operation("import vabackoffice", now):
        _refuse_filled(book)
        load.fill_book(book)
        book.mark_final("brought back a whole book")


def _refuse_filled(book: Book) -> None:
    (stored,) = book.connection.execute(_STORED).fetchone()
    if stored or any(done.command != "init" for done in newest_standing(book, 2)):
        message = f"The book '{book.path}' is not empty."
        raise ConflictError(message, "A whole book is brought back into a new one: add '--book NEWPATH'.")


def _schema_of(heading: dict[str, Any], file: Path) -> str:
    """Return the schema of an export that this program can read."""
    form, schema = heading.get("format"), heading.get("schema")
    if type(form) is not int or not isinstance(schema, str) or not _SCHEMA.fullmatch(schema) or int(schema) < 1:
        message = f"'{file.name}' does not say of which format and schema it is."
        raise InvalidInputError(message, "Use the file as it was exported; nothing was written.")
    if form > FORMAT or schema > SCHEMA:
        message = f"'{file.name}' was written by a newer program (book {schema}, this program knows {SCHEMA})."
        raise MissingError(message, "Install a newer vabackoffice; nothing was written.")
    return schema
