"""The running timer: start, stop, cancel. Starting stops what runs and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.time_entry import FORGOTTEN, LONGEST, RunningTimer, TimeEntry, When, format_clock, seconds_from
from vabackoffice.errors import ConflictError, InvalidInputError, MissingError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads import entries as reads
from vabackoffice.usecases.entries import refuse_after_end
from vabackoffice.usecases.overlaps import refuse_overlap

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import Work
    from vabackoffice.storage.book import Book


class Started(NamedTuple):
    """What starting did: the new timer, and the entry of the one it stopped, if that had begun before."""

    timer: RunningTimer
    stopped: TimeEntry | None


def start_timer(
    book: Book,
    now: datetime,
    zone: ZoneInfo,
    work: Work,
    at: datetime,
    *,
    ended: datetime | None = None,
    keep_long: bool = False,
    force: bool = False,
) -> Started:
    """Start a timer for `work` at `at`; a running one is stopped then, or at `ended`.

    Raises:
        InvalidInputError: `at` lies in the future, or before the running timer began.
        MissingError: the running timer was forgotten (see `stop_timer`).
        ConflictError: an entry already covers `at` and `force` was not said, or the engagement had ended.
    """
    if seconds_from(now, at) > 0:
        message = f"A timer cannot start in the future ({format_clock(at)}; it is {format_clock(now)})."
        raise InvalidInputError(
            message, "For last night write how long ago: '--at -2h'; for planned work use 'va log FROM-TO'."
        )
    with book.operation("start", now):
        refuse_after_end(book, work, at.date())
        running = reads.running_timer(book)
        stopped = finish_timer(book, running, ended or at, keep_long=keep_long, force=force) if running else None
        if not force:
            refuse_overlap(book, at, now)
        daybook.put_timer(book, work, at, zone.key)
    return Started(RunningTimer(work, at.astimezone(zone)), stopped)


def stop_timer(
    book: Book, now: datetime, at: datetime, *, keep_long: bool = False, force: bool = False
) -> TimeEntry | None:
    """Stop the running timer at `at` and keep the entry; a timer stopped in its first second leaves none.

    Args:
        book: the open book.
        now: the present instant.
        at: when the work ended.
        keep_long: keep a timer that ran for more than twelve hours, but at most a day, whole.
        force: keep the entry although others were logged inside that time.

    Raises:
        InvalidInputError: `at` lies in the future, or before the timer began.
        MissingError: the timer was forgotten: more than twelve hours and `keep_long` not said.
        ConflictError: nothing is running, or entries were logged inside that time.
    """
    if seconds_from(now, at) > 0:
        message = f"A timer cannot stop in the future ({format_clock(at)}; it is {format_clock(now)})."
        raise InvalidInputError(message, "Stop it when the work ends.")
    with book.operation("stop", now):
        return finish_timer(book, required_timer(book), at, keep_long=keep_long, force=force)


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


def finish_timer(book: Book, running: RunningTimer, at: datetime, *, keep_long: bool, force: bool) -> TimeEntry | None:
    """Turn the running timer into an entry inside an open operation; it is refused as by `stop_timer`."""
    seconds = seconds_from(running.started, at)
    if seconds < 0:
        message = (
            f"The timer for {running.work.target} was started at {format_clock(running.started)}, "
            f"after {format_clock(at)}."
        )
        raise InvalidInputError(message, "Give a later time, or throw that timer away with 'va cancel'.")
    if seconds > FORGOTTEN and not (keep_long and seconds <= LONGEST):
        raise _forgotten(running, seconds)
    if seconds == 0:
        daybook.drop_timer(book)
        return None
    if not force:
        refuse_overlap(book, running.started, at)
    daybook.drop_timer(book)
    when = When.between(running.started, at.astimezone(running.started.tzinfo))
    entry_id = daybook.add_entry(book, running.work, when, str(running.started.tzinfo))
    return TimeEntry(entry_id, running.work, when.on_date, when.seconds, when.start, when.end)


def _forgotten(running: RunningTimer, seconds: int) -> MissingError:
    since = f"{format_date(running.started.date())} {format_clock(running.started)}"
    message = f"The timer for {running.work.target} has been running since {since}: forgotten?"
    end = "Say when the work ended with 'va stop --at 17:30'"
    whole = ", or keep it whole with '--yes'." if seconds <= LONGEST else "; an entry is 24 hours long at most."
    return MissingError(message, end + whole)
