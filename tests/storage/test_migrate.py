"""Making and upgrading books: all of a migration or nothing, and a sound copy of what was there before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.util import CommandError

from vabackoffice.errors import MissingError
from vabackoffice.storage import book as storage
from vabackoffice.storage import journal, migrate
from vabackoffice.storage.book import Book, open_book

if TYPE_CHECKING:
    from datetime import datetime

    from tests.conftest import Va
    from tests.storage.conftest import Dump, Insert

NEXT = """
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.execute("ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    op.execute("UPDATE setting SET note = 'from before'")
"""


@pytest.fixture
def next_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the program be one with one more migration; return where that migration is."""
    source = Path(migrate.__file__).with_name("migrations")
    shutil.copytree(source, tmp_path / "next" / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    second = tmp_path / "next" / "migrations" / "versions" / "0005_note.py"
    second.write_text(NEXT, encoding="utf-8")
    monkeypatch.setattr(migrate, "__file__", str(tmp_path / "next" / "migrate.py"))
    monkeypatch.setattr(storage, "SCHEMA", "0005")
    return second


@pytest.fixture
def older(book: Book, now: datetime, insert: Insert) -> Path:
    """A closed book of this schema with a setting in it."""
    with book.operation("setting", now):
        insert(book, "setting", key="a", value="1")
    book.close()
    return book.path


def text_of(path: Path) -> list[str]:
    """Return a book as SQL, read without the program."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_an_older_book_is_upgraded_after_a_copy(older: Path, next_program: Path, now: datetime, insert: Insert) -> None:
    assert next_program.exists()
    before = text_of(older)

    with closing(open_book(older)) as book:
        assert book.connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0005",)]
        assert book.connection.execute("SELECT * FROM setting").fetchall() == [("a", "1", "from before")]
        with book.operation("setting", now):
            insert(book, "setting", key="b", value="2", note="recorded too")
        (image,) = book.connection.execute("SELECT after FROM change ORDER BY id DESC").fetchone()
        assert image == '{"key":"b","value":"2","note":"recorded too"}'
        assert journal.broken_link(book.connection) is None

    copy = older.with_name("book.db.before-0004")
    assert text_of(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_migration_that_fails_changes_nothing(older: Path, next_program: Path) -> None:
    next_program.write_text(NEXT.replace("SET note", "SET unknown"), encoding="utf-8")
    before = text_of(older)

    with pytest.raises(Exception, match="no such column: unknown"):
        open_book(older)

    assert text_of(older) == before


def test_a_book_of_an_unknown_past_is_left_alone(empty_va: Va, dump: Dump) -> None:
    with closing(sqlite3.connect(empty_va.book)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
        before = dump(connection)

    with pytest.raises(CommandError, match="0000"):
        open_book(empty_va.book)

    with closing(sqlite3.connect(empty_va.book)) as connection:
        assert dump(connection) == before


def test_a_book_is_not_upgraded_when_its_copy_is_not_sound(older: Path, next_program: Path) -> None:
    assert next_program.exists()
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        borrowed = "(SELECT rootpage FROM sqlite_schema WHERE name = 'change_operation')"
        connection.execute(f"UPDATE sqlite_schema SET rootpage = {borrowed} WHERE name = 'payment_day'")  # noqa: S608
    before = older.read_bytes()

    with pytest.raises(MissingError, match="The copy of the book is not sound"):
        open_book(older)

    assert older.read_bytes() == before
    assert [path.name for path in older.parent.glob("book.db*")] == ["book.db"]


def test_a_new_book_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT 1 FROM nowhere")

    monkeypatch.setattr(journal, "install_triggers", fail)

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate.create_book(tmp_path / "book.db")

    assert list(tmp_path.glob("book.db*")) == []
