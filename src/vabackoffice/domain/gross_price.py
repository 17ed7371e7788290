"""Prices that include VAT: what was agreed is what is paid, and the document still adds up net (EN 16931).

A line's price without VAT has up to six decimals and its net two, so net and VAT of all lines can miss what was agreed
by cents. The rounding of the document (BT-114) makes up for them.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.invoice import group_by_vat, line_net
from vabackoffice.domain.line_discount import with_discount
from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.invoice import Line

_PRICE = Decimal("0.000001")  # of a unit without VAT
# A price without VAT is at most half a millionth off, with VAT at most one: five decimals tell what was agreed.
_AGREED = Decimal("0.00001")
_CENTS = Decimal("0.01")


def agreed_with_vat(lines: Sequence[Line], currency: str) -> tuple[tuple[Line, ...], Money]:
    """Return lines that include VAT as lines without it, and the rounding that makes their total what was agreed."""
    agreed = total([line.net for line in lines], currency)
    without = tuple(without_vat(line) for line in lines)
    reached = total([group.net + group.vat for group in group_by_vat(without, {})], currency)
    return without, agreed - reached


def without_vat(line: Line) -> Line:
    """Return a line whose price, discount and net include VAT at its rate as one without."""
    if not line.vat_rate:
        return line
    currency = line.net.currency
    price = (line.unit_price / _factor(line.vat_rate)).quantize(_PRICE, ROUND_HALF_UP)
    off = Money.of(line.discount_amount.amount / _factor(line.vat_rate), currency)
    return replace(line, unit_price=price, net=line_net(line.quantity, price, currency) - off)


def with_vat(line: Line) -> Line:
    """Return a line as it was agreed, from what `without_vat` made of it; prices of up to five decimals come back."""
    currency = line.net.currency
    price = (line.unit_price * _factor(line.vat_rate)).quantize(_AGREED, ROUND_HALF_UP)
    cents = price.quantize(_CENTS)
    price = cents if cents == price else price.normalize()
    agreed = replace(line, unit_price=price, net=line_net(line.quantity, price, currency), discount="")
    if line.kind == "discount":
        return replace(agreed, discount=line.discount)
    return with_discount(agreed, line.discount)


def _factor(rate: Decimal) -> Decimal:
    return 1 + rate / 100
