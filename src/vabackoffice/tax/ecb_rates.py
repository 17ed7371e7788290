"""The reference rates of the European Central Bank since 1999, as the package CurrencyConverter brings them along.

The package is as old as its release: what happened since then it does not know.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

SOURCE = "European Central Bank"
DECIMALS = Decimal("0.00000001")
_LONGEST_GAP = 7  # days without a rate: weekends and the bank's holidays around them


def ecb_rate(currency: str, in_currency: str, day: date) -> tuple[Decimal, date] | None:
    """Return what one unit of `currency` was worth on `day`, with eight decimals, and the day of the rate.

    On a day without a rate it is the last known one before. None where there is none within a week: another currency,
    or a day after the package was made.
    """
    from currency_converter import RateNotFoundError

    converter = _converter()
    if not {currency, in_currency} <= converter.currencies:
        return None
    for back in range(_LONGEST_GAP + 1):
        on = day - timedelta(days=back)
        try:
            rate = Decimal(converter.convert(1, currency, in_currency, date=on))
        except RateNotFoundError:
            continue
        return rate.quantize(DECIMALS), on
    return None


@cache
def _converter() -> CurrencyConverter:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)
