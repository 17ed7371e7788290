"""The whole book as rows: every table but the journal, in an order that depends on nothing but the rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vabackoffice.storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.storage.book import Book

_COLUMNS = "SELECT name FROM pragma_table_info(:table) ORDER BY cid"
_KEY = "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 ORDER BY pk"
_REFERENCES = """
    SELECT t.name, f."from" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
    WHERE t.type = 'table' AND f."table" = 'document' ORDER BY 1, 2"""


@contextmanager
def snapshot(book: Book) -> Iterator[None]:
    """Hold one moment of the book: what is read inside belongs together, whatever others write meanwhile."""
    book.connection.execute("BEGIN")
    try:
        yield
    finally:
        book.connection.execute("ROLLBACK")


def table_names(book: Book) -> list[str]:
    """Return the tables that make up the book, by name."""
    return journal.tables(book.connection)


def column_names(book: Book, table: str) -> list[str]:
    """Return the columns of a table in the order of the schema."""
    return [name for (name,) in book.connection.execute(_COLUMNS, {"table": table})]


def rows(book: Book, table: str, *, without: str = "") -> Iterator[dict[str, Any]]:
    """Yield the rows of a table by primary key, without one column; of stored files those that a row refers to."""
    names = [name for name in column_names(book, table) if name != without]
    key = [name for (name,) in book.connection.execute(_KEY, {"table": table})]
    wanted = f" WHERE sha256 IN ({_referenced(book)})" if table == "document" else ""
    cursor = book.connection.execute(f'SELECT {_quoted(names)} FROM "{table}"{wanted} ORDER BY {_quoted(key)}')
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _referenced(book: Book) -> str:
    """Return the query for the hashes of the stored files that a row refers to."""
    found = book.connection.execute(_REFERENCES).fetchall()
    return " UNION ".join(f'SELECT "{column}" FROM "{table}"' for table, column in found)


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
