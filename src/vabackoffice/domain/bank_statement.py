"""What a client is told about an hour bank: used, left, lapsing, beyond it, how long it lasts, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_balance import balance_of
from vabackoffice.domain.bank_movement import bank_movement
from vabackoffice.domain.bank_pace import run_out_day
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_turn import included
from vabackoffice.domain.hour_bank import bank_ledger, replay
from vabackoffice.domain.invoice import hours_quantity, line_net
from vabackoffice.domain.money import total
from vabackoffice.domain.overage import overage_prices, price_overage
from vabackoffice.domain.period import Period
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from vabackoffice.domain.bank_balance import BankBalance
    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.contract import BilledTime, Contract
    from vabackoffice.domain.money import Money

_YEAR = timedelta(365)
_DAY = timedelta(1)


class Lapsing(NamedTuple):
    """Seconds that lapse unless they are used by the end of `last_day`."""

    seconds: int
    last_day: date


class NextPeriod(NamedTuple):
    """The first day of the next period with a fee, and the seconds it includes."""

    start: date
    seconds: int


@dataclass(frozen=True, slots=True)
class StatedWork:
    """An entry of the bank: its day, its billed seconds, those of them beyond the bank, and whether it came late."""

    entry: int
    day: date
    seconds: int
    beyond: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class BankStatement:
    """An hour bank in `period` as it stands on `day`, at its end if it is over; hours in seconds, never below zero.

    `available` is what there was to use: what was left before the period, less a debt, and what came in. Of that some
    was used, `lapsed` already, or is `left`. `used` is all work, also what went `beyond` the bank, billed beside it at
    `price` (None where no price is known), or made the `debt` that the next hours pay.
    """

    engagement: str
    period: Period
    day: date
    available: int
    used: int
    lapsed: int
    left: int
    debt: int
    beyond: int
    price: Money | None
    lapsing: tuple[Lapsing, ...]
    run_out: date | None
    next_period: NextPeriod | None
    work: tuple[StatedWork, ...]


def bank_statement(
    contract: Contract, work: Sequence[BilledTime], asked: Period | None, today: date, currency: str
) -> BankStatement:
    """Return the statement of a period.

    Args:
        contract: what was agreed, sold and paused.
        work: all billed time under it.
        asked: the period; None for the present one, or, where hours come from packages alone, for the time since the
            purchase of the first one that is open.
        today: nothing later is in it.
        currency: in which hours beyond the bank are billed.

    Raises:
        ConflictError: the period has not begun, lies outside the agreement, or work does.
    """
    day = _day(contract, asked, today)
    bank = replay(contract, work, day, day_over=False)
    balance = balance_of(bank, day) if bank else None
    if bank is None or balance is None:
        raise _outside(contract, asked)
    period, over = _cut(contract, asked) if asked else _present(bank, day), day < today
    rows = bank_ledger(contract, work, day, day_over=True) if over else bank.rows
    moved, done = bank_movement(rows, period), _work(rows, period, work)
    return BankStatement(
        engagement=contract.engagement,
        period=period,
        day=day,
        available=max(moved.before + moved.came_in, 0),
        used=sum(one.seconds for one in done),
        lapsed=moved.lapsed,
        left=max(moved.after, 0),
        debt=max(-moved.after, 0),
        beyond=moved.beyond,
        price=_price(contract, rows, period, currency),
        lapsing=_lapsing(balance, day, over=over),
        run_out=None if over else _run_out(bank, balance, day),
        next_period=_next_period(bank),
        work=done,
    )


def _day(contract: Contract, asked: Period | None, today: date) -> date:
    """Return the day as of which the statement is: the last of the period that is not to come."""
    last = min(today, contract.last_day or today)
    if asked is None:
        return last
    if asked.start > today:
        message = f"'{asked}' has not begun."
        raise ConflictError(message, "Leave the period out for the present one.")
    if asked.start > last or asked.last_day < contract.first_day:
        raise _outside(contract, asked)
    return min(last, asked.last_day)


def _outside(contract: Contract, asked: Period | None) -> ConflictError:
    end = f" to {contract.last_day}" if contract.last_day else ""
    message = f"'{contract.engagement}' has no hour bank in '{asked}'." if asked else "The hour bank has not begun."
    return ConflictError(message, f"It runs from {contract.first_day}{end}.")


def _cut(contract: Contract, asked: Period) -> Period:
    end = min(asked.end, contract.last_day + _DAY) if contract.last_day else asked.end
    return Period(max(asked.start, contract.first_day), end)


def _present(bank: Replay, day: date) -> Period:
    """Return the bank's period; where no allowance comes in, the time since the first open package was bought."""
    bought = [package.bought_on for package in bank.contract.packages if package.bought_on <= day]
    if bank.now.terms.model == "retainer" or not bought:
        return bank.now.period
    open_since = [package.package.bought_on for package in bank.stock.packages]
    return Period(min(open_since, default=max(bought)), day + _DAY)


def _price(contract: Contract, rows: Sequence[BankRow], period: Period, currency: str) -> Money | None:
    """Return what the hours beyond the bank come to, as invoices round them: by bank period and rate."""
    nets: list[Money] = []
    for one in bank_periods(contract, period.last_day):
        beyond = [row for row in rows if row.kind == "overage" and row.period == one.period]
        if not any(row.day in period for row in beyond):
            continue
        if not overage_prices(one.terms, currency):
            return None
        by_rate: dict[Decimal, int] = {}
        for charge in price_overage(beyond, one.terms, contract.engagement, currency):
            if charge.row.day in period:
                by_rate[charge.rate] = by_rate.get(charge.rate, 0) + charge.seconds
        nets += [line_net(hours_quantity(seconds), rate, currency) for rate, seconds in by_rate.items()]
    return total(nets, currency) if nets else None


def _lapsing(balance: BankBalance, day: date, *, over: bool) -> tuple[Lapsing, ...]:
    by_day: dict[date, int] = {}
    for hours in balance.expiring:
        if hours.last_day == day and over:
            continue  # it has lapsed
        by_day[hours.last_day] = by_day.get(hours.last_day, 0) + hours.seconds
    return tuple(Lapsing(seconds, last_day) for last_day, seconds in by_day.items())


def _run_out(bank: Replay, balance: BankBalance, day: date) -> date | None:
    """Ask until the period ends; where no allowance comes in, until the agreement does, for a year at most."""
    contract, until = bank.contract, bank.now.period.last_day
    if bank.now.terms.model != "retainer":
        until = min(day + _YEAR, contract.last_day or date.max)
    used = [(row.day, abs(row.seconds)) for row in bank.rows if row.entry is not None]
    return run_out_day(balance.seconds, used, day, since=contract.first_day, until=until, pauses=contract.pauses)


def _next_period(bank: Replay) -> NextPeriod | None:
    end = bank.now.period.end
    for one in bank_periods(bank.contract, end + _YEAR):
        if one.period.start >= end and one.terms.model == "retainer" and not one.is_paused:
            return NextPeriod(one.period.start, included(one))
    return None


def _work(rows: Sequence[BankRow], period: Period, work: Sequence[BilledTime]) -> tuple[StatedWork, ...]:
    by_entry: dict[int, list[BankRow]] = {}
    for row in rows:
        if row.entry is not None and row.day in period:
            by_entry.setdefault(row.entry, []).append(row)
    stated = [
        StatedWork(
            time.entry,
            time.day,
            sum(abs(row.seconds) for row in by_entry[time.entry]),
            sum(row.seconds for row in by_entry[time.entry] if row.kind == "overage"),
            is_late=time.late_on is not None,
        )
        for time in work
        if time.entry in by_entry
    ]
    return tuple(sorted(stated, key=lambda one: one.day))
