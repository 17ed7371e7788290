"""`va import`: rows and files that are not taken, and why; whose rows, and which are billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import TogglFile
    from tests.conftest import Va


def test_rows_that_share_time_with_an_entry_the_timer_or_each_other_are_listed_and_not_written(
    va: Va, toggl: TogglFile
) -> None:
    va("log", "9:00-10:00", "acme", "--on", "2026-03-02").check()
    va("start", "acme", "--at", "-60m").check()
    timer = toggl.row("Acme", "", "11:30-11:45", **{"Start date": "2026-03-16", "End date": "2026-03-16"})
    rows = [
        toggl.row("Acme", "", "09:30-10:30"),
        toggl.row("Acme", "", "12:30-13:30"),
        toggl.row("Acme", "", "12:00-13:00"),
        timer,
    ]
    before = va.export()

    planned = va.json("import", "toggl", toggl.write(*rows), "--apply")

    assert planned["new"] == 1
    assert planned["overlapping"] == [
        {"row": 1, "reason": "Mon 2 Mar 2026 09:30-10:30 overlaps entry 1, 09:00-10:00."},
        {"row": 2, "reason": "Mon 2 Mar 2026 12:30-13:30 overlaps row 3, 12:00-13:00."},
        {"row": 4, "reason": "Mon 16 Mar 2026 11:30-11:45 overlaps the running timer, 11:00-12:00."},
    ]
    va("undo").check()
    assert va.export() == before
    assert va.json("import", "toggl", toggl.path, "--apply", "--force")["new"] == 4


def test_the_work_of_several_people_is_not_mixed(va: Va, toggl: TogglFile) -> None:
    bob = toggl.row("Acme", "", "14:00-15:00", User="Bob", Email="bob@example.com")
    toggl.write(toggl.row("Acme", "", "09:00-10:00"), bob)

    va("import", "toggl", toggl.path, "--apply").check(
        exit_code=2,
        error="va: The file has the work of 2 people: Ada, Bob.\n    Say whose you want with '--user NAME'.",
    )
    va("import", "toggl", toggl.path, "--user", "Eve").check(
        exit_code=4, error="va: There is no row of 'Eve'.\n    The file has rows of: Ada, Bob."
    )
    for name in ("bob", "BOB@example.com"):
        shown = va.json("import", "toggl", toggl.path, "--user", name)
        assert (shown["rows"], shown["new"], shown["others"]) == (2, 1, 1)

    toggl.write(toggl.row("Acme", "", "09:00-09:00"), bob)
    shown = va.json("import", "toggl", toggl.path, "--user", "Ada")
    assert (shown["new"], shown["others"], len(shown["refused"])) == (0, 1, 1)


def test_a_file_that_names_nobody_is_the_assistant_s_own(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.row("Acme", "", "09:00-10:00", User="", Email=""), toggl.row("Acme", "", "10:00-11:00"))

    assert va.json("import", "toggl", toggl.path)["new"] == 2
    toggl.write(toggl.row("Acme", "", "09:00-10:00", User="", Email=""))
    va("import", "toggl", toggl.path, "--user", "Ada").check(
        exit_code=4, error="va: There is no row of 'Ada'.\n    The file names nobody."
    )


def test_a_file_in_which_nothing_is_billable_is_remarked_on(va: Va, toggl: TogglFile) -> None:
    toggl.write(
        toggl.row("Acme", "", "09:00-10:00", Billable="No"), toggl.row("Acme", "", "10:00-11:00", Billable="Nee")
    )

    assert "Every row says that it is not billable" in va("import", "toggl", toggl.path).check().out
    assert "Every row says" not in va("import", "toggl", toggl.path, "--bill", "--apply").check().out
    assert [entry["billable"] for entry in va.json("entries", "2026-03")["entries"]] == [True, True]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Duration": "00:00:00", "End time": "09:00:00"}, "The duration is zero: it starts and ends at 09:00:00."),
        (
            {"Duration": "01:15:00"},
            "The duration is 1h15, but 09:00:00 to 10:00:00 is 1h; is rounding switched on in the report?",
        ),
        ({"Duration": "25:00:00", "End date": "2026-03-03"}, "The entry would be 25h long."),
        ({"Duration": "-", "End date": "", "End time": ""}, "The timer is still running: there is no end."),
        ({"Billable": "Perhaps"}, "'Perhaps' says neither yes nor no."),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_its_number(
    va: Va, toggl: TogglFile, cells: dict[str, str], reason: str
) -> None:
    toggl.write(toggl.row("Acme", "", "12:00-13:00"), toggl.row("Acme", "", "09:00-10:00", **cells))

    shown = va.json("import", "toggl", toggl.path, "--apply")

    assert (shown["new"], shown["refused"]) == (1, [{"row": 2, "reason": reason}])


def test_a_night_when_the_clock_changes_is_as_long_as_it_was(va: Va, toggl: TogglFile) -> None:
    # In Amsterdam the clock goes from 2 to 3 on 29 March 2026.
    night = {"Start date": "2026-03-29", "End date": "2026-03-29", "Duration": "02:00:00"}

    va("import", "toggl", toggl.write(toggl.row("Acme", "", "01:30-04:30", **night)), "--apply").check()

    [entry] = va.json("entries", "2026-03")["entries"]
    assert (entry["seconds"], entry["date"]) == (7200, "2026-03-29")
    assert (entry["start"], entry["end"]) == ("2026-03-29T01:30:00+01:00", "2026-03-29T04:30:00+02:00")


def test_long_lists_are_cut_and_counted(va: Va, toggl: TogglFile) -> None:
    rows = [toggl.row("Acme", "", "09:00-10:00", Billable="?") for _ in range(25)]

    shown = va("import", "toggl", toggl.write(*rows)).check().out

    assert shown.count("  row ") == 20
    assert "  and 5 more\n" in shown


def test_a_file_that_was_cut_off_changes_nothing(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday, toggl.tuesday)
    toggl.path.write_bytes(toggl.path.read_bytes()[:-30])
    before = va.export()

    va("import", "toggl", toggl.path, "--apply").check(
        exit_code=2,
        error="va: 'toggl.csv' ends in the middle of row 5.\n    Export it again; nothing was written.",
    )

    assert va.export() == before


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["toggl", "missing.csv"], 4),
        (["toggl", "."], 3),
        (["toggl"], 2),
        (["abacus", "hours.csv"], 2),
        (["toggl", "toggl.csv", "--dates", "ymd"], 2),
        (["toggl", "toggl.csv", "--map", "missing.toml"], 4),
        (["toggl", "toggl.csv", "--propose-map", "missing/names.toml"], 3),
        (["undo", "1"], 4),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(
    va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch, arguments: list[str], exit_code: int
) -> None:
    monkeypatch.chdir(toggl.write(toggl.monday).parent)
    before = va.export()

    assert va("import", *arguments).check(exit_code=exit_code).err.startswith("va: ")

    assert va.export() == before


def test_a_report_of_nothing_is_nothing_new(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(), "--apply").check(
        output="""\
toggl.csv: 0 rows: 0 new (0m), 0 known. Times are read in Europe/Amsterdam.
There was nothing new to import.
"""
    )
