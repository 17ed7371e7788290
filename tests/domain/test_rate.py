"""The price of an hour: which row or rate holds on the day, and what is said about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.pricing import WorkedEntry
from vabackoffice.domain.rate import PriceRow, hourly_price, price_text, say_price
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.errors import ConflictError

MARCH_2 = date(2026, 3, 2)
FIRST_TERMS = Terms("hourly", RoundingRule(), hourly_rate=Decimal(40))
NO_RATE = Terms("hourly", RoundingRule(), valid_from=date(2026, 1, 1))

EVERYBODY = PriceRow("travel", client_specific=False, unit="hour", amount=Decimal(25), currency="EUR")
EVERYBODY_2026 = PriceRow("travel", client_specific=False, unit="hour", amount=Decimal(28), currency="EUR",
                          valid_from=date(2026, 1, 1))  # fmt: skip
OWN_2025 = PriceRow("travel", client_specific=True, unit="hour", amount=Decimal(20), currency="EUR",
                    valid_from=date(2025, 6, 1))  # fmt: skip
OWN_MARCH = PriceRow("travel", client_specific=True, unit="hour", amount=Decimal("22.50"), currency="EUR",
                     valid_from=MARCH_2)  # fmt: skip
PER_TRIP = PriceRow("travel", client_specific=True, unit="trip", amount=Decimal(90), currency="EUR")
IN_DOLLARS = PriceRow("travel", client_specific=True, unit="hour", amount=Decimal(35), currency="USD")


def entry_on(day: date, service: str = "travel") -> WorkedEntry:
    return WorkedEntry(1, day, 3600, "Flights to Lisbon", "acme/inbox", service)


@pytest.mark.parametrize(
    ("prices", "day", "rate", "why"),
    [
        ([], MARCH_2, "40", "40.00 EUR per hour from the first terms of acme/inbox"),
        ([PER_TRIP, IN_DOLLARS], MARCH_2, "40", "40.00 EUR per hour from the first terms of acme/inbox"),
        ([EVERYBODY], MARCH_2, "25", "25.00 EUR per hour, the price of travel"),
        ([EVERYBODY_2026, EVERYBODY], MARCH_2, "28", "28.00 EUR per hour, the price of travel since 2026-01-01"),
        ([EVERYBODY_2026, EVERYBODY], date(2025, 12, 31), "25", "25.00 EUR per hour, the price of travel"),
        # The client's own row wins over everybody's, also over a newer one.
        ([EVERYBODY_2026, OWN_2025], MARCH_2, "20", "20.00 EUR per hour, acme's own price of travel since 2025-06-01"),
        # A row holds from its first day on, and not on the day before.
        (
            [OWN_MARCH, OWN_2025],
            MARCH_2,
            "22.50",
            "22.50 EUR per hour, acme's own price of travel since 2026-03-02",
        ),
        (
            [OWN_MARCH, OWN_2025],
            date(2026, 3, 1),
            "20",
            "20.00 EUR per hour, acme's own price of travel since 2025-06-01",
        ),
        ([OWN_MARCH], date(2026, 3, 1), "40", "40.00 EUR per hour from the first terms of acme/inbox"),
    ],
)
def test_the_price_that_holds_on_the_day(prices: list[PriceRow], day: date, rate: str, why: str) -> None:
    assert hourly_price(entry_on(day), FIRST_TERMS, prices, "EUR") == (Decimal(rate), why)


def test_another_services_price_does_not_apply() -> None:
    assert hourly_price(entry_on(MARCH_2, "inbox"), FIRST_TERMS, [EVERYBODY], "EUR")[0] == 40


def test_dated_terms_are_named_by_their_day() -> None:
    terms = Terms("hourly", RoundingRule(), valid_from=date(2026, 1, 1), hourly_rate=Decimal("37.50"))
    rate, why = hourly_price(entry_on(MARCH_2, ""), terms, [], "EUR")
    assert (rate, why) == (Decimal("37.50"), "37.50 EUR per hour from the terms of acme/inbox since 2026-01-01")


def test_work_for_nothing_has_the_rate_nothing() -> None:
    terms = Terms("hourly", RoundingRule(), hourly_rate=Decimal(0))
    assert hourly_price(entry_on(MARCH_2), terms, [], "EUR")[0] == 0


def test_an_hour_without_a_price_names_the_day_and_both_remedies() -> None:
    with pytest.raises(ConflictError) as caught:
        hourly_price(entry_on(MARCH_2), NO_RATE, [OWN_MARCH], "USD")
    assert caught.value.message == "No price is known for an hour of 'acme/inbox, travel' on Mon 2 Mar 2026."
    assert caught.value.hint == (
        "Set one: 'va engagement terms acme/inbox --from 2026-03-02 --hourly RATE', "
        "or 'va price set acme travel AMOUNT --from 2026-03-02 --unit hour'."
    )


def test_an_hour_of_no_service_has_one_remedy() -> None:
    with pytest.raises(ConflictError) as caught:
        hourly_price(entry_on(MARCH_2, ""), NO_RATE, [], "EUR")
    assert caught.value.message == "No price is known for an hour of 'acme/inbox' on Mon 2 Mar 2026."
    assert caught.value.hint == "Set one: 'va engagement terms acme/inbox --from 2026-03-02 --hourly RATE'."


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("12", "EUR", "12.00 EUR"),
        ("12.5", "EUR", "12.50 EUR"),
        ("0.125", "EUR", "0.125 EUR"),
        ("4000", "JPY", "4000 JPY"),
        ("12.345", "KWD", "12.345 KWD"),
    ],
)
def test_a_price_is_said_exactly(amount: str, currency: str, said: str) -> None:
    assert say_price(Decimal(amount), currency) == said
    assert price_text(Decimal(amount), currency) == said.removesuffix(f" {currency}")


def days_before(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(MARCH_2.toordinal() - number)


rows = st.builds(
    PriceRow,
    service=st.sampled_from(("travel", "inbox")),
    client_specific=st.booleans(),
    unit=st.sampled_from(("hour", "post")),
    amount=st.integers(1, 99).map(Decimal),
    currency=st.sampled_from(("EUR", "USD")),
    valid_from=st.one_of(st.none(), st.integers(-3, 3)).map(days_before),
)


@given(st.lists(rows, max_size=12, unique_by=lambda row: (row.client_specific, row.valid_from)))
def test_the_price_agrees_with_going_back_day_by_day(prices: list[PriceRow]) -> None:
    expected = Decimal(40)
    for own in (False, True):
        days = [None, *(days_before(number) for number in range(3, -1, -1))]
        for day in days:
            for row in prices:
                if (row.service, row.client_specific, row.unit, row.currency) == ("travel", own, "hour", "EUR"):
                    expected = row.amount if row.valid_from == day else expected
    assert hourly_price(entry_on(MARCH_2), FIRST_TERMS, prices, "EUR")[0] == expected
