"""A SQLModel session on the book's own connection and inside its open operation."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from vabackoffice.storage.book import Book


def engine_on(connection: sqlite3.Connection) -> Engine:
    """Return an engine that uses `connection` and leaves its transactions alone.

    Only `Book.operation()` begins, commits and rolls back, so the dialect's own are made no-ops.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)
    for step in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, step, lambda _: None)
    return engine


@contextmanager
def writing(book: Book) -> Iterator[Session]:
    """Yield a session whose objects are flushed into the open operation at the end."""
    with Session(engine_on(book.connection), expire_on_commit=False) as session:
        yield session
        session.flush()
