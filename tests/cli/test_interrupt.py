"""`va interrupt`: a short job in between; what ran before is kept up to it and goes on after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def running(va: Va) -> Va:
    """Leave a timer for acme running since 9:00; it is 10:30."""
    va("start", "acme", "Mail", "+email", "--at", "9:00").check()
    va.at("2026-03-16T10:30:00+01:00")
    return va


def test_the_job_is_logged_and_what_ran_before_goes_on(running: Va) -> None:
    before = running.export()

    running("interrupt", "bakery", "Phone", "call", "10m").check(
        output="""\
Kept Mon 16 Mar 2026 09:00-10:20, 1h20, acme/inbox: Mail +email
Logged Mon 16 Mar 2026 10:20-10:30, 10m, bakery/main: Phone call
Resumed acme/inbox at 10:30: Mail +email
""",
        error="",
    )

    running.at("2026-03-16T11:00:00+01:00")
    running("status").check(output="acme/inbox at 10:30: Mail +email, 30m\nToday 2h, this week 2h")
    running("undo").check(output="Undid interrupt of Mon 16 Mar 10:30 (5 rows)")  # two entries, a tag, the timer twice
    assert running.export() == before


def test_an_interruption_as_json(running: Va) -> None:
    acme = {"client": "acme", "engagement": "inbox", "internal": None, "note": "Mail", "tags": ["email"]}
    plain = {"billable": True, "service": None, "place": None, "invoice": None, "date": "2026-03-16"}

    assert running.json("interrupt", "bakery", "10m", "Call", "+call") == {
        "logged": {
            **plain,
            "id": 2,
            "client": "bakery",
            "engagement": "main",
            "internal": None,
            "start": "2026-03-16T10:20:00+01:00",
            "end": "2026-03-16T10:30:00+01:00",
            "seconds": 600,
            "note": "Call",
            "tags": ["call"],
        },
        "kept": {
            **plain,
            **acme,
            "id": 1,
            "start": "2026-03-16T09:00:00+01:00",
            "end": "2026-03-16T10:20:00+01:00",
            "seconds": 4800,
        },
        "resumed": {**acme, "started": "2026-03-16T10:30:00+01:00", "seconds": None},
    }


@pytest.mark.parametrize(
    ("typed", "length", "note"),
    [
        ("bakery Phone call 10m", "10m", "Phone call"),
        ("bakery 10m Phone call", "10m", "Phone call"),
        ("10m bakery Phone call", "10m", "Phone call"),  # as in `va log`
        ("bakery 10m", "10m", ""),
        ("+b bakery Phone +a 1.5h +c", "1h30", "Phone +a +b +c"),  # tags may stand anywhere
        ("bakery 10m Call of 25m", "10m", "Call of 25m"),  # the first word wins
        ("bakery Call of 25m again 10m", "10m", "Call of 25m again"),
        ("bakery 10m Room 12", "10m", "Room 12"),
        ("bakery Call at 9:00 10m", "10m", "Call at 9:00"),
        ("bakery 10m Call at 9:00", "10m", "Call at 9:00"),  # a number without a unit is no duration
        ("--internal admin Parcel 5m", "5m", "Parcel"),
        ("--internal admin 5m Parcel", "5m", "Parcel"),
    ],
)
def test_where_the_duration_stands(running: Va, typed: str, length: str, note: str) -> None:
    entry = running("interrupt", *typed.split()).check().out.splitlines()[-2]

    said, _, found = entry.partition(": ")
    assert f", {length}, " in said
    assert found == note


def test_without_a_timer_it_is_only_logged(va: Va) -> None:
    va("interrupt", "bakery", "Call", "10m").check(
        output="Logged Mon 16 Mar 2026 11:50-12:00, 10m, bakery/main: Call\nNo timer was running."
    )
    va.at("2026-03-16T12:20:00+01:00")
    found = va.json("interrupt", "bakery", "Call", "10m")
    assert (found["kept"], found["resumed"]) == (None, None)


def test_all_of_the_timer_may_have_been_the_interruption(running: Va) -> None:
    running("interrupt", "bakery", "1h30").check(
        output="Logged Mon 16 Mar 2026 09:00-10:30, 1h30, bakery/main\nResumed acme/inbox at 10:30: Mail +email"
    )


def test_more_than_the_timer_has_run_is_refused_with_what_to_do(running: Va) -> None:
    message = "va: The timer for acme/inbox has run for 1h30, less than the 1h31 of this.\n"

    running.refuses(
        "interrupt",
        "bakery",
        "1h31",
        exit_code=5,
        error=f"{message}    Say at most that, or log it beside the timer with 'va log 1h31 bakery/main'.",
    )
    running.refuses(
        "interrupt",
        "--internal",
        "admin",
        "1h31",
        exit_code=5,
        error=f"{message}    Say at most that, or log it beside the timer with 'va log 1h31 --internal admin'.",
    )
    running("log", "1h31", "bakery/main").check()


def test_what_else_can_be_said_and_what_goes_on_is_the_same_work(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("task", "add", "bakery", "Poster", "--price", "90").check()
    va("start", "bakery", "Poster", "--task", "1", "--place", "home", "--no-bill", "--at", "9:00").check()
    va.at("2026-03-16T10:30:00+01:00")

    va("interrupt", "acme", "10m", "Trip", "--service", "cal", "--place", "client", "--no-bill").check(
        output="""\
Kept Mon 16 Mar 2026 09:00-10:20, 1h20, bakery/main, task 1, at home, not billable: Poster
Logged Mon 16 Mar 2026 10:20-10:30, 10m, acme/inbox, calendar, at the client's, not billable: Trip
Resumed bakery/main at 10:30, task 1, at home, not billable: Poster
"""
    )


def test_how_long_is_missing(running: Va) -> None:
    error = """
va: How long the interruption took is missing.
    Say it first or last, with its unit: 'va interrupt bakery Phone call 10m'.
"""
    running.refuses("interrupt", "bakery", "Call", exit_code=3, error=error)
    running.refuses("interrupt", "bakery", "Call", "about", "4711", exit_code=3, error=error)


def test_at_a_terminal_it_is_asked_for(running: Va) -> None:
    code, out, screen = at_a_terminal(running, ["interrupt", "bakery", "Call"], [("How long (10m):", "20m")])

    assert (code, out.splitlines()[1]) == (0, "Logged Mon 16 Mar 2026 10:10-10:30, 20m, bakery/main: Call"), screen


@pytest.mark.parametrize(
    ("duration", "error"),
    [
        (
            "0m",
            "va: '0m' is not a duration: it is zero.\n    Write a duration above zero, like 25m or 1h30.",
        ),
        (
            "1h75",
            (
                "va: '1h75' is not a duration: 75 is more than 59.\n"
                "    Minutes and seconds after a larger unit go up to 59; write 135m or 2h15."
            ),
        ),
        ("25h", "va: 25h is more than a day.\n    Log each day for itself with '--on DATE'."),
    ],
)
def test_durations_that_cannot_be(running: Va, duration: str, error: str) -> None:
    running.refuses("interrupt", "bakery", "Call", duration, exit_code=2, error=error)


def test_a_client_that_does_not_exist(running: Va) -> None:
    running.refuses(
        "interrupt",
        "acne",
        "10m",
        exit_code=4,
        error="va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
    )
    running.refuses(
        "interrupt",
        "10m",
        exit_code=3,
        error="va: The client is missing.\n"
        "    Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work.",
    )


def test_other_entries_are_in_the_way_unless_forced(running: Va) -> None:
    running("log", "10:15-10:25", "bakery", "Call", "--force").check()
    running.refuses(
        "interrupt",
        "acme",
        "10m",
        exit_code=5,
        error="va: Mon 16 Mar 2026 09:00-10:20 overlaps Mon 16 Mar 2026 10:15-10:25, 10m, bakery/main: Call.\n"
        "    Change the other one with 'va edit @1', or keep both with '--force'.",
    )
    running.refuses(
        "interrupt",
        "acme",
        "20m",
        exit_code=5,
        error="va: Mon 16 Mar 2026 10:10-10:30 overlaps Mon 16 Mar 2026 10:15-10:25, 10m, bakery/main: Call.\n"
        "    Change the other one with 'va edit @2', or keep both with '--force'.",
    )

    running("interrupt", "acme", "10m", "--force").check()


def test_a_forgotten_timer_is_refused_unless_kept_whole(running: Va) -> None:
    running.at("2026-03-16T21:11:00+01:00")
    running.refuses(
        "interrupt",
        "bakery",
        "10m",
        exit_code=3,
        error="va: The timer for acme/inbox has been running since Mon 16 Mar 2026 09:00: forgotten?\n"
        "    Say when the work ended with 'va stop --at 17:30', or keep it whole with '--yes'.",
    )

    assert (
        running("interrupt", "bakery", "10m", "--yes")
        .check()
        .out.startswith("Kept Mon 16 Mar 2026 09:00-21:01, 12h01, acme/inbox")
    )


def test_an_engagement_that_has_ended_does_not_go_on(va: Va) -> None:
    va.at("2026-03-15T23:30:00+01:00")
    va("start", "acme").check()
    va("engagement", "end", "acme/inbox", "--on", "2026-03-15").check()
    va.at("2026-03-16T00:10:00+01:00")
    ended = """
va: 'acme/inbox' ended on 2026-03-15.
    Add a new engagement, or move the end with 'va engagement end'.
"""

    va.refuses("interrupt", "bakery", "5m", exit_code=5, error=ended)
    va("cancel").check()
    va.refuses("interrupt", "acme", "5m", exit_code=5, error=ended)
    va("interrupt", "acme", "15m").check(
        output="Logged Sun 15 Mar 2026 23:55-00:10, 15m, acme/inbox\nNo timer was running."
    )


def test_in_the_night_of_the_clock_change_true_minutes_count(va: Va) -> None:
    va.at("2026-03-28T22:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-29T03:10:00+02:00")  # 4h10 later, for there is no time from 2:00 to 3:00

    va("interrupt", "bakery", "30m").check(
        output="""\
Kept Sat 28 Mar 2026 22:00-01:40, 3h40, acme/inbox
Logged Sun 29 Mar 2026 01:40-03:10, 30m, bakery/main
Resumed acme/inbox at 03:10
"""
    )
