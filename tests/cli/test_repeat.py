"""`va repeat`: the same work again, for as long, on another day or at another time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def logged(va: Va) -> Va:
    """Leave two entries: a call of 45 minutes (id 1) and mail from 9:00 to 10:25 (id 2), both on Monday 2 March."""
    va("service", "add", "calendar").check()
    va("log", "45m", "bakery", "Call", "--on", "2026-03-02", "--service", "cal", "--place", "home", "--no-bill").check()
    va("log", "9:00-10:25", "acme", "Mail", "+email", "+a", "--on", "2026-03-02").check()
    return va


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ([], "Mon 16 Mar 2026, 1h25, acme/inbox: Mail +a +email"),  # without the times of the other day
        (["@1"], "Mon 16 Mar 2026, 1h25, acme/inbox: Mail +a +email"),
        (["@2"], "Mon 16 Mar 2026, 45m, bakery/main, calendar, at home, not billable: Call"),
        (["1"], "Mon 16 Mar 2026, 45m, bakery/main, calendar, at home, not billable: Call"),
        (["--on", "yesterday"], "Sun 15 Mar 2026, 1h25, acme/inbox: Mail +a +email"),
        (["--from", "16:30"], "Mon 16 Mar 2026 16:30-17:55, 1h25, acme/inbox: Mail +a +email"),
        (["@1", "--from", "9", "--on", "fri"], "Fri 13 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +a +email"),
        (["--from", "23:00"], "Mon 16 Mar 2026 23:00-00:25, 1h25, acme/inbox: Mail +a +email"),
        (["--from", "-2h"], "Mon 16 Mar 2026 10:00-11:25, 1h25, acme/inbox: Mail +a +email"),
    ],
)
def test_the_same_work_again(logged: Va, typed: list[str], shown: str) -> None:
    logged("repeat", *typed).check(output=f"Logged {shown}", error="")


def test_own_work_is_repeated_too(va: Va) -> None:
    va("log", "20m", "--internal", "admin", "Filing", "--on", "2026-03-02").check()

    va("repeat").check(output="Logged Mon 16 Mar 2026, 20m, internal admin: Filing")


def test_a_repeated_entry_as_json_and_undone(logged: Va) -> None:
    before = logged.export()

    found = logged.json("repeat", "1")

    assert found["repeated"] == 1
    assert (found["logged"]["id"], found["logged"]["seconds"], found["logged"]["date"]) == (3, 2700, "2026-03-16")
    assert (found["logged"]["start"], found["logged"]["service"], found["logged"]["billable"]) == (
        None,
        "calendar",
        False,
    )
    logged("undo").check(output="Undid repeat of Mon 16 Mar 12:00 (1 row)")
    assert logged.export() == before


def test_the_length_is_the_true_one_in_the_night_of_the_clock_change(va: Va) -> None:
    va("log", "1:00-2:30", "acme", "--on", "2026-03-02").check()
    va.at("2026-03-29T12:00:00+02:00")

    va("repeat", "--from", "1:00").check(output="Logged Sun 29 Mar 2026 01:00-03:30, 1h30, acme/inbox")


def test_an_entry_that_does_not_exist(va: Va) -> None:
    va.refuses(
        "repeat",
        exit_code=4,
        error="va: There is no entry '@1'.\n    'va entries' shows @1, @2 \u2026 and the ids that never change.",
    )


def test_a_client_that_has_been_archived(logged: Va) -> None:
    logged("client", "archive", "acme").check()

    logged.refuses(
        "repeat", exit_code=5, error="va: 'acme' is archived.\n    'va client archive acme --back' brings it back."
    )


def test_an_engagement_that_has_ended(logged: Va) -> None:
    logged("engagement", "end", "acme/inbox", "--on", "2026-03-10").check()

    logged.refuses(
        "repeat",
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-10.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )
    logged("repeat", "--on", "2026-03-10").check()


def test_other_work_in_that_time(logged: Va) -> None:
    logged("log", "16:00-17:00", "bakery").check()
    error = """
va: Mon 16 Mar 2026 16:30-17:55 overlaps Mon 16 Mar 2026 16:00-17:00, 1h, bakery/main.
    Change the other one with 'va edit @1', or keep both with '--force'.
"""

    logged.refuses("repeat", "2", "--from", "16:30", exit_code=5, error=error)
    logged("repeat", "2", "--from", "16:30", "--force").check()
    logged("start", "acme", "--at", "11:00").check()
    logged.refuses(
        "repeat",
        "2",
        "--from",
        "10:00",
        exit_code=5,
        error="va: Mon 16 Mar 2026 10:00-11:25 overlaps the timer for acme/inbox since 11:00.\n"
        "    Stop or cancel the timer first, or keep both with '--force'.",
    )


def test_a_day_and_a_time_that_are_none(logged: Va) -> None:
    logged.refuses(
        "repeat",
        "--from",
        "25:00",
        exit_code=2,
        error="va: '25:00' is not a time: 0:00 to 24:00 is.\n    Write it like 9:00, 0900, 9:30pm, now or -25m.",
    )
    logged.refuses(
        "repeat",
        "--on",
        "someday",
        exit_code=2,
        error="va: 'someday' is not a date.\n    Write it like vandaag, ma, '2 mrt', '3 dagen geleden' or 2026-03-02.",
    )
