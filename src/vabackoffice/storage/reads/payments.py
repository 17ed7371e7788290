"""Reading payments and what they settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.ledger import Allocation, Payment
from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_PAYMENTS = """
    SELECT p.id, p.paid_on, c.handle, p.currency, p.amount_minor, p.withheld_minor, p.fee_minor, p.rate, p.method,
        p.note
    FROM payment p JOIN client c ON c.id = p.client_id
    WHERE (:client IS NULL OR c.handle = :client) AND (:id IS NULL OR p.id = :id)
        AND (:end IS NULL OR p.paid_on < :end)
    ORDER BY p.paid_on, p.id"""
_ALLOCATIONS = """
    SELECT a.payment_id, i.number, a.amount_minor, a.withheld_minor
    FROM payment_allocation a
    JOIN payment p ON p.id = a.payment_id JOIN client c ON c.id = p.client_id JOIN invoice i ON i.id = a.invoice_id
    WHERE (:client IS NULL OR c.handle = :client) AND (:id IS NULL OR p.id = :id)
        AND (:end IS NULL OR p.paid_on < :end)
    ORDER BY a.payment_id, i.issue_date, i.id"""
# What was paid on the invoice beyond its amount; never more than the client's credit as a whole, some of which may
# have gone back with a payment on another invoice.
_CREDIT = """
    SELECT coalesce(sum(p.amount_minor), 0) - coalesce(sum((
            SELECT sum(a.amount_minor) FROM payment_allocation a WHERE a.payment_id = p.id)), 0) AS of_client,
        coalesce(sum(CASE WHEN EXISTS (
            SELECT 1 FROM payment_allocation a WHERE a.payment_id = p.id AND a.invoice_id = i.id)
            THEN p.amount_minor - (SELECT sum(a.amount_minor) FROM payment_allocation a WHERE a.payment_id = p.id)
            ELSE 0 END), 0) AS of_invoice
    FROM invoice i LEFT JOIN payment p ON p.client_id = i.client_id AND p.currency = i.currency
    WHERE i.id = :invoice"""
# Invoices that a credit note followed after they were paid: credited and settled are more than was billed.
_OWED = """
    SELECT number, handle, currency, credited + paid - billed FROM (
        SELECT i.number, c.handle, i.currency, i.payable_minor + i.withheld_minor AS billed, i.id,
            (SELECT sum(n.payable_minor + n.withheld_minor) FROM invoice n WHERE n.corrects_id = i.id) AS credited,
            (SELECT coalesce(sum(a.amount_minor + a.withheld_minor), 0) FROM payment_allocation a
                WHERE a.invoice_id = i.id) AS paid
        FROM invoice i JOIN client c ON c.id = i.client_id
        WHERE i.id IN (SELECT corrects_id FROM invoice) AND (:client IS NULL OR c.handle = :client))
    WHERE credited + paid > billed ORDER BY id"""
_KEPT = """
    SELECT p.currency, sum(p.amount_minor - (
        SELECT coalesce(sum(a.amount_minor), 0) FROM payment_allocation a WHERE a.payment_id = p.id)) AS minor
    FROM payment p JOIN client c ON c.id = p.client_id
    WHERE c.handle = :client GROUP BY p.currency ORDER BY p.currency"""


class Owed(NamedTuple):
    """What a client is owed on an invoice that was credited after it was paid."""

    invoice: str
    client: str
    amount: Money


def read_owed(book: Book, client: str | None = None) -> list[Owed]:
    """Return what clients are owed on credited invoices, the first issued first."""
    rows = book.connection.execute(_OWED, {"client": client})
    return [Owed(number, handle, Money(minor, currency)) for number, handle, currency, minor in rows]


def read_credit(book: Book, client: str) -> list[Money]:
    """Return the client's credit, one sum per currency: paid beyond invoices, or on what was credited later."""
    found = {currency: Money(minor, currency) for currency, minor in book.connection.execute(_KEPT, {"client": client})}
    for owed in read_owed(book, client):
        known = found.get(owed.amount.currency, Money.zero(owed.amount.currency))
        found[owed.amount.currency] = known + owed.amount
    return [money for money in found.values() if money]


def read_payments(
    book: Book, *, client: str | None = None, payment_id: int | None = None, before: date | None = None
) -> list[Payment]:
    """Return payments in the order of their dates: all, one client's, one by its id, or those before a day."""
    values = {"client": client, "id": payment_id, "end": before.isoformat() if before else None}
    parts: dict[int, list[tuple[str, int, int]]] = {}
    for key, *part in book.connection.execute(_ALLOCATIONS, values):
        parts.setdefault(key, []).append((part[0], part[1], part[2]))
    rows = book.connection.execute(_PAYMENTS, values).fetchall()
    return [
        Payment(
            id=key,
            paid_on=date.fromisoformat(paid_on),
            client=handle,
            amount=Money(amount, currency),
            withheld=Money(withheld, currency),
            fee=Money(fee, currency),
            rate=Decimal(rate) if rate else None,
            method=method,
            note=note,
            allocations=tuple(_allocation(part, currency) for part in parts.get(key, [])),
        )
        for key, paid_on, handle, currency, amount, withheld, fee, rate, method, note in rows
    ]


def credit_on(book: Book, invoice_id: int, currency: str) -> Money:
    """Return what was paid on an invoice beyond its amount and is still the client's."""
    of_client, of_invoice = book.connection.execute(_CREDIT, {"invoice": invoice_id}).fetchone()
    return Money(max(0, min(of_client, of_invoice)), currency)


def _allocation(part: tuple[str, int, int], currency: str) -> Allocation:
    number, amount, withheld = part
    return Allocation(number, Money(amount, currency), Money(withheld, currency))
