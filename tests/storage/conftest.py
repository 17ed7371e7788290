"""An open book, rows written into it by plain SQL, and the whole of it for comparing."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.storage.book import Book, open_book

if TYPE_CHECKING:
    from tests.conftest import Va

NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)
OUTSIDE = ("operation", "change", "alembic_version", "document")

Insert = Callable[..., int]
Dump = Callable[[sqlite3.Connection], dict[str, list[Any]]]


@pytest.fixture
def now() -> datetime:
    """Return the instant of every operation here: Monday noon in Amsterdam."""
    return NOW


@pytest.fixture
def book(empty_va: Va) -> Iterator[Book]:
    """Open a book that has a business and nothing else."""
    with closing(open_book(empty_va.book)) as opened:
        yield opened


@pytest.fixture(scope="session")
def insert() -> Insert:
    """Insert a row inside the open operation; columns that are not named and must be filled get '' or 0."""

    def write(book: Book, table: str, **values: Any) -> int:
        columns = book.connection.execute('SELECT name, type, pk FROM pragma_table_info(?) WHERE "notnull"', (table,))
        filled = {
            name: "" if kind == "TEXT" else 0 for name, kind, key in columns if not key or kind == "TEXT"
        } | values
        names, marks = ", ".join(f'"{name}"' for name in filled), ", ".join("?" * len(filled))
        cursor = book.connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(filled.values()))  # noqa: S608
        return int(cursor.lastrowid or 0)

    return write


@pytest.fixture(scope="session")
def issue(insert: Insert) -> Callable[..., int]:
    """Issue an invoice of 100.00 and 21 % by SQL inside the open operation; return its id."""

    def write(book: Book, sequence: int, **values: Any) -> int:
        content = f"PDF of {sequence}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        fields = {
            "kind": "invoice", "number": f"2026-{sequence:04}", "series_id": 1, "year": 2026, "sequence": sequence,
            "client_id": 1, "issue_date": "2026-03-16", "due_date": "2026-03-30", "currency": "EUR", "net_minor": 10000,
            "vat_minor": 2100, "total_minor": 12100, "payable_minor": 12100,
        }  # fmt: skip
        invoice_id = insert(book, "invoice", **(fields | values))
        for position, net in ((1, 7000), (2, 3000)):
            row = {
                "invoice_id": invoice_id,
                "position": position,
                "net_minor": net,
                "vat_category": "S",
                "vat_rate": "21",
            }
            insert(book, "invoice_line", **row)
        vat = {"category": "S", "rate": "21", "net_minor": 10000, "vat_minor": 2100}
        insert(book, "invoice_vat", invoice_id=invoice_id, **vat)
        insert(book, "document", sha256=sha256, media_type="application/pdf", size=len(content), content=content)
        insert(book, "invoice_document", invoice_id=invoice_id, form="pdf", sha256=sha256, name=f"{sequence}.pdf")
        book.mark_final(f"issued invoice 2026-{sequence:04}")
        return invoice_id

    return write


@pytest.fixture(scope="session")
def dump() -> Dump:
    """Read every row but the journal and stored files, table by table."""

    def read(connection: sqlite3.Connection) -> dict[str, list[Any]]:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [name for (name,) in names.fetchall() if name not in OUTSIDE]
        return {table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables}  # noqa: S608

    return read
