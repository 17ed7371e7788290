"""Credit notes: taking an issued invoice back with a document of its own, linked to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError
from vabackoffice.usecases.invoices import find_invoice
from vabackoffice.usecases.issuing import Issued, freeze, keep_pdf, load_pdf, next_number

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.invoice import Line
    from vabackoffice.storage.book import Book


def credit_invoice(
    book: Book, now: datetime, number: str, issue_date: date, templates: Path | None, *, reopen: bool = False
) -> Issued:
    """Issue a credit note over a whole invoice, with the parties, lines and VAT that the invoice has.

    Args:
        book: the open book.
        now: the present instant.
        number: of the invoice.
        issue_date: the date on the credit note.
        templates: the user's own folder of templates, if there is one.
        reopen: make the work the invoice billed unbilled again.

    Raises:
        ConflictError: it is a credit note itself, or was credited before, or the date is too early.
    """
    load_pdf()
    with book.operation("invoice credit", now):
        found = find_invoice(book, number)
        original = found.invoice
        if original.kind == "credit_note" or found.credited:
            message = (
                f"{original.number} is a credit note."
                if original.corrects
                else f"{original.number} is credited already."
            )
            raise ConflictError(message, "'va invoice list' shows which document corrects which.")
        if issue_date < original.issue_date:
            message = f"The credit note would be dated {issue_date}, before the invoice of {original.issue_date}."
            raise ConflictError(message, f"Date it {original.issue_date} or later.")
        new_number, place = next_number(book, "credit_note", issue_date)
        note = replace(
            original,
            kind="credit_note",
            number=new_number,
            issue_date=issue_date,
            due_date=issue_date,
            lines=tuple(_without_sources(line) for line in original.lines),
            payment_reference="",
            corrects=original.number or "",
        )
        note_id = freeze(book, now, note, found.regime, place, found.id)
        if reopen:
            book.connection.execute("DELETE FROM claim WHERE invoice_id = :id", {"id": found.id})
        book.mark_final(f"issued credit note {new_number}")
        return keep_pdf(book, note_id, note, templates)


def _without_sources(line: Line) -> Line:
    """Return the line without its time sheet: the work is told on the invoice that billed it."""
    return replace(line, sources=())
