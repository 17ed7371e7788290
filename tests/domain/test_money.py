"""Money: half up, never a float, never two currencies, never a lost cent."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.money import Money, exponent, total
from vabackoffice.errors import InvalidInputError

minors = st.integers(-(10**12), 10**12)
weight_lists = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("EUR", 2), ("USD", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3), ("TND", 3)]
)
def test_a_currency_has_its_own_decimals(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1210", "EUR", 121000),
        (Decimal("12.34"), "EUR", 1234),
        (7, "EUR", 700),
        ("0.004", "EUR", 0),
        ("0.005", "EUR", 1),
        ("0.015", "EUR", 2),
        ("0.025", "EUR", 3),
        ("2.675", "EUR", 268),
        ("-0.005", "EUR", -1),
        ("-2.675", "EUR", -268),
        ("0.5", "JPY", 1),
        ("1.5", "JPY", 2),
        ("2.5", "JPY", 3),
        ("0.0005", "KWD", 1),
    ],
)
def test_amounts_are_rounded_half_up(amount: Decimal | int | str, currency: str, minor: int) -> None:
    assert Money.of(amount, currency) == Money(minor, currency)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match=r"money is never a float: 0\.1"):
        Money.of(0.1, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(121000, "EUR"), "1210.00 EUR"),
        (Money(-5, "EUR"), "-0.05 EUR"),
        (Money(0, "EUR"), "0.00 EUR"),
        (Money(1250, "JPY"), "1250 JPY"),
        (Money(1250, "KWD"), "1.250 KWD"),
    ],
)
def test_money_is_printed_with_the_decimals_of_its_currency(money: Money, text: str) -> None:
    assert str(money) == text


def test_nothing_is_false() -> None:
    assert not Money.zero("EUR")
    assert Money(1, "EUR")
    assert Money(-1, "EUR")


@pytest.mark.parametrize(
    ("amount", "factor", "product"), [(1000, "0.21", 210), (1050, "0.07", 74), (-1050, "0.07", -74), (333, "1.5", 500)]
)
def test_times_rounds_half_up(amount: int, factor: str, product: int) -> None:
    assert Money(amount, "EUR").times(Decimal(factor)) == Money(product, "EUR")


@settings(max_examples=100, deadline=None)
@given(minors, minors)
def test_sums_and_differences_are_those_of_the_cents(one: int, other: int) -> None:
    first, second = Money(one, "EUR"), Money(other, "EUR")
    assert first + second == Money(one + other, "EUR")
    assert first - second == Money(one - other, "EUR")
    assert -first == Money(-one, "EUR")
    assert (first < second) is (one < other)
    assert total([first, second, first], "EUR") == Money(2 * one + other, "EUR")


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([], "USD") == Money(0, "USD")


def test_currencies_never_mix() -> None:
    euro, dollar = Money(100, "EUR"), Money(100, "USD")
    attempts = (
        lambda: euro + dollar,
        lambda: euro - dollar,
        lambda: euro < dollar,
        lambda: total([euro], "USD"),
        lambda: total([euro, dollar], "EUR"),
    )
    for attempt in attempts:
        with pytest.raises(InvalidInputError, match="are in two currencies") as caught:
            attempt()
        assert caught.value.hint
    assert euro != dollar


@settings(max_examples=100, deadline=None)
@given(minors, st.sampled_from(("EUR", "JPY", "KWD")))
def test_the_amount_in_major_units_gives_the_same_money(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money
    assert Money.of(str(money).split()[0], currency) == money


@pytest.mark.parametrize(
    ("minor", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [3, 7], [2, 3]),  # 1.5 and 3.5: a tie, the first wins
        (1000, [0, 2, 1], [0, 667, 333]),
        (2, [1, 1, 1, 1], [1, 1, 0, 0]),
        (0, [4, 5], [0, 0]),
    ],
)
def test_spread_gives_the_cents_left_over_to_the_largest_remainders(
    minor: int, weights: list[int], shares: list[int]
) -> None:
    assert Money(minor, "EUR").spread(weights) == [Money(share, "EUR") for share in shares]


@settings(max_examples=150, deadline=None)
@given(minors, weight_lists)
def test_spread_never_loses_a_cent_and_is_never_off_by_one(minor: int, weights: list[int]) -> None:
    shares = Money(minor, "EUR").spread(weights)
    assert total(shares, "EUR") == Money(minor, "EUR")
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.minor * sum(weights) - minor * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_cannot_share_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights must not be negative"):
        Money(100, "EUR").spread(weights)
