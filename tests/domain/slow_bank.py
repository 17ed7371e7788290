"""The hour bank a second time, the plain and slow way, to check the engine against: day by day, minute by minute.

Written after docs/hour-bank.md and without the engine's code; in the few places where the page leaves a choice, the
engine's is taken. Nothing is planned ahead: each day begins, its work is drawn, it ends.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.contract import BilledTime, Contract, Package
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.period import Period

DAY = timedelta(1)
MINUTE = 60
Row = tuple[date, str, str, int | None, int, int]  # day, kind, source, entry, seconds, balance
Fee = tuple[date, date, date, int]  # first day, first day after, day it is due, minor units


def slow_bank(contract: Contract, work: Sequence[BilledTime], day: date, *, day_over: bool) -> Bank:
    """Return the bank with its rows up to `day`; those of its end only when `day_over`."""
    bank = Bank(contract)
    today = contract.first_day
    while today <= day and (contract.last_day is None or today <= contract.last_day):
        bank.begin(today)
        for entry in work:
            if entry.draws_on == today:
                bank.draw(entry)
        if today < day or day_over:
            bank.end(today)
        today += DAY
    return bank


def slow_fees(contract: Contract, asked: Period) -> list[Fee]:
    """Return the fees that are due on a day of `asked`."""
    fees = []
    today = contract.first_day
    while today < asked.end and (contract.last_day is None or today <= contract.last_day):
        days = period_from(contract, today)
        terms = holding(contract, today)
        due = days[0] if terms.in_advance else days[-1]
        minor = half_up(terms.fee.minor * share(contract, days)) if terms.fee else 0
        if minor and asked.start <= due < asked.end:
            fees.append((days[0], days[-1] + DAY, due, minor))
        today = days[-1] + DAY
    return fees


def holding(contract: Contract, day: date) -> Terms:
    """Return the terms of a day."""
    return [terms for terms in contract.terms if terms.valid_from is None or terms.valid_from <= day][-1]


def paused(contract: Contract, day: date) -> bool:
    return any(pause.start <= day < pause.end for pause in contract.pauses)


def is_anchor(day: date, terms: Terms) -> bool:
    """Say whether a period of these terms begins on `day`, by the calendar alone."""
    anchor = terms.anchor or 1
    if terms.every == "week":
        return day.isoweekday() == anchor
    if terms.every == "quarter":
        first_month = day.month - (day.month - 1) % 3
        lengths = [calendar.monthrange(day.year, month)[1] for month in range(first_month, first_month + 3)]
        return (day - date(day.year, first_month, 1)).days + 1 == min(anchor, sum(lengths))
    return day.day == min(anchor, calendar.monthrange(day.year, day.month)[1])


def begins(contract: Contract, day: date) -> bool:
    """Say whether a bank period begins on `day`."""
    new_terms = any(terms.valid_from == day for terms in contract.terms)
    return day == contract.first_day or new_terms or is_anchor(day, holding(contract, day))


def period_from(contract: Contract, first: date) -> list[date]:
    """Return the days of the bank period that begins on `first`."""
    days = [first]
    while days[-1] != contract.last_day and not begins(contract, days[-1] + DAY):
        days.append(days[-1] + DAY)
    return days


def share(contract: Contract, days: Sequence[date]) -> Fraction:
    """Return which part of its fee and allowance a period has."""
    terms, after = holding(contract, days[0]), days[-1] + DAY
    worked_days = [day for day in days if not paused(contract, day)]
    ended = days[-1] == contract.last_day
    cut_by_new_terms = not ended and not is_anchor(after, terms) and holding(contract, after).prorata
    if terms.prorata or cut_by_new_terms or len(worked_days) < len(days):
        return Fraction(len(worked_days), days_of_uncut_period(terms, days[0]))
    return Fraction(1)


def days_of_uncut_period(terms: Terms, day: date) -> int:
    first, after = day, day + DAY
    while not is_anchor(first, terms):
        first -= DAY
    while not is_anchor(after, terms):
        after += DAY
    return (after - first).days


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


@dataclass
class Pot:
    """Hours that can be drawn: `age` counts the periods since that of an allowance, `ends` is a package's last day."""

    source: str
    seconds: int
    age: int = 0
    package: Package | None = None
    ends: date | None = None


@dataclass
class Bank:
    """What lies in the bank on one day."""

    contract: Contract
    rows: list[Row] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    allowance: Pot = field(default_factory=lambda: Pot("allowance", 0))
    carried: list[Pot] = field(default_factory=list)
    packages: list[Pot] = field(default_factory=list)
    debt: int = 0
    outside: list[Pot] = field(default_factory=list)
    debt_outside: int = 0
    bought_meanwhile: list[Pot] = field(default_factory=list)
    rules: set[str] = field(default_factory=set)  # those that decided something

    def balance(self) -> int:
        return sum(pot.seconds for pot in [self.allowance, *self.carried, *self.packages]) - self.debt

    def write(self, day: date, kind: str, source: str, seconds: int, entry: int | None = None) -> None:
        self.rows.append((day, kind, source, entry, seconds, self.balance()))

    def resting(self) -> bool:
        """Say whether the whole period is paused: it has no rows of its own."""
        return all(paused(self.contract, day) for day in self.days)

    def begin(self, day: date) -> None:
        if begins(self.contract, day):
            self.days = period_from(self.contract, day)
            if not self.resting():
                self.begin_period(day)
        for package in sorted(self.contract.packages, key=lambda package: package.id):
            if package.bought_on == day:
                self.buy(day, package)

    def begin_period(self, day: date) -> None:
        self.note_period(day)
        self.carry_in(day)
        promised = holding(self.contract, day).allowance_seconds or 0
        part = share(self.contract, self.days)
        seconds = promised if part == 1 else MINUTE * half_up(promised * part / MINUTE)
        if seconds:
            self.allowance = Pot("allowance", seconds)
            self.write(day, "allowance", "allowance", seconds)
            self.pay_debt(self.allowance)

    def carry_in(self, day: date) -> None:
        self.carried, self.outside = self.outside, []
        for pot in self.carried:
            pot.age += 1
        if self.carried:
            self.write(day, "carry_in", "carried", sum(pot.seconds for pot in self.carried))
        if self.debt_outside:
            self.debt, self.debt_outside = self.debt_outside, 0
            self.rules.add("debt carried in")
            self.write(day, "carry_in", "carried", -self.debt)
        for pot in self.bought_meanwhile:
            self.pay_debt(pot)
        self.bought_meanwhile = []

    def buy(self, day: date, package: Package) -> None:
        pot = Pot(f"package:{package.id}", package.seconds, package=package)
        if package.expires_on or not package.from_first_use:
            pot.ends = self.last_usable_day(package, day)
        self.packages.append(pot)
        self.write(day, "purchase", pot.source, package.seconds)
        self.pay_debt(pot)
        if self.debt_outside:
            self.bought_meanwhile.append(pot)

    def note_period(self, day: date) -> None:
        """Remember which rules decided where the period lies and what part of it is given."""
        terms, part = holding(self.contract, day), share(self.contract, self.days)
        resting = any(paused(self.contract, one) for one in self.days)
        cut = len(self.days) != days_of_uncut_period(terms, day)
        found = {
            "new terms": any(later.valid_from == day for later in self.contract.terms[1:]),
            f"every {terms.every}": True,
            "anchor past the last of the month": terms.every == "month" and (terms.anchor or 1) > day.day > 27,
            "days of a pause taken out": resting and part > 0,
            "pro-rata": cut and not resting and terms.prorata,
            "cut by new terms": cut and not resting and not terms.prorata and part != 1,
            "cut and whole": cut and part == 1,
        }
        if terms.model == "retainer":
            self.rules |= {rule for rule, decided in found.items() if decided}

    def pay_debt(self, pot: Pot) -> None:
        paid = min(self.debt, pot.seconds)
        if paid:
            self.rules.add(f"debt paid by {pot.source.partition(':')[0]}")
        self.debt -= paid
        pot.seconds -= paid

    def last_usable_day(self, package: Package, begun: date) -> date | None:
        """Count the days from purchase or first use on; a paused one does not count."""
        if package.expires_on is None and package.expires_days is None:
            return None
        ends = package.expires_on or begun + timedelta(package.expires_days or 0)
        day = begun
        while day <= ends:
            if paused(self.contract, day):
                ends += DAY
                self.rules.add("expiry moved by a pause")
            day += DAY
        return ends

    def draw(self, work: BilledTime) -> None:
        """Draw each minute, near the end of a pot each second, from the first pot that has something left."""
        day = work.draws_on
        terms = holding(self.contract, day)
        self.rules |= {"late work"} if work.late_on else set()
        self.rules.add(f"work on {terms.model} terms" + (", paused" if paused(self.contract, day) else ""))
        if terms.model == "flat":
            return
        pots = [] if paused(self.contract, day) else self.pots_in_order(terms)
        self.note_order(pots, terms)
        beyond = self.beyond(terms, resting=paused(self.contract, day))
        left, drawn, source = work.seconds, 0, ""
        while left:
            pot = next((pot for pot in pots if pot.seconds), None)
            step = MINUTE if left >= MINUTE and (pot is None or pot.seconds >= MINUTE) else 1
            found = pot.source if pot else beyond
            if found != source and drawn:
                self.write_work(day, source, drawn, work.entry)
                drawn = 0
            source = found
            if pot:
                pot.seconds -= step
                self.first_use(pot, day)
            elif source == "debt":
                self.debt += step
            drawn += step
            left -= step
        if drawn:
            self.write_work(day, source, drawn, work.entry)

    def note_order(self, pots: Sequence[Pot], terms: Terms) -> None:
        full = [pot for pot in pots if pot.seconds]
        packages = [pot.package for pot in full if pot.package]
        self.rules |= {"several packages open"} if len(packages) > 1 else set()
        self.rules |= {"packages of one day"} if len({one.bought_on for one in packages}) < len(packages) else set()
        if self.allowance in full and any(pot in full for pot in self.carried):
            self.rules.add(terms.use_order)

    def write_work(self, day: date, source: str, seconds: int, entry: int) -> None:
        self.rules.add(f"drawn from {source.partition(':')[0]}")
        if source == "overage":
            self.write(day, "overage", "overage", seconds, entry)
        elif source != "hourly work":
            self.write(day, "draw", source, -seconds, entry)

    def first_use(self, pot: Pot, day: date) -> None:
        if pot.package and pot.package.from_first_use and pot.ends is None:
            pot.ends = self.last_usable_day(pot.package, day)

    def pots_in_order(self, terms: Terms) -> list[Pot]:
        packages = sorted(self.packages, key=in_order_of_use)
        if terms.use_order == "oldest-first":
            return [*self.carried, self.allowance, *packages]
        return [self.allowance, *self.carried, *packages]

    def beyond(self, terms: Terms, *, resting: bool) -> str:
        if terms.model == "hourly":
            return "hourly work"
        if resting:
            return "overage"
        return "overage" if terms.debt == "bill" else "debt"

    def end(self, day: date) -> None:
        over = day == self.contract.last_day
        if over and self.resting():
            self.carry_in(day)
        period_ends = day == self.days[-1] and (over or not self.resting())
        lapsed_carried, lapsed = self.lapse(over=over) if period_ends else (0, 0)
        if lapsed:
            self.write_lapse(day, "allowance", [self.allowance], lapsed)
        if lapsed_carried:
            self.write_lapse(day, "carried", self.carried, lapsed_carried)
        for pot in self.packages:
            if pot.seconds and (over or pot.ends == day):
                self.write_lapse(day, pot.source, [pot], pot.seconds)
        if over and self.debt:
            owed, self.debt = self.debt, 0
            self.rules.add("debt billed at the end")
            self.write(day, "overage", "overage", owed)
        elif period_ends:
            self.carry_out(day)

    def lapse(self, *, over: bool) -> tuple[int, int]:
        """Return how much lapses of what was carried in, and of the allowance."""
        rule = holding(self.contract, self.days[0]).carry
        carried, left = sum(pot.seconds for pot in self.carried), self.allowance.seconds
        if carried or left:
            self.rules.add("lapse at the end" if over else f"carry {rule.partition(':')[0]}")
        if over or rule == "none":
            return carried, left
        if rule == "all":
            return 0, 0
        if rule.startswith("cap:"):
            too_much = max(0, carried + left - hours(rule.removeprefix("cap:")))
            return min(too_much, carried), max(0, too_much - carried)
        return sum(pot.seconds for pot in self.carried if pot.age >= int(rule)), 0

    def write_lapse(self, day: date, source: str, pots: Sequence[Pot], seconds: int) -> None:
        self.rules.add(f"{source.partition(':')[0]} lapses")
        left = seconds
        for pot in pots:
            gone = min(pot.seconds, left)
            pot.seconds -= gone
            left -= gone
        self.write(day, "expiry", source, -seconds)

    def carry_out(self, day: date) -> None:
        stock = [pot for pot in [*self.carried, self.allowance] if pot.seconds]
        self.outside = [Pot("carried", pot.seconds, pot.age) for pot in stock]
        self.carried, self.allowance = [], Pot("allowance", 0)
        if stock:
            self.write(day, "carry_out", "carried", -sum(pot.seconds for pot in stock))
        if self.debt:
            self.debt_outside, self.debt = self.debt, 0
            self.write(day, "carry_out", "carried", self.debt_outside)


def in_order_of_use(pot: Pot) -> tuple[date, date, int]:
    """Order packages: bought first, ending first, lower number."""
    assert pot.package is not None
    return pot.package.bought_on, pot.ends or date.max, pot.package.id


def hours(text: str) -> int:
    """Return the seconds of `2h`, `90m`, `1h30` or `2`."""
    whole, _, rest = text.partition("h")
    if text.endswith("m") and not rest:
        return int(text.removesuffix("m")) * MINUTE
    return int(whole) * 60 * MINUTE + int(rest.removesuffix("m") or 0) * MINUTE
