"""Routines: set up, end, delete, and what they make due, planned first and written as it was shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.clock_time import parse_moment
from vabackoffice.domain.period import Period
from vabackoffice.domain.routine import due_days
from vabackoffice.domain.time_entry import When, format_span, later, seconds_from
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage import routines as storage
from vabackoffice.storage.reads.routines import Routine, read_routines, settled_days
from vabackoffice.usecases.entries import refuse_after_end, refuse_archived, refuse_shared_time, write_entry
from vabackoffice.usecases.shown_plan import check_skipped, refuse_changed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.gaps import Span
    from vabackoffice.domain.routine import Rhythm
    from vabackoffice.domain.time_entry import TimeEntry, Work
    from vabackoffice.storage.book import Book

DAYS_BACK = 31


class Due(NamedTuple):
    """One day of a routine: `when` is None where its clock time does not exist or exists twice on that day.

    `state` is `due` (its entry can be written), `skip` (it shall be settled without one) or `refused` (`why` says why;
    it stays due).
    """

    routine: Routine
    day: date
    when: When | None
    state: str
    why: str = ""


class RoutinePlan(NamedTuple):
    """What is due in a period, in the order of time; `left_out` are the days due before it where none was asked for."""

    period: Period
    rows: tuple[Due, ...]
    left_out: tuple[date, ...]
    skip: frozenset[int]

    @property
    def to_write(self) -> list[Due]:
        """The rows whose entries can be written."""
        return [row for row in self.rows if row.state == "due"]

    @property
    def to_settle(self) -> list[Due]:
        """The rows that do not come up again: those to write and those to skip."""
        return [row for row in self.rows if row.state != "refused"]


def add_routine(
    book: Book, now: datetime, rhythm: Rhythm, work: Work, first: date, last: date | None = None
) -> Routine:
    """Write a routine and return it.

    Raises:
        InvalidInputError: it is longer than a day, or ends before it begins.
        ConflictError: the engagement had ended on the first day.
    """
    When.lasting(first, rhythm.seconds)
    _refuse_before(first, last)
    with book.operation("routine add", now):
        refuse_after_end(book, work, first)
        routine_id = storage.add_routine(book, rhythm, work, first, last)
    return Routine(routine_id, rhythm, work, first, last)


def find_routine(book: Book, routine_id: int) -> Routine:
    """Return the routine with that id, or refuse."""
    found = next((routine for routine in read_routines(book) if routine.id == routine_id), None)
    if found is None:
        message = f"There is no routine {routine_id}."
        raise NotFoundError(message, "'va routine list' shows all.")
    return found


def end_routine(book: Book, now: datetime, routine_id: int, last: date) -> Routine:
    """Let a routine end after its day `last`, and return it.

    Raises:
        NotFoundError: there is no such routine.
        InvalidInputError: `last` is before its first day.
    """
    with book.operation("routine end", now):
        routine = find_routine(book, routine_id)
        _refuse_before(routine.first, last)
        storage.end_routine(book, routine_id, last)
    return routine._replace(last=last)


def delete_routine(book: Book, now: datetime, routine_id: int) -> Routine:
    """Delete a routine and return it; the entries that came of it stay."""
    with book.operation("routine delete", now):
        routine = find_routine(book, routine_id)
        storage.drop_routine(book, routine_id)
    return routine


def plan_routines(
    book: Book, now: datetime, zone: ZoneInfo, period: Period | None = None, skip: Collection[int] = ()
) -> RoutinePlan:
    """Return what the routines make due up to `now` in the period, else in the 31 days before today and today.

    Args:
        book: the open book.
        now: the present instant in `zone`; work that would end after it is not due yet.
        zone: where the routines' clocks hang.
        period: the days to look at.
        skip: numbers of rows, from 1, that shall be settled without an entry.

    Raises:
        InvalidInputError: there is no row with such a number.
    """
    within = period or Period(now.date() - timedelta(DAYS_BACK), now.date() + timedelta(1))
    found = _due_by(book, now, zone)
    inside = sorted((row for row in found if row.day in within), key=_order)
    left_out = () if period else tuple(sorted(row.day for row in found if row.day < within.start))
    check_skipped(skip, len(inside), "va routine run")
    return RoutinePlan(within, tuple(_decided(book, now, inside, skip)), left_out, frozenset(skip))


def write_due(book: Book, now: datetime, zone: ZoneInfo, period: Period | None, plan: RoutinePlan) -> list[TimeEntry]:
    """Write the entries of a plan and settle their days and the skipped ones, in one operation; return the entries.

    Raises:
        ConflictError: the book has changed since the plan was shown.
    """
    with book.operation("routine run", now):
        refuse_changed(plan_routines(book, now, zone, period, plan.skip), plan, "va routine run")
        for row in plan.to_settle:
            storage.settle_day(book, row.routine.id, row.day)
        return [write_entry(book, now, zone, row.routine.work, row.when) for row in plan.to_write if row.when]


def _refuse_before(first: date, last: date | None) -> None:
    if last is not None and last < first:
        message = f"The routine would end on {last}, before its first day {first}."
        raise InvalidInputError(message, "Give a later day; 'va routine delete ID' removes a routine altogether.")


def _due_by(book: Book, now: datetime, zone: ZoneInfo) -> list[Due]:
    """Return all days of routines that are not settled and whose work would be over by now."""
    settled, today, found = settled_days(book), now.date(), []
    for routine in read_routines(book):
        for day in due_days(routine.rhythm.weekdays, routine.first, min(routine.last or today, today)):
            if (routine.id, day) in settled:
                continue
            row = _row(routine, day, now, zone)
            if row.when is None or row.when.end is None or seconds_from(row.when.end, now) >= 0:
                found.append(row)
    return found


def _row(routine: Routine, day: date, now: datetime, zone: ZoneInfo) -> Due:
    starts, seconds = routine.rhythm.starts, routine.rhythm.seconds
    if starts is None:
        return Due(routine, day, When.lasting(day, seconds), "due")
    try:
        start = parse_moment(starts, on=day, now=now, zone=zone)
    except InvalidInputError as problem:  # the clock skips that time on this day, or shows it twice
        return Due(routine, day, None, "refused", problem.message)
    return Due(routine, day, When.between(start, later(start, seconds)), "due")


def _order(row: Due) -> tuple[date, str, int]:
    return row.day, row.routine.rhythm.starts or "", row.routine.id


def _decided(book: Book, now: datetime, rows: Sequence[Due], skip: Collection[int]) -> Iterator[Due]:
    """Yield the rows with what shall become of them; of two that overlap the first one stays."""
    kept: list[tuple[int, Span]] = []
    for number, row in enumerate(rows, start=1):
        if number in skip:
            yield row._replace(state="skip", why="")
            continue
        why = row.why or _obstacle(book, now, row) or _shared(row, kept)
        if not why and row.when and row.when.span:
            kept.append((number, row.when.span))
        yield row._replace(state="refused" if why else "due", why=why)


def _obstacle(book: Book, now: datetime, row: Due) -> str:
    """Return why the book has no place for a row's entry, empty if it has."""
    try:
        refuse_archived(book, row.routine.work)
        refuse_after_end(book, row.routine.work, row.day)
        if row.when:
            refuse_shared_time(book, now, row.when)
    except ConflictError as problem:
        return problem.message
    return ""


def _shared(row: Due, kept: Sequence[tuple[int, Span]]) -> str:
    """Return which row before this one takes its time, empty if none does."""
    if row.when is None or row.when.span is None:
        return ""
    start, end = row.when.span
    for number, (other_start, other_end) in kept:
        if seconds_from(start, other_end) > 0 and seconds_from(other_start, end) > 0:
            return f"{format_date(row.day)} {format_span(start, end)} overlaps row {number}."
    return ""
