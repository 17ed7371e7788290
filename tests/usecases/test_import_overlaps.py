"""Overlaps of an import against a slow second implementation that looks at every pair."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.storage.import_rows import TimedRow
from vabackoffice.storage.reads.imports import Spans
from vabackoffice.usecases.import_overlaps import find_overlaps

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

span_lists = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12).map(
    lambda pairs: [(start, start + length) for start, length in pairs]
)


def spans_of(pairs: list[tuple[int, int]]) -> Spans:
    spans = Spans()
    for number, (start, end) in enumerate(pairs, start=1):
        spans.add(start, end, number)
    return spans


def rows_of(pairs: list[tuple[int, int]]) -> list[TimedRow]:
    """Return rows as they come out of the table: by start, then by their number."""
    rows = [TimedRow(place, place + 1, start, end) for place, (start, end) in enumerate(pairs)]
    return sorted(rows, key=lambda row: (row.start, row.number))


def overlap_by_looking(rows: list[tuple[int, int]], busy: list[tuple[int, int]]) -> set[int]:
    """Take the rows in the order they begin; one is kept when it shares no second with anything kept so far."""
    taken = [set(range(*span)) for span in busy]
    out = set()
    for index, span in sorted(enumerate(rows), key=lambda pair: (pair[1][0], pair[0])):
        seconds = set(range(*span))
        if any(seconds & other for other in taken):
            out.add(index)
        else:
            taken.append(seconds)
    return out


@given(span_lists, span_lists)
def test_the_rows_left_out_are_those_a_look_at_every_pair_leaves_out(
    rows: list[tuple[int, int]], busy: list[tuple[int, int]]
) -> None:
    found = {row.place for row, _ in find_overlaps(rows_of(rows), spans_of(sorted(busy)), AMSTERDAM)}

    assert found == overlap_by_looking(rows, busy)


def at(hour: int, minute: int = 0) -> int:
    return int(datetime(2026, 3, 2, hour, minute, tzinfo=UTC).timestamp())


def test_the_reason_names_what_is_there_with_its_times_where_the_assistant_is() -> None:
    busy = Spans()
    busy.add(at(8), at(9), 12)
    busy.add(at(10), at(11), 0)

    rows = [(at(8, 30), at(8, 45)), (at(10, 30), at(12)), (at(13), at(14)), (at(13, 30), at(13, 40)), (at(9), at(10))]

    assert [reason for _, reason in find_overlaps(rows_of(rows), busy, AMSTERDAM)] == [
        "Mon 2 Mar 2026 09:30-09:45 overlaps entry 12, 09:00-10:00.",
        "Mon 2 Mar 2026 11:30-13:00 overlaps the running timer, 11:00-12:00.",
        "Mon 2 Mar 2026 14:30-14:40 overlaps row 3, 14:00-15:00.",
    ]
