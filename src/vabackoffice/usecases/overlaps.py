"""Two pieces of work never share time unless it is forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import format_clock, format_span, seconds_from
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.entries import overlapping, rank, running_timer

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.time_entry import TimeEntry
    from vabackoffice.storage.book import Book


def refuse_overlap(book: Book, start: datetime, end: datetime, except_id: int = 0) -> None:
    """Refuse a span in which other entries already lie, and show both; a start alone is a span without length."""
    found = overlapping(book, start, end, except_id)
    if not found:
        return
    other = found[0]
    span = format_span(start, end) if seconds_from(start, end) else format_clock(start)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    message = f"{format_date(start.date())} {span} overlaps {describe(other)}{more}."
    raise ConflictError(
        message, f"Change the other one with 'va edit @{rank(book, other.id)}', or keep both with '--force'."
    )


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
