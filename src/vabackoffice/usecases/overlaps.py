"""Two pieces of work never share time unless it is forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import format_clock, format_span, seconds_from
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.entries import overlapping, rank, running_timer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vabackoffice.domain.time_entry import TimeEntry, When
    from vabackoffice.storage.book import Book

_MINUTE = 60


def refuse_overlap(book: Book, start: datetime, end: datetime, except_id: int = 0) -> None:
    """Refuse a span in which other entries already lie, and show both; a start alone is a span without length."""
    found = overlapping(book, start, end, except_id)
    if not found:
        return
    raise ConflictError(
        said_overlap(start, end, found),
        f"Change the other one with 'va edit @{rank(book, found[0].id)}', or keep both with '--force'.",
    )


def beside_timers(book: Book, when: When) -> When:
    """Return a span typed in whole minutes with an edge moved by the seconds of a timer's entry that it touches.

    A timer that ended at 10:25:50 is shown as 10:25, so `10:25-11:00` means what comes after it.
    """
    if when.span is None:
        return when
    start, end = when.span
    for entry in overlapping(book, start, end):
        if entry.start is None or entry.end is None:
            continue
        if not start.second and seconds_from(start, entry.end) < _MINUTE:
            start = entry.end.astimezone(start.tzinfo)
        elif not end.second and seconds_from(entry.start, end) < _MINUTE:
            end = entry.start.astimezone(end.tzinfo)
    moved = (start, end) != when.span and seconds_from(start, end) > 0 and not overlapping(book, start, end)
    return when.between(start, end) if moved else when


def said_overlap(start: datetime, end: datetime, found: Sequence[TimeEntry]) -> str:
    """Return the sentence that a span overlaps the entries that were found, at least one."""
    span = format_span(start, end) if seconds_from(start, end) else format_clock(start)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{format_date(start.date())} {span} overlaps {describe(found[0])}{more}."


def refuse_under_timer(book: Book, now: datetime, start: datetime, end: datetime) -> None:
    """Refuse a span that the running timer covers, too."""
    running = running_timer(book)
    if running is None or seconds_from(start, now) <= 0 or seconds_from(running.started, end) <= 0:
        return
    message = (
        f"{format_date(start.date())} {format_span(start, end)} overlaps the timer for {running.work.target} "
        f"since {format_clock(running.started)}."
    )
    raise ConflictError(message, "Stop or cancel the timer first, or keep both with '--force'.")


def describe(entry: TimeEntry) -> str:
    """Return an entry on one line: `Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox, not billable: Sorted mail +email`."""
    work = entry.work
    when = format_date(entry.on_date)
    if entry.start is not None and entry.end is not None:
        when += f" {format_span(entry.start, entry.end)}"
    said = ", ".join((when, format_duration(entry.seconds), work.target, *work.facts))
    return f"{said}: {work.words}" if work.words else said
