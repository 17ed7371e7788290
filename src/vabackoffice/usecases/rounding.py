"""What rounding does to the bill: hours worked, hours billed by the rules agreed, and by another rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.lines import time_lines
from vabackoffice.domain.money import Money, total
from vabackoffice.domain.pricing import Tariff, price_hours
from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.contracts import read_packages
from vabackoffice.storage.reads.hourly_work import read_billable_work
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.holidays_of import surcharge_holidays
from vabackoffice.usecases.net_lines import net_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import PricedTime, WorkedEntry
    from vabackoffice.domain.rounding import RoundingRule
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow


class RoundingRow(NamedTuple):
    """Seconds worked, billed, and billed by the other rule, with the net of both; `rules` are those agreed."""

    name: str
    rules: tuple[str, ...]
    worked: int
    billed: int
    amount: Money
    other_billed: int
    other_amount: Money

    @property
    def more_seconds(self) -> int:
        """How much more the other rule bills."""
        return self.other_billed - self.billed

    @property
    def more(self) -> Money:
        """How much dearer the other rule is."""
        return self.other_amount - self.amount


@dataclass(frozen=True, slots=True)
class RoundingReport:
    """The engagements billed by the hour, one total for each currency, and what could not be counted."""

    period: Period
    rule: RoundingRule | None
    rows: tuple[RoundingRow, ...]
    totals: tuple[RoundingRow, ...]
    remarks: tuple[str, ...]


def report_rounding(book: Book, period: Period, rule: RoundingRule | None, today: date) -> RoundingReport:
    """Return what the hours of a period come to by the rules agreed, and by `rule` where there is one.

    All billable time of days with hourly terms counts, billed already or not, as if each month were billed for itself
    and at once: priced by what held on its day, on lines as the engagement groups them. Caps are left aside, and so
    is work that draws on a package.

    Args:
        book: the open book.
        period: the days; of a month that they cut, the part.
        rule: rounds instead of the rules agreed; None leaves them.
        today: the present.
    """
    rows: list[RoundingRow] = []
    remarks: list[str] = []
    home = read_business(book)["country"]
    for engagement, entries in read_billable_work(book, period):
        try:
            rows += _row(book, engagement, entries, rule, home, today)
        except BackOfficeError as error:
            remarks.append(f"{engagement.client}/{engagement.name} is not counted: {error.message}")
    return RoundingReport(period, rule, tuple(rows), tuple(_totals(rows)), tuple(remarks))


def _row(
    book: Book,
    engagement: EngagementRow,
    entries: Sequence[WorkedEntry],
    rule: RoundingRule | None,
    home: str,
    today: date,
) -> Iterator[RoundingRow]:
    history = read_terms_of(book, engagement.id, engagement.currency)
    if all(terms.model != "hourly" for terms in history):
        return
    name = f"{engagement.client}/{engagement.name}"
    days = surcharge_holidays(history, entries, home, read_client(book, engagement.client))
    tariff = Tariff(engagement.currency, {name: history}, read_prices(book, engagement.client), days)
    other = replace(tariff, terms={name: [_rounded(terms, rule) for terms in history]}) if rule else tariff
    own = _not_drawn(book, engagement, entries, today)
    priced, amount = _priced(book, own, tariff, engagement, today)
    if not priced:
        return
    other_priced, other_amount = _priced(book, own, other, engagement, today) if rule else (priced, amount)
    yield RoundingRow(
        name,
        tuple(dict.fromkeys(item.rounding for item in priced)),
        sum(item.worked for item in priced),
        sum(item.billed for item in priced),
        amount,
        sum(item.billed for item in other_priced),
        other_amount,
    )


def _rounded(terms: Terms, rule: RoundingRule | None) -> Terms:
    return replace(terms, rounding=rule) if rule and terms.model == "hourly" else terms


def _not_drawn(
    book: Book, engagement: EngagementRow, entries: Sequence[WorkedEntry], today: date
) -> Sequence[WorkedEntry]:
    """Return the entries without those that draw on a package."""
    last = entries[-1].day
    packages = read_packages(book, engagement.id, engagement.currency)
    if not any(one.bought_on <= last for one in packages):
        return entries
    bank = read_bank(book, engagement, today)
    rows = bank_ledger(bank.contract, bank.work, last, day_over=True) if bank else []
    drawn = {row.entry for row in rows if row.kind == "draw"}
    return [entry for entry in entries if entry.id not in drawn]


def _priced(
    book: Book, entries: Sequence[WorkedEntry], tariff: Tariff, engagement: EngagementRow, today: date
) -> tuple[list[PricedTime], Money]:
    """Return the priced time, month by month, and what its lines come to."""
    months: dict[tuple[int, int], list[WorkedEntry]] = {}
    for entry in entries:
        months.setdefault((entry.day.year, entry.day.month), []).append(entry)
    priced = [price_hours(month, tariff) for month in months.values()]
    lines = [line for month in priced for line in time_lines(month, engagement.currency, engagement.grouping)]
    nets = [line.net for line in net_lines(book, engagement.client, lines, today)]
    return [item for month in priced for item in month], total(nets, engagement.currency)


def _totals(rows: Sequence[RoundingRow]) -> Iterator[RoundingRow]:
    for currency in dict.fromkeys(row.amount.currency for row in rows):
        own = [row for row in rows if row.amount.currency == currency]
        yield RoundingRow(
            "Total",
            (),
            sum(row.worked for row in own),
            sum(row.billed for row in own),
            total([row.amount for row in own], currency),
            sum(row.other_billed for row in own),
            total([row.other_amount for row in own], currency),
        )
