"""Reading issued documents, as they were frozen, with what has been paid on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.invoice import Invoice, NationalVat, Party, VatGroup
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.storage.reads.lines import read_line

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

# What was credited is added up once, not once for each invoice.
_INVOICES = """
    WITH credit (invoice_id, minor, withheld) AS (
        SELECT corrects_id, sum(payable_minor + withheld_minor), sum(withheld_minor) FROM invoice
        WHERE corrects_id IS NOT NULL GROUP BY corrects_id)
    SELECT i.id, i.kind, i.number, c.handle, i.issue_date, i.due_date, i.period_start, i.period_end, i.supply_date,
        i.currency, i.language, i.seller, i.buyer, i.wordings, i.notes, i.grouping, i.payment_reference, i.regime,
        i.net_minor, i.vat_minor, i.total_minor, i.withheld_minor, i.payable_minor,
        i.stamp_duty_minor, i.prepaid_minor, i.rounding_minor, i.prices_include_vat,
        i.national_currency, i.national_rate, i.national_rate_source, i.national_rate_on, i.national_vat_minor,
        coalesce(o.number, '') AS corrects, o.issue_date AS corrects_date,
        coalesce((SELECT sum(a.amount_minor) FROM payment_allocation a WHERE a.invoice_id = i.id), 0) AS paid_minor,
        coalesce((SELECT sum(a.withheld_minor) FROM payment_allocation a WHERE a.invoice_id = i.id), 0)
            AS withheld_paid_minor,
        coalesce(n.minor, 0) AS credited_minor, coalesce(n.withheld, 0) AS withheld_credited_minor,
        coalesce(i.total_minor = o.total_minor, 0) AS cancels,
        coalesce((SELECT coalesce(f.number, 'draft ' || k.draft_id) FROM claim k
            LEFT JOIN invoice f ON f.id = k.invoice_id
            WHERE k.kind = 'deposit' AND k.source_id = i.id), '') AS deducted_on
    FROM invoice i JOIN client c ON c.id = i.client_id LEFT JOIN invoice o ON o.id = i.corrects_id
    LEFT JOIN credit n ON n.invoice_id = i.id
    WHERE (:number IS NULL OR i.number = :number) AND (:client IS NULL OR c.handle = :client)
    ORDER BY i.issue_date, i.id"""
_LINES = """
    SELECT l.invoice_id, l.kind, l.text, l.quantity, l.unit, l.unit_price, l.net_minor, l.vat_choice, l.vat_category,
        l.vat_rate, l.reasons, l.engagement, l.service, l.first_day, l.last_day,
        CASE WHEN :sources THEN l.sources ELSE '[]' END AS sources, l.discount
    FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id JOIN client c ON c.id = i.client_id
    WHERE (:number IS NULL OR i.number = :number) AND (:client IS NULL OR c.handle = :client)
    ORDER BY l.invoice_id, l.position"""
_VAT = """
    SELECT v.invoice_id, v.category, v.rate, v.net_minor, v.vat_minor, v.exemption_code, v.note
    FROM invoice_vat v JOIN invoice i ON i.id = v.invoice_id JOIN client c ON c.id = i.client_id
    WHERE (:number IS NULL OR i.number = :number) AND (:client IS NULL OR c.handle = :client)
    ORDER BY v.invoice_id, CAST(v.rate AS REAL) DESC, v.category"""
_DOCUMENT = "SELECT sha256, name FROM invoice_document WHERE invoice_id = :id AND form = :form"
_NUMBERS = "SELECT number FROM invoice ORDER BY issue_date DESC, id DESC"

_BILLED = """
    SELECT c.handle, i.currency, sum(CASE i.kind WHEN 'credit_note' THEN -i.net_minor ELSE i.net_minor END)
    FROM invoice i JOIN client c ON c.id = i.client_id
    WHERE coalesce(i.period_start, i.supply_date) >= :start AND coalesce(i.period_start, i.supply_date) < :end
    GROUP BY c.handle, i.currency ORDER BY c.handle, i.currency"""


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An issued document: what it says, and what has happened to it since.

    `deducted_on` names the invoice (or `draft 3`) that deducts a deposit; `withheld_credited` is the part of the tax
    to be withheld that credit notes took back.
    """

    id: int
    invoice: Invoice
    regime: str
    paid: Money
    withheld_paid: Money
    credited: Money
    withheld_credited: Money
    deducted_on: str = ""


def read_invoices(
    book: Book, *, number: str | None = None, client: str | None = None, sources: bool = True
) -> list[IssuedInvoice]:
    """Return issued documents in the order of their dates: one by number, a client's, or all.

    With `sources` false the lines do not say which work they bill: ten years of it are long to read for a list.
    """
    values = {"number": number, "client": client}
    lines = _by_invoice(book, _LINES, values | {"sources": sources})
    groups = _by_invoice(book, _VAT, values)
    return [_issued(row, lines.get(row["id"], []), groups.get(row["id"], [])) for row in _rows(book, _INVOICES, values)]


def invoice_numbers(book: Book) -> list[str]:
    """Return all numbers, the newest first."""
    return [number for (number,) in book.connection.execute(_NUMBERS)]


def invoice_file(book: Book, invoice_id: int, form: str) -> tuple[str, str] | None:
    """Return hash and name of the stored file of an issued document."""
    row = book.connection.execute(_DOCUMENT, {"id": invoice_id, "form": form}).fetchone()
    return (row[0], row[1]) if row else None


def billed_in(book: Book, period: Period) -> dict[str, list[Money]]:
    """Return what the documents for a period come to without VAT, less credit notes: by client, one per currency."""
    found: dict[str, list[Money]] = {}
    values = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    for client, currency, minor in book.connection.execute(_BILLED, values):
        found.setdefault(client, []).append(Money(minor, currency))
    return found


def _issued(row: Row, lines: list[Row], groups: list[Row]) -> IssuedInvoice:
    currency = row["currency"]
    start, end = row["period_start"], row["period_end"]
    below: Row = {
        name: Money(row[f"{name}_minor"], currency) for name in ("withheld", "stamp_duty", "prepaid", "rounding")
    }
    invoice = Invoice(
        **{
            name: row[name]
            for name in ("kind", "number", "language", "notes", "grouping", "payment_reference", "corrects")
        },
        client=row["handle"],
        issue_date=date.fromisoformat(row["issue_date"]),
        due_date=date.fromisoformat(row["due_date"]),
        period=Period(date.fromisoformat(start), date.fromisoformat(end)) if start and end else None,
        supply_date=date.fromisoformat(row["supply_date"]),
        currency=currency,
        seller=Party(**json.loads(row["seller"])),
        buyer=Party(**json.loads(row["buyer"])),
        lines=tuple(read_line(line, currency) for line in lines),
        vat_breakdown=tuple(_group(group, currency) for group in groups),
        wordings=tuple(json.loads(row["wordings"])),
        **below,
        national=_national(row),
        cancels=bool(row["cancels"]),
        prices_include_vat=bool(row["prices_include_vat"]),
        corrects_date=date.fromisoformat(row["corrects_date"]) if row["corrects_date"] else None,
    )
    sums = ("paid", "withheld_paid", "credited", "withheld_credited")
    money = {name: Money(row[f"{name}_minor"], currency) for name in sums}
    return IssuedInvoice(row["id"], invoice, row["regime"], deducted_on=row["deducted_on"], **money)


def _national(row: Row) -> NationalVat | None:
    if row["national_currency"] is None:
        return None
    vat, on = Money(row["national_vat_minor"], row["national_currency"]), date.fromisoformat(row["national_rate_on"])
    return NationalVat(vat, Decimal(row["national_rate"]), row["national_rate_source"], on)


def _by_invoice(book: Book, query: str, values: Row) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in _rows(book, query, values):
        found.setdefault(row["invoice_id"], []).append(row)
    return found


def _rows(book: Book, query: str, values: Row) -> list[Row]:
    cursor = book.connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _group(row: Row, currency: str) -> VatGroup:
    return VatGroup(
        row["category"],
        Decimal(row["rate"]),
        Money(row["net_minor"], currency),
        Money(row["vat_minor"], currency),
        row["exemption_code"],
        row["note"],
    )
