"""Reading which engagements have an hour bank or a cap, and what bills a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.reads.targets import EngagementRow

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_LIMITS = """
    SELECT EXISTS (SELECT 1 FROM package WHERE engagement_id = :id)
            OR EXISTS (SELECT 1 FROM terms WHERE engagement_id = :id AND model IN ('retainer', 'package')),
        EXISTS (SELECT 1 FROM terms WHERE engagement_id = :id AND debt = 'ask'),
        EXISTS (SELECT 1 FROM terms WHERE engagement_id = :id AND coalesce(cap_seconds, cap_minor) IS NOT NULL)"""
_WITH_BANK = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on
    FROM engagement e JOIN client c ON c.id = e.client_id
    WHERE (:client IS NULL AND c.archived_on IS NULL OR c.handle = :client)
        AND (EXISTS (SELECT 1 FROM package p WHERE p.engagement_id = e.id)
            OR EXISTS (SELECT 1 FROM terms m WHERE m.engagement_id = e.id AND m.model IN ('retainer', 'package')))
    ORDER BY c.handle, e.name"""
_OF_PACKAGE = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on
    FROM package p JOIN engagement e ON e.id = p.engagement_id JOIN client c ON c.id = e.client_id WHERE p.id = :id"""
_PACKAGE_HOLDERS = """
    SELECT p.id, k.draft_id, i.number
    FROM package p JOIN claim k ON k.kind = 'package' AND k.source_id = p.id LEFT JOIN invoice i ON i.id = k.invoice_id
    WHERE p.engagement_id = :id"""
_NUMBER = "SELECT number FROM invoice WHERE id = :id"


class Limits(NamedTuple):
    """Whether an engagement ever had a retainer or packages, terms that ask on an empty bank, and a cap."""

    has_bank: bool
    asks: bool
    has_cap: bool


def read_limits(book: Book, engagement_id: int) -> Limits:
    """Return what limits the hours of an engagement; cheap enough to be asked in each of the day's commands."""
    return Limits(*map(bool, book.connection.execute(_LIMITS, {"id": engagement_id}).fetchone()))


def with_bank(book: Book, client: str | None = None) -> list[EngagementRow]:
    """Return the engagements with an hour bank: those of a client, or of all clients that are not archived."""
    return [EngagementRow(*row) for row in book.connection.execute(_WITH_BANK, {"client": client})]


def engagement_of_package(book: Book, package_id: int) -> EngagementRow | None:
    """Return the engagement under which a package was sold; None where there is no such package."""
    row = book.connection.execute(_OF_PACKAGE, {"id": package_id}).fetchone()
    return EngagementRow(*row) if row else None


def package_holders(book: Book, engagement_id: int) -> dict[int, tuple[str, int | None]]:
    """Return what bills each package of an engagement: the number of an invoice, or empty and the id of a draft."""
    rows = book.connection.execute(_PACKAGE_HOLDERS, {"id": engagement_id})
    return {key: (number or "", draft) for key, draft, number in rows}


def number_of_invoice(book: Book, invoice_id: int) -> str:
    """Return the number of an issued invoice."""
    return str(book.connection.execute(_NUMBER, {"id": invoice_id}).fetchone()[0])
