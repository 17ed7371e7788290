"""Lengths in every notation, and clock times and lengths that agree only as far as they were rounded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.rounded import Length, is_cut_to_minutes, read_hours, settle

NINE = datetime(2026, 3, 2, 9)  # noqa: DTZ001


def after(seconds: int) -> datetime:
    return NINE + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "seconds", "slack"),
    [
        ("01:00:01", 3601, 0),
        ("100:00:00", 360_000, 0),
        ("24:00:00", 86_400, 0),
        ("3:00", 10_800, 59),
        ("0:06", 360, 59),
        ("0.50", 1800, 18),
        ("1.5", 5400, 18),
        ("1,5", 5400, 18),
        ("0,01", 36, 18),
        ("2", 7200, 18),
        (" 0.11 ", 396, 18),
        ("0.3333", 1200, 18),  # 1199.88 seconds
        ("2.001", 7204, 18),  # one mark is that of the decimals: 7203.6 seconds
        ("2.001,0", 2001 * 3600, 18),
        ("1,234.50", 1234 * 3600 + 1800, 18),
    ],
)
def test_hours_are_read_in_every_notation(text: str, seconds: int, slack: int) -> None:
    assert read_hours(text) == Length(seconds, slack)


@pytest.mark.parametrize("text", ["", "-", "1.5h", "-1.00", "1:60", "1:2", "1..5", "1.5.", "abc", "1e3", "٣"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a duration like"):
        read_hours(text)


@given(hundredths=st.integers(0, 2400), mark=st.sampled_from((".", ",")))
def test_hundredths_of_hours_are_36_seconds_each(hundredths: int, mark: str) -> None:
    assert read_hours(f"{hundredths // 100}{mark}{hundredths % 100:02}").seconds == 36 * hundredths


@pytest.mark.parametrize(
    ("clock", "length", "to_minutes", "end", "seconds"),
    [
        pytest.param(5425, Length(5425, 0), False, 5425, 5425, id="both exact"),
        pytest.param(1200, Length(1188, 18), False, 1200, 1200, id="20 minutes are 0.33 hours"),
        pytest.param(1200, Length(1188, 18), True, 1200, 1200, id="also by minutes"),
        pytest.param(5425, Length(5400, 59), False, 5425, 5425, id="1:30 left the seconds out"),
        pytest.param(5400, Length(5425, 0), True, 5425, 5425, id="the clock left the seconds out"),
        pytest.param(360, Length(300, 59), True, 300, 300, id="12:00:40 to 12:06:20 is 0:05"),
        pytest.param(360, Length(396, 18), True, 396, 396, id="6 minutes 40 are 0.11 hours"),
        pytest.param(5400, Length(5425, 0), False, 5400, 5425, id="a second too many"),
        pytest.param(5400, Length(5460, 0), True, 5400, 5460, id="a minute too many"),
        pytest.param(5400, Length(5420, 18), False, 5400, 5420, id="more than half a hundredth"),
        pytest.param(10_800, Length(7200, 59), True, 10_800, 7200, id="left to the clock change"),
    ],
)
def test_what_agrees_when_rounded_is_settled(
    clock: int,
    length: Length,
    to_minutes: bool,  # noqa: FBT001
    end: int,
    seconds: int,
) -> None:
    assert settle(NINE, after(clock), length, to_minutes=to_minutes) == (after(end), seconds)


@given(begin=st.integers(0, 86_399), true=st.integers(1, 86_400))
def test_true_work_is_settled_within_its_rounding_however_it_is_written(begin: int, true: int) -> None:
    start, end = NINE + timedelta(seconds=begin), NINE + timedelta(seconds=begin + true)
    cut = start.replace(second=0), end.replace(second=0)
    by_clock = Length(true // 60 * 60, 59)
    decimal = Length(round(true / 36) * 36, 18)

    assert settle(start, end, by_clock, to_minutes=False) == (end, true)
    assert settle(start, end, decimal, to_minutes=False) == (end, true)
    assert settle(*cut, Length(true, 0), to_minutes=True) == (cut[0] + timedelta(seconds=true), true)
    for length, most in ((by_clock, 59), (decimal, 18 + 18)):
        settled, seconds = settle(*cut, length, to_minutes=True)
        assert (settled - cut[0]).total_seconds() == seconds
        assert abs(seconds - true) <= most


def test_one_clock_time_without_seconds_is_enough() -> None:
    assert is_cut_to_minutes("10:23 AM", "11:23:01 AM")
    assert is_cut_to_minutes("10:23:00", "11:23")
    assert not is_cut_to_minutes("10:23:00 AM", "11:23:01 AM")
