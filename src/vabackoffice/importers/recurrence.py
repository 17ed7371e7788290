"""When a repeating event of a calendar happens (RFC 5545, 3.8.5): by the clock of its own time zone."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MOST = 20_000  # a daily event of 54 years
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")


def starts_until(
    start: datetime, rules: Iterable[Mapping[str, list[Any]]], also: Iterable[datetime], until: datetime
) -> list[datetime]:
    """Return when a repeating event starts, in order, up to `until`.

    A wall time that the clock skips or shows twice is read with the offset before the change, as the RFC says.

    Args:
        start: the first time, aware; it counts always, and the rules go by its clock.
        rules: each RRULE, the values of its parts by name.
        also: what RDATE adds, aware.
        until: the last instant that is of interest, aware.

    Raises:
        InvalidInputError: a rule cannot be read, or it is none of an appointment; the message begins with a verb.
    """
    zone = start.tzinfo
    horizon = until.astimezone(zone).replace(tzinfo=None)
    walls = {start.replace(tzinfo=None)}
    for rule in rules:
        walls.update(islice(_walls(start, rule, horizon), _MOST + 1))
    if len(walls) > _MOST:
        message = f"repeats more than {_MOST} times"
        raise InvalidInputError(message)
    moments = {moment.timestamp(): moment for moment in (*also, *(wall.replace(tzinfo=zone) for wall in walls))}
    return [moments[stamp] for stamp in sorted(moments) if stamp <= until.timestamp()]


def _walls(start: datetime, rule: Mapping[str, list[Any]], horizon: datetime) -> Iterator[datetime]:
    """Yield the wall times of a rule up to `horizon`; a rule may go on for ever."""
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    parts = {name.upper(): values for name, values in rule.items()}
    [frequency] = parts.get("FREQ") or ["no frequency"]
    if frequency in _TOO_OFTEN:
        message = f"repeats {frequency.lower()}, which is no appointment"
        raise InvalidInputError(message)
    # COUNT is applied here: dateutil takes either that or UNTIL, which keeps it from searching to the year 9999.
    [count] = parts.pop("COUNT", [None])
    until = min([horizon, *(_wall_end(value, start) for value in parts.pop("UNTIL", []))])
    written: Any = vRecur(parts)
    text = f"{written.to_ical().decode()};UNTIL={until:%Y%m%dT%H%M%S}"
    try:
        if min(parts.get("INTERVAL", [1])) < 1:
            raise _unreadable(text)
        yield from islice(rrulestr(text, dtstart=start.replace(tzinfo=None)), count)
    except (TypeError, ValueError) as error:
        raise _unreadable(text) from error


def _wall_end(value: date, start: datetime) -> datetime:
    """Return UNTIL, the last instant or the last day, as a wall time on the clock of `start`."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(23, 59, 59))
    return value.astimezone(start.tzinfo).replace(tzinfo=None) if value.tzinfo else value


def _unreadable(rule: str) -> InvalidInputError:
    message = f"repeats by a rule that cannot be read, {rule.rpartition(';UNTIL')[0]}"
    return InvalidInputError(message)
