"""Which rows of an import share time with entries of the book or with each other."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from vabackoffice.storage.reads.imports import Spans


def find_overlaps(rows: Spans, busy: Spans, zone: ZoneInfo) -> Iterator[tuple[int, str]]:
    """Yield the index of each span of `rows` that shares time, and why.

    Of two rows that overlap the earlier one stays, whatever their order in the file.

    Args:
        rows: the rows of the file in any order, each owned by its number in the file.
        busy: what is there, by start, each owned by its entry's id, 0 for the running timer.
        zone: in which the reason says the times.
    """
    reached = list(accumulate(busy.ends, max))
    kept_end, kept = 0, -1
    for index in sorted(range(len(rows.starts)), key=lambda place: (rows.starts[place], rows.owners[place])):
        start, end = rows.starts[index], rows.ends[index]
        before = bisect_left(busy.starts, end)
        if before and reached[before - 1] > start:
            other = next(place for place in range(before - 1, -1, -1) if busy.ends[place] > start)
            owner = f"entry {busy.owners[other]}" if busy.owners[other] else "the running timer"
            yield index, _reason(start, end, owner, busy, other, zone)
        elif start < kept_end:
            yield index, _reason(start, end, f"row {rows.owners[kept]}", rows, kept, zone)
        else:
            kept_end, kept = end, index


def _reason(start: int, end: int, owner: str, spans: Spans, other: int, zone: ZoneInfo) -> str:
    day = format_date(datetime.fromtimestamp(start, zone).date())
    return f"{day} {_clock(start, end, zone)} overlaps {owner}, {_clock(spans.starts[other], spans.ends[other], zone)}."


def _clock(start: int, end: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(start, zone):%H:%M}-{datetime.fromtimestamp(end, zone):%H:%M}"
