"""Opening a book, and what happens when the file or the disk says no: a plain error, and nothing written."""

from __future__ import annotations

import ctypes
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vabackoffice
from vabackoffice.errors import ConflictError, MissingError
from vabackoffice.storage import book as storage
from vabackoffice.storage.book import SCHEMA, Book, connect, open_book
from vabackoffice.storage.migrate import create_book, verified_copy

if TYPE_CHECKING:
    from datetime import datetime

    from tests.conftest import Ran, Va
    from tests.storage.conftest import Insert

SOURCE = Path(vabackoffice.__file__).parents[1]
RUN = "from vabackoffice.cli.entry import run; run()"
NO_BOOK = (
    "va: There is no book at '{path}'.\n    Set one up with 'va init', or name another with '--book PATH' or VA_BOOK."
)
NOT_A_BOOK = (
    "va: '{path}' is not a book of vabackoffice.\n"
    "    Name the right file with '--book PATH' or VA_BOOK; nothing was changed."
)
READ_ONLY = (
    "va: The book '{path}' cannot be written: the file or its folder is read-only.\n"
    "    Give yourself write permission, or work on a copy with '--book PATH'."
)
LOG = ("log", "1h", "--internal", "admin", "Bookkeeping")


def execute(path: Path, *statements: str) -> None:
    """Change a book behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(va: Va, *arguments: str, exit_code: int, error: str) -> Ran:
    """Run a command that must be refused and must leave the file as it is, byte for byte."""
    before = va.book.read_bytes()
    ran = va(*arguments).check(exit_code=exit_code, output="", error=error.format(path=va.book))
    assert va.book.read_bytes() == before
    return ran


def test_where_there_is_no_file_none_is_made(no_book: Va) -> None:
    no_book("status").check(exit_code=3, output="", error=NO_BOOK.format(path=no_book.book))

    assert not no_book.book.exists()


@pytest.mark.parametrize("content", [b"", b"a shopping list\n", b"not a database " * 1000])
def test_a_file_that_is_no_database_is_left_alone(no_book: Va, content: bytes) -> None:
    no_book.book.write_bytes(content)

    refused(no_book, "status", exit_code=2, error=NOT_A_BOOK)
    refused(no_book, *LOG, exit_code=2, error=NOT_A_BOOK)


def test_the_database_of_another_program_is_left_alone(no_book: Va) -> None:
    execute(no_book.book, "CREATE TABLE client (name TEXT)")

    refused(no_book, "status", exit_code=2, error=NOT_A_BOOK)


def test_a_folder_is_no_book(no_book: Va) -> None:
    no_book.book.mkdir()

    why = f"va: The book '{no_book.book}' cannot be opened: unable to open database file."
    no_book("status").check(exit_code=3, output="", error=f"{why}\n    Check that it is a file you may read.")


def test_half_a_book_is_damaged(empty_va: Va) -> None:
    empty_va.book.write_bytes(empty_va.book.read_bytes()[:5000])

    error = "va: The book '{path}' is damaged.\n    Work on from the newest backup and keep this file."
    refused(empty_va, "status", exit_code=6, error=error)


def test_a_newer_book_says_which_version_it_needs(empty_va: Va) -> None:
    execute(empty_va.book, "UPDATE alembic_version SET version_num = '9999'", "PRAGMA user_version = 11203")

    error = (
        f"va: The book '{{path}}' was written by a newer program (book 9999, this program knows {SCHEMA}).\n"
        "    Install vabackoffice 1.12.3 or newer; nothing was changed."
    )
    refused(empty_va, "status", exit_code=3, error=error)
    refused(empty_va, *LOG, exit_code=3, error=error)


def test_a_read_only_file_can_be_read_and_not_written(empty_va: Va) -> None:
    empty_va.book.chmod(0o400)
    before = empty_va.book.read_bytes()

    reading = bound_by_permissions(empty_va, "entries", "--json")
    writing = bound_by_permissions(empty_va, *LOG)

    assert (reading.returncode, reading.stderr) == (0, "")
    assert (writing.returncode, writing.stderr.strip()) == (3, READ_ONLY.format(path=empty_va.book))
    assert empty_va.book.read_bytes() == before


def test_in_a_read_only_folder_nothing_is_written(empty_va: Va) -> None:
    empty_va.book.parent.chmod(0o500)
    before = empty_va.book.read_bytes()

    writing = bound_by_permissions(empty_va, *LOG)

    empty_va.book.parent.chmod(0o700)
    assert (writing.returncode, writing.stderr.strip()) == (3, READ_ONLY.format(path=empty_va.book))
    assert empty_va.book.read_bytes() == before


def bound_by_permissions(va: Va, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `va` as somebody whom file permissions bind, which they do not bind root."""
    command = [sys.executable, "-c", RUN, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "VA_BOOK": str(va.book)}
    as_anybody = drop_the_right_to_override if os.geteuid() == 0 else None
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, preexec_fn=as_anybody)


def drop_the_right_to_override() -> None:
    """Give up CAP_DAC_OVERRIDE for what is executed next: prctl(PR_CAPBSET_DROP), see capabilities(7)."""
    drop_from_bounding_set, dac_override = 24, 1
    if ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0):
        os._exit(99)


def test_a_locked_book_can_be_read_and_not_written(empty_va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.05)
    error = "va: Another program is writing to the book '{path}'.\n    Try again when it has finished."

    with closing(sqlite3.connect(empty_va.book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(empty_va, *LOG, exit_code=5, error=error)
        refused(empty_va, "undo", exit_code=5, error=error)
        assert empty_va.json("entries")["entries"] == []

    empty_va(*LOG).check()


def test_a_full_disk_changes_nothing(empty_va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect_to_a_full_disk(*arguments: Any) -> sqlite3.Connection:
        connection = connect(*arguments)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(storage, "connect", connect_to_a_full_disk)
    logged = 0
    before = empty_va.export()
    while (ran := empty_va("log", "1h", "--internal", "admin", "x" * 500)).exit_code == 0:
        logged += 1
        before = empty_va.export()

    ran.check(
        exit_code=3, output="", error="va: The disk is full; nothing was changed.\n    Free some space and try again."
    )
    assert empty_va.export() == before
    assert len(empty_va.json("entries")["entries"]) == logged


def test_a_new_book_is_for_its_owner_only(no_book: Va) -> None:
    before = os.umask(0)
    try:
        no_book("init", "--name=Example Office", "--country=NL", "--regime=nl-standard").check()
    finally:
        os.umask(before)

    assert no_book.book.stat().st_mode & 0o777 == 0o600


def test_a_book_is_never_made_over_a_file(no_book: Va) -> None:
    no_book.book.write_text("mine", encoding="utf-8")

    with pytest.raises(ConflictError, match="There is already a book"):
        create_book(no_book.book)

    assert no_book.book.read_text(encoding="utf-8") == "mine"


def test_a_book_is_not_made_where_there_can_be_no_folder(no_book: Va) -> None:
    no_book.book.write_text("a file", encoding="utf-8")

    with pytest.raises(MissingError, match="cannot be made"):
        create_book(no_book.book / "book.db")
    with pytest.raises(MissingError, match="cannot be made"):
        create_book(no_book.book / "folder" / "book.db")


def test_a_copy_is_whole_and_for_its_owner_only(book: Book, tmp_path: Path) -> None:
    copy = verified_copy(book.connection, tmp_path / "copy.db")

    assert copy.stat().st_mode & 0o777 == 0o600
    assert not copy.with_name("copy.db.partial").exists()
    with closing(open_book(copy)) as opened:
        assert list(opened.connection.iterdump()) == list(book.connection.iterdump())


def test_what_fails_inside_an_operation_leaves_nothing(book: Book, now: datetime, insert: Insert) -> None:
    before = list(book.connection.iterdump())

    with pytest.raises(sqlite3.IntegrityError), book.operation("log", now):  # noqa: PT012 - it begins well
        insert(book, "setting", key="a", value="1")
        insert(book, "setting", key="a", value="2")

    assert list(book.connection.iterdump()) == before


def test_an_operation_that_changes_nothing_leaves_no_trace(book: Book, now: datetime) -> None:
    with book.operation("log", now):
        pass

    assert book.connection.execute("SELECT count(*) FROM operation").fetchone() == (1,)


def test_a_process_killed_inside_an_operation_leaves_nothing_of_it(empty_va: Va) -> None:
    script = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from vabackoffice.storage.book import open_book
book = open_book(Path(sys.argv[1]))
with book.operation("first", datetime.now(UTC)):
    book.connection.execute("INSERT INTO setting VALUES ('kept', '1')")
with book.operation("second", datetime.now(UTC)):
    book.connection.execute("INSERT INTO setting VALUES ('lost', zeroblob(0) || printf('%.*c', 9000000, 'x'))")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run([sys.executable, "-c", script, str(empty_va.book)], env=environment, check=False)

    assert ran.returncode == -signal.SIGKILL
    assert [operation["command"] for operation in empty_va.json("history")["operations"]] == ["first", "init"]
    with closing(open_book(empty_va.book)) as book:
        assert book.connection.execute("SELECT key FROM setting").fetchall() == [("kept",)]
        assert book.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
