"""Words that mean two things: found by comparing the tables, decided one by one, and shown in both readings."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.domain.civil_date import find_date, parse_date
from vabackoffice.domain.clock_time import parse_moment, parse_time_range
from vabackoffice.domain.country import LANGUAGES as DOCUMENT_LANGUAGES
from vabackoffice.domain.period import parse_period
from vabackoffice.domain.words import ENGLISH, HALF_DAYS, Vocabulary, plain, vocabulary
from vabackoffice.errors import InvalidInputError

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 13, 5, 30, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LANGUAGES = ("nl", "de", "es", "it", "fr")
TUESDAY = {"es": "martes", "it": "martedì", "fr": "mardi"}
MARCH = {"es": "marzo", "it": "marzo", "fr": "mars"}


def kinds(words: Vocabulary) -> dict[str, set[str]]:
    """Return the kinds of meaning of each word that can stand for itself; all units are one kind."""
    units = {*words.days_apart, *words.months_apart, *words.periods, *words.durations}
    tables = {
        "month": {*words.months},
        "weekday": {*words.weekdays},
        "day": {*words.days},
        "shift": {*words.shifts},
        "unit": units,
        "now": {*words.now},
        "filler": {*words.fillers},
        "distance": {part.strip() for pair in words.distances for part in pair},
        "half of the day": {*HALF_DAYS},
    }
    found: dict[str, set[str]] = {}
    for kind, table in tables.items():
        for word in table - {""}:
            found.setdefault(word, set()).add(kind)
    return found


@pytest.mark.parametrize(
    ("language", "collisions"),
    [
        ("en", {}),
        ("nl", {}),
        # "am Montag" and "9 am": a day is never halved, and a clock time has no filler.
        ("de", {"am": {"filler", "half of the day"}}),
        # "2 ago" has no unit of time, "2 days ago" no month.
        ("es", {"mar": {"weekday", "month"}, "ago": {"month", "distance"}}),
        # "ora" alone is now, "1 ora fa" an hour ago.
        ("it", {"mar": {"weekday", "month"}, "ago": {"month", "distance"}, "ora": {"now", "unit"}}),
        ("fr", {"mar": {"weekday", "month"}}),
    ],
)
def test_the_words_of_two_kinds_are_these(language: str, collisions: dict[str, set[str]]) -> None:
    assert {word: found for word, found in kinds(vocabulary(language)).items() if len(found) > 1} == collisions


@pytest.mark.parametrize("language", LANGUAGES)
def test_within_a_kind_a_word_means_the_same_in_english(language: str) -> None:
    own = import_module(f"vabackoffice.domain.words_{language}").WORDS
    for field, mine in own._asdict().items():
        english = getattr(ENGLISH, field)
        both = mine.keys() & english if isinstance(mine, dict) else ()
        assert [(word, mine[word]) for word in both] == [(word, english[word]) for word in both]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_word_can_be_reached(language: str) -> None:
    words = vocabulary(language)
    for table in (words.months, words.weekdays, words.days, words.shifts, words.periods, words.durations):
        for word, meaning in table.items():
            assert table[plain(word.lower(), words)] == meaning
    for pair in words.distances:
        assert [plain(part, words) for part in pair] == [part.strip() for part in pair]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_examples_of_the_hints_are_understood(language: str) -> None:
    words = vocabulary(language)
    for text in words.dates.split(", "):
        assert find_date(text.strip("'"), today=MONDAY, language=language)
    for text in words.spans.split(", "):
        assert parse_period(text.strip("'"), today=MONDAY, language=language)


@pytest.mark.parametrize("language", ["es", "it", "fr"])
@pytest.mark.parametrize(
    ("text", "side"),
    [("mar", "mar"), ("Mar.", "Mar."), ("last mar", "last mar"), ("lun..mar", "mar"), ("mar 2026..mar", "mar")],
)
def test_a_weekday_or_a_month_is_refused_as_a_period(text: str, side: str, language: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_period(text, today=MONDAY, language=language)
    assert caught.value.message == f"'{side}' can be read in two ways: Tuesday or March."
    assert caught.value.hint == f"Write '{TUESDAY[language]}' or '{MARCH[language]}'."
    assert str(parse_period(TUESDAY[language], today=MONDAY, language=language)) == "2026-02-24"
    assert str(parse_period(MARCH[language], today=MONDAY, language=language)) == "2026-03"
    assert str(parse_period("mar 2026", today=MONDAY, language=language)) == "2026-03"


@pytest.mark.parametrize("language", ["es", "it", "fr"])
@pytest.mark.parametrize("text", ["mar 3", "Mar. 3", "mar, 3", "mar 3rd", "mar-3"])
def test_a_weekday_or_a_month_before_a_number_is_refused(text: str, language: str) -> None:
    for read in (parse_date, parse_period):
        with pytest.raises(InvalidInputError) as caught:
            read(text, today=MONDAY, language=language)
        assert caught.value.message == f"'{text}' can be read in two ways: Tuesday 3 or 3 March."
        assert caught.value.hint == f"Write '3 {MARCH[language]}', or the whole date like 2026-03-02."


@pytest.mark.parametrize("language", ["es", "it", "fr"])
def test_where_one_reading_is_a_date_it_is_taken(language: str) -> None:
    texts = {
        "2026-02-24": ("mar", "mar.", "last mar"),  # a month is no date
        "2026-03-03": ("3 mar", "3 mar 2026", "mar 3 2026", "mar 3 mar", "Mar., 3 mar. 2026", "next mar"),
        "2026-03-02": ("lun 2 mar", "lun mar 2", "mon mar 2"),
    }
    for day, typed in texts.items():
        for text in typed:
            assert (text, parse_date(text, today=MONDAY, language=language).isoformat()) == (text, day)


@cache
def english_inputs(file: str) -> list[str]:
    """Return every `text` with which the tests of English words in that file are called."""
    spec = spec_from_file_location(file, Path(__file__).with_name(f"{file}.py"))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    marks = [mark for test in vars(module).values() for mark in getattr(test, "pytestmark", [])]
    rows = [row for mark in marks if mark.args[0] == "text" or mark.args[0][0] == "text" for row in mark.args[1]]
    return [row if isinstance(row, str) else row[0] for row in rows]


def outcome(read: Callable[..., object], text: str, **surroundings: object) -> str:
    """Return what was read, or the sentence that refused it."""
    try:
        return str(read(text, **surroundings))
    except InvalidInputError as problem:
        return problem.message


IN_DOUBT = "'{}' can be read in two ways: Tuesday or March.".format
# English inputs that mean something else where `mar` is a weekday too: a weekday for what English refuses, or a doubt.
ELSEWHERE = {
    parse_date: {"mar": "2026-02-24", "mar 2": "'mar 2' can be read in two ways: Tuesday 2 or 2 March."},
    parse_period: {"jan..mar": IN_DOUBT("mar")},
    parse_moment: {},
    parse_time_range: {},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("file", "readers", "surroundings"),
    [
        ("test_civil_date", [parse_date], {"today": MONDAY, "country": "NL"}),
        ("test_civil_date", [parse_date], {"today": MONDAY, "country": ""}),
        ("test_period", [parse_period], {"today": MONDAY, "country": "NL"}),
        ("test_clock_time", [parse_moment, parse_time_range], {"on": MONDAY, "now": NOW, "zone": AMSTERDAM}),
    ],
)
def test_english_means_the_same_in_every_language(
    file: str, readers: list[Callable[..., object]], surroundings: dict[str, object], language: str
) -> None:
    inputs = english_inputs(file)
    assert len(inputs) > 60
    for read in readers:
        elsewhere = ELSEWHERE[read] if language in {"es", "it", "fr"} else {}
        changed = {}
        for text in inputs:
            found = outcome(read, text, language=language, **surroundings)
            if found != outcome(read, text, **surroundings):
                changed[text] = found
        assert changed == elsewhere


def test_every_language_of_documents_has_words() -> None:
    assert set(DOCUMENT_LANGUAGES) == {"en", *LANGUAGES}
    assert all(vocabulary(language) != ENGLISH for language in LANGUAGES)


def test_only_the_words_of_the_chosen_language_are_loaded() -> None:
    code = """
import sys
from collections.abc import Callable
from datetime import date
from vabackoffice.domain.period import parse_period
def loaded():
    return sorted(name for name in sys.modules if name.startswith("vabackoffice.domain.words_"))
parse_period("last month", today=date(2026, 3, 2))
print(loaded())
parse_period("vorige maand", today=date(2026, 3, 2), language="nl")
print(loaded())
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == ["[]", "['vabackoffice.domain.words_nl']", ""]
