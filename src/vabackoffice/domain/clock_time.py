"""Clock times as people type them, read in one time zone; clock changes are named, never guessed.

A wall time that the clock skips (spring) or shows twice (autumn) is told by comparing the two offsets that
PEP 495's `fold` gives it. Instants of one zone are compared in UTC, because Python compares their wall times.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.words import (
    DURATION_UNITS,
    HALF_DAYS,
    LONGEST_INPUT,
    distance,
    fold,
    plain,
    quoted,
    vocabulary,
)
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.words import Vocabulary

_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))? ?(?P<half>[^-+0-9]*)"
    r"(?P<offset>(?P<sign>[-+])(?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2})(?::(?P<seconds>[0-9]{2}))?)?"
)
_SIDE = r"-?[0-9][^-]*(?:-[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
_DASHES = ("..", "\N{EN DASH}", "\N{EM DASH}", " - ", "-")
_LONGEST_NIGHT = timedelta(hours=12)
_NOON = 12
_HINT = "Write it like 9:00, 0900, 9:30pm, now or -25m."
_RANGE_HINT = "Write it like 9:00-10:25, 9am-10:30am or 9:00-now."


class _Clock(NamedTuple):
    """A clock time as typed: 24:00 is the next midnight; the offset only chooses between two readings."""

    hour: int
    minute: int
    half: str
    offset: timedelta | None


def parse_moment(text: str, *, on: date, now: datetime, zone: ZoneInfo, language: str = "en") -> datetime:
    """Return the instant that was typed, in `zone`, without a fraction of a second.

    Accepted: `9`, `9:00`, `09.00`, `0900`, `9am`, `9:30pm`, `12am`, `12pm`, `24:00` (the next midnight) on the day
    `on`; `now`, `-25m` and `25m ago` counted from `now`; `2:30+01:00` to choose one of two readings. What counts
    from `now` also in the words of `language`: `nu`, `25 min. geleden`, `il y a 2 heures`.

    Args:
        text: what was typed.
        on: the civil date that a clock time belongs to.
        now: the aware instant at which it was typed.
        zone: where the clock hangs.
        language: ISO 639 code (`nl`) of the words that are understood beside the English ones.

    Raises:
        InvalidInputError: not a time, or a wall time that the clock skips or shows twice on that day.
    """
    clock = _read_clock(text)
    try:
        return _at(clock, text, on, zone) if clock else _from_now(text, vocabulary(language), now, zone)
    except OverflowError:
        raise _too_far(text) from None


def parse_clock(text: str) -> str | None:
    """Return the time of day `HH:MM` that `9`, `9:00`, `0900` or `9pm` names on any day; None if it has another form.

    Raises:
        InvalidInputError: it has the form of a clock time, but no clock shows it, or it is 24:00.
    """
    clock = _read_clock(text)
    if clock is None or clock.offset is not None:
        return None
    if clock.hour not in range(24):
        message = f"{quoted(text)} is the beginning of the next day."
        raise InvalidInputError(message, "Write it as 0:00 of that day.")
    return f"{clock.hour:02}:{clock.minute:02}"


def parse_time_range(
    text: str, *, on: date, now: datetime, zone: ZoneInfo, language: str = "en"
) -> tuple[datetime, datetime]:
    """Return start and end of `9:00-10:25`, `9-10:30`, `9am-10:30am`, `22:00-1:30`, `9:00..now` or `9:00 - 10:25`.

    Each side is anything `parse_moment` reads in that language; a side with an offset west of Greenwich needs `..`
    between the two. An end before the start is on the next day if that gives at most 12 hours.

    Raises:
        InvalidInputError: not a range, a side that `parse_moment` refuses, no time between start and end, an end
            before the start, or a start in doubt (`1-2:30pm`).
    """
    sides = _split(fold(text))
    if not sides or "" in sides:
        message = f"{quoted(text)} is not a time range."
        raise InvalidInputError(message, _RANGE_HINT)
    clocks = _read_clock(sides[0]), _read_clock(sides[1])
    _check_half(text, *clocks)
    read = partial(parse_moment, on=on, now=now, zone=zone, language=language)
    try:
        start = read(sides[0])
        end = _end(clocks[1], sides[1], start, on, zone) if clocks[1] else read(sides[1])
        worked = end.astimezone(UTC) - start.astimezone(UTC) if end else -_LONGEST_NIGHT
    except OverflowError:
        raise _too_far(text) from None
    if end is None or worked < timedelta():
        message = f"{quoted(text)} ends before it starts."
        raise InvalidInputError(message, _order_hint(start, clocks[1]))
    if not worked:
        message = f"{quoted(text)} has zero duration: it starts and ends at {start:%H:%M}."
        raise InvalidInputError(message, "Write an end after the start.")
    return start, end


def looks_like_range(text: str, *, language: str = "en") -> bool:
    """Tell whether the text has the form of a time range, right or wrong; never raises."""
    sides = _split(fold(text)) if len(text) <= LONGEST_INPUT else None
    return sides is not None and all(_looks_like_side(side, vocabulary(language)) for side in sides)


def _looks_like_side(side: str, words: Vocabulary) -> bool:
    typed = plain(side, words)
    amount, direction = distance(typed, words) or ("", 0)
    return typed in words.now or re.fullmatch(_SIDE, amount if direction < 0 else side) is not None


def looks_like_duration(text: str) -> bool:
    """Tell whether the text has the form of a duration, right or wrong (`90`, `1:75`, `-1h`); never raises."""
    if len(text) > LONGEST_INPUT or looks_like_range(text):
        return False
    match = re.fullmatch(r"-? ?[.,]?[0-9](?:[0-9.,: ]|[^\W\d_])*", fold(text))
    return match is not None and all(word in DURATION_UNITS for word in re.findall(r"[^\W\d_]+", match[0]))


def _read_clock(text: str) -> _Clock | None:
    """Return the clock time that was typed, None if it has another form."""
    match = re.fullmatch(_CLOCK, fold(text))
    half = match["half"].strip() if match else "?"
    if not match or (half and half not in HALF_DAYS):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    possible = hour in range(1, _NOON + 1) if half else (hour, minute) <= (24, 0)
    if not possible or minute not in range(60):
        message = f"{quoted(text)} is not a time: {'12am to 11:59pm' if half else '0:00 to 24:00'} is."
        raise InvalidInputError(message, _HINT)
    offset = None
    if match["offset"]:
        size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]), seconds=int(match["seconds"] or 0))
        offset = -size if match["sign"] == "-" else size
    return _Clock(hour % _NOON + HALF_DAYS[half] if half else hour, minute, half, offset)


def _from_now(text: str, words: Vocabulary, now: datetime, zone: ZoneInfo) -> datetime:
    typed = fold(text)
    named = plain(typed, words)
    amount, direction = (typed[1:], -1) if typed.startswith("-") else distance(named, words) or ("", 0)
    if named not in words.now and direction >= 0:
        message = f"{quoted(text)} is not a time."
        raise InvalidInputError(message, _HINT)
    try:
        seconds = parse_duration(_with_letters(amount, words)) if direction else 0
    except InvalidInputError as problem:
        message = f"{quoted(text)} is not a time: {problem.message}"
        raise InvalidInputError(message, "Write it like -25m, -1h30 or '25m ago'.") from None
    # In UTC: a zone's own clock times are subtracted as if its clocks never changed.
    return (now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(zone).replace(microsecond=0)


def _with_letters(amount: str, words: Vocabulary) -> str:
    """Return an amount of time with h, m and s for the units that only another language has: `25 minuten` is `25 m`."""
    letters = {3600: "h", 60: "m", 1: "s"}
    other = {word: letters[seconds] for word, seconds in words.durations.items() if word not in DURATION_UNITS}
    return re.sub(r"[^\W\d_]+", lambda unit: other.get(unit[0], unit[0]), amount)


def _at(clock: _Clock, text: str, on: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which the clock in `zone` shows the time on the day `on`."""
    first = datetime.combine(on, time(), zone) + timedelta(hours=clock.hour, minutes=clock.minute)
    second = first.replace(fold=1)
    before, after = _offset(first), _offset(second)
    if before < after:
        raise _skipped(text, first, second, on)
    readings = {before: first, after: second}
    if clock.offset in readings:
        return readings[clock.offset]
    shown = " or ".join(moment.isoformat(timespec="minutes").partition("T")[2] for moment in readings.values())
    if clock.offset is not None:
        message = f"{quoted(text)} is not a time in {zone} on {format_date(first)}: the clock has another offset then."
        raise InvalidInputError(message, f"Write {shown}.")
    if before != after:
        message = f"{quoted(text)} happens twice on {format_date(first)} in {zone}: {shown}."
        raise InvalidInputError(message, f"Write {shown}; in a range, put .. between the two times.")
    return first


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _skipped(text: str, first: datetime, second: datetime, on: date) -> InvalidInputError:
    """Return the error for a wall time that the clock jumps over, with the gap and its two edges."""
    before, after, zone = _offset(first), _offset(second), first.tzinfo
    # Read with the later offset the time lies before the jump, with the earlier one after it: search in between.
    low, size = second.astimezone(UTC), after - before
    seconds = range(int(size.total_seconds()))
    wait = bisect_left(seconds, after, key=lambda n: _offset((low + timedelta(seconds=n)).astimezone(zone)))
    opens = low + timedelta(seconds=wait) + after
    last = opens - size - timedelta(minutes=1)
    edges = [f"{edge:%H:%M}" + ("" if edge.date() == on else f" on {format_date(edge)}") for edge in (last, opens)]
    message = (
        f"{quoted(text)} does not exist on {format_date(first)}: "
        f"in {zone} the clock jumps from {opens - size:%H:%M} to {opens:%H:%M}."
    )
    return InvalidInputError(message, f"The nearest times are {edges[0]} and {edges[1]}.")


def _split(typed: str) -> tuple[str, str] | None:
    """Return what stands before and after the dash of a range; a minus sign at the front is none."""
    for dash in _DASHES:
        place = typed.find(dash, 1)
        if place > 0:
            return typed[:place].strip(), typed[place + len(dash) :].strip()
    return None


def _check_half(text: str, start: _Clock | None, end: _Clock | None) -> None:
    """Refuse `1-2:30pm`: one in the morning or in the afternoon? `9-5pm` has one reading."""
    if start and end and not start.half and end.half and start.hour in range(1, _NOON):
        late = (start.hour + _NOON, start.minute)
        if late < (end.hour, end.minute):
            begin = f"{start.hour}:{start.minute:02}"
            message = f"{quoted(text)} can be read in two ways: from {begin} or from {late[0]}:{late[1]:02}."
            raise InvalidInputError(message, f"Write {begin}am or {begin}pm for the start.")


def _end(clock: _Clock, text: str, start: datetime, on: date, zone: ZoneInfo) -> datetime | None:
    """Return the end of a range, on the next day if that is at most 12 hours by the clock; None if it is too early."""
    wall = datetime.combine(on, time(), zone) + timedelta(hours=clock.hour, minutes=clock.minute)
    lag = wall - start  # by the clock, as both are in one zone
    if clock.offset is not None:  # 2:10+01:00 is later than 2:50+02:00 in the night of the autumn change
        lag += _offset(start) - clock.offset
    if lag >= timedelta():
        return _at(clock, text, on, zone)
    if timedelta() <= lag + timedelta(days=1) <= _LONGEST_NIGHT:
        return _at(clock, text, on + timedelta(days=1), zone)
    return None


def _order_hint(start: datetime, end: _Clock | None) -> str:
    hint = "Write the earlier time first; over midnight a range is at most 12 hours."
    if end and not end.half and end.offset is None and start.hour < end.hour + _NOON < 2 * _NOON:
        return f"{hint} Did you mean {end.hour + _NOON}:{end.minute:02}?"
    return hint


def _too_far(text: str) -> InvalidInputError:
    return InvalidInputError(f"{quoted(text)} is too far away.", "Dates run from year 1 to 9999.")
