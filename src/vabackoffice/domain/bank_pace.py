"""How long an hour bank lasts at the pace of the last eight weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_period import paused_days
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PACE_WEEKS = 8
_SHORTEST = 7  # days; a first day alone is no pace
_DAY = timedelta(1)


def run_out_day(  # noqa: PLR0913 - what is left, what was used, from when, until when, and what is paused
    left: int, used: Iterable[tuple[date, int]], day: date, *, since: date, until: date, pauses: Sequence[Period] = ()
) -> date | None:
    """Return the day after `day` on which the hours that are left are used up, if the work goes on as it did.

    The pace is what was used in the eight weeks that end with `day`, by days that were not paused; where the agreement
    is younger it is what was used since its first day, but never counted over less than a week. None where nothing
    was used, nothing is left, or it lasts beyond `until`.

    Args:
        left: seconds.
        used: days and the seconds used on them, in any order.
        day: the present; its work is in `used`.
        since: the first day of the agreement.
        until: the last day of the question.
        pauses: days on which nothing is used, ordered.
    """
    window = Period(max(since, day - timedelta(7 * PACE_WEEKS - 1)), day + _DAY)
    seconds = sum(spent for worked_on, spent in used if worked_on in window)
    if left <= 0 or seconds <= 0:
        return None
    days = max(window.days - paused_days(pauses, window), _SHORTEST)
    needed = -(-left * days // seconds)
    while needed and day < until:
        day += _DAY
        needed -= not any(day in pause for pause in pauses)
    return None if needed else day
