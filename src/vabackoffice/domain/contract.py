"""A contract as the hour bank reads it: terms, packages and pauses of one engagement, and the work done under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.money import Money
    from vabackoffice.domain.period import Period


@dataclass(frozen=True, slots=True)
class Package:
    """A block of hours sold on `bought_on`.

    It can be used up to and including `expires_on`, or for `expires_days` days after its purchase (after its first use
    with `from_first_use`), or without end when both are None.
    """

    id: int
    bought_on: date
    seconds: int
    price: Money
    expires_on: date | None = None
    expires_days: int | None = None
    from_first_use: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """One engagement: `first_day` and `last_day` are inclusive, `last_day` None as long as it goes on.

    `terms` is dated and ordered, the first of them holding on `first_day`. `pauses` are whole days, ordered, and do
    not overlap.
    """

    engagement: str
    terms: tuple[Terms, ...]
    first_day: date
    last_day: date | None = None
    packages: tuple[Package, ...] = ()
    pauses: tuple[Period, ...] = ()

    @property
    def currency(self) -> str:
        """The currency of its fees or packages; empty where it has neither."""
        amounts = (*(terms.fee for terms in self.terms), *(package.price for package in self.packages))
        return next((money.currency for money in amounts if money is not None), "")


@dataclass(frozen=True, slots=True)
class BilledTime:
    """A time entry after the rounding rule: `seconds` as billed, `day` as worked.

    `late_on` is the day on which late work draws instead of its own: the first of the first open bank period.
    """

    entry: int
    day: date
    seconds: int
    late_on: date | None = None

    @property
    def draws_on(self) -> date:
        """The day on which it draws."""
        return self.late_on or self.day
