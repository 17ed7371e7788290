"""Periods that TAB offers are periods that are understood, and mean the same in every language."""

from __future__ import annotations

from datetime import date

import pytest

from vabackoffice.cli.tab.dates import WORDS, calendar_periods, day_words, next_words, period_words, recent_days
from vabackoffice.domain.country import LANGUAGES
from vabackoffice.domain.period import Period, parse_period

MONDAY = date(2026, 3, 16)
MEANT = [
    Period.day(date(2026, 3, 16)),
    Period.day(date(2026, 3, 15)),
    Period.week(2026, 12),
    Period.week(2026, 11),
    Period.month(2026, 3),
    Period.month(2026, 2),
    Period.quarter(2026, 1),
    Period.quarter(2025, 4),
    Period.year(2026),
    Period.year(2025),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_mean_these_periods(language: str) -> None:
    words = period_words(language, "")

    assert [parse_period(word, today=MONDAY, language=language) for word in words] == MEANT
    assert set(WORDS) == set(LANGUAGES)


def test_english_is_offered_where_it_is_being_typed() -> None:
    assert period_words("nl", "vorig")[0] == "vandaag"
    assert period_words("nl", "las")[0] == "today"
    assert period_words("sv", "")[0] == "today"
    assert day_words("de-AT", "") == ["heute", "gestern"]


def test_a_period_of_several_words_is_completed_word_by_word() -> None:
    assert next_words(period_words("en", ""), ("last",)) == ["week", "month", "quarter", "year"]
    assert next_words(period_words("es", ""), ("La", "semana")) == ["pasada"]
    assert next_words(period_words("en", ""), ("last", "week")) == []


def test_periods_of_the_calendar_reach_back_from_today() -> None:
    periods = calendar_periods(date(2026, 1, 2))

    assert periods == [
        *("2026-01", "2025-12", "2025-11", "2025-10", "2025-09", "2025-08"),
        *("2025-07", "2025-06", "2025-05", "2025-04", "2025-03", "2025-02"),
        *("2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2"),
        *("2026", "2025", "2024", "2023", "2022"),
        *("2026-W01", "2025-W52", "2025-W51", "2025-W50"),
    ]
    assert all(parse_period(period, today=date(2026, 1, 2)) for period in periods)


def test_recent_days_say_which_weekday_they_are() -> None:
    days = recent_days(MONDAY)

    assert days[:2] == [("2026-03-16", "Monday"), ("2026-03-15", "Sunday")]
    assert days[-1] == ("2026-03-03", "Tuesday")
