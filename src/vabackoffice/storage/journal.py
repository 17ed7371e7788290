"""The journal: triggers that record every row before and after, and the hash chain over operations.

One operation is one command that wrote. Its row is open (no hash) while it runs; the triggers hang every
change on it and refuse a write when no operation is open. Closing it computes SHA-256 over the previous
operation's hash, its own facts and its changes, so a row altered later breaks the chain.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

# `json` and `hashlib` take longer to load than all that the journal does: one compiles a parser, the other brings
# OpenSSL along. What they are made of is there without them, under names that depend on the interpreter and its
# version; the standard library's `random` goes the same way for its SHA-512.
try:
    from _json import encode_basestring_ascii as _quoted
except ImportError:
    from json.encoder import encode_basestring_ascii as _quoted
try:
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]  # CPython 3.12 and newer
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # CPython 3.11
    except ImportError:
        from hashlib import sha256

if TYPE_CHECKING:
    import sqlite3

# Not journalled: the journal itself, and what SQLite and the migrations keep for themselves.
_OUTSIDE = ("operation", "change", "alembic_version")
# Issued and stored things never change. A reopened or discarded claim does.
_FROZEN = ("invoice", "invoice_line", "invoice_vat", "invoice_document", "document", "change")
_UNCOVERED = "a row is written only inside an operation"
_BATCH = 500  # changes hashed at a time
_REFUSAL = "issued and recorded rows never change; correct an invoice with a credit note"


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the journalled tables, in alphabetical order."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if name not in _OUTSIDE and not name.startswith("sqlite_")]


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, bool]]:
    """Return each column of `table` and whether it belongs to the primary key; blobs are left out."""
    rows = connection.execute("SELECT name, type, pk FROM pragma_table_info(:table)", {"table": table})
    return [(name, pk > 0) for name, kind, pk in rows if kind != "BLOB"]


def install_triggers(connection: sqlite3.Connection) -> None:
    """Make the journal and freezing triggers anew from the tables as they are now."""
    drop_triggers(connection)
    for table in tables(connection):
        names = [name for name, _ in columns(connection, table)]
        for event, before, after in (("INSERT", "", "NEW"), ("UPDATE", "OLD", "NEW"), ("DELETE", "OLD", "")):
            connection.execute(_recording(table, event, _image(before, names), _image(after, names)))
    for table in _FROZEN:
        for event in ("UPDATE", "DELETE"):
            connection.execute(_refusing(f"{table}_never_{event.lower()}", table, event, "1"))
    for event in ("UPDATE", "DELETE"):
        connection.execute(_refusing(f"operation_never_{event.lower()}", "operation", event, "OLD.hash IS NOT NULL"))
    issued = "OLD.invoice_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM invoice WHERE corrects_id = OLD.invoice_id)"
    for event in ("UPDATE", "DELETE"):
        connection.execute(_refusing(f"claim_issued_{event.lower()}", "claim", event, issued))


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Remove every trigger; only a migration does this, and makes them anew before it commits."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def _image(row: str, names: list[str]) -> str:
    if not row:
        return "NULL"
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in names) + ")"


def _recording(table: str, event: str, before: str, after: str) -> str:
    # RAISE, because INSERT OR IGNORE would pass over a NOT NULL column that refuses.
    return (
        f'CREATE TRIGGER "{table}_journal_{event.lower()}" AFTER {event} ON "{table}" BEGIN '
        f"SELECT RAISE(ABORT, '{_UNCOVERED}') WHERE NOT EXISTS (SELECT 1 FROM operation WHERE hash IS NULL); "
        "INSERT INTO change (operation_id, table_name, before, after) VALUES "
        f"((SELECT id FROM operation WHERE hash IS NULL), '{table}', {before}, {after}); END"
    )


def _refusing(name: str, table: str, event: str, condition: str) -> str:
    return (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def begin(connection: sqlite3.Connection, at: str, command: str, kind: str, target_id: int | None) -> int:
    """Open an operation and return its id."""
    cursor = connection.execute(
        "INSERT INTO operation (at, command, kind, target_id, final) VALUES (:at, :command, :kind, :target, '')",
        {"at": at, "command": command, "kind": kind, "target": target_id},
    )
    return int(cursor.lastrowid or 0)


def close(connection: sqlite3.Connection, operation_id: int) -> bool:
    """Seal the open operation with its hash. Return False, leaving nothing behind, when it changed nothing."""
    if (
        connection.execute("SELECT 1 FROM change WHERE operation_id = :id LIMIT 1", {"id": operation_id}).fetchone()
        is None
    ):
        connection.execute("DELETE FROM operation WHERE id = :id", {"id": operation_id})
        return False
    digest = operation_hash(connection, operation_id)
    connection.execute("UPDATE operation SET hash = :hash WHERE id = :id", {"hash": digest, "id": operation_id})
    return True


def operation_hash(connection: sqlite3.Connection, operation_id: int) -> str:
    """Return the SHA-256 (hex) over the previous operation's hash, the operation's facts and its changes."""
    parameters = {"id": operation_id}
    previous = connection.execute(
        "SELECT hash FROM operation WHERE id < :id ORDER BY id DESC LIMIT 1", parameters
    ).fetchone()
    facts = connection.execute(
        "SELECT id, at, command, kind, target_id, final FROM operation WHERE id = :id", parameters
    ).fetchone()
    digest = _hashing()((previous[0] if previous else "").encode())
    digest.update(_facts_json(facts).encode())
    changes = connection.execute(
        "SELECT id, table_name, before, after FROM change WHERE operation_id = :id ORDER BY id", parameters
    )
    while batch := changes.fetchmany(_BATCH):
        digest.update("".join([_change_json(*change) for change in batch]).encode())
    return str(digest.hexdigest())


def _hashing() -> Any:
    """Return SHA-256: OpenSSL's where it is loaded already, since it takes a fifth of the time."""
    loaded = sys.modules.get("hashlib")
    return sha256 if loaded is None else loaded.sha256


def _facts_json(facts: tuple[int | str | None, ...]) -> str:
    """Return what `json.dumps` makes of the facts."""
    return f"[{', '.join(['null' if it is None else _quoted(it) if isinstance(it, str) else str(it) for it in facts])}]"


def _change_json(key: int, table: str, before: str | None, after: str | None) -> str:
    """Return what `json.dumps` makes of a change, in a quarter of the time: an import has hundreds of thousands."""
    old = "null" if before is None else _quoted(before)
    return f"[{key}, {_quoted(table)}, {old}, {'null' if after is None else _quoted(after)}]"


def mark_final(connection: sqlite3.Connection, what: str) -> None:
    """Say why the open operation can never be undone: `issued invoice 2026-0001`."""
    connection.execute(
        "UPDATE operation SET final = CASE final WHEN '' THEN :what ELSE final || '; ' || :what END WHERE hash IS NULL",
        {"what": what},
    )


def broken_link(connection: sqlite3.Connection) -> int | None:
    """Return the first operation whose hash does not follow from the book, or None when the chain holds."""
    for operation_id, digest in connection.execute("SELECT id, hash FROM operation ORDER BY id").fetchall():
        if digest != operation_hash(connection, operation_id):
            return int(operation_id)
    return None
