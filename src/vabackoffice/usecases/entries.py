"""Finished work: log, find, change, split, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import TimeEntry, Work
from vabackoffice.errors import ConflictError, NotFoundError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads import entries as reads
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.overlaps import refuse_overlap
from vabackoffice.usecases.targets import find_engagement, refuse_ended

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import When
    from vabackoffice.storage.book import Book


def describe_work(book: Book, target: str, internal: str | None, work: Work) -> Work:
    """Return `work` with the engagement that `target` names, or of an internal kind."""
    if internal is not None:
        return replace(work, engagement_id=None, internal=internal, billable=False)
    engagement = find_engagement(book, target)
    return replace(work, engagement_id=engagement.id, client=engagement.client, engagement=engagement.name)


def log_entry(book: Book, now: datetime, zone: ZoneInfo, work: Work, when: When, *, force: bool = False) -> TimeEntry:
    """Write one finished entry and return it.

    Raises:
        ConflictError: it overlaps another entry or the running timer and `force` was not said, or the
            engagement had ended.
    """
    with book.operation("log", now):
        _refuse_after_end(book, work, when.on_date)
        if when.span and not force:
            refuse_overlap(book, *when.span)
            _refuse_under_timer(book, now, *when.span)
        entry_id = daybook.add_entry(book, work, when, zone.key)
    return TimeEntry(entry_id, work, when.on_date, when.seconds, when.start, when.end)


def find_entry(book: Book, typed: str) -> TimeEntry:
    """Return the entry that `@N` (newest first) or a stable id names."""
    digits = typed.removeprefix("@").removeprefix("#")
    found = None
    if digits.isdecimal() and digits.isascii() and len(digits) < 10 and int(digits) > 0:  # noqa: PLR2004
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
        ConflictError: it is billed or on a draft, or the new time overlaps another entry.
    """
    with book.operation("edit", now):
        refuse_billed(entry)
        _refuse_after_end(book, work, when.on_date)
        if when.span and not force:
            refuse_overlap(book, *when.span, except_id=entry.id)
        zone = str(when.span[0].tzinfo) if when.span else reads.zone_of(book, entry.id)
        daybook.change_entry(book, entry.id, work, when, zone)
    return TimeEntry(entry.id, work, when.on_date, when.seconds, when.start, when.end)


def split_entry(book: Book, now: datetime, entry: TimeEntry, first: When, second: When) -> tuple[TimeEntry, TimeEntry]:
    """Cut `entry` in two: the first part keeps its id, the second is new."""
    with book.operation("split", now):
        refuse_billed(entry)
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
        refuse_billed(entry)
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


def _refuse_after_end(book: Book, work: Work, day: date) -> None:
    for row in engagements(book, work.client) if work.client else []:
        if row.id == work.engagement_id:
            refuse_ended(row, day.isoformat())


def _refuse_under_timer(book: Book, now: datetime, start: datetime, end: datetime) -> None:
    running = reads.running_timer(book)
    if running is not None and start < now and end > running.started:
        message = (
            f"{start:%H:%M}-{end:%H:%M} overlaps the timer for {running.work.target} since {running.started:%H:%M}."
        )
        raise ConflictError(message, "Stop or cancel the timer first, or keep both with '--force'.")
