"""Planned against actual in `va report hours`, calculated by hand. March 2026 is from a Sunday to a Tuesday."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def filled(va: Va) -> Va:
    """Log 18h and 21h for acme in two weeks, 5h for the bakery in each of them, and 1h of own work."""
    for words in (
        "18h acme Mail --on 2026-03-04",
        "5h bakery Posts --on 2026-03-05",
        "21h acme Mail --on 2026-03-11",
        "5h bakery Posts --on 2026-03-14",
        "1h --internal admin --on 2026-03-14",
    ):
        va("log", *words.split()).check()
    return va


def cells(va: Va, *arguments: str) -> list[str]:
    """Return heading and rows of the table, a bar between cells."""
    _, heading, _, *lines = va("report", "hours", *arguments).check(error="").out.splitlines()
    return [re.sub(r"(?<=\S) {2,}", "|", line.rstrip()) for line in [heading, *lines] if line]


def test_a_client_beside_its_weeks_in_the_period(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()

    # Two whole weeks: 40h, of which 39h were worked.
    assert cells(filled, "2026-03-02..2026-03-15") == [
        "Client|Hours|Billable|Share|Target|+/-",
        "acme|39h|39h|78 %|40h|-1h",
        "bakery|10h|10h|20 %",
        "internal|1h|0m|2 %",
        "Total|50h|49h|100 %",
    ]
    # Sunday 1 March is 1/7 of 20h (2h51), four weeks are 80h, Monday and Tuesday 2/7 (5h43).
    assert "acme|39h|39h|78 %|88h34|-49h34" in cells(filled, "2026-03")


def test_weeks_beside_the_target_of_all_work(filled: Va) -> None:
    filled("target", "24h/week", "--from", "2026-01-05").check()

    assert cells(filled, "2026-03-01..2026-03-17", "--by", "week") == [
        "Week|Hours|Billable|Internal|Share|Target|+/-",
        "2026-W09|1 Mar|0m|0m|0m|0 %|3h26|-3h26",  # 1440 min less 6/7 of them (1234.29)
        "2026-W10|2-8 Mar|23h|23h|0m|46 %|24h|-1h",
        "2026-W11|9-15 Mar|27h|26h|1h|54 %|24h|+3h",
        "2026-W12|16-17 Mar|0m|0m|0m|0 %|6h51|-6h51",  # 2/7 of 1440 min are 411.43
        "Total|50h|49h|1h|100 %|58h17|-8h17",
    ]


def test_days_beside_a_target_for_days(filled: Va) -> None:
    filled("target", "6h/day", "--from", "2026-03-01").check()

    # A weekend is not planned: on Saturday 6h are 6h more, and Sunday has no row.
    assert cells(filled, "2026-03-12..2026-03-15", "--by", "day") == [
        "Day|Hours|Billable|Internal|Share|Target|+/-",
        "Thu 12 Mar 2026|0m|0m|0m|0 %|6h|-6h",
        "Fri 13 Mar 2026|0m|0m|0m|0 %|6h|-6h",
        "Sat 14 Mar 2026|6h|5h|1h|100 %|0m|+6h",
        "Total|6h|5h|1h|100 %|12h|-6h",
    ]
    # A week has five such days, a month of March 22.
    assert "2026-W11|9-15 Mar|27h|26h|1h|100 %|30h|-3h" in cells(filled, "2026-W11", "--by", "week")
    assert "2026-03|50h|49h|1h|100 %|132h|-82h" in cells(filled, "2026-03", "--by", "month")


def test_only_one_client_has_its_target_beside_its_weeks(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()
    filled("target", "24h/week", "--from", "2026-01-05").check()

    assert cells(filled, "2026-03-02..2026-03-15", "--by", "week", "--client", "acme")[1:] == [
        "2026-W10|2-8 Mar|18h|18h|46 %|20h|-2h",
        "2026-W11|9-15 Mar|21h|21h|54 %|20h|+1h",
        "Total|39h|39h|100 %|40h|-1h",
    ]


def test_two_levels(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()
    filled("target", "24h/week", "--from", "2026-01-05").check()
    filled("target", "5h/week", "bakery/main", "--from", "2026-01-05").check()

    assert cells(filled, "2026-W11", "--by", "week,client")[1:] == [
        "2026-W11|9-15 Mar|27h|26h|100 %|24h|+3h",
        "  acme|21h|21h|78 %|20h|+1h",
        "  bakery|5h|5h|19 %",
        "  internal|1h|0m|4 %",
        "Total|27h|26h|100 %|24h|+3h",
    ]
    assert cells(filled, "2026-W11", "--by", "client,engagement")[1:] == [
        "acme|21h|21h|78 %|20h|+1h",
        "  acme/inbox|21h|21h|78 %",
        "bakery|5h|5h|19 %",
        "  bakery/main|5h|5h|19 %|5h|0m",
        "internal|1h|0m|4 %",
        "  internal admin|1h|0m|4 %",
        "Total|27h|26h|100 %|24h|+3h",
    ]


def test_who_has_a_target_and_no_hours_is_there(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()

    assert cells(filled, "2026-W13")[1:] == ["acme|0m|0m|0 %|20h|-20h", "Total|0m|0m|0 %"]
    filled("report", "hours", "2025").check(output="No hours in 2025.")


def test_what_was_true_in_a_week_counts_for_that_week(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-03-02").check()
    filled("target", "25h/week", "acme", "--from", "2026-03-09").check()
    filled("target", "none/week", "acme", "--from", "2026-03-16").check()

    assert cells(filled, "2026-02-23..2026-03-22", "--by", "week", "--client", "acme")[1:] == [
        "2026-W10|2-8 Mar|18h|18h|46 %|20h|-2h",
        "2026-W11|9-15 Mar|21h|21h|54 %|25h|-4h",
        "Total|39h|39h|100 %|45h|-6h",
    ]


def test_only_the_days_with_a_target_are_compared(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-03-09").check()

    # The 18h of the week before had no target; one of 20h stands beside 21h.
    assert "acme|39h|39h|78 %|20h|+1h" in cells(filled, "2026-03-02..2026-03-15")
    assert cells(filled, "2026-03-02..2026-03-15", "--by", "week", "--client", "acme")[1:] == [
        "2026-W10|2-8 Mar|18h|18h|46 %",
        "2026-W11|9-15 Mar|21h|21h|54 %|20h|+1h",
        "Total|39h|39h|100 %|20h|+1h",
    ]


@pytest.mark.parametrize(
    ("period", "by", "row"),
    [
        ("2026-03", "client", "acme|39h|39h|78 %|80h|-41h"),  # the month's
        ("2026-W11", "client", "acme|21h|21h|78 %|20h|+1h"),  # the week's
        ("2026-W11", "week,client", "  acme|21h|21h|78 %|20h|+1h"),
        # Of 80h the first 8 of 31 days: 4800 min x 8/31 = 1238.71; a whole week lies in them, so the week's counts:
        # Sunday 2h51 and 20h.
        ("2026-03-01..2026-03-08", "client", "acme|18h|18h|78 %|22h51|-4h51"),
        # Neither is whole, so it is the shorter one: 1200 min less 2/7 of them (342.86) less 2/7 at the end.
        ("2026-03-04..2026-03-06", "client", "acme|18h|18h|78 %|8h34|+9h26"),
    ],
)
def test_of_several_units_one_speaks_of_a_row(filled: Va, period: str, by: str, row: str) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()
    filled("target", "80h/month", "acme", "--from", "2026-01-01").check()

    assert row in cells(filled, period, "--by", by)


def test_a_part_of_a_months_target_is_no_target_for_a_week(filled: Va) -> None:
    filled("target", "100h/month", "--from", "2026-01-01").check()

    assert cells(filled, "2026-W11", "--by", "week")[1:] == [
        "2026-W11|9-15 Mar|27h|26h|1h|100 %",
        "Total|27h|26h|1h|100 %|22h35|+4h25",  # 6000 x 15/31 = 2903.23 less 6000 x 8/31 = 1548.39: 2903 - 1548
    ]


@pytest.mark.parametrize("chosen", [["--unbilled"], ["--tag", "email"], ["--by", "service"], ["--by", "tag"]])
def test_a_part_of_the_work_has_no_target(filled: Va, chosen: list[str]) -> None:
    filled("log", "1h", "acme", "+email").check()
    filled("target", "20h/week", "acme").check()

    assert "Target" not in filled("report", "hours", *chosen).check().out


def test_json_and_csv(filled: Va) -> None:
    filled("target", "20h/week", "acme", "--from", "2026-01-05").check()

    rows = filled.json("report", "hours", "2026-W11")["rows"]
    assert [(row["name"], row["target_seconds"], row["difference_seconds"]) for row in rows] == [
        ("acme", 72_000, 3600),
        ("bakery", None, None),
        (None, None, None),
    ]
    lines = filled("report", "hours", "2026-W11", "--csv").check().out.splitlines()
    assert lines[1] == "acme,75600,21.00,75600,0,0.7778,72000,3600"


def test_a_target_of_an_engagement_is_not_the_clients(filled: Va) -> None:
    filled("engagement", "add", "acme/calendar", "--hourly", "50").check()
    filled("target", "20h/week", "acme/calendar", "--from", "2026-01-05").check()

    assert cells(filled, "2026-W11", "--client", "acme")[1:] == ["acme|21h|21h|100 %", "Total|21h|21h|100 %"]
    assert cells(filled, "2026-W11", "--client", "acme", "--by", "engagement")[1:] == [
        "acme/inbox|21h|21h|100 %",
        "acme/calendar|0m|0m|0 %|20h|-20h",
        "Total|21h|21h|100 %",
    ]
