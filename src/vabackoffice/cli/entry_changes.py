"""What `va edit` and `va split` make of an entry: the same entry, but for what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import parse_date
from vabackoffice.domain.clock_time import looks_like_duration, parse_moment, parse_time_range
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.time_entry import PLACES, When, check_choice, check_tag, split_words
from vabackoffice.errors import InvalidInputError
from vabackoffice.usecases.targets import find_engagement, find_service

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import TimeEntry, Work


def changed_work(
    desk: Desk,
    work: Work,
    *,
    note: str | None,
    client: str | None,
    tags: str | None,
    service: str | None,
    place: str | None,
    bill: bool | None,
) -> Work:
    """Return `work` with what was typed."""
    if note is not None:
        work = replace(work, note=split_words([note])[0])
    if client is not None:
        found = find_engagement(desk.book, client)
        work = replace(work, engagement_id=found.id, client=found.client, engagement=found.name, internal=None)
    if tags is not None:
        work = replace(work, tags=tuple(dict.fromkeys(check_tag(tag.removeprefix("+")) for tag in tags.split())))
    if service is not None:
        key, name = find_service(desk.book, service) if service else (None, "")
        work = replace(work, service_id=key, service=name)
    if place is not None:
        work = replace(work, place=check_choice(place, PLACES, "place of work"))
    return work if bill is None else replace(work, billable=bill)


def changed_when(
    desk: Desk, entry: TimeEntry, *, start: str | None, end: str | None, duration: str | None, on: str | None
) -> When:
    """Return the entry's time with what was typed; a length moves the end, a start or an end makes a span."""
    day = parse_date(on, today=desk.today, country=desk.about.country) if on else entry.on_date
    if duration is not None and (start is None) == (end is None) and start is not None:
        message = "'--from', '--to' and '--duration' together say one thing twice."
        raise InvalidInputError(message, "Give two of them at most.")
    if start is None and end is None:
        return _lasting(desk, entry, day, duration)
    if entry.start is None and duration is None and (start is None or end is None):
        message = f"Entry {entry.id} has no start and no end, only a length."
        raise InvalidInputError(message, "Give both '--from' and '--to'.")
    return _spanning(desk, entry, day, start, end, duration)


def halves(desk: Desk, entry: TimeEntry, at: str) -> tuple[When, When]:
    """Return the two parts of an entry cut at a time of day or after a duration."""
    if looks_like_duration(at) and not (entry.start and ":" in at):
        first = parse_duration(at)
    elif entry.start is not None:
        moment = parse_moment(at, on=entry.on_date, now=desk.now, zone=desk.zone)
        if moment <= entry.start:
            moment = parse_moment(at, on=entry.on_date + timedelta(days=1), now=desk.now, zone=desk.zone)
        first = round(moment.timestamp() - entry.start.timestamp())
    else:
        message = f"Entry {entry.id} has no start, so it cannot be cut at '{at}'."
        raise InvalidInputError(message, "Cut it after a duration: 'va split @1 45m'.")
    if not 0 < first < entry.seconds:
        message = f"'{at}' does not lie inside the entry of {format_duration(entry.seconds)}."
        raise InvalidInputError(message, "Give a time or a duration between its start and its end.")
    if entry.start is None or entry.end is None:
        return When.lasting(entry.on_date, first), When.lasting(entry.on_date, entry.seconds - first)
    cut = datetime.fromtimestamp(entry.start.timestamp() + first, entry.start.tzinfo)
    return When.between(entry.start, cut), When.between(cut, entry.end)


def _lasting(desk: Desk, entry: TimeEntry, day: date, duration: str | None) -> When:
    seconds = parse_duration(duration) if duration is not None else entry.seconds
    if entry.start is None:
        return When.lasting(day, seconds)
    start = (
        parse_moment(f"{entry.start:%H:%M}", on=day, now=desk.now, zone=desk.zone)
        if day != entry.on_date
        else entry.start
    )
    return When.between(start, datetime.fromtimestamp(start.timestamp() + seconds, start.tzinfo))


def _spanning(
    desk: Desk, entry: TimeEntry, day: date, start: str | None, end: str | None, duration: str | None
) -> When:
    if start is not None and duration is None:
        until = end or f"{entry.end:%H:%M}"
        return When.between(*parse_time_range(f"{start}-{until}", on=day, now=desk.now, zone=desk.zone))
    if duration is None:
        return When.between(*parse_time_range(f"{entry.start:%H:%M}-{end}", on=day, now=desk.now, zone=desk.zone))
    seconds = parse_duration(duration)
    if start is not None:
        begin = parse_moment(start, on=day, now=desk.now, zone=desk.zone)
        return When.between(begin, datetime.fromtimestamp(begin.timestamp() + seconds, desk.zone))
    finish = parse_moment(end or "", on=day, now=desk.now, zone=desk.zone)
    return When.between(datetime.fromtimestamp(finish.timestamp() - seconds, desk.zone), finish)
