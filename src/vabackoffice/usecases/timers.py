"""The running timer: start, stop, switch, resume, cancel. Starting stops what runs and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import FORGOTTEN, RunningTimer, TimeEntry, When, Work
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads import entries as reads
from vabackoffice.usecases.overlaps import refuse_overlap

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.storage.book import Book


@dataclass(frozen=True, slots=True)
class Started:
    """What starting did: the new timer, and the entry of the one it stopped, if that had begun before."""

    timer: RunningTimer
    stopped: TimeEntry | None


def start_timer(
    book: Book, now: datetime, zone: ZoneInfo, work: Work, at: datetime, *, keep_long: bool = False
) -> Started:
    """Start a timer for `work` at `at`; a running one is stopped then.

    Raises:
        InvalidInputError: `at` lies in the future, or the running timer was forgotten (see `stop_timer`).
        ConflictError: an entry already covers `at`.
    """
    if at > now:
        message = f"A timer cannot start in the future ({at:%H:%M}; it is {now:%H:%M})."
        raise InvalidInputError(message, "Start it when the work begins, or use 'va log FROM-TO' for planned work.")
    with book.operation("start", now):
        running = reads.running_timer(book)
        stopped = _finish(book, running, at, keep_long=keep_long) if running else None
        refuse_overlap(book, at, now)
        daybook.put_timer(book, work, at, zone.key)
    return Started(RunningTimer(work, at.astimezone(zone)), stopped)


def stop_timer(book: Book, now: datetime, at: datetime, *, keep_long: bool = False) -> TimeEntry | None:
    """Stop the running timer at `at` and keep the entry; a timer stopped in its first second leaves none.

    Args:
        book: the open book.
        now: the present instant.
        at: when the work ended.
        keep_long: keep a timer that ran for more than twelve hours whole.

    Raises:
        ConflictError: nothing is running, or entries were logged inside that time.
        InvalidInputError: the timer was forgotten: more than twelve hours and `keep_long` not said.
    """
    if at > now:
        message = f"A timer cannot stop in the future ({at:%H:%M}; it is {now:%H:%M})."
        raise InvalidInputError(message, "Stop it when the work ends.")
    with book.operation("stop", now):
        return _finish(book, required_timer(book), at, keep_long=keep_long)


def cancel_timer(book: Book, now: datetime) -> RunningTimer:
    """Throw the running timer away and return it."""
    with book.operation("cancel", now):
        running = required_timer(book)
        daybook.drop_timer(book)
    return running


def required_timer(book: Book) -> RunningTimer:
    """Return the running timer, or refuse when there is none."""
    running = reads.running_timer(book)
    if running is None:
        message = "No timer is running."
        raise ConflictError(message, "Start one with 'va start HANDLE', or log past work with 'va log 1h30 HANDLE'.")
    return running


def work_to_resume(book: Book, skip: int) -> Work:
    """Return what the newest entry (or the one `skip` before it) was about."""
    entry = reads.newest_entry(book, skip)
    if entry is None:
        message = f"There is no entry @{skip + 1}."
        raise NotFoundError(message, "'va entries' shows what there is.")
    return entry.work


def _finish(book: Book, running: RunningTimer, at: datetime, *, keep_long: bool) -> TimeEntry | None:
    if at == running.started:
        daybook.drop_timer(book)
        return None
    when = When.between(running.started, at.astimezone(running.started.tzinfo))
    if when.seconds > FORGOTTEN and not keep_long:
        message = (
            f"The timer for {running.work.target} has been running since {running.started:%a %d %b %H:%M}: forgotten?"
        )
        raise InvalidInputError(
            message, "Say when the work ended with 'va stop --at 17:30', or keep it whole with '--yes'."
        )
    refuse_overlap(book, running.started, at)
    daybook.drop_timer(book)
    entry_id = daybook.add_entry(book, running.work, when, str(running.started.tzinfo))
    return TimeEntry(entry_id, running.work, when.on_date, when.seconds, when.start, when.end)
