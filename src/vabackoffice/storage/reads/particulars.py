"""Reading what there is to know about the business and its clients, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.storage.book import Book

_BUSINESS = "SELECT * FROM business"
_FACTS = "SELECT key, valid_from, value FROM business_fact ORDER BY key, valid_from"
_REGIMES = "SELECT valid_from, regime FROM tax_regime ORDER BY valid_from"
_REGIME_ON = "SELECT regime FROM tax_regime WHERE valid_from <= :day ORDER BY valid_from DESC LIMIT 1"
_FACT_ON = "SELECT value FROM business_fact WHERE key = :key AND valid_from <= :day ORDER BY valid_from DESC LIMIT 1"
_CLIENTS = "SELECT * FROM client WHERE archived_on IS NULL OR :archived ORDER BY handle"
_CLIENT = "SELECT * FROM client WHERE handle = :handle"


def read_business(book: Book) -> dict[str, Any]:
    """Return the business's columns, its regimes and facts by the day they hold from."""
    found = _rows(book, _BUSINESS, {})[0]
    del found["id"]
    facts: dict[str, Any] = {row[0] + _since(row[1]): row[2] for row in book.connection.execute(_FACTS)}
    regimes = {
        "since ever" if row[0].startswith("0001") else row[0]: row[1] for row in book.connection.execute(_REGIMES)
    }
    return found | {"regimes": regimes, "facts": facts}


def regime_on(book: Book, day: date) -> str | None:
    """Return the code of the tax regime that held on `day`."""
    row = book.connection.execute(_REGIME_ON, {"day": day.isoformat()}).fetchone()
    return row[0] if row else None


def fact_on(book: Book, key: str, day: date) -> str:
    """Return what the business said about itself under `key`, as it held on `day`; empty when it said nothing."""
    row = book.connection.execute(_FACT_ON, {"key": key, "day": day.isoformat()}).fetchone()
    return row[0] if row else ""


def read_clients(book: Book, *, archived: bool = False) -> list[dict[str, Any]]:
    """Return every column of the clients by handle."""
    return _rows(book, _CLIENTS, {"archived": archived})


def read_client(book: Book, handle: str) -> dict[str, Any]:
    """Return every column of one client, whose handle is known to exist."""
    return _rows(book, _CLIENT, {"handle": handle})[0]


def _since(valid_from: str) -> str:
    return "" if valid_from.startswith("0001") else f" from {valid_from}"


def _rows(book: Book, query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = book.connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
