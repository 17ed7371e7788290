"""Lines that no document has yet, as an invoice would say them: without VAT where a client's prices include it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.draft import Draft
from vabackoffice.storage.reads.particulars import read_client

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.invoice import Line
    from vabackoffice.storage.book import Book


def net_lines(book: Book, client: str, lines: Sequence[Line], today: date) -> tuple[Line, ...]:
    """Return the lines without VAT.

    Raises:
        BackOfficeError: the prices include VAT, and which is not decided.
    """
    if not lines or not read_client(book, client)["prices_include_vat"]:
        return tuple(lines)
    from vabackoffice.usecases.assembling import assemble

    draft = Draft(client, lines[0].net.currency, tuple(lines), prices_include_vat=True)
    return assemble(book, draft, today).invoice.lines[: len(lines)]
