"""The cells of a table that people make: a day, a time or both, and a length in any form."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import read_clock
from vabackoffice.importers.date_order import read_day
from vabackoffice.importers.rounded import Length, read_hours

UNITS = {"hours": 3600, "minutes": 60, "seconds": 1}
BARE_NUMBER = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,6}))?")
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)? ?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_CLOCK = re.compile(r"([0-9]{1,2})[.h]([0-9]{2})")  # 9.15 in Germany, 9h15 in France
_THOUSANDS = 3  # digits after a mark that may stand for thousands


class Moment(NamedTuple):
    """A cell with a day, a clock time or both, each as written; `offset` is what it says of its zone."""

    day: str = ""
    clock: str = ""
    offset: str = ""


def read_moment(cell: str) -> Moment:
    """Take a cell apart: `2026-03-02T09:00:00+01:00`, `2/3/2026 9:00 AM`, `9:00`, `9h15`, `2026-03-02`."""
    iso = _ISO.fullmatch(cell.strip())
    if iso:
        return Moment(iso[1], iso[2], iso[3] or "")
    first, _, rest = " ".join(cell.split()).partition(" ")
    day, clock = ("", f"{first} {rest}".strip()) if ":" in first or _CLOCK.fullmatch(first) else (first, rest)
    dotted = _CLOCK.fullmatch(clock)
    return Moment(day.rstrip(","), f"{dotted[1]}:{dotted[2]}" if dotted else clock)


def read_date(text: str, order: str) -> date:
    """Return a date in the file's order.

    Raises:
        InvalidInputError: it is none, or empty.
    """
    if not text:
        message = "There is no date."
        raise InvalidInputError(message)
    return read_day(text, order)


def instant_of(moment: Moment, day: str, order: str) -> datetime:
    """Return the moment on a day: an aware instant where an offset was written, else a wall time.

    Raises:
        InvalidInputError: day or time are none.
    """
    wall = datetime.combine(read_date(day, order), read_clock(moment.clock))
    return datetime.fromisoformat(wall.isoformat() + moment.offset) if moment.offset else wall


def read_any_length(text: str, unit: str) -> Length:
    """Return the length of `1:30`, `1:30:00`, `1h30`, `90 min` or `1.5 h`, or of a bare number of `unit`.

    Raises:
        InvalidInputError: it is none, or a mark in it may stand for thousands.
    """
    if ":" in text:
        return read_hours(text)
    number = BARE_NUMBER.fullmatch(text)
    if not number:
        return Length(parse_duration(text), UNITS["minutes"] - 1)
    if unit == "hours":
        return read_hours(text)
    decimals = number[2] or ""
    if len(decimals) == _THOUSANDS:
        message = f"{quoted(text)} can be {number[1]} and a fraction, or {number[1]}{decimals}."
        raise InvalidInputError(message)
    scale = 10 ** len(decimals)
    return Length((2 * int(number[1] + decimals) * UNITS[unit] + scale) // (2 * scale), UNITS[unit] - 1)
