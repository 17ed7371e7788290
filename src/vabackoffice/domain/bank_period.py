"""The periods of an hour bank: weeks, months or quarters from an anchor day on, cut where agreement or terms end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.period import Period
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vabackoffice.domain.contract import Contract
    from vabackoffice.domain.engagement import Terms

LATEST_ANCHOR = {"week": 7, "month": 31, "quarter": 92}  # the last day that some week, month or quarter has

_DAY = timedelta(1)
_WEEKDAYS = 7


@dataclass(frozen=True, slots=True)
class BankPeriod:
    """One period under one row of terms.

    `period` is what of the `uncut` period lies in the agreement and its terms; `share` is how much of fee and allowance
    belongs to it, as days over days of the uncut period; `is_last` says that the agreement ends with it.
    """

    period: Period
    uncut: Period
    terms: Terms
    paused_days: int
    share: tuple[int, int]
    is_last: bool

    @property
    def is_paused(self) -> bool:
        """Whether it is paused whole."""
        return self.paused_days == self.period.days

    def part_of(self, whole: int, unit: int = 1) -> int:
        """Return the share of `whole` that belongs to this period, half up to a multiple of `unit` where it is cut."""
        days, of_days = self.share
        return whole if days == of_days else (2 * whole * days + of_days * unit) // (2 * of_days * unit) * unit


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days for which one row of terms holds; `end` None as long as it goes on, `then` the terms that follow."""

    terms: Terms
    start: date
    end: date | None
    then: Terms | None


def anchored_period(every: str | None, anchor: int | None, day: date) -> Period:
    """Return the `week`, `month` (also None) or `quarter` that `day` is in, from anchor day to anchor day.

    Args:
        every: how long it is.
        anchor: the day on which it begins, counted from 1 (of a week: Monday); where there is no such day, the last;
            None: 1.
        day: in it.

    Raises:
        InvalidInputError: it reaches out of the calendar.
    """
    anchor = anchor or 1
    if every == "week":
        start = day - timedelta((day.isoweekday() - anchor) % _WEEKDAYS)
        return Period(start, start + timedelta(_WEEKDAYS))
    unit = _calendar_unit(every, day)
    if _anchor_day(unit, anchor) > day:
        unit = _calendar_unit(every, unit.start - _DAY)
    return Period(_anchor_day(unit, anchor), _anchor_day(_calendar_unit(every, unit.end), anchor))


def check_anchor(every: str, anchor: int) -> None:
    """Refuse an anchor day that no week, month or quarter has.

    Raises:
        InvalidInputError: with the days that there are.
    """
    if not 1 <= anchor <= LATEST_ANCHOR[every]:
        message = f"The anchor day {anchor} does not lie in a {every}."
        raise InvalidInputError(message, f"Count it from 1, which is the first day, to {LATEST_ANCHOR[every]}.")


def uncut_period(terms: Terms, day: date) -> Period:
    """Return the whole week, month or quarter of `terms` that `day` is in."""
    return anchored_period(terms.every, terms.anchor, day)


def bank_periods(contract: Contract, until: date) -> list[BankPeriod]:
    """Return the periods of a contract that begin on or before `until`, in order and without gaps.

    A period goes by days if its terms say so, if it is paused in part, or if terms that say so cut it short: then its
    share is its days that are not paused over the days of the uncut period. Otherwise its share is whole, cut or not.
    """
    return [period for stretch in _stretches(contract) for period in _periods_of(stretch, contract, until)]


def check_terms_start(history: Sequence[Terms], new: Terms) -> None:
    """Refuse terms that begin inside a period of a retainer, unless they say that both periods are cut by days.

    Args:
        history: the other terms of the engagement, in any order. Those that follow must begin at a boundary of `new`.
        new: the terms to be set.

    Raises:
        InvalidInputError: with the next boundaries named.
    """
    ordered = sorted([*history, new], key=lambda terms: terms.valid_from or date.min)
    for before, after in pairwise(ordered):
        if new not in (before, after) or after.valid_from is None or before.model != "retainer" or after.prorata:
            continue
        period = uncut_period(before, after.valid_from)
        if period.start != after.valid_from:
            whose = "The new terms" if after is new else "The terms that follow"
            message = (
                f"{whose} begin on {format_date(after.valid_from)}, inside the period from "
                f"{format_date(period.start)} to {format_date(period.last_day)}."
            )
            hint = f"Begin on {period.start} or {period.end}, or cut both periods by days with '--prorata'."
            raise InvalidInputError(message, hint)


def _calendar_unit(every: str | None, day: date) -> Period:
    if every == "quarter":
        return Period.quarter(day.year, (day.month + 2) // 3)
    return Period.of_month_containing(day)


def _anchor_day(unit: Period, anchor: int) -> date:
    return min(unit.start + timedelta(anchor - 1), unit.last_day)


def _stretches(contract: Contract) -> list[_Stretch]:
    """Return the terms with the days for which they hold, from the first day of the agreement on."""
    first = contract.first_day
    end = contract.last_day + _DAY if contract.last_day else None
    starts = {max(terms.valid_from or first, first): terms for terms in contract.terms}  # the newest of a day holds
    begun = [(start, terms) for start, terms in starts.items() if end is None or start < end]
    following = [*begun[1:], (end, None)]
    return [
        _Stretch(terms, start, next_start, then)
        for (start, terms), (next_start, then) in zip(begun, following, strict=True)
    ]


def _periods_of(stretch: _Stretch, contract: Contract, until: date) -> Iterator[BankPeriod]:
    start = stretch.start
    while start <= until and (stretch.end is None or start < stretch.end):
        uncut = uncut_period(stretch.terms, start)
        period = Period(start, min(uncut.end, stretch.end or uncut.end))
        cut_by = stretch.then if period.end < uncut.end else None
        paused = paused_days(contract.pauses, period)
        by_days = paused > 0 or stretch.terms.prorata or (cut_by is not None and cut_by.prorata)
        yield BankPeriod(
            period,
            uncut,
            stretch.terms,
            paused,
            (period.days - paused if by_days else uncut.days, uncut.days),
            is_last=contract.last_day == period.last_day,
        )
        start = period.end


def paused_days(pauses: Sequence[Period], period: Period) -> int:
    """Return how many days of `period` are paused."""
    overlaps = ((min(pause.end, period.end) - max(pause.start, period.start)).days for pause in pauses)
    return sum(days for days in overlaps if days > 0)
