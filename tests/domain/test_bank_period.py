"""Bank periods: anchors and short months, where they are cut, which go by days, and where new terms may begin."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.domain.bank_cases import agreed, day, days, hourly, retainer

from vabackoffice.domain.bank_period import anchored_period, bank_periods, check_terms_start, uncut_period
from vabackoffice.domain.contract import Contract
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.engagement import Terms


def starts(terms: Terms, until: str) -> list[str]:
    return [str(period.period.start) for period in bank_periods(agreed(terms), day(until))]


def cuts(contract: Contract, until: str = "2026-12-31") -> list[str]:
    """Return the periods, each with its last day and its share of the whole."""
    return [
        f"{period.period.start}..{period.period.last_day} {Fraction(*period.share)}"
        for period in bank_periods(contract, day(until))
    ]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (None, ["2024-01-31", "2024-02-01", "2024-03-01", "2024-04-01"]),
        (15, ["2024-01-31", "2024-02-15", "2024-03-15"]),
        (29, ["2024-01-31", "2024-02-29", "2024-03-29"]),
        (30, ["2024-01-31", "2024-02-29", "2024-03-30"]),  # a leap year's February has no 30th: its last day
        (31, ["2024-01-31", "2024-02-29", "2024-03-31"]),
    ],
)
def test_months_begin_on_the_anchor_day_or_the_last_of_a_shorter_month(anchor: int | None, expected: list[str]) -> None:
    assert starts(retainer("2024-01-31", anchor=anchor), "2024-04-10") == expected


def test_february_of_other_years_ends_on_the_28th() -> None:
    assert starts(retainer("2026-01-31", anchor=31), "2026-05-01") == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (None, ["2026-03-04", "2026-03-09", "2026-03-16"]),  # 4 March 2026 is a Wednesday; Mondays
        (3, ["2026-03-04", "2026-03-11"]),
        (7, ["2026-03-04", "2026-03-08", "2026-03-15"]),
    ],
)
def test_weeks_begin_on_the_weekday_of_the_anchor(anchor: int | None, expected: list[str]) -> None:
    assert starts(retainer("2026-03-04", every="week", anchor=anchor), "2026-03-17") == expected


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (None, ["2026-01-01", "2026-04-01", "2026-07-01"]),
        (32, ["2026-01-01", "2026-02-01", "2026-05-02", "2026-08-01"]),  # 31 days after 1 January, 1 April, 1 July
        (91, ["2026-01-01", "2026-03-31", "2026-06-30", "2026-09-29"]),  # 90, 91 and 92 days long
        (92, ["2026-01-01", "2026-03-31", "2026-06-30", "2026-09-30"]),
    ],
)
def test_quarters_begin_on_a_day_counted_from_their_first(anchor: int | None, expected: list[str]) -> None:
    assert starts(retainer("2026-01-01", every="quarter", anchor=anchor), "2026-09-30")[: len(expected)] == expected


def test_a_week_month_or_quarter_around_a_day_begins_on_its_anchor() -> None:
    assert anchored_period("week", 3, day("2026-03-03")) == days("2026-02-25..2026-03-03")  # a Tuesday, from Wednesday
    assert anchored_period("month", None, day("2026-03-30")) == days("2026-03")
    assert anchored_period("quarter", 15, day("2026-04-14")) == days("2026-01-15..2026-04-14")


def test_an_uncut_period_reaches_from_anchor_to_anchor() -> None:
    assert uncut_period(retainer("2026-01-01", anchor=31), day("2026-03-30")) == days("2026-02-28..2026-03-30")
    assert uncut_period(hourly("2026-01-01"), day("2026-03-30")) == days("2026-03")  # a month where nothing is said


def test_the_first_and_the_last_period_are_cut_and_whole_without_prorata() -> None:
    assert cuts(agreed(retainer("2026-03-10"), until="2026-05-12")) == [
        "2026-03-10..2026-03-31 1",
        "2026-04-01..2026-04-30 1",
        "2026-05-01..2026-05-12 1",
    ]


def test_with_prorata_they_go_by_days() -> None:
    assert cuts(agreed(retainer("2026-03-10", prorata=True), until="2026-05-12")) == [
        "2026-03-10..2026-03-31 22/31",
        "2026-04-01..2026-04-30 1",
        "2026-05-01..2026-05-12 12/31",
    ]


def test_new_terms_cut_and_their_prorata_counts_for_both() -> None:
    contract = agreed(retainer("2026-03-01"), retainer("2026-04-11", prorata=True), until="2026-04-30")
    assert cuts(contract) == ["2026-03-01..2026-03-31 1", "2026-04-01..2026-04-10 1/3", "2026-04-11..2026-04-30 2/3"]


def test_new_terms_at_a_boundary_leave_the_period_before_whole() -> None:
    contract = agreed(retainer("2026-03-01"), retainer("2026-04-01", prorata=True), until="2026-04-30")
    assert cuts(contract) == ["2026-03-01..2026-03-31 1", "2026-04-01..2026-04-30 1"]


def test_a_pause_takes_its_days_out_with_or_without_prorata() -> None:
    # 5 paused days: April has 25 of 30. The first period, from 20 March, is cut, and its 12 days are whole: no pause.
    contract = agreed(retainer("2026-03-20"), until="2026-05-31", pauses=(days("2026-04-06..2026-04-10"),))
    assert cuts(contract) == ["2026-03-20..2026-03-31 1", "2026-04-01..2026-04-30 5/6", "2026-05-01..2026-05-31 1"]


def test_a_pause_over_two_periods_pauses_one_of_them_whole() -> None:
    contract = agreed(retainer("2026-03-01"), pauses=(days("2026-03-31..2026-04-30"),))
    march, april, may = bank_periods(contract, day("2026-05-01"))
    assert [period.is_paused for period in (march, april, may)] == [False, True, False]
    assert march.share == (30, 31)


def test_the_last_period_is_known_as_the_last() -> None:
    contract = agreed(retainer("2026-03-01"), until="2026-04-30")
    assert [period.is_last for period in bank_periods(contract, day("2027-01-01"))] == [False, True]


def test_terms_since_ever_hold_from_the_first_day_of_the_agreement() -> None:
    ever = retainer("2026-03-01")
    contract = Contract("acme/inbox", (ever,), date(2026, 3, 15))
    assert cuts(contract, "2026-03-15") == ["2026-03-15..2026-03-31 1"]


def test_terms_that_begin_after_the_end_are_never_reached() -> None:
    assert len(cuts(agreed(retainer("2026-03-01"), retainer("2026-04-01"), until="2026-03-31"))) == 1


@pytest.mark.parametrize(("part", "whole", "unit", "expected"), [(1, 15, 1, 1), (1, 14, 1, 0), (15, 18060, 60, 9060)])
def test_a_part_is_half_up(part: int, whole: int, unit: int, expected: int) -> None:
    # Of April's 30 days: 15 / 30 = 0.5 -> 1; 14 / 30 -> 0; half of 301 minutes = 150.5 -> 151 minutes.
    contract = agreed(retainer("2026-04-01", prorata=True), until=f"2026-04-{part:02}")
    assert bank_periods(contract, day("2026-04-01"))[0].part_of(whole, unit) == expected


def test_new_terms_inside_a_period_of_a_retainer_are_refused_with_the_next_boundaries() -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_terms_start([retainer("2026-03-01")], retainer("2026-03-10"))
    assert refused.value.message == (
        "The new terms begin on Tue 10 Mar 2026, inside the period from Sun 1 Mar 2026 to Tue 31 Mar 2026."
    )
    assert refused.value.hint == "Begin on 2026-03-01 or 2026-04-01, or cut both periods by days with '--prorata'."


def test_terms_that_follow_must_still_begin_at_a_boundary() -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_terms_start([retainer("2026-01-01"), retainer("2026-05-01")], retainer("2026-04-01", anchor=15))
    assert refused.value.message == (
        "The terms that follow begin on Fri 1 May 2026, inside the period from Wed 15 Apr 2026 to Thu 14 May 2026."
    )


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ([], retainer("2026-03-10")),
        ([retainer("2026-03-01")], retainer("2026-04-01")),
        ([retainer("2026-03-01")], retainer("2026-03-10", prorata=True)),
        ([retainer("2026-03-02", every="week")], hourly("2026-03-09")),
        ([hourly("2026-03-01")], retainer("2026-03-10")),
    ],
)
def test_new_terms_may_begin_at_a_boundary_or_where_no_retainer_is_cut(before: list[Terms], new: Terms) -> None:
    check_terms_start(before, new)
