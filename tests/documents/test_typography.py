"""Figures and dates as each country sets them. Expected forms are those of Unicode CLDR, written out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from vabackoffice.documents.typography import (
    amount,
    clock,
    country_name,
    document_locale,
    in_fours,
    long_date,
    money,
    percent,
    price,
    quantity,
    short_day,
    span,
    unit_name,
)
from vabackoffice.domain.money import Money

NBSP = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("en", "US", "en_US"),
        ("en", "GB", "en_GB"),
        ("en", "NL", "en_GB"),
        ("nl", "NL", "nl_NL"),
        ("nl", "BE", "nl_BE"),
        ("nl", "DE", "nl_NL"),
        ("de", "AT", "de_AT"),
        ("de", "CH", "de_CH"),
        ("de", "NL", "de_DE"),
        ("es", "US", "es_ES"),
        ("it", "IT", "it_IT"),
        ("fr", "BE", "fr_FR"),
    ],
)
def test_the_sellers_country_decides_between_manners_of_one_language(
    language: str, country: str, expected: str
) -> None:
    assert str(document_locale(language, country)) == expected


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("en", "GB", "€1,234.50"),
        ("nl", "NL", f"€{NBSP}1.234,50"),
        ("de", "DE", f"1.234,50{NBSP}€"),
        ("de", "AT", f"€{NBSP}1.234,50"),
        ("de", "CH", f"EUR{NBSP}1\u2019234.50"),
        ("es", "ES", f"1.234,50{NBSP}€"),
        ("it", "IT", f"1.234,50{NBSP}€"),
        ("fr", "FR", f"1{NARROW}234,50{NBSP}€"),
    ],
)
def test_money(language: str, country: str, expected: str) -> None:
    assert money(Money(123450, "EUR"), document_locale(language, country)) == expected


def test_money_below_zero_has_a_minus_sign_not_a_hyphen() -> None:
    assert money(Money(-123450, "USD"), document_locale("en", "US")) == f"{MINUS}$1,234.50"
    assert amount(Money(-2500, "EUR"), document_locale("de", "DE")) == f"{MINUS}25,00"


@pytest.mark.parametrize(("minor", "currency", "expected"), [(1234, "JPY", "1,234"), (1234500, "TND", "1,234.500")])
def test_amounts_have_the_decimals_of_their_currency(minor: int, currency: str, expected: str) -> None:
    assert amount(Money(minor, currency), document_locale("en", "GB")) == expected


@pytest.mark.parametrize(("value", "expected"), [("42", "42,00"), ("0.125", "0,125"), ("1250.5", "1.250,50")])
def test_a_unit_price_keeps_every_decimal(value: str, expected: str) -> None:
    assert price(Decimal(value), "EUR", document_locale("nl", "NL")) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("1.5", "hour", "1.50"),
        ("10", "hour", "10.00"),
        ("4.00", "post", "4"),
        ("0.5", "piece", "0.5"),
        ("1200", "word", "1,200"),
    ],
)
def test_hours_have_two_decimals_and_other_quantities_as_many_as_they_need(
    value: str, unit: str, expected: str
) -> None:
    assert quantity(Decimal(value), unit, document_locale("en", "GB")) == expected


@pytest.mark.parametrize(
    ("language", "value", "unit", "expected"),
    [
        ("en", "1", "hour", "hour"),
        ("en", "1.5", "hour", "hours"),
        ("en", "0", "post", "posts"),
        ("nl", "12", "hour", "uur"),
        ("de", "2", "post", "Beiträge"),
        ("fr", "1.5", "hour", "heure"),  # French counts in the singular below two
        ("fr", "2", "hour", "heures"),
        ("es", "1000000", "word", "palabras"),
        ("en", "-2", "piece", "pieces"),
        ("en", "3", "moodboard", "moodboard"),
    ],
)
def test_units_agree_with_their_number(language: str, value: str, unit: str, expected: str) -> None:
    assert unit_name(Decimal(value), unit, document_locale(language, "XX")) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "5.5%"),
        ("nl", "5,5%"),
        ("de", f"5,5{NBSP}%"),
        ("es", f"5,5{NBSP}%"),
        ("it", "5,5%"),
        ("fr", f"5,5{NARROW}%"),
    ],
)
def test_percentages(language: str, expected: str) -> None:
    assert percent(Decimal("5.5"), document_locale(language, "XX")) == expected


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("en", "GB", "5 March 2026"),
        ("en", "US", "March 5, 2026"),
        ("nl", "NL", "5 maart 2026"),
        ("de", "DE", "5. März 2026"),
        ("es", "ES", "5 de marzo de 2026"),
        ("it", "IT", "5 marzo 2026"),
        ("fr", "FR", "5 mars 2026"),
    ],
)
def test_dates_have_the_month_in_words(language: str, country: str, expected: str) -> None:
    assert long_date(date(2026, 3, 5), document_locale(language, country)) == expected


def test_french_counts_the_first_of_a_month() -> None:
    french = document_locale("fr", "FR")

    assert long_date(date(2026, 1, 1), french) == "1er janvier 2026"
    assert long_date(date(2026, 1, 11), french) == "11 janvier 2026"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2026, 3, 1), date(2026, 3, 15), "1–15 Mar 2026"),
        (date(2026, 3, 5), date(2026, 3, 5), "5 March 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "1 Jan – 31 Mar 2026"),
        (date(2025, 12, 15), date(2026, 1, 14), "15 Dec 2025 – 14 Jan 2026"),
    ],
)
def test_spans_of_days(first: date, last: date, expected: str) -> None:
    assert span(first, last, document_locale("en", "GB")).replace("\u2009", " ") == expected


def test_a_day_in_a_list_names_its_weekday_and_only_when_asked_its_year() -> None:
    english = document_locale("en", "GB")

    assert short_day(date(2026, 3, 2), english, with_year=False) == "Mon 2 Mar"
    assert short_day(date(2026, 3, 2), english, with_year=True) == "Mon, 2 Mar 2026"


@pytest.mark.parametrize(
    ("seconds", "with_seconds", "expected"),
    [
        (0, False, "0:00"),
        (5100, False, "1:25"),
        (5100, True, "1:25:00"),
        (5131, True, "1:25:31"),
        (360000, False, "100:00"),
    ],
)
def test_durations(seconds: int, *, with_seconds: bool, expected: str) -> None:
    assert clock(seconds, with_seconds=with_seconds) == f"{expected}{NBSP}h"


def test_account_numbers_are_set_in_fours() -> None:
    assert in_fours("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"
    assert in_fours("NL91 ABNA 0417164300") == "NL91 ABNA 0417 1643 00"


def test_countries_are_named_in_the_documents_language() -> None:
    assert country_name("NL", document_locale("fr", "FR")) == "Pays-Bas"
    assert country_name("??", document_locale("fr", "FR")) == "??"
