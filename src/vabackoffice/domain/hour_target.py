"""Targets: hours to work in a day, week, month, quarter or year, from a date on; and what that plans for any days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.dimension import span_around, spans_in
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.words import fold, plain, quoted, vocabulary
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.period import Period

UNITS = ("day", "week", "month", "quarter", "year")
NONE = "none"
_SATURDAY = 5
_LONGEST = {"day": 24, "week": 168, "month": 744, "quarter": 2208, "year": 8784}  # hours there are in one
_HINT = "Write it like 20h/week, 6h/day or 80h/month; 'none' ends a target."


class Scope(NamedTuple):
    """Whose hours: a client's, one engagement's, or (neither named) all work."""

    client: str = ""
    engagement: str = ""

    def __str__(self) -> str:
        """Return `acme`, `acme/inbox` or `all work`."""
        return f"{self.client}/{self.engagement}" if self.engagement else self.client or "all work"


class HourTarget(NamedTuple):
    """Seconds to work in every `every` from a date on, until the next one of its scope and unit; 0 ends it."""

    scope: Scope
    seconds: int
    every: str
    since: date


class Held(NamedTuple):
    """Days on which one target held."""

    days: Period
    seconds: int


def parse_target(text: str, language: str = "en") -> tuple[int, str | None]:
    """Return seconds and unit of `20h/week`, `6h/day`, `80h/month`, `20h/maand`; `none/week` is 0, `none` has no unit.

    Raises:
        InvalidInputError: not a target, or more hours than there are.
    """
    amount, slash, unit = (part.strip() for part in fold(text).partition("/"))
    every = _unit(unit, language)
    if amount == NONE and (every or not slash):
        return 0, every
    if every is None:
        message = f"{quoted(text)} is not a target."
        raise InvalidInputError(message, _HINT)
    seconds = parse_duration(amount)
    if seconds > _LONGEST[every] * 3600:
        message = f"{format_duration(seconds)} is more than a {every} has."
        raise InvalidInputError(message, _HINT)
    return seconds, every


def _unit(word: str, language: str) -> str | None:
    """Return the unit that a word of English or of `language` names, in singular or plural."""
    words = vocabulary(language)
    days = {name: {1: "day", 7: "week"}[length] for name, length in words.days_apart.items()}
    months = {name: {1: "month", 12: "year"}[length] for name, length in words.months_apart.items()}
    return {**words.letters, **days, **months, **words.periods}.get(plain(word, words))


def held_in(series: Sequence[HourTarget], period: Period) -> list[Held]:
    """Return the days of `period` on which the targets of one scope and unit held, in order."""
    from vabackoffice.domain.period import Period

    dated = sorted(series, key=lambda target: target.since)
    ends = [*(target.since for target in dated[1:]), period.end]
    parts = [
        (max(target.since, period.start), min(end, period.end), target.seconds)
        for target, end in zip(dated, ends, strict=True)
    ]
    return [Held(Period(start, end), seconds) for start, end, seconds in parts if seconds and start < end]


def planned_seconds(every: str, held: Iterable[Held]) -> int:
    """Return what targets plan for the days on which they held.

    Whole weeks (months …) count whole. Of one that is cut, by the edge of a report or by a new target, the part counts
    that its calendar days are of it: two days of a week with 20h are 2/7 of 20h, to the minute 5h43. Parts are taken
    as differences of what is reached by a day, so that the parts of a week always add up to the week. A day's target
    plans Monday to Friday and nothing for Saturday and Sunday.
    """
    return sum(_planned(every, *part) for part in held)


def _planned(every: str, days: Period, seconds: int) -> int:
    if every == "day":
        return seconds * working_days(days)
    total = 0
    for piece in spans_in(every, days):
        whole = span_around(every, piece.start)
        total += _reached(whole, seconds, piece.end) - _reached(whole, seconds, piece.start)
    return total


def _reached(whole: Period, seconds: int, day: date) -> int:
    """Return what is planned from the start of a week (month …) up to a day, half up to the minute but for the end."""
    if day == whole.end:
        return seconds
    passed = (day - whole.start).days
    return (2 * seconds * passed + 60 * whole.days) // (120 * whole.days) * 60


def working_days(period: Period) -> int:
    """Return how many days from Monday to Friday there are."""
    weeks, rest = divmod(period.days, 7)
    first = period.start.weekday()
    return 5 * weeks + sum((first + day) % 7 < _SATURDAY for day in range(rest))


def unit_for(held: Mapping[str, Sequence[Held]], period: Period, longest: str | None = None) -> str | None:
    """Return which unit's target speaks of `period`, where those of several units held in it.

    Args:
        held: the days on which the targets of each unit held.
        period: the days that are looked at.
        longest: for a row that is a day, week or month: its target is of that unit or a shorter one, the longest there
            is. Without it, the longest unit of which a whole one lies in `period`, else the shortest.
    """
    known = [unit for unit in UNITS if held.get(unit)]
    if longest:
        return max((unit for unit in known if UNITS.index(unit) <= UNITS.index(longest)), key=UNITS.index, default=None)
    whole = [unit for unit in known if any(piece == span_around(unit, piece.start) for piece in spans_in(unit, period))]
    return whole[-1] if whole else next(iter(known), None)
