"""Periods: half-open, never empty, printed so that they are read back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.period import Period, parse_period
from vabackoffice.errors import InvalidInputError

MONDAY = date(2026, 3, 2)
BRITISH = (4, 6)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
periods = st.builds(lambda start, length: Period(start, start + timedelta(length)), days, st.integers(1, 800))
anything = st.text(max_size=110) | st.text(alphabet="0123456789-.qw thislastyermonk\u0663", max_size=20)


def read(text: str, *, today: date = MONDAY, year_start: tuple[int, int] = (1, 1)) -> str:
    """Return first and last day, or the one day."""
    period = parse_period(text, today=today, country="NL", year_start=year_start)
    return f"{period.start} {period.last_day}"


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.day(date(2026, 12, 31)), date(2026, 12, 31), date(2027, 1, 1)),
        (Period.month(2026, 2), date(2026, 2, 1), date(2026, 3, 1)),
        (Period.month(2026, 12), date(2026, 12, 1), date(2027, 1, 1)),
        (Period.of_month_containing(date(2024, 2, 29)), date(2024, 2, 1), date(2024, 3, 1)),
        (Period.quarter(2026, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (Period.quarter(2026, 4), date(2026, 10, 1), date(2027, 1, 1)),
        (Period.year(2026), date(2026, 1, 1), date(2027, 1, 1)),
        (Period.week(2026, 12), date(2026, 3, 16), date(2026, 3, 23)),
        (Period.week(2026, 1), date(2025, 12, 29), date(2026, 1, 5)),  # 1 January 2026 is a Thursday
        (Period.week(2026, 53), date(2026, 12, 28), date(2027, 1, 4)),
    ],
)
def test_makers(period: Period, start: date, end: date) -> None:
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("make", "numbers", "message"),
    [
        (Period.month, (2026, 13), "'2026-13' is not a month."),
        (Period.month, (2026, 0), "'2026-00' is not a month."),
        (Period.month, (9999, 12), "The year '9999' is outside the calendar."),
        (Period.quarter, (2026, 5), "'2026-Q5' is not a quarter."),
        (Period.quarter, (0, 1), "The year '0' is outside the calendar."),
        (Period.week, (2025, 53), "'2025-W53' is not a week."),
        (Period.week, (2026, 0), "'2026-W00' is not a week."),
        (Period.week, (9999, 52), "The year '9999' is outside the calendar."),
        (Period.year, (9999,), "The year '9999' is outside the calendar."),
        (Period.day, (date.max,), "The year '9999' is outside the calendar."),
        (Period, (MONDAY, MONDAY), "There is no day from '2026-03-02' up to '2026-03-02'."),
        (Period, (MONDAY, date.min), "There is no day from '2026-03-02' up to '0001-01-01'."),
    ],
)
def test_periods_that_do_not_exist_are_refused(
    make: Callable[..., Period], numbers: tuple[int | date, ...], message: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        make(*numbers)
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period.year(2026), "2026"),
        (Period.quarter(2026, 1), "2026-Q1"),
        (Period.quarter(2026, 4), "2026-Q4"),
        (Period.month(2026, 3), "2026-03"),
        (Period.week(2026, 12), "2026-W12"),
        (Period.week(2026, 1), "2026-W01"),
        (Period.day(MONDAY), "2026-03-02"),
        (Period(date(2026, 1, 1), date(2026, 3, 16)), "2026-01-01..2026-03-15"),
        (Period(date(2026, 2, 1), date(2026, 5, 1)), "2026-02-01..2026-04-30"),
        (Period(date(2026, 4, 1), date(2027, 4, 1)), "2026-04-01..2027-03-31"),
        (Period(date(2026, 3, 3), date(2026, 3, 10)), "2026-03-03..2026-03-09"),
        (Period(date(2025, 4, 6), date(2026, 4, 6)), "2025-04-06..2026-04-05"),
        (Period.year(26), "0026"),
    ],
)
def test_printed_periods(period: Period, text: str) -> None:
    assert str(period) == text


@settings(max_examples=200, deadline=None)
@given(periods, days)
def test_printed_periods_are_read_back(period: Period, today: date) -> None:
    assert parse_period(str(period), today=today) == period


@settings(max_examples=100, deadline=None)
@given(days)
def test_calendar_periods_are_read_back(day: date) -> None:
    iso = day.isocalendar()
    makers = (
        Period.of_month_containing(day),
        Period.quarter(day.year, (day.month + 2) // 3),
        Period.year(day.year),
        Period.week(iso.year, iso.week),
        Period.day(day),
    )
    for period in makers:
        assert day in period
        assert len(str(period)) <= 10
        assert parse_period(str(period), today=MONDAY) == period


@settings(max_examples=100, deadline=None)
@given(periods)
def test_days_contains_and_months_against_a_walk_through_the_days(period: Period) -> None:
    inside = [period.start + timedelta(n) for n in range(period.days)]
    assert inside[-1] == period.last_day
    assert all(day in period and period.contains(day) for day in inside)
    assert period.start - timedelta(1) not in period
    assert period.end not in period
    by_month: dict[tuple[int, int], list[date]] = {}
    for day in inside:
        by_month.setdefault((day.year, day.month), []).append(day)
    assert [[piece.start, piece.last_day] for piece in period.months()] == [[m[0], m[-1]] for m in by_month.values()]


def test_the_months_at_the_edge_are_cut() -> None:
    cut = Period(date(2026, 1, 15), date(2026, 3, 2)).months()
    assert [str(month) for month in cut] == ["2026-01-15..2026-01-31", "2026-02", "2026-03-01"]
    assert Period(date(9999, 11, 30), date.max).months()[-1].end == date.max


@pytest.mark.parametrize(
    ("text", "first_and_last"),
    [
        ("2026", "2026-01-01 2026-12-31"),
        ("2026-Q1", "2026-01-01 2026-03-31"),
        ("2026q1", "2026-01-01 2026-03-31"),
        ("2026 Q2", "2026-04-01 2026-06-30"),
        ("q1", "2026-01-01 2026-03-31"),
        ("q2", "2025-04-01 2025-06-30"),
        ("2026-03", "2026-03-01 2026-03-31"),
        ("2026-3", "2026-03-01 2026-03-31"),
        ("2026-W12", "2026-03-16 2026-03-22"),
        ("2026w12", "2026-03-16 2026-03-22"),
        ("w10", "2026-03-02 2026-03-08"),
        ("w11", "2025-03-10 2025-03-16"),
        ("march", "2026-03-01 2026-03-31"),
        ("Apr", "2025-04-01 2025-04-30"),
        ("feb", "2026-02-01 2026-02-28"),
        ("mar 2024", "2024-03-01 2024-03-31"),
        ("today", "2026-03-02 2026-03-02"),
        ("yesterday", "2026-03-01 2026-03-01"),
        ("mon", "2026-03-02 2026-03-02"),
        ("last mon", "2026-02-23 2026-02-23"),
        ("2026-03-02", "2026-03-02 2026-03-02"),
        ("2/3", "2026-03-02 2026-03-02"),
        ("this week", "2026-03-02 2026-03-08"),
        ("last week", "2026-02-23 2026-03-01"),
        ("next week", "2026-03-09 2026-03-15"),
        ("this month", "2026-03-01 2026-03-31"),
        ("last month", "2026-02-01 2026-02-28"),
        ("next month", "2026-04-01 2026-04-30"),
        ("this quarter", "2026-01-01 2026-03-31"),
        ("last quarter", "2025-10-01 2025-12-31"),
        ("next quarter", "2026-04-01 2026-06-30"),
        ("this year", "2026-01-01 2026-12-31"),
        ("last year", "2025-01-01 2025-12-31"),
        ("next year", "2027-01-01 2027-12-31"),
        ("2026-01-01..2026-03-15", "2026-01-01 2026-03-15"),
        ("1 jan .. yesterday", "2026-01-01 2026-03-01"),
        ("1/1..15/2", "2026-01-01 2026-02-15"),
        ("2026-03-02..2026-03-02", "2026-03-02 2026-03-02"),
        ("2025-11..2026-Q1", "2025-11-01 2026-03-31"),
        ("2024..2025", "2024-01-01 2025-12-31"),
        ("jan..mar", "2026-01-01 2026-03-31"),
    ],
)
def test_periods(text: str, first_and_last: str) -> None:
    assert read(text) == first_and_last


@pytest.mark.parametrize(
    ("text", "today", "first_and_last"),
    [
        ("2025", MONDAY, "2025-04-06 2026-04-05"),
        ("this year", MONDAY, "2025-04-06 2026-04-05"),
        ("last year", MONDAY, "2024-04-06 2025-04-05"),
        ("this year", date(2026, 4, 5), "2025-04-06 2026-04-05"),
        ("this year", date(2026, 4, 6), "2026-04-06 2027-04-05"),
        ("2024..2025", MONDAY, "2024-04-06 2026-04-05"),
        ("2026-Q1", MONDAY, "2026-01-01 2026-03-31"),
        ("this quarter", MONDAY, "2026-01-01 2026-03-31"),
    ],
)
def test_a_tax_year_is_named_by_its_first_day(text: str, today: date, first_and_last: str) -> None:
    assert read(text, today=today, year_start=BRITISH) == first_and_last


def test_the_last_month_of_january_is_december() -> None:
    january = date(2026, 1, 1)
    assert read("last month", today=january) == "2025-12-01 2025-12-31"
    assert read("last quarter", today=january) == "2025-10-01 2025-12-31"
    assert read("this week", today=january) == "2025-12-29 2026-01-04"
    assert read("w1", today=january) == "2025-12-29 2026-01-04"
    assert read("dec", today=january) == "2025-12-01 2025-12-31"
    # 31 December 2024 is in week 1 of 2025.
    assert read("w1", today=date(2024, 12, 31)) == "2024-12-30 2025-01-05"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a period."),
        ("soon", "'soon' is not a period."),
        ("x1", "'x1' is not a period."),
        ("this", "'this' is not a period."),
        ("this decade", "'this decade' is not a period."),
        ("mar 26x", "'mar 26x' is not a period."),
        ("202", "'202' is not a period."),
        ("20260302", "'20260302' is not a period."),
        ("2026-Q", "'2026-Q' is not a period."),
        ("\u0662026", "'\u0662026' is not a period."),
        ("..", "'..' is not a period."),
        ("2026..", "'2026..' is not a period."),
        ("2026..soon", "'soon' is not a period."),
        ("2026..2027..2028", "'2027..2028' is not a period."),
        ("2026-13", "'2026-13' is not a month."),
        ("2026-Q5", "'2026-Q5' is not a quarter."),
        ("q0", "'2026-Q0' is not a quarter."),
        ("2025-W53", "'2025-W53' is not a week."),
        ("30 feb", "'30 feb' is not a date: February 2026 has 28 days."),
        ("0000", "The year '0' is outside the calendar."),
        ("9999", "The year '9999' is outside the calendar."),
        ("9999-12-31", "The year '9999' is outside the calendar."),
        (
            "2026-03-02..2026-03-01",
            "'2026-03-02..2026-03-01' ends before it starts: it is read as 2026-03-02..2026-03-01.",
        ),
        ("nov..apr", "'nov..apr' ends before it starts: it is read as 2025-11-01..2025-04-30."),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text)
    assert caught.value.message == message
    assert caught.value.hint


def test_without_a_country_day_and_month_stay_in_doubt() -> None:
    with pytest.raises(InvalidInputError, match="2 March or 3 February"):
        parse_period("2/3", today=MONDAY)


@pytest.mark.parametrize(("text", "today"), [("last week", date.min), ("next week", date.max), ("this week", date.max)])
def test_weeks_outside_the_calendar_are_refused(text: str, today: date) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, today=today)
    assert caught.value.message == f"'{text}' is outside the calendar."
    assert caught.value.hint == "Periods run from year 1 to 9998."


@settings(max_examples=250, deadline=None)
@given(anything, st.sampled_from((MONDAY, date.min, date.max)), st.sampled_from(((1, 1), BRITISH)))
@example("last year", date.min, BRITISH)
@example("next year", date.max, (1, 1))
@example("last month", date.min, (1, 1))
@example("9999..9999", MONDAY, (1, 1))
def test_nothing_but_invalid_input_escapes(text: str, today: date, year_start: tuple[int, int]) -> None:
    with suppress(InvalidInputError):
        period = parse_period(text, today=today, year_start=year_start)
        assert period.start in period


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-03", "2026-02"),
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026", "2025"),
        ("2026-W12", "2026-W11"),
        ("2026-03-02", "2026-03-01"),
        ("2026-03-10..2026-03-12", "2026-03-07..2026-03-09"),
        ("2024-04-06..2025-04-05", "2023-04-06..2024-04-05"),  # a tax year with a leap day before it
    ],
)
def test_the_period_before(period: str, before: str) -> None:
    today = date(2026, 3, 16)
    assert parse_period(period, today=today).previous() == parse_period(before, today=today)
