"""Exchange rates: what one unit of a foreign currency was worth in the book's currency on the day of the money."""

from __future__ import annotations

import re
from decimal import Decimal

from vabackoffice.domain.money import Money
from vabackoffice.domain.words import fold, quoted
from vabackoffice.errors import InvalidInputError

_RATE = r"[0-9]{1,12}(?:[.,][0-9]{1,9})?"


def parse_exchange_rate(text: str) -> Decimal:
    """Return the rate that was typed, with its decimals: `0.92`, `1,0850`, `145`.

    A point or a comma always marks decimals, as no rate is printed with thousands.

    Raises:
        InvalidInputError: not a number above zero, or more than 12 digits before and 9 after the decimal mark.
    """
    typed = fold(text)
    rate = Decimal(typed.replace(",", ".")) if re.fullmatch(_RATE, typed) else Decimal(0)
    if not rate:
        message = f"{quoted(text)} is not an exchange rate."
        raise InvalidInputError(message, "Write what one unit is worth, like 0.92 or 1.0850, without thousands marks.")
    return rate


def convert(amount: Money, rate: Decimal, currency: str) -> Money:
    """Return `amount` in `currency`, one unit of its own being worth `rate`; half up to the minor unit."""
    return Money.of(amount.amount * rate, currency)
