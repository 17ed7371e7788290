"""The sentences of the hour bank: why each row is there, with its figures and dates."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.words import MONTH_NAMES

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_package import OpenPackage
    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.contract import BilledTime
    from vabackoffice.domain.period import Period

_hours = lru_cache(4096)(format_duration)  # the same few figures come back in thousands of rows


def name_period(period: Period) -> str:
    """Return `March 2026`, `Q1 2026`, `10-31 March 2026`, or `15 February - 14 March 2026`."""
    year, _, part = str(period).partition("-")
    if part.isdecimal():
        return f"{MONTH_NAMES[int(part) - 1]} {year}"
    if part.startswith("Q"):
        return f"{part} {year}"
    if period.days == 1:
        return format_date(period.start)
    first, last = period.start, period.last_day
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{_day_month(last)} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_day_month(first)}{year} - {_day_month(last)} {last.year}"


def name_allowance(seconds: int, period: str) -> str:
    """Return `the 10h included in March 2026`."""
    return f"the {_hours(seconds)} included in {period}"


def name_carried(seconds: int, period: str) -> str:
    """Return `the 2h carried into March 2026`."""
    return f"the {_hours(seconds)} carried into {period}"


def say_allowance(seconds: int, bank_period: BankPeriod, period: str, paid: int) -> str:
    """Say what is included, by which days, and what of it pays a debt."""
    days, of_days = bank_period.share
    whole = _hours(bank_period.terms.allowance_seconds or 0)
    share = f": {days} of {of_days} days of {whole}" if days != of_days else ""
    return f"{_hours(seconds)} included in {period}{share}{_say_paid(paid)}"


def say_purchase(package: OpenPackage, paid: int) -> str:
    """Say what was bought, until when it can be used, and what of it pays a debt."""
    sold = package.package
    if package.waits_for_use:
        until = f"for {sold.expires_days} days from its first use"
    else:
        until = f"until {format_date(package.last_day)}" if package.last_day else "without end"
    hours = _hours(sold.seconds)
    return f"{hours} bought as package {sold.id} for {sold.price}, usable {until}{_say_paid(paid)}"


def say_carry_in(seconds: int, period: str, carry: str) -> str:
    """Say from which period hours or a debt come, and by which rule."""
    if seconds < 0:
        return f"Carried from {period}: a debt of {_hours(-seconds)}"
    return f"Carried from {period}: {_hours(seconds)}, {say_rule(carry)}"


def say_carry_out(seconds: int, period: str, carry: str) -> str:
    """Say what leaves a period, and by which rule."""
    if seconds < 0:
        return f"A debt of {_hours(-seconds)} is carried out of {period}"
    return f"{_hours(seconds)} carried out of {period}, {say_rule(carry)}"


def say_draw(seconds: int, name: str, left: int, time: BilledTime) -> str:
    """Say from what an entry draws and what is left of that."""
    rest = f"{_hours(left)} of them are left" if left else "nothing of them is left"
    return f"{_hours(seconds)} of {name}; {rest}{_say_late(time)}"


def say_beyond(seconds: int, where: str, what: str, time: BilledTime) -> str:
    """Say that hours found nothing to draw on, where, and what becomes of them."""
    return f"{_hours(seconds)} {where}: {what}{_say_late(time)}"


def say_debt_billed(seconds: int, what: str) -> str:
    """Say what becomes of a debt that is left at the end."""
    return f"The debt of {_hours(seconds)} at the end of the agreement: {what}"


def say_lapse(seconds: int, name: str, reason: str) -> str:
    """Say what lapses and for which reason."""
    return f"{_hours(seconds)} of {name} lapse: {reason}"


def say_rule(carry: str) -> str:
    """Return a carry rule in words: `at most 2h are carried`."""
    if carry == "none":
        return "nothing is carried over"
    if carry == "all":
        return "all that is left is carried"
    if carry.startswith("cap:"):
        from vabackoffice.domain.bank_stock import carry_cap

        return f"at most {_hours(carry_cap(carry))} are carried"
    return f"usable in the {carry} periods after their own" if carry != "1" else "usable in the period after their own"


def say_left(left: int, promised: int, beyond: int, until: date | None, today: date) -> str:
    """Return `4h15 of 20h left until 30 Jun`, `nothing left of 20h until 30 Jun, 2h beyond` or `1h below zero`."""
    days = ""
    if until is not None:
        year = "" if until.year == today.year else f" {until.year}"
        days = f" until {until.day} {MONTH_NAMES[until.month - 1][:3]}{year}"
    more = f", {_hours(beyond)} beyond" if beyond else ""
    if left > 0:
        return f"{_hours(left)} of {_hours(promised)} left{days}{more}"
    if left < 0:
        return f"{_hours(-left)} below zero{days}{more}"
    return f"nothing left{f' of {_hours(promised)}' if promised else ''}{days}{more}"


def _day_month(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


def _say_paid(seconds: int) -> str:
    return f"; {_hours(seconds)} of them pay the debt" if seconds else ""


def _say_late(time: BilledTime) -> str:
    return f"; late: worked on {format_date(time.day)}" if time.late_on else ""
