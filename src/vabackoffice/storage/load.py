"""A whole book from rows: first into a book of its own, where everything can be checked, then into the real one."""

from __future__ import annotations

import binascii
import sqlite3
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from vabackoffice.errors import InvalidInputError
from vabackoffice.storage import checks, dump, journal
from vabackoffice.storage.book import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from vabackoffice.storage.book import Book

_HINT = "Use the file as it was exported, or export again; nothing was written."
_COLUMNS = "SELECT name, type FROM pragma_table_info(:table) ORDER BY cid"
_KINDS: dict[str, tuple[type, str]] = {
    "TEXT": (str, "a text"),
    "INTEGER": (int, "a whole number"),
    "BLOB": (str, "a text"),
}
# Ids that are named without a foreign key, also those of rows that are gone: none of them may be given out again.
_NAMED_IDS = """
    SELECT 'time_entry', max(entry_id) FROM imported_row
    UNION ALL SELECT 'engagement', max(CAST(substr(target, 12) AS INTEGER)) FROM import_name
        WHERE target LIKE 'engagement:%'
    UNION ALL SELECT CASE json_extract(s.value, '$.kind') WHEN 'entry' THEN 'time_entry' ELSE 'task' END,
            max(json_extract(s.value, '$.id'))
        FROM invoice_line l JOIN json_each(l.sources) s
        WHERE json_extract(s.value, '$.kind') IN ('entry', 'task') GROUP BY 1"""
_COUNT_IDS = """
    INSERT INTO sqlite_sequence (name, seq)
    SELECT :table, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)"""
_RESERVE_IDS = "UPDATE sqlite_sequence SET seq = max(seq, :highest) WHERE name = :table"


def begin_stage(path: Path, schema: str) -> Book:
    """Make a book of a schema to load rows into: without triggers, and its references are checked at the end."""
    from vabackoffice.storage.migrate import create_book

    stage = create_book(path, schema)
    journal.drop_triggers(stage.connection)
    stage.connection.execute("PRAGMA foreign_keys = OFF")
    stage.connection.execute("PRAGMA synchronous = OFF")  # it is thrown away
    stage.connection.execute("BEGIN")
    return stage


def load_rows(stage: Book, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write the rows of one table and return how many they were.

    Raises:
        InvalidInputError: there is no such table, or a row does not fit it; the message names both.
    """
    columns: dict[str, str] = dict(stage.connection.execute(_COLUMNS, {"table": table}))
    if table not in dump.table_names(stage):
        message = f"A book has no table '{table}'."
        raise InvalidInputError(message, _HINT)
    values = ", ".join(f":{name}" for name in columns)
    statement = f'INSERT INTO "{table}" VALUES ({values})'
    blobs = [name for name, kind in columns.items() if kind == "BLOB"]
    shapes: set[tuple[object, ...]] = set()
    number = 0
    for number, row in enumerate(rows, 1):
        try:
            shape = (*row, *map(type, row.values()))
            if shape not in shapes:  # one of a hundred thousand rows is of a shape that was not there before
                _check_shape(columns, row)
                shapes.add(shape)
            stage.connection.execute(statement, {**row, **{name: _bytes(name, row[name]) for name in blobs}})
        except (sqlite3.IntegrityError, OverflowError, ValueError) as error:  # also half a letter: no UTF-8 has it
            message = f"Row {number} of '{table}' does not fit the book: {' '.join(str(error).split())}."
            raise InvalidInputError(message, _HINT) from error
    return number


def end_stage(stage: Book, schema: str, loaded: Sequence[str]) -> None:
    """Check what was loaded as a whole, and bring a book of an older schema to this program's.

    Raises:
        InvalidInputError: a table is missing, rows refer to rows that are not there, or a stored file is damaged.
    """
    problems = [f"The table '{table}' is missing." for table in dump.table_names(stage) if table not in loaded]
    problems += [
        f"{count} {'row refers' if count == 1 else 'rows refer'} in '{table}' to something that is not in '{parent}'."
        for table, parent, count in checks.lost_references(stage)
    ]
    damaged = checks.damaged_documents(stage)
    problems += [f"The stored file {sha256[:12]} in 'document' is not what its hash says." for sha256 in damaged]
    if problems:
        raise InvalidInputError(problems[0], _HINT)
    stage.connection.execute("COMMIT")
    if schema != SCHEMA:
        from vabackoffice.storage.migrate import upgrade

        upgrade(stage, schema)


def attach_stage(book: Book, path: Path) -> None:
    """Let the book see a stage; no operation may be open."""
    book.connection.execute("ATTACH DATABASE :path AS stage", {"path": str(path)})


def fill_book(book: Book) -> None:
    """Put all rows of the attached stage into the book, in the place of its own, inside an open operation."""
    book.connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in dump.table_names(book):
        names = ", ".join(f'"{name}"' for name in dump.column_names(book, table))
        book.connection.execute(f'DELETE FROM main."{table}"')
        book.connection.execute(
            f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM stage."{table}" ORDER BY rowid'
        )
    for table, highest in book.connection.execute(_NAMED_IDS).fetchall():
        book.connection.execute(_COUNT_IDS, {"table": table})
        book.connection.execute(_RESERVE_IDS, {"table": table, "highest": highest or 0})


def _check_shape(columns: Mapping[str, str], row: Mapping[str, Any]) -> None:
    """Refuse other columns and kinds of value than the table has; it would turn 5 into '5' without a word."""
    odd = [f"there is no column '{name}'" for name in row if name not in columns]
    odd += [f"the column '{name}' is missing" for name in columns if name not in row]
    odd += [
        f"'{name}' is not {what}"
        for name, (wanted, what) in ((name, _KINDS[kind]) for name, kind in columns.items() if name in row)
        if row[name] is not None and type(row[name]) is not wanted
    ]
    if odd:
        raise ValueError(odd[0])


def _bytes(name: str, text: str | None) -> bytes | None:
    try:
        return None if text is None else b64decode(text, validate=True)
    except binascii.Error:
        message = f"'{name}' is not base64"
        raise ValueError(message) from None
