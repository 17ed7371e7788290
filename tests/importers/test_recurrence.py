"""Events that repeat: every time until now, but for those that were moved, cancelled or taken out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.calendars import AMSTERDAM, MORNING, NOW, event, rows_of, span, spans

from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from pathlib import Path


def test_a_series_is_every_time_until_now_by_its_own_clock(tmp_path: Path) -> None:
    # New York's clock goes forward on 8 March 2026, Amsterdam's not before 29 March: her 15:00 is 14:00.
    weekly = ("UID:1", "DTSTART;TZID=America/New_York:20260223T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY")
    daily = ("UID:2", "DTSTART:20260314T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=10")
    today = ("UID:3", "DTSTART:20260315T114500", "DURATION:PT30M", "RRULE:FREQ=DAILY")

    assert spans(rows_of(tmp_path, event(*weekly))) == [
        "23 Feb 15:00-15:30",
        "02 Mar 15:00-15:30",
        "09 Mar 14:00-14:30",
    ]
    assert spans(rows_of(tmp_path, event(*daily))) == ["14 Mar 09:00-09:30", "15 Mar 09:00-09:30", "16 Mar 09:00-09:30"]
    assert spans(rows_of(tmp_path, event(*today))) == [
        "15 Mar 11:45-12:15",
        "The event on Mon 16 Mar 2026 is not over yet.",
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260310T000000Z", ["02", "04", "09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260309", ["02", "09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260309T080000Z", ["02", "09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260309T075959Z", ["02"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260309T090000", ["02", "09"]),
        ("RRULE:FREQ=DAILY;INTERVAL=3;COUNT=3", ["02", "05", "08"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO,2TU", ["02", "10"]),
        ("RDATE:20260304T080000Z,20260303T090000", ["02", "03", "04"]),
        (
            "RRULE:FREQ=WEEKLY\nRRULE:FREQ=WEEKLY;BYDAY=TU\nRDATE;TZID=Europe/Amsterdam:20260309T090000",
            ["02", "03", "09", "10", "16"],
        ),
        ("RRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Amsterdam:20260302T090000,20260316T090000", ["09"]),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20260309T080000Z\nEXDATE:20260316T090000", ["02"]),
        ("RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20260309", ["02", "16"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["02"]),
    ],
)
def test_rules_and_exceptions(tmp_path: Path, rule: str, days: list[str]) -> None:
    rows = rows_of(tmp_path, event(*MORNING, *rule.split("\n")))

    assert spans(rows) == [f"{day} Mar 09:00-10:25" for day in days]


def test_one_of_a_series_that_was_moved_or_cancelled_comes_once_or_not_at_all(tmp_path: Path) -> None:
    planned = "RECURRENCE-ID;TZID=Europe/Amsterdam:202603"
    rows = rows_of(
        tmp_path,
        event(*MORNING, "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE"),
        event("UID:1", f"{planned}03T090000", "DTSTART:20260305T130000", "DURATION:PT1H", "SUMMARY:Moved"),
        event("UID:1", f"{planned}09T090000", *MORNING[1:], "STATUS:CANCELLED", "SUMMARY:Off"),
        event("UID:1", "RECURRENCE-ID:20260310T080000Z", "DTSTART:20260401T090000", "DURATION:PT1H", "SUMMARY:Later"),
        event("UID:1", "RECURRENCE-ID;VALUE=DATE:20260311", "DTSTART:20260311T150000", "DURATION:PT1H"),
    )

    assert spans(rows) == [
        "02 Mar 09:00-10:25",
        "04 Mar 09:00-10:25",
        "16 Mar 09:00-10:25",
        "05 Mar 13:00-14:00",
        "'Off' on Mon 2 Mar 2026 was cancelled.",
        "'Later' on Wed 1 Apr 2026 lies in the future.",
        "11 Mar 15:00-16:00",
    ]


def test_a_change_of_all_later_ones_ends_what_can_be_read(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        event(*MORNING, "RRULE:FREQ=WEEKLY"),
        event(
            "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T080000Z", "DTSTART:20260309T130000", "DURATION:PT1H"
        ),
    )

    assert spans(rows) == [
        "02 Mar 09:00-10:25",
        "The event on Mon 9 Mar 2026 changes all later ones at once, which cannot be read.",
    ]


def test_one_of_a_series_that_was_both_moved_and_taken_out_is_refused(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        event(*MORNING, "RRULE:FREQ=WEEKLY", "EXDATE:20260309T080000Z"),
        event("UID:1", "RECURRENCE-ID:20260309T080000Z", "DTSTART:20260310T130000Z", "DURATION:PT1H"),
        event("UID:1", "RECURRENCE-ID:then", "DTSTART:20260311T130000Z", "DURATION:PT1H", "SEQUENCE:9"),
    )

    assert spans(rows) == [
        "02 Mar 09:00-10:25",
        "16 Mar 09:00-10:25",
        "The event on Tue 10 Mar 2026 is taken out of its series and changed in it at once.",
        "The event on Wed 11 Mar 2026 has a RECURRENCE-ID that cannot be read.",
    ]


def test_a_series_that_begins_later_is_refused_once(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, event("UID:1", "DTSTART:20260401T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY"))

    assert spans(rows) == ["The event on Wed 1 Apr 2026 lies in the future."]


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    interval=st.integers(1, 3),
    first=st.dates(date(2025, 9, 1), date(2026, 2, 28)),
    out=st.sets(st.integers(0, 180)),
)
def test_the_days_of_a_weekly_series_are_those_of_the_calendar(
    tmp_path_factory: pytest.TempPathFactory, weekdays: set[int], interval: int, first: date, out: set[int]
) -> None:
    """Count the days one by one, over a change of the clock."""
    skipped = {first + timedelta(days=place) for place in out}
    monday = first - timedelta(days=first.weekday())
    expected: Counter[date] = Counter()
    for place in range((NOW.date() - first).days + 1):
        day = first + timedelta(days=place)
        in_week = (day - monday).days // 7 % interval == 0 and day.weekday() in weekdays
        if (day == first or in_week) and day not in skipped:
            expected[day] += 5400
    names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    series = event(
        "UID:1",
        f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T080000",
        f"DTEND;TZID=Europe/Amsterdam:{first:%Y%m%d}T093000",
        f"RRULE:FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(names[day] for day in sorted(weekdays))}",
        *(f"EXDATE;TZID=Europe/Amsterdam:{day:%Y%m%d}T080000" for day in sorted(skipped)),
    )

    read: Counter[date] = Counter()
    for row in rows_of(tmp_path_factory.mktemp("series"), series):
        assert isinstance(row, ImportedRow)
        assert span(row).endswith(" 08:00-09:30")
        assert row.start is not None
        read[row.start.astimezone(AMSTERDAM).date()] += row.seconds or 0
    assert read == expected
