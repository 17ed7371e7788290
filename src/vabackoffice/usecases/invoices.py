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
    from vabackoffice.storage.book import Book


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


def stored_pdf(book: Book, issued: IssuedInvoice) -> tuple[bytes, str, str]:
    """Return the PDF of an issued document as it was frozen, its name and its SHA-256."""
    found = invoice_file(book, issued.id, "pdf")
    if found is None:
        message = f"The PDF of {issued.invoice.number} is gone from the book."
        raise DamagedBookError(message, "Restore the newest sound backup; 'va doctor' shows what else is wrong.")
    sha256, name = found
    content, _ = read_document(book, sha256)
    return content, name, sha256
