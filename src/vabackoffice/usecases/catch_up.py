"""Catching up: the time of a day of which nobody has said what it was, and writing what it was all at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.gaps import Span, find_gaps
from vabackoffice.domain.time_entry import When, Work
from vabackoffice.storage.reads.entries import entries_between, overlapping, running_timer
from vabackoffice.usecases.entries import write_entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import TimeEntry
    from vabackoffice.storage.book import Book

Answer = tuple[Work, When]


def edges_of_day(book: Book, now: datetime, day: date) -> Span | None:
    """Return from when to when there is work with times on a day, in the zone of `now` and not beyond it.

    It is from the first start to the last end; of a running timer only the start counts. None if nothing has times.
    """
    entries = entries_between(book, day, day + timedelta(days=1))
    spans = [(entry.start, entry.end) for entry in entries if entry.start and entry.end]
    running = running_timer(book)
    if running and running.started.astimezone(now.tzinfo).date() == day:
        spans.append((running.started, running.started))
    if not spans:
        return None
    start = min((start for start, _ in spans), key=datetime.timestamp)
    last = max((end for _, end in spans), key=datetime.timestamp)
    end = max(start, min(last, now, key=datetime.timestamp), key=datetime.timestamp)
    return start.astimezone(now.tzinfo), end.astimezone(now.tzinfo)


def open_time(book: Book, now: datetime, start: datetime, end: datetime, shortest: int) -> list[Span]:
    """Return the gaps between entries and the running timer from `start` to `end`, of at least `shortest` seconds."""
    busy = [(entry.start, entry.end) for entry in overlapping(book, start, end) if entry.start and entry.end]
    running = running_timer(book)
    if running:
        busy.append((running.started, now))
    return find_gaps(busy, start, end, shortest)


def log_answers(book: Book, now: datetime, zone: ZoneInfo, answers: Sequence[Answer]) -> list[TimeEntry]:
    """Write what the gaps were in one operation and return the entries.

    Raises:
        ConflictError: other work has been logged there since, or an engagement had ended.
    """
    with book.operation("catch-up", now):
        return [write_entry(book, now, zone, work, when) for work, when in answers]
