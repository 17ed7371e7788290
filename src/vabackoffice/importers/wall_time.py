"""From the wall times of a report to instants: where a clock change leaves two readings, the duration decides."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo


def span_in(start: datetime, end: datetime, seconds: int | None, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the aware start and end, in `zone`, of work that lasted `seconds`.

    Args:
        start: an aware instant, or a wall time in `zone`.
        end: likewise.
        seconds: the true length, clock changes included; None where the source does not state it.
        zone: where the clock hangs.

    Raises:
        InvalidInputError: the times do not give that length, or a clock change leaves it open what they mean.
    """
    if start.tzinfo is not None and end.tzinfo is not None:
        return start.astimezone(zone), end.astimezone(zone)
    day = start.date()
    if day == end.date() and _is_steady(day, zone) and (seconds is None or (end - start).total_seconds() == seconds):
        # `combine` takes a fifth of the time of `replace`.
        return datetime.combine(start, start.time(), zone), datetime.combine(end, end.time(), zone)
    starts, ends = _readings(start, zone), _readings(end, zone)
    fitting = [(first, last) for first in starts for last in ends if seconds in {None, last - first}]
    if len(fitting) == 1:
        first, last = fitting[0]
        return datetime.fromtimestamp(first, zone), datetime.fromtimestamp(last, zone)
    why = "no duration settles it" if seconds is None else "the duration does not settle it"
    for wall, readings in ((start, starts), (end, ends)):
        if len(readings) > 1:
            raise _unsettled(wall, zone, why)
    stated = format_duration(seconds or 0)  # it is never None here: single readings fit when no length is stated
    shown = f"{start:%H:%M:%S} to {end:%H:%M:%S} is {format_duration(ends[0] - starts[0])}"
    message = f"The duration is {stated}, but {shown}; is rounding switched on in the report?"
    raise InvalidInputError(message)


@lru_cache(maxsize=64)
def _is_steady(day: date, zone: ZoneInfo) -> bool:
    """Tell whether the clock is not changed on that day; then a wall time has one reading."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.utcoffset() == (midnight + timedelta(days=1)).replace(fold=1).utcoffset()


def _readings(wall: datetime, zone: ZoneInfo) -> list[int]:
    """Return the one instant of a wall time, as seconds of the epoch, or the two around a clock change."""
    first = int(wall.replace(tzinfo=zone).timestamp())
    second = int(wall.replace(tzinfo=zone, fold=1).timestamp())
    return [first] if first == second else [first, second]


def _unsettled(wall: datetime, zone: ZoneInfo, why: str) -> InvalidInputError:
    local = wall.replace(tzinfo=zone)
    skipped = local.timestamp() > local.replace(fold=1).timestamp()
    what = "does not exist" if skipped else "happens twice"
    message = f"{wall:%H:%M} on {format_date(wall)} {what} in {zone.key}, and {why}."
    return InvalidInputError(message)
