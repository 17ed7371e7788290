"""Numbers as typed: hand-worked tables, both readings of what is in doubt, and print and parse again."""

import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.number import parse_decimal, parse_percent
from vabackoffice.errors import InvalidInputError

anything = st.text(max_size=110) | st.text(alphabet="0123456789.,' -%\u00a0\u2019\u0663", max_size=30)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"),
        ("1250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1'250.50", "1250.50"),
        ("1\u2019250.50", "1250.50"),
        ("1 250,50", "1250.50"),
        ("1\u00a0250,50", "1250.50"),
        ("1\u202f250,50", "1250.50"),
        (" 12,5 ", "12.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (".125", "0.125"),
        (",5", "0.5"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("-1.250,50", "-1250.50"),
        ("007", "7"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("1.2340", "1.2340"),
        ("1250.125", "1250.125"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1 250", "1250"),
        ("1'250", "1250"),
        ("1.250,500", "1250.500"),
        ("1 250.500", "1250.500"),
        ("999999999999.999999999", "999999999999.999999999"),
    ],
)
def test_numbers_keep_the_decimals_they_were_typed_with(text: str, value: str) -> None:
    assert str(parse_decimal(text)) == value


@pytest.mark.parametrize(
    ("text", "readings", "hint"),
    [
        ("1.250", "1250 or 1.25", "Write 1250 (or 1250.00) for the first, 1.25 for the second."),
        ("1,250", "1250 or 1.25", "Write 1250 (or 1250.00) for the first, 1.25 for the second."),
        ("-1,250", "-1250 or -1.25", "Write -1250 (or -1250.00) for the first, -1.25 for the second."),
        ("12.000", "12000 or 12", "Write 12000 (or 12000.00) for the first, 12.00 for the second."),
        ("100.000", "100000 or 100", "Write 100000 (or 100000.00) for the first, 100.00 for the second."),
        ("1.234", "1234 or 1.234", "Write 1234 (or 1234.00) for the first, 1.2340 for the second."),
        ("012.345", "12345 or 12.345", "Write 12345 (or 12345.00) for the first, 12.3450 for the second."),
    ],
)
def test_one_separator_before_three_digits_is_refused_with_both_readings(text: str, readings: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_decimal(text)
    assert caught.value.message == f"'{text}' can be read in two ways: {readings}."
    assert caught.value.hint == hint


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"), st.sampled_from(("", "-")))
def test_the_hint_of_an_ambiguous_number_can_be_typed(whole: int, part: int, mark: str, sign: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_decimal(f"{sign}{whole}{mark}{part:03}")
    thousands, with_cents, decimals = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", caught.value.hint)
    assert parse_decimal(thousands) == parse_decimal(with_cents) == Decimal(f"{sign}{whole * 1000 + part}")
    assert parse_decimal(decimals) == Decimal(f"{sign}{whole}.{part:03}")


@pytest.mark.parametrize(
    "text",
    [
        "", "-", ".", ",", "x", "1.", "1,", "--3", "+3", "- 3", "1 25", "1.25.0", "1,2,3", "1.250.00",
        "1 250 00", "0 125", "1.250,", "1 250'000", "1,250,000,5", "1..5", "1e5", "0x10", "NaN", "Infinity",
        "1_000", "\u0663", "\uff11", "\u00b2", "12 eur",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_value_and_a_hint(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_decimal(text)
    assert caught.value.message == f"'{text}' is not a number."
    assert caught.value.hint == "Write it like 1250, 1250.50, 1.250,50 or 1,250.50."


@pytest.mark.parametrize("text", ["1234567890123", "0.1234567890", "-1,234,567,890,123.5"])
def test_too_many_digits_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_decimal(text)
    assert caught.value.message == f"'{text}' has too many digits."
    assert caught.value.hint == "Write at most 12 digits before the decimal mark and 9 after it."


@settings(max_examples=150, deadline=None)
@given(
    st.integers(-(10**12) + 1, 10**12 - 1), st.integers(0, 9), st.sampled_from(("", ".,", ",.", " ,", "'.", "\u202f,"))
)
def test_printed_numbers_are_read_back(digits: int, places: int, style: str) -> None:
    value = Decimal(digits).scaleb(-places)
    plain = f"{value:f}"
    text = plain
    if style:
        text = f"{value:,f}".replace(",", "T").replace(".", "D").replace("T", style[0]).replace("D", style[1])
    marks = re.sub("[-0-9]", "", text)
    if len(marks) == 1 and marks in ".," and re.search(r"[1-9].*[.,][0-9]{3}$", text) and len(text.strip("-")) <= 7:
        with pytest.raises(InvalidInputError):
            parse_decimal(text)
    else:
        assert parse_decimal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15%", "15"),
        ("15", "15"),
        ("7.5 %", "7.5"),
        ("7,5%", "7.5"),
        ("0", "0"),
        ("100%", "100"),
        ("8.875%", "8.875"),
        ("8,875", "8.875"),
    ],
)
def test_percentages(text: str, value: str) -> None:
    assert str(parse_percent(text)) == value


@pytest.mark.parametrize("text", ["100.1", "-1%", "1.250,00"])
def test_percentages_outside_0_to_100_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_percent(text)
    assert caught.value.message == f"'{text}' is not a percentage from 0 to 100."
    assert caught.value.hint == "Write it like 15% or 7.5%."


@pytest.mark.parametrize("text", ["%", "", "x%", "5%%", "% 5"])
def test_what_is_no_percentage_is_quoted_as_typed(text: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(f"'{text}' is not a number.")):
        parse_percent(text)


@settings(max_examples=200, deadline=None)
@given(anything)
@example("1" * 101)
def test_nothing_but_invalid_input_escapes(text: str) -> None:
    for parse in (parse_decimal, parse_percent):
        with suppress(InvalidInputError):
            assert parse(text).is_finite()
