"""Five thousand random contracts: the hour bank and its slow second writing agree on every row and every fee."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.domain.contracts import random_contract
from tests.domain.slow_bank import DAY, is_anchor, slow_bank, slow_fees

from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.period import Period
from vabackoffice.domain.retainer_fee import fees_due

if TYPE_CHECKING:
    from vabackoffice.domain.contract import BilledTime, Contract

CHUNK = 250
AT_LEAST = 20  # of the thousand contracts that are counted

RULES = {
    *("every week", "every month", "every quarter", "anchor past the last of the month"),
    *("pro-rata", "cut and whole", "cut by new terms", "new terms", "days of a pause taken out"),
    *("work on retainer terms", "work on package terms", "work on hourly terms", "work on flat terms"),
    *("work on retainer terms, paused", "work on package terms, paused"),
    *("work on hourly terms, paused", "work on flat terms, paused", "late work"),
    *("allowance-first", "oldest-first", "several packages open", "packages of one day"),
    *("drawn from allowance", "drawn from carried", "drawn from package", "drawn from debt", "drawn from overage"),
    *("drawn from hourly work", "debt carried in", "debt paid by allowance", "debt paid by package"),
    *("carry none", "carry all", "carry cap", "carry 1", "carry 2", "carry 3", "expiry moved by a pause"),
    *("allowance lapses", "carried lapses", "package lapses", "lapse at the end", "debt billed at the end"),
}


@pytest.mark.parametrize("first", range(0, 5000, CHUNK))
def test_the_bank_and_its_slow_second_writing_agree(first: int) -> None:
    for seed in range(first, first + CHUNK):
        contract, work, day = seeded(seed)
        day_over = seed % 3 > 0
        rows = [
            (row.day, row.kind, row.source, row.entry, row.seconds, row.balance)
            for row in bank_ledger(contract, work, day, day_over=day_over)
        ]
        assert rows == slow_bank(contract, work, day, day_over=day_over).rows, f"seed {seed}"


@pytest.mark.parametrize("first", range(0, 5000, 5 * CHUNK))
def test_the_fees_and_their_slow_second_writing_agree(first: int) -> None:
    for seed in range(first, first + 5 * CHUNK):
        contract, _, _ = seeded(seed)
        start = contract.first_day + timedelta(seed % 50 - 20)
        asked = Period(start, start + timedelta(seed % 300 + 1))
        fees = [(fee.period.start, fee.period.end, fee.due_on, fee.amount.minor) for fee in fees_due(contract, asked)]
        assert sorted(fees) == slow_fees(contract, asked), f"seed {seed}"


def test_the_random_contracts_come_by_every_rule() -> None:
    found: Counter[str] = Counter()
    for seed in range(1000):
        contract, work, day = seeded(seed)
        found.update(slow_bank(contract, work, day, day_over=True).rules)
    assert {rule for rule in RULES if found[rule] < AT_LEAST} == set(), found
    assert set(found) == RULES


def seeded(seed: int) -> tuple[Contract, tuple[BilledTime, ...], date]:
    """Return a random contract; every third has new terms where a period ends, every fourth terms since ever."""
    contract, work, day = random_contract(Random(seed))  # noqa: S311 - the same contracts in every run
    if seed % 3 == 0:
        contract = with_terms_at_boundaries(contract)
    if seed % 4 == 0:
        contract = replace(contract, terms=(replace(contract.terms[0], valid_from=None), *contract.terms[1:]))
    return contract, work, day


def with_terms_at_boundaries(contract: Contract) -> Contract:
    """Move new terms to the next day on which a period of those before begins; there none is pro-rata."""
    kept = list(contract.terms[:1])
    for terms in contract.terms[1:]:
        start = max(terms.valid_from or date.min, (kept[-1].valid_from or contract.first_day) + DAY)
        while not is_anchor(start, kept[-1]):
            start += DAY
        if contract.last_day is None or start <= contract.last_day:
            kept.append(replace(terms, valid_from=start, prorata=False))
    return replace(contract, terms=tuple(kept))
