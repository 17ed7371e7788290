"""Reading what a tax year needs of the whole book: three statements, whatever its size."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.invoice import VatGroup
from vabackoffice.domain.ledger import Ledger, LedgerInvoice, Place, WorkedHours
from vabackoffice.domain.money import Money
from vabackoffice.storage.reads.payments import read_payments

if TYPE_CHECKING:
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book

_INVOICES = """
    SELECT i.id, i.number, i.kind, c.handle, i.issue_date, i.due_date, i.supply_date, i.currency, i.seller, i.buyer,
        i.withheld_minor, i.stamp_duty_minor, i.rounding_minor,
        coalesce(o.number, ''), coalesce(d.name, ''), coalesce(d.sha256, '')
    FROM invoice i JOIN client c ON c.id = i.client_id LEFT JOIN invoice o ON o.id = i.corrects_id
    LEFT JOIN invoice_document d ON d.invoice_id = i.id AND d.form = 'pdf'
    ORDER BY i.issue_date, i.id"""
_VAT = """
    SELECT v.invoice_id, i.currency, v.category, v.rate, v.net_minor, v.vat_minor
    FROM invoice_vat v JOIN invoice i ON i.id = v.invoice_id
    ORDER BY v.invoice_id, CAST(v.rate AS REAL) DESC, v.category"""
_HOURS = """
    SELECT substr(t.on_date, 1, 7) AS month, coalesce(c.handle, '') AS handle, coalesce(t.internal, '') AS internal,
        t.billable AND t.engagement_id IS NOT NULL AS billable, sum(t.seconds)
    FROM time_entry t
    LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    WHERE t.on_date >= :start AND t.on_date < :end
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4"""


def read_ledger(book: Book, period: Period) -> Ledger:
    """Return every document, the payments until the end of `period`, and the hours inside it."""
    groups: dict[int, list[VatGroup]] = {}
    for key, currency, category, rate, net, vat in book.connection.execute(_VAT):
        group = VatGroup(category, Decimal(rate), Money(net, currency), Money(vat, currency))
        groups.setdefault(key, []).append(group)
    invoices = tuple(_invoice(row[1:], groups.get(row[0], [])) for row in book.connection.execute(_INVOICES))
    return Ledger(invoices, tuple(read_payments(book, before=period.end)), _hours(book, period))


def _invoice(row: tuple[Any, ...], groups: list[VatGroup]) -> LedgerInvoice:
    number, kind, client, issued, due, supplied, currency, seller, buyer, *below, corrects, name, sha256 = row
    withheld, stamp_duty, rounding = (Money(minor, currency) for minor in below)
    place, buyer_name = _party(buyer)
    return LedgerInvoice(
        number=number,
        kind=kind,
        client=client,
        buyer_name=buyer_name,
        issue_date=date.fromisoformat(issued),
        due_date=date.fromisoformat(due),
        supply_date=date.fromisoformat(supplied),
        currency=currency,
        seller=_party(seller)[0],
        buyer=place,
        groups=tuple(groups),
        withheld=withheld,
        stamp_duty=stamp_duty,
        rounding=rounding,
        corrects=corrects,
        file_name=name,
        sha256=sha256,
    )


def _hours(book: Book, period: Period) -> tuple[WorkedHours, ...]:
    values = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return tuple(
        WorkedHours(month, client, internal, bool(billable), seconds)
        for month, client, internal, billable, seconds in book.connection.execute(_HOURS, values)
    )


@cache  # the same few parties stand on thousands of documents
def _party(text: str) -> tuple[Place, str]:
    party = json.loads(text)
    return Place(party["country"], party["region"], bool(party["is_business"])), party["name"]
