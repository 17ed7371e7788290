"""Calendars in iCalendar form (RFC 5545): an event that is over is a row, a repeating one a row for each time.

Whose work it was: the first of CATEGORIES, else what stands before `:` or ` - ` in SUMMARY, else the calendar's name;
in any of them `Acme / Website`, `acme/web` and `acme:web` are a client and a project. An event is known again by its
UID, one of a series by the UID and the instant for which it was planned: moved in the calendar it comes no second time.
An event of a whole day has no hours, but for one that `va export` has written: it states its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.calendar_event import Event
from vabackoffice.importers.calendar_file import begins_like_a_calendar, read_calendars
from vabackoffice.importers.cells import plain_text
from vabackoffice.importers.recurrence import starts_until
from vabackoffice.importers.row import ImportedRow, RefusedRow

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from vabackoffice.importers.row import Row

NEEDS = ("now", "zone")
_MATTERS = {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"}
_BEFORE = re.compile(r"(.+?)\s*(?:(?<![0-9]):|:(?![0-9])|\s[-\u2013\u2014]\s)")  # 10:30 is a time
_PARTS = re.compile(r"\s*[/:]\s*")


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is a calendar."""
    return begins_like_a_calendar(head)


def read_rows(path: Path, _dates: str = "", *, now: datetime, zone: ZoneInfo) -> Iterator[Row]:
    """Yield what happened in a calendar up to now; see `sources.read_source`.

    Args:
        path: the file.
        now: the present instant; what is not over then is refused.
        zone: where the assistant is; times without a zone are times there.
    """
    events = list(_events(path, zone))
    by_uid: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_uid[event.text("UID")].append(event)
    by_uid[""].clear()  # without a UID nothing belongs together
    for event in events:
        yield from _rows(event, by_uid[event.text("UID")], now)


def _events(path: Path, zone: ZoneInfo) -> Iterator[Event]:
    row = 0
    for calendar in read_calendars(path):
        name = str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or "")
        withdrawn = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for component in calendar.walk("VEVENT"):
            row += 1
            yield Event(row, component, plain_text(name), withdrawn, zone)


def _rows(event: Event, same: Sequence[Event], now: datetime) -> Iterator[Row]:
    """Yield the rows of an event; `same` are all events of its UID."""
    try:
        _check(event, same)
        day = event.moment("DTSTART")
        if day is not None and event.stated_seconds:
            yield _row_of_day(event, day, now)
            return
        seconds = event.seconds
        starts = _starts(event, same, now)
    except InvalidInputError as problem:
        yield RefusedRow(event.row, event.sentence(problem.message))
        return
    for start in starts:
        end = start.astimezone(UTC) + timedelta(seconds=seconds)
        if end > now:
            why = "lies in the future" if start > now else "is not over yet"
            yield RefusedRow(event.row, event.sentence(why, start))
        else:
            yield _row(event, start, end, seconds)


def _row_of_day(event: Event, day: date, now: datetime) -> Row:
    """Return the row of an event without clock times that states its length."""
    if day > now.astimezone(event.zone).date():
        return RefusedRow(event.row, event.sentence("lies in the future"))
    return _described(event, ImportedRow(event.row, event.stated_seconds, on_date=day, own_id=event.text("UID")))


def _row(event: Event, start: datetime, end: datetime, seconds: int) -> ImportedRow:
    own_id = event.own_id(start)
    return _described(event, ImportedRow(event.row, seconds, start.astimezone(UTC), end, own_id=own_id))


def _described(event: Event, row: ImportedRow) -> ImportedRow:
    """Return a row with whose work it was, what it was, and its tags."""
    categories = [plain_text(str(category)) for values in event.all("CATEGORIES") for category in values.cats]
    summary = event.text("SUMMARY")
    before = _BEFORE.match(summary)
    name = next(filter(None, categories), "") or (before[1] if before else event.calendar)
    client, *project = _PARTS.split(name, maxsplit=1)
    row.client, row.project, row.note = client, " ".join(project), summary
    row.tags = tuple(dict.fromkeys(filter(None, categories[1:])))
    return row


def _check(event: Event, same: Sequence[Event]) -> None:
    """Refuse an event that did not take place, or of which something that matters cannot be read.

    Raises:
        InvalidInputError: its message begins with a verb.
    """
    broken = sorted(event.unreadable & _MATTERS)
    others = [other for other in same if other.planned == event.planned and not other.unreadable & _MATTERS]
    if broken:
        message = f"has a {broken[0]} that cannot be read"
    elif any((other.version, other.row) > (event.version, event.row) for other in others):
        message = "is an older version of another event in the file"
    elif event.withdrawn or event.text("STATUS").upper() == "CANCELLED":
        message = "was cancelled"
    elif event.planned and any(_is_in(event.planned, other.taken_out) for other in same):
        message = "is taken out of its series and changed in it at once"
    elif event.changes_later:
        message = "changes all later ones at once, which cannot be read"
    else:
        return
    raise InvalidInputError(message)


def _starts(event: Event, same: Sequence[Event], now: datetime) -> list[datetime]:
    """Return when an event took place, each time that was not moved or taken out; at least once if that is to come."""
    if not event.repeats:
        return [event.start]
    moved = [other for other in same if other.planned is not None]
    also = event.moments("RDATE")
    if not all(isinstance(moment, datetime) for moment in also):
        message = "has an RDATE that cannot be read"
        raise InvalidInputError(message)
    if event.start > now:
        return [event.start]
    ends = (other.planned - timedelta(seconds=1) for other in moved if other.planned and other.changes_later)
    starts = starts_until(event.start, event.all("RRULE"), map(event.instant, also), min([now, *ends]))
    out = event.taken_out.union(*(other.stands_for for other in moved))
    return [start for start in starts if not _is_in(start, out)]


def _is_in(start: datetime, out: Container[float | date]) -> bool:
    """Tell whether a start is among instants and days."""
    return start.timestamp() in out or start.date() in out
