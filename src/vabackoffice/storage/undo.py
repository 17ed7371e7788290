"""Undo and redo: replaying the journal of an operation backwards or forwards, as an operation of its own."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vabackoffice.storage import journal
from vabackoffice.storage.book import plain_errors
from vabackoffice.storage.instants import instant_text, read_instant
from vabackoffice.storage.replay import replay, unfit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from vabackoffice.storage.book import Book

_RECORDED = """
    SELECT o.id, o.at, o.command, o.kind, o.final, o.target_id,
        coalesce((SELECT command FROM operation t WHERE t.id = o.target_id), ''),
        coalesce((SELECT kind FROM operation r WHERE r.target_id = o.id ORDER BY r.id DESC LIMIT 1), 'redo') = 'redo',
        (SELECT count(*) FROM change WHERE operation_id = o.id AND table_name <> 'document'),
        (SELECT group_concat(DISTINCT table_name) FROM change WHERE operation_id = o.id)
    FROM operation o"""
_HISTORY = _RECORDED + " ORDER BY o.id DESC LIMIT :limit"
# What stored a file and nothing else has nothing to take back and is passed over.
_STANDING = (
    _RECORDED
    + """
    WHERE o.kind = 'do'
        AND (o.final <> ''
            OR EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND c.table_name <> 'document'))
        AND coalesce(
            (SELECT kind FROM operation r WHERE r.target_id = o.id ORDER BY r.id DESC LIMIT 1), 'redo') = 'redo'
    ORDER BY o.id DESC LIMIT :count"""
)
# Only what was undone after the newest work of one's own can come back, the earliest of it first.
_FIRST_UNDONE = (
    _RECORDED
    + """
    WHERE o.id = (
        SELECT min(u.target_id) FROM operation u
        WHERE u.kind = 'undo' AND u.id > (SELECT max(id) FROM operation WHERE kind = 'do')
            AND NOT EXISTS (SELECT 1 FROM operation r WHERE r.target_id = u.target_id AND r.id > u.id))"""
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One operation of the journal.

    `kind` is `do`, `undo` or `redo`; the latter two name what they undid or redid. `stands` is False while it is
    undone. `rows` counts what an undo takes back, which is all but stored files.
    """

    id: int
    at: datetime
    command: str
    kind: str
    final: str
    target_id: int | None
    target_command: str
    stands: bool
    rows: int
    tables: tuple[str, ...]


def history(book: Book, limit: int) -> list[Recorded]:
    """Return the newest operations first."""
    return _recorded(book, _HISTORY, {"limit": limit})


def newest_standing(book: Book, count: int) -> list[Recorded]:
    """Return the newest `count` operations that are not undone, the newest first; fewer if there are no more."""
    return _recorded(book, _STANDING, {"count": count})


def first_undone(book: Book) -> Recorded | None:
    """Return the operation that the next redo would bring back; none once there is newer work."""
    return next(iter(_recorded(book, _FIRST_UNDONE, {})), None)


def _recorded(book: Book, query: str, values: dict[str, int]) -> list[Recorded]:
    return [_operation(row) for row in book.connection.execute(query, values)]


def _operation(row: tuple[Any, ...]) -> Recorded:
    key, at, command, kind, final, target_id, target_command, stands, count, tables = row
    names = tuple(sorted(tables.split(",")))
    return Recorded(key, read_instant(at), command, kind, final, target_id, target_command, bool(stands), count, names)


@contextmanager
def all_or_nothing(book: Book) -> Iterator[None]:
    """Hold one transaction in which operations are chosen and replayed, so that nobody writes in between.

    Raises:
        ConflictError: another program holds the book, or the book no longer fits the journal.
    """
    with plain_errors(book.path):
        book.connection.execute("BEGIN IMMEDIATE")
    try:
        with plain_errors(book.path):
            # Rows come and go in the journal's order; what refers to what is checked at the end.
            book.connection.execute("PRAGMA defer_foreign_keys = ON")
            yield
            book.connection.execute("COMMIT")
    except BaseException as error:
        if book.connection.in_transaction:
            book.connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.IntegrityError):
            raise unfit(str(error)) from error
        raise


def take_back(book: Book, operation: Recorded, now: datetime) -> None:
    """Undo `operation` inside `all_or_nothing`: its changes in reverse, each from after to before."""
    opened = journal.begin(book.connection, instant_text(now), "undo", "undo", operation.id)
    replay(book, operation.id, back=True)
    journal.close(book.connection, opened)


def bring_back(book: Book, operation: Recorded, now: datetime) -> None:
    """Redo `operation` inside `all_or_nothing`: its changes in order, each from before to after."""
    opened = journal.begin(book.connection, instant_text(now), "redo", "redo", operation.id)
    replay(book, operation.id, back=False)
    journal.close(book.connection, opened)
