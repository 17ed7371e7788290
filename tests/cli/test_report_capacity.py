"""`va report capacity`: promised hours against hours there are, calculated by hand. Today is Mon 16 March 2026, W12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

HOUR = 3600


@pytest.fixture
def promised(va: Va) -> Va:
    """Promise hours of three kinds, and do own work in the two weeks before this one.

    * bakery/desk: 31h a month, so an hour for each day of March;
    * bakery/block: 10h from today to 25 March, so an hour for each of ten days;
    * acme: 20h a week;
    * own work: 5h and 1h in two weeks, so 3h a week.
    """
    va("engagement", "add", "bakery/desk", "--retainer", "620", "--hours", "31", "--from", "2026-01-01").check()
    va("engagement", "add", "bakery/block", "--hourly", "40").check()
    va("package", "sell", "bakery/block", "--hours", "10", "--price", "400", "--expires", "9d").check()
    va("target", "20h/week", "acme", "--from", "2026-01-05").check()
    va("log", "5h", "--internal", "admin", "--on", "2026-03-03").check()
    va("log", "1h", "--internal", "training", "--on", "2026-03-13").check()
    return va


def weeks(va: Va, *arguments: str) -> dict[str, tuple[float, ...]]:
    """Return working days, hours, own work, promised and free hours of each week."""
    names = ("capacity_seconds", "own_seconds", "promised_seconds", "free_seconds")
    found = va.json("report", "capacity", *arguments)["weeks"]
    return {week["week"]: (week["working_days"], *(week[name] / HOUR for name in names)) for week in found}


def promises(va: Va, *arguments: str) -> dict[tuple[str, str], float]:
    found: list[dict[str, Any]] = va.json("report", "capacity", *arguments)["promises"]
    return {(one["name"], one["kind"]): one["seconds"] / HOUR for one in found}


def test_two_weeks(promised: Va) -> None:
    assert weeks(promised, "2026-03-16..2026-03-29") == {
        "2026-W12": (5, 40, 3, 7 + 7 + 20, 3),
        "2026-W13": (5, 40, 3, 7 + 3 + 20, 7),
    }
    assert promises(promised, "2026-03-16..2026-03-29") == {
        ("bakery/block", "package"): 10,
        ("bakery/desk", "retainer"): 14,
        ("acme", "target"): 40,
    }


def test_the_tables(promised: Va) -> None:
    # 34h of 37h are 91.9 %, 30h of 37h 81.1 %, 64h of 74h 86.5 %.
    shown = promised("report", "capacity", "2026-03-16..2026-03-29").check(error="").out
    assert (
        re.sub("─{40,}", "─" * 40, re.sub(" +[█▏▎▍▌▋▊▉]+", "", shown))
        == """\
Capacity, 2026-03-16..2026-03-29
Week            Days  Hours  Own work  Promised  Free  Booked
────────────────────────────────────────
W12  16-22 Mar     5    40h        3h       34h    3h    92 %
W13  23-29 Mar     5    40h        3h       30h    7h    81 %

Total             10    80h        6h       64h   10h    86 %

Promised to   As        Hours
─────────────────────────────
bakery/block  package     10h
bakery/desk   retainer    14h
acme          target      40h

Own work as in the last 2 weeks: 3h a week.
"""
    )
    bars = [line.count("█") for line in shown.splitlines() if "Mar" in line]
    assert bars == [34, 30]  # 92 and 81 per cent of the 37 columns that are left of 100


def test_this_month_is_cut_into_weeks(promised: Va) -> None:
    found = weeks(promised)

    # Sunday 1 March has an hour of the retainer and 1/7 of 20h (to the minute 2h51), and no working day.
    assert list(found) == [f"2026-W{week:02}" for week in range(9, 15)]
    assert found["2026-W09"] == pytest.approx((0, 0, 0, 1 + 171 / 60, -1 - 171 / 60))
    assert found["2026-W14"][:3] == (2, 16, 1.2)  # Monday and Tuesday: two fifths of 40h and of 3h
    assert promises(promised)["bakery/desk", "retainer"] == 31


def test_holidays_days_off_and_the_own_week(promised: Va) -> None:
    promised("business", "edit", "--set", "hours_per_week=30").check()
    promised("business", "edit", "--set", "hours_per_week=25", "--from", "2026-04-13").check()
    promised("business", "edit", "--set", "days_off=2026-04-08..2026-04-10, 2026-04-24").check()

    # Easter Monday is 6 April; of the rest of that week Tuesday is left: 6h. Then 25h, and 20h with a Friday off.
    found = weeks(promised, "2026-04-06..2026-04-26")
    assert [week[:2] for week in found.values()] == [(1, 6), (5, 25), (4, 20)]
    assert [week[2] for week in found.values()] == [0.6, 3, 2.4]
    week = promised.json("report", "capacity", "2026-W15")["weeks"][0]
    assert week["holidays"] == ["2026-04-06"]
    assert week["days_off"] == ["2026-04-08", "2026-04-09", "2026-04-10"]
    said = "Left out: 1 holiday and 3 days off. Own work as in the last 2 weeks: 3h a week."
    assert promised("report", "capacity", "2026-W15").check().out.splitlines()[-1] == said


def test_a_week_off_has_no_hours_and_is_over_booked(promised: Va) -> None:
    promised("business", "edit", "--set", "days_off=2026-03-23..2026-03-27").check()

    assert weeks(promised, "2026-W13")["2026-W13"] == (0, 0, 0, 30, -30)
    line = promised("report", "capacity", "2026-W13").check().out.splitlines()[3]
    assert line.split()[3:8] == ["0", "0m", "0m", "30h", "-30h"]


def test_what_is_used_of_a_package_is_no_promise(promised: Va) -> None:
    promised("log", "5h", "bakery/block", "--on", "today").check()

    assert promises(promised, "2026-W12")["bakery/block", "package"] == 3.5  # half an hour for each day


def test_a_package_without_an_end_is_spread_over_13_weeks(va: Va) -> None:
    va("package", "sell", "bakery", "--hours", "91", "--price", "3000").check()

    assert promises(va, "2026-W12") == {("bakery/main", "package"): 7}
    assert promises(va, "2026-W24") == {("bakery/main", "package"): 7}  # 8 to 14 June, the last of 13
    assert promises(va, "2026-W25") == {}


def test_a_target_counts_beyond_what_is_promised_anyway(promised: Va) -> None:
    promised("target", "10h/week", "bakery/desk", "--from", "2026-01-05").check()
    promised("target", "30h/week", "bakery", "--from", "2026-01-05").check()

    # 7h of the retainer and 3h more; with 7h of the package 17h, and 13h more.
    assert promises(promised, "2026-W12") == {
        ("bakery/block", "package"): 7,
        ("bakery/desk", "retainer"): 7,
        ("acme", "target"): 20,
        ("bakery/desk", "target"): 3,
        ("bakery", "target"): 13,
    }


def test_targets_of_all_work_ended_agreements_and_archived_clients_promise_nothing(promised: Va) -> None:
    promised("target", "35h/week").check()
    promised("target", "7h/week", "bakery/main").check()
    promised("engagement", "end", "bakery/main", "--on", "2026-03-18").check()
    promised("engagement", "end", "bakery/desk", "--on", "2026-03-31").check()
    promised("client", "archive", "acme").check()

    assert promises(promised, "2026-W12") == {
        ("bakery/block", "package"): 7,
        ("bakery/desk", "retainer"): 7,
        ("bakery/main", "target"): 3,
    }
    assert promises(promised, "2026-04") == {}


def test_a_paused_retainer_promises_its_other_days(promised: Va) -> None:
    promised("engagement", "pause", "bakery/desk", "--from", "2026-03-16", "--until", "2026-03-22").check()

    # 24 of 31 days are left of March, with an hour each.
    assert ("bakery/desk", "retainer") not in promises(promised, "2026-W12")
    assert promises(promised, "2026-03")["bakery/desk", "retainer"] == 24


def test_own_work_counts_for_at_most_13_weeks(va: Va) -> None:
    va("log", "13h", "--internal", "admin", "--on", "2025-12-14").check()  # the Sunday before those weeks
    va("log", "13h", "--internal", "admin", "--on", "2025-12-15").check()
    va("log", "8h", "--internal", "admin", "--on", "2026-03-16").check()  # this week is not over

    assert va.json("report", "capacity", "2026-W12")["own_work"] == {"weeks": 13, "seconds_per_week": HOUR}


def test_an_empty_book(empty_va: Va) -> None:
    found = empty_va.json("report", "capacity", "2026-W12")

    assert found["own_work"] == {"weeks": 1, "seconds_per_week": 0}
    assert found["total"]["free_seconds"] == 40 * HOUR
    assert empty_va("report", "capacity", "2026-W12").check(error="").out.endswith("week: 0m a week.\n")


def test_csv(promised: Va) -> None:
    assert promised("report", "capacity", "2026-W12", "--csv").check(error="").out.splitlines() == [
        (
            "week,first_day,last_day,working_days,capacity_seconds,own_seconds,available_seconds,promised_seconds,"
            "free_seconds"
        ),
        "2026-W12,2026-03-16,2026-03-22,5,144000,10800,133200,122400,10800",
    ]


def test_a_country_whose_holidays_are_not_known(va: Va) -> None:
    va("business", "edit", "--country", "XI", "--vat-id", "").check()

    remark = "The public holidays of 'XI' are not known. None are counted."
    va("report", "capacity", "2026-04").check(error=remark)
    assert va.json("report", "capacity", "2026-04")["remarks"] == [remark]


@pytest.mark.parametrize(
    ("fact", "error"),
    [
        (
            "days_off=soon",
            (
                "va: 'soon' is not a day off.\n    Write days with '..' between first and last, and commas: "
                "'days_off=2026-08-03..2026-08-14,2026-12-24'."
            ),
        ),
        ("hours_per_week=200", "va: '200' is more than a week has.\n    Write it like 'hours_per_week=32'."),
    ],
)
def test_facts_that_cannot_be_read(va: Va, fact: str, error: str) -> None:
    va.refuses("business", "edit", "--set", fact, exit_code=2, error=error)
