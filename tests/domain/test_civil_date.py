"""Dates as typed and as printed; a worked calendar around Monday 2 March 2026."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.civil_date import find_date, format_date, parse_date
from vabackoffice.errors import InvalidInputError

MONDAY = date(2026, 3, 2)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
anything = st.text(max_size=110) | st.text(alphabet="0123456789-/. ,marfebdtoysgin\u0663", max_size=20)


def read(text: str, country: str = "", *, today: date = MONDAY, future: bool = False) -> str:
    return parse_date(text, today=today, country=country, future=future).isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-03-02"),
        ("Yesterday", "2026-03-01"),
        ("tomorrow", "2026-03-03"),
        ("mon", "2026-03-02"),
        ("monday", "2026-03-02"),
        ("tue", "2026-02-24"),
        ("thurs", "2026-02-26"),
        ("sun", "2026-03-01"),
        ("last mon", "2026-02-23"),
        ("last sunday", "2026-03-01"),
        ("next mon", "2026-03-09"),
        ("next tue", "2026-03-03"),
        ("monday last", "2026-02-23"),
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("2026.3.2", "2026-03-02"),
        ("2 mar", "2026-03-02"),
        ("mar 2", "2026-03-02"),
        ("2 march", "2026-03-02"),
        ("2 mar 2026", "2026-03-02"),
        ("2 march 2026", "2026-03-02"),
        ("March 2, 2026", "2026-03-02"),
        ("2-mar-2024", "2024-03-02"),
        ("2. mar. 2024", "2024-03-02"),
        ("2nd of March", "2026-03-02"),
        ("the 21st of feb", "2026-02-21"),
        ("23rd feb", "2026-02-23"),
        ("Mon 2 Mar 2026", "2026-03-02"),
        ("mon, 2 mar", "2026-03-02"),
        ("sat 29 feb 2020", "2020-02-29"),
        ("30 sept 2025", "2025-09-30"),
        ("3 days ago", "2026-02-27"),
        ("1 day ago", "2026-03-01"),
        ("in 3 days", "2026-03-05"),
        ("2 weeks ago", "2026-02-16"),
        ("in 1 week", "2026-03-09"),
        ("1 month ago", "2026-02-02"),
        ("3 months ago", "2025-12-02"),
        ("14 months ago", "2025-01-02"),
        ("in 2 months", "2026-05-02"),
        ("1 year ago", "2025-03-02"),
        ("3 years ago", "2023-03-02"),
        ("in 1 year", "2027-03-02"),
        # Without a year: this year's date, or last year's if that is more than 60 days ahead.
        ("1 jan", "2026-01-01"),
        ("1 may", "2026-05-01"),  # 60 days ahead
        ("2 may", "2025-05-02"),  # 61 days ahead
        ("31 dec", "2025-12-31"),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2026, 5, 31), "1 month ago", "2026-04-30"),
        (date(2026, 5, 31), "2 months ago", "2026-03-31"),
        (date(2026, 5, 31), "3 months ago", "2026-02-28"),
        (date(2026, 5, 31), "27 months ago", "2024-02-29"),
        (date(2024, 2, 29), "1 year ago", "2023-02-28"),
        (date(2024, 2, 29), "4 years ago", "2020-02-29"),
        (date(2024, 2, 29), "in 1 month", "2024-03-29"),
        (date(2026, 1, 31), "2 months ago", "2025-11-30"),
    ],
)
def test_the_same_day_of_another_month_or_its_last_one(today: date, text: str, day: str) -> None:
    assert read(text, today=today) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mon", "2026-03-02"),
        ("tue", "2026-03-03"),
        ("sun", "2026-03-08"),
        ("last mon", "2026-02-23"),
        ("2 mar", "2026-03-02"),
        ("1 mar", "2027-03-01"),
        ("31 dec", "2026-12-31"),
        ("1 mar 2026", "2026-03-01"),
    ],
)
def test_dates_still_to_come(text: str, day: str) -> None:
    assert read(text, future=True) == day


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("2/3", "NL", "2026-03-02"),
        ("2/3", "nl", "2026-03-02"),
        ("2/3", "GB", "2026-03-02"),
        ("2/3", "AU", "2026-03-02"),
        ("2/3", "US", "2026-02-03"),
        ("2/3", "PH", "2026-02-03"),
        ("2.3.", "DE", "2026-03-02"),
        ("2.3.2026", "DE", "2026-03-02"),
        ("2. 3. 2026", "CZ", "2026-03-02"),
        ("02/03/2025", "ES", "2025-03-02"),
        ("02/03/2025", "US", "2025-02-03"),
        ("2-3-2026", "NL", "2026-03-02"),
        ("3/25", "US", "2026-03-25"),
        # Where no country settles it, the numbers must.
        ("3/3", "", "2026-03-03"),
        ("13/2", "", "2026-02-13"),
        ("2/13", "", "2026-02-13"),
        ("2/13", "CA", "2026-02-13"),
        ("2/13/2020", "JP", "2020-02-13"),
    ],
)
def test_the_country_or_the_numbers_settle_the_order(text: str, country: str, day: str) -> None:
    assert read(text, country) == day


@pytest.mark.parametrize("country", ["", "CA", "ZA", "JP", "XX"])
@pytest.mark.parametrize(
    ("text", "readings", "hint"),
    [
        ("2/3", "2 March or 3 February", "'2 march' or '3 february'"),
        ("2.3.", "2 March or 3 February", "'2 march' or '3 february'"),
        ("12-1-2026", "12 January 2026 or 1 December 2026", "'12 january 2026' or '1 december 2026'"),
    ],
)
def test_day_and_month_in_doubt_are_refused_with_both_readings(
    text: str, readings: str, hint: str, country: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, country)
    assert caught.value.message == f"'{text}' can be read in two ways: {readings}."
    assert caught.value.hint == f"Write the month as a word: {hint}."


@pytest.mark.parametrize(
    ("text", "country", "why"),
    [
        ("30 feb", "", "February 2026 has 28 days"),
        ("29 feb", "", "February 2026 has 28 days"),
        ("30 feb 2024", "", "February 2024 has 29 days"),
        ("0 mar", "", "March 2026 has 31 days"),
        ("2026-02-29", "", "February 2026 has 28 days"),
        ("2026-13-01", "", "there is no month 13"),
        ("2026-00-01", "", "there is no month 0"),
        ("30/30", "", "there is no month 30"),
        ("0/3", "", "March 2026 has 31 days"),
        ("3/25", "NL", "there is no month 25"),
        ("25/3", "US", "there is no month 25"),
        ("2 mar 0000", "", "years run from 1 to 9999"),
        ("tue 2 mar 2026", "", "Mon 2 Mar 2026 is a Monday"),
    ],
)
def test_what_the_calendar_does_not_have_is_refused(text: str, country: str, why: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, country)
    assert caught.value.message == f"'{text}' is not a date: {why}."
    assert caught.value.hint


@pytest.mark.parametrize("text", ["2/3/26", "13.2.26", "2-3-26"])
def test_a_year_of_two_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, "NL")
    assert caught.value.message == f"'{text}' is in doubt: '26' could be a year or a day."
    assert caught.value.hint == "Write the year with four digits, best as 2026-03-02."


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "last", "this mon", "next week", "20260302", "2", "mar", "march 2026", "mar mar",
        "2 2026", "2 foo", "2 mar 26", "2 mar 2026 x", "mon tue", "mon 2", "2x mar", "3 days", "days ago",
        "months ago", "3 quarters ago", "-3 months ago",
        "in 3 days ago", "1/2/3/4", "2/3-2026", "2026-03/02", "\u0662 mar", "\uff12026-03-02",
        ".", "-", "of the",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_value_and_a_hint(text: str) -> None:
    assert find_date(text, today=MONDAY, country="NL") is None
    with pytest.raises(InvalidInputError) as caught:
        read(text, "NL")
    assert caught.value.message == f"'{text}' is not a date."
    assert caught.value.hint == "Write it like today, mon, '2 mar', '3 days ago' or 2026-03-02."


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("99999999999999 days ago", MONDAY),
        ("in 999999 weeks", MONDAY),
        ("30000 months ago", MONDAY),
        ("2026 years ago", MONDAY),
        ("in 9999 years", MONDAY),
        ("1 year ago", date.min),
        ("tomorrow", date.max),
        ("yesterday", date.min),
        ("last mon", date.min),
    ],
)
def test_dates_outside_the_calendar_are_refused(text: str, today: date) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, today=today)
    assert caught.value.message == f"'{text}' is too far away."
    assert caught.value.hint == "Dates run from year 1 to 9999."


@pytest.mark.parametrize(
    ("text", "today", "future"), [("31 dec", date(1, 3, 2), False), ("1 jan", date(9999, 3, 2), True)]
)
def test_the_year_before_the_first_and_after_the_last_are_refused(text: str, today: date, *, future: bool) -> None:
    with pytest.raises(InvalidInputError, match="years run from 1 to 9999"):
        read(text, today=today, future=future)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 2), "Mon 2 Mar 2026"),
        (date(2024, 2, 29), "Thu 29 Feb 2024"),
        (date(2025, 12, 31), "Wed 31 Dec 2025"),
        (date(1, 1, 1), "Mon 1 Jan 0001"),
    ],
)
def test_printed_dates(day: date, text: str) -> None:
    assert format_date(day) == text


@settings(max_examples=150, deadline=None)
@given(st.dates(), days)
def test_printed_dates_are_read_back(day: date, today: date) -> None:
    assert parse_date(format_date(day), today=today) == day
    assert parse_date(day.isoformat(), today=today) == day
    assert parse_date(f"{day.month}/{day.day}/{day.year:04}", today=today, country="US") == day
    assert parse_date(f"{day.day}.{day.month}.{day.year:04}", today=today, country="AT") == day


@settings(max_examples=100, deadline=None)
@given(days, st.sampled_from(NAMES))
def test_weekdays_against_a_walk_through_the_calendar(today: date, name: str) -> None:
    def walk(first: int, step: int) -> date:
        day = today + timedelta(first)
        while NAMES[day.weekday()] != name:
            day += timedelta(step)
        return day

    assert parse_date(name, today=today) == walk(0, -1)
    assert parse_date(f"last {name}", today=today) == walk(-1, -1)
    assert parse_date(name, today=today, future=True) == walk(0, 1)
    assert parse_date(f"next {name}", today=today) == walk(1, 1)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(1, 400), st.sampled_from(("month", "year")))
def test_months_and_years_ago_against_a_walk_through_the_calendar(today: date, count: int, unit: str) -> None:
    months = count * 12 if unit == "year" else count
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(1)).replace(day=1)
    wanted = today.day
    while True:
        try:
            expected = first.replace(day=wanted)
        except ValueError:
            wanted -= 1
        else:
            break

    assert parse_date(f"{count} {unit}s ago", today=today) == expected


@settings(max_examples=150, deadline=None)
@given(days, days.filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_date_without_a_year_is_the_one_that_is_meant(today: date, wanted: date) -> None:
    typed = format_date(wanted).split(" ", 1)[1][:-5]
    found = parse_date(typed, today=today)
    assert (found.month, found.day) == (wanted.month, wanted.day)
    assert found <= today + timedelta(60)
    assert found.year == today.year or wanted.replace(year=today.year) > today + timedelta(60)
    ahead = parse_date(typed, today=today, future=True)
    assert (ahead.month, ahead.day) == (wanted.month, wanted.day)
    assert today <= ahead < today + timedelta(366)


@settings(max_examples=250, deadline=None)
@given(anything, st.sampled_from((MONDAY, date.min, date.max)), st.sampled_from(("", "NL", "US")), st.booleans())
@example("9" * 90 + " days ago", MONDAY, "", False)  # noqa: FBT003 - hypothesis takes examples by position
def test_nothing_but_invalid_input_escapes(text: str, today: date, country: str, future: bool) -> None:  # noqa: FBT001
    with suppress(InvalidInputError):
        assert parse_date(text, today=today, country=country, future=future)
