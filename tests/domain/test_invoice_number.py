"""Invoice numbers and the payment references made from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from vabackoffice.domain.invoice_number import (
    begins_anew,
    check_pattern,
    could_collide,
    format_number,
    payment_reference,
    read_number,
    refuse_earlier_date,
    refuse_long_number,
)
from vabackoffice.errors import ConflictError, InvalidInputError


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{year}-{seq:04}", "2026-0007"),
        ("C{year}-{seq:04}", "C2026-0007"),
        ("{seq}", "7"),
        ("INV/{seq:6}/{year}", "INV/000007/2026"),
    ],
)
def test_patterns(pattern: str, number: str) -> None:
    assert format_number(pattern, 2026, 7) == number


def test_a_number_longer_than_its_width_is_whole() -> None:
    assert format_number("{year}-{seq:04}", 2026, 12345) == "2026-12345"


@pytest.mark.parametrize("pattern", ["", "2026", "{year}", "{seq}-{client}", "{seq:x}", "{seq:12}", "{seq"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        format_number(pattern, 2026, 1)
    assert caught.value.message == f"'{pattern}' is not a number pattern."


@pytest.mark.parametrize("last", [None, date(2026, 3, 15), date(2026, 3, 16)])
def test_numbers_and_dates_rise_together(last: date | None) -> None:
    refuse_earlier_date(date(2026, 3, 16), last)


def test_an_earlier_date_is_refused_with_the_last_one() -> None:
    with pytest.raises(ConflictError) as caught:
        refuse_earlier_date(date(2026, 3, 16), date(2026, 3, 17))
    assert caught.value.message == "The invoice would be dated 2026-03-16, before the last one of 2026-03-17."
    assert caught.value.hint == "Date it 2026-03-17 or later: '--date 2026-03-17'."


def test_a_reference_worked_by_hand() -> None:
    # 20260001, then R=27 F=15 and 00: 20260001271500 modulo 97 is 67, and 98 - 67 = 31.
    assert payment_reference("2026-0001") == "RF3120260001"


def test_a_published_reference() -> None:
    # The creditor reference in the example of EPC069-12, "QR code: guidelines to enable the data capture".
    assert payment_reference("539007547034") == "RF18539007547034"


@given(
    st.text(alphabet="abcXYZ0123456789-/ .", min_size=1, max_size=30).filter(lambda text: any(map(str.isalnum, text)))
)
def test_every_reference_is_valid_by_another_hand(number: str) -> None:
    reference = payment_reference(number)
    assert iso11649.is_valid(reference)
    assert len(reference) <= 25
    assert reference[4:] == "".join(letter for letter in number.upper() if letter.isalnum())[:21]


PATTERNS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "C", "INV-", "VA/"]),
    st.sampled_from(["{year}-", "{year}/", "{year}", ""]),
    st.sampled_from(["{seq}", "{seq:04}", "{seq:06}/A"]),
)


@given(PATTERNS, st.integers(2000, 2100), st.integers(1, 10**7))
def test_a_number_is_read_back_by_its_pattern(pattern: str, year: int, sequence: int) -> None:
    number = format_number(pattern, year, sequence)
    assert read_number(pattern, number) == (year if begins_anew(pattern) else None, sequence)
    assert read_number(pattern, number.lower()) is not None  # numbers may be typed small


@given(PATTERNS, PATTERNS, st.integers(2000, 2100), st.integers(2000, 2100), st.data())
def test_patterns_that_are_told_apart_never_make_the_same_number(
    one: str, other: str, year: int, later: int, data: st.DataObject
) -> None:
    if could_collide(one, other):
        return
    first, second = (data.draw(st.integers(1, 10**6)) for _ in range(2))
    assert format_number(one, year, first) != format_number(other, later, second)


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("{year}-{seq:04}", "C{year}-{seq:04}", False),
        ("{year}-{seq:04}", "{year}-{seq}", True),
        ("{year}-{seq:04}", "{year}/{seq:04}", False),
        ("{seq}", "{year}{seq:04}", True),
        ("c{seq}", "C{seq:03}", True),
    ],
)
def test_which_patterns_collide(one: str, other: str, collide: bool) -> None:  # noqa: FBT001
    assert could_collide(one, other) is could_collide(other, one) is collide


@pytest.mark.parametrize(
    "pattern", ["{year}", "{seq}{seq}", "INV {seq}", "{seq}é", "{seq}\n", "<{seq}>", "{seq}-{month}"]
)
def test_what_is_no_pattern_for_a_series_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError):
        check_pattern(pattern)


def test_only_italy_has_a_longest_number() -> None:
    refuse_long_number("A" * 20, "IT")
    refuse_long_number("A" * 40, "NL")
    with pytest.raises(InvalidInputError, match="has 21 characters"):
        refuse_long_number("A" * 21, "IT")
