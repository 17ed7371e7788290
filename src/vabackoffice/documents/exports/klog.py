"""klog: records of a day (file format specification 1.4); what is in the summary of a record holds for its entries.

It carries day, client, engagement and tags, all as tags, note, and times in whole minutes: seconds are cut off both
ends of a span, a length alone is rounded, and nothing becomes less than a minute. Where the clock is changed within a
span, its length is written instead. It cannot carry whether work is billed, service, task and place. A word of a note
that begins with # is a tag to every reader, and a tag that could name a client or an engagement gets `-tag` behind it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.handle import make_handle
from vabackoffice.domain.time_entry import seconds_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from vabackoffice.documents.exports.hours import Hours, Sender

_NO_TAG = re.compile(r"[^\w-]")
_MINUTE = 60


def write(entries: Iterable[Hours], sender: Sender) -> Iterator[str]:
    """Yield the file record by record; the entries come day by day."""
    blank = ""
    for day, records in _by_day(entries, sender):
        for summary, lines in records.items():
            yield "\n".join([f"{blank}{day.isoformat()}", summary, *lines, ""])
            blank = "\n"


def _by_day(entries: Iterable[Hours], sender: Sender) -> Iterator[tuple[date, dict[str, list[str]]]]:
    """Yield each day with the lines of its entries, by what they are tagged with."""
    current: date | None = None
    records: dict[str, list[str]] = {}
    for entry in entries:
        day = entry.start.date() if entry.start else entry.on_date
        if day != current and current is not None:
            yield current, records
            records = {}
        current = day
        records.setdefault(_tags(entry, sender.names), []).append(_line(entry, day))
    if current is not None:
        yield current, records


def _tags(entry: Hours, names: frozenset[str]) -> str:
    """Return whose the work is and its tags: `#acme #email`, and `#inbox=acme` where the engagement must be said."""
    whose = f"#internal={entry.internal}" if entry.internal else f"#{entry.handle}"
    if not entry.internal and not entry.alone:
        whose = f"#{entry.engagement}={entry.handle}"
    tags = (_NO_TAG.sub("-", tag) for tag in entry.tags)
    return " ".join([whose, *(f"#{tag}-tag" if names & {tag, make_handle(tag)} else f"#{tag}" for tag in tags)])


def _line(entry: Hours, day: date) -> str:
    return f"    {_time(entry, day)} {' '.join(entry.note.split())}".rstrip()


def _time(entry: Hours, day: date) -> str:
    if entry.start and entry.end:
        start, end = (moment.replace(second=0, microsecond=0) for moment in (entry.start, entry.end))
        if start != end and _is_steady(start, end):
            return f"{_clock(start, day)} - {_clock(end, day)}"
    minutes = max(1, (entry.seconds + _MINUTE // 2) // _MINUTE)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h{minutes}m" if hours and minutes else f"{hours}h" if hours else f"{minutes}m"


def _is_steady(start: datetime, end: datetime) -> bool:
    """Tell whether the wall times alone say when it was and how long."""
    twice = any(moment.replace(fold=1 - moment.fold).utcoffset() != moment.utcoffset() for moment in (start, end))
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return not twice and wall == timedelta(seconds=seconds_from(start, end))


def _clock(moment: datetime, day: date) -> str:
    return f"{moment.hour}:{moment:%M}{'' if moment.date() == day else '>'}"
