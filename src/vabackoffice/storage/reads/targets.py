"""Who can be typed: clients, their engagements, services."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vabackoffice.domain.pricing import Grouping
    from vabackoffice.storage.book import Book

_HANDLES = "SELECT handle FROM client WHERE archived_on IS NULL OR :archived ORDER BY handle"
_ENGAGEMENTS = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on
    FROM engagement e JOIN client c ON c.id = e.client_id
    WHERE c.handle = :handle ORDER BY e.name"""
_SERVICES = "SELECT id, name FROM service ORDER BY name"
_CLIENT_ID = "SELECT id FROM client WHERE handle = :handle"


class EngagementRow(NamedTuple):
    """An engagement as it is found by name."""

    id: int
    client: str
    name: str
    currency: str
    grouping: Grouping
    is_default: bool
    ended_on: str | None


def handles(book: Book, *, archived: bool = False) -> list[str]:
    """Return the handles of the clients, archived ones only when asked for."""
    return [handle for (handle,) in book.connection.execute(_HANDLES, {"archived": archived})]


def client_id(book: Book, handle: str) -> int:
    """Return the id behind a known handle."""
    return int(book.connection.execute(_CLIENT_ID, {"handle": handle}).fetchone()[0])


def engagements(book: Book, handle: str) -> list[EngagementRow]:
    """Return the engagements of a client by name."""
    return [EngagementRow(*row) for row in book.connection.execute(_ENGAGEMENTS, {"handle": handle})]


def services(book: Book) -> dict[str, int]:
    """Return the id of every service by its name."""
    return {name: key for key, name in book.connection.execute(_SERVICES)}
