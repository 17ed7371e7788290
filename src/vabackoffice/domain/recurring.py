"""Tasks that come back: every week, month or quarter, on the same day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import anchored_period, check_anchor
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.words import WEEKDAY_NAMES
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Recurrence(NamedTuple):
    """Every `week`, `month` or `quarter` on its day `anchor` (of a week: 1 is Monday), from `first` to `last`, both in.

    In a month or quarter that is too short it is the last day.
    """

    every: str
    anchor: int
    first: date
    last: date | None = None

    @property
    def rhythm(self) -> str:
        """How often, and when: `month on day 1`, `week on Friday`."""
        return f"{self.every} on {WEEKDAY_NAMES[self.anchor - 1] if self.every == 'week' else f'day {self.anchor}'}"

    def __str__(self) -> str:
        """Return `every month on day 1, from Sun 1 Mar 2026`."""
        until = f" until {format_date(self.last)}" if self.last else ""
        return f"every {self.rhythm}, from {format_date(self.first)}{until}"

    def checked(self) -> Recurrence:
        """Return it, or refuse an anchor day that there is not, or an end before the beginning."""
        check_anchor(self.every, self.anchor)
        if self.last is not None and self.last < self.first:
            message = f"The recurring task would end on {self.last}, before its first day {self.first}."
            raise InvalidInputError(message, "Give a later day.")
        return self

    def due_days(self, until: date) -> Iterator[date]:
        """Yield the days up to `until`, this one included, on which a task is due.

        The weeks, months and quarters are those of an hour bank with this anchor day.
        """
        period = anchored_period(self.every, self.anchor, self.first)
        day = self.first if period.start == self.first else period.end
        while day <= min(until, self.last or until):
            yield day
            day = anchored_period(self.every, self.anchor, day).end
