"""The lines of one engagement for a period: hours under caps, the hour bank, tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.bank_row import drawn_by_entry
from vabackoffice.domain.cap import LONGEST_CAP, cap_periods, cap_time, has_cap, less_parts, say_cap
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import may_bill_hours
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.lines import task_lines, time_lines
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import Tariff, not_billed, price_hours
from vabackoffice.storage.reads.billed_tasks import billed_tasks
from vabackoffice.storage.reads.billed_time import read_billed_lines
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks
from vabackoffice.usecases.bank_billing import bank_lines
from vabackoffice.usecases.holidays_of import surcharge_holidays

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
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
    """What is asked for: an engagement of a payer in a period, as seen today, grouped and worded for the document.

    `bank` is the engagement's hour bank, if it has one; `billed` are the periods for which documents bill the payer.
    """

    engagement: EngagementRow
    payer: dict[str, Any]
    home: str
    period: Period
    today: date
    grouping: Grouping
    manner: Manner
    bank: Bank | None = None
    billed: Sequence[Period] = ()

    @property
    def name(self) -> str:
        """What is typed for the engagement."""
        return f"{self.engagement.client}/{self.engagement.name}"


def engagement_lines(book: Book, asked: Asked) -> tuple[list[Line], list[str]]:
    """Return the lines of one engagement that nothing bills yet, and what is left out and why.

    Raises:
        ConflictError: terms, a price or a rate do not reach the day of the work.
    """
    row, bank = asked.engagement, asked.bank
    history = read_terms_of(book, row.id, row.currency)
    entries = unbilled_entries(book, row.client, asked.period, from_start=False, engagement_id=row.id)
    billed = _billed_lines(book, asked, history, entries)
    drawn = drawn_by_entry(bank_ledger(bank.contract, bank.work, asked.period.last_day, day_over=True)) if bank else {}
    tariff = Tariff(
        row.currency,
        {asked.name: history},
        read_prices(book, row.client),
        surcharge_holidays(history, entries, asked.home, asked.payer),
        {asked.name: _billed_before(billed, bank, drawn, {one.id for one in entries})},
    )
    lines: list[Line] = []
    settling = None
    if bank is not None:
        known = {one.id: one for one in entries}
        lines, settling = bank_lines(book, row, bank, known, asked.period, asked.today, tariff.holidays, asked.manner)
        entries = [replace(entry, part_billed=drawn.get(entry.id, 0)) for entry in entries]
    due = [entry for entry in entries if is_due(entry, history, asked.period, asked.billed)]
    hours, over, waiting = _hours(asked, history, billed, price_hours(less_parts(due, billed), tariff))
    waiting |= {entry.id for entry in entries if entry not in due and may_bill_hours(history, entry.day)}
    tasks = unbilled_tasks(book, row.client, asked.period, engagement_id=row.id)
    lines += [*hours, *task_lines(tasks, row.currency, tariff.prices, billed_tasks(book, row.client))]
    if settling is not None:
        lines = settling.hang_on(lines, waiting)
    return lines, [*over, *_not_billed(due, tariff, settled=lines)]


def is_due(entry: WorkedEntry, history: Sequence[Terms], period: Period, billed: Sequence[Period]) -> bool:
    """Say whether unbilled work belongs on a document for `period`.

    Older work does if it may have waited over a cap, or is hourly and came in late, when its own period was `billed`.
    """
    is_late = may_bill_hours(history, entry.day) and any(entry.day in one for one in billed)
    return entry.day >= period.start or is_late or _waits(history)


def _waits(history: Sequence[Terms]) -> bool:
    """Say whether older work may have waited over a cap until now."""
    return any(has_cap(one) and one.over_cap == "wait" for one in history)


def _billed_lines(
    book: Book, asked: Asked, history: Sequence[Terms], entries: Sequence[WorkedEntry]
) -> list[BilledLine]:
    """Return what was billed of the same days and caps, where the terms ask for it."""
    if not entries or not any(has_cap(one) or one.rounding.level in ("day", "task-day") for one in history):
        return []
    since = max(min(entry.day for entry in entries), asked.period.start)
    return read_billed_lines(book, asked.name, min(since - LONGEST_CAP, entries[0].day))


def _billed_before(
    billed: Sequence[BilledLine], bank: Bank | None, drawn: Mapping[int, int], unbilled: Container[int]
) -> BilledBefore:
    """Return worked and billed seconds of each day, and of each task on each day, of work that is billed whole."""
    rows = [
        (one.id, one.day, one.note.lower(), one.worked, one.billed)
        for line in billed
        for one in line.entries
        if one.id not in unbilled
    ]
    by_the_hour: dict[int, int] = {}
    for entry, _, _, worked, _ in rows:
        by_the_hour[entry] = by_the_hour.get(entry, 0) + worked
    for one in bank.raw if bank else ():
        if one.entry in drawn and one.entry not in unbilled:
            rest = one.seconds - by_the_hour.get(one.entry, 0)
            rows.append((one.entry, one.day, one.task, rest, drawn[one.entry]))
    before: BilledBefore = {}
    for _, day, task, worked, charged in rows:
        for group in (day, (day, task)):
            so_far = before.get(group, (0, 0))
            before[group] = (so_far[0] + worked, so_far[1] + charged)
    return before


def _hours(
    asked: Asked, history: Sequence[Terms], billed: Sequence[BilledLine], priced: Sequence[PricedTime]
) -> tuple[list[Line], list[str], set[int]]:
    """Return the lines of hours within the caps, what lies above them, and the entries of which a part does."""
    due = [item for item in _marked_late(asked, history, priced) if item.billed or not item.entry.part_billed]
    left_out: list[str] = []
    waiting: set[int] = set()
    if due and any(map(has_cap, history)):
        first = max(due[0].entry.day, asked.period.start)
        span = Period(first, max(asked.period.end, first + timedelta(days=1)))
        periods = cap_periods(history, span, billed, Money.zero(asked.engagement.currency))
        if periods:
            capped = cap_time(due, periods, asked.grouping)
            due = list(capped.within)
            left_out = _over_cap(asked, periods[-1].terms, capped.waiting)
            waiting = {item.entry.id for item in capped.waiting}
    words = asked.manner.words["surcharges"]
    return time_lines(due, asked.engagement.currency, asked.grouping, words), left_out, waiting


def _marked_late(asked: Asked, history: Sequence[Terms], priced: Sequence[PricedTime]) -> list[PricedTime]:
    """Let work of an earlier period say that it comes late; what may have waited over a cap does not."""
    if _waits(history):
        return list(priced)
    return [
        item
        if item.entry.day >= asked.period.start
        else replace(
            item, why=(*item.why, f"late: work of {format_date(item.entry.day)}, whose period was billed before")
        )
        for item in priced
    ]


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
