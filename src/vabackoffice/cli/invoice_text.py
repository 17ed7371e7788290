"""Invoices and drafts as text for a terminal of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.gross_price import with_vat
from vabackoffice.domain.money import Money
from vabackoffice.domain.rate import say_price
from vabackoffice.usecases.standing import invoice_json, open_of, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.checklist import Missing
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.storage.reads.invoices import IssuedInvoice
    from vabackoffice.usecases.assembling import Assembled

WIDTH = 80
_AMOUNT = 14


def preview_json(assembled: Assembled) -> dict[str, Any]:
    """Return a draft as scripts read it."""
    found = {"draft": assembled.draft.id} | invoice_json(assembled.invoice)
    missing = [
        {"what": one.what, "why": one.why, "supply": one.supply} for one in assembled.missing if not one.is_advice
    ]
    advice = [{"what": one.what, "why": one.why, "supply": one.supply} for one in assembled.missing if one.is_advice]
    return found | {"vat_reasons": list(assembled.vat_reasons), "missing": missing, "advice": advice}


def preview_text(assembled: Assembled) -> str:
    """Return a draft with the reason for every line and for its VAT."""
    import textwrap

    draft, invoice = assembled.draft, assembled.invoice
    name = f"Draft {draft.id}" if draft.id else "Not drafted yet"
    head = f"{name} for {draft.client}, {invoice.buyer.name}" + (f", {draft.period}" if draft.period else "")
    body = _lines(invoice, reasons=True) + _totals(invoice)
    reasons = [textwrap.fill(f"VAT: {reason}", WIDTH, subsequent_indent="    ") for reason in assembled.vat_reasons]
    return "\n".join([head, "", *body, "", *reasons, *_wanting(assembled.missing)])


def _wanting(missing: Sequence[Missing]) -> list[str]:
    """Return what is missing before a draft can be issued, then what would be good to have, with the commands."""
    said = []
    for heading, is_advice in (("Before it can be issued:", False), ("Good to have:", True)):
        items = [f"    {one.what}: '{one.supply}' ({one.why})" for one in missing if one.is_advice == is_advice]
        said += [heading, *items] if items else []
    return said


def issued_text(issued: IssuedInvoice, today: date) -> str:
    """Return an issued invoice and where it stands."""
    invoice = issued.invoice
    kind = "Credit note" if invoice.kind == "credit_note" else "Invoice"
    state = standing(issued, today).replace("_", " ")
    head = [
        f"{kind} {invoice.number} for {invoice.client}, {invoice.buyer.name}",
        f"{format_date(invoice.issue_date)}, due {format_date(invoice.due_date)}, {state}",
    ]
    if invoice.corrects:
        head.append(f"Corrects {invoice.corrects}")
    if issued.deducted_on:
        head.append(f"Deducted on {issued.deducted_on}")
    paid = [("Paid", issued.paid)] if issued.paid else []
    paid += [("Withheld and booked", issued.withheld_paid)] if issued.withheld_paid else []
    paid += [("Credited", issued.credited)] if issued.credited else []
    tail = [_row(label, str(amount.amount)) for label, amount in [*paid, ("Open", open_of(issued))]]
    return "\n".join([*head, "", *_lines(invoice, reasons=False), *_totals(invoice), *tail, *invoice.wordings])


def _lines(invoice: Invoice, *, reasons: bool) -> list[str]:
    import textwrap

    shown = []
    for line in invoice.lines:
        first, *more = textwrap.wrap(line.text, WIDTH - _AMOUNT - 2) or [""]
        shown.append(_row(first, str(line.net.amount)))
        shown += more
        shown.append(f"    {line.quantity:f} {line.unit} × {say_price(line.unit_price, invoice.currency)}")
        if invoice.prices_include_vat:
            agreed = with_vat(line)
            shown.append(f"    agreed: {say_price(agreed.unit_price, invoice.currency)}, {agreed.net} with VAT")
        if line.discount_amount:
            share = f" {line.discount}" if line.discount.endswith("%") else ""
            shown.append(f"    discount{share}: {-line.discount_amount}")
        if reasons:
            for reason in line.reasons:
                shown += textwrap.wrap(reason, WIDTH - 4, initial_indent="    ", subsequent_indent="    ")
    return shown


def _totals(invoice: Invoice) -> list[str]:
    rows = [("Net", invoice.net)]
    rows += [(f"VAT {group.rate} % on {group.net.amount}", group.vat) for group in invoice.vat_breakdown if group.rate]
    rows.append((f"Total {invoice.currency}", invoice.total))
    rows += [(label, amount) for label, amount in _below(invoice) if amount]
    if invoice.payable != invoice.total:
        rows.append(("To be paid", invoice.payable))
    shown = ["-" * WIDTH, *(_row(label, str(amount.amount)) for label, amount in rows)]
    national = invoice.national
    if national:
        rate = f"1 {invoice.currency} = {national.rate:f} {national.vat.currency}, {national.source}, {national.on}"
        shown.append(f"VAT in {national.vat.currency}: {national.vat.amount} ({rate})")
    return shown


def _below(invoice: Invoice) -> list[tuple[str, Money]]:
    """Return what lies between the total and what is to be paid."""
    nothing = Money.zero(invoice.currency)
    return [
        ("Stamp duty", invoice.stamp_duty or nothing),
        ("Rounding", invoice.rounding or nothing),
        ("Withheld by the client", -(invoice.withheld or nothing)),
        ("Already paid", -(invoice.prepaid or nothing)),
    ]


def _row(label: str, amount: str) -> str:
    return f"{label:<{WIDTH - _AMOUNT}}{amount:>{_AMOUNT}}"
