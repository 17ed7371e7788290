"""Civil dates as people type them, and the one form in which they are printed for people."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.words import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    distance,
    fold,
    full_name,
    plain,
    quoted,
    shift,
    vocabulary,
)
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.words import Vocabulary

# Where 2/3 is the second of March. Left out, because custom differs or the year or month comes first: CA, CN, HU, JP,
# KE, KR, LT, MN, TW, ZA and every country not named here.
_DAY_FIRST = (
    "AD AE AL AM AR AT AU AZ BA BD BE BG BO BR BY CH CL CO CR CY CZ DE DK DO DZ EC EE EG ES FI FO FR GB GE GI GR GT "
    "HK HN HR ID IE IL IN IS IT JE JO KW LB LI LK LU LV MA MC MD ME MK MT MX MY NG NI NL NO NZ PE PK PL PT PY QA RO "
    "RS RU SA SE SG SI SK SM SN SV TH TN TR UA UK UY VA VE VN XI XK"
)
_MONTH_FIRST = "GU PH PR US"
_FAR_AHEAD = 60  # days; a date without a year that lies further ahead was last year's
_MONTH_NUMBERS = range(1, 13)
_DAY_AND_MONTH = 2  # words of a date without weekday and year


def parse_date(text: str, *, today: date, country: str = "", future: bool = False, language: str = "en") -> date:
    """Return the date that was typed.

    Accepted: `today`, `yesterday`, `day before yesterday`, `tomorrow`, `mon` … `sunday` (the most recent one, today
    included), `last mon` (before today), `next mon` (after today), `2026-03-02`, `2 mar`, `mar 2`, `2 march 2026`,
    `Mon 2 Mar 2026`, `3 days ago`, `in 2 weeks`, `3 months ago`, `1 year ago` (the same day of that month, or its last
    one if it is shorter), and `2/3`, `2.3.`, `2-3-2026` where the country or the numbers settle the order.
    Without a year it is this year's date, or last year's if that is more than 60 days ahead. The same in the words
    of `language` and its word order: `gisteren`, `3 giorni fa`, `il y a 2 mois`, `letzten Montag`, `2 de marzo`; case
    and accents do not matter.

    Args:
        text: what was typed.
        today: the civil date on which it was typed.
        country: ISO 3166 code that settles the order of day and month; empty if none is known.
        future: a date still to come is meant: weekdays are the next one (today included), and a day and month
            already past this year are next year's.
        language: ISO 639 code (`nl`) of the words that are understood beside the English ones.

    Raises:
        InvalidInputError: not a date, a date the calendar does not have, or day and month or a word in doubt (the
            message shows both readings).
    """
    day = find_date(text, today=today, country=country, future=future, language=language)
    if day is None:
        message = f"{quoted(text)} is not a date."
        raise InvalidInputError(message, f"Write it like {vocabulary(language).dates} or 2026-03-02.")
    return day


def find_date(text: str, *, today: date, country: str = "", future: bool = False, language: str = "en") -> date | None:
    """Return what `parse_date` returns, or None if the text has not the form of a date.

    Raises:
        InvalidInputError: it has the form of a date but is none, or day and month or a word are in doubt.
    """
    typed, words = fold(text), vocabulary(language)
    try:
        relative = _relative(plain(typed, words), words, today, future=future)
    except OverflowError:
        message = f"{quoted(text)} is too far away."
        raise InvalidInputError(message, "Dates run from year 1 to 9999.") from None
    return (
        relative
        or _year_first(text, typed)
        or _numeric(text, typed, today, country=country, future=future)
        or _named(text, words, today, future=future)
    )


def format_date(day: date) -> str:
    """Return `Mon 2 Mar 2026`, in English whatever the locale."""
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year:04}"


def _relative(typed: str, words: Vocabulary, today: date, *, future: bool) -> date | None:
    """Read what counts from today: a day word, a weekday, or a distance."""
    if typed in words.days:
        return today + timedelta(words.days[typed])
    direction, name = shift(typed, words) or (0, typed)
    if name in words.weekdays and (direction or name == typed):
        back = (today.weekday() - words.weekdays[name]) % 7
        ahead = -back % 7
        if direction:
            return today + timedelta((ahead or 7) if direction > 0 else -(back or 7))
        return today + timedelta(ahead if future else -back)
    amount, direction = distance(typed, words) or ("", 0)
    match = re.fullmatch(r"([0-9]+) ?(\w+)", amount)
    if match and match[2] in words.days_apart:
        return today + timedelta(direction * int(match[1]) * words.days_apart[match[2]])
    if match and match[2] in words.months_apart:
        return _months_from(today, direction * int(match[1]) * words.months_apart[match[2]])
    return None


def _months_from(day: date, months: int) -> date:
    """Return the same day of another month, or its last day if it is shorter."""
    from calendar import monthrange

    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _year_first(text: str, typed: str) -> date | None:
    match = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", typed)
    return _date(text, int(match[1]), int(match[3]), int(match[4])) if match else None


def _numeric(text: str, typed: str, today: date, *, country: str, future: bool) -> date | None:
    """Read `2/3`, `2.3.` or `2-3-2026` in the order of the country."""
    match = re.fullmatch(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})(?:\2 ?([0-9]{2}|[0-9]{4}))?\.?", typed)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if year and len(year) == 2:  # noqa: PLR2004 - 26/3/2 and 2/3/26 look alike
        message = f"{quoted(text)} is in doubt: '{year}' could be a year or a day."
        raise InvalidInputError(message, "Write the year with four digits, best as 2026-03-02.")
    settled = country.upper()
    if settled in _MONTH_FIRST.split():
        day, month = second, first
    elif settled in _DAY_FIRST.split() or first == second or first not in _MONTH_NUMBERS:
        day, month = first, second
    elif second not in _MONTH_NUMBERS:
        day, month = second, first
    else:
        raise _two_readings(text, first, second, f" {year}" if year else "")
    return _in_year(text, year, month, day, today=today, future=future)


def _two_readings(text: str, first: int, second: int, year: str) -> InvalidInputError:
    one, other = f"{first} {MONTH_NAMES[second - 1]}{year}", f"{second} {MONTH_NAMES[first - 1]}{year}"
    message = f"{quoted(text)} can be read in two ways: {one} or {other}."
    return InvalidInputError(message, f"Write the month as a word: '{one.lower()}' or '{other.lower()}'.")


def _named(text: str, words: Vocabulary, today: date, *, future: bool) -> date | None:
    """Read a day and a month's name in either order, with a weekday before and a year after them if they are there."""
    parts = [part for part in re.split(r"[ ,./-]+", plain(fold(text), words)) if part and part not in words.fillers]
    year = parts.pop() if len(parts) > _DAY_AND_MONTH and re.fullmatch("[0-9]{4}", parts[-1]) else None
    weekday = words.weekdays.get(parts[0]) if len(parts) > _DAY_AND_MONTH else None
    if weekday is not None:
        del parts[0]
    if len(parts) != _DAY_AND_MONTH:
        return None
    month_first = parts[0] in words.months
    name, number = parts if month_first else reversed(parts)
    match = re.fullmatch(r"([0-9]{1,2})(\D*)", number)
    if name not in words.months or not match or match[2] not in {"", *words.ordinals}:
        return None
    if month_first and name in words.weekdays and weekday is None and not year:
        raise _weekday_or_month(text, words, name, match[1])
    day = _in_year(text, year, words.months[name], int(match[1]), today=today, future=future)
    if weekday not in {None, day.weekday()}:
        message = f"{quoted(text)} is not a date: {format_date(day)} is a {WEEKDAY_NAMES[day.weekday()]}."
        raise InvalidInputError(message, "Leave the weekday out, or check the year.")
    return day


def _weekday_or_month(text: str, words: Vocabulary, name: str, number: str) -> InvalidInputError:
    """Return the error for `mar 2` where `mar` is martes and March; `2 mar` is a date and nothing else."""
    weekday, month = WEEKDAY_NAMES[words.weekdays[name]], words.months[name]
    message = f"{quoted(text)} can be read in two ways: {weekday} {number} or {number} {MONTH_NAMES[month - 1]}."
    clear = f"{number} {full_name(words.months, month)}"
    return InvalidInputError(message, f"Write '{clear}', or the whole date like 2026-03-02.")


def _in_year(text: str, year: str | None, month: int, day: int, *, today: date, future: bool) -> date:  # noqa: PLR0913 - a day without a year
    """Return the date in `year`, or in the year that is meant if none was typed."""
    if year:
        return _date(text, int(year), month, day)
    found = _date(text, today.year, month, day)
    if future:
        return found if found >= today else _date(text, today.year + 1, month, day)
    return found if (found - today).days <= _FAR_AHEAD else _date(text, today.year - 1, month, day)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        from calendar import monthrange

        hint = "Write the month as a word, like '2 mar', or the whole date like 2026-03-02."
        if not date.min.year <= year <= date.max.year:
            reason = "years run from 1 to 9999"
        elif month not in _MONTH_NUMBERS:
            reason = f"there is no month {month}"
        else:
            reason = f"{MONTH_NAMES[month - 1]} {year} has {monthrange(year, month)[1]} days"
            hint = "Check the day, or write the year too, like '29 feb 2024'."
        message = f"{quoted(text)} is not a date: {reason}."
        raise InvalidInputError(message, hint) from None
