"""Toggl's report: hours without clock times are put where their day is free."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.documents.exports import toggl
from vabackoffice.documents.exports.toggl import write

if TYPE_CHECKING:
    from tests.documents.exports.conftest import Work

    from vabackoffice.documents.exports.hours import Hours, Sender


def times(sender: Sender, *entries: Hours) -> list[str]:
    """Return day, start, end and length of each row."""
    rows = csv.DictReader("".join(write(entries, sender)).removeprefix("\ufeff").splitlines())
    return [f"{row['Start date'][5:]} {row['Start time']} {row['End time']} {row['Duration']}" for row in rows]


def test_lengths_follow_each_other_from_midnight(sender: Sender, work: Work) -> None:
    day = "2026-03-02"

    assert times(sender, work(day, 5400), work(day, 1), work("2026-03-03", 60)) == [
        "03-02 00:00:00 01:30:00 01:30:00",
        "03-02 01:30:00 01:30:01 00:00:01",
        "03-03 00:00:00 00:01:00 00:01:00",
    ]


def test_they_keep_clear_of_what_has_a_time(sender: Sender, work: Work) -> None:
    evening = work("2026-03-01T23:00:00+01:00", 7200)  # until 1:00
    morning = work("2026-03-02T02:00:00+01:00", 3600)

    # An hour is free from 1:00 on, two hours only from 3:00, the half hour after that hour.
    day = "2026-03-02"
    assert times(sender, evening, work(day, 7200), work(day, 3600), work(day, 1800), morning) == [
        "03-01 23:00:00 01:00:00 02:00:00",
        "03-02 03:00:00 05:00:00 02:00:00",
        "03-02 01:00:00 02:00:00 01:00:00",
        "03-02 05:00:00 05:30:00 00:30:00",
        "03-02 02:00:00 03:00:00 01:00:00",
    ]


def test_a_day_without_room_begins_at_midnight(sender: Sender, work: Work) -> None:
    noon = work("2026-03-02T12:00:00+01:00", 3600)

    assert times(sender, work("2026-03-02", 24 * 3600), noon)[0] == "03-02 00:00:00 00:00:00 24:00:00"


def test_where_the_clock_is_changed_the_length_is_true(sender: Sender, work: Work) -> None:
    # Clocks go from 2:00 to 3:00 on 29 March 2026, and from 3:00 back to 2:00 on 25 October.
    assert times(sender, work("2026-03-29", 3 * 3600), work("2026-10-25", 3 * 3600)) == [
        "03-29 00:00:00 04:00:00 03:00:00",
        "10-25 00:00:00 02:00:00 03:00:00",
    ]


SPANS = st.lists(st.tuples(st.integers(0, 86_000), st.integers(1, 20_000)), max_size=6)


@given(SPANS, st.integers(1, 30_000))
def test_free_time_is_the_first_that_is_long_enough(spans: list[tuple[int, int]], seconds: int) -> None:
    first = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())
    last = first + 86_400
    taken = sorted((first + start, first + start + length) for start, length in spans)

    found = toggl._free_from(taken, first, last, seconds)  # noqa: SLF001 - what is behind every placed row

    # Free time begins with the day or where something ends.
    begins = sorted(start for start in {first, *(end for _, end in taken)} if start + seconds <= last)
    fitting = [start for start in begins if not any(start < end and start + seconds > begin for begin, end in taken)]
    assert found == (fitting[0] if fitting else first)
