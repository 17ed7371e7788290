"""Reading the lines of `va edit --bulk`: what was written anew is read, what stands as printed stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli.entry_changes import task_number, zone_of
from vabackoffice.domain.clock_time import looks_like_range, parse_moment, parse_time_range
from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.entry_text import INTERNAL, EntryLine, entry_lines, line_of, read_line
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.time_entry import (
    INTERNAL_KINDS,
    PLACES,
    When,
    Work,
    check_choice,
    check_note,
    check_tags,
    format_clock,
)
from vabackoffice.errors import BackOfficeError, InvalidInputError
from vabackoffice.usecases.bulk_edit import BulkEdit, Wanted
from vabackoffice.usecases.entries import describe_work, refuse_billed, work_on_task
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import TimeEntry


def read_bulk_edit(desk: Desk, text: str, entries: Sequence[TimeEntry]) -> tuple[BulkEdit, dict[int, BackOfficeError]]:
    """Return what the text makes of the entries it was printed from, and by its line what could not be read."""
    known = {str(entry.id): entry for entry in entries}
    seen: set[int] = set()
    wanted, problems = [], {}
    for number, written in entry_lines(text):
        try:
            line = read_line(written)
            old = _known(line.id, known, seen)
            one = _read(desk, number, line, old)
        except BackOfficeError as problem:
            problems[number] = problem
            continue
        if one.is_new:
            wanted.append(one)
    deleted = [entry for entry in entries if entry.id not in seen and not _claimed(entry)]
    return BulkEdit(wanted, deleted), problems


def _known(number: str, known: dict[str, TimeEntry], seen: set[int]) -> TimeEntry | None:
    """Return the entry that a line stands for, None for a new one."""
    if not number:
        return None
    entry = known.get(number.lstrip("0"))
    if entry is None:
        message = f"'{shorten(number)}' is the id of none of these entries."
        raise InvalidInputError(message, "A new entry has no id; for one of another period, open that period.")
    if entry.id in seen:
        message = f"Entry {number} is there twice."
        raise InvalidInputError(message, "Delete one of the two lines, or only its number if it is a new entry.")
    seen.add(entry.id)
    refuse_billed(entry)
    return entry


def _claimed(entry: TimeEntry) -> bool:
    return bool(entry.invoice) or entry.draft_id is not None


def _read(desk: Desk, number: int, line: EntryLine, old: TimeEntry | None) -> Wanted:
    printed = line_of(old) if old else EntryLine()
    when = _when(desk, line, printed, old)
    return Wanted(number, _work(desk, line, printed, old, when.on_date), when, old)


def _when(desk: Desk, line: EntryLine, printed: EntryLine, old: TimeEntry | None) -> When:
    if old is not None and line.time == printed.time:
        if line.date != printed.date:
            return _on_another_day(desk, old, desk.day(line.date) or desk.today)
        return When(old.on_date, old.seconds, (old.start, old.end) if old.start and old.end else None)
    day = old.on_date if old and line.date == printed.date else desk.day(line.date) or desk.today
    language = desk.about.language
    if not looks_like_range(line.time, language=language):
        return When.lasting(day, parse_duration(line.time))
    zone = zone_of(desk, old) if old else desk.zone
    start, end = parse_time_range(line.time, on=day, now=desk.now, zone=zone, language=language)
    if old is not None and old.start and old.end:
        start, end = _exact(start, old.start), _exact(end, old.end)
    return When.between(start, end)


def _on_another_day(desk: Desk, old: TimeEntry, day: date) -> When:
    """Return the times as they are printed, on another day; the second of a timer's start and end stays with them."""
    if old.start is None or old.end is None:
        return When.lasting(day, old.seconds)
    zone = zone_of(desk, old)
    last_day = day + (old.end.date() - old.start.date())
    start = parse_moment(format_clock(old.start), on=day, now=desk.now, zone=zone)
    end = parse_moment(format_clock(old.end), on=last_day, now=desk.now, zone=zone)
    return When.between(_exact(start, old.start), _exact(end, old.end))


def _exact(typed: datetime, old: datetime) -> datetime:
    """Return a typed time with the second that the old one has, if it shows the same minute."""
    return typed.replace(second=old.second) if format_clock(typed) == format_clock(old) else typed


def _work(desk: Desk, line: EntryLine, printed: EntryLine, old: TimeEntry | None, day: date) -> Work:
    work = old.work if old else Work(engagement_id=None)
    elsewhere = line.target != printed.target
    if elsewhere:
        work = _for(desk, line.target, work, day)
    if line.note != printed.note:
        work = work._replace(note=check_note(line.note))
    if line.tags != printed.tags:
        work = work._replace(tags=check_tags(line.tags))
    if line.service != printed.service:
        key, name = find_service(desk.book, line.service) if line.service else (None, "")
        work = work._replace(service_id=key, service=name)
    if line.place != printed.place:
        work = work._replace(place=check_choice(line.place, PLACES, "place of work") if line.place else None)
    if elsewhere or line.task != printed.task:
        work = work_on_task(desk.book, work, task_number(line.task)) if line.task else work._replace(task_id=None)
    if work.internal is None and (elsewhere or line.no_bill != printed.no_bill):
        work = work._replace(billable=not line.no_bill)
    return work


def _for(desk: Desk, target: str, work: Work, day: date) -> Work:
    """Return `work` for another client, or as own work: `internal:admin`."""
    internal = target.lower().startswith(INTERNAL)
    kind = check_choice(target[len(INTERNAL) :], INTERNAL_KINDS, "kind of internal work") if internal else None
    return describe_work(desk.book, target, kind, work, day)
