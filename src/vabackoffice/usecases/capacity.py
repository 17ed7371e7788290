"""Hours that are promised against hours there are, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.dimension import span_around, spans_in
from vabackoffice.domain.hour_target import Scope
from vabackoffice.domain.period import Period
from vabackoffice.domain.working_time import DAYS_OFF, WEEK_HOURS, capacity_seconds, working_days
from vabackoffice.errors import MissingError
from vabackoffice.storage.reads.capacity import business_region, first_entry_day, read_facts
from vabackoffice.storage.reads.hours import hours_of
from vabackoffice.usecases.holidays_of import holidays_in
from vabackoffice.usecases.promises import read_promises

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from vabackoffice.domain.working_time import WorkingDays
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.promises import Promise

LOOK_BACK = 13  # weeks
_WEEK = timedelta(7)
_WORKING_DAYS = 5


class OwnWork(NamedTuple):
    """Own work of some whole weeks in a row: how many weeks, and the seconds of an average one."""

    weeks: int
    seconds: int


class CapacityWeek(NamedTuple):
    """A week, or the part of it that is asked for: its days, its hours, own work in them, and what is promised."""

    period: Period
    days: WorkingDays
    capacity: int
    own: int
    promised: int

    @property
    def available(self) -> int:
        """What is left for clients."""
        return self.capacity - self.own

    @property
    def free(self) -> int:
        """What nobody was promised; below zero it is over-booked."""
        return self.available - self.promised


@dataclass(frozen=True, slots=True)
class Capacity:
    """The weeks of a period, whose hours are promised in them, and what could not be counted."""

    period: Period
    own_work: OwnWork
    weeks: tuple[CapacityWeek, ...]
    promises: tuple[Promise, ...]
    remarks: tuple[str, ...]


def report_capacity(book: Book, country: str, period: Period, today: date) -> Capacity:
    """Return the weeks of a period with the hours there are and the hours promised (`read_promises`).

    A working day is one from Monday to Friday that is neither a public holiday of the business's country (and region,
    where that is a known one) nor a day off. It has a fifth of the hours of a week: the facts `hours_per_week`, else
    40, and `days_off` of the business say so. Of these hours own work takes what it took in the last 13 whole weeks on
    average (or since the first entry, at least one week), by working days, at most all of them.
    """
    pieces = spans_in("week", period)
    holidays, remarks = _holidays(book, country, period)
    own = _own_work(book, today)
    promises, not_counted = read_promises(book, pieces, today)
    off, hours = read_facts(book, DAYS_OFF), read_facts(book, WEEK_HOURS)
    weeks = []
    for place, piece in enumerate(pieces):
        days = working_days(piece, holidays, off)
        capacity = capacity_seconds(days.worked, hours)
        taken = min(capacity, own.seconds * len(days.worked) // _WORKING_DAYS)
        weeks.append(CapacityWeek(piece, days, capacity, taken, sum(one.pieces[place] for one in promises)))
    return Capacity(period, own, tuple(weeks), tuple(promises), (*remarks, *not_counted))


def _holidays(book: Book, country: str, period: Period) -> tuple[Container[date], list[str]]:
    try:
        return holidays_in(country, business_region(book), period), []
    except MissingError as error:
        return (), [f"{error.message} None are counted."]


def _own_work(book: Book, today: date) -> OwnWork:
    end = span_around("week", today).start
    first = first_entry_day(book)
    since = span_around("week", first).start if first else end
    weeks = min(max((end - since) // _WEEK, 1), LOOK_BACK)
    seconds = hours_of(book, Period(end - weeks * _WEEK, end), Scope()).internal
    return OwnWork(weeks, seconds // weeks)
