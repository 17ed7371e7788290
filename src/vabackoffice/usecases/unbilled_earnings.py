"""What work earned that is on no document yet, at its present price: hours, tasks, fees, packages, overage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.documents.typography import document_locale
from vabackoffice.documents.words import words
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.invoice import Line, LineSource, hours_quantity, line_net
from vabackoffice.domain.lines import task_lines, time_lines
from vabackoffice.domain.overage import price_overage
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import Tariff, price_hours
from vabackoffice.domain.retainer_fee import fees_due
from vabackoffice.storage.reads.billed_tasks import billed_tasks
from vabackoffice.storage.reads.contracts import read_billed_packages, read_billed_periods
from vabackoffice.storage.reads.earnings import Document
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks
from vabackoffice.usecases.earnings import Earning, document_earnings
from vabackoffice.usecases.engagement_lines import Asked, engagement_lines
from vabackoffice.usecases.holidays_of import surcharge_holidays
from vabackoffice.usecases.manner import Manner
from vabackoffice.usecases.net_lines import net_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vabackoffice.domain.accrual import Done
    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.invoice import LineKind
    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.earnings import Agreement
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank
    from vabackoffice.usecases.earnings import Spell

_LANGUAGE = "en"  # nobody reads the texts of these lines


def unbilled_hours(book: Book, agreement: Agreement, spell: Spell, home: str) -> Iterator[Earning]:
    """Yield what hours that draw on no bank come to, as the next invoice of their engagement would bill them.

    Raises:
        ConflictError: terms or a price do not reach the day of the work.
    """
    row = agreement.row
    if agreement.ever_bank:
        history = read_terms_of(book, row.id, row.currency)
        yield from _of_lines(book, row.client, _hourly_days(book, row, history, [], spell, home), spell)
        return
    manner = Manner(words(_LANGUAGE), document_locale(_LANGUAGE, home))
    payer = read_client(book, row.client)
    asked = Asked(row, payer, home, spell.period, spell.today, row.grouping, manner)
    lines, _ = engagement_lines(book, asked)
    yield from _of_lines(book, row.client, [line for line in lines if line.kind == "time"], spell)


def unbilled_of_bank(
    book: Book, row: EngagementRow, bank: Bank, state: Replay, spell: Spell, uses: Mapping[int, Done], home: str
) -> Iterator[Earning]:
    """Yield what an engagement with an hour bank earned: fees by days, packages by use, overage and hourly days.

    Surcharges on hours that draw on the bank count as soon as they are on a draft.

    Raises:
        ConflictError: terms, a price or a rate do not reach the day of the work.
    """
    name = f"{row.client}/{row.name}"
    billed, on_paper = read_billed_periods(book, row.id, "fee"), read_billed_packages(book, row.id)
    lines = [
        _line("fee", name, fee.amount, fee.period)
        for fee in fees_due(bank.contract, _reach(bank, spell.period))
        if fee.period.start not in billed
    ]
    for package in bank.contract.packages:
        if package.id in uses and package.id not in on_paper:
            source = LineSource("package", package.id, package.bought_on, "")
            lines.append(replace(_line("package", name, package.price, spell.period), sources=(source,)))
    lines += [_line("time", name, amount, spell.period) for amount in _overage(row, bank, state, spell)]
    lines += _hourly_days(book, row, bank.contract.terms, state.rows, spell, home)
    yield from _of_lines(book, row.client, lines, spell, uses)


def unbilled_task_earnings(book: Book, row: EngagementRow, spell: Spell) -> Iterator[Earning]:
    """Yield what done tasks earned that nothing bills.

    Raises:
        ConflictError: no price reaches the day on which a task by the price list was done.
    """
    everything = Period(date.min, spell.today + timedelta(days=1))
    tasks = unbilled_tasks(book, row.client, everything, engagement_id=row.id)
    if any(task.id in spell.tasks for task in tasks):
        lines = task_lines(tasks, row.currency, read_prices(book, row.client), billed_tasks(book, row.client))
        yield from _of_lines(book, row.client, lines, spell)


def _of_lines(
    book: Book, client: str, lines: Sequence[Line], spell: Spell, uses: Mapping[int, Done] | None = None
) -> Iterator[Earning]:
    net = net_lines(book, client, lines, spell.today)
    return document_earnings(Document(client, spell.today, 1, issued=False, lines=net), spell, uses or {})


def _line(kind: LineKind, engagement: str, amount: Money, period: Period) -> Line:
    """Return a line for an amount that belongs to the days of a period."""
    line = Line(kind, "", Decimal(1), "piece", amount.amount, amount, engagement=engagement)
    return replace(line, first_day=period.start, last_day=period.last_day)


def _reach(bank: Bank, period: Period) -> Period:
    """Return the days from the beginning of the agreement to the end of its last bank period that touches `period`."""
    first = bank.contract.first_day
    return Period(first, bank_periods(bank.contract, period.last_day)[-1].period.end)


def _overage(row: EngagementRow, bank: Bank, state: Replay, spell: Spell) -> Iterator[Money]:
    """Yield what hours beyond the bank come to in periods that no document has settled, by period and rate."""
    free = {item.entry for item in bank.raw if item.holder is None}
    for one in bank_periods(bank.contract, spell.period.last_day):
        if one.period.end <= spell.period.start or one.period.start in bank.settled:
            continue
        rows = [found for found in state.rows if found.kind == "overage" and found.period == one.period]
        by_rate: dict[Decimal, int] = {}
        for charge in price_overage(rows, one.terms, bank.contract.engagement, row.currency):
            if charge.row.day in spell.period and (charge.row.entry is None or charge.row.entry in free):
                by_rate[charge.rate] = by_rate.get(charge.rate, 0) + charge.seconds
        for rate, seconds in by_rate.items():
            yield line_net(hours_quantity(seconds), rate, row.currency)


def _hourly_days(
    book: Book, row: EngagementRow, history: Sequence[Terms], rows: Sequence[BankRow], spell: Spell, home: str
) -> list[Line]:
    """Return the lines of work on days whose terms are hourly, less what packages covered."""
    drawn: dict[int, int] = {}
    for found in rows:
        if found.kind == "draw" and found.entry is not None:
            drawn[found.entry] = drawn.get(found.entry, 0) - found.seconds
    entries = [
        replace(entry, part_billed=drawn.get(entry.id, 0))
        for entry in unbilled_entries(book, row.client, spell.period, engagement_id=row.id)
    ]
    days = surcharge_holidays(history, entries, home, read_client(book, row.client))
    name = f"{row.client}/{row.name}"
    tariff = Tariff(row.currency, {name: history}, read_prices(book, row.client), days)
    due = [item for item in price_hours(entries, tariff) if item.billed]
    return time_lines(due, row.currency, row.grouping)
