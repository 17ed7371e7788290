"""Durations as typed and as printed."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.errors import InvalidInputError

anything = st.text(max_size=110) | st.text(alphabet="0123456789.,: -hmsin\u0663", max_size=20)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h30", 5400),
        ("1h30m", 5400),
        ("1H30M", 5400),
        ("1h 30m", 5400),
        ("1 h 30", 5400),
        ("1 hour 30 minutes", 5400),
        ("1:30", 5400),
        ("0:25", 1500),
        ("01:30:05", 5405),
        ("1.5h", 5400),
        ("1,5h", 5400),
        (".5h", 1800),
        ("1.5 hrs", 5400),
        ("1.33h", 4788),
        ("1.250h", 4500),
        ("90m", 5400),
        ("45min", 2700),
        ("2.5m", 150),
        ("90m30s", 5430),
        ("2h", 7200),
        ("1h5", 3900),
        ("1h05s", 3605),
        ("1h01m01s", 3661),
        ("30s", 30),
        ("100h", 360000),
        # Fractions of a second go half up: 1.33333 h are 4799.988 s, 0.0125 m are 0.75 s.
        ("1.33333h", 4800),
        ("0.0125m", 1),
        ("2.5s", 3),
        ("2.49s", 2),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("90", "'90' can be read in two ways: 90m or 90h.", "Write 90m or 90h."),
        ("1.5", "'1.5' can be read in two ways: 1.5m or 1.5h.", "Write 1.5m or 1.5h."),
        ("0", "'0' can be read in two ways: 0m or 0h.", "Write 0m or 0h."),
        ("0m", "'0m' is not a duration: it is zero.", "Write a duration above zero, like 25m or 1h30."),
        ("0:00", "'0:00' is not a duration: it is zero.", "Write a duration above zero, like 25m or 1h30."),
        ("0.4s", "'0.4s' is not a duration: it is zero.", "Write a duration above zero, like 25m or 1h30."),
        ("-1h", "'-1h' is not a duration: it is negative.", "Write a duration above zero, like 25m or 1h30."),
        ("- 1:30", "'- 1:30' is not a duration: it is negative.", "Write a duration above zero, like 25m or 1h30."),
        (
            "1:75",
            "'1:75' is not a duration: 75 is more than 59.",
            "Minutes and seconds after a larger unit go up to 59",
        ),
        (
            "1h75",
            "'1h75' is not a duration: 75 is more than 59.",
            "Minutes and seconds after a larger unit go up to 59",
        ),
        ("1h60m", "'1h60m' is not a duration: 60 is more than 59.", "Minutes and seconds after a larger unit go up"),
        ("5m60s", "'5m60s' is not a duration: 60 is more than 59.", "Minutes and seconds after a larger unit go up"),
        (
            "1:00:60",
            "'1:00:60' is not a duration: 60 is more than 59.",
            "Minutes and seconds after a larger unit go up",
        ),
    ],
)
def test_what_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_duration(text)
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "h", "acme", "1x", "1h30x", "25m07", "1h30m5", "1m1h", "1h1h", "1.5h30m", "1h2.5m", "1:5",
        "1:30h", ":30", "1h,30m", "1..5h", "1,2,3h", "9am", "--1h", "1h-30m", "\u0661h", "\uff11h",
    ],
)  # fmt: skip
def test_what_is_no_duration_is_refused_with_its_value_and_a_hint(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_duration(text)
    assert caught.value.message == f"'{text}' is not a duration."
    assert caught.value.hint == "Write it like 1h30, 1:30, 1.5h or 90m."


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (5100, "1h25"),
        (3900, "1h05"),
        (7200, "2h"),
        (1500, "25m"),
        (0, "0m"),
        (-5100, "-1h25"),
        (-1500, "-25m"),
        (3661, "1h01m01s"),
        (3607, "1h00m07s"),
        (1507, "25m07s"),
        (7, "7s"),
        (-7, "-7s"),
        (360000, "100h"),
    ],
)
def test_printed_durations(seconds: int, text: str) -> None:
    assert format_duration(seconds) == text


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 100_000) | st.integers(1, 10**30))
def test_printed_durations_are_read_back(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds
    assert format_duration(-seconds) == f"-{format_duration(seconds)}"


@settings(max_examples=200, deadline=None)
@given(anything)
@example("9" * 99 + "h")
@example("1" * 100 + "!")
def test_nothing_but_invalid_input_escapes(text: str) -> None:
    with suppress(InvalidInputError):
        assert parse_duration(text) > 0
