"""A pause of an engagement: whole days, or from a day on until further notice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date

if TYPE_CHECKING:
    from vabackoffice.domain.period import Period

UNTIL_FURTHER_NOTICE = date(9998, 12, 31)  # the end of a pause that has none


def has_end(pause: Period) -> bool:
    """Say whether it is known when work goes on."""
    return pause.end < UNTIL_FURTHER_NOTICE


def say_pause(pause: Period) -> str:
    """Return `from Mon 3 Aug 2026 to Fri 14 Aug 2026`, or without an end `from Mon 7 Sep 2026 until further notice`."""
    until = f"to {format_date(pause.last_day)}" if has_end(pause) else "until further notice"
    return f"from {format_date(pause.start)} {until}"
