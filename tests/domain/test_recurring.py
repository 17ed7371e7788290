"""On which days a recurring task is due."""

from __future__ import annotations

from datetime import date

import pytest

from vabackoffice.domain.recurring import Recurrence
from vabackoffice.errors import InvalidInputError


def due(every: str, anchor: int, first: str, until: str, last: str | None = None) -> list[str]:
    end = date.fromisoformat(last) if last else None
    found = Recurrence(every, anchor, date.fromisoformat(first), end).checked().due_days(date.fromisoformat(until))
    return [day.isoformat() for day in found]


def test_every_month_on_its_day_or_its_last() -> None:
    assert due("month", 1, "2026-01-01", "2026-03-31") == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert due("month", 1, "2026-01-02", "2026-03-01") == ["2026-02-01", "2026-03-01"]
    assert due("month", 31, "2026-01-15", "2026-04-30") == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert due("month", 29, "2028-02-01", "2028-03-01") == ["2028-02-29"]


def test_every_week_on_its_weekday() -> None:
    # 2026-03-06 is a Friday.
    assert due("week", 5, "2026-03-01", "2026-03-20") == ["2026-03-06", "2026-03-13", "2026-03-20"]
    assert due("week", 5, "2026-03-06", "2026-03-12") == ["2026-03-06"]


def test_every_quarter_counted_from_its_first_day() -> None:
    assert due("quarter", 15, "2026-01-01", "2026-12-31") == ["2026-01-15", "2026-04-15", "2026-07-15", "2026-10-15"]
    # The first quarter of 2026 has 90 days, the second 91, the third 92.
    assert due("quarter", 92, "2026-01-01", "2026-09-30") == ["2026-03-31", "2026-06-30", "2026-09-30"]


def test_the_first_and_the_last_day_are_in() -> None:
    assert due("month", 1, "2026-02-01", "2026-12-31", "2026-03-01") == ["2026-02-01", "2026-03-01"]
    assert due("month", 1, "2026-02-01", "2026-01-31") == []


def test_it_is_said_in_words() -> None:
    assert str(Recurrence("month", 1, date(2026, 3, 1))) == "every month on day 1, from Sun 1 Mar 2026"
    assert str(Recurrence("week", 5, date(2026, 3, 1), date(2026, 3, 31))) == (
        "every week on Friday, from Sun 1 Mar 2026 until Tue 31 Mar 2026"
    )


@pytest.mark.parametrize(("every", "anchor", "most"), [("week", 8, 7), ("month", 0, 31), ("quarter", 93, 92)])
def test_an_anchor_day_that_there_is_not(every: str, anchor: int, most: int) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Recurrence(every, anchor, date(2026, 3, 1)).checked()
    assert refused.value.message == f"The anchor day {anchor} does not lie in a {every}."
    assert refused.value.hint == f"Count it from 1, which is the first day, to {most}."
