"""Fees of a retainer: when they are due, and how much of them where a period is cut or paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.domain.bank_cases import agreed, days, hourly, prepaid, retainer

from vabackoffice.domain.money import Money
from vabackoffice.domain.retainer_fee import fees_due

if TYPE_CHECKING:
    from vabackoffice.domain.contract import Contract


def due(contract: Contract, period: str) -> list[str]:
    return [f"{fee.period} due {fee.due_on}: {fee.amount}" for fee in fees_due(contract, days(period))]


def test_in_advance_a_fee_is_due_on_the_first_day_of_its_period() -> None:
    assert due(agreed(retainer("2026-01-01")), "2026-03") == ["2026-03 due 2026-03-01: 400.00 EUR"]


def test_in_arrears_it_is_due_on_the_last_day() -> None:
    contract = agreed(retainer("2026-01-01", anchor=15, in_advance=False))
    assert due(contract, "2026-03") == ["2026-02-15..2026-03-14 due 2026-03-14: 400.00 EUR"]


def test_a_month_takes_every_fee_due_in_it() -> None:
    contract = agreed(retainer("2026-01-05", every="week"))
    mondays = {10: "02", 11: "09", 12: "16", 13: "23", 14: "30"}  # of March 2026, by ISO week
    assert due(contract, "2026-03") == [
        f"2026-W{week} due 2026-03-{monday}: 400.00 EUR" for week, monday in mondays.items()
    ]


def test_a_quarter_is_due_once() -> None:
    contract = agreed(retainer("2026-01-01", every="quarter"))
    assert [due(contract, month) for month in ("2026-03", "2026-04", "2026-05")] == [
        [],
        ["2026-Q2 due 2026-04-01: 400.00 EUR"],
        [],
    ]


@pytest.mark.parametrize(
    ("prorata", "amount"),
    [(False, "400.00 EUR"), (True, "283.87 EUR")],  # 400 x 22 / 31 = 283.870...
)
def test_a_cut_first_period_is_whole_or_by_days(amount: str, *, prorata: bool) -> None:
    contract = agreed(retainer("2026-03-10", prorata=prorata))
    assert due(contract, "2026-03") == [f"2026-03-10..2026-03-31 due 2026-03-10: {amount}"]


def test_half_a_cent_goes_up() -> None:
    # 333.33 x 15 / 30 = 166.665.
    contract = agreed(retainer("2026-04-16", prorata=True, fee=Money(33333, "EUR")))
    assert due(contract, "2026-04") == ["2026-04-16..2026-04-30 due 2026-04-16: 166.67 EUR"]


def test_nothing_is_due_after_the_end_and_the_last_period_ends_there() -> None:
    contract = agreed(retainer("2026-03-01", in_advance=False, prorata=True), until="2026-04-12")
    assert due(contract, "2026") == [
        "2026-03 due 2026-03-31: 400.00 EUR",
        "2026-04-01..2026-04-12 due 2026-04-12: 160.00 EUR",  # 400 x 12 / 30
    ]


def test_a_pause_takes_its_days_out_of_the_fee() -> None:
    # 400 x 21 / 31 = 270.967...; April is paused whole.
    contract = agreed(retainer("2026-03-01"), pauses=(days("2026-03-22..2026-04-30"),))
    assert due(contract, "2026-03..2026-05") == [
        "2026-03 due 2026-03-01: 270.97 EUR",
        "2026-05 due 2026-05-01: 400.00 EUR",
    ]
    assert fees_due(contract, days("2026-03"))[0].reasons == (
        "400.00 EUR for March 2026, billed in advance",
        "21 of 31 days",
        "paused for 10 days",
    )


def test_a_pause_of_one_day_is_one_day() -> None:
    contract = agreed(retainer("2026-03-01", in_advance=False), pauses=(days("2026-03-22"),))
    assert fees_due(contract, days("2026-03"))[0].reasons == (
        "400.00 EUR for March 2026, billed in arrears",
        "30 of 31 days",
        "paused for 1 day",
    )


def test_new_terms_with_prorata_share_the_month() -> None:
    # 400 x 15 / 31 = 193.548..., 800 x 16 / 31 = 412.903...
    contract = agreed(retainer("2026-03-01"), retainer("2026-03-16", fee=Money(80000, "EUR"), prorata=True))
    assert due(contract, "2026-03") == [
        "2026-03-01..2026-03-15 due 2026-03-01: 193.55 EUR",
        "2026-03-16..2026-03-31 due 2026-03-16: 412.90 EUR",
    ]


def test_a_share_that_comes_to_nothing_is_no_fee() -> None:
    contract = agreed(retainer("2026-03-31", prorata=True, fee=Money(1, "EUR")))  # 0.01 x 1 / 31
    assert due(contract, "2026-03") == []


def test_only_a_retainer_has_fees() -> None:
    assert due(agreed(hourly("2026-01-01"), prepaid("2026-02-01")), "2026") == []
