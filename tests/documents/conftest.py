"""What tests of documents share: example invoices turned into files, once each."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from vabackoffice.documents.html import render_invoice_html
from vabackoffice.documents.look import Look
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.domain.invoice import Invoice

PdfOf = Callable[..., bytes]
CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def pdf_of() -> PdfOf:
    """Render an invoice as PDF; equal invoices and looks are rendered once."""

    @cache
    def render(invoice: Invoice, look: Look = Look()) -> bytes:  # noqa: B008 - a look is a value and never changes
        return write_pdf(render_invoice_html(invoice, look, None), created=CREATED)

    return render


@pytest.fixture(scope="session")
def pages_of(pdf_of: PdfOf) -> Callable[..., list[str]]:
    """Return the text of each page of an invoice's PDF."""

    def texts(invoice: Invoice, look: Look = Look()) -> list[str]:  # noqa: B008 - a look is a value and never changes
        return [page.extract_text() for page in PdfReader(BytesIO(pdf_of(invoice, look))).pages]

    return texts
