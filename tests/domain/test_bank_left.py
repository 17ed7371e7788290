"""What a bank could draw on, what is beyond it, and until when: the figures behind `4h15 of 20h left until 30 Jun`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from tests.domain.bank_cases import HOUR, agreed, day, days, hourly, package, prepaid, retainer, worked
from tests.domain.contracts import contracts

from vabackoffice.domain.bank_balance import bank_balance
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_words import say_left
from vabackoffice.domain.hour_bank import bank_ledger

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.contract import BilledTime, Contract


def left(asked: str, contract: Contract, work: tuple[BilledTime, ...] = ()) -> tuple[float, float, float, str]:
    """Return hours left, of how many, hours beyond, and until when."""
    balance = bank_balance(contract, work, day(asked))
    assert balance is not None
    return balance.seconds / HOUR, balance.promised / HOUR, balance.beyond / HOUR, str(balance.until)


def test_allowance_and_carry_over_are_of_the_period() -> None:
    # January leaves 2 h; they come in beside February's 10 h, of which 3 h are worked.
    contract = agreed(retainer("2026-01-01", carry="all"))
    work = worked(("2026-01-07", "8h"), ("2026-02-02", "3h"))
    assert left("2026-02-10", contract, work) == (9, 12, 0, "2026-02-28")


def test_a_package_counts_whole_in_the_period_in_which_it_is_used_up_and_not_after_it() -> None:
    contract = agreed(
        prepaid("2026-01-01"), packages=(package(1, "2026-01-05", "5h"), package(2, "2026-02-01", "10h", 60))
    )
    work = worked(("2026-01-07", "4h"), ("2026-02-02", "3h"))
    # In February 1 h of the first and 2 h of the second are worked; 1 February and 60 days is 2 April.
    assert left("2026-02-10", contract, work) == (8, 15, 0, "2026-04-02")
    assert left("2026-03-10", contract, work) == (8, 10, 0, "2026-04-02")


def test_a_package_without_end_has_no_until() -> None:
    contract = agreed(prepaid("2026-01-01"), packages=(package(1, "2026-01-05", "5h"),))
    assert left("2026-01-10", contract) == (5, 5, 0, "None")


def test_what_is_beyond_and_a_debt() -> None:
    work = worked(("2026-03-02", "12h"))
    assert left("2026-03-03", agreed(retainer("2026-03-01")), work) == (0, 10, 2, "2026-03-31")
    assert left("2026-03-03", agreed(retainer("2026-03-01", debt="carry")), work) == (-2, 10, 0, "2026-03-31")


def test_hours_that_wait_in_a_pause_are_of_themselves() -> None:
    contract = agreed(retainer("2026-02-01", carry="all"), pauses=(days("2026-03"),))
    assert left("2026-03-10", contract)[:2] == (10, 10)


def test_hourly_days_have_nothing() -> None:
    assert left("2026-03-04", agreed(hourly("2026-03-01")), worked(("2026-03-03", "3h"))) == (0, 0, 0, "None")


@given(contracts)
def test_what_is_left_is_what_there_was_less_what_went(case: tuple[Contract, tuple[BilledTime, ...], date]) -> None:
    contract, work, asked = case
    balance = bank_balance(contract, work, asked)
    assume(balance is not None and all(terms.debt == "bill" for terms in contract.terms))  # paying a debt has no row
    assert balance is not None
    now = bank_periods(contract, asked)[-1]
    rows = bank_ledger(contract, work, asked, day_over=False)
    ours = [row for row in rows if row.period == now.period]
    if now.is_paused:  # what was carried waits, and comes in to end with the last day
        came_in = balance.left.get("carried", 0)
    else:
        came_in = sum(row.seconds for row in ours if row.kind in {"allowance", "carry_in"})
    gone = [row for row in ours if row.kind in {"draw", "expiry"} and row.source in {"allowance", "carried"}]
    sources = {row.source for row in ours} | set(balance.left)
    packages = [row for row in rows if row.source.startswith("package:") and row.source in sources]

    assert balance.seconds == came_in + sum(row.seconds for row in [*gone, *packages])
    bought = sum(row.seconds for row in packages if row.kind == "purchase")
    assert balance.promised == came_in + bought
    assert balance.beyond == sum(row.seconds for row in ours if row.kind == "overage")


@pytest.mark.parametrize(
    ("left", "promised", "beyond", "until", "said"),
    [
        (15_300, 72_000, 0, "2026-06-30", "4h15 of 20h left until 30 Jun"),
        (15_300, 72_000, 0, "2027-01-31", "4h15 of 20h left until 31 Jan 2027"),
        (15_300, 72_000, 0, None, "4h15 of 20h left"),
        (3_600, 72_000, 1_800, "2026-06-30", "1h of 20h left until 30 Jun, 30m beyond"),
        (0, 72_000, 7_200, "2026-06-30", "nothing left of 20h until 30 Jun, 2h beyond"),
        (0, 0, 0, None, "nothing left"),
        (-3_600, 72_000, 0, "2026-06-30", "1h below zero until 30 Jun"),
    ],
)
def test_what_is_left_in_words(left: int, promised: int, beyond: int, until: str | None, said: str) -> None:
    assert say_left(left, promised, beyond, day(until) if until else None, day("2026-06-16")) == said
