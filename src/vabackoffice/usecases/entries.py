"""Finished work: log, find, change, split, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import TimeEntry, seconds_from
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads import entries as reads
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.overlaps import beside_timers, refuse_overlap, refuse_under_timer
from vabackoffice.usecases.targets import find_client, find_engagement, refuse_ended

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import When, Work
    from vabackoffice.storage.book import Book


def describe_work(book: Book, target: str, internal: str | None, work: Work, day: date) -> Work:
    """Return `work` with the engagement that `target` names on that day, or of an internal kind."""
    if internal is not None:
        return work._replace(engagement_id=None, client="", engagement="", internal=internal, billable=False)
    engagement = find_engagement(book, target, day)
    return work._replace(
        engagement_id=engagement.id, client=engagement.client, engagement=engagement.name, internal=None
    )


def work_on_task(book: Book, work: Work, task_id: int) -> Work:
    """Return `work` as work on a flat-fee task, whose hours are not billed by themselves.

    Raises:
        NotFoundError: there is no such task.
        InvalidInputError: the task is part of another engagement.
    """
    from vabackoffice.usecases.tasks import find_task

    task = find_task(book, task_id)
    if (task.client, task.engagement) != (work.client, work.engagement):
        message = f"Task {task_id} is for {task.client}/{task.engagement}, not for {work.target}."
        raise InvalidInputError(message, "'va task list' shows what each is for.")
    return work._replace(task_id=task_id)


def log_entry(
    book: Book, now: datetime, zone: ZoneInfo, work: Work, when: When, *, force: bool = False, command: str = "log"
) -> TimeEntry:
    """Write one finished entry as an operation of its own and return it; it is refused as by `write_entry`."""
    with book.operation(command, now):
        return write_entry(book, now, zone, work, when, force=force)


def write_entry(book: Book, now: datetime, zone: ZoneInfo, work: Work, when: When, *, force: bool = False) -> TimeEntry:
    """Write one finished entry inside an open operation and return it.

    Raises:
        ConflictError: it overlaps another entry or the running timer and `force` was not said, or the
            engagement had ended.
    """
    refuse_after_end(book, work, when.on_date)
    when = when if force else beside_timers(book, when)
    refuse_shared_time(book, now, when, force=force)
    entry_id = daybook.add_entry(book, work, when, zone.key)
    return TimeEntry(entry_id, work, when.on_date, when.seconds, when.start, when.end)


def find_entry(book: Book, typed: str) -> TimeEntry:
    """Return the entry that `@N` (newest first) or a stable id names."""
    digits = typed.removeprefix("@").removeprefix("#")
    found = None
    if digits.isdecimal() and digits.isascii() and len(digits) < 10 and int(digits) > 0:  # noqa: PLR2004 - no book has so many
        newest_first = typed.startswith("@")
        found = reads.newest_entry(book, int(digits) - 1) if newest_first else reads.entry_by_id(book, int(digits))
    if found is None:
        message = f"There is no entry '{typed}'."
        raise NotFoundError(message, "'va entries' shows @1, @2 … and the ids that never change.")
    return found


def change_entry(
    book: Book, now: datetime, entry: TimeEntry, work: Work, when: When, *, force: bool = False
) -> TimeEntry:
    """Write `entry` anew with other work or another time.

    Raises:
        ConflictError: it is billed or on a draft, or the new time overlaps another entry or the running timer.
    """
    with book.operation("edit", now):
        _refuse_claimed_meanwhile(book, entry)
        refuse_after_end(book, work, when.on_date)
        # An overlap that was kept once stays kept when only the note changes.
        refuse_shared_time(book, now, when, except_id=entry.id, force=force or same_time(entry, when))
        zone = str(when.span[0].tzinfo) if when.span else reads.zone_of(book, entry.id)
        daybook.change_entry(book, entry.id, work, when, zone)
    return TimeEntry(entry.id, work, when.on_date, when.seconds, when.start, when.end)


def split_entry(book: Book, now: datetime, entry: TimeEntry, first: When, second: When) -> tuple[TimeEntry, TimeEntry]:
    """Cut `entry` in two: the first part keeps its id, the second is new."""
    with book.operation("split", now):
        _refuse_claimed_meanwhile(book, entry)
        zone = reads.zone_of(book, entry.id)
        daybook.change_entry(book, entry.id, entry.work, first, zone)
        new_id = daybook.add_entry(book, entry.work, second, zone)
    return (
        TimeEntry(entry.id, entry.work, first.on_date, first.seconds, first.start, first.end),
        TimeEntry(new_id, entry.work, second.on_date, second.seconds, second.start, second.end),
    )


def delete_entry(book: Book, now: datetime, entry: TimeEntry) -> None:
    """Delete an entry that is neither billed nor on a draft."""
    with book.operation("delete", now):
        _refuse_claimed_meanwhile(book, entry)
        daybook.drop_entry(book, entry.id)


def refuse_billed(entry: TimeEntry) -> None:
    """Refuse to touch work that an invoice or a draft has claimed."""
    if entry.invoice:
        message = f"Entry {entry.id} is billed on invoice {entry.invoice}."
        raise ConflictError(
            message, f"Correct the invoice with a credit note: 'va invoice credit {entry.invoice} --reopen'."
        )
    if entry.draft_id is not None:
        message = f"Entry {entry.id} is on draft {entry.draft_id}."
        raise ConflictError(
            message, f"Release it with 'va invoice discard {entry.draft_id}', change it, and draft again."
        )


def as_claimed(book: Book, entry: TimeEntry) -> TimeEntry:
    """Return the entry as if the invoice or draft that has a part of it had it all."""
    part = None if entry.invoice or entry.draft_id is not None else reads.billed_part(book, entry.id)
    return entry._replace(invoice=part[0], draft_id=part[1]) if part else entry


def refuse_archived(book: Book, work: Work) -> None:
    """Refuse to go on with work for a client that has been archived since."""
    if work.client:
        find_client(book, work.client)


def refuse_after_end(book: Book, work: Work, day: date) -> None:
    """Refuse work on a day after its engagement ended."""
    for row in engagements(book, work.client) if work.client else []:
        if row.id == work.engagement_id:
            refuse_ended(row, day.isoformat())


def same_time(entry: TimeEntry, when: When) -> bool:
    """Tell whether an entry has a start and an end and they are these two instants."""
    if when.span is None or entry.start is None or entry.end is None:
        return False
    return not seconds_from(entry.start, when.span[0]) and not seconds_from(entry.end, when.span[1])


def refuse_shared_time(book: Book, now: datetime, when: When, *, except_id: int = 0, force: bool = False) -> None:
    """Refuse a span that overlaps another entry or the running timer, unless that is forced."""
    if when.span and not force:
        refuse_overlap(book, *when.span, except_id)
        refuse_under_timer(book, now, *when.span)


def _refuse_claimed_meanwhile(book: Book, entry: TimeEntry) -> None:
    """Look again inside the operation: another program may have billed or deleted the entry since it was read."""
    refuse_billed(as_claimed(book, find_entry(book, str(entry.id))))
