"""Where a bank stands: left by source, used, what lapses when, and when it is low."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.domain.bank_cases import HOUR, agreed, day, days, hourly, package, prepaid, retainer, worked

from vabackoffice.domain.bank_balance import BankBalance, bank_balance

if TYPE_CHECKING:
    from vabackoffice.domain.contract import BilledTime, Contract


def on(asked: str, contract: Contract, work: tuple[BilledTime, ...] = ()) -> BankBalance:
    balance = bank_balance(contract, work, day(asked))
    assert balance is not None
    return balance


def expiring(balance: BankBalance) -> list[tuple[float, str, str]]:
    return [(hours.seconds / HOUR, str(hours.last_day), hours.source) for hours in balance.expiring]


def test_what_is_left_is_told_by_its_source() -> None:
    # January leaves 2h. February: 3h + 10h worked of its 10h, so 3h go on: 2h carried, 1h of the package of 5h.
    contract = agreed(retainer("2026-01-01", carry="all"), packages=(package(1, "2026-02-01", "5h"),))
    work = worked(("2026-01-07", "8h"), ("2026-02-02", "3h"), ("2026-02-03", "10h"))
    balance = on("2026-02-10", contract, work)
    assert balance.left == {"package:1": 4 * HOUR}
    assert (balance.seconds, balance.used, balance.allowance) == (4 * HOUR, 13 * HOUR, 10 * HOUR)


def test_overage_counts_as_used_and_a_debt_as_less_than_nothing() -> None:
    work = worked(("2026-03-02", "12h"))
    billed, carried = (on("2026-03-03", agreed(retainer("2026-03-01", debt=debt)), work) for debt in ("bill", "carry"))
    assert (billed.left, billed.used) == ({}, 12 * HOUR)
    assert (carried.left, carried.used, carried.seconds) == ({"debt": -2 * HOUR}, 12 * HOUR, -2 * HOUR)


@pytest.mark.parametrize(
    ("carry", "expected"),
    [
        ("none", [(9, "2026-02-28", "allowance")]),
        ("all", []),
        # 10h carried and 9h of February's own: with 12h allowed 7h lapse, the oldest first; the other 12h stay.
        ("cap:12h", [(7, "2026-02-28", "carried")]),
        # With 3h only 3h were carried in; they and 6h of the 9h lapse.
        ("cap:3h", [(6, "2026-02-28", "allowance"), (3, "2026-02-28", "carried")]),
        ("1", [(10, "2026-02-28", "carried"), (9, "2026-03-31", "allowance")]),
        ("2", [(10, "2026-03-31", "carried"), (9, "2026-04-30", "allowance")]),
    ],
)
def test_what_lapses_and_when(carry: str, expected: list[tuple[float, str, str]]) -> None:
    # January is unused, so all that its rule allows is carried into February, where 1h is drawn.
    contract = agreed(retainer("2026-01-01", carry=carry))
    assert expiring(on("2026-02-10", contract, worked(("2026-02-02", "1h")))) == expected


def test_a_pause_gives_carried_hours_another_period() -> None:
    contract = agreed(retainer("2026-02-01", carry="1"), pauses=(days("2026-03"),))
    assert expiring(on("2026-02-10", contract)) == [(10, "2026-04-30", "allowance")]
    waiting = on("2026-03-10", contract)
    assert (waiting.left, waiting.allowance) == ({"carried": 10 * HOUR}, 0)
    assert expiring(waiting) == [(10, "2026-04-30", "carried")]


def test_the_end_of_the_agreement_ends_everything() -> None:
    bought = (package(1, "2026-02-01", "5h", "2026-12-31"), package(2, "2026-02-01", "5h"))
    contract = agreed(retainer("2026-02-01", carry="all"), until="2026-03-31", packages=bought)
    assert expiring(on("2026-02-10", contract)) == [
        (10, "2026-03-31", "allowance"),
        (5, "2026-03-31", "package:1"),
        (5, "2026-03-31", "package:2"),
    ]


def test_packages_lapse_on_their_own_days_and_some_never() -> None:
    bought = (package(1, "2026-02-01", "5h", 30), package(2, "2026-02-01", "5h"))
    assert expiring(on("2026-02-10", agreed(prepaid("2026-02-01"), packages=bought))) == [
        (5, "2026-03-03", "package:1")
    ]


@pytest.mark.parametrize(
    ("hours", "mark", "low"),
    [
        ("7h59", None, False),
        ("8h", None, True),  # 2h of 10h are 20 %
        ("8h", Decimal(10), False),
        ("9h", Decimal(10), True),
        ("9h", Decimal(0), False),
        ("10h", Decimal(0), True),
        ("12h", None, True),
    ],
)
def test_low_is_at_or_below_the_mark(hours: str, mark: Decimal | None, *, low: bool) -> None:
    contract = agreed(retainer("2026-03-01", low_balance=mark))
    assert on("2026-03-03", contract, worked(("2026-03-02", hours))).low is low


def test_packages_are_low_by_what_was_sold_and_when_used_up() -> None:
    contract = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "10h"),))
    assert [on("2026-03-04", contract, worked(("2026-03-03", hours))).low for hours in ("7h", "8h", "10h")] == [
        False,
        True,
        True,
    ]


def test_without_a_bank_nothing_is_low() -> None:
    balance = on("2026-03-04", agreed(hourly("2026-03-01")), worked(("2026-03-03", "3h")))
    assert balance == BankBalance({}, 0, 0, (), low=False)


@pytest.mark.parametrize("asked", ["2026-02-28", "2026-04-01"])
def test_outside_the_agreement_there_is_no_balance(asked: str) -> None:
    assert bank_balance(agreed(retainer("2026-03-01"), until="2026-03-31"), (), date.fromisoformat(asked)) is None
