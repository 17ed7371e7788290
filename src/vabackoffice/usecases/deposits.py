"""Deposits: charging one before the work, and deducting it on the invoice for the work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.documents.typography import document_locale, long_date
from vabackoffice.documents.words import words
from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.deposit import deduction_lines, deposit_line, is_deposit
from vabackoffice.domain.draft import Draft
from vabackoffice.domain.handle import check_name
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.usecases.assembling import Assembled, assemble
from vabackoffice.usecases.drafting import edit_draft, save_draft
from vabackoffice.usecases.invoices import find_invoice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from vabackoffice.domain.invoice import Line
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.invoices import IssuedInvoice


def draft_deposit(
    book: Book,
    now: datetime,
    client: str,
    amount: str,
    text: str = "",
    *,
    vat: str = "auto",
    prices_include_vat: bool | None = None,
) -> Assembled:
    """Write the draft of a deposit invoice.

    Args:
        book: the open book.
        now: the present instant.
        client: a known handle.
        amount: as typed; without VAT, unless the prices include it.
        text: of its line; the word for it in the client's language when empty.
        vat: the choice of VAT.
        prices_include_vat: whether the amount includes VAT; None leaves it to the client.

    Raises:
        InvalidInputError: the amount is nothing or not understood, or the VAT cannot be decided.
    """
    payer = read_client(book, client)
    price = parse_price(amount, payer["currency"])
    if not price:
        message = "A deposit of nothing charges nothing."
        raise InvalidInputError(message, "Give what shall be paid before the work, such as '500'.")
    said = check_name(text, "text") if text else words(payer["language"])["deposit"]
    with_vat = bool(payer["prices_include_vat"]) if prices_include_vat is None else prices_include_vat
    line = deposit_line(said, price, payer["currency"], vat)
    draft = Draft(client, payer["currency"], (line,), prices_include_vat=with_vat)
    with book.operation("invoice deposit", now):
        return assemble(book, save_draft(book, now, draft), now.date())


def deduct_deposits(book: Book, now: datetime, typed: str, numbers: Sequence[str]) -> Assembled:
    """Take deposits off a draft; its lines claim them, so that each is deducted once.

    Raises:
        NotFoundError: there is no such draft or invoice.
        ConflictError: not a deposit of this client and currency, credited, or deducted already.
        InvalidInputError: the draft would come to less than nothing.
    """

    def deduct(draft: Draft) -> Draft:
        deposits = list({one.id: one for one in (find_invoice(book, number) for number in numbers)}.values())
        for deposit in deposits:
            _refuse_deposit(deposit, draft)
        lines = [line for deposit in deposits for line in _deductions(book, draft, deposit, now.date())]
        final = replace(draft, lines=(*draft.lines, *lines))
        _refuse_less_than_nothing(assemble(book, final, now.date()))
        return final

    return edit_draft(book, now, typed, deduct, command="invoice final")


def _refuse_deposit(deposit: IssuedInvoice, draft: Draft) -> None:
    invoice = deposit.invoice
    if not is_deposit(invoice):
        message = f"{invoice.number} is no deposit."
        raise ConflictError(message, "'va invoice deposit HANDLE AMOUNT' makes one; 'va invoice list' shows all.")
    if (invoice.client, invoice.currency) != (draft.client, draft.currency):
        whose = f"{invoice.client} in {invoice.currency}"
        message = (
            f"{invoice.number} is a deposit of {whose}, and draft {draft.id} is for {draft.client} in {draft.currency}."
        )
        raise ConflictError(message, "Deduct it on an invoice of the same client in the same currency.")
    if deposit.credited:
        message = f"{deposit.credited} of the deposit {invoice.number} was credited."
        raise ConflictError(message, "What was credited is not deducted as well; charge a new deposit instead.")
    if deposit.deducted_on:
        message = f"The deposit {invoice.number} is deducted on {deposit.deducted_on} already."
        raise ConflictError(message, f"'va invoice show {invoice.number}' shows where.")


def _deductions(book: Book, draft: Draft, deposit: IssuedInvoice, today: date) -> list[Line]:
    """Return the lines that deduct a deposit, by the choices of VAT that bring the draft's own lines to its rates."""
    invoice = deposit.invoice
    word, locale = words(invoice.language), document_locale(invoice.language, read_business(book)["country"])
    text = word["deposit_deducted"].format(number=invoice.number, date=long_date(invoice.issue_date, locale))
    assembled = assemble(book, draft, today).invoice.lines
    choices = {
        (made.vat_category, made.vat_rate): line.vat_choice
        for line, made in reversed(list(zip(draft.lines, assembled, strict=False)))
    }
    return deduction_lines(invoice, deposit.id, text, choices, with_vat=draft.prices_include_vat)


def _refuse_less_than_nothing(made: Assembled) -> None:
    if made.invoice.total.minor < 0:
        message = f"Draft {made.draft.id} would come to {made.invoice.total} with that deposit off, less than nothing."
        hint = "Bill more on it first, or credit what was paid too much: 'va invoice credit NUMBER --amount'."
        raise InvalidInputError(message, hint)
