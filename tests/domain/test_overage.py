"""What hours beyond the bank cost: one rate, steps within a period, and no price at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.bank_cases import agreed, days, ledger, retainer, worked

from vabackoffice.domain.overage import price_overage
from vabackoffice.errors import ConflictError


def priced(period: str, *entries: tuple[str, str], **options: Any) -> list[tuple[int | None, int, Decimal]]:
    """Return entry, minutes and rate of the overage of one month of a retainer with 1h a month."""
    contract = agreed(retainer("2026-01-01", "1h", **options))
    rows = [row for row in ledger(contract, worked(*entries), "2026-12-31") if row.period == days(period)]
    charges = price_overage(rows, contract.terms[0], "acme/inbox", "EUR")
    return [(charge.row.entry, charge.seconds // 60, charge.rate) for charge in charges]


def test_the_overage_rate_comes_before_the_hourly_rate() -> None:
    work = ("2026-03-02", "3h")
    assert priced("2026-03", work, overage_rate=Decimal(50), hourly_rate=Decimal(40)) == [(1, 120, Decimal(50))]
    assert priced("2026-03", work, hourly_rate=Decimal(40)) == [(1, 120, Decimal(40))]


def test_a_row_is_split_at_a_step() -> None:
    # 1h of each month is included. 2h + 2h are beyond: the first 3h at 40, so the second row is split after 1h.
    work = [("2026-03-02", "3h"), ("2026-03-03", "2h")]
    assert priced("2026-03", *work, overage_steps="3h:40,50") == [
        (1, 120, Decimal(40)),
        (2, 60, Decimal(40)),
        (2, 60, Decimal(50)),
    ]


def test_one_row_can_go_through_all_steps() -> None:
    # 10h beyond: 3h at 40, to 5h at 45, the other 5h at 50.50.
    assert priced("2026-03", ("2026-03-02", "11h"), overage_steps="3h:40,5h:45,50.50") == [
        (1, 180, Decimal(40)),
        (1, 120, Decimal(45)),
        (1, 300, Decimal("50.50")),
    ]


def test_a_limit_that_is_reached_exactly_begins_nothing() -> None:
    assert priced("2026-03", ("2026-03-02", "4h"), overage_steps="3h:40,50") == [(1, 180, Decimal(40))]


def test_steps_begin_anew_in_each_period() -> None:
    work = [("2026-03-02", "5h"), ("2026-04-02", "2h")]
    assert priced("2026-04", *work, overage_steps="3h:40,50") == [(2, 60, Decimal(40))]


def test_a_debt_at_the_end_is_priced_like_overage() -> None:
    contract = agreed(retainer("2026-03-01", "1h", debt="carry", overage_rate=Decimal(50)), until="2026-03-31")
    rows = ledger(contract, worked(("2026-03-02", "3h")), "2026-03-31")
    (charge,) = price_overage(rows, contract.terms[0], "acme/inbox", "EUR")
    assert (charge.row.entry, charge.seconds, charge.why) == (
        None,
        7200,
        "2h beyond the bank on Tue 31 Mar 2026 at 50.00 EUR per hour",
    )


def test_each_charge_says_its_step() -> None:
    contract = agreed(retainer("2026-03-01", "1h", overage_steps="3h:40,5h:45,50"))
    rows = ledger(contract, worked(("2026-03-02", "7h")), "2026-03-02")
    assert [charge.why for charge in price_overage(rows, contract.terms[0], "acme/inbox", "EUR")] == [
        "3h beyond the bank on Mon 2 Mar 2026: the first 3h at 40.00 EUR",
        "2h beyond the bank on Mon 2 Mar 2026: up to 5h at 45.00 EUR",
        "1h beyond the bank on Mon 2 Mar 2026: then 50.00 EUR",
    ]


def test_without_a_price_it_is_refused() -> None:
    with pytest.raises(ConflictError) as refused:
        priced("2026-03", ("2026-03-02", "3h"), ("2026-03-04", "30m"))
    assert refused.value.message == "No price is known for 2h30 of 'acme/inbox' beyond the bank since Mon 2 Mar 2026."
    assert refused.value.hint == "Set one: 'va engagement terms acme/inbox --from 2026-01-01 --overage RATE'."


def test_the_hint_names_a_first_day_also_where_the_terms_hold_since_ever() -> None:
    contract = agreed(retainer("2026-03-01", "1h"))
    rows = ledger(contract, worked(("2026-03-02", "3h")), "2026-03-02")
    with pytest.raises(ConflictError) as refused:
        price_overage(rows, replace(contract.terms[0], valid_from=None), "acme/inbox", "EUR")
    assert refused.value.hint == "Set one: 'va engagement terms acme/inbox --from DATE --overage RATE'."


def test_without_overage_no_price_is_needed() -> None:
    assert priced("2026-03", ("2026-03-02", "30m")) == []
