"""`va edit`: every option alone and together; times keep their instants, also where the clock shows them twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

WAS = "Was Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email"


@pytest.fixture
def logged(va: Va) -> Va:
    """Log one entry of 2 March, 9:00-10:25."""
    va("log", "9:00-10:25", "acme", "Mail", "+email", "--on", "2026-03-02").check()
    return va


def newest(va: Va) -> dict[str, Any]:
    entries: list[dict[str, Any]] = va.json("entries", "2026")["entries"]
    return max(entries, key=lambda entry: int(entry["id"]))


@pytest.mark.parametrize(
    ("options", "now"),
    [
        (["--to", "10:45"], "Mon 2 Mar 2026 09:00-10:45, 1h45"),
        (["--to", "22:00"], "Mon 2 Mar 2026 09:00-22:00, 13h"),
        (["--from", "8:30"], "Mon 2 Mar 2026 08:30-10:25, 1h55"),
        (["--from", "8:00", "--to", "9:00"], "Mon 2 Mar 2026 08:00-09:00, 1h"),
        (["--from", "22:00", "--to", "1:30"], "Mon 2 Mar 2026 22:00-01:30, 3h30"),
        (["--duration", "2h"], "Mon 2 Mar 2026 09:00-11:00, 2h"),
        (["--from", "8:00", "--duration", "30m"], "Mon 2 Mar 2026 08:00-08:30, 30m"),
        (["--to", "11:00", "--duration", "30m"], "Mon 2 Mar 2026 10:30-11:00, 30m"),
        (["--to", "1:00", "--duration", "2h"], "Mon 2 Mar 2026 23:00-01:00, 2h"),
        (["--on", "2026-03-05"], "Thu 5 Mar 2026 09:00-10:25, 1h25"),
        (["--on", "yesterday"], "Sun 15 Mar 2026 09:00-10:25, 1h25"),
        (["--on", "2026-03-05", "--to", "11:00"], "Thu 5 Mar 2026 09:00-11:00, 2h"),
        (["--on", "2026-03-05", "--from", "8:00"], "Thu 5 Mar 2026 08:00-10:25, 2h25"),
        (["--on", "2026-03-05", "--from", "14:00", "--to", "15:00"], "Thu 5 Mar 2026 14:00-15:00, 1h"),
        (["--on", "2026-03-05", "--duration", "20m"], "Thu 5 Mar 2026 09:00-09:20, 20m"),
        (["--on", "2026-03-05", "--from", "14:00", "--duration", "20m"], "Thu 5 Mar 2026 14:00-14:20, 20m"),
        (["--on", "2026-03-05", "--to", "14:00", "--duration", "20m"], "Thu 5 Mar 2026 13:40-14:00, 20m"),
    ],
)
def test_another_time(logged: Va, options: list[str], now: str) -> None:
    logged("edit", "@1", *options).check(output=f"{WAS}\nNow {now}, acme/inbox: Mail +email")


@pytest.mark.parametrize(
    ("options", "now"),
    [
        (["--note", "Call  about\nthe fair"], "acme/inbox: Call about the fair +email"),
        (["--note", "+1 is no tag here"], "acme/inbox: +1 is no tag here +email"),
        (["--note", ""], "acme/inbox: +email"),
        (["--tags", "b +A b"], "acme/inbox: Mail +a +b"),
        (["--tags", ""], "acme/inbox: Mail"),
        (["--client", "bakery"], "bakery/main: Mail +email"),
        (["--client", "b/m"], "bakery/main: Mail +email"),
        (["--internal", "admin"], "internal admin: Mail +email"),
        (["--service", "cal"], "acme/inbox, calendar: Mail +email"),
        (["--place", "client"], "acme/inbox, at the client's: Mail +email"),
        (["--no-bill"], "acme/inbox, not billable: Mail +email"),
        (["--bill"], "acme/inbox: Mail +email"),
        (
            ["--client=b", "--note=New", "--tags=x", "--service=calendar", "--place=home", "--no-bill"],
            "bakery/main, calendar, at home, not billable: New +x",
        ),
    ],
)  # fmt: skip
def test_other_work(logged: Va, options: list[str], now: str) -> None:
    logged("service", "add", "calendar").check()

    logged("edit", "@1", *options).check(output=f"{WAS}\nNow Mon 2 Mar 2026 09:00-10:25, 1h25, {now}")


def test_what_was_said_can_be_taken_away(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("task", "add", "bakery", "Poster", "--price", "90").check()
    va("log", "1h", "bakery", "--service", "calendar", "--place", "home", "--task", "1", "--no-bill").check()

    va("edit", "@1", "--service", "", "--place", "", "--task", "", "--bill").check(
        output="Was Mon 16 Mar 2026, 1h, bakery/main, calendar, task 1, at home, not billable\n"
        "Now Mon 16 Mar 2026, 1h, bakery/main"
    )
    va("edit", "@1", "--task", "1").check(
        output="Was Mon 16 Mar 2026, 1h, bakery/main\nNow Mon 16 Mar 2026, 1h, bakery/main, task 1"
    )


def test_work_on_a_task_stays_with_the_tasks_engagement(va: Va) -> None:
    va("task", "add", "bakery", "Poster", "--price", "90").check()
    va("log", "1h", "bakery", "--task", "1").check()

    va.refuses(
        "edit", "@1", "--client", "acme",
        exit_code=5,
        error="va: Entry 1 is work on task 1 of bakery/main.\n    Take it off the task as well: \"--task ''\".",
    )  # fmt: skip
    va.refuses(
        "edit", "@1", "--task", "one",
        exit_code=2, error="va: 'one' is not the number of a task.\n    'va task list' shows them.",
    )  # fmt: skip
    va("edit", "@1", "--client", "acme", "--task", "").check(
        output="Was Mon 16 Mar 2026, 1h, bakery/main, task 1\nNow Mon 16 Mar 2026, 1h, acme/inbox"
    )


def test_own_work_that_was_a_clients_can_be_billed(va: Va) -> None:
    va("log", "1h", "--internal", "admin", "Books").check()
    va.refuses(
        "edit", "@1", "--bill",
        exit_code=2,
        error="va: Entry 1 is internal admin: there is nobody to bill.\n    Say whose work it was: '--client HANDLE'.",
    )  # fmt: skip

    va("edit", "@1", "--client", "acme").check(
        output="Was Mon 16 Mar 2026, 1h, internal admin: Books\nNow Mon 16 Mar 2026, 1h, acme/inbox: Books"
    )
    va.refuses(
        "edit",
        "@1",
        "--client=acme",
        "--internal=admin",
        exit_code=2,
        error="va: '--client' and '--internal' do not go together.\n"
        "    An entry is a client's or your own; leave one of the two out.",
    )
    va.refuses(
        "edit",
        "@1",
        "--internal=holiday",
        exit_code=2,
        error="va: 'holiday' is not a kind of internal work.\n    Use one of: admin, acquisition, training, travel.",
    )
    assert newest(va)["billable"] is True


def test_an_entry_that_is_only_a_length(va: Va) -> None:
    va("log", "1h30", "acme", "--on", "2026-03-02").check()
    was = "Was Mon 2 Mar 2026, 1h30, acme/inbox\n"

    va("edit", "@1", "--duration", "2h", "--on", "2026-03-03").check(output=f"{was}Now Tue 3 Mar 2026, 2h, acme/inbox")
    va("undo").check()
    va("edit", "@1", "--from", "9:00", "--to", "10:00").check(
        output=f"{was}Now Mon 2 Mar 2026 09:00-10:00, 1h, acme/inbox"
    )
    va("undo").check()
    va("edit", "@1", "--to", "10:00", "--duration", "15m").check(
        output=f"{was}Now Mon 2 Mar 2026 09:45-10:00, 15m, acme/inbox"
    )
    va("undo").check()
    for option in ("--from", "--to"):
        va.refuses(
            "edit", "@1", option, "9:00",
            exit_code=2,
            error="va: Entry 1 has no start and no end, only a length.\n"
            "    Give both '--from' and '--to', or one of them and '--duration'.",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ([], "va: Nothing was named that shall change.\n    'va edit --help' lists what can be changed."),
        (["--force"], "va: Nothing was named that shall change.\n    'va edit --help' lists what can be changed."),
        (
            ["--from", "9", "--to", "10", "--duration", "1h"],
            "va: '--from', '--to' and '--duration' together say one thing twice.\n    Give two of them at most.",
        ),
        (
            ["--to", "8:00"],
            ("va: The entry would end at 08:00 but starts at 09:00.\n"
            "    Give an end after the start; over midnight write '22:00-1:30'."),
        ),
        (
            ["--from", "11:00"],
            ("va: The entry would end at 10:25 but starts at 11:00.\n"
            "    Give an end after the start; over midnight write '22:00-1:30'."),
        ),
        (
            ["--from", "10:25"],
            ("va: The entry would end at 10:25 but starts at 10:25.\n"
            "    Give an end after the start; over midnight write '22:00-1:30'."),
        ),
        (
            ["--duration", "0m"],
            "va: '0m' is not a duration: it is zero.\n    Write a duration above zero, like 25m or 1h30.",
        ),
        (
            ["--duration", "25h"],
            ("va: The entry would be 25h long.\n"
            "    Nobody works longer than 24 hours at a time; log each day for itself."),
        ),
        (
            ["--duration", "99999999h"],
            ("va: The entry would be 99999999h long.\n"
            "    Nobody works longer than 24 hours at a time; log each day for itself."),
        ),
        (
            ["--to", "9:00", "--duration", "99999999h"],
            ("va: The entry would be 99999999h long.\n"
            "    Nobody works longer than 24 hours at a time; log each day for itself."),
        ),
        (["--place", "moon"], "va: 'moon' is not a place of work.\n    Use one of: home, client, other."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(logged: Va, options: list[str], error: str) -> None:
    logged.refuses("edit", "@1", *options, exit_code=2, error=error)


def test_a_day_that_is_none(logged: Va) -> None:
    refused = logged("edit", "@1", "--on", "someday").check(exit_code=2, output="")

    assert refused.err.startswith("va: 'someday' is not a date.\n    Write it like ")


def test_an_entry_that_is_not_there(logged: Va) -> None:
    for name in ("@2", "2", "#9", "x"):
        logged.refuses(
            "edit", name, "--note", "x",
            exit_code=4,
            error=f"va: There is no entry '{name}'.\n    'va entries' shows @1, @2 … and the ids that never change.",
        )  # fmt: skip


def test_a_new_time_must_be_free(logged: Va) -> None:
    logged("log", "10:25-11:00", "bakery", "Call", "--on", "2026-03-02").check()
    error = """
va: Mon 2 Mar 2026 09:00-10:30 overlaps Mon 2 Mar 2026 10:25-11:00, 35m, bakery/main: Call.
    Change the other one with 'va edit @1', or keep both with '--force'.
"""
    logged.refuses("edit", "@2", "--to", "10:30", exit_code=5, error=error)

    logged("edit", "@2", "--to", "10:30", "--force").check()
    logged("edit", "@2", "--note", "An overlap that was kept stays kept").check()
    logged("edit", "@2", "--to", "10:31").check(exit_code=5, output="")


def test_a_new_time_under_the_running_timer(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("start", "bakery", "--at", "11:00").check()

    va.refuses(
        "edit", "@1", "--to", "11:30",
        exit_code=5,
        error="va: Mon 16 Mar 2026 09:00-11:30 overlaps the timer for bakery/main since 11:00.\n"
        "    Stop or cancel the timer first, or keep both with '--force'.",
    )  # fmt: skip


def test_work_cannot_move_past_the_end_of_its_engagement(logged: Va) -> None:
    logged("engagement", "end", "acme/inbox", "--on", "2026-03-10").check()

    logged.refuses(
        "edit", "@1", "--on", "2026-03-11",
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-10.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )  # fmt: skip
    logged("edit", "@1", "--on", "2026-03-10").check()


def test_a_note_of_an_archived_client_can_still_be_corrected(logged: Va) -> None:
    logged("client", "archive", "acme").check()

    logged("edit", "@1", "--note", "Letters").check()


def test_billed_work_is_out_of_reach(logged: Va) -> None:
    logged("invoice", "draft", "acme", "2026-03").check()
    drafted = """
va: Entry 1 is on draft 1.
    Release it with 'va invoice discard 1', change it, and draft again.
"""
    for command in (["edit", "1", "--note", "x"], ["split", "1", "30m"], ["delete", "1", "--yes"]):
        logged.refuses(*command, exit_code=5, error=drafted)

    logged("invoice", "issue", "1", "--yes").check()
    issued = """
va: Entry 1 is billed on invoice 2026-0001.
    Correct the invoice with a credit note: 'va invoice credit 2026-0001 --reopen'.
"""
    for command in (["edit", "1", "--note", "x"], ["split", "1", "30m"], ["delete", "1", "--yes"]):
        logged.refuses(*command, exit_code=5, error=issued)


def test_a_discarded_draft_gives_its_work_back(logged: Va) -> None:
    logged("invoice", "draft", "acme", "2026-03").check()
    logged("invoice", "discard", "1", "--yes").check()

    logged("edit", "1", "--note", "x").check()


def test_an_edit_as_json_and_back(logged: Va) -> None:
    before = logged.export()
    changed = logged.json("edit", "@1", "--to", "10:30", "--note", "Letters")

    assert [changed[side]["seconds"] for side in ("before", "after")] == [5100, 5400]
    assert [changed[side]["note"] for side in ("before", "after")] == ["Mail", "Letters"]
    logged("undo").check()
    assert logged.export() == before


def test_seconds_of_a_timer_survive_another_day(va: Va) -> None:
    va.at("2026-03-16T09:00:17+01:00")
    va("start", "acme").check()
    va.at("2026-03-16T09:02:50+01:00")
    va("stop").check(output="Stopped Mon 16 Mar 2026 09:00-09:02, 2m33s, acme/inbox")

    va("edit", "@1", "--on", "2026-03-12").check()

    assert newest(va)["start"] == "2026-03-12T09:00:17+01:00"
    assert newest(va)["seconds"] == 153


@pytest.mark.parametrize(
    ("options", "shown", "start", "end"),
    [
        # 2:30 in winter time is the second 2:30 of the night; the other end stays the instant it is.
        (["--to", "4:00"], "02:30+01:00..04:00, 1h30", "02:30:00+01:00", "04:00:00+01:00"),
        (["--to", "2:45+01:00"], "02:30+01:00..02:45+01:00, 15m", "02:30:00+01:00", "02:45:00+01:00"),
        (["--from", "2:30+02:00"], "02:30+02:00..03:00, 1h30", "02:30:00+02:00", "03:00:00+01:00"),
        (["--from", "1:30"], "01:30-03:00, 2h30", "01:30:00+02:00", "03:00:00+01:00"),
        (["--duration", "45m"], "02:30+01:00..03:15, 45m", "02:30:00+01:00", "03:15:00+01:00"),
        (["--note", "Night"], "02:30+01:00..03:00, 30m", "02:30:00+01:00", "03:00:00+01:00"),
        (["--to", "3:00", "--duration", "1h15"], "02:45+02:00..03:00, 1h15", "02:45:00+02:00", "03:00:00+01:00"),
    ],
)
def test_the_reading_of_an_hour_that_comes_twice_is_kept(
    va: Va, options: list[str], shown: str, start: str, end: str
) -> None:
    va("log", "2:30+01:00..3:00", "acme", "Night", "--on", "2026-10-25").check()

    va("edit", "@1", *options).check(
        output="Was Sun 25 Oct 2026 02:30+01:00..03:00, 30m, acme/inbox: Night\n"
        f"Now Sun 25 Oct 2026 {shown}, acme/inbox: Night"
    )

    assert (newest(va)["start"], newest(va)["end"]) == (f"2026-10-25T{start}", f"2026-10-25T{end}")


def test_a_night_through_a_clock_change_moved_to_another_day_keeps_its_length(va: Va) -> None:
    va("log", "22:00-6:00", "acme", "--on", "2026-10-24").check()  # 9 hours

    va("edit", "@1", "--on", "2026-10-17").check(
        output="Was Sat 24 Oct 2026 22:00-06:00, 9h, acme/inbox\nNow Sat 17 Oct 2026 22:00-07:00, 9h, acme/inbox"
    )


def test_an_entry_cannot_move_to_a_time_that_the_clock_skips(va: Va) -> None:
    va("log", "2:30-3:30", "acme", "--on", "2026-03-02").check()

    va.refuses(
        "edit", "@1", "--on", "2026-03-29",
        exit_code=2,
        error="va: '02:30' does not exist on Sun 29 Mar 2026: in Europe/Amsterdam the clock jumps from 02:00 to 03:00."
        "\n    The nearest times are 01:59 and 03:00.",
    )  # fmt: skip


def test_times_are_read_in_the_zone_of_the_entry(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VA_TZ", "America/New_York")
    va("log", "9:00-10:00", "acme", "--on", "2026-03-12").check()
    monkeypatch.delenv("VA_TZ")

    va("edit", "@1", "--to", "10:30").check(
        output="Was Thu 12 Mar 2026 09:00-10:00, 1h, acme/inbox\nNow Thu 12 Mar 2026 09:00-10:30, 1h30, acme/inbox"
    )
    assert newest(va)["end"] == "2026-03-12T10:30:00-04:00"
    va("edit", "@1", "--on", "2026-03-02").check(
        output="Was Thu 12 Mar 2026 09:00-10:30, 1h30, acme/inbox\nNow Mon 2 Mar 2026 09:00-10:30, 1h30, acme/inbox"
    )
    assert newest(va)["start"] == "2026-03-02T09:00:00-05:00"  # winter time in New York until 8 March
