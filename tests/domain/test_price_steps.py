"""Volume steps as they are typed and said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vabackoffice.domain.price_steps import parse_steps, say_row, steps_text
from vabackoffice.domain.rate import PriceRow
from vabackoffice.domain.unit import check_unit, plural
from vabackoffice.errors import InvalidInputError


def said(steps: str, per: str = "month") -> str:
    found = parse_steps(steps, "EUR")
    return say_row(PriceRow("post", True, "post", found[0].price, "EUR", None, found, per))  # noqa: FBT003 - the client's


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("20:12,10", [("20", "12"), (None, "10")]),
        (" 10:15, 20 : 12 ,10.50 ", [("10", "15"), ("20", "12"), (None, "10.50")]),
        ("2.5:0.125,0", [("2.5", "0.125"), (None, "0")]),
        ("20:12 EUR,10 EUR", [("20", "12"), (None, "10")]),
    ],
)
def test_steps_are_read_and_written_again(typed: str, found: list[tuple[str | None, str]]) -> None:
    steps = parse_steps(typed, "EUR")
    assert [(None if limit is None else str(limit), str(price)) for limit, price in steps] == found
    assert parse_steps(steps_text(steps), "EUR") == steps


def test_steps_are_said_as_a_sentence() -> None:
    assert said("20:12,10") == "12.00 EUR per post for the first 20 of a month, then 10.00 EUR"
    assert said("10:15,20:12,10", "engagement") == (
        "15.00 EUR per post for the first 10 of the engagement, 12.00 EUR up to 20, then 10.00 EUR"
    )


@pytest.mark.parametrize("typed", ["", "12", "20:12", "20:12,10:8", "12,10", "20:12,20:11,9", "20:12,10:11,9", "0:1,2"])
def test_steps_that_are_none(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_steps(typed, "EUR")
    assert refused.value.message == f"The steps '{typed}' are not understood."
    assert refused.value.hint == "Write '20:12,10': the first 20 units at 12, then 10; limits must rise."


def test_a_price_in_steps_that_can_be_read_in_two_ways() -> None:
    with pytest.raises(InvalidInputError, match=r"'1\.250' can be read in two ways"):
        parse_steps("20:1.250,1", "EUR")


@pytest.mark.parametrize(
    ("typed", "unit"), [("post", "post"), ("Posts", "post"), ("km", "km"), ("reels", "reels"), ("m2", "m2")]
)
def test_a_unit_is_any_word(typed: str, unit: str) -> None:
    assert check_unit(typed) == unit


@pytest.mark.parametrize("typed", ["", "2x", "two words", "x" * 21, "-", "_a"])
def test_what_is_no_word_is_no_unit(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_unit(typed)
    assert refused.value.message == f"'{typed}' is not a unit."


def test_the_plural_of_a_known_unit() -> None:
    assert (plural("post"), plural("Bericht")) == ("posts", "Bericht")
    assert parse_steps("1:2,3", "EUR")[0] == (Decimal(1), Decimal(2))
