"""The European Central Bank's reference rates, against those it published."""

from datetime import date
from decimal import Decimal

import pytest

from vabackoffice.tax.ecb_rates import ecb_rate


@pytest.mark.parametrize(
    ("currency", "in_currency", "day", "rate", "on"),
    [
        # 2 January 2020: 1 EUR = 1.1193 USD = 0.84828 GBP; 3 January: 1.1147 USD. The next two days are a weekend.
        ("EUR", "USD", "2020-01-02", "1.11930000", "2020-01-02"),
        ("USD", "EUR", "2020-01-02", "0.89341553", "2020-01-02"),  # 1 / 1.1193
        ("USD", "GBP", "2020-01-02", "0.75786652", "2020-01-02"),  # 0.84828 / 1.1193
        ("USD", "EUR", "2020-01-04", "0.89710236", "2020-01-03"),  # 1 / 1.1147
        ("USD", "EUR", "2020-01-05", "0.89710236", "2020-01-03"),
    ],
)
def test_published_rates(currency: str, in_currency: str, day: str, rate: str, on: str) -> None:
    found = ecb_rate(currency, in_currency, date.fromisoformat(day))
    assert found == (Decimal(rate), date.fromisoformat(on))


def test_what_the_package_does_not_know_is_none() -> None:
    assert ecb_rate("USD", "EUR", date(1998, 12, 1)) is None
    assert ecb_rate("USD", "EUR", date(2999, 1, 4)) is None
    assert ecb_rate("AED", "EUR", date(2020, 1, 2)) is None
    assert ecb_rate("HRK", "EUR", date(2024, 1, 2)) is None  # Croatia has the euro since 2023
