"""A discount on a document: percentages and amounts worked by hand, refusals, and its sums."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.discount import discount_line
from vabackoffice.domain.invoice import Line, line_net
from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError


def line_of(net: str, currency: str = "EUR") -> Line:
    return Line("extra", "Set-up", Decimal(1), "piece", Decimal(net), Money.of(net, currency))


# 133.33 + 100.01 = 233.34
LINES = [line_of("133.33"), line_of("100.01")]


@pytest.mark.parametrize(
    ("typed", "off", "text", "reason"),
    [
        # 233.34 × 10 % = 23.334 → 23.33
        ("10%", "23.33", "10%", "10% of 233.34 EUR"),
        # 233.34 × 12.5 % = 29.1675 → 29.17
        (" 12,5 % ", "29.17", "12.5%", "12.5% of 233.34 EUR"),
        ("100%", "233.34", "100%", "100% of 233.34 EUR"),
        ("50", "50.00", "50.00 EUR", "50.00 EUR off 233.34 EUR"),
        ("233.34", "233.34", "233.34 EUR", "233.34 EUR off 233.34 EUR"),
    ],
)
def test_a_discount_is_one_negative_line(typed: str, off: str, text: str, reason: str) -> None:
    assert discount_line(LINES, typed, "EUR") == Line(
        kind="discount",
        text=text,
        quantity=Decimal(-1),
        unit="piece",
        unit_price=Decimal(off),
        net=-Money.of(off, "EUR"),
        reasons=(reason,),
        discount=typed.strip(),
    )


def test_a_half_cent_goes_up() -> None:
    # 0.50 × 1 % = 0.005 → 0.01
    assert discount_line([line_of("0.50")], "1%", "EUR").net == Money(-1, "EUR")


def test_a_currency_without_cents_has_a_discount_without_cents() -> None:
    # 1005 × 10 % = 100.5 → 101
    assert discount_line([line_of("1005", "JPY")], "10%", "JPY").net == Money(-101, "JPY")


@pytest.mark.parametrize(
    ("typed", "off"),
    [("0", "0.00"), ("0%", "0.00"), ("-5", "-5.00"), ("233.35", "233.35"), ("0.001%", "0.00"), ("0.004", "0.00")],
)
def test_nothing_less_and_more_than_all_are_refused(typed: str, off: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        discount_line(LINES, typed, "EUR")
    assert caught.value.message == f"A discount of '{typed}' takes {off} EUR off 233.34 EUR."
    assert caught.value.hint == "Give more than nothing and no more than the net total, such as '10%' or '50'."


@pytest.mark.parametrize("typed", ["", "%", "ten", "101%", "-1%"])
def test_what_is_no_discount_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        discount_line(LINES, typed, "EUR")


def test_there_is_nothing_to_take_off_an_empty_document() -> None:
    with pytest.raises(InvalidInputError, match=r"takes 5\.00 EUR off 0\.00 EUR"):
        discount_line([], "5", "EUR")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.integers(1, 10_000))
def test_a_percentage_agrees_with_whole_numbers_and_leaves_no_debt(cents: list[int], basis_points: int) -> None:
    lines = [line_of(str(Decimal(cent).scaleb(-2))) for cent in cents]
    # Half up in whole numbers: cents × basis points / 10,000, plus a half, cut off.
    off = (2 * sum(cents) * basis_points + 10_000) // 20_000
    typed = f"{Decimal(basis_points).scaleb(-2)}%"
    if off == 0:
        with pytest.raises(InvalidInputError):
            discount_line(lines, typed, "EUR")
        return
    line = discount_line(lines, typed, "EUR")
    assert line.net == Money(-off, "EUR")
    assert line.net == line_net(line.quantity, line.unit_price, "EUR")
    assert sum(cents) + line.net.minor >= 0
