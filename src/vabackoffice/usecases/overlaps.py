"""Two pieces of work never share time unless it is forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.entries import overlapping, rank

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.time_entry import TimeEntry
    from vabackoffice.storage.book import Book


def refuse_overlap(book: Book, start: datetime, end: datetime, except_id: int = 0) -> None:
    """Refuse a span in which other entries already lie, and show both."""
    found = overlapping(book, start, end, except_id)
    if not found:
        return
    other = found[0]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    message = f"{format_date(start.date())} {start:%H:%M}-{end:%H:%M} overlaps {describe(other)}{more}."
    raise ConflictError(
        message, f"Change the other one with 'va edit @{rank(book, other.id)}', or keep both with '--force'."
    )


def describe(entry: TimeEntry) -> str:
    """Return one entry on one line: `Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Sorted mail +email`."""
    when = format_date(entry.on_date)
    if entry.start is not None and entry.end is not None:
        when += f" {entry.start:%H:%M}-{entry.end:%H:%M}"
    words = " ".join([entry.work.note, *(f"+{tag}" for tag in entry.work.tags)]).strip()
    tail = f": {words}" if words else ""
    return f"{when}, {format_duration(entry.seconds)}, {entry.work.target}{tail}"
