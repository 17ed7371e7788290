"""The turn of a bank period: what comes in on its first day, what lapses and what is carried on its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain import bank_words as words
from vabackoffice.domain.civil_date import format_date

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.bank_replay import Replay

_MINUTE = 60
_AT_THE_END = "the agreement ends"


def included(period: BankPeriod) -> int:
    """Return the allowance of a period in seconds; by days it is counted half up to the minute."""
    return period.part_of(period.terms.allowance_seconds or 0, _MINUTE)


def open_period(bank: Replay) -> None:
    """Bring in what was carried, then the allowance; a period paused whole has neither."""
    if bank.now.is_paused:
        return
    day = bank.now.period.start
    _carry_in(bank, day)
    seconds = included(bank.now)
    if seconds:
        paid = bank.stock.add_allowance(seconds, words.name_allowance(seconds, bank.name))
        why = words.say_allowance(seconds, bank.now, bank.name, paid)
        bank.add(day, "allowance", "allowance", seconds, why)


def close_period(bank: Replay) -> None:
    """Let lapse what does, and carry the rest; at the end of the agreement nothing is carried."""
    last = bank.now.period.last_day
    if bank.now.is_last:
        _end(bank, last)
    elif bank.now.is_paused:
        lapse_packages(bank, last)
    else:
        carry = bank.now.terms.carry
        _lapse_hours(bank, last, carry, words.say_rule(carry))
        lapse_packages(bank, last)
        seconds = bank.stock.carry_out()
        if seconds:
            bank.add(last, "carry_out", "carried", -seconds, words.say_carry_out(seconds, bank.name, carry))
        bank.carried_by = bank.name, carry


def lapse_packages(bank: Replay, day: date) -> None:
    """Let the packages lapse whose last usable day is `day` or earlier."""
    for package in bank.stock.ended_packages(day):
        last = package.last_day or day
        why = words.say_lapse(package.left, package.name, f"its last usable day was {format_date(last)}")
        bank.add(last, "expiry", package.source, -package.left, why)


def _carry_in(bank: Replay, day: date) -> None:
    """Bring in what was carried out of the period before."""
    waiting = sum(tranche.left for tranche in bank.stock.waiting)
    seconds = bank.stock.carry_in(words.name_carried(waiting, bank.name))
    if seconds:
        bank.add(day, "carry_in", "carried", seconds, words.say_carry_in(seconds, *bank.carried_by))


def _lapse_hours(bank: Replay, day: date, carry: str, reason: str) -> None:
    pools = bank.stock.allowance, bank.stock.carried
    for pool, lapsed in zip(pools, bank.stock.lapse(carry), strict=True):
        if lapsed:
            bank.add(day, "expiry", pool.source, -lapsed, words.say_lapse(lapsed, pool.name, reason))


def _end(bank: Replay, day: date) -> None:
    """Let everything lapse and bill the debt; what waits in a pause comes in to end here."""
    if bank.now.is_paused:
        _carry_in(bank, day)
    _lapse_hours(bank, day, "none", _AT_THE_END)
    for package in bank.stock.ended_packages(None):
        why = words.say_lapse(package.left, package.name, _AT_THE_END)
        bank.add(day, "expiry", package.source, -package.left, why)
    debt, bank.stock.debt = bank.stock.debt, 0
    if debt:
        bank.add(day, "overage", "overage", debt, words.say_debt_billed(debt, bank.beyond))
