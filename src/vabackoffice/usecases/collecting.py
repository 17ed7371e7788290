"""Collecting what a client owes for a period: hours, tasks, fees, packages, and what is left out and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.documents.typography import document_locale
from vabackoffice.documents.words import words
from vabackoffice.domain.bank_row import drawn_by_entry
from vabackoffice.domain.draft import Draft
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import may_bill_hours
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.period import Period
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.billed_time import read_billed_spans
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.storage.reads.terms import read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.bank_billing import unbilled_sales
from vabackoffice.usecases.engagement_lines import Asked, engagement_lines, is_due
from vabackoffice.usecases.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.contract import Package
    from vabackoffice.domain.invoice import Line
    from vabackoffice.domain.pricing import Grouping, WorkedEntry
    from vabackoffice.domain.retainer_fee import Fee
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank

    Banks = Sequence[tuple[EngagementRow, Bank | None]]


@dataclass(frozen=True, slots=True)
class Collected:
    """What a client owes for a period: drafts not yet written, one per currency, and what is left out and why."""

    drafts: tuple[Draft, ...]
    left_out: tuple[str, ...]


def collect(book: Book, client: str, period: Period, today: date, grouping: Grouping | None = None) -> Collected:
    """Price everything of the period that nothing has claimed yet; writes nothing.

    Args:
        book: the open book.
        client: a known handle.
        period: work outside it is left out, and said.
        today: hour banks are settled up to this day.
        grouping: how lines are grouped; the engagements' own when None.

    Raises:
        ConflictError: the terms of an engagement do not reach back to the day of the work.
    """
    payer = read_client(book, client)
    language, home = payer["language"], read_business(book)["country"]
    manner = Manner(words(language), document_locale(language, home))
    lines: dict[str, list[Line]] = {}
    left_out: list[str] = []
    banks = [(row, read_bank(book, row, today)) for row in engagements(book, client)]
    billed = read_billed_spans(book, client)
    for engagement, bank in banks:
        asked = Asked(engagement, payer, home, period, today, grouping or engagement.grouping, manner, bank, billed)
        found, reasons = engagement_lines(book, asked)
        unnamed = manner.words["assistance"]
        lines.setdefault(engagement.currency, []).extend(replace(line, text=line.text or unnamed) for line in found)
        left_out += reasons
    with_vat = bool(payer["prices_include_vat"])
    drafts = tuple(
        Draft(client, currency, tuple(found), period, prices_include_vat=with_vat)
        for currency, found in lines.items()
        if found
    )
    return Collected(drafts, (*left_out, *_older(book, client, period, banks, billed)))


def collect_until(book: Book, client: str, today: date, grouping: Grouping | None = None) -> Collected:
    """Price everything until today that nothing has claimed; the period of each draft is that of its own work."""
    collected = collect(book, client, Period(date.min, today + timedelta(days=1)), today, grouping)
    return replace(collected, drafts=tuple(replace(draft, period=_worked(draft)) for draft in collected.drafts))


def _worked(draft: Draft) -> Period:
    days = [day for line in draft.lines for day in (line.first_day, line.last_day) if day]
    return Period(min(days), max(days) + timedelta(days=1))


def refuse_nothing_to_bill(client: str, period: Period | None, collected: Collected) -> None:
    """Refuse to draft nothing, and say what was left out or where to look."""
    if collected.drafts:
        return
    message = f"There is nothing to bill for '{client}'" + (f" in {period}." if period else " until today.")
    look = f"'va entries{f' {period}' if period else ''} --client {client}' shows what there is."
    raise ConflictError(message, collected.left_out[0] if collected.left_out else look)


def _older(book: Book, client: str, period: Period, banks: Banks, billed: Sequence[Period]) -> list[str]:
    """Say what was done, sold or due before the period and never billed, hours of flat fees and retainers aside."""
    histories = {f"{client}/{row.name}": read_terms_of(book, row.id, row.currency) for row, _ in banks}
    entries = [
        entry
        for entry in unbilled_entries(book, client, period, from_start=False)
        if may_bill_hours(histories[entry.engagement], entry.day)
        if not is_due(entry, histories[entry.engagement], period, billed)
    ]
    entries = _not_prepaid(entries, banks) if entries else []
    tasks = [task for task in unbilled_tasks(book, client, period, from_start=False) if task.day < period.start]
    fees, packages = _older_sales(book, banks, period)
    days = [*(entry.day for entry in entries), *(task.day for task in tasks)]
    days += [*(fee.due_on for fee in fees), *(package.bought_on for package in packages)]
    if not days:
        return []
    parts = [format_duration(sum(entry.seconds for entry in entries))] if entries else []
    counts = {"task": len(tasks), "retainer fee": len(fees), "package": len(packages)}
    parts += [f"{count} {what}{'s' if count > 1 else ''}" for what, count in counts.items() if count]
    what = f"{' and '.join(parts)} since {min(days)}"
    return [f"{what}, older and unbilled: 'va invoice draft {client} {min(days)}..{period.last_day}'"]


def _not_prepaid(entries: Sequence[WorkedEntry], banks: Banks) -> list[WorkedEntry]:
    """Return the entries, ordered by day, without those that packages cover."""
    drawn: dict[int, int] = {}
    for _, bank in banks:
        if bank is not None:
            drawn |= drawn_by_entry(bank_ledger(bank.contract, bank.work, entries[-1].day, day_over=True))
    return [entry for entry in entries if drawn.get(entry.id, 0) < entry.seconds]


def _older_sales(book: Book, banks: Banks, period: Period) -> tuple[list[Fee], list[Package]]:
    fees: list[Fee] = []
    packages: list[Package] = []
    for row, bank in banks:
        if bank is not None and bank.contract.first_day < period.start:
            due, sold = unbilled_sales(book, row, bank, Period(bank.contract.first_day, period.start))
            fees += due
            packages += sold
    return fees, packages
