"""Writing what was imported: the run, the rows it brought, what names mean.

Rows are written by the thousand out of `import_rows`, in one statement a table: the journal's triggers then cost a
tenth of what they cost row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.storage.book import Book

PART = 5000  # rows written at a time

_ADD_RUN = """
    INSERT INTO import_run (source, file_name, file_sha256, imported_at, operation_id)
    VALUES (:source, :file_name, :file_sha256, :imported_at, :operation_id)"""
_LAST_ENTRY = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'time_entry'), 0)"
_ADD_ENTRIES = """
    INSERT INTO time_entry (id, engagement_id, internal, started_at, ended_at, zone, on_date, seconds, note, billable)
    SELECT :last_id + n.number, w.engagement_id, w.internal, strftime('%Y-%m-%dT%H:%M:%SZ', r.start, 'unixepoch'),
        strftime('%Y-%m-%dT%H:%M:%SZ', r.start + r.seconds, 'unixepoch'), :zone, r.on_date, r.seconds, r.note,
        r.billable
    FROM temp.new_entry n JOIN temp.file_row r ON r.place = n.place JOIN temp.file_work w ON w.use = r.use
    WHERE n.number BETWEEN :first AND :last ORDER BY n.number"""
_ADD_TAGS = """
    INSERT INTO entry_tag (entry_id, tag)
    SELECT :last_id + n.number, t.value
    FROM temp.new_entry n JOIN temp.file_row r ON r.place = n.place, json_each(r.tags) t
    WHERE n.number BETWEEN :first AND :last AND r.tags <> '[]' ORDER BY n.number, t.key"""
_ADD_ROWS = """
    INSERT INTO imported_row (source, key, import_id, entry_id)
    SELECT :source, r.key || iif(r.occurrence > 1, '-' || r.occurrence, ''), :import_id, :last_id + n.number
    FROM temp.new_entry n JOIN temp.file_row r ON r.place = n.place
    WHERE n.number BETWEEN :first AND :last ORDER BY n.number"""
_CHANGE_ENTRIES = """
    UPDATE time_entry SET seconds = r.seconds, started_at = strftime('%Y-%m-%dT%H:%M:%SZ', r.start, 'unixepoch'),
        ended_at = strftime('%Y-%m-%dT%H:%M:%SZ', r.start + r.seconds, 'unixepoch')
    FROM temp.file_row r WHERE r.entry_id = time_entry.id AND r.use IS NOT NULL"""
_CHANGE_ROWS = """
    UPDATE imported_row SET key = r.key || iif(r.occurrence > 1, '-' || r.occurrence, '')
    FROM temp.file_row r
    WHERE imported_row.source = :source AND imported_row.key = r.old_key AND r.use IS NOT NULL"""
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


def last_entry_id(book: Book) -> int:
    """Return the highest id that an entry ever had."""
    return int(book.connection.execute(_LAST_ENTRY).fetchone()[0])


def add_part(book: Book, source: str, import_id: int, zone: str, last_id: int, first: int) -> None:
    """Write the entries of an import from number `first` on, PART of them, with their tags and the keys of their rows.

    Args:
        book: the book, in an open operation; its `import_rows` are numbered.
        source: where the rows come from.
        import_id: the import.
        zone: the name of the zone of wall times.
        last_id: the last entry's id before the import.
        first: the number of the first row to write, from 1.
    """
    values = {"last_id": last_id, "first": first, "last": first + PART - 1}
    book.connection.execute(_ADD_ENTRIES, values | {"zone": zone})
    book.connection.execute(_ADD_TAGS, values)
    book.connection.execute(_ADD_ROWS, values | {"source": source, "import_id": import_id})


def change_entries(book: Book, source: str) -> None:
    """Give the entries whose rows have another length now that length, and their rows the key that goes with it."""
    book.connection.execute(_CHANGE_ENTRIES)
    book.connection.execute(_CHANGE_ROWS, {"source": source})


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
