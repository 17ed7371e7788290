"""Exchange rates as they are typed, and what they make of money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vabackoffice.domain.exchange_rate import convert, parse_exchange_rate
from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "rate"),
    [("0.92", "0.92"), ("0,92", "0.92"), ("1.085", "1.085"), ("1,0850", "1.0850"), ("145", "145"), (" 1.1 ", "1.1")],
)
def test_a_point_or_a_comma_marks_decimals(text: str, rate: str) -> None:
    assert str(parse_exchange_rate(text)) == rate


@pytest.mark.parametrize("text", ["0", "0.000", "-1", "1,250.50", "1.250.000", "x", "", ".", "1 EUR", "0.1234567891"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_exchange_rate(text)

    assert refused.value.message == f"'{text}' is not an exchange rate."


def test_money_is_converted_half_up_to_the_minor_unit() -> None:
    # 900.00 × 0.9235 = 831.15; 0.05 × 0.5 = 0.025, so 0.03; 100.00 × 151.25 = 15125 yen, which have no cents.
    assert convert(Money(90_000, "USD"), Decimal("0.9235"), "EUR") == Money(83_115, "EUR")
    assert convert(Money(5, "USD"), Decimal("0.5"), "EUR") == Money(3, "EUR")
    assert convert(Money(10_000, "USD"), Decimal("151.25"), "JPY") == Money(15_125, "JPY")
    assert convert(Money(-90_000, "USD"), Decimal("0.9235"), "EUR") == Money(-83_115, "EUR")
