"""Routines: how their weekdays, time and length are typed and shown, and on which days they are due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.routine import Rhythm, due_days, format_weekdays, parse_rhythm, parse_weekdays
from vabackoffice.domain.words import vocabulary
from vabackoffice.errors import InvalidInputError

HINT = "Write it like 'Mon-Fri 9:00 15m acme Mail' or 'Mon,Wed 1h acme Mail'."
LANGUAGES = ("en", "nl", "de", "es", "it", "fr")
some_weekdays = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Mon", (1,)),
        ("sunday", (7,)),
        ("Mon-Fri", (1, 2, 3, 4, 5)),
        ("Mon - Fri", (1, 2, 3, 4, 5)),
        ("Mon\N{EN DASH}Fri", (1, 2, 3, 4, 5)),
        ("Mon-Mon", (1,)),
        ("Mon-Sun", (1, 2, 3, 4, 5, 6, 7)),
        ("Fri-Mon", (1, 5, 6, 7)),
        ("Wed,Mon", (1, 3)),
        ("Mon, Wed", (1, 3)),
        ("Mon Wed", (1, 3)),
        ("Mon,Wed-Fri,Sun", (1, 3, 4, 5, 7)),
        ("daily", (1, 2, 3, 4, 5, 6, 7)),
        ("Every Day", (1, 2, 3, 4, 5, 6, 7)),
        ("weekdays", (1, 2, 3, 4, 5)),
        ("workdays", (1, 2, 3, 4, 5)),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_weekdays_in_english_whatever_the_business_speaks(text: str, weekdays: tuple[int, ...], language: str) -> None:
    assert parse_weekdays(text, language) == weekdays


@pytest.mark.parametrize(
    ("language", "text", "weekdays"),
    [
        ("nl", "ma-vr", (1, 2, 3, 4, 5)),
        ("nl", "dinsdag, zo", (2, 7)),
        ("nl", "elke dag", (1, 2, 3, 4, 5, 6, 7)),
        ("nl", "werkdagen", (1, 2, 3, 4, 5)),
        ("de", "Mo,Mi", (1, 3)),
        ("de", "Di-Do", (2, 3, 4)),
        ("de", "t\u00e4glich", (1, 2, 3, 4, 5, 6, 7)),
        ("de", "taeglich", (1, 2, 3, 4, 5, 6, 7)),
        ("de", "wochentags", (1, 2, 3, 4, 5)),
        ("es", "lun-mi\u00e9", (1, 2, 3)),
        ("es", "mar", (2,)),  # among weekdays it is no month
        ("es", "todos los d\u00edas", (1, 2, 3, 4, 5, 6, 7)),
        ("es", "laborables", (1, 2, 3, 4, 5)),
        ("it", "luned\u00ec, gio", (1, 4)),
        ("it", "ogni giorno", (1, 2, 3, 4, 5, 6, 7)),
        ("it", "giorni lavorativi", (1, 2, 3, 4, 5)),
        ("fr", "lun.-mer.", (1, 2, 3)),
        ("fr", "tous les jours", (1, 2, 3, 4, 5, 6, 7)),
        ("fr", "jours ouvr\u00e9s", (1, 2, 3, 4, 5)),
    ],
)
def test_weekdays_in_the_language_of_the_business(language: str, text: str, weekdays: tuple[int, ...]) -> None:
    assert parse_weekdays(text, language) == weekdays


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_several_weekdays_can_be_reached(language: str) -> None:
    for word, days in vocabulary(language).day_groups.items():
        assert parse_weekdays(word, language) == tuple(day + 1 for day in days)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "werktags"), ("it", "feriali"), ("fr", "jours ouvrables"), ("en", "ma-vr")]
)
def test_words_that_may_mean_saturday_too_are_not_guessed(language: str, text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a weekday"):
        parse_weekdays(text, language)


@pytest.mark.parametrize(
    ("weekdays", "shown"),
    [
        ((1, 2, 3, 4, 5, 6, 7), "daily"),
        ((1, 2, 3, 4, 5), "Mon-Fri"),
        ((6, 7), "Sat,Sun"),
        ((1,), "Mon"),
        ((1, 2, 4, 5, 6), "Mon,Tue,Thu-Sat"),
        ((1, 3, 5), "Mon,Wed,Fri"),
    ],
)
def test_weekdays_as_they_are_shown(weekdays: tuple[int, ...], shown: str) -> None:
    assert format_weekdays(weekdays) == shown


@given(some_weekdays)
def test_weekdays_are_read_as_they_are_shown(weekdays: tuple[int, ...]) -> None:
    assert parse_weekdays(format_weekdays(weekdays)) == weekdays


@pytest.mark.parametrize(
    ("text", "rhythm", "rest"),
    [
        ("Mon-Fri 9:00 15m acme inbox check", ((1, 2, 3, 4, 5), "09:00", 900), "acme inbox check"),
        ("Mon-Fri 9 15m acme", ((1, 2, 3, 4, 5), "09:00", 900), "acme"),
        ("Fri 5:30pm 1:30 acme", ((5,), "17:30", 5400), "acme"),
        ("Mon 0:00 24h acme", ((1,), "00:00", 86_400), "acme"),
        ("Mon,Wed 1h30 acme 2 rooms", ((1, 3), None, 5400), "acme 2 rooms"),
        ("Mon , Wed 45min acme", ((1, 3), None, 2700), "acme"),
        ("daily 1.5h", ((1, 2, 3, 4, 5, 6, 7), None, 5400), ""),
        ("Mon 0915 15m acme 10m", ((1,), "09:15", 900), "acme 10m"),
    ],
)
def test_a_rhythm_and_what_follows_it(text: str, rhythm: tuple[tuple[int, ...], str | None, int], rest: str) -> None:
    assert parse_rhythm(text.split()) == (Rhythm(*rhythm), rest.split())


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "The weekdays are missing.", HINT),
        ("9:00 15m acme", "The weekdays are missing.", HINT),
        ("acme 15m", "'acme' is not a weekday.", HINT),
        ("Mon-Fro 15m acme", "'mon-fro' is not a weekday.", HINT),
        ("Mon-Fri", "'Mon-Fri' does not say how long it takes.", HINT),
        ("Mon-Fri 9:00-9:15 acme", "'9:00-9:15' is a range, and a routine has a start and a length.", HINT),
        (
            "Mon-Fri 1:30 acme",
            "'1:30' is read as a start, and no length follows it.",
            "Write '9:00 15m' for a start and a length, '1h30' for a length alone.",
        ),
        (
            "Mon-Fri 9:00",
            "'9:00' is read as a start, and no length follows it.",
            "Write '9:00 15m' for a start and a length, '1h30' for a length alone.",
        ),
        ("Mon 24:00 15m acme", "'24:00' is the beginning of the next day.", "Write it as 0:00 of that day."),
        (
            "Mon 25:00 15m acme",
            "'25:00' is not a time: 0:00 to 24:00 is.",
            "Write it like 9:00, 0900, 9:30pm, now or -25m.",
        ),
        (
            "Mon 9:00 0m acme",
            "'0m' is not a duration: it is zero.",
            "Write a duration above zero, like 25m or 1h30.",
        ),
        ("Mon 1x acme", "'1x' is not a duration.", "Write it like 1h30, 1:30, 1.5h or 90m."),
        (
            "Mon 9:00+01:00 15m acme",
            "'9:00+01:00' is not a duration.",
            "Write it like 1h30, 1:30, 1.5h or 90m.",
        ),
    ],
)
def test_what_is_no_rhythm(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_rhythm(text.split())
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_rhythm_as_it_is_shown() -> None:
    assert str(Rhythm((1, 2, 3, 4, 5), "09:00", 900)) == "Mon-Fri 09:00, 15m"
    assert str(Rhythm((1,), None, 5400)) == "Mon, 1h30"


@given(some_weekdays, st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(-3, 400))
def test_due_days_are_the_days_with_such_a_name(weekdays: tuple[int, ...], first: date, length: int) -> None:
    last = first + timedelta(length)
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    wanted = {names[day - 1] for day in weekdays}

    every_day = [first + timedelta(days) for days in range(length + 1)]
    assert list(due_days(weekdays, first, last)) == [day for day in every_day if day.strftime("%a") in wanted]
