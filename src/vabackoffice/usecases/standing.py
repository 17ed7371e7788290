"""Where an invoice stands today: paid, open, overdue; derived whenever it is asked, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.gross_price import with_vat
from vabackoffice.domain.money import Money
from vabackoffice.domain.payment import open_amount, status_of, unsettled
from vabackoffice.domain.rate import price_text

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.invoice import Invoice, Line, NationalVat, VatGroup
    from vabackoffice.errors import BackOfficeError
    from vabackoffice.storage.reads.invoices import IssuedInvoice

_BELOW_THE_TOTAL = ("withheld", "stamp_duty", "prepaid", "rounding")
# What of an invoice's keys is unknown while its VAT cannot be decided.
_DECIDED_LATER = (
    *("number", "issue_date", "due_date", "net", "vat", "total", "withheld", "stamp_duty", "prepaid", "rounding"),
    *("payable", "national", "payment_reference", "paid", "open"),
)


def rest_of(issued: IssuedInvoice) -> Money:
    """Return what neither money, withheld tax nor a credit note has settled."""
    return unsettled(issued.invoice.to_settle, issued.credited, issued.paid, issued.withheld_paid)


def open_of(issued: IssuedInvoice) -> Money:
    """Return the money still expected on an invoice; a credit note expects none."""
    invoice = issued.invoice
    if invoice.kind == "credit_note":
        return Money.zero(invoice.currency)
    expected = (invoice.withheld or Money.zero(invoice.currency)) - issued.withheld_credited
    return open_amount(rest_of(issued), expected, issued.withheld_paid)


def is_credited(issued: IssuedInvoice) -> bool:
    """Say whether credit notes took back the whole invoice."""
    return bool(issued.credited) and not issued.credited < issued.invoice.to_settle


def standing(issued: IssuedInvoice, today: date) -> str:
    """Return `issued`, `partly_paid`, `paid`, `credited` or `overdue`; a credit note is `issued`."""
    invoice = issued.invoice
    if invoice.kind == "credit_note":
        return "issued"
    return status_of(
        rest_of(issued),
        total=invoice.to_settle,
        credited=issued.credited,
        settled=issued.paid + issued.withheld_paid,
        due=invoice.due_date,
        today=today,
    )


def issued_json(issued: IssuedInvoice, today: date, *, lines: bool = True) -> dict[str, Any]:
    """Return an issued invoice as scripts read it."""
    found = invoice_json(issued.invoice, lines=lines)
    return found | {
        "status": standing(issued, today),
        "paid": str(issued.paid.amount),
        "open": str(open_of(issued).amount),
        "credited": str(issued.credited.amount),
        "deducted_on": issued.deducted_on or None,
    }


def invoice_json(invoice: Invoice, *, lines: bool = True) -> dict[str, Any]:
    """Return what an invoice or a preview says as scripts read it."""
    period = invoice.period
    found: dict[str, Any] = {
        "number": invoice.number,
        "kind": invoice.kind,
        "status": "draft",
        "client": invoice.client,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None,
        "currency": invoice.currency,
    }
    if lines:
        found["lines"] = [_line_json(line, agreed=invoice.prices_include_vat) for line in invoice.lines]
    zero = Money.zero(invoice.currency)
    return found | {
        "net": str(invoice.net.amount),
        "vat_breakdown": [_group_json(group) for group in invoice.vat_breakdown],
        "vat": str(invoice.vat.amount),
        "total": str(invoice.total.amount),
        **{name: str((getattr(invoice, name) or zero).amount) for name in _BELOW_THE_TOTAL},
        "payable": str(invoice.payable.amount),
        "prices_include_vat": invoice.prices_include_vat,
        "national": _national_json(invoice.national),
        "payment_reference": invoice.payment_reference or None,
        "wordings": list(invoice.wordings),
        "paid": str(zero.amount),
        "open": str(invoice.payable.amount),
    }


def undecided_json(draft: Draft, problem: BackOfficeError) -> dict[str, Any]:
    """Return a draft that cannot be issued yet as scripts read it: the same keys, and what is wrong."""
    period = draft.period
    return {
        "draft": draft.id,
        **dict.fromkeys(_DECIDED_LATER),
        "kind": draft.kind,
        "status": "draft",
        "client": draft.client,
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None,
        "currency": draft.currency,
        "vat_breakdown": [],
        "prices_include_vat": draft.prices_include_vat,
        "wordings": [],
        "problem": problem.message,
    }


def _national_json(national: NationalVat | None) -> dict[str, str] | None:
    if national is None:
        return None
    said = {"currency": national.vat.currency, "rate": f"{national.rate:f}", "vat": str(national.vat.amount)}
    return said | {"source": national.source, "on": national.on.isoformat()}


def _line_json(line: Line, *, agreed: bool) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text": line.text,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": price_text(line.unit_price, line.net.currency),
        "net": str(line.net.amount),
        "vat_category": line.vat_category,
        "vat_rate": str(line.vat_rate),
        "reasons": list(line.reasons),
        "discount": str(line.discount_amount.amount) if line.discount_amount else None,
        "unit_price_with_vat": price_text(with_vat(line).unit_price, line.net.currency) if agreed else None,
    }


def _group_json(group: VatGroup) -> dict[str, Any]:
    return {
        "category": group.category,
        "rate": str(group.rate),
        "net": str(group.net.amount),
        "vat": str(group.vat.amount),
        "exemption_code": group.exemption_code or None,
        "note": group.note or None,
    }
