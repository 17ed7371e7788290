"""Finding issued invoices and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.handle import nearest, shorten
from vabackoffice.errors import DamagedBookError, NotFoundError
from vabackoffice.storage.documents import read_document
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.invoices import IssuedInvoice, invoice_file, invoice_numbers, read_invoices
from vabackoffice.usecases.drafting import is_draft_id

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.einvoicing import EInvoice


def find_invoice(book: Book, number: str) -> IssuedInvoice:
    """Return the issued document with this number; letters may be typed small.

    Raises:
        NotFoundError: there is none; the nearest numbers are named.
    """
    found = read_invoices(book, number=number) or read_invoices(book, number=number.upper())
    if found:
        return found[0]
    if is_draft_id(number) and read_drafts(book, draft_id=int(number)):
        message = f"Draft {number} has no number yet."
        raise NotFoundError(message, f"'va invoice preview {number}' shows it, 'va invoice issue {number}' issues it.")
    message = f"There is no invoice '{shorten(number)}'."
    near = nearest(number, invoice_numbers(book))
    raise NotFoundError(message, f"Did you mean {' or '.join(near)}?" if near else "'va invoice list' shows all.")


def electronic_file(
    book: Book, issued: IssuedInvoice, kind: str, templates: Path | None
) -> tuple[str, bytes, EInvoice]:
    """Return name and bytes of the electronic invoice of one kind, and what its check said.

    A file that was kept when the document was issued is handed over as it is; another is made of the frozen document.

    Raises:
        NotFoundError: there is no such kind.
        MissingError: the file would be refused; every rule it breaks is listed.
    """
    from vabackoffice.usecases.einvoicing import HYBRID, as_attachment, make_einvoice
    from vabackoffice.usecases.issuing import file_name, render

    made = make_einvoice(book, issued.invoice, issued.id, issued.regime, kind)
    kept = invoice_file(book, issued.id, made.profile.name)
    if kept is not None:
        return kept[1], read_document(book, kept[0])[0], made
    if made.profile.name != HYBRID:
        return made.name, made.content, made
    return file_name(issued.invoice), render(book, issued.invoice, templates, attachment=as_attachment(made)), made


def stored_pdf(book: Book, issued: IssuedInvoice) -> tuple[bytes, str, str]:
    """Return the PDF of an issued document as it was frozen, its name and its SHA-256."""
    found = invoice_file(book, issued.id, "pdf")
    if found is None:
        message = f"The PDF of {issued.invoice.number} is gone from the book."
        raise DamagedBookError(message, "Restore the newest sound backup; 'va doctor' shows what else is wrong.")
    sha256, name = found
    content, _ = read_document(book, sha256)
    return content, name, sha256
