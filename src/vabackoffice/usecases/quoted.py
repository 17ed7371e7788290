"""What a quote comes to for the client: its choices with their VAT, and the document."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.draft import Draft
from vabackoffice.domain.handle import make_handle
from vabackoffice.domain.invoice import Line, line_net
from vabackoffice.domain.quote import Choice, Sum
from vabackoffice.domain.terms_reading import read_terms
from vabackoffice.errors import BackOfficeError, ConflictError
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.usecases.assembling import assemble, buyer_party, seller_party

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.quote import Quote, QuoteLine
    from vabackoffice.storage.book import Book

ONCE = "once"
_ORDER = (ONCE, "week", "month", "quarter", "hour")


def read_choices(book: Book, quote: Quote) -> list[Choice]:
    """Return the ways in which a quote can be accepted, one where it offers no options.

    Raises:
        InvalidInputError: the VAT cannot be decided.
        MissingError: no tax regime is known for its day.
    """
    return [_choice(book, quote, option) for option in quote.options or ("",)]


def read_choices_or_say(book: Book, quote: Quote) -> list[Choice] | BackOfficeError:
    """Return what `read_choices` does, or why the VAT cannot be shown yet."""
    try:
        return read_choices(book, quote)
    except BackOfficeError as error:
        return error


def quote_pdf(book: Book, quote: Quote, templates: Path | None) -> tuple[bytes, str]:
    """Return a quote as a PDF in the client's language and the business's look, and the name of the file.

    Raises:
        ConflictError: it offers nothing yet.
        InvalidInputError: the VAT cannot be decided, or a template or a character cannot be printed.
        MissingError: the libraries that make PDFs are missing.
    """
    from vabackoffice.documents.html import render_quote_html
    from vabackoffice.documents.pdf import write_pdf
    from vabackoffice.documents.quote_view import quote_view
    from vabackoffice.usecases.issuing import read_look

    if not quote.lines:
        message = f"Quote {quote.number} offers nothing yet."
        raise ConflictError(message, f"Add a line: 'va quote line {quote.number} TEXT --price 100'.")
    client = read_client(book, quote.client)
    parties = (seller_party(read_business(book)), buyer_party(client))
    look = read_look(book, client["language"], quote.issued_on)
    view = quote_view(quote, read_choices(book, quote), parties, client["language"], look)
    html = render_quote_html(view, look.template, templates)
    name = f"{make_handle(quote.number)}-{make_handle(client['name'])}.pdf"
    return write_pdf(html, created=datetime.combine(quote.issued_on, time(), UTC)), name


def _choice(book: Book, quote: Quote, option: str) -> Choice:
    lines = quote.lines_of(option)
    offers = tuple((line, offered_terms(quote, line)) for line in lines if line.terms is not None)
    items = tuple(line for line in lines if line.terms is None)
    priced: dict[str, list[Line]] = {ONCE: [_item_line(line, quote.currency) for line in items]}
    for line, terms in offers:
        if terms.model in {"hourly", "retainer"}:
            priced.setdefault(line.unit, []).append(_fee_line(line, quote.currency))
    sums = tuple(_sum(book, quote, per, priced[per]) for per in _ORDER if priced.get(per))
    return Choice(option, items, offers, sums)


def offered_terms(quote: Quote, line: QuoteLine, since: date | None = None) -> Terms:
    """Return the terms that a line offers, as they would hold from a day on."""
    return read_terms(line.terms or {}, quote.currency, since)


def _sum(book: Book, quote: Quote, per: str, lines: Sequence[Line]) -> Sum:
    draft = Draft(
        quote.client,
        quote.currency,
        tuple(lines),
        prices_include_vat=bool(read_client(book, quote.client)["prices_include_vat"]),
    )
    return Sum(per, assemble(book, draft, quote.issued_on).invoice)


def _item_line(line: QuoteLine, currency: str) -> Line:
    return Line("task", line.text, line.quantity, line.unit, line.unit_price, line.net(currency))


def _fee_line(line: QuoteLine, currency: str) -> Line:
    one = Decimal(1)
    return Line("fee", line.text, one, line.unit, line.unit_price, line_net(one, line.unit_price, currency))
