"""How long the assistant works: hours of a week, and days off, as facts of the business from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.period import Period
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

WEEK_HOURS = "hours_per_week"
DAYS_OFF = "days_off"
USUAL_WEEK = 40 * 3600
_WORKING_DAYS = 5  # Monday to Friday
_WEEK = 168 * 3600
_DAY = timedelta(1)


class Fact(NamedTuple):
    """A fact of the business, as typed, from a day on."""

    since: date
    value: str


class WorkingDays(NamedTuple):
    """The days of a period from Monday to Friday: those worked, and those not, as holidays or days off."""

    worked: tuple[date, ...]
    holidays: tuple[date, ...]
    off: tuple[date, ...]


def check_facts(facts: Mapping[str, str]) -> None:
    """Refuse hours of a week or days off that cannot be read; other facts are the country's.

    Raises:
        InvalidInputError: one of them was not understood.
    """
    if WEEK_HOURS in facts:
        read_week_hours(facts[WEEK_HOURS])
    if DAYS_OFF in facts:
        read_days_off(facts[DAYS_OFF])


def read_week_hours(text: str) -> int:
    """Return the seconds of `32`, `32h` or `37h30` a week.

    Raises:
        InvalidInputError: not hours, or more than a week has.
    """
    from vabackoffice.domain.terms_reading import read_hours

    seconds = read_hours(text)
    if seconds > _WEEK:
        message = f"{quoted(text)} is more than a week has."
        raise InvalidInputError(message, "Write it like 'hours_per_week=32'.")
    return seconds


def read_days_off(text: str) -> list[Period]:
    """Return the days of `2026-08-03..2026-08-14, 2026-12-24`; an empty text names none.

    Raises:
        InvalidInputError: a part of it is neither a date nor two with `..` between them.
    """
    return [_days(part.strip()) for part in text.split(",") if part.strip()]


def working_days(period: Period, holidays: Container[date], facts: Sequence[Fact]) -> WorkingDays:
    """Return the working days of a period.

    Args:
        period: the days.
        holidays: public ones.
        facts: days off; those that hold on a day are the newest that begin on or before it.
    """
    off_by_fact = {fact: read_days_off(fact.value) for fact in facts}
    days = [period.start + number * _DAY for number in range(period.days)]
    weekdays = [day for day in days if day.weekday() < _WORKING_DAYS]
    free = [day for day in weekdays if day in holidays]
    off = [day for day in weekdays if day not in holidays and _is_off(day, off_by_fact)]
    worked = [day for day in weekdays if day not in {*free, *off}]
    return WorkingDays(tuple(worked), tuple(free), tuple(off))


def capacity_seconds(worked: Sequence[date], facts: Sequence[Fact]) -> int:
    """Return the hours of some working days: each is a fifth of the week that holds on it, 40 hours if none is said."""
    weeks = {fact: read_week_hours(fact.value) for fact in facts}
    return sum(weeks.get(_holding(day, facts), USUAL_WEEK) for day in worked) // _WORKING_DAYS


def _is_off(day: date, off_by_fact: Mapping[Fact, Sequence[Period]]) -> bool:
    return any(day in period for period in off_by_fact.get(_holding(day, tuple(off_by_fact)), ()))


def _holding(day: date, facts: Sequence[Fact]) -> Fact:
    """Return the fact that holds on a day; one that no business has where none does."""
    return max((fact for fact in facts if fact.since <= day), default=Fact(date.max, ""))


def _days(text: str) -> Period:
    first, dots, last = text.partition("..")
    try:
        start = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if dots else start
    except ValueError:
        message = f"{quoted(text)} is not a day off."
        hint = "Write days with '..' between first and last, and commas: 'days_off=2026-08-03..2026-08-14,2026-12-24'."
        raise InvalidInputError(message, hint) from None
    return Period(start, end + _DAY)
