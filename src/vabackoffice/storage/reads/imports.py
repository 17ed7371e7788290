"""Reading what was imported before, and what an import has to fit in with."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.instants import instant_text
from vabackoffice.storage.reads.targets import engagements

if TYPE_CHECKING:
    from collections.abc import Collection

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_KNOWN = """
    SELECT k.value FROM json_each(:keys) k
    WHERE EXISTS (SELECT 1 FROM imported_row w WHERE w.source = :source AND w.key = k.value)"""
_OF_LINE = """
    SELECT key, entry_id FROM imported_row
    WHERE source = :source AND key > :line || '-' AND key < :line || '.'"""
_NAMES = "SELECT name, target FROM import_name WHERE source = :source"
_SETTING = "SELECT value FROM setting WHERE key = :key"
_CLIENTS = "SELECT handle, name, archived_on IS NOT NULL FROM client ORDER BY handle"
_CLIENT_OF = "SELECT c.handle FROM engagement e JOIN client c ON c.id = e.client_id WHERE e.id = :id"
# Nothing is longer than a day, so only what started since then can reach into the span.
_SPANS = """
    SELECT CAST(strftime('%s', started_at) AS INTEGER), CAST(strftime('%s', ended_at) AS INTEGER), id FROM time_entry
    WHERE started_at > :floor AND started_at < :end AND ended_at > :start ORDER BY started_at, id"""
_LAST_OPERATION = "SELECT coalesce(max(id), 0) FROM operation WHERE hash IS NOT NULL"
_WROTE = """
    SELECT EXISTS (SELECT 1 FROM change
        WHERE operation_id = :operation_id AND table_name = 'import_run' AND before IS NULL
            AND json_extract(after, '$.id') = :import_id)"""
_RUNS = """
    SELECT r.id, r.source, r.file_name, r.file_sha256, r.imported_at, r.operation_id,
        (SELECT count(*) FROM imported_row w WHERE w.import_id = r.id),
        (SELECT count(*) FROM imported_row w JOIN time_entry t ON t.id = w.entry_id WHERE w.import_id = r.id),
        (SELECT coalesce(sum(t.seconds), 0) FROM imported_row w JOIN time_entry t ON t.id = w.entry_id
            WHERE w.import_id = r.id),
        (SELECT count(*) FROM imported_row w JOIN claim k ON k.kind = 'entry' AND k.source_id = w.entry_id
            WHERE w.import_id = r.id)
    FROM import_run r ORDER BY r.id"""

_DAY = 86_400


class ClientName(NamedTuple):
    """A client as names are compared with it."""

    handle: str
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of time by start, as seconds of the epoch, each with what it belongs to; eight bytes a number."""

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    owners: array[int] = field(default_factory=lambda: array("q"))

    def add(self, start: int, end: int, owner: int) -> None:
        """Put a span at the end."""
        self.starts.append(start)
        self.ends.append(end)
        self.owners.append(owner)


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One applied import: `rows` it wrote, `entries` of them still there with their `seconds`, `billed` of these."""

    id: int
    source: str
    file_name: str
    file_sha256: str
    imported_at: str
    operation_id: int
    rows: int
    entries: int
    seconds: int
    billed: int


def known_keys(book: Book, source: str, keys: Collection[str]) -> set[str]:
    """Return those of `keys` whose rows the book has seen from a source."""
    values = {"source": source, "keys": json.dumps(list(keys))}
    return {key for (key,) in book.connection.execute(_KNOWN, values)}


def imported_of_line(book: Book, source: str, line: str) -> list[tuple[str, int]]:
    """Return the key of each row of a line that the book has seen, and the entry that it became."""
    return book.connection.execute(_OF_LINE, {"source": source, "line": line}).fetchall()


def remembered_names(book: Book, source: str) -> dict[str, str]:
    """Return what names of a source were said to mean."""
    return dict(book.connection.execute(_NAMES, {"source": source}))


def setting(book: Book, key: str) -> str:
    """Return what is remembered under a key, empty when nothing is."""
    row = book.connection.execute(_SETTING, {"key": key}).fetchone()
    return str(row[0]) if row else ""


def client_names(book: Book) -> list[ClientName]:
    """Return every client, archived ones too."""
    rows = book.connection.execute(_CLIENTS)
    return [ClientName(handle, name, bool(archived)) for handle, name, archived in rows]


def engagement_by_id(book: Book, engagement_id: int) -> EngagementRow | None:
    """Return the engagement with this stable id, None when it is gone."""
    row = book.connection.execute(_CLIENT_OF, {"id": engagement_id}).fetchone()
    return next((found for found in engagements(book, row[0]) if found.id == engagement_id), None) if row else None


def busy_spans(book: Book, start: int, end: int) -> Spans:
    """Return the spans of the entries that share time with the one from `start` to `end`, each with the entry's id."""
    moments = {"floor": start - _DAY, "start": start, "end": end}
    values = {name: instant_text(datetime.fromtimestamp(moment, UTC)) for name, moment in moments.items()}
    spans = Spans()
    for span in book.connection.execute(_SPANS, values):
        spans.add(*span)
    return spans


def last_operation(book: Book) -> int:
    """Return the id of the last operation that was finished: it changes with everything anybody writes."""
    return int(book.connection.execute(_LAST_OPERATION).fetchone()[0])


def wrote_run(book: Book, operation_id: int, import_id: int) -> bool:
    """Tell whether the journal says of an operation that it wrote an import."""
    values = {"operation_id": operation_id, "import_id": import_id}
    return bool(book.connection.execute(_WROTE, values).fetchone()[0])


def import_runs(book: Book) -> list[ImportRun]:
    """Return the applied imports, the first first."""
    return [ImportRun(*row) for row in book.connection.execute(_RUNS)]
