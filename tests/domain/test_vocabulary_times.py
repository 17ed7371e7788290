"""Times that count from now in the words of five languages; now is 14:05:30 in Amsterdam on Monday 2 March 2026."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_timedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_moment, parse_time_range
from vabackoffice.errors import InvalidInputError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 14, 5, 30, tzinfo=AMSTERDAM)
LANGUAGES = ("nl", "de", "es", "it", "fr")

Unit = Literal["hour", "minute", "second"]


def moment(text: str, language: str) -> str:
    return parse_moment(text, on=MONDAY, now=NOW, zone=AMSTERDAM, language=language).strftime("%H:%M:%S")


@pytest.mark.parametrize(
    ("language", "clock", "texts"),
    [
        ("nl", "14:05:30", "nu; Nu; now"),
        ("nl", "13:40:30", "25 min geleden; 25 min. geleden; 25 minuten geleden; -25 minuten; 25m ago; -25m"),
        ("nl", "12:35:30", "1u30 geleden; 1 uur 30 minuten geleden; 1.5 uur geleden; 1,5 uur geleden; -1u30"),
        ("de", "14:05:30", "jetzt; JETZT"),
        ("de", "13:40:30", "vor 25 Min; vor 25 Min.; vor 25 Minuten; vor 25m"),
        ("de", "12:05:30", "vor 2 Std.; vor 2 Stunden; vor 2h"),
        ("es", "14:05:30", "ahora"),
        ("es", "13:40:30", "hace 25 min; hace 25 minutos; 25 minutos atrás; 25 minutos atras"),
        ("es", "13:05:30", "hace 1 hora; hace 1 h"),
        ("it", "14:05:30", "adesso; ora"),
        ("it", "13:40:30", "25 min fa; 25 minuti fa"),
        ("it", "13:05:30", "1 ora fa; 1h fa"),
        ("fr", "14:05:30", "maintenant"),
        ("fr", "13:40:30", "il y a 25 min; il y a 25 minutes; il y a 25 mn"),
        ("fr", "12:35:30", "il y a 1 h 30; il y a 1h30; il y a 1 heure 30 minutes"),
        ("de", "09:00:00", "9 am; 9:00; 9"),  # "am" is English here and German only before a day
    ],
)
def test_times(language: str, clock: str, texts: str) -> None:
    for text in texts.split("; "):
        assert (text, moment(text, language)) == (text, clock)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 500), st.sampled_from(LANGUAGES), st.sampled_from(("hour", "minute", "second")))
def test_distances_as_cldr_prints_them_are_read_back(amount: int, language: str, unit: Unit) -> None:
    span = amount * timedelta(seconds={"hour": 3600, "minute": 60, "second": 1}[unit])
    text = format_timedelta(
        -span, granularity=unit, threshold=10**6, add_direction=True, format="long", locale=language
    )
    found = parse_moment(text, on=MONDAY, now=NOW, zone=AMSTERDAM, language=language)
    assert (text, found.astimezone(UTC)) == (text, NOW.astimezone(UTC) - span)


@pytest.mark.parametrize(
    ("text", "language"),
    [("nu", "en"), ("jetzt", "nl"), ("over 5 minuten", "nl"), ("in 5 Minuten", "de"), ("de", "nl"), ("am", "de")],
)
def test_what_is_no_time_in_that_language(text: str, language: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, language)
    assert caught.value.message == f"'{text}' is not a time."


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("vor 25", "de", "'25' can be read in two ways: 25m or 25h."),
        ("3 dagen geleden", "nl", "'3 dagen' is not a duration."),
        ("25 min geleden", "fr", None),
    ],
)
def test_a_time_counted_from_now_needs_a_duration(text: str, language: str, why: str | None) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, language)
    assert caught.value.message == f"'{text}' is not a time{f': {why}' if why else '.'}"


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("9:00-nu", "nl", "09:00:00", "14:05:30"),
        ("9..jetzt", "de", "09:00:00", "14:05:30"),
        ("vor 2 Std. - vor 30 Min.", "de", "12:05:30", "13:35:30"),
        ("hace 2 h..ahora", "es", "12:05:30", "14:05:30"),
        ("2 ore fa - adesso", "it", "12:05:30", "14:05:30"),
        ("il y a 2 h - maintenant", "fr", "12:05:30", "14:05:30"),
        ("2 uur geleden - 13:00", "nl", "12:05:30", "13:00:00"),
    ],
)
def test_time_ranges(text: str, language: str, start: str, end: str) -> None:
    found = parse_time_range(text, on=MONDAY, now=NOW, zone=AMSTERDAM, language=language)
    assert [side.strftime("%H:%M:%S") for side in found] == [start, end]
    assert looks_like_range(text, language=language)
    assert not looks_like_duration(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [("9-nu", "en"), ("9-nu", "de"), ("in 5 Min-9", "de"), ("bald - jetzt", "de"), ("acme-2", "nl"), ("nu", "nl")],
)
def test_what_is_no_range_in_that_language(text: str, language: str) -> None:
    assert not looks_like_range(text, language=language)
