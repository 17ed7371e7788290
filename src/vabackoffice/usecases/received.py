"""Electronic invoices that came in: read, shown, and kept in the book until they are booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money
from vabackoffice.errors import ConflictError
from vabackoffice.storage.documents import store_document

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.einvoice.model import Document
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO received_invoice (sha256, format, seller, number, issue_date, currency, net_minor, vat_minor,
        total_minor, received_on)
    VALUES (:sha256, :format, :seller, :number, :issue_date, :currency, :net, :vat, :total, :received_on)"""
_KNOWN = "SELECT received_on FROM received_invoice WHERE seller = :seller AND number = :number"


def keep_received(book: Book, now: datetime, document: Document, content: bytes) -> str:
    """Keep a received invoice with its file; return the file's SHA-256.

    Raises:
        ConflictError: an invoice of this seller with this number is kept already.
    """
    with book.operation("invoice read", now):
        named = {"seller": document.seller.name, "number": document.number}
        known = book.connection.execute(_KNOWN, named).fetchone()
        if known:
            message = f"Invoice '{document.number}' of {document.seller.name} is in the book since {known[0]}."
            raise ConflictError(message, "Nothing was kept twice; 'va invoice received' lists what came in.")
        is_pdf = content.startswith(b"%PDF")
        sha256 = store_document(book, content, "application/pdf" if is_pdf else "application/xml")
        totals, sign = document.totals, -1 if document.is_credit_note else 1
        amounts = {
            name: sign * Money.of(amount, document.currency).minor
            for name, amount in (("net", totals.net), ("vat", totals.vat), ("total", totals.gross))
        }
        values = named | amounts | {"sha256": sha256, "format": document.specification, "currency": document.currency}
        days = {"issue_date": document.issue_date.isoformat(), "received_on": now.date().isoformat()}
        book.connection.execute(_ADD, values | days)
    return sha256
