"""Reading the electronic invoices that came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_RECEIVED = """
    SELECT id, seller, number, issue_date, currency, net_minor, vat_minor, total_minor, received_on, sha256
    FROM received_invoice ORDER BY issue_date, id"""


class Received(NamedTuple):
    """What came in; the amounts of a credit note are less than nothing."""

    id: int
    seller: str
    number: str
    issue_date: str
    net: Money
    vat: Money
    total: Money
    received_on: str
    sha256: str


def received_invoices(book: Book) -> list[Received]:
    """Return all received invoices, the oldest first."""
    return [
        Received(key, seller, number, issued, Money(net, money), Money(vat, money), Money(total, money), on, sha256)
        for key, seller, number, issued, money, net, vat, total, on, sha256 in book.connection.execute(_RECEIVED)
    ]
