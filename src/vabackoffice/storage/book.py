"""The book: opening it, and writing to it one operation at a time.

The standard library opens the book, so that the daily commands never wait for SQLAlchemy. Rich objects
are written through a SQLModel session on the same connection and in the same transaction (`session.py`).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, DamagedBookError, InvalidInputError, MissingError
from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

APPLICATION_ID = 0x76614F46  # "vaOF": marks the file as a book
SCHEMA = "0004"  # the newest migration; compared with the book's without importing Alembic
BUSY_SECONDS = 5


class Book:
    """One open book: a connection, and the only way to begin, commit and roll back on it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def close(self) -> None:
        """Close the file; the book is then as safe as the disk."""
        self.connection.close()

    @contextmanager
    def operation(
        self, command: str, now: datetime, *, kind: str = "do", target_id: int | None = None
    ) -> Iterator[int]:
        """Run one command's writes as one transaction with one journal record.

        Yields the operation's id. Any exception rolls everything back; an operation that changed nothing
        leaves no trace.

        Raises:
            ConflictError: another program holds the book for longer than the busy timeout.
            MissingError: the file or its folder cannot be written, or the disk is full.
        """
        # Here, because hashing loads a library that a command which only reads need not wait for.
        from vabackoffice.storage import journal

        with plain_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            with plain_errors(self.path):
                operation_id = journal.begin(self.connection, instant_text(now), command, kind, target_id)
                yield operation_id
                journal.close(self.connection, operation_id)
                self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def mark_final(self, what: str) -> None:
        """Say why the open operation can never be undone."""
        from vabackoffice.storage import journal

        journal.mark_final(self.connection, what)


def open_book(path: Path) -> Book:
    """Open the book at `path`, upgrading an older one after a verified copy.

    Raises:
        MissingError: there is no such file, or the book needs a newer program.
        InvalidInputError: the file is something else.
    """
    if not path.exists():
        message = f"There is no book at '{path}'."
        raise MissingError(message, "Set one up with 'va init', or name another with '--book PATH' or VA_BOOK.")
    book = Book(connect(path), path)
    try:
        with plain_errors(path):
            _check_version(book)
    except BaseException:
        book.close()
        raise
    return book


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection to an existing file with the pragmas every use of the book needs."""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
        )
    except sqlite3.OperationalError as error:
        message = f"The book '{path}' cannot be opened: {error}."
        raise MissingError(message, "Check that it is a file you may read.") from error
    try:
        with plain_errors(path):  # the first statement reads the file: it may be no database, or cut short
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(book: Book) -> None:
    (found,) = book.connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        message = f"'{book.path}' is not a book of vabackoffice."
        raise InvalidInputError(message, "Name the right file with '--book PATH' or VA_BOOK; nothing was changed.")
    (schema,) = book.connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if schema == SCHEMA:
        return
    if schema > SCHEMA:
        (packed,) = book.connection.execute("PRAGMA user_version").fetchone()
        needed = f"{packed // 10000}.{packed // 100 % 100}.{packed % 100}"
        message = f"The book '{book.path}' was written by a newer program (book {schema}, this program knows {SCHEMA})."
        raise MissingError(message, f"Install vabackoffice {needed} or newer; nothing was changed.")
    from vabackoffice.storage.migrate import upgrade

    upgrade(book, schema)


# What SQLite says, by the start of its message, and what it means to the person in front of it.
_PLAIN = (
    (
        "database is locked",
        ConflictError,
        "Another program is writing to the book '{path}'.",
        "Try again when it has finished.",
    ),
    (
        "attempt to write a readonly database",
        MissingError,
        "The book '{path}' cannot be written: the file or its folder is read-only.",
        "Give yourself write permission, or work on a copy with '--book PATH'.",
    ),
    (
        "database or disk is full",
        MissingError,
        "The disk is full; nothing was changed.",
        "Free some space and try again.",
    ),
    (
        "disk I/O error",
        MissingError,
        "The disk refused to write the book '{path}'.",
        "Check the disk; nothing was changed.",
    ),
    (
        "file is not a database",
        InvalidInputError,
        "'{path}' is not a book of vabackoffice.",
        "Name the right file with '--book PATH' or VA_BOOK; nothing was changed.",
    ),
    (
        "database disk image is malformed",
        DamagedBookError,
        "The book '{path}' is damaged.",
        "Work on from the newest backup and keep this file.",
    ),
)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file into an error a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        for start, kind, message, hint in _PLAIN:
            if str(error).startswith(start):
                raise kind(message.format(path=path), hint) from error
        raise
