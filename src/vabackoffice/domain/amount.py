"""Amounts of money as people type them, and the currencies there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money, exponent
from vabackoffice.domain.number import parse_decimal
from vabackoffice.domain.words import fold, quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from decimal import Decimal

# ISO 4217 without funds, metals and test codes; ANG, BGN and HRK are withdrawn but stand in books of earlier years.
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
    "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP "
    "TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
# A symbol to the currencies that use it; the first one is meant unless the expected currency is among the others.
_SYMBOLS = {
    "\N{EURO SIGN}": ("EUR",),
    "\N{POUND SIGN}": ("GBP", "FKP", "GIP", "SHP"),
    "\N{YEN SIGN}": ("JPY", "CNY"),
    "\N{INDIAN RUPEE SIGN}": ("INR",),
    "\N{PESO SIGN}": ("PHP",),
    "z\N{LATIN SMALL LETTER L WITH STROKE}": ("PLN",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "BBD", "BSD", "JMD", "TTD"),
    "us$": ("USD",),
    "ca$": ("CAD",),
    "c$": ("CAD",),
    "au$": ("AUD",),
    "a$": ("AUD",),
    "nz$": ("NZD",),
}
_AMOUNT = r"(?P<sign>-?) ?(?P<before>[^-0-9.,' ]*) ?(?P<number>-?[0-9.,'\u2019 ]*[0-9]) ?(?P<after>[^-0-9.,' ]*)"
_HINT = "Write it like 1250, 1250.50, '35 USD' or 'EUR 1.250,50'."


def parse_money(text: str, currency: str) -> Money:
    """Return the amount in the currency that is typed with it, else in `currency`.

    Accepted: every number of `parse_decimal`, alone or with a currency code or symbol before or after it:
    `1250`, `35 USD`, `USD 35`, and the symbols of euro, pound, dollar, yen, rupee, peso and zloty. A `$` is the
    expected currency if that is a dollar or a peso, else USD. Zeros beyond the currency's decimals are harmless.

    Args:
        text: what was typed.
        currency: ISO 4217 code expected here.

    Raises:
        InvalidInputError: not an amount, an ambiguous number, an unknown or a second currency, or more decimals
            than the currency has.
    """
    amount, code = _read(text, currency)
    money = Money.of(amount, code)
    if money.amount != amount:
        message = f"{quoted(text)} has more decimals than {code} has ({exponent(code)})."
        raise InvalidInputError(message, f"Round it first: {money.amount} {code}.")
    return money


def parse_price(text: str, currency: str) -> Decimal:
    """Return the price of one unit in major units of `currency`; it may be finer than the currency: `0.125`.

    Accepted: what `parse_money` accepts, with any decimals, alone or with the currency.

    Raises:
        InvalidInputError: not an amount, an ambiguous number, another currency, or less than nothing.
    """
    amount, code = _read(text, currency)
    if code != currency:
        message = f"{quoted(text)} is in {code}, and the price is in {currency}."
        raise InvalidInputError(message, f"Write it as '12' or '12 {currency}'.")
    if amount < 0:
        message = f"The price {quoted(text)} is less than nothing."
        raise InvalidInputError(message, "Give the price of one unit, such as '12' or '12.50'.")
    return amount


def _read(text: str, currency: str) -> tuple[Decimal, str]:
    """Return the amount as typed, and the currency typed with it, else `currency`."""
    match = re.fullmatch(_AMOUNT, fold(text))
    if not match:
        message = f"{quoted(text)} is not an amount."
        raise InvalidInputError(message, _HINT)
    code = _code(match["after"], currency)
    if match["before"]:
        first = _code(match["before"], code)
        if match["after"] and first != code:
            message = f"{quoted(text)} names two currencies: {first} and {code}."
            raise InvalidInputError(message, "Write one currency, before or after the amount.")
        code = first
    return parse_decimal(match["sign"] + match["number"].strip()), code


def check_currency(code: str) -> str:
    """Return the ISO 4217 code in capitals: `eur` becomes `EUR`.

    Raises:
        InvalidInputError: no such currency; the hint names the nearest codes.
    """
    wanted = fold(code).upper()
    codes = _CODES.split()
    if wanted in codes:
        return wanted
    from difflib import get_close_matches

    near = get_close_matches(wanted, codes, n=3, cutoff=0.6)
    message = f"{quoted(code)} is not a currency code."
    hint = f"Did you mean {' or '.join(near)}?" if near else "Use the three letters of ISO 4217, like EUR, USD or GBP."
    raise InvalidInputError(message, hint)


def _code(mark: str, expected: str) -> str:
    """Return the currency that a code or symbol stands for, `expected` if there is none."""
    if not mark:
        return expected
    codes = _SYMBOLS.get(mark)
    if codes is None:
        return check_currency(mark)
    return expected if expected in codes else codes[0]
