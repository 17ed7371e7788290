"""What `va edit` and `va split` make of an entry: the same entry, but for what was typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from vabackoffice.cli.reading import read_moment_between
from vabackoffice.domain.clock_time import looks_like_duration, parse_moment, parse_time_range
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.time_entry import (
    FORGOTTEN,
    INTERNAL_KINDS,
    LONGEST,
    PLACES,
    When,
    check_choice,
    check_length,
    check_note,
    check_tags,
    later,
    seconds_from,
)
from vabackoffice.domain.time_shift import parse_shift, too_far
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.usecases.entries import describe_work, work_on_task
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import TimeEntry, Work

Span = tuple[datetime, datetime]


def changed_work(
    desk: Desk,
    entry: TimeEntry,
    day: date,
    *,
    note: str | None,
    client: str | None,
    internal: str | None,
    tags: str | None,
    service: str | None,
    place: str | None,
    task: str | None,
    bill: bool | None,
) -> Work:
    """Return the entry's work, to be done on `day`, with what was typed; '' takes tags, service, place or task away."""
    work = entry.work
    if note is not None:
        work = work._replace(note=check_note(note))
    if tags is not None:
        work = work._replace(tags=check_tags([tag.removeprefix("+") for tag in tags.split()]))
    if service is not None:
        key, name = find_service(desk.book, service) if service else (None, "")
        work = work._replace(service_id=key, service=name)
    if place is not None:
        work = work._replace(place=check_choice(place, PLACES, "place of work") if place else None)
    if client is not None or internal is not None:
        work = _for_another(desk, entry, work, client, internal, day, keep_task=task is None)
    if task is not None:
        work = work_on_task(desk.book, work, task_number(task)) if task else work._replace(task_id=None)
    if bill and work.internal:
        message = f"Entry {entry.id} is {work.target}: there is nobody to bill."
        raise InvalidInputError(message, "Say whose work it was: '--client HANDLE'.")
    return work if bill is None else work._replace(billable=bill)


def changed_when(
    desk: Desk, entry: TimeEntry, *, start: str | None, end: str | None, duration: str | None, on: str | None
) -> When:
    """Return the entry's time with what was typed.

    A start or an end alone leaves the other where it is, a duration moves the end, and another day keeps the start
    by the clock and the length. Times are read in the zone in which the entry was logged.
    """
    if start is not None and end is not None and duration is not None:
        message = "'--from', '--to' and '--duration' together say one thing twice."
        raise InvalidInputError(message, "Give two of them at most.")
    day = desk.day(on) or entry.on_date
    if start is None and end is None and entry.start is None:
        return When.lasting(day, parse_duration(duration) if duration is not None else entry.seconds)
    zone = zone_of(desk, entry)
    if start is not None and end is not None:
        language = desk.about.language
        return When.between(*parse_time_range(f"{start}..{end}", on=day, now=desk.now, zone=zone, language=language))
    if duration is not None:
        return When.between(*_lasting(desk, entry, day, start, end, check_length(parse_duration(duration))))
    begun, ended = _moved(desk, entry, day)
    if start is not None:
        begun = _moment(desk, start, day, zone)
    if end is not None:
        # Over midnight only as far as a range may go: '--to 8:00' is no way to make a day of 23 hours.
        ended = read_moment_between(desk, end, begun, later(begun, FORGOTTEN), zone)
    return When.between(begun, ended)


def shifted_when(desk: Desk, entry: TimeEntry, shift: str) -> When:
    """Return the entry's time, start and end moved by what was typed; its length stays.

    Hours and minutes are true time, also over a clock change; whole days keep the start by the clock.
    """
    found = parse_shift(shift, language=desk.about.language)
    if entry.start is None and found.seconds:
        message = f"Entry {entry.id} has no start and no end, only a length."
        raise InvalidInputError(
            message, "Shift it by whole days ('--shift -1d'), or give it times: '--from 9:00 --to 10:00'."
        )
    try:
        day = entry.on_date + timedelta(days=found.days)
        if entry.start is None:
            return When.lasting(day, entry.seconds)
        begun, ended = _moved(desk, entry, day)
        return When.between(later(begun, found.seconds), later(ended, found.seconds))
    except (OverflowError, ValueError):  # how the standard library says that the calendar ends
        raise too_far(shift) from None


def halves(desk: Desk, entry: TimeEntry, at: str) -> tuple[When, When]:
    """Return the two parts of an entry cut at a time of day or after a duration; with a start, `1:30` is a time."""
    clock = entry.start is not None and not any(letter.isalpha() for letter in at)
    if looks_like_duration(at) and not clock:
        first = parse_duration(at)
    elif entry.start is not None and entry.end is not None:
        cut = read_moment_between(desk, at, entry.start, entry.end, zone_of(desk, entry))
        first = seconds_from(entry.start, cut)
    else:
        message = f"Entry {entry.id} has no start, so it cannot be cut at '{at}'."
        raise InvalidInputError(message, "Cut it after a duration: 'va split @1 45m'.")
    if not 0 < first < entry.seconds:
        message = f"'{at}' does not lie inside the entry of {format_duration(entry.seconds)}."
        raise InvalidInputError(message, "Give a time or a duration between its start and its end.")
    if entry.start is None or entry.end is None:
        return When.lasting(entry.on_date, first), When.lasting(entry.on_date, entry.seconds - first)
    cut = later(entry.start, first)
    return When.between(entry.start, cut), When.between(cut, entry.end)


def zone_of(desk: Desk, entry: TimeEntry) -> ZoneInfo:
    """Return the zone in which the times of an entry are read: its own, else hers."""
    return cast("ZoneInfo", entry.start.tzinfo) if entry.start else desk.zone


def task_number(text: str) -> int:
    """Return the number of a task that was typed."""
    if not (text.isascii() and text.isdecimal()):
        message = f"'{text}' is not the number of a task."
        raise InvalidInputError(message, "'va task list' shows them.")
    return int(text)


def _for_another(
    desk: Desk, entry: TimeEntry, work: Work, client: str | None, internal: str | None, day: date, *, keep_task: bool
) -> Work:
    """Return the work as another client's, or as her own of an internal kind."""
    if client is not None and internal is not None:
        message = "'--client' and '--internal' do not go together."
        raise InvalidInputError(message, "An entry is a client's or your own; leave one of the two out.")
    kind = check_choice(internal, INTERNAL_KINDS, "kind of internal work") if internal is not None else None
    new = describe_work(desk.book, client or "", kind, work, day)
    if work.task_id is not None and keep_task and new.engagement_id != work.engagement_id:
        message = f"Entry {entry.id} is work on task {work.task_id} of {work.target}."
        raise ConflictError(message, "Take it off the task as well: \"--task ''\".")
    return new if kind is not None else new._replace(billable=work.billable or work.internal is not None)


def _moment(desk: Desk, text: str, day: date, zone: ZoneInfo) -> datetime:
    return parse_moment(text, on=day, now=desk.now, zone=zone, language=desk.about.language)


def _lasting(desk: Desk, entry: TimeEntry, day: date, start: str | None, end: str | None, seconds: int) -> Span:
    """Return a span of that length on a day, from a typed start, up to a typed end, or from the start there is."""
    zone = zone_of(desk, entry)
    if end is None:
        if start is None:
            begun, _ = _moved(desk, entry, day)
        else:
            begun = _moment(desk, start, day, zone)
        return begun, later(begun, seconds)
    # An end after midnight belongs to an entry that began on the day.
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    ended = read_moment_between(desk, end, later(midnight, seconds), later(midnight, seconds + LONGEST), zone)
    return later(ended, -seconds), ended


def _moved(desk: Desk, entry: TimeEntry, day: date) -> Span:
    """Return the entry's start and end on another day: the start by the clock, the length as it is."""
    if entry.start is None or entry.end is None:
        message = f"Entry {entry.id} has no start and no end, only a length."
        raise InvalidInputError(message, "Give both '--from' and '--to', or one of them and '--duration'.")
    if day == entry.on_date:
        return entry.start, entry.end
    zone = zone_of(desk, entry)
    start = parse_moment(f"{entry.start:%H:%M}", on=day, now=desk.now, zone=zone)
    start = later(start, entry.start.second)
    return start, later(start, entry.seconds)
