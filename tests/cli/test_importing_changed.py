"""`va import`: a row that has another length than when it was imported is no second entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import TogglFile
    from tests.conftest import Va

HARVEST = "Date,Client,Project,Task,Notes,Hours,Billable?,First Name,Last Name"


@pytest.fixture
def hours(tmp_path: Path) -> Path:
    return tmp_path / "hours.csv"


def write(file: Path, *rows: str) -> Path:
    """Write a Detailed time report of Harvest: day of March, hours, note."""
    cells = (row.split(maxsplit=2) for row in rows)
    lines = [f"2026-03-{day},Acme,Inbox,,{note},{amount},Yes,Ada,Example" for day, amount, note in cells]
    file.write_text("\n".join([HARVEST, *lines, ""]), encoding="utf-8")
    return file


def seconds_of_book(va: Va) -> list[int]:
    return [entry["seconds"] for entry in va.json("entries", "2026-03")["entries"]]


def found(shown: dict[str, object]) -> tuple[object, ...]:
    return tuple(shown[name] for name in ("rows", "new", "known"))


def test_hours_that_were_added_to_a_day_are_not_imported_besides(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail", "03 1.0 Mail"), "--apply").check()
    before = va.export()

    write(hours, "02 2.5 Mail", "03 1.0 Mail", "04 0.25 Mail")
    va("import", "harvest", hours).check(
        output="""\
hours.csv: 3 rows: 1 new (15m), 1 known, 1 changed. Times are read in Europe/Amsterdam.
Names:
  "Acme / Inbox" is acme/inbox: 1 row, 15m
Changed since they were imported, not written as new entries:
  row 1: it was 2h when it became entry 1, now it is 2h30: '--update' changes the entry, as does \
'va edit 1 --duration 2h30'.
Nothing was written. Add '--apply' to import 1 row.
"""
    )
    assert va.export() == before
    applied = va.json("import", "harvest", hours, "--apply")

    assert found(applied) == (3, 1, 1)
    assert applied["changed"] == [
        {"row": 1, "entry": 1, "was_seconds": 7200, "seconds": 9000, "updated": False, "why": None}
    ]
    assert applied["refused"] == [
        {
            "row": 1,
            "reason": "It was 2h when it became entry 1, now it is 2h30: '--update' changes the entry, as does"
            " 'va edit 1 --duration 2h30'.",
        }
    ]
    assert seconds_of_book(va) == [7200, 3600, 900]


def test_update_changes_the_entry_once_and_undo_takes_it_back(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail"), "--apply").check()
    before = va.export()
    write(hours, "02 2.5 Mail")

    planned = va("import", "harvest", hours, "--update").check()
    va("import", "harvest", hours, "--update", "--apply").check(
        output="""\
hours.csv: 1 row: 0 new (0m), 0 known, 1 changed. Times are read in Europe/Amsterdam.
Names:
  "Acme / Inbox" is acme/inbox
Changed since they were imported, not written as new entries:
  row 1: it was 2h when it became entry 1, now it is 2h30: it is changed accordingly.
Changed 1 entry; 'va undo' takes it back.
"""
    )

    assert planned.out.endswith("Nothing was written. Add '--apply' to change 1 entry.\n")
    assert seconds_of_book(va) == [9000]
    for arguments in ([], ["--update"]):
        again = va.json("import", "harvest", hours, "--apply", *arguments)
        assert (found(again), again["changed"], again["import_id"]) == ((1, 0, 1), [], None)
    va("undo").check()
    assert va.export() == before


def test_new_rows_and_changed_entries_are_one_operation(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail"), "--apply").check()
    before = va.export()
    write(hours, "02 3.0 Mail", "03 1.0 Mail")

    ran = va("import", "harvest", hours, "--update", "--apply").check()

    assert ran.out.endswith("Imported 1 row as import 2 and changed 1 entry; 'va undo' takes them back.\n")
    assert seconds_of_book(va) == [10_800, 3600]
    va("import", "undo", "1", "--yes").check()
    assert seconds_of_book(va) == [3600]
    va("undo", "2").check()
    assert va.export() == before


def test_a_second_row_of_the_same_work_is_new(va: Va, hours: Path) -> None:
    first = write(hours, "02 1.0 Mail")
    va("import", "harvest", first, "--apply").check()

    # A second hour that is equal, one that is not, and in whatever order they stand.
    for rows, new in ((["02 1.0 Mail", "02 1.0 Mail"], 1), (["02 0.5 Mail", "02 1.0 Mail", "02 1.0 Mail"], 1)):
        shown = va.json("import", "harvest", write(hours, *rows), "--apply")
        assert (shown["new"], shown["known"], shown["changed"]) == (new, len(rows) - new, [])

    assert sorted(seconds_of_book(va)) == [1800, 3600, 3600]


def test_rows_of_one_line_are_matched_to_those_they_can_have_grown_from(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail", "02 1.0 Mail"), "--apply").check()

    # 1.0 has grown to 1.5 and 2.0 to 2.5; 0.25 and 4.0 are left.
    write(hours, "02 0.25 Mail", "02 1.5 Mail", "02 2.5 Mail", "02 4.0 Mail")
    shown = va.json("import", "harvest", hours, "--update")

    assert [(row["row"], row["entry"], row["was_seconds"]) for row in shown["changed"]] == [(2, 2, 3600), (3, 1, 7200)]
    assert found(shown) == (4, 2, 0)


def test_rows_that_shrank_are_changed_too(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail", "03 1.0 Mail"), "--apply").check()

    va("import", "harvest", write(hours, "02 0.5 Mail"), "--update", "--apply").check()

    assert seconds_of_book(va) == [1800, 3600]


def test_force_writes_it_besides(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail"), "--apply").check()
    write(hours, "02 2.5 Mail")

    applied = va.json("import", "harvest", hours, "--force", "--apply")

    assert (applied["new"], applied["refused"], len(applied["changed"])) == (1, [], 1)
    assert seconds_of_book(va) == [7200, 9000]
    assert va.json("import", "harvest", hours, "--apply")["known"] == 1


def test_an_entry_that_was_given_the_length_by_hand_is_known(va: Va, hours: Path) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail"), "--apply").check()
    va("edit", "1", "--duration", "2h30").check()

    for arguments in ([], ["--update"], ["--force"]):
        shown = va.json("import", "harvest", write(hours, "02 2.5 Mail"), "--apply", *arguments)
        assert (found(shown), shown["changed"]) == ((1, 0, 1), [])

    assert seconds_of_book(va) == [9000]


@pytest.mark.parametrize(
    ("commands", "why"),
    [
        ([["edit", "1", "--duration", "1h45"]], "Entry 1 was changed here to 1h45."),
        ([["delete", "1", "--yes"]], "Entry 1 was deleted here."),
        ([["invoice", "draft", "acme", "2026-03"]], "Entry 1 is on draft 1."),
    ],
)
def test_an_entry_that_is_drafted_or_no_longer_as_it_was_is_left_alone(
    va: Va, hours: Path, commands: list[list[str]], why: str
) -> None:
    va("import", "harvest", write(hours, "02 2.0 Mail"), "--apply").check()
    for command in commands:
        va(*command).check()
    before = va.export()

    shown = va.json("import", "harvest", write(hours, "02 2.5 Mail"), "--update", "--apply")

    assert [(row["why"], row["updated"]) for row in shown["changed"]] == [(why, False)]
    assert shown["refused"] == [{"row": 1, "reason": f"It was 2h when it became entry 1, now it is 2h30: {why}"}]
    assert va.export() == before


def test_a_timer_that_went_on_changes_its_end(va: Va, toggl: TogglFile) -> None:
    rows = [toggl.row("Acme", "", "09:00-10:00"), toggl.row("Acme", "", "11:00-12:00")]
    va("import", "toggl", toggl.write(*rows), "--apply").check()
    longer = toggl.row("Acme", "", "09:00-10:30")

    refused = va.json("import", "toggl", toggl.write(longer, rows[1]))
    va("import", "toggl", toggl.path, "--update", "--apply").check()

    assert (found(refused), len(refused["changed"]), refused["overlapping"]) == ((2, 0, 1), 1, [])
    entries = va.json("entries", "2026-03")["entries"]
    assert [(entry["start"][11:16], entry["end"][11:16], entry["seconds"]) for entry in entries] == [
        ("09:00", "10:30", 5400),
        ("11:00", "12:00", 3600),
    ]


def test_a_timer_that_went_on_into_other_work_is_not_changed(va: Va, toggl: TogglFile) -> None:
    first = toggl.row("Acme", "", "09:00-10:00")
    va("import", "toggl", toggl.write(first), "--apply").check()
    va("log", "10:15-11:00", "acme", "--on", "2026-03-02").check()

    shown = va.json("import", "toggl", toggl.write(toggl.row("Acme", "", "09:00-10:30")), "--update", "--apply")

    assert (shown["applied"], shown["overlapping"]) == (
        True,
        [{"row": 1, "reason": "Mon 2 Mar 2026 09:00-10:30 overlaps entry 2, 10:15-11:00."}],
    )
    assert seconds_of_book(va) == [3600, 2700]


def test_what_an_entry_gives_up_is_free_for_another_row(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(toggl.row("Acme", "", "09:00-10:00")), "--apply").check()
    toggl.write(toggl.row("Acme", "", "09:00-09:30"), toggl.row("Example Bakery", "", "09:30-10:00"))

    applied = va.json("import", "toggl", toggl.path, "--update", "--apply")

    assert (applied["new"], applied["overlapping"], seconds_of_book(va)) == (1, [], [1800, 1800])


# By file: its text, what stands in it first and later, and the seconds of the two.
GROWING = {
    "hours.timedot": ("2026-03-02\nacme:inbox  {0}\nacme:inbox  1.5\n", "....", ".... .", 3600, 4500),
    "hours.klg": ("2026-03-02\n    {0} Mail #acme\n    45m Mail #acme\n", "1h", "1h20m", 3600, 4800),
    "pause.klg": ("2026-03-02\n    9:00 - 12:00 Mail #acme\n{0}", "", "    -30m Lunch\n", 10_800, 9000),
    "long.klg": ("2026-03-02\n    9:00 - 12:00 Mail #acme\n    {0} Lunch\n", "-30m", "-45m", 9000, 8100),
    "hours.csv": ("date,client,hours\n2026-03-02,Acme,{0}\n2026-03-02,Acme,0.75\n", "1.0", "1.25", 3600, 4500),
}


@pytest.mark.parametrize("name", GROWING)
def test_a_source_without_ids_and_times_is_known_again(va: Va, tmp_path: Path, name: str) -> None:
    text, first, later, was, now = GROWING[name]
    file = tmp_path / name
    file.write_text(text.format(first), encoding="utf-8")
    columns = ["--columns", "date=date,client=client,hours=hours"] if name.endswith(".csv") else []
    va("import", file, "--apply", *columns).check()
    file.write_text(text.format(later), encoding="utf-8")

    shown = va.json("import", file)
    va("import", file, "--update", "--apply").check()

    assert (shown["new"], [(row["was_seconds"], row["seconds"]) for row in shown["changed"]]) == (0, [(was, now)])
    assert now in seconds_of_book(va)
    assert was not in seconds_of_book(va)
    assert va.json("import", file)["changed"] == []


def test_a_frame_of_watson_that_was_edited_is_seen_by_its_id(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "frames"
    frame = '[[1772442000, {0}, "acme", "0d7ba5640f3743e6a0c4349764045e83", [], 1772449200]]'
    file.write_text(frame.format(1772445600), encoding="utf-8")
    va("import", "watson", file, "--apply").check()
    file.write_text(frame.format(1772449200), encoding="utf-8")

    assert [(row["was_seconds"], row["seconds"]) for row in va.json("import", "watson", file)["changed"]] == [
        (3600, 7200)
    ]
