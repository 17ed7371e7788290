"""The fees of a retainer: one for each bank period, by days where the period is cut or paused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_words import name_period
from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.contract import Contract
    from vabackoffice.domain.period import Period


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee for the days of `period`, due on `due_on`, with its reasons in plain words."""

    period: Period
    due_on: date
    amount: Money
    reasons: tuple[str, ...]


def fees_due(contract: Contract, period: Period) -> list[Fee]:
    """Return the fees that fall due within `period`: in advance on the first day of theirs, in arrears on its last.

    A bank period that is paused whole, and the time after the end of the agreement, cost nothing.
    """
    fees = [_fee(bank_period) for bank_period in bank_periods(contract, period.last_day)]
    return [fee for fee in fees if fee is not None and fee.due_on in period and fee.amount]


def _fee(bank_period: BankPeriod) -> Fee | None:
    terms, billed = bank_period.terms, bank_period.period
    if terms.model != "retainer" or terms.fee is None or bank_period.is_paused:
        return None
    return Fee(
        billed,
        due_on=billed.start if terms.in_advance else billed.last_day,
        amount=Money(bank_period.part_of(terms.fee.minor), terms.fee.currency),
        reasons=tuple(_reasons(bank_period, terms.fee)),
    )


def _reasons(bank_period: BankPeriod, fee: Money) -> list[str]:
    when = "in advance" if bank_period.terms.in_advance else "in arrears"
    reasons = [f"{fee} for {name_period(bank_period.uncut)}, billed {when}"]
    days, of_days = bank_period.share
    if days != of_days:
        reasons.append(f"{days} of {of_days} days")
    if bank_period.paused_days:
        count = f"{bank_period.paused_days} days" if bank_period.paused_days > 1 else "1 day"
        reasons.append(f"paused for {count}")
    return reasons
