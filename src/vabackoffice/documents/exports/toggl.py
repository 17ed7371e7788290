"""Toggl Track: the Detailed report as CSV, which Toggl also imports (UTF-8 with a byte order mark).

It carries client, engagement (as project), note, tags, whether work is billed, and times to the second, as wall times
of the business. It cannot carry service, task and place; the client of the business's own hours, which are a project
without one; and that work has no clock times: such work is put where its day is still free, from midnight on.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from vabackoffice.documents.exports.machine_csv import csv_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from vabackoffice.documents.exports.hours import Hours, Sender

HEADINGS = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time", "End date",
    "End time", "Duration", "Tags",
)  # fmt: skip

_Span = tuple[int, int]


def write(entries: Iterable[Hours], sender: Sender) -> Iterator[str]:
    """Yield the report piece by piece; the entries come day by day."""
    yield "\ufeff" + csv_line(HEADINGS)
    for entry, start, end in _timed(entries, sender.zone):
        minutes, seconds = divmod(entry.seconds, 60)
        yield csv_line(
            (
                *(sender.name, sender.email, entry.client, entry.project, ""),
                *(entry.note, "Yes" if entry.billable else "No"),
                *(f"{start:%Y-%m-%d}", f"{start:%H:%M:%S}", f"{end:%Y-%m-%d}", f"{end:%H:%M:%S}"),
                f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}",
                ", ".join(entry.tags),
            )
        )


def _timed(entries: Iterable[Hours], zone: ZoneInfo) -> Iterator[tuple[Hours, datetime, datetime]]:
    """Yield each entry with its start and end, those it has or those of free time on its day."""
    taken: list[_Span] = []
    for day, group in groupby(entries, key=lambda entry: entry.on_date):
        listed = list(group)
        midnights = (datetime.combine(date, time(), zone) for date in (day, day + timedelta(1)))
        first, last = (int(midnight.timestamp()) for midnight in midnights)
        spans = ((entry.start, entry.end) for entry in listed)
        taken = [span for span in taken if span[1] > first]
        taken += [(int(start.timestamp()), int(end.timestamp())) for start, end in spans if start and end]
        for entry in listed:
            if entry.start and entry.end:
                yield entry, entry.start, entry.end
                continue
            start = _free_from(sorted(taken), first, last, entry.seconds)
            taken.append((start, start + entry.seconds))
            yield entry, datetime.fromtimestamp(start, zone), datetime.fromtimestamp(start + entry.seconds, zone)


def _free_from(taken: Iterable[_Span], first: int, last: int, seconds: int) -> int:
    """Return from when on a day has so many free seconds; its first one when it has not."""
    free = first
    for start, end in taken:
        if start - free >= seconds:
            break
        free = max(free, end)
    return free if last - free >= seconds else first
