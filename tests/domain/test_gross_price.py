"""Prices that include VAT: what was agreed is what is paid, to the cent, and the sums of EN 16931 hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.documents import KEYS, any_line, check_sums, half_up, invoice, line

from vabackoffice.domain.gross_price import agreed_with_vat, with_vat

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Line

S21, S9, E = KEYS[0], KEYS[1], KEYS[3]


@pytest.mark.parametrize(
    ("lines", "prices", "nets", "vat", "rounding"),
    [
        # 121 / 1.21 = 100: nothing to round.
        ([line(S21, "1", "121")], ["100.000000"], ["100.00"], "21.00", "0.00"),
        # 10 / 1.21 = 8.264463; 21 % of 8.26 is 1.7346 -> 1.73, together 9.99.
        ([line(S21, "1", "10")], ["8.264463"], ["8.26"], "1.73", "0.01"),
        # 2.5 x 35.50 = 88.75; 35.50 / 1.21 = 29.338843; x 2.5 = 73.347 -> 73.35; VAT 15.4035 -> 15.40: 88.75.
        ([line(S21, "2.5", "35.50")], ["29.338843"], ["73.35"], "15.40", "0.00"),
        # Two rates: 50 / 1.09 = 45.871560 -> 45.87, VAT 4.1283 -> 4.13; 8.26 and 1.73 as above.
        ([line(S21, "1", "10"), line(S9, "1", "50")], ["8.264463", "45.871560"], ["8.26", "45.87"], "5.86", "0.01"),
        # 10 % off 121 is 12.10, without VAT 10.00: 100 - 10 = 90, VAT 18.90.
        ([line(S21, "1", "121", "10%")], ["100.000000"], ["90.00"], "18.90", "0.00"),
        # Where no VAT is charged nothing is taken out.
        ([line(E, "3", "33.333")], ["33.333"], ["100.00"], "0.00", "0.00"),
    ],
)
def test_by_hand(lines: list[Line], prices: list[str], nets: list[str], vat: str, rounding: str) -> None:
    without, found = agreed_with_vat(lines, "EUR")
    made = invoice(without, rounding=found)
    assert [str(one.unit_price) for one in without] == prices
    assert [str(one.net.amount) for one in without] == nets
    assert (str(made.vat.amount), str(found.amount)) == (vat, rounding)
    assert made.payable.amount == sum((one.net.amount for one in lines), Decimal(0))


@given(st.lists(any_line(), max_size=12))
def test_what_is_paid_is_what_was_agreed(lines: list[Line]) -> None:
    without, rounding = agreed_with_vat(lines, "EUR")
    made = invoice(without, rounding=rounding)
    agreed = sum((half_up(one.quantity * one.unit_price) - one.discount_amount.amount for one in lines), Decimal(0))
    assert made.payable.amount == agreed
    check_sums(made)
    # Decimals: at most two on a net, at most six on a price.
    assert all(one.unit_price.as_tuple().exponent >= -6 for one in without)  # type: ignore[operator]


@given(any_line())
def test_what_was_agreed_comes_back_from_the_invoice(agreed: Line) -> None:
    [without], _ = agreed_with_vat([agreed], "EUR")
    again = with_vat(without)
    assert (again.unit_price, again.net, again.discount) == (agreed.unit_price, agreed.net, agreed.discount)
