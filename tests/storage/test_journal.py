"""The journal: no write without an operation, a hash chain that shows tampering, issued rows that never change."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.storage.conftest import Insert

    from vabackoffice.storage.book import Book

    Issue = Callable[..., int]

WITHOUT_OPERATION = (
    "INSERT INTO setting VALUES ('a', '1')",
    "INSERT OR REPLACE INTO setting VALUES ('there', '1')",
    "INSERT OR IGNORE INTO setting VALUES ('a', '1')",
    "UPDATE OR IGNORE setting SET value = '2'",
    "UPDATE setting SET value = '2'",
    "UPDATE business SET iban = 'another account'",
    "DELETE FROM setting",
    "DELETE FROM draft",
)
TAMPERING = (
    "UPDATE operation SET command = 'nothing' WHERE id = 3",
    "UPDATE operation SET at = '2020-01-01T00:00:00Z' WHERE id = 3",
    "UPDATE operation SET final = '' WHERE id = 3",
    "UPDATE operation SET kind = 'undo' WHERE id = 3",
    "UPDATE operation SET target_id = 2 WHERE id = 3",
    "UPDATE operation SET hash = NULL WHERE id = 3",
    "UPDATE change SET after = replace(after, '7000', '9000') WHERE operation_id = 3",
    "UPDATE change SET table_name = 'price' WHERE operation_id = 3 AND table_name = 'invoice_line'",
    "UPDATE change SET operation_id = 3 WHERE operation_id = 4",
    "DELETE FROM change WHERE operation_id = 3 AND table_name = 'invoice_line'",
    "INSERT INTO change (operation_id, table_name, after) VALUES (3, 'setting', '{}')",
)
ISSUED_TABLES = ("invoice", "invoice_line", "invoice_vat", "invoice_document", "document")


@pytest.fixture
def used(book: Book, now: datetime, insert: Insert, issue: Issue) -> Book:
    """Four operations: the business, a client with a draft, an invoice, a setting."""
    with book.operation("client add", now):
        insert(book, "client", id=1, handle="acme")
        insert(book, "draft", id=1, client_id=1)
    with book.operation("invoice issue", now):
        issue(book, 1)
        insert(book, "claim", kind="entry", source_id=1, invoice_id=1)
    with book.operation("setting", now):
        insert(book, "setting", key="there", value="0")
    return book


def text_of(book: Book) -> list[str]:
    """Return the whole book as SQL, but for the numbers that operations without a change have used up."""
    return [line for line in book.connection.iterdump() if "sqlite_sequence" not in line]


def refused(connection: sqlite3.Connection, statement: str, reason: str) -> None:
    """Run a statement that must fail and change nothing."""
    before = connection.total_changes
    with pytest.raises(sqlite3.IntegrityError, match=reason):
        connection.execute(statement)
    assert connection.total_changes == before


def test_every_table_but_the_journal_has_its_three_triggers(book: Book) -> None:
    found = {name for (name,) in book.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    names = {name for (name,) in book.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    written = names - {"operation", "change", "alembic_version", "sqlite_sequence"}

    assert len(written) > 20
    assert {f"{table}_journal_{event}" for table in written for event in ("insert", "update", "delete")} <= found


@pytest.mark.parametrize("statement", WITHOUT_OPERATION)
def test_nothing_is_written_without_an_operation(used: Book, statement: str) -> None:
    before = text_of(used)

    with closing(sqlite3.connect(used.path, isolation_level=None)) as other:
        refused(other, statement, "operation")

    assert text_of(used) == before


def test_a_row_is_recorded_as_it_was_and_as_it_is(book: Book, now: datetime, insert: Insert) -> None:
    with book.operation("try", now) as operation_id:
        insert(book, "setting", key="a \"quoted\" 'key'", value="\u00fc\n\x01")
        book.connection.execute("UPDATE setting SET value = 'two'")
        book.connection.execute("DELETE FROM setting")

    found = book.connection.execute(
        "SELECT table_name, before, after FROM change WHERE operation_id = ? ORDER BY id", (operation_id,)
    ).fetchall()
    one, two = ({"key": "a \"quoted\" 'key'", "value": value} for value in ("\u00fc\n\x01", "two"))
    assert [(table, json.loads(before or "null"), json.loads(after or "null")) for table, before, after in found] == [
        ("setting", None, one),
        ("setting", one, two),
        ("setting", two, None),
    ]


def test_what_a_cascade_takes_is_recorded(book: Book, now: datetime, insert: Insert) -> None:
    with book.operation("draft", now):
        insert(book, "client", id=1, handle="acme")
        insert(book, "draft", id=1, client_id=1)
        insert(book, "draft_line", draft_id=1, position=1)
        insert(book, "claim", kind="entry", source_id=1, draft_id=1)
    with book.operation("discard", now) as operation_id:
        book.connection.execute("DELETE FROM draft")

    found = book.connection.execute("SELECT table_name FROM change WHERE operation_id = ?", (operation_id,)).fetchall()
    assert sorted(found) == [("claim",), ("draft",), ("draft_line",)]


def test_the_journal_holds_the_hash_of_a_stored_file_and_not_its_content(used: Book) -> None:
    (image,) = used.connection.execute("SELECT after FROM change WHERE table_name = 'document'").fetchone()

    assert sorted(json.loads(image)) == ["media_type", "sha256", "size"]


def test_hashes_chain_as_described(used: Book) -> None:
    """SHA-256 over the hash before, the facts as a JSON list and each change as a JSON list, computed once more."""
    operations = used.connection.execute(
        "SELECT id, at, command, kind, target_id, final, hash FROM operation ORDER BY id"
    )
    before = ""
    for *facts, digest in operations.fetchall():
        changes = used.connection.execute(
            "SELECT id, table_name, before, after FROM change WHERE operation_id = ? ORDER BY id", (facts[0],)
        )
        text = before + json.dumps(facts) + "".join(json.dumps(change) for change in changes)
        assert digest == hashlib.sha256(text.encode()).hexdigest()
        before = digest

    assert journal.broken_link(used.connection) is None


@pytest.mark.parametrize("statement", TAMPERING)
def test_tampering_breaks_the_chain(used: Book, statement: str) -> None:
    with closing(sqlite3.connect(used.path, isolation_level=None)) as other:
        journal.drop_triggers(other)
        assert other.execute(statement).rowcount > 0
        journal.install_triggers(other)

    assert journal.broken_link(used.connection) == 3


def test_taking_an_operation_out_of_the_middle_breaks_the_chain(used: Book) -> None:
    with closing(sqlite3.connect(used.path, isolation_level=None)) as other:
        journal.drop_triggers(other)
        other.execute("DELETE FROM change WHERE operation_id = 3")
        other.execute("DELETE FROM operation WHERE id = 3")

    assert journal.broken_link(used.connection) == 4


@pytest.mark.parametrize(
    "statement", ["UPDATE operation SET command = 'x'", "DELETE FROM operation", "DELETE FROM change"]
)
@pytest.mark.parametrize("inside", [False, True])
def test_the_journal_itself_never_changes(used: Book, now: datetime, statement: str, *, inside: bool) -> None:
    before = text_of(used)

    try_out(used, now, f"{statement} WHERE id = 1", inside=inside)
    try_out(used, now, "UPDATE change SET after = '{}'", inside=inside)

    assert text_of(used) == before


@pytest.mark.parametrize("table", ISSUED_TABLES)
@pytest.mark.parametrize("inside", [False, True])
def test_issued_rows_never_change(used: Book, now: datetime, table: str, *, inside: bool) -> None:
    (column,) = used.connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid DESC", (table,)).fetchone()
    before = text_of(used)

    try_out(used, now, f'UPDATE "{table}" SET "{column}" = "{column}"', inside=inside)  # noqa: S608
    try_out(used, now, f'DELETE FROM "{table}"', inside=inside)  # noqa: S608

    assert text_of(used) == before


def try_out(book: Book, now: datetime, statement: str, *, inside: bool) -> None:
    """Run a statement that must be refused: from another program, or inside an operation of one's own."""
    reason = "issued and recorded rows never change"
    if inside:
        with book.operation("try", now):
            refused(book.connection, statement, reason)
        return
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        refused(other, statement, reason)


def test_what_an_invoice_bills_is_freed_by_a_credit_note_only(used: Book, now: datetime, issue: Issue) -> None:
    free = "DELETE FROM claim WHERE invoice_id = 1"
    with used.operation("try", now):
        refused(used.connection, free, "issued and recorded rows never change")
        refused(used.connection, "UPDATE claim SET source_id = 2", "issued and recorded rows never change")

    with used.operation("credit", now):
        issue(used, 2, kind="credit_note", corrects_id=1)
        assert used.connection.execute(free).rowcount == 1


def test_an_operation_can_be_final_for_several_reasons(book: Book, now: datetime, insert: Insert) -> None:
    with book.operation("month", now):
        insert(book, "setting", key="a", value="1")
        book.mark_final("issued invoice 2026-0001")
        book.mark_final("issued invoice 2026-0002")

    final: Any = book.connection.execute("SELECT final FROM operation ORDER BY id DESC").fetchone()
    assert final == ("issued invoice 2026-0001; issued invoice 2026-0002",)
