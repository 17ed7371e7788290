"""Credit notes: taking an issued invoice back, whole or in part, with a document of its own, linked to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vabackoffice.documents.words import words
from vabackoffice.domain.amount import parse_money
from vabackoffice.domain.credit import credit_amount, credit_lines, credit_rest
from vabackoffice.domain.credited import Credited
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.invoices import read_invoices
from vabackoffice.usecases.drafting import claimed
from vabackoffice.usecases.invoices import find_invoice
from vabackoffice.usecases.issuing import Issued, freeze, keep_files, load_pdf
from vabackoffice.usecases.number_series import next_number
from vabackoffice.usecases.standing import is_credited

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.credit_choice import Parts
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.invoices import IssuedInvoice

_RELEASE_ALL = "DELETE FROM claim WHERE invoice_id = :id"
_RELEASE = """
    DELETE FROM claim WHERE invoice_id = :id AND kind = :kind AND source_id = :source AND period_start = :period"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of an invoice shall be credited: units of lines by place, an amount with VAT as typed, or all that is left.

    `reopen` makes the work of the lines unbilled again; `series` is the number series, the usual one when empty.
    """

    parts: Parts | None = None
    amount: str = ""
    reopen: bool = False
    series: str = ""


def plan_credit(book: Book, number: str, wanted: Wanted) -> Invoice:
    """Return the credit note as it would be, without number and date; writes nothing.

    Raises:
        ConflictError: it is a credit note itself, nothing or too little is left, or another invoice deducts it.
        InvalidInputError: what is wanted is not understood, or cannot be reopened.
        NotFoundError: there is no such invoice or line.
    """
    return _plan(book, find_invoice(book, number), wanted)[0]


def credit_invoice(
    book: Book, now: datetime, number: str, issue_date: date, templates: Path | None, wanted: Wanted
) -> Issued:
    """Issue a credit note with the parties and the VAT that the invoice has.

    Args:
        book: the open book.
        now: the present instant.
        number: of the invoice.
        issue_date: the date on the credit note.
        templates: the user's own folder of templates, if there is one.
        wanted: what of the invoice.

    Raises:
        ConflictError: it is a credit note itself, nothing or too little is left, or the date is too early.
        InvalidInputError: what is wanted is not understood, or cannot be reopened.
    """
    load_pdf()
    with book.operation("invoice credit", now):
        return issue_note(book, now, find_invoice(book, number), issue_date, templates, wanted)


def issue_note(
    book: Book, now: datetime, found: IssuedInvoice, issue_date: date, templates: Path | None, wanted: Wanted
) -> Issued:
    """Issue a credit note inside the open operation; the arguments are those of `credit_invoice`."""
    planned, released = _plan(book, found, wanted)
    if issue_date < found.invoice.issue_date:
        message = f"The credit note would be dated {issue_date}, before the invoice of {found.invoice.issue_date}."
        raise ConflictError(message, f"Date it {found.invoice.issue_date} or later.")
    number, place = next_number(book, "credit_note", issue_date, wanted.series)
    note = replace(planned, number=number, issue_date=issue_date, due_date=issue_date)
    note_id = freeze(book, now, note, found.regime, place, found.id)
    if released is None:
        book.connection.execute(_RELEASE_ALL, {"id": found.id})
    for kind, source, period in released or ():
        book.connection.execute(_RELEASE, {"id": found.id, "kind": kind, "source": source, "period": period})
    book.mark_final(f"issued credit note {number}")
    return keep_files(book, note_id, note, found.regime, templates)


def credited_so_far(book: Book, found: IssuedInvoice) -> Credited:
    """Return an invoice with the credit notes on it."""
    issued = read_invoices(book, client=found.invoice.client) if found.credited else []
    return Credited(found.invoice, tuple(one.invoice for one in issued if one.invoice.corrects == found.invoice.number))


_Claims = tuple[tuple[str, int, str], ...]


def _plan(book: Book, found: IssuedInvoice, wanted: Wanted) -> tuple[Invoice, _Claims | None]:
    """Return the note, and the claims that it releases: None is all of them."""
    if found.invoice.kind == "credit_note":
        message = f"{found.invoice.number} is a credit note."
        raise ConflictError(message, "'va invoice list' shows which document corrects which.")
    _refuse_deducted(book, found)
    credited = credited_so_far(book, found)
    note = _choose(credited, wanted)
    if not wanted.reopen:
        return note, ()
    if note.to_settle == credited.left:
        return note, None
    return note, _reopened(credited, note, wanted)


def _choose(credited: Credited, wanted: Wanted) -> Invoice:
    invoice = credited.invoice
    text = words(invoice.language)["credit_on"].format(number=invoice.number)
    if wanted.parts is not None:
        return credit_lines(credited, wanted.parts)
    if not wanted.amount:
        return credit_rest(credited, text)
    amount = parse_money(wanted.amount, invoice.currency)
    if amount.currency != invoice.currency:
        message = f"'{wanted.amount}' is in {amount.currency}, but {invoice.number} is in {invoice.currency}."
        raise InvalidInputError(message, f"Give the amount in {invoice.currency}, VAT included.")
    return credit_amount(credited, amount, text)


def _refuse_deducted(book: Book, found: IssuedInvoice) -> None:
    """Refuse to credit a deposit that a draft or an invoice in force deducts."""
    where = found.deducted_on
    if not where or (not where.startswith("draft ") and is_credited(find_invoice(book, where))):
        return
    message = f"The deposit {found.invoice.number} is deducted on {where}."
    how = f"Take the deduction off first: 'va invoice edit {where.removeprefix('draft ')} --line N --remove'."
    raise ConflictError(message, how if where.startswith("draft ") else f"Credit {where} first.")


def _reopened(credited: Credited, note: Invoice, wanted: Wanted) -> _Claims:
    """Return what the lines claim that are credited whole with this note.

    Raises:
        InvalidInputError: an amount, a part of a line, or work that a line bills that stays.
    """
    invoice = credited.invoice
    if wanted.parts is None:
        message = "An amount names no line, so no work can be reopened with it."
        raise InvalidInputError(message, "Name lines with '--lines', or leave '--reopen' out.")
    after = replace(credited, notes=(*credited.notes, note))
    stays = [line for place, line in enumerate(invoice.lines, start=1) if after.quantity_left(place)]
    held = claimed(stays, invoice.period)
    for place in wanted.parts:
        line = invoice.lines[place - 1]
        if line.sources and after.quantity_left(place):
            message = f"Line {place} is credited in part, and a part of its work cannot be reopened."
            raise InvalidInputError(message, "Credit the whole line, or leave '--reopen' out.")
        if any(claim in held for claim in claimed([line], invoice.period)):
            message = f"The work of line {place} is also on a line that stays."
            raise InvalidInputError(message, "Credit both lines, or leave '--reopen' out.")
    return tuple(claimed([invoice.lines[place - 1] for place in wanted.parts], invoice.period))
