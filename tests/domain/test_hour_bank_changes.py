"""The hour bank where an agreement begins, changes, rests or ends, each ledger worked by hand."""

from __future__ import annotations

from tests.domain.bank_cases import agreed, check, day, days, hourly, ledger, package, retainer, shown, worked

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.rounding import RoundingRule


def test_a_period_that_is_paused_whole_does_not_count_among_the_periods() -> None:
    # January's 10h can be used in two periods: not in the paused February, so in March and April, where they lapse.
    rows = ledger(agreed(retainer("2026-01-01", carry="2"), pauses=(days("2026-02"),)), (), "2026-04-30")
    check(
        agreed(retainer("2026-01-01", carry="2"), pauses=(days("2026-02"),)),
        (),
        "2026-04-30",
        """
        2026-01-01 allowance allowance  +10h  10h
        2026-01-31 carry_out carried    -10h  0m
        2026-03-01 carry_in  carried    +10h  10h
        2026-03-01 allowance allowance  +10h  20h
        2026-03-31 carry_out carried    -20h  0m
        2026-04-01 carry_in  carried    +20h  20h
        2026-04-01 allowance allowance  +10h  30h
        2026-04-30 expiry    carried    -10h  20h
        2026-04-30 carry_out carried    -20h  0m
        """,
    )
    assert rows[-2].why == "10h of the 20h carried into April 2026 lapse: usable in the 2 periods after their own"


def test_the_end_of_the_agreement_lets_everything_lapse_whatever_the_rule() -> None:
    # 1h is carried into February, whose 15 days have the whole 10h without --prorata. All of it lapses on the 15th.
    check(
        agreed(retainer("2026-01-01", carry="all"), until="2026-02-15", packages=(package(1, "2026-02-02", "5h"),)),
        worked(("2026-01-07", "9h")),
        "2026-12-31",
        """
        2026-01-01 allowance allowance    +10h  10h
        2026-01-07 draw      allowance #1 -9h   1h
        2026-01-31 carry_out carried      -1h   0m
        2026-02-01 carry_in  carried      +1h   1h
        2026-02-01 allowance allowance    +10h  11h
        2026-02-02 purchase  package:1    +5h   16h
        2026-02-15 expiry    allowance    -10h  6h
        2026-02-15 expiry    carried      -1h   5h
        2026-02-15 expiry    package:1    -5h   0m
        """,
    )


def test_prorata_cuts_the_first_and_the_last_period() -> None:
    # From 10 March: 22 of 31 days of 10h = 425.8 minutes, 7h06. To 12 April: 12 of 30 days of 10h = 4h.
    check(
        agreed(retainer("2026-03-10", prorata=True), until="2026-04-12"),
        (),
        "2026-04-12",
        """
        2026-03-10 allowance allowance +7h06  7h06
        2026-03-31 expiry    allowance -7h06  0m
        2026-04-01 allowance allowance +4h    4h
        2026-04-12 expiry    allowance -4h    0m
        """,
    )


def test_half_a_minute_of_allowance_goes_up() -> None:
    # 15 of 30 days of 5h01 = 301 minutes / 2 = 150.5, so 151.
    rows = ledger(agreed(retainer("2026-04-16", "5h01", prorata=True)), (), "2026-04-16", day_over=False)
    assert shown(rows) == "2026-04-16 allowance allowance +2h31 2h31"


def test_without_prorata_a_cut_period_is_whole() -> None:
    rows = ledger(agreed(retainer("2026-03-10")), (), "2026-03-10", day_over=False)
    assert shown(rows) == "2026-03-10 allowance allowance +10h 10h"


def test_new_terms_with_prorata_cut_both_periods_by_days() -> None:
    # 15 of 31 days of 10h = 290.3 minutes, 4h50; 16 of 31 days of 20h = 619.4 minutes, 10h19.
    # The old terms carry all, so their 4h50 go on; the new ones carry nothing.
    check(
        agreed(retainer("2026-03-01", carry="all"), retainer("2026-03-16", "20h", prorata=True)),
        (),
        "2026-03-31",
        """
        2026-03-01 allowance allowance +4h50  4h50
        2026-03-15 carry_out carried   -4h50  0m
        2026-03-16 carry_in  carried   +4h50  4h50
        2026-03-16 allowance allowance +10h19 15h09
        2026-03-31 expiry    allowance -10h19 4h50
        2026-03-31 expiry    carried   -4h50  0m
        """,
    )


def test_after_a_change_the_periods_run_by_the_new_anchor() -> None:
    # New terms on 1 April with anchor 15: a first period of 14 days, whole without --prorata; then 15 April to 14 May.
    contract = agreed(retainer("2026-03-01"), retainer("2026-04-01", "20h", anchor=15))
    rows = ledger(contract, (), "2026-04-15")
    assert [(str(row.day), row.seconds // 3600) for row in rows if row.kind == "allowance"] == [
        ("2026-03-01", 10),
        ("2026-04-01", 20),
        ("2026-04-15", 20),
    ]


def test_a_part_paused_period_goes_by_days_and_work_in_the_pause_is_overage() -> None:
    # 10 of March's 31 days are paused: 21 of 31 days of 10h = 406.5 minutes, 6h46.
    check(
        agreed(retainer("2026-03-01"), pauses=(days("2026-03-11..2026-03-20"),)),
        worked(("2026-03-10", "1h"), ("2026-03-11", "2h"), ("2026-03-20", "1h"), ("2026-03-21", "1h")),
        "2026-03-31",
        """
        2026-03-01 allowance allowance    +6h46  6h46
        2026-03-10 draw      allowance #1 -1h    5h46
        2026-03-11 overage   overage #2   +2h    5h46
        2026-03-20 overage   overage #3   +1h    5h46
        2026-03-21 draw      allowance #4 -1h    4h46
        2026-03-31 expiry    allowance    -4h46  0m
        """,
    )


def test_an_agreement_that_ends_in_a_pause_lets_lapse_what_waits() -> None:
    # January's 10h wait through the paused February, and lapse on its last day since none comes after.
    check(
        agreed(retainer("2026-01-01", carry="all"), until="2026-02-28", pauses=(days("2026-02"),)),
        worked(("2026-02-05", "1h"), ("2026-02-28", "2h")),
        "2026-02-28",
        """
        2026-01-01 allowance allowance  +10h  10h
        2026-01-31 carry_out carried    -10h  0m
        2026-02-05 overage   overage #1 +1h   0m
        2026-02-28 overage   overage #2 +2h   0m
        2026-02-28 carry_in  carried    +10h  10h
        2026-02-28 expiry    carried    -10h  0m
        """,
    )


def test_weeks_and_quarters() -> None:
    # Weeks from Wednesday: Thu 1 Jan 2026 to Tue 6, Wed 7 to Tue 13. Quarters: to 31 March, then from 1 April.
    weeks = ledger(agreed(retainer("2026-01-01", "2h", every="week", anchor=3)), (), "2026-01-13")
    assert [str(row.day) for row in weeks] == ["2026-01-01", "2026-01-06", "2026-01-07", "2026-01-13"]
    quarters = ledger(agreed(retainer("2026-02-01", "30h", every="quarter")), (), "2026-04-01")
    assert [(str(row.day), row.kind) for row in quarters] == [
        ("2026-02-01", "allowance"),
        ("2026-03-31", "expiry"),
        ("2026-04-01", "allowance"),
    ]


def test_what_was_carried_can_be_drawn_on_hourly_days_and_lapses_with_the_first_month() -> None:
    # 4h go over from the retainer: 3h of them are drawn in March, 1h lapses with it. In April all work is hourly.
    check(
        agreed(retainer("2026-02-01", carry="all"), hourly("2026-03-01")),
        worked(("2026-02-02", "6h"), ("2026-03-02", "3h"), ("2026-04-02", "3h")),
        "2026-04-30",
        """
        2026-02-01 allowance allowance    +10h  10h
        2026-02-02 draw      allowance #1 -6h   4h
        2026-02-28 carry_out carried      -4h   0m
        2026-03-01 carry_in  carried      +4h   4h
        2026-03-02 draw      carried #2   -3h   1h
        2026-03-31 expiry    carried      -1h   0m
        """,
    )


def test_flat_days_draw_nothing() -> None:
    flat = Terms("flat", RoundingRule(), valid_from=day("2026-03-01"))
    assert ledger(agreed(flat), worked(("2026-03-02", "3h")), "2026-03-31") == []
