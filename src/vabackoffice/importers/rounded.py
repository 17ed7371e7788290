"""Lengths and clock times that were rounded when they were written, and what they say together."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import read_length

if TYPE_CHECKING:
    from datetime import datetime

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_HUNDREDTH_SLACK = 18  # seconds: half of 0.01 h, which reports round to; a last zero is often left out
_HOURS = re.compile(r"([0-9]+(?:[.,][0-9]{3})*?)(?:[.,]([0-9]{1,6}))?")


class Length(NamedTuple):
    """A length in seconds, and by how many seconds the true one may differ, because it was rounded when written."""

    seconds: int
    slack: int


def read_hours(text: str) -> Length:
    """Return the length of `01:00:01`, `3:00`, `1.5`, `0,01` or `2.001,0`: hours by the clock or in decimals.

    A single mark is that of the decimals, since no one works a thousand hours in one entry.
    """
    if ":" in text:
        return Length(read_length(text), 0 if text.count(":") > 1 else _MINUTE - 1)
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        message = f"{quoted(text)} is not a duration like 01:00:01 or 1.50."
        raise InvalidInputError(message)
    decimals = match[2] or ""
    scale = 10 ** len(decimals)
    number = int(re.sub("[^0-9]", "", match[1]) + decimals)
    return Length((2 * number * _HOUR + scale) // (2 * scale), _HUNDREDTH_SLACK)


def is_cut_to_minutes(start: str, end: str) -> bool:
    """Tell whether one of these clock times has no seconds: `10:23`, `10:23 AM`."""
    return start.count(":") == 1 or end.count(":") == 1


def settle(start: datetime, end: datetime, length: Length, *, to_minutes: bool) -> tuple[datetime, int]:
    """Return the end and the seconds of work whose clock times and length agree, each as far as it was rounded.

    The clock times count where they are as the length has them when it is rounded. Where seconds were cut off them
    (`to_minutes`), up to a minute is missing, and the length counts. What agrees neither way is returned as it was
    written: a clock change may explain it, else it is refused where the zone is known.
    """
    difference = end - start
    clock = difference.days * _DAY + difference.seconds
    lag = abs(length.seconds - clock)
    if lag <= length.slack:
        return end, clock
    if to_minutes and lag < _MINUTE + length.slack:
        return start + timedelta(seconds=length.seconds), length.seconds
    return end, length.seconds
