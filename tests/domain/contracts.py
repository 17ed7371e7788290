"""Random contracts for tests of the hour bank: terms, packages, pauses and work that the book could hold.

What the rules refuse is not made: new terms inside a period of a retainer say `--prorata`, pauses do not overlap, work
and purchases lie inside the agreement. What is merely odd is: months of one day, several packages bought on one day,
a pause over the end of the agreement, work late by months.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from vabackoffice.domain.contract import BilledTime, Contract, Package
from vabackoffice.domain.engagement import PricingModel, Terms
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.rounding import RoundingRule

if TYPE_CHECKING:
    from random import Random

MINUTE = 60
HOUR = 60 * MINUTE
_ANCHORS = {"week": (None, 1, 3, 7), "month": (None, 1, 15, 29, 31), "quarter": (None, 1, 46, 91, 92)}
_CARRY = ("none", "none", "all", "cap:2h", "cap:1h30", "1", "2", "3")
_MODELS: tuple[PricingModel, ...] = ("retainer", "retainer", "retainer", "package", "hourly", "flat")


def random_contract(random: Random) -> tuple[Contract, tuple[BilledTime, ...], date]:
    """Return a contract, the work under it in the order in which it was entered, and a day up to which to ask."""
    first_day = date(2023, 11, 1) + timedelta(random.randrange(240))  # the leap February of 2024 is often inside
    days = random.choice((1, 10, 45, 120, 300))
    last_day = first_day + timedelta(days) if random.random() < 0.5 else None
    horizon = first_day + timedelta(days)
    contract = Contract(
        engagement="acme/inbox",
        terms=_history(random, first_day, horizon),
        first_day=first_day,
        last_day=last_day,
        packages=_packages(random, first_day, horizon),
        pauses=_pauses(random, first_day, horizon),
    )
    asked = horizon if random.random() < 0.7 else _day(random, first_day, horizon)
    return contract, _work(random, first_day, horizon), asked


contracts = st.randoms(use_true_random=False).map(random_contract)


def _day(random: Random, first_day: date, last_day: date) -> date:
    return first_day + timedelta(random.randrange((last_day - first_day).days + 1))


def _history(random: Random, first_day: date, horizon: date) -> tuple[Terms, ...]:
    later = {_day(random, first_day, horizon) for _ in range(random.choice((0, 0, 1, 2)))} - {first_day}
    history: list[Terms] = []
    for valid_from in [first_day, *sorted(later)]:
        before = history[-1] if history else None
        history.append(_terms(random, valid_from, before))
    return tuple(history)


def _terms(random: Random, valid_from: date, before: Terms | None) -> Terms:
    model = random.choice(_MODELS)
    every = random.choice(("week", "month", "month", "quarter"))
    has_hours = model == "retainer" and random.random() < 0.9
    says_every = model == "retainer" or random.random() < 0.3
    return Terms(
        model,
        RoundingRule(),
        valid_from=valid_from,
        hourly_rate=Decimal(40) if model == "hourly" else None,
        fee=Money(random.choice((40000, 33333, 1)), "EUR") if model == "retainer" else None,
        allowance_seconds=random.choice((10 * HOUR, 4 * HOUR, 5 * HOUR + 30 * MINUTE, 100)) if has_hours else None,
        every=every if says_every else None,
        anchor=random.choice(_ANCHORS[every]) if says_every else None,
        in_advance=random.random() < 0.5,
        prorata=(before is not None and before.model == "retainer") or random.random() < 0.3,
        carry=random.choice(_CARRY) if has_hours else "none",
        use_order=random.choice(("allowance-first", "oldest-first")),
        debt=random.choice(("bill", "carry")),
        overage_rate=Decimal(50) if random.random() < 0.5 else None,
        overage_steps="3h:40,50" if random.random() < 0.3 else None,
    )


def _packages(random: Random, first_day: date, horizon: date) -> tuple[Package, ...]:
    packages: list[Package] = []
    bought_on = first_day
    for number in range(1, 1 + random.choice((0, 0, 1, 2, 4))):
        if random.random() < 0.7:  # else on the same day as the one before
            bought_on = _day(random, bought_on, horizon)
        seconds = random.choice((HOUR, 2 * HOUR, 5 * HOUR, 10 * HOUR, 90))
        packages.append(_package(random, number, bought_on, seconds))
    return tuple(packages)


def _package(random: Random, number: int, bought_on: date, seconds: int) -> Package:
    price = Money(seconds, "EUR")
    kind = random.choice(("endless", "named", "days", "first use"))
    if kind == "endless":
        return Package(number, bought_on, seconds, price)
    if kind == "named":
        return Package(number, bought_on, seconds, price, expires_on=bought_on + timedelta(random.choice((0, 5, 40))))
    days = random.choice((1, 7, 30, 60))
    return Package(number, bought_on, seconds, price, expires_days=days, from_first_use=kind == "first use")


def _pauses(random: Random, first_day: date, horizon: date) -> tuple[Period, ...]:
    pauses: list[Period] = []
    earliest = first_day
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        if earliest > horizon:
            break
        start = _day(random, earliest, horizon)
        end = min(start + timedelta(random.choice((1, 4, 20, 31, 70))), horizon + timedelta(1))
        pauses.append(Period(start, end))
        earliest = end
    return tuple(pauses)


def _work(random: Random, first_day: date, horizon: date) -> tuple[BilledTime, ...]:
    work = []
    for entry in range(1, 1 + random.choice((0, 1, 4, 12, 30))):
        day = _day(random, first_day, horizon)
        late_on = _day(random, day, horizon) if random.random() < 0.1 else None
        seconds = random.choice((15 * MINUTE, HOUR, 90 * MINUTE, 3 * HOUR, 8 * HOUR, 1, 0))
        work.append(BilledTime(entry, day, seconds, late_on))
    if random.random() < 0.7:  # else as entered, days mixed
        work.sort(key=lambda time: time.day)
    return tuple(work)
