"""What is going on now: the running timer and the hours of today and this week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.time_entry import seconds_from
from vabackoffice.storage.reads.entries import running_timer, seconds_between

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.time_entry import RunningTimer
    from vabackoffice.storage.book import Book


class Status(NamedTuple):
    """The running timer, how long it has run, and the seconds of today and of this ISO week, timer included."""

    running: RunningTimer | None
    running_seconds: int
    today_seconds: int
    week_seconds: int


def read_status(book: Book, now: datetime) -> Status:
    """Return the status at `now` (aware, in the assistant's zone)."""
    running = running_timer(book)
    elapsed = max(0, seconds_from(running.started, now)) if running else 0
    today, day = now.date(), timedelta(days=1)
    monday = today - day * today.weekday()
    begun = running.started.date() if running else today
    return Status(
        running,
        elapsed,
        seconds_between(book, today, today + day) + (elapsed if begun == today else 0),
        seconds_between(book, monday, monday + 7 * day) + (elapsed if begun >= monday else 0),
    )
