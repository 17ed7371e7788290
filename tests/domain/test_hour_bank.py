"""The hour bank of a retainer, each ledger worked by hand after docs/hour-bank.md."""

from __future__ import annotations

from datetime import date

import pytest
from tests.domain.bank_cases import agreed, check, day, ledger, retainer, shown, worked

from vabackoffice.domain.contract import BilledTime, Contract
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.errors import ConflictError


def test_nothing_is_carried_and_what_is_left_lapses() -> None:
    # 10h - 3h30 - 4h = 2h30 are left on 31 January.
    check(
        agreed(retainer("2026-01-01")),
        worked(("2026-01-07", "3h30"), ("2026-01-20", "4h")),
        "2026-02-01",
        """
        2026-01-01 allowance allowance    +10h   10h
        2026-01-07 draw      allowance #1 -3h30  6h30
        2026-01-20 draw      allowance #2 -4h    2h30
        2026-01-31 expiry    allowance    -2h30  0m
        2026-02-01 allowance allowance    +10h   10h
        """,
    )


def test_all_is_carried() -> None:
    # January leaves 7h, February 7h + 10h = 17h.
    check(
        agreed(retainer("2026-01-01", carry="all")),
        worked(("2026-01-07", "3h")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -3h   7h
        2026-01-31 carry_out carried      -7h   0m
        2026-02-01 carry_in  carried      +7h   7h
        2026-02-01 allowance allowance    +10h  17h
        2026-02-28 carry_out carried      -17h  0m
        """,
    )


def test_with_a_cap_the_oldest_lapses_first() -> None:
    # January leaves 6h30, of which 2h go on. February leaves 2h + 10h; 10h lapse: the 2h carried, then 8h of its own.
    check(
        agreed(retainer("2026-01-01", carry="cap:2h")),
        worked(("2026-01-07", "3h30")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance    +10h   10h
        2026-01-07 draw      allowance #1 -3h30  6h30
        2026-01-31 expiry    allowance    -4h30  2h
        2026-01-31 carry_out carried      -2h    0m
        2026-02-01 carry_in  carried      +2h    2h
        2026-02-01 allowance allowance    +10h   12h
        2026-02-28 expiry    allowance    -8h    4h
        2026-02-28 expiry    carried      -2h    2h
        2026-02-28 carry_out carried      -2h    0m
        """,
    )


def test_a_cap_that_is_not_reached_lets_nothing_lapse() -> None:
    # 10h - 9h = 1h, less than 2h.
    check(
        agreed(retainer("2026-01-01", carry="cap:2h")),
        worked(("2026-01-07", "9h")),
        "2026-01-31",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -9h   1h
        2026-01-31 carry_out carried      -1h   0m
        """,
    )


def test_one_period_means_the_next_one() -> None:
    # January's 4h can be used in February. There 3h are drawn on February's own, so the 4h lapse and 7h go on.
    check(
        agreed(retainer("2026-01-01", carry="1")),
        worked(("2026-01-07", "6h"), ("2026-02-03", "3h")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -6h   4h
        2026-01-31 carry_out carried      -4h   0m
        2026-02-01 carry_in  carried      +4h   4h
        2026-02-01 allowance allowance    +10h  14h
        2026-02-03 draw      allowance #2 -3h   11h
        2026-02-28 expiry    carried      -4h   7h
        2026-02-28 carry_out carried      -7h   0m
        """,
    )


def test_oldest_first_draws_what_was_carried_before_the_allowance() -> None:
    # 2h come from January; of the 3h on 3 February 2h are theirs and 1h is February's.
    check(
        agreed(retainer("2026-01-01", carry="all", use_order="oldest-first")),
        worked(("2026-01-07", "8h"), ("2026-02-03", "3h")),
        "2026-02-03",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -8h   2h
        2026-01-31 carry_out carried      -2h   0m
        2026-02-01 carry_in  carried      +2h   2h
        2026-02-01 allowance allowance    +10h  12h
        2026-02-03 draw      carried #2   -2h   10h
        2026-02-03 draw      allowance #2 -1h   9h
        """,
    )


def test_allowance_first_draws_what_was_carried_after_it_oldest_first() -> None:
    # February: 10h of its own, then 1h carried: January's. At its end January's other 1h lapses (two periods: no, one).
    check(
        agreed(retainer("2026-01-01", carry="1")),
        worked(("2026-01-07", "8h"), ("2026-02-03", "11h")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -8h   2h
        2026-01-31 carry_out carried      -2h   0m
        2026-02-01 carry_in  carried      +2h   2h
        2026-02-01 allowance allowance    +10h  12h
        2026-02-03 draw      allowance #2 -10h  2h
        2026-02-03 draw      carried #2   -1h   1h
        2026-02-28 expiry    carried      -1h   0m
        """,
    )


def test_of_several_carried_months_the_oldest_is_drawn_first() -> None:
    # With 2 periods, 1h is left of January and 10h of February. 3h in March take January's 1h and 2h of February's;
    # so nothing of January lapses in March, and in April February's other 8h do.
    contract = agreed(retainer("2026-01-01", carry="2", use_order="oldest-first"))
    rows = ledger(contract, worked(("2026-01-07", "9h"), ("2026-03-02", "3h")), "2026-04-30")
    assert [line for line in shown(rows).splitlines() if "expiry" in line or "draw" in line] == [
        "2026-01-07 draw allowance #1 -9h 1h",
        "2026-03-02 draw carried #2 -3h 18h",  # 1h + 10h + 10h - 3h
        "2026-04-30 expiry carried -8h 20h",  # 8h + 10h of March + 10h of April - 8h
    ]


def test_what_is_beyond_the_bank_is_overage_beside_it() -> None:
    # 12h - 10h = 2h; the balance stays at nothing.
    check(
        agreed(retainer("2026-01-01")),
        worked(("2026-01-07", "12h"), ("2026-01-08", "1h")),
        "2026-01-31",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -10h  0m
        2026-01-07 overage   overage #1   +2h   0m
        2026-01-08 overage   overage #2   +1h   0m
        """,
    )


@pytest.mark.parametrize("debt", ["carry", "ask"])
def test_a_debt_goes_through_two_periods_and_is_billed_at_the_end(debt: str) -> None:
    # 25h - 10h = 15h of debt; February's 10h leave 5h of it, March's 10h less 5h less 7h leave 2h, billed on 31 March.
    check(
        agreed(retainer("2026-01-01", debt=debt), until="2026-03-31"),
        worked(("2026-01-07", "25h"), ("2026-03-02", "7h")),
        "2026-03-31",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -10h  0m
        2026-01-07 draw      debt #1      -15h  -15h
        2026-01-31 carry_out carried      +15h  0m
        2026-02-01 carry_in  carried      -15h  -15h
        2026-02-01 allowance allowance    +10h  -5h
        2026-02-28 carry_out carried      +5h   0m
        2026-03-01 carry_in  carried      -5h   -5h
        2026-03-01 allowance allowance    +10h  5h
        2026-03-02 draw      allowance #2 -5h   0m
        2026-03-02 draw      debt #2      -2h   -2h
        2026-03-31 overage   overage      +2h   0m
        """,
    )


def test_a_debt_is_carried_even_where_nothing_is_carried_over() -> None:
    # 12h - 10h = 2h of debt; of February's 10h there are 8h to be drawn, and they lapse.
    check(
        agreed(retainer("2026-01-01", debt="carry", carry="none")),
        worked(("2026-01-07", "12h")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -10h  0m
        2026-01-07 draw      debt #1      -2h   -2h
        2026-01-31 carry_out carried      +2h   0m
        2026-02-01 carry_in  carried      -2h   -2h
        2026-02-01 allowance allowance    +10h  8h
        2026-02-28 expiry    allowance    -8h   0m
        """,
    )


def test_a_retainer_without_hours_has_overage_alone() -> None:
    fee_only = Terms("retainer", RoundingRule(), valid_from=day("2026-03-01"), every="month")
    rows = ledger(agreed(fee_only), worked(("2026-03-02", "3h")), "2026-03-31")
    assert shown(rows) == "2026-03-02 overage overage #1 +3h 0m"


def test_entries_draw_in_the_order_of_their_days_and_on_one_day_as_given() -> None:
    # 1h is left of 10h when the two entries of the 20th come: #3 is given before #1. What is billed as 0 has no row.
    work = (
        BilledTime(3, date(2026, 1, 20), 3600),
        BilledTime(1, date(2026, 1, 20), 3600),
        BilledTime(4, date(2026, 1, 20), 0),
        BilledTime(2, date(2026, 1, 7), 9 * 3600),
    )
    check(
        agreed(retainer("2026-01-01")),
        work,
        "2026-01-20",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #2 -9h   1h
        2026-01-20 draw      allowance #3 -1h   0m
        2026-01-20 overage   overage #1   +1h   0m
        """,
    )


def test_late_work_draws_on_the_first_open_day() -> None:
    late = BilledTime(1, date(2026, 1, 30), 2 * 3600, late_on=date(2026, 2, 1))
    rows = ledger(agreed(retainer("2026-01-01")), (late,), "2026-02-01")
    assert shown(rows[-2:]) == "2026-02-01 allowance allowance +10h 10h\n2026-02-01 draw allowance #1 -2h 8h"
    assert rows[-1].why == (
        "2h of the 10h included in February 2026; 8h of them are left; late: worked on Fri 30 Jan 2026"
    )


@pytest.mark.parametrize(("day_over", "kinds"), [(False, ["allowance"]), (True, ["allowance", "expiry"])])
def test_what_happens_at_the_end_of_the_day_has_happened_only_when_it_is_over(
    *, day_over: bool, kinds: list[str]
) -> None:
    rows = ledger(agreed(retainer("2026-01-01")), worked(("2026-02-01", "1h")), "2026-01-31", day_over=day_over)
    assert [row.kind for row in rows] == kinds


def test_before_the_agreement_there_is_no_row() -> None:
    assert ledger(agreed(retainer("2026-03-01")), (), "2026-02-28") == []


@pytest.mark.parametrize(
    ("on", "message", "hint"),
    [
        (
            "2026-02-27",
            "'acme/inbox' has no terms on Fri 27 Feb 2026.",
            "Say what held then: 'va engagement terms acme/inbox --from 2026-02-27 --hourly RATE'.",
        ),
        (
            "2026-04-01",
            "'acme/inbox' ended on Tue 31 Mar 2026, before Wed 1 Apr 2026.",
            "Work and purchases lie inside the agreement; give them another day.",
        ),
    ],
)
def test_work_outside_the_agreement_is_refused_not_lost(on: str, message: str, hint: str) -> None:
    contract: Contract = agreed(retainer("2026-03-01"), until="2026-03-31")
    with pytest.raises(ConflictError) as refused:
        ledger(contract, worked((on, "1h")), "2026-03-31")
    assert (refused.value.message, refused.value.hint) == (message, hint)
