"""A discount on one line: a percentage or an amount off quantity × price (EN 16931 BG-27)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.domain.invoice import line_net
from vabackoffice.domain.money import Money
from vabackoffice.domain.number import parse_decimal, parse_percent
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Line


def with_discount(line: Line, typed: str) -> Line:
    """Return the line with `typed` taken off: `10%`, or `5` in major units; empty takes a discount away again.

    The net is quantity × price, rounded once, less the discount, rounded once.

    Raises:
        InvalidInputError: not understood, nothing or less, or more than the line comes to.
    """
    whole = line_net(line.quantity, line.unit_price, line.net.currency)
    typed = typed.strip()
    if not typed:
        return replace(line, net=whole, discount="")
    off = _off(whole, typed)
    if off.minor <= 0 or whole < off:
        message = f"A discount of {quoted(typed)} takes {off} off a line of {whole}."
        hint = "Give more than nothing and no more than the line comes to, such as '10%' or '5'; '' takes it away."
        raise InvalidInputError(message, hint)
    return replace(line, net=whole - off, discount=typed)


def _off(whole: Money, typed: str) -> Money:
    if typed.endswith("%"):
        return whole.times(parse_percent(typed) / 100)
    return Money.of(parse_decimal(typed), whole.currency)
