"""The sentences of the hour bank: each row says why it is there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.domain.bank_cases import agreed, days, ledger, package, prepaid, retainer, worked

from vabackoffice.domain.bank_words import name_period, say_rule


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2026-03", "March 2026"),
        ("2026-Q2", "Q2 2026"),
        ("2026-W10", "2-8 March 2026"),
        ("2026-03-10..2026-03-31", "10-31 March 2026"),
        ("2026-02-15..2026-03-14", "15 February - 14 March 2026"),
        ("2026-12-15..2027-01-14", "15 December 2026 - 14 January 2027"),
        ("2026-03-31", "Tue 31 Mar 2026"),
    ],
)
def test_a_period_has_a_name(period: str, name: str) -> None:
    assert name_period(days(period)) == name


@pytest.mark.parametrize(
    ("carry", "sentence"),
    [
        ("none", "nothing is carried over"),
        ("all", "all that is left is carried"),
        ("cap:1h30", "at most 1h30 are carried"),
        ("1", "usable in the period after their own"),
        ("3", "usable in the 3 periods after their own"),
    ],
)
def test_a_rule_has_a_sentence(carry: str, sentence: str) -> None:
    assert say_rule(carry) == sentence


def test_a_month_says_where_its_hours_come_from_and_go() -> None:
    contract = agreed(retainer("2026-02-01", carry="cap:2h"))
    assert [row.why for row in ledger(contract, worked(("2026-02-03", "7h"), ("2026-03-04", "11h")), "2026-03-31")] == [
        "10h included in February 2026",
        "7h of the 10h included in February 2026; 3h of them are left",
        "1h of the 10h included in February 2026 lapse: at most 2h are carried",
        "2h carried out of February 2026, at most 2h are carried",
        "Carried from February 2026: 2h, at most 2h are carried",
        "10h included in March 2026",
        "10h of the 10h included in March 2026; nothing of them is left",
        "1h of the 2h carried into March 2026; 1h of them are left",
        "1h carried out of March 2026, at most 2h are carried",
    ]


def test_days_are_named_where_a_period_is_cut() -> None:
    rows = ledger(agreed(retainer("2026-03-10", prorata=True)), (), "2026-03-10", day_over=False)
    assert rows[0].why == "7h06 included in 10-31 March 2026: 22 of 31 days of 10h"


def test_a_debt_says_what_pays_it_and_what_it_costs_in_the_end() -> None:
    contract = agreed(
        retainer("2026-02-01", debt="carry", overage_rate=Decimal(50)),
        until="2026-03-31",
        packages=(package(1, "2026-03-02", "1h"),),
    )
    assert [row.why for row in ledger(contract, worked(("2026-02-03", "21h"), ("2026-03-04", "2h")), "2026-03-31")][
        2:
    ] == [
        "11h beyond the bank: a debt that the next hours pay",
        "A debt of 11h is carried out of February 2026",
        "Carried from February 2026: a debt of 11h",
        "10h included in March 2026; 10h of them pay the debt",
        "1h bought as package 1 for 400.00 EUR, usable without end; 1h of them pay the debt",
        "2h beyond the bank: a debt that the next hours pay",
        "The debt of 2h at the end of the agreement: overage at 50.00 EUR per hour",
    ]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"overage_rate": Decimal(50)}, "1h15 beyond the bank: overage at 50.00 EUR per hour"),
        (
            {"overage_steps": "3h:40,50"},
            "1h15 beyond the bank: overage, in March 2026 the first 3h at 40.00 EUR, then 50.00 EUR",
        ),
        ({}, "1h15 beyond the bank: overage"),
    ],
)
def test_overage_says_its_price_where_one_is_known(options: dict[str, Any], why: str) -> None:
    rows = ledger(agreed(retainer("2026-03-01", **options)), worked(("2026-03-02", "11h15")), "2026-03-02")
    assert rows[-1].why == why


def test_work_in_a_pause_says_so() -> None:
    rows = ledger(
        agreed(prepaid("2026-03-01"), pauses=(days("2026-03-02"),)), worked(("2026-03-02", "2h")), "2026-03-02"
    )
    assert rows[0].why == "2h in a pause: overage"


def test_the_end_of_the_agreement_is_named() -> None:
    contract = agreed(
        prepaid("2026-03-01"), until="2026-03-31", packages=(package(1, "2026-03-02", "2h", "2026-05-01"),)
    )
    assert [row.why for row in ledger(contract, (), "2026-03-31")] == [
        "2h bought as package 1 for 400.00 EUR, usable until Fri 1 May 2026",
        "2h of package 1 (2h bought on Mon 2 Mar 2026) lapse: the agreement ends",
    ]
