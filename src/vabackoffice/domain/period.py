"""Periods: half-open ranges of civil dates [start, end); months, quarters, years and ISO weeks are such ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import find_date
from vabackoffice.domain.words import MONTH_NAMES, WEEKDAY_NAMES, fold, full_name, plain, quoted, shift, vocabulary
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.words import Vocabulary

_CALENDAR = "Periods run from year 1 to 9998."
_YEAR, _QUARTER, _MONTH, _WEEK = 12, 3, 1, 7  # months, and days of a week
_NUMBERED_KINDS = ("quarter", "week")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, but not including, `end`; never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period without a day."""
        if self.start >= self.end:
            message = f"There is no day from '{self.start}' up to '{self.end}'."
            raise InvalidInputError(message, "Write the earlier date first.")

    @classmethod
    def day(cls, day: date) -> Period:
        """Return the period of one day."""
        return cls(day, _after(day, 1))

    @classmethod
    def week(cls, iso_year: int, iso_week: int) -> Period:
        """Return an ISO 8601 week, Monday to Sunday; week 1 holds the year's first Thursday."""
        try:
            monday = date.fromisocalendar(iso_year, iso_week, 1)
        except ValueError:
            message = f"'{iso_year}-W{iso_week:02}' is not a week."
            raise InvalidInputError(message, "Weeks run from 1 to 52, in some years to 53.") from None
        return cls(monday, _after(monday, _WEEK))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a calendar month, 1 to 12."""
        if month not in range(1, 13):
            message = f"'{year}-{month:02}' is not a month."
            raise InvalidInputError(message, "Months run from 1 to 12.")
        return cls(_first(year, month), _first(year, month + _MONTH))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Return a calendar quarter, 1 to 4."""
        if quarter not in range(1, 5):
            message = f"'{year}-Q{quarter}' is not a quarter."
            raise InvalidInputError(message, "Quarters run from 1 to 4.")
        month = _QUARTER * quarter - 2
        return cls(_first(year, month), _first(year, month + _QUARTER))

    @classmethod
    def year(cls, year: int) -> Period:
        """Return a calendar year."""
        return cls(_first(year, 1), _first(year, 1 + _YEAR))

    @classmethod
    def of_month_containing(cls, day: date) -> Period:
        """Return the calendar month that `day` is in."""
        return cls.month(day.year, day.month)

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.end - timedelta(1)

    @property
    def days(self) -> int:
        """How many days there are inside."""
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether `day` is inside."""
        return self.start <= day < self.end

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` is inside."""
        return self.contains(day)

    def __str__(self) -> str:
        """Return the shortest form that `parse_period` reads back: a year, quarter, month, ISO week, day or range.

        `2026`, `2026-Q1`, `2026-03`, `2026-W12`, `2026-03-02`, else `2026-01-01..2026-03-15` with the last day inside.
        """
        start, year = self.start, f"{self.start.year:04}"
        whole_months = start.day == self.end.day == 1
        months = (self.end.year - start.year) * 12 + self.end.month - start.month if whole_months else 0
        if months == _YEAR and start.month == 1:
            return year
        if months == _QUARTER and start.month % 3 == 1:
            return f"{year}-Q{start.month // 3 + 1}"
        if months == _MONTH:
            return f"{year}-{start.month:02}"
        iso = start.isocalendar()
        if self.days == _WEEK and iso.weekday == 1:
            return f"{iso.year:04}-W{iso.week:02}"
        return f"{start}" if self.days == 1 else f"{start}..{self.last_day}"

    def previous(self) -> Period:
        """Return the period of the same kind before it: the month before a month, seven days before a week."""
        day = self.start.day
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        if months and day == self.end.day <= 28:  # noqa: PLR2004 - every month has these days
            return Period(_first(self.start.year, self.start.month - months).replace(day=day), self.start)
        return Period(_after(self.start, -self.days), self.start)

    def months(self) -> list[Period]:
        """Return the period cut at the first of every month; a piece at the edge may be part of a month."""
        pieces = []
        start = self.start
        while (start.year, start.month) < (self.last_day.year, self.last_day.month):
            cut = _first(start.year, start.month + 1)
            pieces.append(Period(start, cut))
            start = cut
        return [*pieces, Period(start, self.end)]


def parse_period(
    text: str, *, today: date, country: str = "", year_start: tuple[int, int] = (1, 1), language: str = "en"
) -> Period:
    """Return the period that was typed.

    Accepted: `2026`, `2026-Q1`, `q1`, `2026-03`, `2026-W12`, `w12`, `week 12`, `Q1 2026`, `march`, `mar 2026`,
    `this week`, `last month`, `next quarter`, `this year`, every date of `parse_date` (one day), and two of these with
    `..` between them, from the first day of the one to the last day of the other. Without a year it is the most recent
    such month, quarter or week, the one that contains `today` included. The same in the words of `language`: `vorige
    maand`, `letztes Quartal`, `la semana pasada`, `marzo 2026`, `2026-K1`, `KW 12`.

    Args:
        text: what was typed.
        today: the civil date on which it was typed.
        country: ISO 3166 code that settles the order of day and month.
        year_start: month and day on which `2026` and `this year` begin; a year is named by its first day, so with
            (4, 6) `2025` is 2025-04-06..2026-04-05. Quarters are always those of the calendar.
        language: ISO 639 code (`nl`) of the words that are understood beside the English ones.

    Raises:
        InvalidInputError: not a period, one that ends before it starts, or one in doubt (the message shows both
            readings).
    """
    first, dots, last = fold(text).partition("..")
    if not dots:
        return _read(text, today, country, year_start, language)
    start, end = (_read(side or text, today, country, year_start, language) for side in (first.strip(), last.strip()))
    if start.start >= end.end:
        message = f"{quoted(text)} ends before it starts: it is read as {start.start}..{end.last_day}."
        raise InvalidInputError(message, "Write the earlier date first, with its year.")
    return Period(start.start, end.end)


def _read(text: str, today: date, country: str, year_start: tuple[int, int], language: str) -> Period:
    """Read a period without `..` in it."""
    typed, words = fold(text), vocabulary(language)
    named = plain(typed, words)
    _refuse_doubt(text, named, words)
    try:
        period = (
            _numbered(typed, year_start)
            or _quarter_or_week(named, words, today)
            or _named_month(named, words, today)
            or _shifted(named, words, today, year_start)
        )
    except OverflowError:
        message = f"{quoted(text)} is outside the calendar."
        raise InvalidInputError(message, _CALENDAR) from None
    if period:
        return period
    day = find_date(text, today=today, country=country, language=language)
    if day is None:
        message = f"{quoted(text)} is not a period."
        hint = f"Write it like 2026, 2026-Q1, 2026-03, 2026-W12, {words.spans} or 2026-01-01..2026-03-15."
        raise InvalidInputError(message, hint)
    return Period.day(day)


def _refuse_doubt(text: str, typed: str, words: Vocabulary) -> None:
    """Refuse `mar` and `mar pasado` where the word is martes and March: a day or a month?"""
    _, name = shift(typed, words) or (0, typed)
    if name in words.weekdays and name in words.months:
        weekday, month = words.weekdays[name], words.months[name]
        message = f"{quoted(text)} can be read in two ways: {WEEKDAY_NAMES[weekday]} or {MONTH_NAMES[month - 1]}."
        hint = f"Write '{full_name(words.weekdays, weekday)}' or '{full_name(words.months, month)}'."
        raise InvalidInputError(message, hint)


def _numbered(typed: str, year_start: tuple[int, int]) -> Period | None:
    """Read `2026` and `2026-03`."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2}))?", typed)
    if not match:
        return None
    year = int(match[1])
    return Period.month(year, int(match[2])) if match[2] else _year(year, year_start)


def _quarter_or_week(typed: str, words: Vocabulary, today: date) -> Period | None:
    """Read `q1`, `2026-Q1`, `w12`, `KW 12` and `week 12 2026`: a quarter or week by its number."""
    match = re.fullmatch(r"(?:([0-9]{4})[- ]?)?([^\W\d_]+) ?([0-9]{1,2})(?: ([0-9]{4}))?", typed)
    kind = {**words.periods, **words.letters}.get(match[2]) if match else None
    if not match or kind not in _NUMBERED_KINDS or (match[1] and match[4]):
        return None
    make = Period.quarter if kind == "quarter" else Period.week
    number, year = int(match[3]), match[1] or match[4]
    if year:
        return make(int(year), number)
    this_year = today.year if kind == "quarter" else today.isocalendar().year
    period = make(this_year, number)
    return period if period.start <= today else make(this_year - 1, number)


def _named_month(typed: str, words: Vocabulary, today: date) -> Period | None:
    """Read `march` and `mar 2026`."""
    name, _, year = typed.partition(" ")
    if name not in words.months or (year and not re.fullmatch("[0-9]{4}", year)):
        return None
    if year:
        return Period.month(int(year), words.months[name])
    return Period.month(today.year - (words.months[name] > today.month), words.months[name])


def _shifted(typed: str, words: Vocabulary, today: date, year_start: tuple[int, int]) -> Period | None:
    """Read `this week`, `last month`, `next quarter`, `this year`."""
    steps, unit = shift(typed, words) or (0, "")
    kind = words.periods.get(unit)
    if kind == "week":
        monday = today + timedelta(_WEEK * steps - today.weekday())
        return Period(monday, monday + timedelta(_WEEK))
    if kind == "month":
        years, month = divmod(today.month - 1 + steps, 12)
        return Period.month(today.year + years, month + 1)
    if kind == "quarter":
        years, quarter = divmod((today.month - 1) // 3 + steps, 4)
        return Period.quarter(today.year + years, quarter + 1)
    if kind == "year":
        begun = (today.month, today.day) >= year_start
        return _year(today.year - (not begun) + steps, year_start)
    return None


def _year(year: int, year_start: tuple[int, int]) -> Period:
    """Return the year that begins in the calendar year `year`."""
    if year not in range(1, date.max.year):
        raise _outside(year)
    return Period(date(year, *year_start), date(year + 1, *year_start))


def _first(year: int, month: int) -> date:
    """Return the first of a month; month 13 is January of the next year."""
    years, index = divmod(month - 1, 12)
    if year + years not in range(1, date.max.year + 1):
        raise _outside(year)
    return date(year + years, index + 1, 1)


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        raise _outside(day.year) from None


def _outside(year: int) -> InvalidInputError:
    return InvalidInputError(f"The year '{year}' is outside the calendar.", _CALENDAR)
