"""Reading what was imported before, and what an import has to fit in with."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.instants import read_instant
from vabackoffice.storage.reads.targets import engagements

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_KEYS = "SELECT key FROM imported_row WHERE source = :source"
_NAMES = "SELECT name, target FROM import_name WHERE source = :source"
_SETTING = "SELECT value FROM setting WHERE key = :key"
_CLIENTS = "SELECT handle, name, archived_on IS NOT NULL FROM client ORDER BY handle"
_CLIENT_OF = "SELECT c.handle FROM engagement e JOIN client c ON c.id = e.client_id WHERE e.id = :id"
_SPANS = "SELECT id, started_at, ended_at FROM time_entry WHERE started_at IS NOT NULL ORDER BY started_at, id"
_LAST_OPERATION = "SELECT coalesce(max(id), 0) FROM operation WHERE hash IS NOT NULL"
_RUNS = """
    SELECT r.id, r.source, r.file_name, r.file_sha256, r.imported_at, r.operation_id,
        (SELECT count(*) FROM imported_row w WHERE w.import_id = r.id),
        (SELECT count(*) FROM imported_row w JOIN time_entry t ON t.id = w.entry_id WHERE w.import_id = r.id),
        (SELECT coalesce(sum(t.seconds), 0) FROM imported_row w JOIN time_entry t ON t.id = w.entry_id
            WHERE w.import_id = r.id),
        (SELECT count(*) FROM imported_row w JOIN claim k ON k.kind = 'entry' AND k.source_id = w.entry_id
            WHERE w.import_id = r.id)
    FROM import_run r ORDER BY r.id"""


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


def known_keys(book: Book, source: str) -> set[bytes]:
    """Return the keys of all rows of a source that the book has seen."""
    return {bytes.fromhex(key) for (key,) in book.connection.execute(_KEYS, {"source": source})}


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


def busy_spans(book: Book) -> Spans:
    """Return the spans of all entries that have one, each with the entry's id."""
    spans = Spans()
    for entry_id, start, end in book.connection.execute(_SPANS):
        spans.add(int(read_instant(start).timestamp()), int(read_instant(end).timestamp()), entry_id)
    return spans


def last_operation(book: Book) -> int:
    """Return the id of the last operation that was finished: it changes with everything anybody writes."""
    return int(book.connection.execute(_LAST_OPERATION).fetchone()[0])


def import_runs(book: Book) -> list[ImportRun]:
    """Return the applied imports, the first first."""
    return [ImportRun(*row) for row in book.connection.execute(_RUNS)]
