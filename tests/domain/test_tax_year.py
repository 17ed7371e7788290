"""Tax years as their countries count them."""

from __future__ import annotations

from datetime import date

import pytest

from vabackoffice.domain.tax_year import parse_tax_year
from vabackoffice.errors import InvalidInputError

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("country", "first", "last", "label"),
    [
        ("NL", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("US", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("GB", date(2025, 4, 6), date(2026, 4, 5), "2025-26"),
        ("UK", date(2025, 4, 6), date(2026, 4, 5), "2025-26"),
        ("AU", date(2025, 7, 1), date(2026, 6, 30), "2025-26"),
        ("IN", date(2025, 4, 1), date(2026, 3, 31), "2025-26"),
        ("NZ", date(2025, 4, 1), date(2026, 3, 31), "2025-26"),
        ("ZA", date(2025, 3, 1), date(2026, 2, 28), "2025-26"),
        ("BR", date(2025, 1, 1), date(2025, 12, 31), "2025"),
    ],
)
def test_a_year_is_named_by_its_first_day(country: str, first: date, last: date, label: str) -> None:
    found = parse_tax_year("2025", country=country, today=TODAY)

    assert (found.year, found.period.start, found.period.last_day, found.label) == (2025, first, last, label)


def test_a_leap_year_has_its_day() -> None:
    assert parse_tax_year("2027", country="ZA", today=TODAY).period.last_day == date(2028, 2, 29)
    assert parse_tax_year("1999", country="GB", today=TODAY).label == "1999-00"


@pytest.mark.parametrize(
    "text", ["2025", "2025-26", "2025/26", "2025-2026", " 2025 ", "this year", "2025-04-06..2026-04-05"]
)
def test_ways_to_write_a_british_year(text: str) -> None:
    # On 16 March 2026 the year that began on 6 April 2025 is not over.
    assert parse_tax_year(text, country="GB", today=TODAY).year == 2025


def test_years_counted_from_today() -> None:
    assert parse_tax_year("this year", country="NL", today=TODAY).year == 2026
    assert parse_tax_year("last year", country="NL", today=TODAY).year == 2025
    assert parse_tax_year("this year", country="GB", today=date(2026, 4, 6)).year == 2026


@pytest.mark.parametrize(
    ("text", "country", "hint"),
    [
        ("2025-26", "NL", "Write it like 2025."),
        ("2025-27", "GB", "Write it like 2025, the year in which it begins, or 2025-26."),
        ("2025-03", "GB", "Write it like 2025, the year in which it begins, or 2025-26."),
        ("march", "NL", "Write it like 2025."),
        ("2025-Q1", "NL", "Write it like 2025."),
        ("today", "NL", "Write it like 2025."),
        ("2025-01-01..2026-12-31", "NL", "Write it like 2025."),
        ("9999-01-01", "NL", "Write it like 2025."),
        ("soon", "NL", "Write it like 2025."),
    ],
)
def test_what_is_no_tax_year_is_refused(text: str, country: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_tax_year(text, country=country, today=TODAY)

    assert refused.value.message == f"'{text}' is not a tax year."
    assert refused.value.hint == hint


def test_a_year_outside_the_calendar_says_so() -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_tax_year("9999", country="GB", today=TODAY)

    assert refused.value.message == "The year '9999' is outside the calendar."


@pytest.mark.parametrize(
    ("country", "basis"),
    [
        ("NL", "accrual"),
        ("DE", "cash"),
        ("ES", "accrual"),
        ("IT", "cash"),
        ("US", "cash"),
        ("UK", "cash"),
        ("FR", "accrual"),
    ],
)
def test_each_country_has_a_usual_basis(country: str, basis: str) -> None:
    assert parse_tax_year("2025", country=country, today=TODAY).usual_basis == basis
