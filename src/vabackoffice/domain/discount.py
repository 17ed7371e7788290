"""A discount on a whole document: one negative line, from a percentage or an amount of the net total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.invoice import Line
from vabackoffice.domain.money import Money, total
from vabackoffice.domain.number import parse_decimal, parse_percent
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence


def discount_line(lines: Sequence[Line], discount: str, currency: str) -> Line:
    """Return the line that takes `discount` off the net total of `lines`.

    Args:
        lines: what the discount is on.
        discount: a percentage (`10%`) or a net amount in major units (`50`).
        currency: of the lines.

    Raises:
        InvalidInputError: not understood, nothing or less, or more than the net total.
    """
    net = total([line.net for line in lines], currency)
    typed = discount.strip()
    if typed.endswith("%"):
        percent = parse_percent(typed)
        off, text = net.times(percent / 100), f"{percent:f}%"
        reason = f"{text} of {net}"
    else:
        off = Money.of(parse_decimal(typed), currency)
        text, reason = str(off), f"{off} off {net}"
    if off.minor <= 0 or net < off:
        message = f"A discount of {quoted(typed)} takes {off} off {net}."
        hint = "Give more than nothing and no more than the net total, such as '10%' or '50'."
        raise InvalidInputError(message, hint)
    return Line(
        kind="discount",
        text=text,
        quantity=Decimal(-1),
        unit="piece",
        unit_price=off.amount,
        net=-off,
        reasons=(reason,),
        discount=typed,
    )
