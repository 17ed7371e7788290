"""Shifts: which way, how far, in whole days or in true time."""

from __future__ import annotations

import pytest

from vabackoffice.domain.time_shift import Shift, parse_shift
from vabackoffice.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("+10m", Shift(seconds=600)),
        ("-25m", Shift(seconds=-1500)),
        ("+1h", Shift(seconds=3600)),
        ("\N{MINUS SIGN}1h30", Shift(seconds=-5400)),
        ("+1.5h", Shift(seconds=5400)),
        (" - 90 min ", Shift(seconds=-5400)),
        ("+0:30", Shift(seconds=1800)),
        ("-20s", Shift(seconds=-20)),
        ("-1d", Shift(days=-1)),
        ("+2 days", Shift(days=2)),
        ("+1 week", Shift(days=7)),
        ("+1 Day", Shift(days=1)),
    ],
)
def test_a_sign_and_how_far(text: str, shift: Shift) -> None:
    assert parse_shift(text) == shift


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [("-1 dag", "nl", -1), ("+2 weken", "nl", 14), ("+3 Tage", "de", 3), ("-1 week", "de", -7), ("+2d", "de", 2)],
)
def test_days_and_weeks_in_the_language_of_the_business(text: str, language: str, days: int) -> None:
    assert parse_shift(text, language=language) == Shift(days=days)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10m", "'10m' does not say which way to shift."),
        ("", "'' does not say which way to shift."),
        ("+", "'+' is not a shift: '' is not a duration."),
        ("+10", "'+10' is not a shift: '10' can be read in two ways: 10m or 10h."),
        ("+-10m", "'+-10m' is not a shift: '-10m' is not a duration: it is negative."),
        ("-0m", "'-0m' is not a shift: '0m' is not a duration: it is zero."),
        ("-0d", "'-0d' shifts nothing."),
        ("+1 dag", "'+1 dag' is not a shift: '1 dag' is not a duration."),
        ("+1.5d", "'+1.5d' is not a shift: '1.5d' is not a duration."),
    ],
)
def test_what_is_no_shift(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_shift(text)

    assert refused.value.message == message
    assert refused.value.hint == "Write +10m or +1h30 for later, -25m for earlier, -1d for a day earlier."


def test_more_days_than_the_calendar_has() -> None:
    with pytest.raises(InvalidInputError, match=r"'\+99999999999d' is too far away\."):
        parse_shift("+99999999999d")
