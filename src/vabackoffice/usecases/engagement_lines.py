"""The lines of one engagement for a period: hours under caps, the hour bank, tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.cap import LONGEST_CAP, cap_periods, cap_time, has_cap, less_parts, say_cap
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.lines import task_lines, time_lines
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import Tariff, not_billed, price_hours
from vabackoffice.storage.reads.billed_tasks import billed_tasks
from vabackoffice.storage.reads.billed_time import read_billed_lines
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.bank_billing import bank_lines
from vabackoffice.usecases.holidays_of import surcharge_holidays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.cap import BilledLine
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.invoice import Line
    from vabackoffice.domain.pricing import BilledBefore, Grouping, PricedTime, WorkedEntry
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank
    from vabackoffice.usecases.manner import Manner


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an engagement of a payer in a period, as seen today, grouped and worded for the document."""

    engagement: EngagementRow
    payer: dict[str, Any]
    home: str
    period: Period
    today: date
    grouping: Grouping
    manner: Manner

    @property
    def name(self) -> str:
        """What is typed for the engagement."""
        return f"{self.engagement.client}/{self.engagement.name}"


def engagement_lines(book: Book, asked: Asked) -> tuple[list[Line], list[str]]:
    """Return the lines of one engagement that nothing bills yet, and what is left out and why.

    Raises:
        ConflictError: terms, a price or a rate do not reach the day of the work.
    """
    row = asked.engagement
    history = read_terms_of(book, row.id, row.currency)
    waits = any(has_cap(one) and one.over_cap == "wait" for one in history)
    bank = read_bank(book, row, asked.today)
    from_start = not waits and bank is None
    entries = unbilled_entries(book, row.client, asked.period, from_start=from_start, engagement_id=row.id)
    billed = _billed_lines(book, asked, history, entries)
    tariff = Tariff(
        row.currency,
        {asked.name: history},
        read_prices(book, row.client),
        surcharge_holidays(history, entries, asked.home, asked.payer),
        {asked.name: _billed_before(billed)},
    )
    lines, left_out = [], []
    if bank is not None:
        lines = bank_lines(
            book, row, bank, {one.id: one for one in entries}, asked.period, asked.today, tariff.holidays, asked.manner
        )
        entries = _less_drawn(bank, entries, asked.period.last_day)
    if not waits:
        entries = [entry for entry in entries if entry.day >= asked.period.start]
    hours, over = _hours(asked, history, billed, price_hours(less_parts(entries, billed), tariff))
    left_out += [*over, *_not_billed(entries, tariff, settled=lines)]
    tasks = unbilled_tasks(book, row.client, asked.period, engagement_id=row.id)
    return [*lines, *hours, *task_lines(tasks, row.currency, tariff.prices, billed_tasks(book, row.client))], left_out


def _billed_lines(
    book: Book, asked: Asked, history: Sequence[Terms], entries: Sequence[WorkedEntry]
) -> list[BilledLine]:
    """Return what was billed of the same days and caps, where the terms ask for it."""
    if not entries or not any(has_cap(one) or one.rounding.level in ("day", "task-day") for one in history):
        return []
    since = max(min(entry.day for entry in entries), asked.period.start)
    return read_billed_lines(book, asked.name, min(since - LONGEST_CAP, entries[0].day))


def _billed_before(billed: Sequence[BilledLine]) -> BilledBefore:
    """Return worked and billed seconds of each day, and of each task on each day."""
    before: BilledBefore = {}
    for line in billed:
        for one in line.entries:
            for group in (one.day, (one.day, one.note.lower())):
                worked, charged = before.get(group, (0, 0))
                before[group] = (worked + one.worked, charged + one.billed)
    return before


def _less_drawn(bank: Bank, entries: Sequence[WorkedEntry], day: date) -> list[WorkedEntry]:
    """Return the entries up to `day` with what packages cover on days whose terms are hourly taken off."""
    drawn: dict[int, int] = {}
    for row in bank_ledger(bank.contract, bank.work, day, day_over=True):
        if row.kind == "draw" and row.entry is not None:
            drawn[row.entry] = drawn.get(row.entry, 0) - row.seconds
    return [replace(entry, part_billed=drawn.get(entry.id, 0)) for entry in entries]


def _hours(
    asked: Asked, history: Sequence[Terms], billed: Sequence[BilledLine], priced: Sequence[PricedTime]
) -> tuple[list[Line], list[str]]:
    """Return the lines of hours within the caps, and what lies above them."""
    due = [item for item in priced if item.billed or not item.entry.part_billed]
    left_out: list[str] = []
    if due and any(map(has_cap, history)):
        first = max(due[0].entry.day, asked.period.start)
        span = Period(first, max(asked.period.end, first + timedelta(days=1)))
        periods = cap_periods(history, span, billed, Money.zero(asked.engagement.currency))
        if periods:
            capped = cap_time(due, periods, asked.grouping)
            due = list(capped.within)
            left_out = _over_cap(asked, periods[-1].terms, capped.waiting)
    words = asked.manner.words["surcharges"]
    return time_lines(due, asked.engagement.currency, asked.grouping, words), left_out


def _over_cap(asked: Asked, terms: Terms, waiting: Sequence[PricedTime]) -> list[str]:
    if not waiting:
        return []
    seconds = format_duration(sum(item.billed for item in waiting))
    return [f"{seconds} of {asked.name} wait over the cap of {say_cap(terms)}, for a later period with room"]


def _not_billed(entries: Sequence[WorkedEntry], tariff: Tariff, settled: Sequence[Line]) -> list[str]:
    """Say which work makes no line of its own, and why; what the lines settle needs no word."""
    done = {source.source_id for line in settled for source in line.sources if source.kind == "entry"}
    reasons: dict[tuple[str, str], int] = {}
    for entry, reason in not_billed(entries, tariff):
        if entry.id not in done:
            reasons[entry.engagement, reason] = reasons.get((entry.engagement, reason), 0) + entry.seconds
    return [f"{format_duration(total)} of {name} is not billed: {why}" for (name, why), total in reasons.items()]
