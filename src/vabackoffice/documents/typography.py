"""How money, numbers, dates and durations are set in each language of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.words import words
from vabackoffice.domain.money import exponent

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from babel import Locale

    from vabackoffice.domain.money import Money

_REGIONS = {"en": "GB", "nl": "NL", "de": "DE", "es": "ES", "it": "IT", "fr": "FR"}
# Where the same language is set in another way; for the others its home country decides.
_OWN_MANNER = {("en", "US"), ("nl", "BE"), ("de", "AT"), ("de", "CH")}

_NO_BREAK = "\u00a0"
_NARROW_NO_BREAK = "\u202f"
_MINUS = "\N{MINUS SIGN}"


def document_locale(language: str, country: str) -> Locale:
    """Return the locale of a document in `language` from a seller in `country` (en_US only from the US)."""
    from babel import Locale

    region = country if (language, country) in _OWN_MANNER else _REGIONS[language]
    return Locale(language, region)


def money(value: Money, locale: Locale) -> str:
    """Return an amount with its currency sign: `€ 1.210,00`."""
    from babel.numbers import format_currency

    return _minus(format_currency(value.amount, value.currency, locale=locale))


def amount(value: Money, locale: Locale) -> str:
    """Return an amount without its currency, for columns: `1.210,00`."""
    return price(value.amount, value.currency, locale)


def price(value: Decimal, currency: str, locale: Locale) -> str:
    """Return a unit price in major units, with the currency's decimals and up to six where it has more."""
    from babel.numbers import format_decimal

    decimals = exponent(currency)
    pattern = "#,##0." + "0" * decimals + "#" * (6 - decimals)
    return _minus(format_decimal(value, format=pattern, locale=locale))


def exchange_rate(value: Decimal, locale: Locale) -> str:
    """Return what one unit of a currency is worth, with all its decimals and at least two."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.00########", locale=locale))


def quantity(value: Decimal, unit: str, locale: Locale) -> str:
    """Return a quantity: hours always with two decimals, everything else as short as it is exact."""
    from babel.numbers import format_decimal

    return _minus(format_decimal(value, format="#,##0.00####" if unit == "hour" else "#,##0.######", locale=locale))


def unit_name(value: Decimal, unit: str, locale: Locale) -> str:
    """Return the name of `unit` for `value` of it: `hours`; a unit without a translation prints as it was typed."""
    forms: dict[str, str] | None = words(locale.language)["units"].get(unit)
    if forms is None:
        return unit
    return forms["one" if locale.plural_form(value.copy_abs()) == "one" else "other"]


def percent(value: Decimal, locale: Locale) -> str:
    """Return a percentage given in per cent: `21%`, `21 %` in German."""
    from babel.numbers import format_percent

    text = _minus(format_percent(value.scaleb(-2), locale=locale, decimal_quantization=False))
    return text.replace(_NO_BREAK, _NARROW_NO_BREAK) if locale.language == "fr" else text


def long_date(day: date, locale: Locale) -> str:
    """Return a date with the month in words, which no country misreads: `5 maart 2026`."""
    from babel.dates import format_date

    text = format_date(day, "long", locale=locale)
    return text.replace("1", "1er", 1) if locale.language == "fr" and day.day == 1 else text


def span(first: date, last: date, locale: Locale) -> str:
    """Return the days from `first` to `last`, both included: `March 2026`, `1–15 March 2026`."""
    from datetime import timedelta

    from babel.dates import format_interval, format_skeleton

    if first == last:
        return long_date(first, locale)
    whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_month and (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=locale))
    return str(format_interval(first, last, "yMMMd", locale=locale))


def short_day(day: date, locale: Locale, *, with_year: bool) -> str:
    """Return a day for a list, with its weekday: `Mon 2 Mar`."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMEd" if with_year else "MMMEd", day, locale=locale))


def clock(seconds: int, *, with_seconds: bool = False) -> str:
    """Return a duration as hours and minutes, `1:25 h`, or to the second, `1:25:30 h`."""
    minutes, rest = divmod(seconds if with_seconds else seconds + 30, 60)
    tail = f":{rest:02d}" if with_seconds else ""
    return f"{minutes // 60}:{minutes % 60:02d}{tail}{_NO_BREAK}h"


def in_fours(text: str) -> str:
    """Return an IBAN or RF reference in groups of four, as printed on paper (ISO 13616)."""
    compact = "".join(text.split())
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def country_name(country: str, locale: Locale) -> str:
    """Return the name of an ISO 3166 country in the document's language; an unknown code as it is."""
    territories: Any = locale.territories
    return str(territories.get(country, country))


def _minus(text: str) -> str:
    return text.replace("-", _MINUS)
