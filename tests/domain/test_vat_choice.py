"""What may be typed after `--vat`."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.vat_choice import read_vat_choice
from vabackoffice.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("auto", ("auto", None)),
        (" AUTO ", ("auto", None)),
        ("S", ("S", None)),
        ("ae", ("AE", None)),
        ("E", ("E", None)),
        ("O", ("O", None)),
        ("G", ("G", None)),
        ("Z", ("Z", None)),
        ("S:9", ("S", Decimal(9))),
        ("s:5,5", ("S", Decimal("5.5"))),
        ("S: 13.5 %", ("S", Decimal("13.5"))),
        ("S:0", ("S", Decimal(0))),
    ],
)
def test_choices(text: str, expected: tuple[str, Decimal | None]) -> None:
    assert read_vat_choice(text) == expected


@pytest.mark.parametrize(
    "text", ["", "K", "S:", "S:abc", "S:-1", "S:101", "S:NaN", "S:1e999999", "S:inf", "AE:9", "auto:9", "S:9:9", "21"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_vat_choice(text)
    assert caught.value.message == f"'{text}' is not a VAT treatment."
    assert caught.value.hint == "Use auto, S, AE, E, O, G, Z, or a rate as in S:9."


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(InvalidInputError):
        category, percent = read_vat_choice(text)
        assert category in ("auto", "S", "AE", "E", "O", "G", "Z")
        assert percent is None or 0 <= percent <= 100
