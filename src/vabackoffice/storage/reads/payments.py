"""Reading payments and what they settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_PAYMENTS = """
    SELECT p.id, p.paid_on, c.handle, p.currency, p.amount_minor, p.withheld_minor, p.fee_minor, p.rate, p.method, p.note
    FROM payment p JOIN client c ON c.id = p.client_id
    WHERE (:client IS NULL OR c.handle = :client) AND (:id IS NULL OR p.id = :id)
    ORDER BY p.paid_on, p.id"""
_ALLOCATIONS = """
    SELECT a.payment_id, i.number, a.amount_minor, a.withheld_minor
    FROM payment_allocation a
    JOIN payment p ON p.id = a.payment_id JOIN client c ON c.id = p.client_id JOIN invoice i ON i.id = a.invoice_id
    WHERE (:client IS NULL OR c.handle = :client) AND (:id IS NULL OR p.id = :id)
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


@dataclass(frozen=True, slots=True)
class Allocation:
    """The part of a payment that settles one invoice."""

    invoice: str
    amount: Money
    withheld: Money


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came in, or went back (negative); `rate` is book currency per one unit of its own."""

    id: int
    paid_on: date
    client: str
    amount: Money
    withheld: Money
    fee: Money
    rate: Decimal | None
    method: str
    note: str
    allocations: tuple[Allocation, ...]

    @property
    def unallocated(self) -> Money:
        """What settles no invoice: the client's credit."""
        return self.amount - total([part.amount for part in self.allocations], self.amount.currency)


def read_payments(book: Book, *, client: str | None = None, payment_id: int | None = None) -> list[PaymentRow]:
    """Return payments in the order of their dates: all, one client's, or one by its id."""
    values = {"client": client, "id": payment_id}
    parts: dict[int, list[tuple[str, int, int]]] = {}
    for key, *part in book.connection.execute(_ALLOCATIONS, values):
        parts.setdefault(key, []).append((part[0], part[1], part[2]))
    rows = book.connection.execute(_PAYMENTS, values).fetchall()
    return [
        PaymentRow(
            key,
            date.fromisoformat(paid_on),
            handle,
            *(Money(minor, currency) for minor in (amount, withheld, fee)),
            Decimal(rate) if rate else None,
            method,
            note,
            tuple(_allocation(part, currency) for part in parts.get(key, [])),
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
