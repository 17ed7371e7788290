"""What holds for every hour bank, whatever was agreed, sold, paused and worked (docs/hour-bank.md, Invariants)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.contracts import contracts

from vabackoffice.domain.bank_balance import bank_balance
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.contract import BilledTime, Contract
from vabackoffice.domain.engagement import Terms, terms_on
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.overage import price_overage

if TYPE_CHECKING:
    from vabackoffice.domain.bank_row import BankRow

Case = tuple[Contract, tuple[BilledTime, ...], date]


def rows_of(case: Case, *, day_over: bool = True) -> list[BankRow]:
    contract, work, day = case
    return bank_ledger(contract, work, day, day_over=day_over)


def sums(rows: list[BankRow]) -> Counter[str]:
    """Return the seconds by kind, as they are signed; overage of a debt under a name of its own."""
    total: Counter[str] = Counter()
    for row in rows:
        total["debt billed" if row.kind == "overage" and row.entry is None else row.kind] += row.seconds
    return total


@given(case=contracts, day_over=st.booleans())
def test_hours_in_are_hours_drawn_lapsed_and_left(case: Case, *, day_over: bool) -> None:
    rows = rows_of(case, day_over=day_over)
    total = sums(rows)
    between = total["carry_in"] + total["carry_out"]  # what waits between two periods, or in a pause
    balance = rows[-1].balance if rows else 0
    came_in = total["allowance"] + total["purchase"] + total["debt billed"]
    assert came_in + total["draw"] + total["expiry"] + between == balance


@given(contracts)
def test_each_balance_is_the_one_before_and_the_row(case: Case) -> None:
    balance = 0
    for row in rows_of(case):
        balance += 0 if row.kind == "overage" and row.entry is not None else row.seconds
        assert row.balance == balance
        assert row.seconds


@given(contracts)
def test_each_second_of_each_entry_is_in_exactly_one_row(case: Case) -> None:
    contract, work, day = case
    accounted: Counter[int | None] = Counter()
    for row in rows_of(case):
        accounted[row.entry] += -row.seconds if row.kind == "draw" else row.seconds if row.kind == "overage" else 0
    for time in work:
        model = terms_on(contract.terms, time.draws_on, contract.engagement).model
        if time.draws_on > day or model == "flat":
            assert accounted[time.entry] == 0
        elif model == "hourly":
            assert 0 <= accounted[time.entry] <= time.seconds  # what is beyond the bank is hourly work
        else:
            assert accounted[time.entry] == time.seconds


@given(contracts)
def test_replaying_gives_the_same_rows(case: Case) -> None:
    assert rows_of(case) == rows_of(case)


@given(contracts, st.integers(0, 300), st.integers(1, 20 * 3600))
def test_work_added_later_changes_no_row_of_an_earlier_period(case: Case, after: int, seconds: int) -> None:
    contract, work, day = case
    new_day = min(contract.first_day + timedelta(after), contract.last_day or date.max)
    (period,) = [period for period in bank_periods(contract, new_day) if new_day in period.period]
    added = bank_ledger(contract, (*work, BilledTime(999, new_day, seconds)), day, day_over=True)

    def earlier(rows: list[BankRow]) -> list[BankRow]:
        return [row for row in rows if row.day < period.period.start]

    assert earlier(added) == earlier(rows_of(case))


@given(contracts, st.integers(0, 300))
def test_a_ledger_up_to_a_day_is_the_beginning_of_a_longer_one(case: Case, after: int) -> None:
    contract, work, day = case
    asked = min(contract.first_day + timedelta(after), day)
    longer = rows_of(case)
    for day_over in (False, True):
        rows = bank_ledger(contract, work, asked, day_over=day_over)
        assert rows == longer[: len(rows)]
    assert all(row.day > asked for row in longer[len(rows) :])


@given(contracts)
def test_rows_are_in_order_and_each_lies_in_its_period(case: Case) -> None:
    rows = rows_of(case)
    order = ("carry_in", "allowance", "purchase", "work", "expiry", "carry_out", "debt billed")

    def place(row: BankRow) -> tuple[date, int]:
        kind = "work" if row.kind == "draw" or (row.kind == "overage" and row.entry is not None) else row.kind
        return row.day, order.index("debt billed" if kind == "overage" else kind)

    for row, following in pairwise(rows):
        ends_in_a_pause = following.kind == "carry_in" and following.day == case[0].last_day
        assert place(row) <= place(following) or ends_in_a_pause
    assert all(row.day in row.period for row in rows)
    assert all(row.why for row in rows)


@given(contracts)
def test_nothing_is_drawn_that_is_not_there(case: Case) -> None:
    """Only a debt goes below zero, and no source gives more than came in."""
    left: Counter[str] = Counter()
    for row in rows_of(case):
        if row.source.startswith("package:"):
            left[row.source] += row.seconds
            assert left[row.source] >= 0
        if row.kind in {"expiry", "draw"} and row.source != "debt":
            assert row.balance >= 0


@given(contracts)
def test_bank_periods_lie_side_by_side_from_the_first_day_on(case: Case) -> None:
    contract, _, day = case
    periods = bank_periods(contract, day)
    assert periods[0].period.start == contract.first_day
    for period, following in pairwise(periods):
        assert period.period.end == following.period.start
    for period in periods:
        assert period.uncut.start <= period.period.start
        assert period.period.end <= period.uncut.end
        assert 0 <= period.share[0] <= period.share[1] == period.uncut.days
        assert period.terms == terms_on(contract.terms, period.period.start, "acme")
        assert period.terms == terms_on(contract.terms, period.period.last_day, "acme")


@given(contracts)
def test_the_balance_agrees_with_the_ledger(case: Case) -> None:
    contract, work, day = case
    rows = rows_of(case, day_over=False)
    balance = bank_balance(contract, work, day)
    assert balance is not None
    total = sums(rows)
    waiting = -(total["carry_in"] + total["carry_out"])
    assert balance.seconds == (rows[-1].balance if rows else 0) + waiting
    assert sum(hours.seconds for hours in balance.expiring) <= max(0, balance.seconds)
    assert all(hours.last_day >= day for hours in balance.expiring)


@given(contracts)
def test_overage_is_charged_to_the_second(case: Case) -> None:
    contract, _, day = case
    rows = rows_of(case)
    for period in bank_periods(contract, day):
        beyond = [row for row in rows if row.kind == "overage" and row.period == period.period]
        if beyond and _has_a_price(period.terms):
            charges = price_overage(beyond, period.terms, contract.engagement, "EUR")
            assert sum(charge.seconds for charge in charges) == sum(row.seconds for row in beyond)
            assert [charge.rate for charge in charges] == sorted(charge.rate for charge in charges)


def _has_a_price(terms: Terms) -> bool:
    return any(price is not None for price in (terms.overage_rate, terms.overage_steps, terms.hourly_rate))
