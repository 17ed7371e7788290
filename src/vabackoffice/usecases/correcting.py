"""A corrected invoice: the old one credited, and a draft with the same lines to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.credited import FOLLOWING
from vabackoffice.domain.draft import Draft
from vabackoffice.domain.gross_price import with_vat
from vabackoffice.domain.money import total
from vabackoffice.errors import ConflictError
from vabackoffice.usecases.assembling import Assembled, assemble
from vabackoffice.usecases.crediting import Wanted, issue_note
from vabackoffice.usecases.drafting import save_draft
from vabackoffice.usecases.invoices import find_invoice
from vabackoffice.usecases.issuing import Issued, load_pdf

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.storage.book import Book


def correct_invoice(
    book: Book, now: datetime, number: str, issue_date: date, templates: Path | None, series: str = ""
) -> tuple[Issued, Assembled]:
    """Credit an invoice and draft it anew, as one operation; the draft claims the work that the invoice billed.

    Args:
        book: the open book.
        now: the present instant.
        number: of the invoice.
        issue_date: the date on the credit note.
        templates: the user's own folder of templates, if there is one.
        series: number series of the credit note, the usual one when empty.

    Raises:
        ConflictError: it is a credit note, credited already in whole or in part, or the date is too early.
    """
    load_pdf()
    with book.operation("invoice correct", now):
        found = find_invoice(book, number)
        if found.credited and found.invoice.kind == "invoice":
            message = f"{found.invoice.number} has a credit note already."
            raise ConflictError(message, "Credit what is left of it, and draft what shall be billed.")
        issued = issue_note(book, now, found, issue_date, templates, Wanted(reopen=True, series=series))
        draft = save_draft(book, now, draft_again(found.invoice))
        return issued, assemble(book, draft, now.date())


def draft_again(invoice: Invoice) -> Draft:
    """Return a draft of what an invoice billed, as it was typed and agreed; what follows from lines is made anew."""
    lines = [line for line in invoice.lines if line.kind not in FOLLOWING]
    return Draft(
        client=invoice.client,
        currency=invoice.currency,
        lines=tuple(with_vat(line) if invoice.prices_include_vat else line for line in lines),
        period=invoice.period,
        discount=_discount(invoice),
        notes=invoice.notes,
        prices_include_vat=invoice.prices_include_vat,
    )


def _discount(invoice: Invoice) -> str:
    """Return the discount on the whole document as typed; as an amount where an older book does not know that."""
    discounts = [line for line in invoice.lines if line.kind == "discount"]
    off = total([line.net for line in discounts], invoice.currency)
    return next((line.discount for line in discounts if line.discount), f"{-off.amount}" if off else "")
