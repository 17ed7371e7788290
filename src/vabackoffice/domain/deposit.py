"""Deposits: an invoice of their own before the work, deducted on the final one with the VAT that they had."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.invoice import Line, LineSource, line_net

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vabackoffice.domain.invoice import Invoice


def deposit_line(text: str, unit_price: Decimal, currency: str, vat: str) -> Line:
    """Return the one line of a deposit invoice."""
    net = line_net(Decimal(1), unit_price, currency)
    return Line("deposit", text, Decimal(1), "piece", unit_price, net, reasons=("a deposit",), vat_choice=vat)


def is_deposit(invoice: Invoice) -> bool:
    """Say whether an issued invoice charges a deposit."""
    return invoice.kind == "invoice" and any(line.kind == "deposit" and not line.sources for line in invoice.lines)


def deduction_lines(
    deposit: Invoice, invoice_id: int, text: str, vat_choices: Mapping[tuple[str, Decimal], str], *, with_vat: bool
) -> list[Line]:
    """Return the negative lines that take a deposit off: one for each of its VAT groups, so no VAT is charged twice.

    Args:
        deposit: the issued deposit invoice.
        invoice_id: its id, which the lines claim.
        text: names it and its date.
        vat_choices: the choice of VAT by which the final invoice comes to a category and rate; else one is made of it.
        with_vat: the final invoice's prices include VAT.
    """
    source = LineSource("deposit", invoice_id, deposit.issue_date, deposit.number or "")
    found = []
    for group in deposit.vat_breakdown:
        off = group.net + group.vat if with_vat else group.net
        key = (group.category, group.rate)
        own = f"S:{group.rate:f}" if group.category == "S" else group.category
        found.append(
            Line(
                kind="deposit",
                text=text,
                quantity=Decimal(-1),
                unit="piece",
                unit_price=off.amount,
                net=-off,
                reasons=(f"{group.net} net and {group.vat} VAT were charged on {deposit.number}",),
                vat_choice=vat_choices.get(key, own),
                sources=(source,),
            )
        )
    return found
