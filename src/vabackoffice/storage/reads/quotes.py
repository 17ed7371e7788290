"""Reading quotes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.quote import Quote, QuoteLine

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_QUOTES = """
    SELECT q.id, q.number, c.handle AS client, q.issued_on, q.valid_until, q.currency, q.title, q.notes, q.accepted_on,
        q.declined_on, q.chosen
    FROM quote q JOIN client c ON c.id = q.client_id
    WHERE (:number IS NULL OR q.number = :number) AND (:client IS NULL OR c.handle = :client) ORDER BY q.id"""
_LINES = """
    SELECT option, text, quantity, unit, unit_price, engagement, terms FROM quote_line WHERE quote_id = :id
    ORDER BY position"""
# A number is not given twice, also when the quote that had it was deleted: its PDF may have left the house.
_NUMBERS = """
    SELECT json_extract(after, '$.number') FROM change
    WHERE table_name = 'quote' AND before IS NULL AND json_extract(after, '$.issued_on') LIKE :year || '-%'"""


def read_quotes(book: Book, *, number: str | None = None, client: str | None = None) -> list[Quote]:
    """Return quotes with their lines, the oldest first: one by number, a client's, or all."""
    cursor = book.connection.execute(_QUOTES, {"number": number, "client": client})
    names = [column[0] for column in cursor.description]
    return [_quote(book, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def numbers_given(book: Book, year: int) -> list[str]:
    """Return the numbers of all quotes that were ever made in a year."""
    return [number for (number,) in book.connection.execute(_NUMBERS, {"year": f"{year:04}"})]


def _quote(book: Book, row: dict[str, Any]) -> Quote:
    days = {name: _day(row[name]) for name in ("valid_until", "accepted_on", "declined_on")}
    days["issued_on"] = date.fromisoformat(row["issued_on"])
    lines = tuple(_line(found) for found in book.connection.execute(_LINES, {"id": row["id"]}))
    return Quote(**row | days, lines=lines)


def _line(row: tuple[str, ...]) -> QuoteLine:
    option, text, quantity, unit, unit_price, engagement, terms = row
    typed = json.loads(terms) if terms else None
    return QuoteLine(option, text, Decimal(quantity), unit, Decimal(unit_price), engagement, typed)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
