"""`va split` and `va delete`: an entry cut in two, or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def logged(va: Va) -> Va:
    """Log one entry of 2 March, 9:00-10:25."""
    va("log", "9:00-10:25", "acme", "Mail", "+email", "--on", "2026-03-02").check()
    return va


@pytest.mark.parametrize("at", ["9:45", "45m", "0945", "9.45", "0h45"])
def test_at_a_time_or_after_a_length(logged: Va, at: str) -> None:
    logged("split", "@1", at).check(
        output="""
Was Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email
Now Mon 2 Mar 2026 09:00-09:45, 45m, acme/inbox: Mail +email
and Mon 2 Mar 2026 09:45-10:25, 40m, acme/inbox: Mail +email
"""
    )

    entries = logged.json("entries")["entries"]
    assert [(entry["id"], entry["seconds"]) for entry in entries] == [(1, 2700), (2, 2400)]


def test_everything_else_is_the_same_in_both_parts(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("log", "2h", "acme", "Mail", "+email", "--service", "calendar", "--place", "home", "--no-bill").check()

    va("split", "@1", "30m").check(
        output="""
Was Mon 16 Mar 2026, 2h, acme/inbox, calendar, at home, not billable: Mail +email
Now Mon 16 Mar 2026, 30m, acme/inbox, calendar, at home, not billable: Mail +email
and Mon 16 Mar 2026, 1h30, acme/inbox, calendar, at home, not billable: Mail +email
"""
    )


def test_after_midnight_the_second_part_belongs_to_the_next_day(va: Va) -> None:
    va("log", "22:00-1:30", "acme", "--on", "2026-03-02").check()

    va("split", "@1", "0:30").check(
        output="""
Was Mon 2 Mar 2026 22:00-01:30, 3h30, acme/inbox
Now Mon 2 Mar 2026 22:00-00:30, 2h30, acme/inbox
and Tue 3 Mar 2026 00:30-01:30, 1h, acme/inbox
"""
    )


def test_in_the_night_with_an_hour_twice(va: Va) -> None:
    va("log", "22:00-6:00", "acme", "--on", "2026-10-24").check()  # 9 hours
    va.refuses(
        "split", "@1", "2:30",
        exit_code=2,
        error="va: '2:30' happens twice on Sun 25 Oct 2026 in Europe/Amsterdam: 02:30+02:00 or 02:30+01:00.\n"
        "    Write 02:30+02:00 or 02:30+01:00; in a range, put .. between the two times.",
    )  # fmt: skip

    va("split", "@1", "2:30+01:00").check(
        output="""
Was Sat 24 Oct 2026 22:00-06:00, 9h, acme/inbox
Now Sat 24 Oct 2026 22:00..02:30+01:00, 5h30, acme/inbox
and Sun 25 Oct 2026 02:30+01:00..06:00, 3h30, acme/inbox
"""
    )


def test_in_the_night_with_an_hour_less(va: Va) -> None:
    va("log", "22:00-6:00", "acme", "--on", "2026-03-28").check()  # 7 hours

    # Five hours after 22:00 in winter time the clock shows 4:00 in summer time.
    va("split", "@1", "5h").check(
        output="""
Was Sat 28 Mar 2026 22:00-06:00, 7h, acme/inbox
Now Sat 28 Mar 2026 22:00-04:00, 5h, acme/inbox
and Sun 29 Mar 2026 04:00-06:00, 2h, acme/inbox
"""
    )


@pytest.mark.parametrize("at", ["9:00", "10:25", "8:00", "11:00", "85m", "2h"])
def test_outside_the_entry(logged: Va, at: str) -> None:
    logged.refuses(
        "split", "@1", at,
        exit_code=2,
        error=f"va: '{at}' does not lie inside the entry of 1h25.\n"
        "    Give a time or a duration between its start and its end.",
    )  # fmt: skip


def test_a_length_has_no_time_to_cut_at(va: Va) -> None:
    va("log", "2h", "acme").check()

    va.refuses(
        "split", "@1", "9am",
        exit_code=2,
        error="va: Entry 1 has no start, so it cannot be cut at '9am'.\n"
        "    Cut it after a duration: 'va split @1 45m'.",
    )  # fmt: skip
    va("split", "@1", "0:30").check(
        output="""
Was Mon 16 Mar 2026, 2h, acme/inbox
Now Mon 16 Mar 2026, 30m, acme/inbox
and Mon 16 Mar 2026, 1h30, acme/inbox
"""
    )


def test_a_split_as_json_and_back(logged: Va) -> None:
    before = logged.export()

    found = logged.json("split", "@1", "45m")

    assert found["before"]["seconds"] == 5100
    assert [part["seconds"] for part in found["after"]] == [2700, 2400]
    logged("undo").check()
    assert logged.export() == before


def test_delete_needs_a_yes(logged: Va) -> None:
    logged.refuses(
        "delete", "@1",
        exit_code=3,
        error="va: Deleting Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email needs a yes.\n"
        "    Add '--yes' to go ahead.",
    )  # fmt: skip
    logged.refuses("delete", "@2", "--yes", exit_code=4, error="""
va: There is no entry '@2'.
    'va entries' shows @1, @2 … and the ids that never change.
""")  # fmt: skip


def test_delete_and_undo(logged: Va) -> None:
    before = logged.export()

    logged("delete", "@1", "--yes").check(output="Deleted Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email")

    assert logged.json("entries")["entries"] == []
    logged("undo").check()
    assert logged.export() == before


def test_delete_as_json(logged: Va) -> None:
    assert logged.json("delete", "1", "--yes")["deleted"]["id"] == 1


@pytest.mark.parametrize("answer", [True, False])
def test_at_a_terminal_a_person_is_asked_before_deleting(
    logged: Va, monkeypatch: pytest.MonkeyPatch, *, answer: bool
) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_args, **_options: answer)
    before = logged.export()

    ran = logged("delete", "@1")

    if answer:
        ran.check(output="Deleted Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email")
    else:
        ran.check(exit_code=2, output="", error="va: Nothing was done.")
        assert logged.export() == before


def test_ids_are_never_used_again(logged: Va) -> None:
    logged("delete", "1", "--yes").check()
    logged("log", "1h", "acme").check()

    assert logged.json("entries")["entries"][0]["id"] == 2
