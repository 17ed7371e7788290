"""A short job in the middle of another: what ran before is kept up to it and goes on after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import RunningTimer, TimeEntry, When, later, seconds_from
from vabackoffice.errors import ConflictError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads.entries import running_timer
from vabackoffice.usecases.entries import refuse_after_end, write_entry
from vabackoffice.usecases.timers import finish_timer

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import Work
    from vabackoffice.storage.book import Book


class Interrupted(NamedTuple):
    """The interruption's entry; what the timer had done before it and the timer that goes on, if one was running."""

    logged: TimeEntry
    kept: TimeEntry | None
    resumed: RunningTimer | None


def log_interruption(
    book: Book, now: datetime, zone: ZoneInfo, work: Work, seconds: int, *, keep_long: bool = False, force: bool = False
) -> Interrupted:
    """Log `work` as the last `seconds` up to `now`; the running timer stops before it and starts again after it.

    Raises:
        MissingError: the running timer was forgotten (see `stop_timer`).
        ConflictError: the timer has not run for so long, an engagement had ended, or other entries lie in that time
            and `force` was not said.
    """
    began = later(now, -seconds)
    with book.operation("interrupt", now):
        running = running_timer(book)
        kept = None
        if running is not None:
            _refuse_longer_than(running, now, work, seconds)
            refuse_after_end(book, running.work, now.date())
            kept = finish_timer(book, running, began, keep_long=keep_long, force=force)
        logged = write_entry(book, now, zone, work, When.between(began, now), force=force)
        if running is not None:
            daybook.put_timer(book, running.work, now, zone.key)
    return Interrupted(logged, kept, RunningTimer(running.work, now) if running else None)


def _refuse_longer_than(running: RunningTimer, now: datetime, work: Work, seconds: int) -> None:
    elapsed = seconds_from(running.started, now)
    if seconds > elapsed:
        length, target = format_duration(seconds), running.work.target
        message = f"The timer for {target} has run for {format_duration(elapsed)}, less than the {length} of this."
        other = f"--internal {work.internal}" if work.internal else work.target
        raise ConflictError(message, f"Say at most that, or log it beside the timer with 'va log {length} {other}'.")
