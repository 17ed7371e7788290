"""Terms said in one sentence: the echo of what was understood. What is as usual is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_balance import USUAL_MARK
from vabackoffice.domain.bank_stock import carry_cap
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.overage import say_overage
from vabackoffice.domain.rate import say_price
from vabackoffice.domain.words import WEEKDAY_NAMES

if TYPE_CHECKING:
    from vabackoffice.domain.engagement import Terms

_DEBT = {"carry": "hours over are a debt", "ask": "hours over are a debt and asked for before a start"}


def terms_in_words(terms: Terms, currency: str) -> str:
    """Return `40.00 EUR per hour, each entry up to 15m`."""
    price = {"hourly": _hourly, "flat": _flat, "retainer": _retainer, "package": _package}[terms.model](terms, currency)
    parts = [price, terms.rounding.describe() if terms.model != "flat" else ""]
    parts += _surcharges(terms)
    if terms.cap is not None or terms.cap_seconds is not None:
        cap = str(terms.cap) if terms.cap else format_duration(terms.cap_seconds or 0)
        parts.append(f"at most {cap} per {terms.cap_every or 'month'}")
        parts.append("what lies above lapses" if terms.over_cap == "lapse" else "")
    if terms.payment_days is not None:
        parts.append(f"payable in {terms.payment_days} days")
    return ", ".join(part for part in parts if part)


def _hourly(terms: Terms, currency: str) -> str:
    return f"{say_price(terms.hourly_rate or Decimal(0), currency)} per hour"


def _flat(_terms: Terms, _currency: str) -> str:
    return "flat-fee tasks only"


def _retainer(terms: Terms, currency: str) -> str:
    hours = f" with {format_duration(terms.allowance_seconds)}" if terms.allowance_seconds is not None else ""
    when = "in advance" if terms.in_advance else "in arrears"
    return f"{terms.fee} per {terms.every}{hours}, billed {when}{_bank(terms, currency)}"


def _package(terms: Terms, currency: str) -> str:
    every = f", periods of a {terms.every}" if terms.every not in {None, "month"} else ""
    return f"prepaid hours{every}{_bank(terms, currency)}"


def _bank(terms: Terms, currency: str) -> str:
    """Return how the bank counts, each rule after a comma."""
    mark = terms.low_balance
    parts = (
        _anchor(terms),
        "cut periods by days" if terms.prorata else "",
        _carry(terms.carry),
        "oldest hours first" if terms.use_order == "oldest-first" else "",
        _over(terms, currency),
        _DEBT.get(terms.debt, ""),
        f"low at {mark:f} %" if mark is not None and mark != USUAL_MARK else "",
        "a low bank is filled with the month" if terms.renew == "draft" else "",
    )
    return "".join(f", {part}" for part in parts if part)


def _anchor(terms: Terms) -> str:
    if terms.anchor in {None, 1}:
        return ""
    day = WEEKDAY_NAMES[(terms.anchor or 1) - 1] if terms.every == "week" else f"day {terms.anchor}"
    return f"from {day} on"


def _carry(carry: str) -> str:
    """Return `unused hours are carried for 2 periods`, or nothing where none are."""
    if carry == "none":
        return ""
    if carry.startswith("cap:"):
        return f"up to {format_duration(carry_cap(carry))} of unused hours are carried"
    periods = {"all": "", "1": " for 1 period"}.get(carry, f" for {carry} periods")
    return f"unused hours are carried{periods}"


def _over(terms: Terms, currency: str) -> str:
    if terms.overage_steps is not None:
        return f"hours over{say_overage(terms, currency, 'each period').removeprefix(',')}"
    return f"{say_price(terms.overage_rate, currency)} per hour over" if terms.overage_rate is not None else ""


def _surcharges(terms: Terms) -> list[str]:
    parts = [f"surcharge {one.rule} {one.percent:f} %" for one in terms.surcharges]
    if terms.compound and len(terms.surcharges) > 1:
        parts.append("each surcharge on the one before")
    if terms.holidays == "own":
        parts.append("holidays of your own country")
    return parts
