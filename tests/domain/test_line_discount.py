"""Discounts on one line: worked by hand, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.documents import KEYS, any_line, check_sums, half_up, invoice, line

from vabackoffice.domain.line_discount import with_discount
from vabackoffice.errors import InvalidInputError


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "off", "net"),
    [
        ("4", "25", "10%", "10.00", "90.00"),
        ("4", "25", "5", "5.00", "95.00"),
        ("1", "33.33", "50%", "16.67", "16.66"),  # 16.665 -> 16.67 off
        ("3", "0.335", "1%", "0.01", "1.00"),  # 1.005 -> 1.01, 1 % is 0.0101
        ("2", "10", "100%", "20.00", "0.00"),
        ("2", "10", "20", "20.00", "0.00"),
        ("2", "10", "", "0.00", "20.00"),
    ],
)
def test_by_hand(quantity: str, price: str, discount: str, off: str, net: str) -> None:
    made = line(KEYS[0], quantity, price, discount)
    assert (str(made.discount_amount.amount), str(made.net.amount)) == (off, net)


def test_another_discount_takes_the_place_of_the_first() -> None:
    made = with_discount(line(KEYS[0], "4", "25", "10%"), "5")
    assert (made.discount, str(made.net.amount)) == ("5", "95.00")
    assert with_discount(made, "") == line(KEYS[0], "4", "25")


@pytest.mark.parametrize("discount", ["0", "0%", "-5", "100.01", "101%", "ten", "0.001"])
def test_what_is_no_discount_is_refused(discount: str) -> None:
    with pytest.raises(InvalidInputError):
        line(KEYS[0], "4", "25", discount)


@given(st.lists(any_line(), max_size=8))
def test_sums_hold_with_discounts(lines: list) -> None:  # type: ignore[type-arg]
    for one in lines:
        assert one.net.amount == half_up(one.quantity * one.unit_price) - one.discount_amount.amount
        assert one.discount_amount.amount >= Decimal(0)
    check_sums(invoice(tuple(lines)))
