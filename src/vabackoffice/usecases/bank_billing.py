"""What an hour bank brings on an invoice: fees, packages, hours beyond it and surcharges on its hours.

Bank periods are settled in order, each once. What a draft settles hangs on the first of its lines for the engagement,
whatever that bills; when there is none, the periods stay open and are settled later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.documents.typography import clock, span
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_row import drawn_by_entry
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.invoice import Line, LineSource, hours_quantity, line_net
from vabackoffice.domain.overage import overage_prices, price_overage
from vabackoffice.domain.retainer_fee import fees_due
from vabackoffice.domain.rounding import share_out
from vabackoffice.domain.surcharge import say_surcharges, stretches, total_percent
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.contracts import read_billed_packages, read_billed_periods
from vabackoffice.usecases.bank import sold_in

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.contract import BilledTime, Package
    from vabackoffice.domain.overage import OverageCharge
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import WorkedEntry
    from vabackoffice.domain.retainer_fee import Fee
    from vabackoffice.domain.surcharge import Surcharge
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank
    from vabackoffice.usecases.manner import Manner


def bank_lines(
    book: Book,
    engagement: EngagementRow,
    bank: Bank,
    entries: Mapping[int, WorkedEntry],
    period: Period,
    today: date,
    holidays: Container[date],
    manner: Manner,
) -> tuple[list[Line], Settling | None]:
    """Return the lines that the bank of an engagement brings when `period` is billed, and what settles its periods.

    Args:
        book: the open book.
        engagement: whose bank it is.
        bank: its contract and work.
        entries: the work that nothing bills yet, by id.
        period: fees due and packages sold in it are billed, and every bank period that ends by then.
        today: a bank period that goes on after it is not over yet.
        holidays: civil dates on which a holiday's surcharge holds.
        manner: how lines are worded.

    Raises:
        ConflictError: hours beyond the bank, or a surcharge, have no rate.
    """
    contract = bank.contract
    fees, packages = unbilled_sales(book, engagement, bank, period)
    lines = [_fee_line(fee, engagement, contract.engagement, bank, manner) for fee in fees]
    lines += [_package_line(package, contract.engagement, manner) for package in packages]
    over = _periods_over(bank, period, today)
    if over:
        rows = bank_ledger(contract, bank.work, over[-1].period.last_day, day_over=True)
        settling = Settling(engagement, bank, entries, holidays, manner, tuple(over), rows)
        return [*lines, *settling.lines()], settling
    return lines, None


def unbilled_sales(
    book: Book, engagement: EngagementRow, bank: Bank, period: Period
) -> tuple[list[Fee], list[Package]]:
    """Return the fees due and the packages sold in a period that nothing bills yet."""
    billed_fees = read_billed_periods(book, engagement.id, "fee")
    billed_packages = read_billed_packages(book, engagement.id)
    return (
        [fee for fee in fees_due(bank.contract, period) if fee.period.start not in billed_fees],
        [package for package in sold_in(bank.contract.packages, period) if package.id not in billed_packages],
    )


def _periods_over(bank: Bank, period: Period, today: date) -> list[BankPeriod]:
    """Return the bank periods that end within what is billed and are not settled yet."""
    return [
        one
        for one in bank_periods(bank.contract, period.last_day)
        if one.period.last_day <= min(period.last_day, today) and one.period.start not in bank.settled
    ]


def _fee_line(fee: Fee, engagement: EngagementRow, name: str, bank: Bank, manner: Manner) -> Line:
    first, last = fee.period.start, fee.period.last_day
    every = next(one.terms.every for one in bank_periods(bank.contract, first) if one.period.start == first)
    return Line(
        kind="fee",
        text=manner.words["retainer"].format(period=span(first, last, manner.locale)),
        quantity=Decimal(1),
        unit=every or "month",
        unit_price=fee.amount.amount,
        net=fee.amount,
        reasons=fee.reasons,
        engagement=name,
        first_day=first,
        last_day=last,
        sources=(LineSource("fee", engagement.id, first, ""),),
    )


def _package_line(package: Package, name: str, manner: Manner) -> Line:
    return Line(
        kind="package",
        text=manner.words["package"].format(hours=clock(package.seconds)),
        quantity=Decimal(1),
        unit="package",
        unit_price=package.price.amount,
        net=package.price,
        reasons=(f"{format_duration(package.seconds)} sold on {package.bought_on} for {package.price}",),
        engagement=name,
        first_day=package.bought_on,
        last_day=package.bought_on,
        sources=(LineSource("package", package.id, package.bought_on, ""),),
    )


@dataclass(frozen=True, slots=True)
class Settling:
    """The bank periods that a draft settles, and the ledger up to their end."""

    engagement: EngagementRow
    bank: Bank
    entries: Mapping[int, WorkedEntry]
    holidays: Container[date]
    manner: Manner
    over: tuple[BankPeriod, ...]
    rows: Sequence[BankRow]

    def lines(self) -> list[Line]:
        """Return what is billed beside the bank: hours beyond it, a debt at its end, surcharges."""
        found: list[Line] = []
        for one in self.over:
            rows = [row for row in self.rows if row.period == one.period]
            charges = price_overage(rows, one.terms, self.bank.contract.engagement, self.engagement.currency)
            by_rate: dict[Decimal, list[OverageCharge]] = {}
            for charge in charges:
                if charge.row.entry is not None and charge.row.entry not in self.entries:
                    continue  # on an earlier invoice; it counts for the steps alone
                by_rate.setdefault(charge.rate, []).append(charge)
            found += [self._overage_line(one.period, group) for group in by_rate.values()]
            found += self._surcharge_lines(one)
        return found

    def hang_on(self, lines: list[Line], waiting: Container[int]) -> list[Line]:
        """Let the first line claim the settled periods and the work that drew on the bank in them.

        Args:
            lines: all lines of the engagement on the draft.
            waiting: entries of hourly days whose rest, if there is one, is billed later.
        """
        if not lines:
            return lines
        sources = [LineSource("bank", self.engagement.id, one.period.start, "") for one in self.over]
        shared = {one.source_id for line in lines for one in line.sources if one.kind in ("entry", "part")}
        drawn = drawn_by_entry(self.rows)
        for time in self._work():
            seconds = drawn.get(time.entry, 0)
            waits = time.entry in waiting and seconds != time.seconds
            if seconds or waits or not time.seconds:  # what is billed by other lines alone needs no mark
                source = self._source(time.entry, seconds, whole=time.entry not in shared and not waits)
                sources.append(replace(source, kind="part") if waits else source)
        reasons = (*lines[0].reasons, *self._late())
        return [replace(lines[0], sources=(*lines[0].sources, *sources), reasons=reasons), *lines[1:]]

    def _late(self) -> list[str]:
        """Say which work came in after its own period was billed, and so counts in one that is settled now."""
        days = [time.day for time in self.bank.work if time.late_on and time.entry in self.entries]
        return [f"late: work of {format_date(day)}, whose period was billed before" for day in dict.fromkeys(days)]

    def _work(self) -> list[BilledTime]:
        """Return the work that draws in the settled periods; some on hourly days may be on an earlier invoice."""
        periods = [one.period for one in self.over]
        work = [time for time in self.bank.work if time.entry in self.entries]
        return [time for time in work if any(time.draws_on in period for period in periods)]

    def _overage_line(self, period: Period, group: Sequence[OverageCharge]) -> Line:
        rate = group[0].rate
        quantity = hours_quantity(sum(charge.seconds for charge in group))
        said = span(period.start, period.last_day, self.manner.locale)
        owed = all(charge.row.entry is None for charge in group)
        return Line(
            kind="time",
            text=self.manner.words["owed_hours" if owed else "extra_hours"].format(period=said),
            quantity=quantity,
            unit="hour",
            unit_price=rate,
            net=line_net(quantity, rate, self.engagement.currency),
            reasons=tuple(dict.fromkeys(charge.why for charge in group)),
            engagement=self.bank.contract.engagement,
            first_day=period.start,
            last_day=period.last_day,
            sources=tuple(
                self._source(charge.row.entry, charge.seconds, whole=self._is_whole(charge))
                for charge in group
                if charge.row.entry is not None
            ),
        )

    def _is_whole(self, charge: OverageCharge) -> bool:
        return sum(abs(row.seconds) for row in self.rows if row.entry == charge.row.entry) == charge.seconds

    def _source(self, entry: int, billed: int, *, whole: bool) -> LineSource:
        """Return an entry behind a line; where others bill the rest of it, with the time that this one bills."""
        worked = self.entries[entry]
        return LineSource("entry", entry, worked.day, worked.note, worked.seconds if whole else billed, billed)

    def _surcharge_lines(self, one: BankPeriod) -> list[Line]:
        if not one.terms.surcharges:
            return []
        by_rules: dict[tuple[Surcharge, ...], int] = {}
        for time in self.bank.work:
            if time.draws_on in one.period and time.entry in self.entries:
                for rules, seconds in self._dear(time, one):
                    by_rules[rules] = by_rules.get(rules, 0) + seconds
        return [self._surcharge_line(one, rules, seconds) for rules, seconds in by_rules.items() if rules]

    def _dear(self, time: BilledTime, one: BankPeriod) -> list[tuple[tuple[Surcharge, ...], int]]:
        parts = stretches(self.entries[time.entry], one.terms.surcharges, self.holidays)
        shares = share_out([part.seconds for part in parts], time.seconds)
        return [(part.surcharges, share) for part, share in zip(parts, shares, strict=True) if share]

    def _surcharge_line(self, one: BankPeriod, rules: tuple[Surcharge, ...], seconds: int) -> Line:
        currency = self.engagement.currency
        prices = overage_prices(one.terms, currency)
        name = self.bank.contract.engagement
        if not prices:
            message = f"No rate is known for the surcharge on {format_duration(seconds)} of '{name}'."
            raise ConflictError(message, f"Set one: 'va engagement terms {name} --from DATE --overage RATE'.")
        percent = total_percent(rules, compound=one.terms.compound)
        price = prices[0][1] * percent / 100
        quantity = hours_quantity(seconds)
        said = ", ".join(
            f"{self.manner.words['surcharges'].get(rule.rule, rule.rule)} +{rule.percent:f}%" for rule in rules
        )
        return Line(
            kind="surcharge",
            text=f"{self.manner.words['surcharge']} ({said})",
            quantity=quantity,
            unit="hour",
            unit_price=price,
            net=line_net(quantity, price, currency),
            reasons=(say_surcharges(rules, compound=one.terms.compound),),
            engagement=name,
            first_day=one.period.start,
            last_day=one.period.last_day,
        )
