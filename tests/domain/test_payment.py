"""What is open on an invoice and where it stands, by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.money import Money
from vabackoffice.domain.payment import check_payment_days, open_amount, status_of, unsettled
from vabackoffice.errors import InvalidInputError

DUE = date(2026, 3, 30)
cents = st.integers(0, 10**7)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def test_what_is_unsettled() -> None:
    # 1,210.00 billed, 210.00 credited, 500.00 paid, 75.00 withheld: 425.00 are neither.
    assert unsettled(eur(121000), eur(21000), eur(50000), eur(7500)) == eur(42500)


@pytest.mark.parametrize(
    ("rest", "expected", "withheld", "still_open"),
    [
        (121000, 0, 0, 121000),
        # 150.00 will be withheld, so 1,060.00 of the 1,210.00 come as money.
        (121000, 15000, 0, 106000),
        # 90.00 are withheld already, 60.00 are to come.
        (60000, 15000, 9000, 54000),
        (60000, 15000, 15000, 60000),
        (60000, 15000, 20000, 60000),
        # What is left is less than what is to be withheld: no money is expected, and none is owed back.
        (10000, 15000, 0, 0),
        (0, 15000, 0, 0),
        (-500, 15000, 0, -500),
    ],
)
def test_the_money_still_expected(rest: int, expected: int, withheld: int, still_open: int) -> None:
    assert open_amount(eur(rest), eur(expected), eur(withheld)) == eur(still_open)


@pytest.mark.parametrize(
    ("rest", "credited", "settled", "today", "status"),
    [
        (121000, 0, 0, DUE, "issued"),
        (121000, 0, 0, DUE + timedelta(1), "overdue"),
        (21000, 0, 100000, DUE, "partly_paid"),
        (21000, 0, 100000, DUE + timedelta(1), "overdue"),
        (0, 0, 121000, DUE + timedelta(1), "paid"),
        (-100, 0, 121100, DUE, "paid"),
        (100000, 21000, 0, DUE, "issued"),
        (100000, 21000, 0, DUE + timedelta(1), "overdue"),
        (0, 121000, 0, DUE, "credited"),
        (-50000, 121000, 50000, DUE + timedelta(1), "credited"),
        (0, 21000, 100000, DUE, "paid"),
    ],
)
def test_where_an_invoice_stands(rest: int, credited: int, settled: int, today: date, status: str) -> None:
    found = status_of(eur(rest), total=eur(121000), credited=eur(credited), settled=eur(settled), due=DUE, today=today)
    assert found == status


def test_an_invoice_over_nothing_is_paid() -> None:
    assert status_of(eur(0), total=eur(0), credited=eur(0), settled=eur(0), due=DUE, today=DUE) == "paid"


@given(cents, cents, cents, cents)
def test_paying_what_is_open_and_withholding_the_rest_settles_all(
    total: int, expected: int, paid: int, withheld: int
) -> None:
    rest = unsettled(eur(total), eur(0), eur(paid), eur(withheld))
    still_open = open_amount(rest, eur(expected), eur(withheld))
    assert still_open.minor <= max(rest.minor, 0)
    if rest.minor > 0:
        assert 0 <= rest.minor - still_open.minor <= max(0, expected - withheld)


@pytest.mark.parametrize("days", [0, 14, 365])
def test_days_to_pay(days: int) -> None:
    assert check_payment_days(days) == days


@pytest.mark.parametrize("days", [-1, 366])
def test_days_that_nobody_agrees_to_are_refused(days: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_payment_days(days)
    assert caught.value.message == f"{days} days to pay is not possible."
    assert caught.value.hint == "Give between 0 and 365 days."
