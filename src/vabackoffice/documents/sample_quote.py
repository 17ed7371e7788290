"""A quote that is plainly an example: two options, one with every rule that terms can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.quote_view import quote_view
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.domain.invoice import group_by_vat
from vabackoffice.domain.quote import Choice, Quote, QuoteLine, Sum
from vabackoffice.domain.terms_reading import read_terms

if TYPE_CHECKING:
    from vabackoffice.documents.look import Look
    from vabackoffice.domain.invoice import Invoice

_RETAINER = {
    "retainer": "400",
    "hours": "10",
    "carry": "cap:2h",
    "overage_steps": "3h:40,50",
    "round": "15m/up",
    "minimum": "30m",
    "surcharge": ["weekend:50"],
    "payment_days": 30,
}


def sample_quote_view(language: str, look: Look) -> dict[str, Any]:
    """Return what a template may print of an example in `language`."""
    invoice = sample_invoice(language)
    item = invoice.lines[3]
    work = QuoteLine("", item.text, item.quantity, item.unit, item.unit_price)
    hourly = QuoteLine("A", "bakery/inbox", Decimal(1), "hour", Decimal(42), "bakery/inbox", {"hourly": "42"})
    monthly = QuoteLine("B", "bakery/inbox", Decimal(1), "month", Decimal(400), "bakery/inbox", _RETAINER)
    once = Sum("once", _over(invoice, 3))
    choices = [
        Choice(
            "A", (work,), ((hourly, read_terms({"hourly": "42"}, "EUR", None)),), (once, Sum("hour", _over(invoice, 0)))
        ),
        Choice("B", (work,), ((monthly, read_terms(_RETAINER, "EUR", None)),), (once, Sum("month", _over(invoice, 5)))),
    ]
    quote = Quote(
        number="Q-2026-0007",
        client=invoice.client,
        issued_on=invoice.issue_date,
        valid_until=date(2026, 5, 1),
        currency="EUR",
        title=invoice.lines[0].text,
        notes=invoice.notes,
        accepted_on=None,
        declined_on=None,
        chosen="",
        lines=(work, hourly, monthly),
        id=7,
    )
    return quote_view(quote, choices, (invoice.seller, invoice.buyer), language, look)


def _over(invoice: Invoice, line: int) -> Invoice:
    lines = (invoice.lines[line],)
    return replace(invoice, number=None, lines=lines, vat_breakdown=group_by_vat(lines, {}))
