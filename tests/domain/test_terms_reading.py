"""Terms as they are typed: every pricing model, what is kept from before, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vabackoffice.domain.engagement import Terms, may_bill_hours, payment_days_on, terms_on
from vabackoffice.domain.money import Money
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.domain.surcharge import Surcharge
from vabackoffice.domain.terms_reading import read_hours, read_steps, read_terms
from vabackoffice.errors import ConflictError, InvalidInputError

JULY = date(2026, 7, 1)
EVER = Terms("hourly", RoundingRule(), hourly_rate=Decimal(40), payment_days=30)


def read(valid_from: date | None = None, before: Terms | None = None, **typed: Any) -> Terms:
    return read_terms(typed, "EUR", valid_from, before)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ({"hourly": "40"}, Terms("hourly", RoundingRule(), hourly_rate=Decimal(40))),
        ({"hourly": "37,50 EUR"}, Terms("hourly", RoundingRule(), hourly_rate=Decimal("37.50"))),
        (
            {"hourly": "40", "round": "15m/up", "minimum": "30m", "round_level": "day"},
            Terms("hourly", RoundingRule(900, "up", 1800, "day"), hourly_rate=Decimal(40)),
        ),
        ({"flat": True}, Terms("flat", RoundingRule())),
        ({"flat": True, "payment_days": 0}, Terms("flat", RoundingRule(), payment_days=0)),
        (
            {"retainer": "400", "hours": "10", "in_advance": False, "carry": "cap:2h", "overage": "45"},
            Terms(
                "retainer",
                RoundingRule(),
                fee=Money(40000, "EUR"),
                allowance_seconds=36000,
                every="month",
                in_advance=False,
                carry="cap:2h",
                overage_rate=Decimal(45),
            ),
        ),
        (
            {"retainer": "1,250.50", "every": "quarter", "anchor": 92, "use": "oldest-first", "debt": "carry"},
            Terms(
                "retainer",
                RoundingRule(),
                fee=Money(125050, "EUR"),
                every="quarter",
                anchor=92,
                use_order="oldest-first",
                debt="carry",
            ),
        ),
        (
            {"package": True, "overage_steps": "3h: 40, 50", "low": "25%"},
            Terms("package", RoundingRule(), overage_steps="3h:40,50", low_balance=Decimal(25)),
        ),
        (
            {"hourly": "40", "surcharge": ["weekend:50", "RUSH:12.5"], "compound": True},
            Terms(
                "hourly",
                RoundingRule(),
                hourly_rate=Decimal(40),
                surcharges=(Surcharge("weekend", Decimal(50)), Surcharge("rush", Decimal("12.5"))),
                compound=True,
            ),
        ),
        (
            {"hourly": "40", "cap": "20h", "cap_every": "week", "over_cap": "lapse"},
            Terms(
                "hourly",
                RoundingRule(),
                hourly_rate=Decimal(40),
                cap_seconds=72000,
                cap_every="week",
                over_cap="lapse",
            ),
        ),
        (
            {"hourly": "40", "cap": "500"},
            Terms("hourly", RoundingRule(), hourly_rate=Decimal(40), cap=Money(50000, "EUR")),
        ),
    ],
)
def test_every_model(typed: dict[str, Any], terms: Terms) -> None:
    assert read(**typed) == terms


def test_what_is_left_out_stays_as_it_was() -> None:
    before = read(hourly="40", round="15m/up", minimum="30m", surcharge=["weekend:50"])
    after = read(JULY, before, hourly="45")
    assert after.hourly_rate == Decimal(45)
    assert after.valid_from == JULY
    assert (after.rounding, after.surcharges) == (before.rounding, before.surcharges)
    assert read(JULY, before, round_level="day").rounding == RoundingRule(900, "up", 1800, "day")
    assert read(JULY, before, minimum="0").rounding == RoundingRule(900)


def test_another_model_starts_from_nothing() -> None:
    before = read(hourly="40", round="15m/up", payment_days=30)
    assert read(JULY, before, flat=True) == Terms("flat", RoundingRule(), valid_from=JULY)


def test_a_cap_of_hours_replaces_one_of_money() -> None:
    before = read(hourly="40", cap="500")
    after = read(JULY, before, cap="20h")
    assert (after.cap, after.cap_seconds) == (None, 72000)
    assert read(JULY, after, cap="500").cap_seconds is None


@pytest.mark.parametrize(
    ("text", "seconds"), [("10", 36000), ("7.5", 27000), ("7,5", 27000), ("7h30", 27000), ("90m", 5400), ("0", 0)]
)
def test_a_bare_number_means_hours(text: str, seconds: int) -> None:
    assert read_hours(text) == seconds


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ({}, "The terms have no price.", "Say '--hourly 40', '--flat', '--retainer 400 --hours 10' or '--package'."),
        (
            {"hourly": "40", "flat": True},
            "The terms are hourly and flat at once.",
            "Choose one of --hourly, --flat, --retainer, --package; overtime of a retainer is '--overage'.",
        ),
        (
            {"hourly": "1.250"},
            "'1.250' can be read in two ways: 1250 or 1.25.",
            "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
        ),
        (
            {"hourly": "0"},
            "The hourly rate '0' is not more than nothing.",
            "Give the price of one hour, such as '40' or '37.50'.",
        ),
        (
            {"hourly": "-5"},
            "The price '-5' is less than nothing.",
            "Give the price of one unit, such as '12' or '12.50'.",
        ),
        (
            {"hourly": "40 USD"},
            "'40 USD' is in USD, and the price is in EUR.",
            "Write it as '12' or '12 EUR'.",
        ),
        (
            {"retainer": "0"},
            "The fee '0' must be more than nothing and in EUR.",
            "Write it as '400' or '400 EUR'.",
        ),
        (
            {"retainer": "400 USD"},
            "The fee '400 USD' must be more than nothing and in EUR.",
            "Write it as '400' or '400 EUR'.",
        ),
        (
            {"hourly": "40", "cap": "10 CHF"},
            "The cap '10 CHF' must be more than nothing and in EUR.",
            "Write it as '400' or '400 EUR'.",
        ),
        (
            {"hourly": "40", "hours": "10"},
            "Included hours belong to a retainer, not to hourly terms.",
            "Say '--retainer FEE --hours H'.",
        ),
        (
            {"retainer": "400", "carry": "all"},
            "Hours cannot be carried over when none are included.",
            "Say how many: '--hours 10', or leave '--carry' out.",
        ),
        (
            {"retainer": "400", "hours": "0", "carry": "all"},
            "Hours cannot be carried over when none are included.",
            "Say how many: '--hours 10', or leave '--carry' out.",
        ),
        (
            {"hourly": "40", "carry": "1"},
            "Hours cannot be carried over when none are included.",
            "Only a retainer includes hours; leave '--carry' out.",
        ),
        (
            {"retainer": "400", "hours": "-5"},
            "'-5' hours are less than none.",
            "Give a number of hours, such as '10' or '7h30'.",
        ),
        (
            {"retainer": "400", "hours": "10", "cap": "12h"},
            "'--cap' has no meaning in retainer terms.",
            "It belongs to hourly terms; leave it out.",
        ),
        (
            {"hourly": "40", "overage_steps": "3h:40,50"},
            "'--overage-steps' has no meaning in hourly terms.",
            "It belongs to retainer or package terms; leave it out.",
        ),
        (
            {"flat": True, "debt": "carry"},
            "'--debt' has no meaning in flat terms.",
            "It belongs to retainer or package terms; leave it out.",
        ),
        (
            {"hourly": "40", "over_cap": "lapse"},
            "A rule for a cap is named, but no cap.",
            "Say how much: '--cap 20h' or '--cap 500'.",
        ),
        (
            {"hourly": "40", "round_level": "month"},
            "'month' is not a level of rounding.",
            "Use one of entry, task-day, day, invoice.",
        ),
        (
            {"hourly": "40", "round": "15m/up", "minimum": "30"},
            "'30' can be read in two ways: 30m or 30h.",
            "Write 30m or 30h.",
        ),
        (
            {"retainer": "400", "every": "year"},
            "'year' is not a period.",
            "Use one of: week, month, quarter.",
        ),
        (
            {"retainer": "400", "hours": "10", "carry": "cap:"},
            "The carry-over 'cap:' is not understood.",
            "Use none, all, cap:2h, or a number of periods such as 1.",
        ),
        (
            {"retainer": "400", "overage_steps": "0:40,50"},
            "The steps '0:40,50' are not understood.",
            "Write '3h:40,50': the first 3 hours at 40, then 50; limits must rise.",
        ),
        (
            {"retainer": "400", "hours": "10", "carry": "some"},
            "The carry-over 'some' is not understood.",
            "Use none, all, cap:2h, or a number of periods such as 1.",
        ),
        (
            {"retainer": "400", "hours": "10", "carry": "0"},
            "The carry-over '0' is not understood.",
            "Use none, all, cap:2h, or a number of periods such as 1.",
        ),
        (
            {"retainer": "400", "hours": "10", "anchor": 32},
            "The anchor day 32 does not lie in a month.",
            "Count it from 1, which is the first day, to 31.",
        ),
        (
            {"retainer": "400", "every": "week", "anchor": 8},
            "The anchor day 8 does not lie in a week.",
            "Count it from 1, which is the first day, to 7.",
        ),
        (
            {"retainer": "400", "hours": "0.0001"},
            "'0.0001' hours is not a whole number of seconds.",
            "Write it as '7h30' or '7.5'.",
        ),
        (
            {"hourly": "40", "surcharge": ["weekend"]},
            "'weekend' is not a surcharge.",
            "Write 'weekend:50', 'holiday:100', 'evening:30', 'evening@18:00-22:00:30', 'rush:25' or '+tag:25'.",
        ),
        (
            {"hourly": "40", "surcharge": ["monday:50"]},
            "'monday:50' is not a surcharge.",
            "Write 'weekend:50', 'holiday:100', 'evening:30', 'evening@18:00-22:00:30', 'rush:25' or '+tag:25'.",
        ),
        (
            {"retainer": "400", "overage_steps": "40,50"},
            "The steps '40,50' are not understood.",
            "Write '3h:40,50': the first 3 hours at 40, then 50; limits must rise.",
        ),
        (
            {"retainer": "400", "overage_steps": "5h:40,3h:45,50"},
            "The steps '5h:40,3h:45,50' are not understood.",
            "Write '3h:40,50': the first 3 hours at 40, then 50; limits must rise.",
        ),
        (
            {"retainer": "400", "overage": "50", "overage_steps": "3h:40,50"},
            "Overage is '50' and '3h:40,50' at once.",
            "Give one of --overage and --overage-steps.",
        ),
        ({"hourly": "40", "payment_days": -3}, "-3 days to pay is not possible.", "Give between 0 and 365 days."),
    ],
)
def test_what_is_refused(typed: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(**typed)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_what_was_carried_goes_on_by_the_rule_of_terms_that_include_no_hours() -> None:
    before = read(retainer="400", hours="10", carry="all")
    assert read(JULY, before, hourly="40", carry="1").carry == "1"
    assert read(JULY, before, hours="0", carry="all").allowance_seconds == 0


def test_a_cap_stays_and_its_rule_can_be_changed_alone() -> None:
    before = read(hourly="40", cap="20h")
    assert read(JULY, before, over_cap="lapse").cap_seconds == 72000


def test_one_price_of_overage_takes_the_place_of_the_other() -> None:
    rate = read(retainer="400", overage="45")
    steps = read(JULY, rate, overage_steps="3h:40,50")
    assert (steps.overage_rate, steps.overage_steps) == (None, "3h:40,50")
    again = read(JULY, steps, overage="45")
    assert (again.overage_rate, again.overage_steps) == (Decimal(45), None)


@pytest.mark.parametrize("debt", ["bill", "carry", "ask"])
def test_a_debt_is_billed_carried_or_asked_about(debt: str) -> None:
    assert read(retainer="400", hours="10", debt=debt).debt == debt


def test_steps_are_read_with_their_limits() -> None:
    assert read_steps("1:30:40,3h:45,50", "EUR") == (
        (5400, Decimal(40)),
        (10800, Decimal(45)),
        (None, Decimal(50)),
    )


def test_a_choice_names_what_there_is() -> None:
    with pytest.raises(InvalidInputError, match="'year'"):
        read(retainer="400", every="year")


def test_the_newest_terms_that_reach_a_day_hold() -> None:
    history = [read(JULY, EVER, hourly="45"), EVER]
    assert terms_on(history, date(2026, 6, 30), "acme/inbox") == EVER
    assert terms_on(history, JULY, "acme/inbox").hourly_rate == Decimal(45)
    assert payment_days_on(history, JULY) == 30


def test_a_day_before_all_terms_has_none() -> None:
    history = [read(JULY, hourly="45")]
    with pytest.raises(ConflictError) as caught:
        terms_on(history, date(2026, 6, 30), "acme/inbox")
    assert caught.value.message == "'acme/inbox' has no terms on 2026-06-30."
    assert caught.value.hint == "Say what held then: 'va engagement terms acme/inbox --from 2026-06-30 --hourly RATE'."
    assert payment_days_on(history, date(2026, 6, 30)) is None
    assert may_bill_hours(history, date(2026, 6, 30))


def test_only_hourly_terms_bill_hours_one_by_one() -> None:
    assert may_bill_hours([EVER], JULY)
    assert not may_bill_hours([read(flat=True)], JULY)
    assert not may_bill_hours([read(retainer="400", hours="10")], JULY)
