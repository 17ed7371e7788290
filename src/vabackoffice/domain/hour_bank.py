"""The hour bank: terms, packages, pauses and work replayed into the rows of a ledger (docs/hour-bank.md)."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_draw import draw
from vabackoffice.domain.bank_package import open_package
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_replay import Replay
from vabackoffice.domain.bank_turn import close_period, lapse_packages, open_period
from vabackoffice.domain.bank_words import say_purchase
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.contract import Package
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.contract import BilledTime, Contract

    Event = tuple[date, Package | BilledTime]

_DAY = timedelta(1)


def bank_ledger(contract: Contract, work: Sequence[BilledTime], day: date, *, day_over: bool) -> list[BankRow]:
    """Return the rows of a contract's hour bank up to and including `day`, in order.

    Args:
        contract: what was agreed, sold and paused.
        work: all billed time under it; entries of one day draw in the order given.
        day: the last day of the question.
        day_over: whether what happens at the end of `day` has happened.

    Raises:
        ConflictError: work or a purchase lies outside the agreement.
    """
    bank = replay(contract, work, day, day_over=day_over)
    return bank.rows if bank else []


def replay(contract: Contract, work: Sequence[BilledTime], day: date, *, day_over: bool) -> Replay | None:
    """Return the bank as it is on `day`, with its rows; None before the agreement begins."""
    periods = bank_periods(contract, day)
    if not periods:
        return None
    events = _events(contract, work, day)
    bank = Replay(contract, periods[0])
    for period in periods:
        bank.enter(period)
        open_period(bank)
        last = min(day, period.period.last_day)
        while events and events[0][0] <= last:
            _happen(bank, *events.popleft())
        if period.period.last_day < day or (day_over and period.period.last_day == day):
            lapse_packages(bank, last - _DAY)
            close_period(bank)
        else:
            lapse_packages(bank, last if day_over else last - _DAY)
    return bank


def _events(contract: Contract, work: Sequence[BilledTime], day: date) -> deque[Event]:
    """Return purchases and work up to `day` in the order of their days; on one day the purchases come first."""
    bought = sorted(contract.packages, key=lambda package: (package.bought_on, package.id))
    events: list[Event] = [(package.bought_on, package) for package in bought]
    events += [(time.draws_on, time) for time in work if time.seconds]
    events.sort(key=itemgetter(0))
    for outside in (events[0][0], events[-1][0]) if events else ():
        _refuse_outside(contract, outside)
    return deque(event for event in events if event[0] <= day)


def _refuse_outside(contract: Contract, day: date) -> None:
    if day < contract.first_day:
        message = f"'{contract.engagement}' has no terms on {format_date(day)}."
        hint = f"Say what held then: 'va engagement terms {contract.engagement} --from {day} --hourly RATE'."
        raise ConflictError(message, hint)
    if contract.last_day is not None and day > contract.last_day:
        message = f"'{contract.engagement}' ended on {format_date(contract.last_day)}, before {format_date(day)}."
        raise ConflictError(message, "Work and purchases lie inside the agreement; give them another day.")


def _happen(bank: Replay, day: date, event: Package | BilledTime) -> None:
    if bank.stock.packages:
        lapse_packages(bank, day - _DAY)
    if isinstance(event, Package):
        package = open_package(event, bank.contract.pauses)
        why = say_purchase(package, bank.stock.add_package(package))
        bank.add(day, "purchase", package.source, event.seconds, why)
    else:
        draw(bank, event)
