"""`va routine run`: what is due is shown, written after a yes, and never comes up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va

PLAN = """\
Routines due, 2026-02-13..2026-03-16
   Date             Time              For          What
──────────────────────────────────────────────────────────────────
1  Thu 12 Mar 2026  09:00-09:15  15m  acme/inbox   Inbox check
2  Thu 12 Mar 2026  17:00-18:00   1h  bakery/main  Posts +social
3  Fri 13 Mar 2026  09:00-09:15  15m  acme/inbox   Inbox check
4  Mon 16 Mar 2026  09:00-09:15  15m  acme/inbox   Inbox check
"""


@pytest.fixture
def due(va: Va) -> Va:
    """Leave two routines since Thursday 12 March; it is Monday the 16th, 12:00."""
    va("routine", "add", "Mon-Fri 9:00 15m acme Inbox check", "--from", "2026-03-12").check()
    va("routine", "add", "Mon,Thu 17:00 1h bakery Posts +social", "--from", "2026-03-12").check()
    return va


def rows(va: Va, *arguments: str) -> list[tuple[str, str, str | None]]:
    """Return date, state and reason of each row of the plan."""
    found = va.json("routine", "run", *arguments)["rows"]
    return [(row["date"], row["state"], row["why"]) for row in found]


def entries(va: Va) -> list[tuple[str, str, int]]:
    found = va.json("entries", "2026")["entries"]
    return [(entry["date"], entry["client"] or entry["internal"], entry["seconds"]) for entry in found]


def test_without_a_yes_it_is_only_shown(due: Va) -> None:
    before = due.export()

    due("routine", "run").check(output=f"{PLAN}Nothing was written. Add '--yes' to write 4 entries (1h45).", error="")
    assert due.json("routine", "run")["applied"] is False

    assert due.export() == before


def test_with_a_yes_it_is_shown_and_written_once(due: Va) -> None:
    before = due.export()

    due("routine", "run", "--yes").check(output=f"{PLAN}Wrote 4 entries (1h45); 'va undo' takes it back.")

    assert entries(due) == [
        ("2026-03-12", "acme", 900),
        ("2026-03-12", "bakery", 3600),
        ("2026-03-13", "acme", 900),
        ("2026-03-16", "acme", 900),
    ]
    due("routine", "run", "--yes").check(output="No routine is due in 2026-02-13..2026-03-16.")
    due("undo").check(output="Undid routine run of Mon 16 Mar 12:00 (9 rows)")  # 4 entries, a tag, 4 settled days
    assert due.export() == before
    due("redo").check()
    assert len(entries(due)) == 4


def test_a_plan_as_json(due: Va) -> None:
    found = due.json("routine", "run", "--yes", "--skip", "2", "2026-03-12")

    work = {"service": None, "billable": True, "place": None, "internal": None}
    assert [found["period"], found["left_out"], found["applied"]] == [
        {"start": "2026-03-12", "end": "2026-03-13"},
        0,
        True,
    ]
    assert found["rows"] == [
        {
            "row": 1,
            "routine": 1,
            "date": "2026-03-12",
            "start": "2026-03-12T09:00:00+01:00",
            "end": "2026-03-12T09:15:00+01:00",
            "seconds": 900,
            "client": "acme",
            "engagement": "inbox",
            "note": "Inbox check",
            "tags": [],
            **work,
            "state": "due",
            "why": None,
        },
        {
            "row": 2,
            "routine": 2,
            "date": "2026-03-12",
            "start": "2026-03-12T17:00:00+01:00",
            "end": "2026-03-12T18:00:00+01:00",
            "seconds": 3600,
            "client": "bakery",
            "engagement": "main",
            "note": "Posts",
            "tags": ["social"],
            **work,
            "state": "skip",
            "why": None,
        },
    ]
    assert [(entry["id"], entry["client"], entry["start"]) for entry in found["logged"]] == [
        (1, "acme", "2026-03-12T09:00:00+01:00")
    ]


def test_a_skipped_day_is_settled_without_an_entry(due: Va) -> None:
    shown = due("routine", "run", "--skip", "1", "--skip", "3", "--yes").check().out

    assert "\n3  Fri 13 Mar 2026  09:00-09:15  15m  acme/inbox   Inbox check    skipped\n" in shown
    assert shown.endswith("Wrote 2 entries (1h15), 2 days skipped; 'va undo' takes it back.\n")
    assert entries(due) == [("2026-03-12", "bakery", 3600), ("2026-03-16", "acme", 900)]
    assert rows(due) == []


def test_rows_that_cannot_be_skipped(due: Va) -> None:
    hint = "'va routine run' without '--skip' shows the rows and their numbers."

    due.refuses(
        "routine",
        "run",
        "--skip",
        "5",
        "--yes",
        exit_code=2,
        error=f"va: There is no row 5 to skip: the last is 4.\n    {hint}",
    )
    due.refuses(
        "routine",
        "run",
        "2025",
        "--skip",
        "1",
        exit_code=2,
        error=f"va: There is no row 1 to skip: nothing is due.\n    {hint}",
    )


def test_only_what_is_past_is_due(va: Va) -> None:
    va("routine", "add", "Mon 11:45 15m acme Over").check()  # it is 12:00
    va("routine", "add", "Mon 11:46 15m acme Not over").check()
    va("routine", "add", "Mon 1h bakery At any time").check()
    va("routine", "add", "Tue 9:00 1h bakery Tomorrow").check()

    found = va.json("routine", "run")["rows"]

    assert [(row["note"], row["start"]) for row in found] == [
        ("At any time", None),
        ("Over", "2026-03-16T11:45:00+01:00"),
    ]
    va("routine", "run", "--yes").check()
    assert [entry["start"] for entry in va.json("entries")["entries"]] == [None, "2026-03-16T11:45:00+01:00"]


def test_what_was_said_of_the_work_is_in_the_entries(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("routine", "add", "Mon 1h acme Trip", "--service", "cal", "--place", "client", "--no-bill").check()
    va("routine", "add", "Mon", "2h", "--internal", "admin", "Filing").check()

    va("routine", "run").check(
        output="""\
Routines due, 2026-02-13..2026-03-16
   Date             Time      For             What
─────────────────────────────────────────────────────────────────────────────────────────────
1  Mon 16 Mar 2026        1h  acme/inbox      Trip, calendar, at the client's, not billable
2  Mon 16 Mar 2026        2h  internal admin  Filing
Nothing was written. Add '--yes' to write 2 entries (3h).
"""
    )
    first, second = va.json("routine", "run", "--yes")["logged"]

    assert (first["service"], first["place"], first["billable"], first["note"]) == ("calendar", "client", False, "Trip")
    assert (second["internal"], second["billable"], second["seconds"]) == ("admin", False, 7200)


def test_what_overlaps_is_listed_and_stays_due(due: Va) -> None:
    due("log", "9:10-10:00", "bakery", "Call", "--on", "2026-03-13").check()
    due("start", "bakery", "--at", "9:05").check()
    entry = "Fri 13 Mar 2026 09:00-09:15 overlaps Fri 13 Mar 2026 09:10-10:00, 50m, bakery/main: Call."
    timer = "Mon 16 Mar 2026 09:00-09:15 overlaps the timer for bakery/main since 09:05."

    shown = due("routine", "run", "--yes").check().out

    assert "3  Fri 13 Mar 2026  09:00-09:15  15m  acme/inbox   Inbox check    not written\n" in shown
    assert shown.endswith(f"""\
Row 3 is not written and stays due: {entry}
Row 4 is not written and stays due: {timer}
Wrote 2 entries (1h15); 'va undo' takes it back.
""")
    assert rows(due) == [("2026-03-13", "refused", entry), ("2026-03-16", "refused", timer)]
    due("routine", "run", "--yes").check()
    assert len(entries(due)) == 3
    due("cancel").check()
    assert rows(due)[1] == ("2026-03-16", "due", None)


def test_of_two_routines_at_one_time_the_first_is_written(va: Va) -> None:
    va("routine", "add", "Mon 9:30 30m acme").check()
    va("routine", "add", "Mon 9:00 1h bakery").check()
    why = "Mon 16 Mar 2026 09:30-10:00 overlaps row 1."

    assert rows(va) == [("2026-03-16", "due", None), ("2026-03-16", "refused", why)]
    assert rows(va, "--skip", "1") == [("2026-03-16", "skip", None), ("2026-03-16", "due", None)]
    va("routine", "run", "--yes", "--skip", "1").check()
    assert entries(va) == [("2026-03-16", "acme", 1800)]


def test_clients_and_engagements_that_are_no_more(due: Va) -> None:
    due("engagement", "end", "acme/inbox", "--on", "2026-03-13").check()
    due("client", "archive", "bakery").check()

    assert rows(due) == [
        ("2026-03-12", "due", None),
        ("2026-03-12", "refused", "'bakery' is archived."),
        ("2026-03-13", "due", None),
        ("2026-03-16", "refused", "'acme/inbox' ended on 2026-03-13."),
    ]


def test_older_days_are_left_out_and_named(va: Va) -> None:
    va("routine", "add", "Thu,Fri 15m acme", "--from", "2026-02-06").check()  # a Friday

    first, *_, older, hint = va("routine", "run").check().out.splitlines()

    assert first == "Routines due, 2026-02-13..2026-03-16"  # 31 days before today
    assert older == "2 older rows left out; 'va routine run 2026-02-06..2026-02-12' shows what is still due then."
    assert hint == "Nothing was written. Add '--yes' to write 9 entries (2h15)."
    assert va.json("routine", "run")["left_out"] == 2
    assert [row[0] for row in rows(va, "2026-02-06..2026-02-12")] == ["2026-02-06", "2026-02-12"]
    assert [row[0] for row in rows(va, "last", "week")] == ["2026-03-12", "2026-03-13"]


def test_a_start_is_the_local_time_on_both_sides_of_the_clock_change(va: Va) -> None:
    va("routine", "add", "Sun 9:00 30m acme", "--from", "2026-03-22").check()
    va("routine", "add", "Sun 2:30 1h bakery", "--from", "2026-03-22").check()
    va.at("2026-03-29T12:00:00+02:00")

    found = va.json("routine", "run", "--yes")

    assert [(entry["start"], entry["end"]) for entry in found["logged"]] == [
        ("2026-03-22T02:30:00+01:00", "2026-03-22T03:30:00+01:00"),
        ("2026-03-22T09:00:00+01:00", "2026-03-22T09:30:00+01:00"),
        ("2026-03-29T09:00:00+02:00", "2026-03-29T09:30:00+02:00"),
    ]
    skipped = found["rows"][2]
    assert (skipped["state"], skipped["start"]) == ("refused", None)
    assert skipped["why"] == (
        "'02:30' does not exist on Sun 29 Mar 2026: in Europe/Amsterdam the clock jumps from 02:00 to 03:00."
    )


def test_a_person_is_shown_the_plan_and_asked(due: Va) -> None:
    question = "Writing 4 entries (1h45). Go on? [y/N]:"

    code, out, screen = at_a_terminal(due, ["routine", "run"], [(question, "n")])
    assert (code, screen.splitlines()[-1]) == (2, "va: Nothing was done.")
    assert entries(due) == []

    code, out, screen = at_a_terminal(due, ["routine", "run"], [(question, "y")])
    written = f"{PLAN}Wrote 4 entries (1h45); 'va undo' takes it back.\n"
    assert (code, out.replace("\n Wrote", "\nWrote")) == (0, written), screen  # the question ends with that space
    assert len(entries(due)) == 4


def test_what_changes_between_the_plan_and_the_yes_is_not_overwritten(due: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def confirm(*_arguments: object, **_options: object) -> bool:
        due("log", "9:00-10:00", "bakery", "--on", "2026-03-13").check()  # in another window
        return True

    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", confirm)

    ran = due("routine", "run").check(exit_code=5)

    assert ran.err == (
        "va: The book has changed since this was shown.\n    Look again with 'va routine run'; nothing was written.\n"
    )
    assert entries(due) == [("2026-03-13", "bakery", 3600)]
