"""A calendar (iCalendar, RFC 5545): an event for each entry, its times in UTC.

It carries client and engagement, as the first category, the tags as the others, the note as the title, and times to
the second. It cannot carry whether work is billed, service, task and place. An entry without clock times is an event
of the whole day that does not make the day busy: its length is told in the description, and to `va import` in a
property of its own. One of exactly 24 hours is that too, for other calendars take it for a whole day.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vabackoffice.documents.exports.hours import Hours, Sender

LENGTH = "X-VABACKOFFICE-SECONDS"


def write(entries: Iterable[Hours], sender: Sender) -> Iterator[str]:
    """Yield the calendar event by event."""
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//vabackoffice//va export//EN\r\n"
    for entry in entries:
        yield _event(entry, sender).to_ical().decode()
    yield "END:VCALENDAR\r\n"


def _event(entry: Hours, sender: Sender) -> Any:
    from icalendar import Event

    event: Any = Event()
    event.add("uid", f"{entry.id}-{sender.book}@vabackoffice")
    event.add("dtstamp", sender.now.astimezone(UTC))
    if entry.note:
        event.add("summary", entry.note)
    event.add("categories", [f"{entry.handle}/{entry.project}", *entry.tags])
    if entry.start and entry.end and entry.seconds < LONGEST:
        event.add("dtstart", entry.start.astimezone(UTC))
        event.add("dtend", entry.end.astimezone(UTC))
        return event
    event.add("dtstart", entry.on_date)
    event.add("dtend", entry.on_date + timedelta(1))
    event.add("description", format_duration(entry.seconds))
    event.add("transp", "TRANSPARENT")
    event.add(LENGTH, str(entry.seconds))
    return event
