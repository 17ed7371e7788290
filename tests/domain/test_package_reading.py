"""Packages as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from vabackoffice.domain.package_reading import Expiry, read_expiry, read_package_price


@pytest.mark.parametrize(
    ("typed", "expiry"),
    [
        ("60d", Expiry(days=60)),
        ("60 d", Expiry(days=60)),
        ("1 day", Expiry(days=1)),
        ("30 Days", Expiry(days=30)),
        ("0d", Expiry(days=0)),
        ("-3d", Expiry(days=-3)),  # for the rules of a contract to refuse
        ("never", Expiry()),
        ("2026-04-30", Expiry(on=date(2026, 4, 30))),
    ],
)
def test_days_a_date_or_never(typed: str, expiry: Expiry) -> None:
    assert read_expiry(typed, date.fromisoformat) == expiry


def test_a_gift_has_a_price_of_nothing() -> None:
    assert str(read_package_price("0", "EUR")) == "0.00 EUR"
    assert str(read_package_price("1.250,50", "EUR")) == "1250.50 EUR"
