"""`va target`: hours to work, set from a day on, ended, and how far the current week (month …) has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def filled(va: Va) -> Va:
    """Log 12h30 for acme in the week of Thursday 19 March, 2h of them that day, and 3h in the week before."""
    va.at("2026-03-19T15:00:00+01:00")
    for words in (
        "6h acme Mail --on 2026-03-16",
        "4h30 acme Mail --on 2026-03-17",
        "2h acme Mail --on 2026-03-19",
        "3h acme Mail --on 2026-03-13",
    ):
        va("log", *words.split()).check()
    return va


def listed(va: Va) -> list[str]:
    """Return the lines of `va target` below its headings, cells two spaces apart."""
    return [" ".join(line.split()) for line in va("target").check(error="").out.splitlines()[2:]]


def test_there_are_none_at_first(va: Va) -> None:
    va("target").check(output="No targets yet: 'va target 20h/week CLIENT'.", error="")
    assert va.json("target") == {"targets": []}


def test_a_week_with_two_working_days_left(filled: Va) -> None:
    filled("target", "20h/week", "acme").check(output="acme: 20h/week from Mon 16 Mar 2026 on", error="")

    filled("target").check(
        output=f"""\
For     Target  Now
{"─" * 71}
acme  20h/week  12h30 of 20h this week, 7h30 to go, 2 working days left""",
        error="",
    )
    assert filled.json("target") == {
        "targets": [
            {
                "client": "acme",
                "engagement": None,
                "seconds": 72_000,
                "every": "week",
                "from": "2026-03-16",
                "period": {"start": "2026-03-16", "end": "2026-03-23"},
                "planned_seconds": 72_000,
                "actual_seconds": 45_000,
                "left_seconds": 27_000,
                "working_days_left": 2,
            }
        ]
    }


def test_every_unit_counts_its_own_days(filled: Va) -> None:
    filled("log", "1h", "bakery", "--on", "2026-03-19").check()
    for target in ("6h/day", "100h/quarter", "500h/year"):
        filled("target", target).check()
    filled("target", "80h/month", "acme/inbox").check()

    # This month acme had 3h + 12h30. From Thursday 19 March: 9 working days to its end, as many to the quarter's;
    # to the year's end 9 + 22 + 21 + 22 + 23 + 21 + 22 + 22 + 21 + 23 = 206.
    assert listed(filled) == [
        "all work 6h/day 3h of 6h today, 3h to go",
        "all work 100h/quarter 16h30 of 100h this quarter, 83h30 to go, 9 working days left",
        "all work 500h/year 16h30 of 500h this year, 483h30 to go, 206 working days left",
        "acme/inbox 80h/month 15h30 of 80h this month, 64h30 to go, 9 working days left",
    ]


def test_reached_and_more(filled: Va) -> None:
    filled("target", "12h/week", "acme").check()
    assert listed(filled) == ["acme 12h/week 12h30 of 12h this week, 30m more"]
    assert filled.json("target")["targets"][0]["left_seconds"] == -1800

    filled("target", "12h30/week", "acme").check()
    assert listed(filled) == ["acme 12h30/week 12h30 of 12h30 this week, reached"]


def test_the_last_day_and_the_weekend(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    filled("target", "6h/day").check()

    filled.at("2026-03-20T09:00:00+01:00")
    assert listed(filled)[1].endswith("7h30 to go, 1 working day left")
    filled.at("2026-03-21T09:00:00+01:00")
    assert listed(filled) == [
        "all work 6h/day nothing planned today",
        "acme 20h/week 12h30 of 20h this week, 7h30 to go, 0 working days left",
    ]


def targets(va: Va) -> list[tuple[Any, ...]]:
    return [
        (one["client"], one["engagement"], one["seconds"] // 3600, one["every"], one["from"])
        for one in va.json("target")["targets"]
    ]


@pytest.mark.parametrize(
    ("unit", "since"),
    [
        ("day", "2026-03-19"),
        ("week", "2026-03-16"),
        ("month", "2026-03-01"),
        ("quarter", "2026-01-01"),
        ("year", "2026-01-01"),
    ],
)
def test_without_a_date_the_current_one_counts_and_the_past_stays(filled: Va, unit: str, since: str) -> None:
    filled("target", f"20h/{unit}", "acme").check()

    assert targets(filled) == [("acme", None, 20, unit, since)]


def test_the_same_day_again_replaces_the_hours(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    filled("target", "25h/week", "ac", "--from", "mon").check()  # the coming one, and acme by its first letters
    filled("target", "18h/week", "acme").check()
    filled("target", "30h/week", "acme", "--from", "2026-03-23").check()

    assert targets(filled) == [("acme", None, 18, "week", "2026-03-16"), ("acme", None, 30, "week", "2026-03-23")]
    rows = filled("export").check().json["tables"]["target"]
    assert len(rows) == 2
    filled("undo").check()
    assert targets(filled)[1] == ("acme", None, 25, "week", "2026-03-23")


def test_what_is_said_twice_changes_nothing(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    before = filled.export()
    filled("target", "20h/week", "acme").check(output="acme: 20h/week from Mon 16 Mar 2026 on")

    assert filled.export() == before


def test_one_that_is_to_come_shows_its_first_week(filled: Va) -> None:
    filled("target", "10h/week", "bakery", "--from", "2026-04-01").check()

    assert listed(filled) == ["bakery 10h/week from Wed 1 Apr 2026 on"]
    # It begins on a Wednesday: five of seven days of 600 min are 600 less 2/7 (171.43, so 171).
    found = filled.json("target")["targets"][0]
    assert found["period"] == {"start": "2026-03-30", "end": "2026-04-06"}
    assert (found["planned_seconds"], found["actual_seconds"]) == (429 * 60, 0)


def test_ending_one_unit_from_a_day_on(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    filled("target", "80h/month", "acme").check()
    filled("target", "none/week", "acme", "--from", "2026-07-01").check(
        output="acme: no target for a week from Wed 1 Jul 2026 on", error=""
    )

    assert targets(filled) == [("acme", None, 20, "week", "2026-03-16"), ("acme", None, 80, "month", "2026-03-01")]
    filled.at("2026-07-01T09:00:00+02:00")
    assert targets(filled) == [("acme", None, 80, "month", "2026-03-01")]


def test_ending_all_units_of_a_scope_and_no_other(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    filled("target", "80h/month", "acme").check()
    filled("target", "15h/week", "acme/inbox").check()
    filled("target", "6h/day").check()

    filled("target", "none", "acme").check(
        output="acme: no target for a week from Mon 16 Mar 2026 on\nacme: no target for a month from Sun 1 Mar 2026 on"
    )
    assert targets(filled) == [(None, None, 6, "day", "2026-03-19"), ("acme", "inbox", 15, "week", "2026-03-16")]
    assert filled.json("target", "none") == {
        "set": [{"client": None, "engagement": None, "seconds": 0, "every": "day", "from": "2026-03-19"}]
    }
    filled("undo").check()
    assert len(targets(filled)) == 2


def test_an_archived_client_can_only_be_relieved(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()
    filled("client", "archive", "acme").check()

    filled.refuses(
        *("target", "25h/week", "acme"),
        exit_code=5,
        error="va: 'acme' is archived.\n    'va client archive acme --back' brings it back.",
    )
    filled("target", "none", "acme").check()
    assert targets(filled) == []


def test_the_words_of_the_business(filled: Va) -> None:
    filled("business", "edit", "--language", "de").check()

    filled("target", "20h/Woche", "acme").check(output="acme: 20h/week from Mon 16 Mar 2026 on")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (
            ["20h", "acme"],
            2,
            "va: '20h' is not a target.\n    Write it like 20h/week, 6h/day or 80h/month; 'none' ends a target.",
        ),
        (
            ["25h/day"],
            2,
            "va: 25h is more than a day has.\n    Write it like 20h/week, 6h/day or 80h/month; 'none' ends a target.",
        ),
        (
            ["0h/week"],
            2,
            "va: '0h' is not a duration: it is zero.\n    Write a duration above zero, like 25m or 1h30.",
        ),
        (
            ["20h/week", "acne"],
            4,
            "va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
        ),
        (["none", "acme"], 4, "va: There is no target for acme.\n    'va target' lists them."),
        (["none/week"], 4, "va: There is no target for a week for all work.\n    'va target' lists them."),
        (
            ["20h/week", "--from", "soon"],
            2,
            "va: 'soon' is not a date.\n    Write it like vandaag, ma, '2 mrt', '3 dagen geleden' or 2026-03-02.",
        ),
    ],
)
def test_what_is_refused(va: Va, arguments: list[str], exit_code: int, error: str) -> None:
    va.refuses("target", *arguments, exit_code=exit_code, error=error)
