"""A tax year as its country counts it, named by its first day: British 2025 is 6 April 2025 to 5 April 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.eu import country_code
from vabackoffice.domain.period import Period, parse_period
from vabackoffice.domain.words import fold, quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

Basis = Literal["cash", "accrual"]
BASES: tuple[Basis, ...] = ("cash", "accrual")

_CALENDAR = (1, 1)
# Month and day on which the year of a person begins, where that is not 1 January.
_STARTS = {
    "AU": (7, 1),  # Income Tax Assessment Act 1997 s 995-1, "financial year"
    "GB": (4, 6),  # Income Tax Act 2007 s 4(3)
    "IN": (4, 1),  # Income-tax Act 1961 s 3; Income-tax Act 2025 s 3(1)
    "NZ": (4, 1),  # Income Tax Act 2007 s YA 1 and YE 1, "tax year"
    "ZA": (3, 1),  # Income Tax Act 58 of 1962 s 1, "year of assessment"
}
# How a sole trader's profit is usually counted; everywhere else by what was earned.
_USUAL: dict[str, Basis] = {
    "DE": "cash",  # EStG section 4(3) and section 11
    "ES": "accrual",  # by option cash, RIRPF art. 7.2
    "GB": "cash",  # the default from 2024-25 on, accruals by election (Finance Act 2024, Schedule 10)
    "IT": "cash",  # the flat-rate regime, Legge 190/2014 art. 1 c. 64
    "NL": "accrual",  # Wet IB 2001 art. 3.25 (goed koopmansgebruik)
    "US": "cash",  # 26 U.S.C. section 446(c)(1)
}


@dataclass(frozen=True, slots=True)
class TaxYear:
    """One tax year: `year` is the calendar year of its first day."""

    country: str
    year: int
    period: Period

    @property
    def usual_basis(self) -> Basis:
        """How profit is usually counted there."""
        return _USUAL.get(country_code(self.country), "accrual")

    @property
    def label(self) -> str:
        """`2026`, or `2025-26` where the year ends in another calendar year than it begins."""
        last = self.period.last_day.year
        return f"{self.year}" if last == self.year else f"{self.year}-{last % 100:02}"


def parse_tax_year(text: str, *, country: str, today: date) -> TaxYear:
    """Return the tax year that was typed: `2025`, `2025-26`, `2025/26`, `this year`, `last year`.

    Args:
        text: what was typed.
        country: ISO 3166 code of the business.
        today: the civil date on which it was typed.

    Raises:
        InvalidInputError: not a year, or two years of which the second does not follow the first.
    """
    start = _STARTS.get(country_code(country), _CALENDAR)
    typed = fold(text)
    both = re.fullmatch(r"([0-9]{4})[-/]([0-9]{2}|[0-9]{4})", typed)
    if both and start != _CALENDAR and int(both[2]) % 100 == (int(both[1]) + 1) % 100:
        typed = both[1]
    try:
        period = parse_period(typed, today=today, country=country, year_start=start)
    except InvalidInputError:
        if re.fullmatch("[0-9]{4}", typed):  # a year outside the calendar
            raise
        raise _not_a_year(text, start) from None
    edges = {(day.month, day.day) for day in (period.start, period.end)}
    if edges != {start} or period.end.year != period.start.year + 1:
        raise _not_a_year(text, start)
    return TaxYear(country, period.start.year, period)


def _not_a_year(text: str, start: tuple[int, int]) -> InvalidInputError:
    message = f"{quoted(text)} is not a tax year."
    also = "" if start == _CALENDAR else ", the year in which it begins, or 2025-26"
    return InvalidInputError(message, f"Write it like 2025{also}.")
