"""The statement of an hour bank for the client: as a message, for a screen, or as one printed page."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal, NamedTuple

from vabackoffice.domain.bank_statement import bank_statement
from vabackoffice.domain.handle import make_handle
from vabackoffice.domain.invoice import Party
from vabackoffice.domain.pricing import UNNAMED
from vabackoffice.errors import InvalidInputError
from vabackoffice.storage.reads.contracts import read_notes
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.bank_view import no_bank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from vabackoffice.documents.look import Look
    from vabackoffice.documents.statement_view import Reader
    from vabackoffice.domain.bank_statement import BankStatement
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

Form = Literal["text", "html", "pdf"]
FORMS: tuple[Form, ...] = ("text", "html", "pdf")

_SELLER = ("name", "street", "postcode", "city", "region", "country", "email", "phone", "website")
_MOST_ON_A_PAGE = 64  # rows; a page never holds more


class ClientStatement(NamedTuple):
    """A statement and what is needed to word it."""

    statement: BankStatement
    notes: Mapping[int, str]
    seller: Party
    reader: Reader
    look: Look


def check_form(typed: str) -> Form:
    """Return the form of a statement that was typed.

    Raises:
        InvalidInputError: there is no such form.
    """
    for form in FORMS:
        if typed.strip().lower() == form:
            return form
    message = f"'{typed}' is not a form of a statement."
    raise InvalidInputError(message, f"Use {', '.join(FORMS[:-1])} or {FORMS[-1]}.")


def read_statement(book: Book, engagement: EngagementRow, asked: Period | None, today: date) -> ClientStatement:
    """Return the statement of an engagement's hour bank; of the present period where none is asked for.

    Raises:
        ConflictError: the engagement has no bank, the period has not begun, or it lies outside the agreement.
    """
    from vabackoffice.documents.statement_view import Reader
    from vabackoffice.usecases.issuing import read_look

    bank = read_bank(book, engagement, today)
    if bank is None:
        raise no_bank(engagement)
    business, client = read_business(book), read_client(book, engagement.client)
    return ClientStatement(
        bank_statement(bank.contract, bank.work, asked, today, engagement.currency),
        read_notes(book, engagement.id),
        Party(**{name: business[name] for name in _SELLER}),
        Reader(
            name=client["name"],
            agreement="" if engagement.name == UNNAMED else engagement.name,
            language=client["language"],
            prices_include_vat=bool(client["prices_include_vat"]),
        ),
        read_look(book),
    )


def write_statement(found: ClientStatement, form: Form, templates: Path | None) -> bytes:
    """Return a statement in one of its forms; the same statement gives the same bytes.

    Args:
        found: from `read_statement`.
        form: text and HTML are UTF-8; a PDF is dated by the day of the statement.
        templates: the user's own folder of templates, if there is one.

    Raises:
        InvalidInputError: the user's own template is broken, or a character cannot be printed.
        MissingError: the libraries that make PDFs are missing.
    """
    from vabackoffice.documents.html import render_statement_html
    from vabackoffice.documents.statement_text import statement_text
    from vabackoffice.documents.statement_view import statement_view

    if form == "text":
        return f"{statement_text(statement_view(*found))}\n".encode()
    if form == "html":
        return render_statement_html(statement_view(*found, medium="screen"), templates).encode()
    from vabackoffice.documents.pdf import write_pdf

    def page(most_rows: int) -> str:
        return render_statement_html(statement_view(*found, most_rows=most_rows), templates)

    fitting = _most_rows(page, len(found.statement.work))
    return write_pdf(page(fitting), created=datetime.combine(found.statement.day, time(), UTC))


def statement_name(found: ClientStatement) -> str:
    """Return the name of the file without its ending: `hours-acme-example-gmbh-2026-03-16`."""
    return f"hours-{make_handle(found.reader.name)}-{found.statement.day}"


def _most_rows(page: Callable[[int], str], rows: int) -> int:
    """Return how many entries fit on one page one by one; the ones before them become one row."""
    from vabackoffice.documents.pdf import count_pages

    if rows <= _MOST_ON_A_PAGE and count_pages(page(rows)) == 1:
        return rows
    fitting, too_many = 0, min(rows, _MOST_ON_A_PAGE + 1)
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        if count_pages(page(middle)) == 1:
            fitting = middle
        else:
            too_many = middle
    return fitting
