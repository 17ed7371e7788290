"""Reading drafts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.draft import Draft
from vabackoffice.domain.period import Period
from vabackoffice.storage.reads.lines import read_line

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_DRAFTS = """
    SELECT d.id, d.kind, d.currency, d.period_start, d.period_end, d.discount, d.notes, d.prices_include_vat, c.handle
    FROM draft d JOIN client c ON c.id = d.client_id
    WHERE (:id IS NULL OR d.id = :id) AND (:client IS NULL OR c.handle = :client) ORDER BY d.id"""
_LINES = """
    SELECT position, kind, text, quantity, unit, unit_price, net_minor, vat_choice, reasons, engagement, service,
        first_day, last_day, sources, discount
    FROM draft_line WHERE draft_id = :id ORDER BY position"""
# An issued draft is gone; the journal knows which invoice was written just before it was dropped.
_NUMBER_OF_DRAFT = """
    SELECT json_extract(i.after, '$.number') FROM change d
    JOIN change i ON i.operation_id = d.operation_id AND i.table_name = 'invoice' AND i.id < d.id
    WHERE d.table_name = 'draft' AND d.after IS NULL AND json_extract(d.before, '$.id') = :id
    ORDER BY i.id DESC LIMIT 1"""


def read_drafts(book: Book, *, draft_id: int | None = None, client: str | None = None) -> list[Draft]:
    """Return drafts with their lines: one by id, a client's, or all."""
    cursor = book.connection.execute(_DRAFTS, {"id": draft_id, "client": client})
    names = [column[0] for column in cursor.description]
    return [_draft(book, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def number_of_draft(book: Book, draft_id: int) -> str:
    """Return the number of the invoice that a draft became, empty when it never did."""
    row = book.connection.execute(_NUMBER_OF_DRAFT, {"id": draft_id}).fetchone()
    return str(row[0]) if row else ""


def _draft(book: Book, row: dict[str, Any]) -> Draft:
    cursor = book.connection.execute(_LINES, {"id": row["id"]})
    names = [column[0] for column in cursor.description]
    lines = tuple(read_line(dict(zip(names, line, strict=True)), row["currency"]) for line in cursor)
    start, end = row["period_start"], row["period_end"]
    return Draft(
        client=row["handle"],
        currency=row["currency"],
        lines=lines,
        period=Period(date.fromisoformat(start), date.fromisoformat(end)) if start and end else None,
        kind=row["kind"],
        discount=row["discount"],
        notes=row["notes"],
        id=row["id"],
        prices_include_vat=bool(row["prices_include_vat"]),
    )
