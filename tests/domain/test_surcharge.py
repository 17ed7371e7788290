"""Surcharges: how they are typed, where work is cut, and what they come to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.pricing import WorkedEntry
from vabackoffice.domain.surcharge import (
    Stretch,
    Surcharge,
    parse_surcharge,
    say_surcharges,
    stretches,
    surcharged,
    total_percent,
)
from vabackoffice.errors import InvalidInputError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR, MINUTE = 3600, 60
WEEKEND = Surcharge("weekend", Decimal(50))
RUSH = Surcharge("rush", Decimal(25))
EVENING = Surcharge("evening", Decimal(30))
HOLIDAY = Surcharge("holiday", Decimal(100))


def worked(start: str, end: str, *tags: str) -> WorkedEntry:
    """Return work between two local ISO times in Amsterdam."""
    first, last = (datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM) for text in (start, end))
    seconds = round(last.timestamp() - first.timestamp())
    return WorkedEntry(1, first.date(), seconds, "", "acme/desk", tags=tags, span=(first, last))


@pytest.mark.parametrize(
    ("typed", "expected", "shown"),
    [
        ("weekend:50", WEEKEND, "weekend:50"),
        ("RUSH:25", RUSH, "rush:25"),
        ("rush:12,5", Surcharge("rush", Decimal("12.5")), "rush:12.5"),
        ("+urgent:10", Surcharge("urgent", Decimal(10)), "+urgent:10"),
        (
            "evening@18:00-22:00:30",
            Surcharge("evening", Decimal(30), (time(18), time(22))),
            "evening@18:00-22:00:30",
        ),
        ("evening@20-6:30", Surcharge("evening", Decimal(30), (time(20), time(6))), "evening@20:00-06:00:30"),
        ("evening@22:30-24:00:30", Surcharge("evening", Decimal(30), (time(22, 30), time())), "evening@22:30-00:00:30"),
    ],
)
def test_what_is_typed_and_how_it_is_written_again(typed: str, expected: Surcharge, shown: str) -> None:
    found = parse_surcharge(typed)
    assert found == expected
    assert str(found) == shown
    assert parse_surcharge(shown) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("weekend", "'weekend' is not a surcharge."),
        (":50", "':50' is not a surcharge."),
        ("sunday:50", "'sunday:50' is not a surcharge."),
        ("weekend@18-22:50", "'weekend@18-22:50' is not a surcharge."),
        ("weekend:0", "The surcharge 'weekend:0' adds nothing."),
        ("evening@18:30", "'18' is not a window of an evening."),
        ("evening@18-18:30", "'18-18' is not a window of an evening."),
        ("evening@25-26:30", "'25-26' is not a window of an evening."),
        ("+a b:30", "'+a b' cannot be a tag."),
    ],
)
def test_what_is_no_surcharge(typed: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_surcharge(typed)
    assert refused.value.message == message
    assert refused.value.hint


def test_a_friday_night_is_dear_from_midnight_on() -> None:
    # Friday 6 March 2026, 22:30 to 1:00: an hour and a half before midnight, an hour on Saturday.
    found = stretches(worked("2026-03-06T22:30", "2026-03-07T01:00"), [WEEKEND], ())
    assert found == [Stretch(90 * MINUTE, ()), Stretch(HOUR, (WEEKEND,))]


def test_surcharges_stand_in_the_order_of_the_terms() -> None:
    # Saturday 7 March, 16:00 to 19:00 with a rush: the evening begins at 18:00.
    found = stretches(worked("2026-03-07T16:00", "2026-03-07T19:00", "rush"), [RUSH, EVENING, WEEKEND], ())
    assert found == [Stretch(2 * HOUR, (RUSH, WEEKEND)), Stretch(HOUR, (RUSH, EVENING, WEEKEND))]


def test_what_holds_twice_in_one_entry_is_one_stretch() -> None:
    # Monday 5:00 to 19:00: the evening's window goes on until 6:00 and begins again at 18:00.
    found = stretches(worked("2026-03-09T05:00", "2026-03-09T19:00"), [EVENING], ())
    assert found == [Stretch(2 * HOUR, (EVENING,)), Stretch(12 * HOUR, ())]


def test_a_night_with_a_clock_change_is_as_long_as_it_was() -> None:
    # In the night to Sunday 29 March 2026 the clock jumps from 2:00 to 3:00: 22:00 to 4:00 is five hours.
    found = stretches(worked("2026-03-27T22:00", "2026-03-28T04:00"), [WEEKEND], ())
    assert [one.seconds for one in found] == [2 * HOUR, 4 * HOUR]
    found = stretches(worked("2026-03-28T22:00", "2026-03-29T04:00"), [HOLIDAY], {date(2026, 3, 29)})
    assert found == [Stretch(2 * HOUR, ()), Stretch(3 * HOUR, (HOLIDAY,))]


def test_without_clock_times_the_day_decides_and_no_evening_is_known() -> None:
    sunday = WorkedEntry(1, date(2026, 3, 8), 5 * HOUR, "", "acme/desk", tags=("rush",))
    found = stretches(sunday, [WEEKEND, EVENING, HOLIDAY, RUSH], {date(2026, 3, 8)})
    assert found == [Stretch(5 * HOUR, (WEEKEND, HOLIDAY, RUSH))]
    assert stretches(sunday, [], ()) == [Stretch(5 * HOUR, ())]


def test_percentages_add_up_unless_they_are_compounded() -> None:
    both = (WEEKEND, RUSH)
    assert total_percent(both, compound=False) == 75
    assert total_percent(both, compound=True) == Decimal("87.5")  # 1.5 x 1.25 = 1.875
    assert surcharged(Decimal(40), both, compound=False) == 70
    assert surcharged(Decimal(40), both, compound=True) == 75
    assert surcharged(Decimal(40), (), compound=True) == 40


def test_they_are_said_in_words() -> None:
    assert say_surcharges((), compound=False) == ""
    assert say_surcharges((WEEKEND,), compound=True) == "weekend +50 %"
    assert say_surcharges((WEEKEND, RUSH), compound=False) == "weekend +50 %, rush +25 %: 75 % more"
    assert say_surcharges((WEEKEND, RUSH), compound=True) == (
        "weekend +50 %, rush +25 %: 87.5 % more (each on the one before)"
    )


@given(
    st.integers(0, 363 * 24 * 60),
    st.integers(1, 24 * 60),
    st.lists(st.sampled_from((WEEKEND, EVENING, HOLIDAY, RUSH)), unique=True),
)
def test_no_second_is_lost_and_each_minute_has_its_own_surcharges(
    begun: int, minutes: int, rules: list[Surcharge]
) -> None:
    """Compared with a walk through the minutes, each looked up by itself."""
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=begun)
    entry = WorkedEntry(1, start.date(), minutes * MINUTE, "", "a/b", span=(start, start + timedelta(minutes=minutes)))
    holidays = {date(2026, 4, 27), date(2026, 12, 25)}
    slow: dict[tuple[Surcharge, ...], int] = {}
    for number in range(minutes):
        moment = start + timedelta(minutes=number)
        held = {
            "weekend": moment.isoweekday() in (6, 7),
            "evening": moment.hour >= 18 or moment.hour < 6,
            "holiday": moment.date() in holidays,
            "rush": False,
        }
        found = tuple(rule for rule in rules if held[rule.rule])
        slow[found] = slow.get(found, 0) + MINUTE
    assert {one.surcharges: one.seconds for one in stretches(entry, rules, holidays)} == slow
