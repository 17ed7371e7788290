"""The rows of a file on their way into the book, in tables that the connection has to itself and that go with it.

SQLite keeps them in a temporary file as soon as they are many, so memory does not grow with the file. A row that is
not to be written has its key here and nothing else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from vabackoffice.storage.book import Book

_TABLES = """
    DROP TABLE IF EXISTS temp.file_row;
    DROP TABLE IF EXISTS temp.file_work;
    DROP TABLE IF EXISTS temp.new_entry;
    CREATE TEMP TABLE file_row (
        place INTEGER PRIMARY KEY, number INTEGER NOT NULL, key TEXT NOT NULL, occurrence INTEGER NOT NULL,
        use INTEGER, on_date TEXT, seconds INTEGER, start INTEGER, note TEXT, tags TEXT, billable INTEGER,
        unbillable INTEGER, invoiced INTEGER, entry_id INTEGER, old_key TEXT, UNIQUE (key, occurrence)) STRICT;
    CREATE TEMP TABLE file_work (use INTEGER PRIMARY KEY, engagement_id INTEGER, internal TEXT) STRICT;
    CREATE TEMP TABLE new_entry (number INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT;"""

_ADD_SEEN = "INSERT INTO temp.file_row (number, key, occurrence) VALUES (:number, :key, :occurrence)"
_ADD_WANTED = """
    INSERT INTO temp.file_row (number, key, occurrence, use, on_date, seconds, start, note, tags, billable,
        unbillable, invoiced)
    VALUES (:number, :key, :occurrence, :use, :on_date, :seconds, :start, :note, :tags, :billable,
        :unbillable, :invoiced)"""
_OCCURRENCES = """
    SELECT value, latest FROM (
        SELECT k.value, (SELECT max(r.occurrence) FROM temp.file_row r WHERE r.key = k.value) AS latest
        FROM json_each(:keys) k)
    WHERE latest IS NOT NULL"""
# The keys of a line are the line, `-` and the length; `.` is the character after `-`.
_DOUBTFUL = """
    SELECT place, number, key, seconds FROM (
        SELECT place, number, key, occurrence, seconds, substr(key, 1, instr(key, '-') - 1) AS line
        FROM temp.file_row WHERE use IS NOT NULL)
    WHERE EXISTS (
        SELECT 1 FROM imported_row w WHERE w.source = :source AND w.key > line || '-' AND w.key < line || '.')
    ORDER BY key, occurrence"""
_OF_LINE = "SELECT key, occurrence FROM temp.file_row WHERE key > :line || '-' AND key < :line || '.'"
_TIMED = """
    SELECT place, number, start, start + seconds FROM temp.file_row
    WHERE use IS NOT NULL AND start IS NOT NULL ORDER BY start, number, place"""
_REACH = "SELECT min(start), max(start + seconds) FROM temp.file_row WHERE use IS NOT NULL AND start IS NOT NULL"
_LEAVE_OUT = "UPDATE temp.file_row SET use = NULL WHERE place = :place"
_CHANGES_ENTRY = "UPDATE temp.file_row SET entry_id = :entry_id, old_key = :old_key WHERE place = :place"
_TOTALS = """
    SELECT use, count(*), sum(seconds), min(on_date), sum(unbillable), sum(invoiced) FROM temp.file_row
    WHERE use IS NOT NULL AND entry_id IS NULL GROUP BY use"""
_CHANGED = "SELECT entry_id FROM temp.file_row WHERE use IS NOT NULL AND entry_id IS NOT NULL"
_PUT_WORK = "INSERT INTO temp.file_work (use, engagement_id, internal) VALUES (:use, :engagement_id, :internal)"
_NUMBER = """
    INSERT INTO temp.new_entry (place)
    SELECT place FROM temp.file_row WHERE use IS NOT NULL AND entry_id IS NULL ORDER BY place"""


class DoubtfulRow(NamedTuple):
    """A row whose line the book knows with another length."""

    place: int
    number: int
    key: str
    seconds: int


class TimedRow(NamedTuple):
    """A row that is to be written and has clock times, in seconds of the epoch."""

    place: int
    number: int
    start: int
    end: int


class UseTotal(NamedTuple):
    """What is to be written under one name: rows, seconds, the first day, rows not billed, rows invoiced before."""

    use: int
    rows: int
    seconds: int
    first_day: str
    unbillable: int
    invoiced: int


def make_room(book: Book) -> None:
    """Make the tables anew, empty."""
    book.connection.executescript(_TABLES)


def add_rows(book: Book, seen: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that are only counted, by number, key and occurrence, and rows that are wanted, with all there is."""
    _write(book, (_ADD_SEEN, seen), (_ADD_WANTED, wanted))


def occurrences(book: Book, keys: Collection[str]) -> dict[str, int]:
    """Return how often each of these keys has come so far; those that have not come are left out."""
    return dict(book.connection.execute(_OCCURRENCES, {"keys": json.dumps(list(keys))}))


def doubtful_rows(book: Book, source: str) -> list[DoubtfulRow]:
    """Return the rows whose line the book knows from a source with another length, by key."""
    return [DoubtfulRow(*row) for row in book.connection.execute(_DOUBTFUL, {"source": source})]


def keys_of_line(book: Book, line: str) -> list[tuple[str, int]]:
    """Return key and occurrence of each row of a line, known ones too."""
    return book.connection.execute(_OF_LINE, {"line": line}).fetchall()


def timed_rows(book: Book) -> Iterator[TimedRow]:
    """Yield the rows that are to be written and have clock times, by start."""
    return map(TimedRow._make, book.connection.execute(_TIMED))


def reach(book: Book) -> tuple[int, int] | None:
    """Return the first start and the last end of the timed rows, None when there is none."""
    start, end = book.connection.execute(_REACH).fetchone()
    return None if start is None else (start, end)


def leave_out(book: Book, places: Iterable[int]) -> None:
    """Write these rows no more."""
    _write(book, (_LEAVE_OUT, ({"place": place} for place in places)))


def let_change(book: Book, place: int, entry_id: int, old_key: str) -> None:
    """Let a row change the entry that it came in as, instead of becoming another."""
    values = {"place": place, "entry_id": entry_id, "old_key": old_key}
    book.connection.execute(_CHANGES_ENTRY, values)


def totals(book: Book) -> list[UseTotal]:
    """Return what is to be written as new entries, by use."""
    return [UseTotal(*row) for row in book.connection.execute(_TOTALS)]


def changed_entries(book: Book) -> set[int]:
    """Return the entries that are to be changed."""
    return {entry_id for (entry_id,) in book.connection.execute(_CHANGED)}


def settle_works(book: Book, works: Mapping[int, tuple[int | None, str | None]]) -> None:
    """Say of each use which engagement or internal kind it is, and number the rows that become entries from 1."""
    for use, (engagement_id, internal) in works.items():
        book.connection.execute(_PUT_WORK, {"use": use, "engagement_id": engagement_id, "internal": internal})
    book.connection.execute(_NUMBER)


def _write(book: Book, *statements: tuple[str, Iterable[Mapping[str, Any]]]) -> None:
    """Run statements for many rows at once; by itself each row would be a transaction."""
    book.connection.execute("BEGIN")
    try:
        for statement, rows in statements:
            book.connection.executemany(statement, rows)
    except BaseException:
        if book.connection.in_transaction:  # a full disk has ended it already
            book.connection.execute("ROLLBACK")
        raise
    book.connection.execute("COMMIT")
