"""Making and upgrading books with Alembic; imported only when there is something to do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from vabackoffice import __version__
from vabackoffice.errors import ConflictError, MissingError
from vabackoffice.storage import journal
from vabackoffice.storage.book import APPLICATION_ID, Book, connect


def create_book(path: Path, schema: str = "head") -> Book:
    """Make an empty book at `path`, readable by its owner only; of this program's schema, or of an older one.

    Raises:
        ConflictError: a file is already there.
        MissingError: the folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        if not path.exists():  # the folder's name is taken by a file
            message = f"The book '{path}' cannot be made: '{path.parent}' is not a folder."
            raise MissingError(message, "Name another place with '--book PATH' or VA_BOOK.") from error
        message = f"There is already a book at '{path}'."
        raise ConflictError(message, "Use it as it is, or name another with '--book PATH'.") from error
    except OSError as error:
        message = f"The book '{path}' cannot be made: {error.strerror}."
        raise MissingError(message, "Name another place with '--book PATH' or VA_BOOK.") from error
    book = Book(connect(path), path)
    try:
        book.connection.execute("PRAGMA journal_mode = WAL")
        _migrate(book.connection, schema)
    except BaseException:
        book.close()  # takes the files beside it away
        path.unlink()
        raise
    return book


def upgrade(book: Book, schema: str) -> None:
    """Bring an older book to this program's schema, after a verified copy beside it."""
    verified_copy(book.connection, book.path.with_name(f"{book.path.name}.before-{schema}"))
    _migrate(book.connection)


def verified_copy(connection: sqlite3.Connection, target: Path) -> Path:
    """Copy the book to `target` with SQLite's backup, then open the copy and check it whole."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = sqlite3.connect(partial)
    try:
        connection.backup(copy)
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    finally:
        copy.close()
    if verdict != "ok":
        partial.unlink()
        message = f"The copy of the book is not sound: {verdict}."
        raise MissingError(message, "The book was not upgraded; check the disk.")
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    return partial.replace(target)


def _migrate(connection: sqlite3.Connection, schema: str = "head") -> None:
    """Run every pending migration up to a schema and make the triggers anew, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    from vabackoffice.storage.session import engine_on

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        journal.drop_triggers(connection)  # a migration's own data changes are no operation of the user
        with engine_on(connection).connect() as bound:
            config.attributes["connection"] = bound
            command.upgrade(config, schema)
        journal.install_triggers(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {_packed_version()}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _packed_version() -> int:
    """Return the program's version as one number, so that an older program can name the one it needs."""
    major, minor, patch = (int(part) for part in __version__.split("."))
    return major * 10000 + minor * 100 + patch
