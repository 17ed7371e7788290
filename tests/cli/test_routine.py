"""`va routine add`, `list`, `end`, `delete`: work that comes back, set up and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            ["Mon-Fri 9:00 15m acme inbox check"],
            "Mon-Fri 09:00, 15m, acme/inbox, from Mon 16 Mar 2026: inbox check",
        ),
        (
            ["Mon-Fri", "9:00", "15m", "acme", "inbox", "check"],
            "Mon-Fri 09:00, 15m, acme/inbox, from Mon 16 Mar 2026: inbox check",
        ),
        (
            ["Mon,Thu", "1h", "bakery", "+social", "Posts", "--from", "2026-03-02", "--until", "31 mar"],
            "Mon,Thu, 1h, bakery/main, from Mon 2 Mar 2026, until Tue 31 Mar 2026: Posts +social",
        ),
        (["ma-vr 9:00 15m acme"], "Mon-Fri 09:00, 15m, acme/inbox, from Mon 16 Mar 2026"),  # the business is Dutch
        (
            [["dagelijks", "15m", "--internal", "admin"][0], "15m", "--internal", "admin"],
            "daily, 15m, internal admin, from Mon 16 Mar 2026",
        ),
        (
            ["weekdays 5pm 30m acme Mail", "--service", "cal", "--place", "home", "--no-bill"],
            "Mon-Fri 17:00, 30m, acme/inbox, calendar, at home, not billable, from Mon 16 Mar 2026: Mail",
        ),
    ],
)
def test_a_routine_as_it_was_understood(va: Va, typed: list[str], shown: str) -> None:
    va("service", "add", "calendar").check()

    va("routine", "add", *typed).check(output=f"Added routine 1: {shown}", error="")

    assert va.json("entries")["entries"] == []  # nothing is logged by it


ROUTINE = {
    "id": 1,
    "days": "Mon-Fri",
    "weekdays": [1, 2, 3, 4, 5],
    "starts": "09:00",
    "seconds": 900,
    "client": "acme",
    "engagement": "inbox",
    "internal": None,
    "service": None,
    "note": "Inbox check",
    "tags": ["email"],
    "billable": True,
    "place": None,
    "from": "2026-03-16",
    "until": None,
}


def test_routines_as_json_and_undone(va: Va) -> None:
    before = va.export()

    assert va.json("routine", "add", "Mon-Fri 9:00 15m acme Inbox check +email") == {"routine": ROUTINE}

    assert va.json("routine", "list") == {"routines": [ROUTINE]}
    assert va.json("routine", "end", "1") == {"routine": {**ROUTINE, "until": "2026-03-16"}}
    assert va.json("routine", "delete", "1", "--yes") == {"deleted": {**ROUTINE, "until": "2026-03-16"}}
    va("undo", "3").check()
    assert va.export() == before


def test_routines_as_a_table_and_as_csv(va: Va) -> None:
    va("routine", "list").check(output="No routines. 'va routine add \"Mon-Fri 9:00 15m HANDLE NOTE\"' makes one.")
    va("routine", "add", "Mon-Fri 9:00 15m acme Inbox check +email +a").check()
    va(
        "routine",
        "add",
        ["Sat", "1h", "--internal", "admin", "Filing"][0],
        "1h",
        "--internal",
        "admin",
        "Filing",
        "--until",
        "1 may",
    ).check()

    va("routine", "list").check(
        output="""\
   Days     At          For             What                   From        Until
─────────────────────────────────────────────────────────────────────────────────────
1  Mon-Fri  09:00  15m  acme/inbox      Inbox check +a +email  2026-03-16
2  Sat              1h  internal admin  Filing                 2026-03-16  2026-05-01
"""
    )
    assert va("routine", "list", "--csv").check().out.splitlines() == [
        "id,days,starts,seconds,client,engagement,internal,service,note,tags,billable,place,from,until",
        "1,Mon-Fri,09:00,900,acme,inbox,,,Inbox check,a email,true,,2026-03-16,",
        "2,Sat,,3600,,,admin,,Filing,,false,,2026-03-16,2026-05-01",
    ]


@pytest.mark.parametrize(
    ("typed", "exit_code", "error"),
    [
        (
            ["acme 15m"],
            2,
            "va: 'acme' is not a weekday.\n    Write it like 'Mon-Fri 9:00 15m acme Mail' or 'Mon,Wed 1h acme Mail'.",
        ),
        (
            ["Mon 9:00 acme"],
            2,
            (
                "va: '9:00' is read as a start, and no length follows it.\n"
                "    Write '9:00 15m' for a start and a length, '1h30' for a length alone."
            ),
        ),
        (["Mon 25h acme"], 2, "va: 25h is more than a day.\n    Log each day for itself with '--on DATE'."),
        (
            ["Mon 15m acne"],
            4,
            "va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
        ),
        (
            ["Mon 15m"],
            3,
            (
                "va: The client is missing.\n"
                "    Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work."
            ),
        ),
        (
            ["Mon 15m acme", "--from", "2026-03-10", "--until", "2026-03-09"],
            2,
            (
                "va: The routine would end on 2026-03-09, before its first day 2026-03-10.\n"
                "    Give a later day; 'va routine delete ID' removes a routine altogether."
            ),
        ),
    ],
)
def test_what_cannot_be_a_routine(va: Va, typed: list[str], exit_code: int, error: str) -> None:
    va.refuses("routine", "add", *typed, exit_code=exit_code, error=error)


def test_an_engagement_that_ends_before_the_first_day(va: Va) -> None:
    va("engagement", "end", "acme/inbox", "--on", "2026-03-10").check()

    va.refuses(
        "routine",
        "add",
        "Mon 15m acme",
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-10.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )
    va("routine", "add", "Mon 15m acme", "--from", "2026-03-10").check()


def test_a_routine_ends_after_a_day_and_the_end_can_be_moved(va: Va) -> None:
    va("routine", "add", "daily 15m acme", "--from", "2026-03-10").check()

    va("routine", "end", "1").check(
        output="Ended routine 1: daily, 15m, acme/inbox, from Tue 10 Mar 2026, until Mon 16 Mar 2026"
    )
    va("routine", "end", "1", "--on", "2026-03-10").check()
    assert [row["date"] for row in va.json("routine", "run")["rows"]] == ["2026-03-10"]
    va.refuses(
        "routine",
        "end",
        "1",
        "--on",
        "2026-03-09",
        exit_code=2,
        error="va: The routine would end on 2026-03-09, before its first day 2026-03-10.\n"
        "    Give a later day; 'va routine delete ID' removes a routine altogether.",
    )


def test_a_deleted_routine_leaves_what_was_logged(va: Va) -> None:
    va("routine", "add", "Mon 15m acme").check()
    va("routine", "run", "--yes").check()
    before = va.export()

    va.refuses(
        "routine",
        "delete",
        "1",
        exit_code=3,
        error="va: Deleting routine 1: Mon, 15m, acme/inbox, from Mon 16 Mar 2026 needs a yes.\n"
        "    Add '--yes' to go ahead.",
    )
    va("routine", "delete", "1", "--yes").check(output="Deleted routine 1: Mon, 15m, acme/inbox, from Mon 16 Mar 2026")

    assert va.json("routine", "list") == {"routines": []}
    assert len(va.json("entries")["entries"]) == 1
    va("undo").check(output="Undid routine delete of Mon 16 Mar 12:00 (2 rows)")  # the routine and its settled day
    assert va.export() == before


def test_a_person_is_asked_before_a_routine_is_deleted(va: Va) -> None:
    va("routine", "add", "Mon 15m acme").check()
    question = "Deleting routine 1: Mon, 15m, acme/inbox, from Mon 16 Mar 2026. Go on? [y/N]:"

    code, _, screen = at_a_terminal(va, ["routine", "delete", "1"], [(question, "")])

    assert (code, screen.splitlines()[-1]) == (2, "va: Nothing was done.")
    assert len(va.json("routine", "list")["routines"]) == 1


@pytest.mark.parametrize("command", ["end", "delete"])
def test_a_routine_that_does_not_exist(va: Va, command: str) -> None:
    va.refuses(
        "routine",
        command,
        "7",
        "--yes",
        exit_code=4,
        error="va: There is no routine 7.\n    'va routine list' shows all.",
    )
