"""Which rows of an import share time with entries of the book or with each other."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from vabackoffice.storage.import_rows import TimedRow
    from vabackoffice.storage.reads.imports import Spans


def find_overlaps(rows: Iterable[TimedRow], busy: Spans, zone: ZoneInfo) -> Iterator[tuple[TimedRow, str]]:
    """Yield each of `rows` that shares time, and why.

    Of two rows that overlap the earlier one stays, whatever their order in the file.

    Args:
        rows: the rows of the file by start.
        busy: what is there, by start, each owned by its entry's id, 0 for the running timer.
        zone: in which the reason says the times.
    """
    reached = array("q", accumulate(busy.ends, max))
    kept: TimedRow | None = None
    for row in rows:
        before = bisect_left(busy.starts, row.end)
        if before and reached[before - 1] > row.start:
            other = next(place for place in range(before - 1, -1, -1) if busy.ends[place] > row.start)
            owner = f"entry {busy.owners[other]}" if busy.owners[other] else "the running timer"
            yield row, _reason(row, owner, busy.starts[other], busy.ends[other], zone)
        elif kept is not None and row.start < kept.end:
            yield row, _reason(row, f"row {kept.number}", kept.start, kept.end, zone)
        else:
            kept = row


def _reason(row: TimedRow, owner: str, start: int, end: int, zone: ZoneInfo) -> str:
    day = format_date(datetime.fromtimestamp(row.start, zone).date())
    return f"{day} {_clock(row.start, row.end, zone)} overlaps {owner}, {_clock(start, end, zone)}."


def _clock(start: int, end: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(start, zone):%H:%M}-{datetime.fromtimestamp(end, zone):%H:%M}"
