"""Writing what was imported: the run, the rows it brought, what names mean.

Rows are written by the thousand, in one statement a table: the journal's triggers then cost a third.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from vabackoffice.storage.book import Book

_BATCH = 5000

_ADD_RUN = """
    INSERT INTO import_run (source, file_name, file_sha256, imported_at, operation_id)
    VALUES (:source, :file_name, :file_sha256, :imported_at, :operation_id)"""
_NEXT_ENTRY = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'time_entry'), 0) + 1"
_ADD_ENTRIES = """
    INSERT INTO time_entry (id, engagement_id, internal, started_at, ended_at, zone, on_date, seconds, note, billable)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), json_extract(value, '$[4]'), :zone, json_extract(value, '$[5]'),
        json_extract(value, '$[6]'), json_extract(value, '$[7]'), json_extract(value, '$[8]')
    FROM json_each(:rows)"""
_ADD_TAGS = """
    INSERT INTO entry_tag (entry_id, tag)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:rows)"""
_ADD_ROWS = """
    INSERT INTO imported_row (source, key, import_id, entry_id)
    SELECT :source, json_extract(value, '$[1]'), :import_id, json_extract(value, '$[0]') FROM json_each(:rows)"""
_PUT_NAME = """
    INSERT INTO import_name (source, name, target) VALUES (:source, :name, :target)
    ON CONFLICT (source, name) DO UPDATE SET target = excluded.target"""
_PUT_SETTING = """
    INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"""

_DROP_TAGS = """
    DELETE FROM entry_tag
    WHERE entry_id IN (SELECT entry_id FROM imported_row WHERE import_id = :id)"""
_DROP_ENTRIES = "DELETE FROM time_entry WHERE id IN (SELECT entry_id FROM imported_row WHERE import_id = :id)"
_DROP_ROWS = "DELETE FROM imported_row WHERE import_id = :id"
_DROP_RUN = "DELETE FROM import_run WHERE id = :id"


class NewEntry(NamedTuple):
    """An entry to write, its date and instants as the book has them, with the key of the row that it comes from."""

    engagement_id: int | None
    internal: str | None
    key: str
    on_date: str
    seconds: int
    start: str | None
    end: str | None
    note: str
    tags: Sequence[str]
    billable: bool


def add_run(book: Book, source: str, file_name: str, file_sha256: str, now: datetime, operation_id: int) -> int:
    """Write that a file is being imported; return the import's id."""
    values = {
        "source": source,
        "file_name": file_name,
        "file_sha256": file_sha256,
        "imported_at": instant_text(now),
        "operation_id": operation_id,
    }
    return int(book.connection.execute(_ADD_RUN, values).lastrowid or 0)


def add_entries(book: Book, source: str, import_id: int, zone: str, rows: Iterable[NewEntry]) -> None:
    """Write the entries of an import with their tags, and the keys of the rows they come from."""
    next_id = int(book.connection.execute(_NEXT_ENTRY).fetchone()[0])
    numbered = enumerate(rows, start=next_id)
    while batch := list(islice(numbered, _BATCH)):
        entries = [_entry_values(entry_id, new) for entry_id, new in batch]
        tags = [(entry_id, tag) for entry_id, new in batch for tag in new.tags]
        keys = [(entry_id, new.key) for entry_id, new in batch]
        book.connection.execute(_ADD_ENTRIES, {"zone": zone, "rows": json.dumps(entries)})
        book.connection.execute(_ADD_TAGS, {"rows": json.dumps(tags)})
        book.connection.execute(_ADD_ROWS, {"source": source, "import_id": import_id, "rows": json.dumps(keys)})


def _entry_values(entry_id: int, new: NewEntry) -> tuple[int | str | None, ...]:
    day, seconds, note, billable = new.on_date, new.seconds, new.note, int(new.billable)
    return entry_id, new.engagement_id, new.internal, new.start, new.end, day, seconds, note, billable


def put_name(book: Book, source: str, name: str, target: str) -> None:
    """Remember what a name of a source means."""
    book.connection.execute(_PUT_NAME, {"source": source, "name": name, "target": target})


def put_setting(book: Book, key: str, value: str) -> None:
    """Remember something under a key."""
    book.connection.execute(_PUT_SETTING, {"key": key, "value": value})


def drop_run(book: Book, import_id: int) -> None:
    """Delete an import, the entries it wrote and the keys of its rows."""
    for statement in (_DROP_TAGS, _DROP_ENTRIES, _DROP_ROWS, _DROP_RUN):
        book.connection.execute(statement, {"id": import_id})
