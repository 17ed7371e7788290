"""Payments: money that came in on an invoice, in whole or in part, and money that went back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import parse_money
from vabackoffice.domain.exchange_rate import parse_exchange_rate
from vabackoffice.domain.handle import check_name
from vabackoffice.domain.receipt import Account, Settlement, settle
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.payments import credit_on, read_payments
from vabackoffice.storage.reads.targets import client_id
from vabackoffice.usecases.drafting import is_draft_id
from vabackoffice.usecases.invoices import find_invoice
from vabackoffice.usecases.standing import open_of, rest_of, standing

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.ledger import Payment
    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.business import Surroundings
    from vabackoffice.storage.reads.invoices import IssuedInvoice
    from vabackoffice.storage.reads.payments import Owed

_PAYMENT = """
    INSERT INTO payment (client_id, paid_on, currency, amount_minor, withheld_minor, fee_minor, rate, method, note)
    VALUES (:client, :paid_on, :currency, :amount, :withheld, :fee, :rate, :method, :note)"""
_ALLOCATION = """
    INSERT INTO payment_allocation (payment_id, invoice_id, amount_minor, withheld_minor)
    VALUES (:payment, :invoice, :amount, :withheld)"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about a payment: the amount, then what may be left out (None)."""

    amount: str
    fee: str | None = None
    withheld: str | None = None
    rate: str | None = None
    method: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that is now in the book, what it settled, and the invoice as it stands with it."""

    payment: Payment
    settlement: Settlement
    invoice: IssuedInvoice


def book_payment(
    book: Book, now: datetime, about: Surroundings, number: str, typed: Typed, on: date, *, keep_credit: bool = False
) -> Booked:
    """Book a payment on an issued invoice; a negative amount is money that went back.

    Args:
        book: the open book.
        now: the present instant, in the business's time zone.
        about: the business; its currency is the one that a rate leads to.
        number: the invoice's number.
        typed: amount, fee, withheld tax, rate, method and note as they were typed.
        on: the civil date of the money.
        keep_credit: go on where the invoice is paid already and all of the money becomes the client's credit.

    Raises:
        NotFoundError: no invoice has this number.
        InvalidInputError: an amount, the rate or the date is not possible.
        ConflictError: a credit note; an invoice that is paid already; withheld tax that does not fit the money.
    """
    if on > now.date():
        message = f"'{on}' is in the future."
        raise InvalidInputError(message, "Book a payment when the money is there: '--on' its date.")
    with book.operation("pay", now):
        issued = _payable_invoice(book, number)
        currency = issued.invoice.currency
        amount = _money(typed.amount, issued)
        fee = _money(typed.fee if typed.fee is not None else "0", issued)
        _refuse_fee(amount, fee)
        withheld = _money(typed.withheld, issued) if typed.withheld is not None else None
        rate = _rate(typed.rate, currency, about.currency)
        settlement = settle(_account(book, issued), amount, withheld)
        if not keep_credit:
            _refuse_paid_already(issued, settlement)
        payment_id = _write(
            book,
            issued,
            settlement,
            paid_on=on.isoformat(),
            amount=amount.minor,
            fee=fee.minor,
            rate=str(rate) if rate else None,
            method=check_name(typed.method, "method") if typed.method else "",
            note=check_name(typed.note, "note") if typed.note else "",
        )
        book.mark_final(f"booked a payment on invoice {issued.invoice.number}")
        [payment] = read_payments(book, payment_id=payment_id)
        return Booked(payment, settlement, find_invoice(book, issued.invoice.number or ""))


def booked_json(booked: Booked, today: date) -> dict[str, Any]:
    """Return a payment and where its invoice stands as scripts read it."""
    issued = booked.invoice
    return {
        "payment": payment_json(booked.payment),
        "invoice": {
            "number": issued.invoice.number,
            "status": standing(issued, today),
            "paid": str(issued.paid.amount),
            "open": str(open_of(issued).amount),
        },
        "credit": str(booked.settlement.credit.amount),
    }


def payment_json(payment: Payment) -> dict[str, Any]:
    """Return a payment as scripts read it."""
    return {
        "id": payment.id,
        "date": payment.paid_on.isoformat(),
        "client": payment.client,
        "currency": payment.amount.currency,
        "amount": str(payment.amount.amount),
        "withheld": str(payment.withheld.amount),
        "fee": str(payment.fee.amount),
        "rate": str(payment.rate) if payment.rate else None,
        "method": payment.method or None,
        "note": payment.note or None,
        "allocations": [
            {"invoice": part.invoice, "amount": str(part.amount.amount), "withheld": str(part.withheld.amount)}
            for part in payment.allocations
        ],
        "unallocated": str(payment.unallocated.amount),
    }


def owed_json(owed: Owed) -> dict[str, str]:
    """Return what a client is to get back as scripts read it."""
    amount = owed.amount
    return {
        "client": owed.client,
        "invoice": owed.invoice,
        "currency": amount.currency,
        "amount": str(amount.amount),
    }


def _payable_invoice(book: Book, number: str) -> IssuedInvoice:
    try:
        issued = find_invoice(book, number)
    except NotFoundError as error:
        if is_draft_id(number) and read_drafts(book, draft_id=int(number)):
            message = f"Draft {number} has no number yet, so nothing can be paid on it."
            raise NotFoundError(message, f"Issue it first: 'va invoice issue {number}'.") from error
        raise
    if issued.invoice.kind == "credit_note":
        message = f"{issued.invoice.number} is a credit note; payments are booked on invoices."
        hint = f"Money that went back is a negative payment: 'va pay {issued.invoice.corrects or 'NUMBER'} -100'."
        raise ConflictError(message, hint)
    return issued


def _money(text: str, issued: IssuedInvoice) -> Money:
    currency = issued.invoice.currency
    money = parse_money(text, currency)
    if money.currency != currency:
        message = f"'{text}' is in {money.currency}, but {issued.invoice.number} is in {currency}."
        raise InvalidInputError(
            message, f"Give what was paid in {currency}; '--rate' says what a foreign one was worth."
        )
    return money


def _refuse_fee(amount: Money, fee: Money) -> None:
    """Refuse a fee above the money, or one that is given back although no money is."""
    if abs(fee.minor) > abs(amount.minor) or (amount.minor > 0 > fee.minor):
        message = f"A fee of {fee} does not go with a payment of {amount}."
        raise InvalidInputError(message, "AMOUNT is what the client paid; the bank got AMOUNT less the fee.")


def _rate(text: str | None, currency: str, home: str) -> Decimal | None:
    if text is None:
        return None
    if currency == home:
        message = f"The invoice is in {home}, the currency of the book: there is no rate."
        raise InvalidInputError(message, "Leave '--rate' out.")
    return parse_exchange_rate(text)


def _account(book: Book, issued: IssuedInvoice) -> Account:
    still_open = open_of(issued)
    return Account(
        number=issued.invoice.number or "",
        paid=issued.paid,
        withheld=issued.withheld_paid,
        open=still_open,
        to_withhold=rest_of(issued) - still_open,
        credit=credit_on(book, issued.id, issued.invoice.currency),
    )


def _refuse_paid_already(issued: IssuedInvoice, settlement: Settlement) -> None:
    if settlement.credit.minor > 0 and not settlement.amount and not settlement.withheld:
        credited = issued.credited and not issued.paid
        message = f"{issued.invoice.number} is {'credited' if credited else 'already paid'}; nothing is open."
        raise ConflictError(message, f"'--yes' keeps the {settlement.credit} as credit of {issued.invoice.client}.")


def _write(book: Book, issued: IssuedInvoice, settlement: Settlement, **columns: Any) -> int:
    """Write the payment and its part of the invoice, be it nothing: it says on which invoice a credit was paid."""
    values = {
        "client": client_id(book, issued.invoice.client),
        "currency": issued.invoice.currency,
        "withheld": settlement.withheld.minor,
    }
    payment_id = int(book.connection.execute(_PAYMENT, values | columns).lastrowid or 0)
    part = {"payment": payment_id, "invoice": issued.id}
    settled = {"amount": settlement.amount.minor, "withheld": settlement.withheld.minor}
    book.connection.execute(_ALLOCATION, part | settled)
    return payment_id
