"""Durations: whole seconds inside, `1h30` outside."""

from __future__ import annotations

import re
from itertools import pairwise

from vabackoffice.domain.words import DURATION_UNITS, fold, quoted
from vabackoffice.errors import InvalidInputError

_HOUR, _MINUTE, _SECOND = 3600, 60, 1
_NUMBER = r"(?=[.,]?[0-9])([0-9]*)(?:[.,]([0-9]+))?"
_HINT = "Write it like 1h30, 1:30, 1.5h or 90m."


def parse_duration(text: str) -> int:
    """Return the seconds of `1h30`, `1h30m`, `1:30`, `1:30:00`, `1.5h`, `1,5h`, `90m`, `45min`, `1h01m01s` or `1h 30m`.

    A single number with a unit may have decimals, and its separator always marks decimals (`1.250h` is 1h15);
    fractions of a second are rounded half up. There is no upper limit.

    Raises:
        InvalidInputError: not a duration, zero, negative, a bare number (`90`: minutes or hours?), or
            60 or more minutes or seconds after a larger unit (`1:75`).
    """
    typed = fold(text)
    unsigned = typed.removeprefix("-").lstrip()
    if re.fullmatch(_NUMBER, unsigned):
        message = f"{quoted(text)} can be read in two ways: {unsigned}m or {unsigned}h."
        raise InvalidInputError(message, f"Write {unsigned}m or {unsigned}h.")
    seconds = _seconds(text, _parts(unsigned))
    if seconds is None:
        message = f"{quoted(text)} is not a duration."
        raise InvalidInputError(message, _HINT)
    if seconds == 0 or unsigned != typed:
        message = f"{quoted(text)} is not a duration: it is {'negative' if seconds else 'zero'}."
        raise InvalidInputError(message, "Write a duration above zero, like 25m or 1h30.")
    return seconds


def format_duration(seconds: int) -> str:
    """Return `1h25`, `2h`, `25m`, `0m` or `-1h25`; seconds only where there are any: `1h01m01s`, `25m07s`, `7s`."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), _MINUTE)
    hours, minutes = divmod(minutes, 60)
    if hours:
        tail = f"{minutes:02}m{rest:02}s" if rest else f"{minutes:02}" if minutes else ""
        return f"{sign}{hours}h{tail}"
    if rest:
        return f"{sign}{minutes}m{rest:02}s" if minutes else f"{sign}{rest}s"
    return f"{sign}{minutes}m"


def hours_text(seconds: int) -> str:
    """Return hours with two decimals, half away from zero: `10.00`, `-0.17`."""
    hundredths = (abs(seconds) * 100 + _HOUR // 2) // _HOUR
    return f"{'-' if seconds < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02}"


def _parts(typed: str) -> list[tuple[str, int]]:
    """Return the numbers with their unit in seconds, largest first; an empty list if it is not a duration."""
    colons = re.fullmatch(r"([0-9]+):([0-9]{2})(?::([0-9]{2}))?", typed)
    if colons:
        return list(zip(colons.groups("0"), (_HOUR, _MINUTE, _SECOND), strict=True))
    tokens = re.findall(r"[0-9.,]+|[^\W\d_]+|\S", typed)
    numbers = tokens[::2]
    units = [DURATION_UNITS.get(word, 0) for word in tokens[1::2]]
    if len(numbers) > len(units) and units[-1:] == [_HOUR]:  # the minutes of 1h30 need no unit
        units.append(_MINUTE)
    falling = all(larger > smaller for larger, smaller in pairwise([*units, 0]))  # an unknown unit is 0
    return list(zip(numbers, units, strict=True)) if falling and len(numbers) == len(units) else []


def _seconds(text: str, parts: list[tuple[str, int]]) -> int | None:
    """Add the parts up; None if there are none or a number is malformed."""
    read = [re.fullmatch(_NUMBER if len(parts) == 1 else "([0-9]+)()", number) for number, _ in parts]
    total = 0
    for place, (match, (number, unit)) in enumerate(zip(read, parts, strict=True)):
        if match is None:
            return None
        decimals = match[2] or ""
        if place and int(number) not in range(60):
            message = f"{quoted(text)} is not a duration: {number} is more than 59."
            raise InvalidInputError(message, "Minutes and seconds after a larger unit go up to 59; write 135m or 2h15.")
        scale = 10 ** len(decimals)
        total += (2 * int(match[1] + decimals) * unit + scale) // (2 * scale)
    return total if parts else None
