"""Caps: the most hours or money that an engagement may cost in a week, month or quarter.

What lies above waits for a later period that has room, the oldest first, or lapses, as was agreed. A cap on money lets
through the largest hundredth of an hour that stays under it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import anchored_period
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.invoice import hours_quantity, line_net
from vabackoffice.domain.lines import line_key
from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import Grouping, PricedTime, WorkedEntry

LONGEST_CAP = timedelta(92)  # a quarter
_HUNDREDTH = 36  # seconds


class BilledEntry(NamedTuple):
    """An entry behind a billed line: seconds worked and billed, and whether they were only a part of it."""

    id: int
    day: date
    note: str
    worked: int
    billed: int
    is_part: bool


class BilledLine(NamedTuple):
    """A line of time on a draft or an invoice whose period begins on `document_from`."""

    document_from: date | None
    net: Money
    entries: tuple[BilledEntry, ...]


@dataclass(frozen=True, slots=True)
class CapPeriod:
    """A period of a cap: the terms that set it, and the seconds and money of time that were billed in it before."""

    period: Period
    terms: Terms
    used_seconds: int
    used: Money


@dataclass(frozen=True, slots=True)
class Capped:
    """Time within the cap, and time over it that waits. What lapses is within it, billed with nothing."""

    within: tuple[PricedTime, ...]
    waiting: tuple[PricedTime, ...]


def cap_periods(history: Sequence[Terms], period: Period, billed: Sequence[BilledLine], zero: Money) -> list[CapPeriod]:
    """Return the periods of an engagement's caps that begin in or reach into `period`, with what was billed in them.

    A cap counts in the week, month or quarter in which work is billed: its own, or the later one of the document. The
    terms on its first day, or on which a cap begins in it, decide; days without a cap make no period.
    """
    found: list[CapPeriod] = []
    day = period.start
    while day < period.end:
        terms = _terms_of(history, day)
        if terms is None or not has_cap(terms):
            day = min(
                (one.valid_from for one in history if one.valid_from and one.valid_from > day), default=period.end
            )
            continue
        unit = anchored_period(terms.cap_every, None, day)
        found.append(CapPeriod(unit, terms, *_used(billed, unit, zero)))
        day = unit.end
    return found


def less_parts(entries: Sequence[WorkedEntry], billed: Sequence[BilledLine]) -> list[WorkedEntry]:
    """Return the entries with what a cap let through earlier taken off."""
    parts: dict[int, int] = {}
    for line in billed:
        for one in line.entries:
            parts[one.id] = parts.get(one.id, 0) + (one.billed if one.is_part else 0)
    return [replace(entry, part_billed=entry.part_billed + parts.get(entry.id, 0)) for entry in entries]


def has_cap(terms: Terms) -> bool:
    """Say whether the terms limit hours or money."""
    return terms.cap is not None or terms.cap_seconds is not None


def _terms_of(history: Sequence[Terms], day: date) -> Terms | None:
    reaching = [terms for terms in history if terms.valid_from is None or terms.valid_from <= day]
    return max(reaching, key=lambda terms: terms.valid_from or date.min, default=None)


def _used(billed: Sequence[BilledLine], unit: Period, zero: Money) -> tuple[int, Money]:
    """Return the seconds and the money of lines that count in one period; a line in two is shared out by its time."""
    seconds, money = 0, zero
    for line in billed:
        whole = sum(one.billed for one in line.entries)
        within = sum(one.billed for one in line.entries if max(one.day, line.document_from or one.day) in unit)
        if within:
            seconds += within
            money += line.net.spread([within, whole - within])[0]
    return seconds, money


def cap_time(priced: Sequence[PricedTime], periods: Sequence[CapPeriod], grouping: Grouping) -> Capped:
    """Return what may be billed of `priced`, which is in the order of its days.

    Args:
        priced: time of one engagement, billed in one draft.
        periods: the cap's periods that the draft covers, in order, all with a cap.
        grouping: of the lines, as each of them is rounded to the cent.
    """
    queue = deque(priced)
    within: list[PricedTime] = []
    for one in periods:
        room = _Room(one, grouping)
        over = [item for item in _until(queue, one.period) if not room.take(item)]
        within += room.taken
        if one.terms.over_cap == "lapse":
            within += [_lapsed(item, one.terms) for item in [*room.rest, *over]]
        else:
            queue.extendleft(reversed([*room.rest, *over]))
    return Capped(tuple(within), tuple(queue))


def say_cap(terms: Terms) -> str:
    """Return `20h per month` or `500.00 EUR per week`."""
    most = str(terms.cap) if terms.cap is not None else format_duration(terms.cap_seconds or 0)
    return f"{most} per {terms.cap_every or 'month'}"


def _until(queue: deque[PricedTime], period: Period) -> list[PricedTime]:
    """Take what was worked before the period's end from the queue."""
    found = []
    while queue and queue[0].entry.day < period.end:
        found.append(queue.popleft())
    return found


def _lapsed(item: PricedTime, terms: Terms) -> PricedTime:
    why = f"{format_duration(item.billed)} over the cap of {say_cap(terms)} lapse"
    return replace(item, billed=0, why=(*item.why, why), part=False)


class _Room:
    """What is left under the cap of one period while time is put in, until the first that does not fit."""

    def __init__(self, cap: CapPeriod, grouping: Grouping) -> None:
        self._cap = cap
        self._grouping = grouping
        self._groups: dict[Hashable, tuple[int, Decimal]] = {}
        self._full = False
        self.taken: list[PricedTime] = []
        self.rest: list[PricedTime] = []

    def take(self, item: PricedTime) -> bool:
        """Put in what fits; return False when nothing of it does."""
        fitting = 0 if self._full else self._fitting(item)
        if fitting >= item.billed:
            self._add(item)
            return True
        self._full = True
        if not fitting:
            return False
        most = f"{format_duration(fitting)} of it fit under the cap of {say_cap(self._cap.terms)}"
        part = min(item.worked, fitting)
        self._add(replace(item, worked=part, billed=fitting, why=(*item.why, most), part=True))
        self.rest.append(replace(item, worked=item.worked - part, billed=item.billed - fitting))
        return True

    def _add(self, item: PricedTime) -> None:
        key = line_key(item, self._grouping)
        self._groups[key] = (self._groups.get(key, (0, item.rate))[0] + item.billed, item.rate)
        self.taken.append(item)

    def _fitting(self, item: PricedTime) -> int:
        terms = self._cap.terms
        if terms.cap_seconds is not None:
            used = self._cap.used_seconds + sum(seconds for seconds, _ in self._groups.values())
            return min(item.billed, max(0, terms.cap_seconds - used))
        return self._fitting_money(item)

    def _fitting_money(self, item: PricedTime) -> int:
        most = self._cap.terms.cap or Money.zero(self._cap.used.currency)
        currency, key = most.currency, line_key(item, self._grouping)
        others = [line_net(hours_quantity(s), rate, currency) for k, (s, rate) in self._groups.items() if k != key]
        room = most - self._cap.used - total(others, currency)
        before = self._groups.get(key, (0, item.rate))[0]
        if not item.rate or line_net(hours_quantity(before + item.billed), item.rate, currency).minor <= room.minor:
            return item.billed
        hours = (max(room.amount, Decimal(0)) / item.rate).quantize(Decimal("0.01"), ROUND_FLOOR)
        while line_net(hours + Decimal("0.01"), item.rate, currency).minor <= room.minor:
            hours += Decimal("0.01")
        return min(item.billed, max(0, int(hours * 100) * _HUNDREDTH - before))
