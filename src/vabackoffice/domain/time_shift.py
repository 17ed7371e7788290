"""Moving work in time: `+10m` is later, `-25m` earlier, `-1d` a day earlier by the clock."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.words import fold, quoted, vocabulary
from vabackoffice.errors import InvalidInputError

_SIGNS = {"+": 1, "-": -1}
_HINT = "Write +10m or +1h30 for later, -25m for earlier, -1d for a day earlier."


class Shift(NamedTuple):
    """Whole days by the clock, or true seconds: one of the two is zero."""

    days: int = 0
    seconds: int = 0


def parse_shift(text: str, *, language: str = "en") -> Shift:
    """Return the shift that was typed: a sign, then a duration (`10m`, `1h30`) or days (`1d`, `2 days`, `1 week`).

    Args:
        text: what was typed.
        language: ISO 639 code (`nl`) of the words for days and weeks that are understood beside the English ones.

    Raises:
        InvalidInputError: no sign, no duration behind it, nothing to shift by, or more days than the calendar has.
    """
    typed = fold(text)
    if typed[:1] not in _SIGNS:
        message = f"{quoted(text)} does not say which way to shift."
        raise InvalidInputError(message, _HINT)
    direction, amount = _SIGNS[typed[0]], typed[1:].strip()
    days = _whole_days(amount, {"d": 1, **vocabulary(language).days_apart})
    if days is None:
        try:
            return Shift(seconds=direction * parse_duration(amount))
        except InvalidInputError as problem:
            message = f"{quoted(text)} is not a shift: {problem.message}"
            raise InvalidInputError(message, _HINT) from None
    if days == 0:
        message = f"{quoted(text)} shifts nothing."
        raise InvalidInputError(message, _HINT)
    if days > timedelta.max.days:
        raise too_far(text)
    return Shift(days=direction * days)


def too_far(text: str) -> InvalidInputError:
    """Return the error for a shift that leaves the calendar."""
    return InvalidInputError(f"{quoted(text)} is too far away.", "Dates run from year 1 to 9999.")


def _whole_days(amount: str, units: dict[str, int]) -> int | None:
    match = re.fullmatch(r"([0-9]+) ?([^\W\d_]+)", amount)
    return int(match[1]) * units[match[2]] if match and match[2] in units else None
