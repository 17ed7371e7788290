"""Routines: the weekdays, the time and the length with which work comes back, as typed and as days of the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_clock
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.words import WEEKDAY_NAMES, fold, plain, quoted, vocabulary
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WEEK = 7
_AS_RANGE = 3  # weekdays in a row from which on a range is shown
_HINT = "Write it like 'Mon-Fri 9:00 15m acme Mail' or 'Mon,Wed 1h acme Mail'."


class Rhythm(NamedTuple):
    """When work comes back: ISO weekdays (1 is Monday) in order, a local time `HH:MM` or none, a length in seconds."""

    weekdays: tuple[int, ...]
    starts: str | None
    seconds: int

    def __str__(self) -> str:
        """Return `Mon-Fri 09:00, 15m`."""
        starts = f" {self.starts}" if self.starts else ""
        return f"{format_weekdays(self.weekdays)}{starts}, {format_duration(self.seconds)}"


def parse_rhythm(words: Sequence[str], language: str = "en") -> tuple[Rhythm, list[str]]:
    """Return the rhythm with which `Mon-Fri 9:00 15m acme Mail` begins, and the words after it.

    The weekdays end at the first word that begins with a digit: a time with a length after it, or a length alone.

    Args:
        words: what was typed, word by word.
        language: ISO 639 code (`nl`) of the weekdays that are understood beside the English ones.

    Raises:
        InvalidInputError: there are no weekdays or no length, or a part cannot be read.
    """
    place = next((place for place, word in enumerate(words) if word[:1].isdigit()), len(words))
    weekdays = parse_weekdays(" ".join(words[:place]), language)
    if place == len(words):
        message = f"{quoted(' '.join(words))} does not say how long it takes."
        raise InvalidInputError(message, _HINT)
    first, rest = words[place], list(words[place + 1 :])
    if looks_like_range(first, language=language):
        message = f"{quoted(first)} is a range, and a routine has a start and a length."
        raise InvalidInputError(message, _HINT)
    starts = parse_clock(first)
    if starts is None:
        return Rhythm(weekdays, None, parse_duration(first)), rest
    if not rest or not looks_like_duration(rest[0]):
        message = f"{quoted(first)} is read as a start, and no length follows it."
        raise InvalidInputError(message, "Write '9:00 15m' for a start and a length, '1h30' for a length alone.")
    return Rhythm(weekdays, starts, parse_duration(rest[0])), rest[1:]


def parse_weekdays(text: str, language: str = "en") -> tuple[int, ...]:
    """Return the ISO weekdays of `Mon-Fri`, `Mon,Wed`, `fri-mon`, `daily` or `weekdays` (Monday to Friday), in order.

    Raises:
        InvalidInputError: nothing was typed, or a part is not a weekday.
    """
    words, typed = vocabulary(language), fold(text).replace("\N{EN DASH}", "-")
    group = words.day_groups.get(plain(typed, words))
    if group is not None:
        return tuple(day + 1 for day in group)
    found: set[int] = set()
    for part in re.split("[, ]+", re.sub(" ?- ?", "-", typed).strip(",")):
        first, dash, last = part.partition("-")
        days = [words.weekdays.get(plain(name, words)) for name in ((first, last) if dash else (first, first))]
        if days[0] is None or days[1] is None:
            message = f"{quoted(part)} is not a weekday." if part else "The weekdays are missing."
            raise InvalidInputError(message, _HINT)
        found |= {(days[0] + step) % _WEEK + 1 for step in range((days[1] - days[0]) % _WEEK + 1)}
    return tuple(sorted(found))


def format_weekdays(weekdays: Sequence[int]) -> str:
    """Return ISO weekdays in order as they are typed: `daily`, `Mon-Fri`, `Mon,Wed`."""
    if len(weekdays) == _WEEK:
        return "daily"
    runs: list[list[str]] = []
    for place, day in enumerate(weekdays):
        if not place or weekdays[place - 1] != day - 1:
            runs.append([])
        runs[-1].append(WEEKDAY_NAMES[day - 1][:3])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) >= _AS_RANGE else ",".join(run) for run in runs)


def due_days(weekdays: Sequence[int], first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included, that fall on one of the ISO weekdays."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(offset)
        if day.isoweekday() in weekdays:
            yield day
