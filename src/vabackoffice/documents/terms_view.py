"""The terms of an agreement in the words of a document: each rule a label and a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.documents.letter_view import labelled
from vabackoffice.documents.typography import clock, long_date, money, percent, price
from vabackoffice.documents.words import words
from vabackoffice.domain.money import exponent
from vabackoffice.domain.terms_reading import read_hours, read_steps

if TYPE_CHECKING:
    from babel import Locale

    from vabackoffice.domain.engagement import Terms


def terms_view(terms: Terms, currency: str, locale: Locale, *, until: str = "") -> list[dict[str, str]]:
    """Return the terms as a client reads them, prices without VAT; `until` is the last day (ISO), if there is one."""
    word = words(locale.language)
    rows = [
        *_price(terms, currency, locale),
        *_bank(terms, currency, locale),
        *_time(terms, locale),
        *(
            (word["surcharge"], f"{word['surcharges'].get(one.rule, one.rule)} +{percent(one.percent, locale)}")
            for one in terms.surcharges
        ),
        *_cap(terms, locale),
    ]
    if terms.payment_days is not None:
        rows.append((word["payment_terms"], word["within_days"].format(days=terms.payment_days)))
    if until:
        rows.append((word["ends_on"], long_date(date.fromisoformat(until), locale)))
    return labelled(rows)


def _price(terms: Terms, currency: str, locale: Locale) -> list[tuple[str, str]]:
    word = words(locale.language)
    if terms.model == "hourly":
        return [(word["hourly_rate"], _money(terms.hourly_rate or Decimal(0), currency, locale))]
    if terms.model == "retainer" and terms.fee:
        when = word["billed_advance" if terms.in_advance else "billed_arrears"]
        return [(word["fees"][terms.every or "month"], when.format(amount=money(terms.fee, locale)))]
    return [(word["prepaid_hours" if terms.model == "package" else "flat_tasks"], "\N{CHECK MARK}")]


def _bank(terms: Terms, currency: str, locale: Locale) -> list[tuple[str, str]]:
    """Return what is included, what becomes of the rest, and what lies beyond costs."""
    word = words(locale.language)
    rows = []
    if terms.allowance_seconds is not None:
        rows = [(word["included_hours"], clock(terms.allowance_seconds)), (word["unused_hours"], _carry(terms, locale))]
    if terms.overage_steps is not None:
        rows.append((word["beyond"], _steps(terms.overage_steps, currency, locale)))
    elif terms.overage_rate is not None:
        each = word["per_hour_price"].format(price=_money(terms.overage_rate, currency, locale))
        rows.append((word["beyond"], each))
    return rows


def _carry(terms: Terms, locale: Locale) -> str:
    carry = words(locale.language)["carry"]
    if terms.carry in {"none", "all"}:
        return str(carry[terms.carry])
    if terms.carry.startswith("cap:"):
        return str(carry["cap"].format(hours=clock(read_hours(terms.carry[4:]))))
    return str(carry["one" if terms.carry == "1" else "some"].format(count=terms.carry))


def _steps(steps: str, currency: str, locale: Locale) -> str:
    word = words(locale.language)
    said, before = [], 0
    for limit, rate in read_steps(steps, currency):
        each = word["per_hour_price"].format(price=_money(rate, currency, locale))
        if limit is None:
            said.append(word["then_price"].format(price=each))
        elif before:
            said.append(f"{word['then_price'].format(price=each)} ({clock(limit - before)})")
        else:
            said.append(word["first_hours"].format(hours=clock(limit), price=each))
        before = limit or 0
    return ", ".join(said)


def _time(terms: Terms, locale: Locale) -> list[tuple[str, str]]:
    word, rule = words(locale.language), terms.rounding
    rows = []
    if rule.unit_seconds:
        said = word["rounded"][rule.mode].format(time=clock(rule.unit_seconds))
        rows.append((word["billing_unit"], f"{said}, {word['counted'][rule.level]}"))
    if rule.minimum_seconds:
        rows.append((word["minimum_time"], f"{clock(rule.minimum_seconds)}, {word['counted'][rule.level]}"))
    return rows


def _cap(terms: Terms, locale: Locale) -> list[tuple[str, str]]:
    if terms.cap is None and terms.cap_seconds is None:
        return []
    word = words(locale.language)
    most = money(terms.cap, locale) if terms.cap else clock(terms.cap_seconds or 0)
    per = word["per"][terms.cap_every or "month"]
    return [(f"{word['at_most']}, {per[0].lower()}{per[1:]}", most)]


def _money(amount: Decimal, currency: str, locale: Locale) -> str:
    """Return a price with its currency, with more decimals where it has more."""
    from vabackoffice.domain.money import Money

    if amount == amount.quantize(Decimal(1).scaleb(-exponent(currency))):
        return money(Money.of(amount, currency), locale)
    return f"{price(amount, currency, locale)} {currency}"
