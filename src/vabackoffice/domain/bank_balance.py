"""Where an hour bank stands: what is left and from where, what was used, what lapses when, and whether it is low."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_stock import Stock
from vabackoffice.domain.bank_turn import included
from vabackoffice.domain.hour_bank import replay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.contract import BilledTime, Contract

USUAL_MARK = Decimal(20)  # per cent that are left when the terms name no mark
_FURTHEST = timedelta(366 * 10)  # hours that can be used longer count as without end


class Expiring(NamedTuple):
    """Hours that lapse unless they are used by the end of `last_day`."""

    seconds: int
    last_day: date
    source: str


@dataclass(frozen=True, slots=True)
class BankBalance:
    """A bank on one day, in seconds.

    `left` is by source: `allowance`, `carried`, `package:ID`, and a `debt` as less than nothing. `used` is the work of
    the period so far, overage included; `allowance` what the period includes. `expiring` is ordered by day.
    `promised` is all that the period could or can draw on: allowance, carry-over and whole packages. `beyond` is its
    overage. `until` is the last day of a period with an allowance, else the first on which something lapses, if any.
    `mark` is the share that is low, in per cent.
    """

    left: dict[str, int]
    used: int
    allowance: int
    expiring: tuple[Expiring, ...]
    low: bool
    promised: int = 0
    beyond: int = 0
    until: date | None = None
    mark: Decimal = USUAL_MARK

    @property
    def seconds(self) -> int:
        """All that is left, less a debt."""
        return sum(self.left.values())


def bank_balance(contract: Contract, work: Sequence[BilledTime], day: date) -> BankBalance | None:
    """Return where the bank stands in the course of `day`; None outside the agreement.

    In a period that is paused whole the hours that wait for its end count as `carried`.

    Raises:
        ConflictError: work or a purchase lies outside the agreement.
    """
    bank = replay(contract, work, day, day_over=False)
    return None if bank is None else balance_of(bank, day)


def balance_of(bank: Replay, day: date) -> BankBalance | None:
    """Return where a bank stands that was replayed into the course of `day`; None outside the agreement."""
    if day not in bank.now.period:
        return None
    left, expiring, allowance = _left(bank), tuple(_expiring(bank, day)), included(bank.now)
    rows = [row for row in bank.rows if row.period == bank.now.period]
    lapsing = expiring[0].last_day if expiring else None
    return BankBalance(
        left,
        used=sum(abs(row.seconds) for row in rows if row.entry is not None),
        allowance=allowance,
        expiring=expiring,
        low=_is_low(bank, sum(left.values())),
        promised=_promised(bank, rows),
        beyond=sum(row.seconds for row in rows if row.kind == "overage"),
        until=bank.now.period.last_day if allowance else lapsing,
        mark=_mark(bank),
    )


def _promised(bank: Replay, rows: Sequence[BankRow]) -> int:
    """Return what the period could draw on: allowance, what was carried in, and packages open at some time in it."""
    sources = {row.source for row in rows} | {package.source for package in bank.stock.packages}
    packages = [one.seconds for one in bank.contract.packages if f"package:{one.id}" in sources]
    carried = [row.seconds for row in rows if row.kind == "carry_in" and row.seconds > 0]
    waiting = [tranche.left for tranche in bank.stock.waiting]
    return included(bank.now) + sum(carried) + sum(waiting) + sum(packages)


def _left(bank: Replay) -> dict[str, int]:
    stock = bank.stock
    left = {
        "allowance": stock.allowance.left,
        "carried": stock.carried.left + sum(tranche.left for tranche in stock.waiting),
        **{package.source: package.left for package in stock.packages},
        "debt": -(stock.debt + stock.waiting_debt),
    }
    return {source: seconds for source, seconds in left.items() if seconds}


def _is_low(bank: Replay, left: int) -> bool:
    """Tell whether no more is left than the mark's share of the period's allowance and of the packages still open."""
    promised = included(bank.now) + sum(package.package.seconds for package in bank.stock.packages)
    if not promised and not bank.rows:
        return False
    return left * 100 <= promised * _mark(bank)


def _mark(bank: Replay) -> Decimal:
    mark = bank.now.terms.low_balance
    return USUAL_MARK if mark is None else mark


def _expiring(bank: Replay, day: date) -> list[Expiring]:
    """Return what lapses when nothing more is used and nothing comes in."""
    end = bank.contract.last_day
    packages = [
        Expiring(package.left, min(package.last_day or date.max, end or date.max), package.source)
        for package in bank.stock.packages
        if package.last_day or end
    ]
    return sorted([*packages, *_expiring_hours(bank, day)], key=lambda hours: (hours.last_day, hours.source))


def _expiring_hours(bank: Replay, day: date) -> Iterator[Expiring]:
    """Let the periods to come end one by one, and see what of allowance and carry-over lapses with each."""
    stock = bank.stock
    tranches = [*stock.waiting, *stock.carried.tranches, *stock.allowance.tranches]
    rest = Stock(waiting=[replace(tranche) for tranche in tranches])
    carried = rest.carry_in("") - stock.allowance.left  # it is the older, so it lapses before the allowance
    for period in bank_periods(bank.contract, bank.contract.last_day or day + _FURTHEST):
        if not rest.carried.left:
            break
        if period.period.start < bank.now.period.start or (period.is_paused and not period.is_last):
            continue
        _, lapsed = rest.lapse("none" if period.is_last else period.terms.carry)
        of_carried = min(lapsed, carried)
        carried -= of_carried
        for seconds, source in ((of_carried, "carried"), (lapsed - of_carried, "allowance")):
            if seconds:
                yield Expiring(seconds, period.period.last_day, source)
        rest.carry_out()
        rest.carry_in("")
