"""Packages in the hour bank, alone, beside a retainer and on hourly days, each ledger worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.domain.bank_cases import agreed, check, day, days, hourly, ledger, package, prepaid, retainer, shown, worked

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.period import Period
from vabackoffice.domain.rounding import RoundingRule


def test_allowance_then_package_then_overage_and_each_has_its_row() -> None:
    # 13h = 10h included + 2h of the package + 1h beyond.
    check(
        agreed(retainer("2026-03-01"), packages=(package(1, "2026-03-02", "2h"),)),
        worked(("2026-03-03", "13h")),
        "2026-03-31",
        """
        2026-03-01 allowance allowance    +10h  10h
        2026-03-02 purchase  package:1    +2h   12h
        2026-03-03 draw      allowance #1 -10h  2h
        2026-03-03 draw      package:1 #1 -2h   0m
        2026-03-03 overage   overage #1   +1h   0m
        """,
    )


def test_a_package_stays_when_a_period_ends() -> None:
    check(
        agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-31", "2h"),)),
        worked(("2026-04-01", "30m")),
        "2026-05-01",
        """
        2026-03-31 purchase package:1    +2h   2h
        2026-04-01 draw     package:1 #1 -30m  1h30
        """,
    )


def test_work_before_the_purchase_does_not_draw_on_it_and_work_of_its_day_does() -> None:
    check(
        agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-10", "2h"),)),
        worked(("2026-03-09", "1h"), ("2026-03-10", "1h")),
        "2026-03-10",
        """
        2026-03-09 overage  overage #1   +1h  0m
        2026-03-10 purchase package:1    +2h  2h
        2026-03-10 draw     package:1 #2 -1h  1h
        """,
    )


def test_of_several_packages_the_one_bought_first_then_the_one_that_ends_first_then_the_lower_number() -> None:
    # Package 5 was bought first though it never ends. Of the 2 March ones 4 ends first; 2 and 3 end together.
    bought = (
        package(2, "2026-03-02", "1h", "2026-04-30"),
        package(3, "2026-03-02", "1h", "2026-04-30"),
        package(4, "2026-03-02", "1h", "2026-03-31"),
        package(5, "2026-03-01", "1h"),
    )
    rows = ledger(agreed(prepaid("2026-03-01"), packages=bought), worked(("2026-03-03", "5h")), "2026-03-03")
    assert [row.source for row in rows if row.entry] == [
        "package:5",
        "package:4",
        "package:2",
        "package:3",
        "overage",
    ]
    assert [row.source for row in rows if row.kind == "purchase"] == [
        "package:5",
        "package:2",
        "package:3",
        "package:4",
    ]


def test_the_last_usable_day_is_so_many_days_after_the_purchase() -> None:
    # 7 days after 2 March: 9 March can be used, 10 March cannot.
    check(
        agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "3h", 7),)),
        worked(("2026-03-09", "1h"), ("2026-03-10", "1h")),
        "2026-03-10",
        """
        2026-03-02 purchase package:1    +3h  3h
        2026-03-09 draw     package:1 #1 -1h  2h
        2026-03-09 expiry   package:1    -2h  0m
        2026-03-10 overage  overage #2   +1h  0m
        """,
    )


def test_a_package_lapses_without_any_work_after_it() -> None:
    check(
        agreed(prepaid("2026-03-01"), packages=(package(2, "2026-03-02", "1h", 7), package(1, "2026-03-03", "1h", 2))),
        (),
        "2026-03-20",
        """
        2026-03-02 purchase package:2  +1h  1h
        2026-03-03 purchase package:1  +1h  2h
        2026-03-05 expiry   package:1  -1h  1h
        2026-03-09 expiry   package:2  -1h  0m
        """,
    )


@pytest.mark.parametrize(
    ("asked", "day_over", "lapsed"), [("2026-03-09", False, 0), ("2026-03-09", True, 1), ("2026-03-10", False, 1)]
)
def test_a_package_lapses_at_the_end_of_its_last_day(asked: str, lapsed: int, *, day_over: bool) -> None:
    contract = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "3h", 7),))
    rows = ledger(contract, (), asked, day_over=day_over)
    assert len(rows) == 1 + lapsed


def test_a_package_that_counts_from_first_use_lapses_so_many_days_after_it() -> None:
    # First used on 20 April, so 30 April is the tenth day after; before it has no end.
    rows = ledger(
        agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "3h", 10, from_first_use=True),)),
        worked(("2026-04-20", "1h")),
        "2026-05-01",
    )
    assert shown(rows).splitlines() == [
        "2026-03-02 purchase package:1 +3h 3h",
        "2026-04-20 draw package:1 #1 -1h 2h",
        "2026-04-30 expiry package:1 -2h 0m",
    ]
    assert [row.why for row in rows] == [
        "3h bought as package 1 for 400.00 EUR, usable for 10 days from its first use",
        "1h of package 1 (3h bought on Mon 2 Mar 2026); 2h of them are left; first used now, until Thu 30 Apr 2026",
        "2h of package 1 (3h bought on Mon 2 Mar 2026) lapse: its last usable day was Thu 30 Apr 2026",
    ]


def test_a_package_whose_days_have_not_begun_ends_last() -> None:
    # Both bought on 2 March: the one that ends in April goes first, the one that waits for its use has no end yet.
    bought = (package(1, "2026-03-02", "1h", 1, from_first_use=True), package(2, "2026-03-02", "1h", "2026-04-30"))
    rows = ledger(agreed(prepaid("2026-03-01"), packages=bought), worked(("2026-03-03", "90m")), "2026-03-03")
    assert [row.source for row in rows if row.kind == "draw"] == ["package:2", "package:1"]


@pytest.mark.parametrize(
    ("pause", "last_day"),
    [
        ("2026-03-05..2026-03-06", "2026-03-11"),  # 9 March and two days
        ("2026-02-20..2026-03-03", "2026-03-11"),  # of the pause only 2 and 3 March lie after the purchase
        ("2026-03-09..2026-03-12", "2026-03-13"),  # its last day and the three after it are paused
        ("2026-03-10..2026-03-12", "2026-03-09"),  # begins too late
    ],
)
def test_paused_days_move_the_end_of_a_package(pause: str, last_day: str) -> None:
    contract = agreed(
        prepaid("2026-02-01"), packages=(package(1, "2026-03-02", "3h", "2026-03-09"),), pauses=(days(pause),)
    )
    rows = ledger(contract, (), "2026-04-30")
    assert [(row.kind, str(row.day)) for row in rows] == [("purchase", "2026-03-02"), ("expiry", last_day)]


def test_a_second_pause_reached_by_the_first_counts_too() -> None:
    # 9 March moves by 3 days to the 12th; the 11th and 12th are paused as well, so to the 14th.
    pauses = (days("2026-03-03..2026-03-05"), days("2026-03-11..2026-03-12"))
    contract = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "3h", 7),), pauses=pauses)
    assert ledger(contract, (), "2026-04-30")[-1].day == date(2026, 3, 14)


def test_a_pause_until_further_notice_keeps_a_package_without_end() -> None:
    pause = Period(date(2026, 3, 5), date.max)
    contract = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-02", "3h", 7),), pauses=(pause,))
    rows = ledger(contract, worked(("2026-03-06", "1h")), "2027-12-31")
    assert shown(rows).splitlines() == ["2026-03-02 purchase package:1 +3h 3h", "2026-03-06 overage overage #1 +1h 3h"]


def test_a_purchase_pays_the_debt_of_the_day() -> None:
    # 3h of debt; of the 5h bought on the 10th 2h can be drawn, so 1h of the 3h on the 11th is a debt again.
    check(
        agreed(prepaid("2026-03-01", debt="carry"), packages=(package(1, "2026-03-10", "5h"),)),
        worked(("2026-03-03", "3h"), ("2026-03-11", "3h")),
        "2026-03-31",
        """
        2026-03-03 draw      debt #1      -3h  -3h
        2026-03-10 purchase  package:1    +5h  2h
        2026-03-11 draw      package:1 #2 -2h  0m
        2026-03-11 draw      debt #2      -1h  -1h
        2026-03-31 carry_out carried      +1h  0m
        """,
    )


def test_a_debt_larger_than_the_purchase_uses_it_up() -> None:
    check(
        agreed(prepaid("2026-03-01", debt="carry"), packages=(package(1, "2026-03-10", "2h", 1),)),
        worked(("2026-03-03", "3h")),
        "2026-03-30",
        """
        2026-03-03 draw     debt #1   -3h  -3h
        2026-03-10 purchase package:1 +2h  -1h
        """,
    )


def test_a_package_bought_in_a_paused_month_pays_the_debt_when_that_comes_in() -> None:
    # The debt of 3h waits through the paused April. On 1 May it comes in and takes 3h of the package's 5h.
    check(
        agreed(
            prepaid("2026-03-01", debt="carry"), packages=(package(1, "2026-04-10", "5h"),), pauses=(days("2026-04"),)
        ),
        worked(("2026-03-03", "3h"), ("2026-05-02", "3h")),
        "2026-05-02",
        """
        2026-03-03 draw      debt #1      -3h  -3h
        2026-03-31 carry_out carried      +3h  0m
        2026-04-10 purchase  package:1    +5h  5h
        2026-05-01 carry_in  carried      -3h  2h
        2026-05-02 draw      package:1 #2 -2h  0m
        2026-05-02 draw      debt #2      -1h  -1h
        """,
    )


def test_hourly_days_draw_open_packages_and_the_rest_is_no_row() -> None:
    check(
        agreed(hourly("2026-03-01"), packages=(package(1, "2026-03-02", "2h"),)),
        worked(("2026-03-03", "3h"), ("2026-03-04", "1h")),
        "2026-03-31",
        """
        2026-03-02 purchase package:1    +2h  2h
        2026-03-03 draw     package:1 #1 -2h  0m
        """,
    )


def test_hourly_work_in_a_pause_stays_hourly_work() -> None:
    contract = agreed(
        hourly("2026-03-01"), packages=(package(1, "2026-03-02", "2h"),), pauses=(days("2026-03-03..2026-03-04"),)
    )
    assert len(ledger(contract, worked(("2026-03-03", "1h")), "2026-03-31")) == 1


def test_flat_days_leave_packages_alone() -> None:
    flat = Terms("flat", RoundingRule(), valid_from=day("2026-03-01"))
    contract = agreed(flat, packages=(package(1, "2026-03-02", "2h"),))
    assert [row.kind for row in ledger(contract, worked(("2026-03-03", "1h")), "2026-03-31")] == ["purchase"]


def test_packages_lapse_with_the_agreement_in_the_order_of_their_numbers() -> None:
    check(
        agreed(
            prepaid("2026-03-01"),
            until="2026-03-20",
            packages=(package(2, "2026-03-02", "1h"), package(1, "2026-03-03", "1h", "2026-12-31")),
        ),
        (),
        "2026-12-31",
        """
        2026-03-02 purchase package:2  +1h  1h
        2026-03-03 purchase package:1  +1h  2h
        2026-03-20 expiry   package:1  -1h  1h
        2026-03-20 expiry   package:2  -1h  0m
        """,
    )


def test_a_debt_left_in_a_paused_end_is_billed_there() -> None:
    check(
        agreed(prepaid("2026-03-01", debt="carry"), until="2026-04-30", pauses=(days("2026-04"),)),
        worked(("2026-03-03", "3h")),
        "2026-04-30",
        """
        2026-03-03 draw      debt #1  -3h  -3h
        2026-03-31 carry_out carried  +3h  0m
        2026-04-30 carry_in  carried  -3h  -3h
        2026-04-30 overage   overage  +3h  0m
        """,
    )
