"""Targets: the grammar, and what they plan for whole and for cut weeks, months, quarters and years of 2026."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.hour_target import (
    UNITS,
    Held,
    HourTarget,
    Scope,
    held_in,
    parse_target,
    planned_seconds,
    unit_for,
    working_days,
)
from vabackoffice.domain.period import Period
from vabackoffice.errors import InvalidInputError

HOUR = 3600
ACME = Scope("acme")
MARCH = Period.month(2026, 3)  # from a Sunday to a Tuesday

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def planned(every: str, hours: int, first: str, last: str) -> int:
    """Return what a target plans for a range of days, both named, in minutes."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(1))
    seconds = planned_seconds(every, [Held(period, hours * HOUR)])
    assert seconds % 60 == 0
    return seconds // 60


@pytest.mark.parametrize(
    ("text", "language", "seconds", "every"),
    [
        ("20h/week", "en", 20 * HOUR, "week"),
        ("20h / Week", "en", 20 * HOUR, "week"),
        ("6h/day", "en", 6 * HOUR, "day"),
        ("80h/month", "en", 80 * HOUR, "month"),
        ("7h30/days", "en", 27_000, "day"),
        ("200h/quarter", "en", 200 * HOUR, "quarter"),
        ("200h/q", "en", 200 * HOUR, "quarter"),
        ("20h/w", "en", 20 * HOUR, "week"),
        ("1000h/year", "en", 1000 * HOUR, "year"),
        ("20h/week", "nl", 20 * HOUR, "week"),
        ("80h/maand", "nl", 80 * HOUR, "month"),
        ("6h/dag", "nl", 6 * HOUR, "day"),
        ("1000h/jaar", "nl", 1000 * HOUR, "year"),
        ("200h/kwartaal", "nl", 200 * HOUR, "quarter"),
        ("20h/Woche", "de", 20 * HOUR, "week"),
        ("6h/Tag", "de", 6 * HOUR, "day"),
        ("80h/Monat", "de", 80 * HOUR, "month"),
        ("80h/mes", "es", 80 * HOUR, "month"),
        ("6h/día", "es", 6 * HOUR, "day"),
        ("1000h/año", "es", 1000 * HOUR, "year"),
        ("20h/settimana", "it", 20 * HOUR, "week"),
        ("1000h/anno", "it", 1000 * HOUR, "year"),
        ("20h/semaine", "fr", 20 * HOUR, "week"),
        ("200h/trimestre", "fr", 200 * HOUR, "quarter"),
        ("1000h/an", "fr", 1000 * HOUR, "year"),
        ("20h/month", "fr", 20 * HOUR, "month"),  # English is always understood
        ("none/week", "en", 0, "week"),
        ("None", "en", 0, None),
    ],
)
def test_what_is_read(text: str, language: str, seconds: int, every: str | None) -> None:
    assert parse_target(text, language) == (seconds, every)


@pytest.mark.parametrize(
    "text", ["", "20h", "20h/", "/week", "20h/fortnight", "none/fortnight", "none/", "week", "acme"]
)
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_target(text)
    if text != "/week":  # the duration is what is wrong with it
        assert caught.value.message == f"'{text}' is not a target."
        assert caught.value.hint == "Write it like 20h/week, 6h/day or 80h/month; 'none' ends a target."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("25h/day", "25h is more than a day has."),
        ("169h/week", "169h is more than a week has."),
        ("0h/week", "'0h' is not a duration: it is zero."),
        ("20/week", "'20' can be read in two ways: 20m or 20h."),
        ("-2h/week", "'-2h' is not a duration: it is negative."),
    ],
)
def test_hours_that_cannot_be_worked_are_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_target(text)
    assert caught.value.message == message


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=110), st.sampled_from(("en", "nl", "de", "es", "it", "fr")))
def test_nothing_but_invalid_input_escapes(text: str, language: str) -> None:
    for typed in (text, f"{text}/week", f"20h/{text}"):
        with suppress(InvalidInputError):
            parse_target(typed, language)


def test_whole_ones_count_whole() -> None:
    assert planned("week", 20, "2026-03-02", "2026-03-15") == 40 * 60
    assert planned("month", 80, "2026-02-01", "2026-03-31") == 160 * 60
    assert planned("quarter", 200, "2026-01-01", "2026-12-31") == 800 * 60
    assert planned("year", 1000, "2026-01-01", "2026-12-31") == 1000 * 60


def test_a_cut_one_counts_by_its_calendar_days() -> None:
    # Sunday 1 March is the last of seven days: 1200 min less 6/7 of them (1028.57, so 1029) leaves 171.
    assert planned("week", 20, "2026-03-01", "2026-03-01") == 171
    # Monday and Tuesday: 2/7 of 1200 min are 342.86.
    assert planned("week", 20, "2026-03-30", "2026-03-31") == 343
    # March: the two above and four whole weeks of 1200 min.
    assert planned("week", 20, "2026-03-01", "2026-03-31") == 171 + 4 * 1200 + 343
    # 10 to 20 March: 20/31 of 4800 min are 3096.77, 9/31 are 1393.55.
    assert planned("month", 80, "2026-03-10", "2026-03-20") == 3097 - 1394
    # March of 90 days: 18000 min less 59/90 of them.
    assert planned("quarter", 300, "2026-03-01", "2026-03-31") == 18_000 - 11_800
    # The first 181 of 365 days: 60000 x 181 / 365 = 29753.4.
    assert planned("year", 1000, "2026-01-01", "2026-06-30") == 29_753


def test_a_day_is_one_from_monday_to_friday() -> None:
    assert planned("day", 6, "2026-03-13", "2026-03-13") == 360
    assert planned("day", 6, "2026-03-14", "2026-03-15") == 0
    assert planned("day", 6, "2026-03-01", "2026-03-31") == 22 * 360


def test_the_rows_that_held_then_count_then() -> None:
    series = [
        HourTarget(ACME, 25 * HOUR, "week", date(2026, 3, 18)),  # a Wednesday
        HourTarget(ACME, 20 * HOUR, "week", date(2026, 3, 9)),
        HourTarget(ACME, 0, "week", date(2026, 3, 30)),
    ]

    assert held_in(series, MARCH) == [
        Held(Period(date(2026, 3, 9), date(2026, 3, 18)), 20 * HOUR),
        Held(Period(date(2026, 3, 18), date(2026, 3, 30)), 25 * HOUR),
    ]
    assert held_in(series, Period.week(2026, 10)) == []
    assert held_in(series, Period.week(2026, 14)) == []
    # Two days of a week with 1200 min are 343, five of one with 1500 min are 1500 less 2/7 (428.57, so 429).
    week = held_in(series, Period.week(2026, 12))
    assert planned_seconds("week", week) == (343 + 1500 - 429) * 60


@settings(max_examples=150, deadline=None)
@given(days, st.integers(1, 500), st.integers(0, 500), st.integers(1, 40 * HOUR), st.sampled_from(UNITS))
def test_the_parts_add_up_to_the_whole(start: date, length: int, cut: int, seconds: int, every: str) -> None:
    end = start + timedelta(length)
    middle = min(start + timedelta(cut), end)
    whole = [Held(Period(start, end), seconds)]
    parts = [Held(Period(*pair), seconds) for pair in ((start, middle), (middle, end)) if pair[0] < pair[1]]

    assert planned_seconds(every, parts) == planned_seconds(every, whole)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(1, 100))
def test_working_days_against_a_walk_through_the_calendar(start: date, length: int) -> None:
    period = Period(start, start + timedelta(length))
    walked = sum((start + timedelta(day)).isoweekday() < 6 for day in range(length))

    assert working_days(period) == walked


@pytest.mark.parametrize(
    ("units", "period", "longest", "unit"),
    [
        ("week", "2026-03", None, "week"),
        ("week month", "2026-03", None, "month"),
        ("week month", "2026-W12", None, "week"),
        ("month", "2026-W12", None, "month"),  # a part of a month
        ("month quarter", "2026-W12", None, "month"),  # the shortest, if none is whole
        ("day week month", "2026-02-15..2026-03-15", None, "week"),  # no month is whole
        ("week month", "2026-02-15..2026-04-15", None, "month"),
        ("day month", "2026-W12", "week", "day"),
        ("month", "2026-W12", "week", None),
        ("day week month", "2026-W12", "week", "week"),
        ("week", "2026-03-16", "day", None),
        ("", "2026-03", None, None),
    ],
)
def test_which_unit_speaks_of_a_row(units: str, period: str, longest: str | None, unit: str | None) -> None:
    from vabackoffice.domain.period import parse_period

    held = {every: [Held(MARCH, HOUR)] for every in units.split()} | {"year": []}

    assert unit_for(held, parse_period(period, today=date(2026, 3, 16)), longest) == unit


def test_scopes_are_called_as_they_are_typed() -> None:
    assert [str(scope) for scope in (Scope(), ACME, Scope("acme", "inbox"))] == ["all work", "acme", "acme/inbox"]
