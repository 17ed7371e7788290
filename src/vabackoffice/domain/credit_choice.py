"""What of an invoice shall be credited, as it is typed: all of it, lines with quantities, or an amount with VAT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.domain.number import parse_decimal
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from decimal import Decimal

_LINE = re.compile(r"(?P<place>[0-9]{1,4})(?::(?P<quantity>.+))?")
_HINT = "Write it like '1,3:0.5': line 1 whole and 0.5 units of line 3; 'va invoice show NUMBER' counts the lines."

Parts = dict[int, "Decimal | None"]


def read_parts(text: str) -> Parts:
    """Return by place of the line how many units of `1,3:0.5` shall be credited; None is what is left of the line.

    Raises:
        InvalidInputError: not understood, a quantity of nothing or less, or a line twice.
    """
    found: Parts = {}
    for part in text.replace(" ", "").split(","):
        match = _LINE.fullmatch(part)
        if not match:
            message = f"{quoted(text)} names no lines."
            raise InvalidInputError(message, _HINT)
        place, quantity = int(match["place"]), match["quantity"]
        if place in found:
            message = f"{quoted(text)} names line {place} twice."
            raise InvalidInputError(message, _HINT)
        found[place] = _quantity(quantity) if quantity else None
    return found


def _quantity(text: str) -> Decimal:
    quantity = parse_decimal(text)
    if quantity <= 0:
        message = f"The quantity '{text}' is not above zero."
        raise InvalidInputError(message, "Amounts on a credit note are positive: give how many units are taken back.")
    return quantity
