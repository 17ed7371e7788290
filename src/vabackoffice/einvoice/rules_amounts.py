"""The arithmetic of EN 16931: every sum to the cent (BR-CO-10 to BR-CO-17), and what a figure may look like."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.einvoice.model import Document

_CENT = Decimal("0.01")
_SLACK = Decimal("0.02")  # what Peppol allows between a line and quantity × price (R120)
_ZERO = Decimal(0)
_REPORT = "The amounts come from the invoice itself: 'va doctor' checks the book."


def _differs(term: Decimal, wanted: Decimal) -> str:
    return f"{term} instead of {wanted}" if term != wanted else ""


def _lines(document: Document) -> str:
    return _differs(document.totals.lines, sum((line.net for line in document.lines), _ZERO))


def _allowances(document: Document) -> str:
    taken = (one.amount for one in document.allowances if not one.is_charge)
    return _differs(document.totals.allowances, sum(taken, _ZERO))


def _charges(document: Document) -> str:
    return _differs(document.totals.charges, sum((one.amount for one in document.allowances if one.is_charge), _ZERO))


def _net(document: Document) -> str:
    totals = document.totals
    return _differs(totals.net, totals.lines - totals.allowances + totals.charges)


def _vat(document: Document) -> str:
    return _differs(document.totals.vat, sum((one.vat for one in document.breakdown), _ZERO))


def _gross(document: Document) -> str:
    return _differs(document.totals.gross, document.totals.net + document.totals.vat)


def _payable(document: Document) -> str:
    totals = document.totals
    return _differs(totals.payable, totals.gross - totals.prepaid + totals.rounding)


def _rates(document: Document) -> str:
    wrong = (
        f"{one.vat} on {one.net} at {one.rate} %"
        for one in document.breakdown
        if one.vat != (one.net * one.rate / 100).quantize(_CENT, ROUND_HALF_UP)
    )
    return listed(wrong)


def _bases(document: Document) -> str:
    """Compare each group's net with the lines, allowances and charges of its category and rate."""
    sums: dict[tuple[str, Decimal], Decimal] = {}
    for line in document.lines:
        key = (line.category, line.rate or _ZERO)
        sums[key] = sums.get(key, _ZERO) + line.net
    for one in document.allowances:
        key = (one.category, one.rate or _ZERO)
        sums[key] = sums.get(key, _ZERO) + (one.amount if one.is_charge else -one.amount)
    stated = {(one.category, one.rate): one.net for one in document.breakdown}
    wrong = [key for key in {**sums, **stated} if sums.get(key) != stated.get(key)]
    return listed(f"{category} {rate:f} %" for category, rate in wrong)


def _products(document: Document) -> str:
    return listed(
        line.id for line in document.lines if abs(line.quantity * line.price - line.allowance - line.net) > _SLACK
    )


def _negative_prices(document: Document) -> str:
    return listed(line.id for line in document.lines if line.price < 0)


def _decimals(document: Document) -> str:
    return listed(str(amount) for amount in _amounts(document) if amount != round(amount, 2))


def _amounts(document: Document) -> Iterator[Decimal]:
    totals = document.totals
    yield from (totals.lines, totals.allowances, totals.charges, totals.net, totals.vat, totals.gross)
    yield from (totals.prepaid, totals.rounding, totals.payable)
    yield from (amount for line in document.lines for amount in (line.net, line.allowance))
    yield from (one.amount for one in document.allowances)


AMOUNT_RULES = (
    Rule("BR-CO-10", "BT-106", _lines, "The sum of the lines is {found}.", _REPORT),
    Rule("BR-CO-11", "BT-107", _allowances, "The sum of the discounts is {found}.", _REPORT),
    Rule("BR-CO-12", "BT-108", _charges, "The sum of the charges is {found}.", _REPORT),
    Rule("BR-CO-13", "BT-109", _net, "The total without VAT is {found}.", _REPORT),
    Rule("BR-CO-14", "BT-110", _vat, "The VAT of all groups is {found}.", _REPORT),
    Rule("BR-CO-15", "BT-112", _gross, "The total with VAT is {found}.", _REPORT),
    Rule("BR-CO-16", "BT-115", _payable, "The amount due is {found}.", _REPORT),
    Rule("BR-CO-17", "BT-117", _rates, "The VAT of a group is not net times rate: {found}.", _REPORT),
    Rule(
        "BR-CO-18",
        "BG-23",
        _bases,
        "The VAT groups are not those of the lines: {found} (also BR-S-08, BR-AE-08, BR-E-08, BR-O-08, BR-G-08).",
        _REPORT,
    ),
    Rule(
        "PEPPOL-EN16931-R120",
        "BT-131",
        _products,
        "Quantity times price less discount is not the net of line {found}.",
        _REPORT,
    ),
    Rule("BR-27", "BT-146", _negative_prices, "The price of line {found} is negative.", "Make the quantity negative."),
    Rule(
        "BR-DEC-23",
        "BT-131",
        _decimals,
        "Amounts have two decimals at most: {found}.",
        "A currency with three decimals cannot be written in these formats: bill in another one.",
    ),
)
