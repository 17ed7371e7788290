"""Terms said in one sentence: the echo of what was understood."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.rate import say_price

if TYPE_CHECKING:
    from vabackoffice.domain.engagement import Terms


def terms_in_words(terms: Terms, currency: str) -> str:
    """Return `40.00 EUR per hour, each entry up to 15m`."""
    price = {"hourly": _hourly, "flat": _flat, "retainer": _retainer, "package": _package}[terms.model](terms, currency)
    parts = [price, terms.rounding.describe() if terms.model != "flat" else ""]
    parts += [f"surcharge {rule.replace(':', ' ')} %" for rule in terms.surcharges]
    if terms.cap is not None or terms.cap_seconds is not None:
        cap = str(terms.cap) if terms.cap else format_duration(terms.cap_seconds or 0)
        parts.append(f"at most {cap} per {terms.cap_every or 'month'}")
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
    carry = f", carry-over {terms.carry}" if terms.carry != "none" else ""
    return f"{terms.fee} per {terms.every}{hours}, billed {when}{carry}{_over(terms, currency)}"


def _package(terms: Terms, currency: str) -> str:
    return f"prepaid hours{_over(terms, currency)}"


def _over(terms: Terms, currency: str) -> str:
    return f", {say_price(terms.overage_rate, currency)} per hour over" if terms.overage_rate is not None else ""
