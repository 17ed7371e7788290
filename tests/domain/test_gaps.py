"""Gaps: with the busy spans they make up the whole time between the edges, on days of 23 and 25 hours, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.gaps import Span, find_gaps
from vabackoffice.domain.time_entry import seconds_from

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A usual day, the night in which 2:00 becomes 3:00, and the night in which 3:00 becomes 2:00 again.
MIDNIGHTS = [datetime(2026, *rest, tzinfo=UTC) for rest in ((3, 15, 23), (3, 28, 23), (10, 24, 22))]
minutes = st.integers(-120, 26 * 60)
spans = st.lists(st.tuples(minutes, st.integers(1, 600)), max_size=8)


def at(text: str) -> datetime:
    """Return an instant of Monday 16 March 2026, as the clock in Amsterdam shows it."""
    return datetime.fromisoformat(f"2026-03-16T{text}+01:00").astimezone(AMSTERDAM)


def span(text: str) -> Span:
    start, end = text.split("-")
    return at(start), at(end)


@pytest.mark.parametrize(
    ("busy", "gaps"),
    [
        ([], ["09:00-17:00"]),
        (["09:00-17:00"], []),
        (["08:00-18:00"], []),
        (["10:00-11:00"], ["09:00-10:00", "11:00-17:00"]),
        (["13:00-14:00", "10:00-11:00"], ["09:00-10:00", "11:00-13:00", "14:00-17:00"]),  # in any order
        (["10:00-12:00", "10:30-11:00", "11:30-13:00"], ["09:00-10:00", "13:00-17:00"]),  # one inside, one across
        (["07:00-09:30", "16:30-19:00"], ["09:30-16:30"]),  # beyond both edges
        (["09:00-10:00", "10:00-17:00"], []),  # what touches leaves nothing
        (["06:00-07:00", "18:00-19:00"], ["09:00-17:00"]),  # outside
    ],
)
def test_what_is_left_between_the_edges(busy: list[str], gaps: list[str]) -> None:
    assert find_gaps(map(span, busy), *span("09:00-17:00")) == [span(gap) for gap in gaps]


def test_short_ones_do_not_count() -> None:
    busy = [span("09:00-10:00"), span("10:04:59-11:00"), span("11:05-12:00")]

    assert find_gaps(busy, *span("09:00-12:00"), 300) == [span("11:00-11:05")]


def test_there_is_none_where_the_end_is_not_after_the_start() -> None:
    assert find_gaps([], at("09:00"), at("09:00")) == []
    assert find_gaps([span("10:00-11:00")], at("12:00"), at("09:00")) == []


def test_the_night_of_the_autumn_change_has_an_hour_more() -> None:
    typed = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    start, end = (datetime.fromisoformat(text).astimezone(AMSTERDAM) for text in typed)

    [gap] = find_gaps([], start, end)

    assert [edge.isoformat() for edge in gap] == typed
    assert seconds_from(*gap) == 3600


@given(st.sampled_from(MIDNIGHTS), spans, minutes, st.integers(1, 26 * 60))
def test_every_minute_is_busy_or_in_exactly_one_gap(
    midnight: datetime, typed: list[tuple[int, int]], first: int, length: int
) -> None:
    def local(minute: int) -> datetime:
        return (midnight + timedelta(minutes=minute)).astimezone(AMSTERDAM)

    busy = [(local(begin), local(begin + lasting)) for begin, lasting in typed]
    gaps = find_gaps(busy, local(first), local(first + length))

    for minute in range(first, first + length):
        is_busy = any(begin <= minute < begin + lasting for begin, lasting in typed)
        holding = [gap for gap in gaps if gap[0].timestamp() <= local(minute).timestamp() < gap[1].timestamp()]
        assert len(holding) == (0 if is_busy else 1)
    assert all(one[1].timestamp() < other[0].timestamp() for one, other in pairwise(gaps))


@given(st.sampled_from(MIDNIGHTS), spans, st.integers(1, 7200))
def test_the_shortest_ones_are_left_out_and_no_other(
    midnight: datetime, typed: list[tuple[int, int]], shortest: int
) -> None:
    minute = timedelta(minutes=1)
    busy = [(midnight + begin * minute, midnight + (begin + lasting) * minute) for begin, lasting in typed]
    edges = midnight.astimezone(AMSTERDAM), (midnight + 23 * 60 * minute).astimezone(AMSTERDAM)
    every_gap = find_gaps(busy, *edges)

    assert find_gaps(busy, *edges, shortest) == [gap for gap in every_gap if seconds_from(*gap) >= shortest]
