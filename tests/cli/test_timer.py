"""`va start`, `stop`, `switch`, `resume`, `cancel`, `status`; it is Mon 16 Mar 2026 12:00 in Amsterdam."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va

NOTHING_RUNS = """
va: No timer is running.
    Start one with 'va start HANDLE', or log past work with 'va log 1h30 HANDLE'.
"""


def test_a_timer_is_started_shown_and_stopped(va: Va) -> None:
    va("start", "acme", "Sorting", "mail", "+email").check(output="Started acme/inbox at 12:00: Sorting mail +email")

    va.at("2026-03-16T12:45:00+01:00")
    va("status").check(output="acme/inbox at 12:00: Sorting mail +email, 45m\nToday 45m, this week 45m")

    va.at("2026-03-16T13:25:00+01:00")
    va("stop").check(output="Stopped Mon 16 Mar 2026 12:00-13:25, 1h25, acme/inbox: Sorting mail +email")
    va("status").check(output="No timer is running\nToday 1h25, this week 1h25")


def test_starting_stops_the_running_timer_and_says_so(va: Va) -> None:
    va("start", "acme", "Mail").check()
    va.at("2026-03-16T12:30:00+01:00")

    va("start", "bakery", "Newsletter").check(
        output="Stopped Mon 16 Mar 2026 12:00-12:30, 30m, acme/inbox: Mail\nStarted bakery/main at 12:30: Newsletter"
    )
    va.at("2026-03-16T13:00:00+01:00")
    va("stop").check(output="Stopped Mon 16 Mar 2026 12:30-13:00, 30m, bakery/main: Newsletter")


def test_switch_stops_one_and_starts_another(va: Va) -> None:
    va("start", "acme").check()
    va.at("2026-03-16T12:10:00+01:00")

    va("switch", "bakery").check(
        output="Stopped Mon 16 Mar 2026 12:00-12:10, 10m, acme/inbox\nStarted bakery/main at 12:10"
    )


def test_switch_stop_and_cancel_need_a_running_timer(va: Va) -> None:
    va.refuses("switch", "bakery", exit_code=5, error=NOTHING_RUNS)
    va.refuses("stop", exit_code=5, error=NOTHING_RUNS)
    va.refuses("stop", "--at", "11:00", exit_code=5, error=NOTHING_RUNS)
    va.refuses("cancel", exit_code=5, error=NOTHING_RUNS)


def test_cancel_throws_the_timer_away(va: Va) -> None:
    va("start", "acme", "By", "mistake").check()
    va.at("2026-03-16T12:07:00+01:00")

    va("cancel").check(output="Cancelled acme/inbox, 7m not kept")

    va("status").check(output="No timer is running\nToday 0m, this week 0m")
    assert va.json("entries")["entries"] == []


def test_a_timer_stopped_in_the_second_it_began_leaves_no_entry(va: Va) -> None:
    va("start", "acme").check()

    va("stop").check(output="Stopped in the second it began: nothing to keep.")

    assert va.json("entries")["entries"] == []
    assert va.json("status")["running"] is None


def test_resume_starts_what_an_entry_was_about(va: Va) -> None:
    va("log", "9:00-10:00", "acme", "Mail").check()
    va("log", "10:00-11:00", "bakery", "Newsletter").check()

    va("resume").check(output="Started bakery/main at 12:00: Newsletter")
    va.at("2026-03-16T12:20:00+01:00")
    # @2 is what `va entries` showed before, not the entry that this command makes.
    va("resume", "@2").check(
        output="Stopped Mon 16 Mar 2026 12:00-12:20, 20m, bakery/main: Newsletter\nStarted acme/inbox at 12:20: Mail"
    )


def test_resume_takes_over_service_place_tags_and_billing(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("log", "9:00-10:00", "acme", "Mail", "+email", "--service", "calendar", "--place", "client", "--no-bill").check()

    va("resume", "@1", "--at", "11:00").check(
        output="Started acme/inbox at 11:00, calendar, at the client's, not billable: Mail +email"
    )

    va("stop").check(
        output="Stopped Mon 16 Mar 2026 11:00-12:00, 1h, acme/inbox, calendar, at the client's, not billable: "
        "Mail +email"
    )


def test_resume_by_the_id_that_never_changes(va: Va) -> None:
    va("log", "9:00-10:00", "acme", "Mail").check()
    va("log", "10:00-11:00", "bakery").check()

    va("resume", "1").check(output="Started acme/inbox at 12:00: Mail")


@pytest.mark.parametrize("name", ["@1", "@0", "1", "@x", "", "@-1", "@99999999999"])
def test_resume_of_an_entry_that_is_not_there(va: Va, name: str) -> None:
    error = f"va: There is no entry '{name}'.\n    'va entries' shows @1, @2 … and the ids that never change."
    va.refuses("resume", name, exit_code=4, error=error)


def test_resume_of_work_for_an_archived_client(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("client", "archive", "acme").check()

    va.refuses(
        "resume", exit_code=5, error="va: 'acme' is archived.\n    'va client archive acme --back' brings it back."
    )


def test_a_timer_for_an_engagement_that_has_ended(va: Va) -> None:
    va("log", "9:00-10:00", "acme", "--on", "2026-03-13").check()
    va("engagement", "end", "acme/inbox", "--on", "2026-03-15").check()
    ended = """
va: 'acme/inbox' ended on 2026-03-15.
    Add a new engagement, or move the end with 'va engagement end'.
"""

    va.refuses("start", "acme", exit_code=5, error=ended)
    va.refuses("resume", exit_code=5, error=ended)


def test_own_work_has_a_kind_and_no_client(va: Va) -> None:
    va("start", "--internal", "admin", "Bookkeeping").check(output="Started internal admin at 12:00: Bookkeeping")

    assert va.json("status")["running"] == {
        "client": None,
        "engagement": None,
        "internal": "admin",
        "note": "Bookkeeping",
        "tags": [],
        "started": "2026-03-16T12:00:00+01:00",
        "seconds": 0,
    }


def test_a_kind_of_own_work_that_does_not_exist(va: Va) -> None:
    va.refuses(
        "start",
        "--internal",
        "lunch",
        exit_code=2,
        error="va: 'lunch' is not a kind of internal work.\n    Use one of: admin, acquisition, training, travel.",
    )


def test_without_a_client_the_error_names_what_is_missing(va: Va) -> None:
    error = """
va: The client is missing.
    Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work.
"""
    va.refuses("start", exit_code=3, error=error)
    va.refuses("start", "+email", exit_code=3, error=error)


def test_at_a_terminal_the_client_is_asked_for(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_args, **_options: "bakery")

    va("start", "+email").check(output="Started bakery/main at 12:00: +email")


def test_tags_may_stand_anywhere_after_the_command(va: Va) -> None:
    va("start", "+zeta", "acme", "Mail", "+Email", "again", "+email").check(
        output="Started acme/inbox at 12:00: Mail again +email +zeta"
    )


def test_quiet_status_is_for_shell_prompts(va: Va) -> None:
    va("status", "-q").check(exit_code=1, output="", error="")
    va("status", "--quiet", "--json").check(exit_code=1, output="", error="")

    va("start", "acme", "Mail").check()
    va.at("2026-03-16T12:03:00+01:00")

    va("status", "-q").check(output="acme/inbox at 12:00: Mail, 3m", error="")


def test_status_as_json(va: Va) -> None:
    va("log", "1h", "bakery", "--on", "2026-03-15").check()  # the Sunday before: last week
    va("log", "9:00-10:00", "bakery").check()
    assert va.json("status") == {"running": None, "today_seconds": 3600, "week_seconds": 3600, "bank": None}

    va("start", "acme", "Mail", "+email").check()
    va.at("2026-03-17T00:30:00+01:00")

    assert va.json("status") == {
        "running": {
            "client": "acme",
            "engagement": "inbox",
            "internal": None,
            "note": "Mail",
            "tags": ["email"],
            "started": "2026-03-16T12:00:00+01:00",
            "seconds": 45_000,  # 12.5 hours
        },
        "today_seconds": 0,  # the work belongs to Monday, on which it started
        "week_seconds": 48_600,
        "bank": None,
    }


def test_starting_and_stopping_as_json(va: Va) -> None:
    work = {"client": "acme", "engagement": "inbox", "internal": None, "note": "Mail", "tags": ["email"]}
    started = {**work, "started": "2026-03-16T12:00:00+01:00", "seconds": None}
    assert va.json("start", "acme", "Mail", "+email") == {"started": started, "stopped": None, "bank": None}

    va.at("2026-03-16T12:15:00+01:00")
    assert va.json("stop") == {
        "stopped": {
            "id": 1,
            **work,
            "start": "2026-03-16T12:00:00+01:00",
            "end": "2026-03-16T12:15:00+01:00",
            "date": "2026-03-16",
            "seconds": 900,
            "billable": True,
            "service": None,
            "place": None,
            "invoice": None,
        },
        "bank": None,
    }


def test_a_planned_entry_stands_in_the_way_unless_forced(va: Va) -> None:
    va("log", "11:30-12:30", "bakery", "Call").check()
    error = """
va: Mon 16 Mar 2026 12:00 overlaps Mon 16 Mar 2026 11:30-12:30, 1h, bakery/main: Call.
    Change the other one with 'va edit @1', or keep both with '--force'.
"""
    va.refuses("start", "acme", exit_code=5, error=error)

    va("start", "acme", "--force").check(output="Started acme/inbox at 12:00")
    va.at("2026-03-16T12:20:00+01:00")
    va.refuses("stop", exit_code=5, error=error.replace("12:00 overlaps", "12:00-12:20 overlaps"))
    va("stop", "--force").check(output="Stopped Mon 16 Mar 2026 12:00-12:20, 20m, acme/inbox")


def test_work_for_a_task_that_belongs_to_another_client(va: Va) -> None:
    va("task", "add", "bakery", "Poster", "--price", "90").check()

    va.refuses(
        "start",
        "acme",
        "--task",
        "1",
        exit_code=2,
        error="va: Task 1 is for bakery/main, not for acme/inbox.\n    'va task list' shows what each is for.",
    )
    va.refuses(
        "start", "acme", "--task", "7", exit_code=4, error="va: There is no task 7.\n    'va task list' shows all."
    )
    va("start", "bakery", "--task", "1").check(output="Started bakery/main at 12:00, task 1")
