"""`va import`: shown first, written once, taken back whole."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import vabackoffice
from vabackoffice.cli import importing, invocation
from vabackoffice.cli.entry import main

if TYPE_CHECKING:
    import pytest
    from tests.cli.conftest import TogglFile
    from tests.conftest import Va


def seconds_of_csv(file: Path) -> Counter[str]:
    """Add up the durations of a file by client, with nothing but the csv module."""
    total: Counter[str] = Counter()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for cells in csv.DictReader(lines):
            hours, minutes, seconds = cells["Duration"].split(":")
            total[cells["Client"]] += int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return total


def seconds_of_book(va: Va) -> Counter[str]:
    total: Counter[str] = Counter()
    for entry in va.json("entries", "2026")["entries"]:
        total[entry["client"] or entry["internal"]] += entry["seconds"]
    return total


def test_the_plan_is_shown_and_nothing_is_written(va: Va, toggl: TogglFile) -> None:
    before = va.export()

    va("import", "toggl", toggl.write(toggl.monday, toggl.tuesday)).check(
        output="""\
toggl.csv: 5 rows: 5 new (4h40m30s), 0 known. Times are read in Europe/Amsterdam.
Names:
  "Acme / Inbox" is acme/inbox: 1 row, 30m30s
  "Example Bakery" is bakery/main: 1 row, 15m
  "Example Bakery / Website" is bakery/main: 1 row, 1h25
  "Example Florist / Social media" is example-florist/social-media, a new client 'Example Florist' and engagement \
without a price: 2 rows, 2h30
Tags:
  "Client call" becomes +client-call
Nothing was written. Add '--apply' to import 5 rows.
"""
    )

    assert va.export() == before


def test_applying_writes_every_second_under_the_right_client(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday, toggl.tuesday)

    va("import", "toggl", toggl.path, "--apply").check()

    summed = seconds_of_csv(toggl.path)
    clients = {"Example Bakery": "bakery", "Acme": "acme", "Example Florist": "example-florist"}
    assert seconds_of_book(va) == {clients[name]: seconds for name, seconds in summed.items()}
    first, second, third, *_ = va.json("entries", "2026-03")["entries"]
    assert (first["start"], first["end"]) == ("2026-03-02T09:00:00+01:00", "2026-03-02T10:25:00+01:00")
    assert (first["note"], first["tags"], first["billable"]) == ("Texts", ["client-call", "web"], True)
    assert (second["engagement"], second["note"], second["seconds"]) == ("inbox", "Mail: Sorted", 1830)
    assert (third["note"], third["billable"]) == ("Phoned", False)


def test_json_says_what_scripts_rely_on(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday, toggl.row("", "Own", "14:00-14:30"))

    planned = va.json("import", "toggl", toggl.path)
    applied = va.json("import", "toggl", toggl.path, "--apply")

    assert {key: planned[key] for key in ("source", "rows", "new", "known", "applied", "import_id", "seconds")} == {
        "source": "toggl",
        "rows": 4,
        "new": 3,
        "known": 0,
        "applied": False,
        "import_id": None,
        "seconds": 5100 + 1830 + 900,
    }
    reason = "There is no client: map \" / Own\" to one, to 'internal:admin' or to 'skip'."
    assert planned["refused"] == [{"row": 4, "reason": reason}]
    assert (applied["new"], applied["applied"], applied["import_id"]) == (3, True, 1)
    assert {name["name"]: name["target"] for name in applied["names"]} == {
        " / Own": None,
        "Acme / Inbox": "acme/inbox",
        "Example Bakery / ": "bakery/main",
        "Example Bakery / Website": "bakery/main",
    }


def test_a_second_import_of_the_same_file_writes_nothing(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(toggl.monday, toggl.tuesday), "--apply").check()
    before = va.export()
    history = va.json("history")

    again = va("import", "toggl", toggl.path, "--apply").check(
        output="""\
toggl.csv: 5 rows: 0 new (0m), 5 known. Times are read in Europe/Amsterdam.
There was nothing new to import.
"""
    )

    assert again.err == ""
    assert va.export() == before
    assert va.json("history") == history


def test_a_longer_export_adds_what_is_new_whatever_it_is_called_and_however_it_is_written(
    va: Va, toggl: TogglFile, tmp_path: Path
) -> None:
    va("import", "toggl", toggl.write(toggl.monday, name="march.csv"), "--apply").check()
    toggl.write(toggl.tuesday, toggl.monday, name="all.csv")
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").replace('"web,Client call"', "web").replace(",", ";")
    text = text.replace("Texts;Yes;2026-03-02", "Texts;Nein;02.03.2026")
    (tmp_path / "all.csv").write_text(text.replace(";web\n", ";Client call, web\n"), encoding="utf-8")

    applied = va.json("import", "toggl", tmp_path / "all.csv", "--apply", "--dates", "dmy")

    assert (applied["rows"], applied["new"], applied["known"], applied["refused"]) == (5, 2, 3, [])
    assert len(va.json("entries", "2026-03")["entries"]) == 5


def test_equal_rows_are_all_real_and_come_once(va: Va, toggl: TogglFile) -> None:
    double = toggl.row("Example Bakery", "Website", "09:00-10:00")

    first = va.json("import", "toggl", toggl.write(double), "--apply", "--force")
    second = va.json("import", "toggl", toggl.write(double, double), "--apply", "--force")
    third = va.json("import", "toggl", toggl.path, "--apply", "--force")

    assert [(run["new"], run["known"]) for run in (first, second, third)] == [(1, 0), (1, 1), (0, 2)]


def test_an_entry_that_was_deleted_or_changed_is_not_imported_again(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(toggl.monday), "--apply").check()
    va("delete", "@1", "--yes").check()
    va("edit", "@1", "--duration", "10m").check()

    assert va.json("import", "toggl", toggl.path, "--apply")["known"] == 3
    assert len(va.json("entries", "2026-03")["entries"]) == 2


def test_undo_takes_everything_back_to_the_byte_and_importing_again_brings_it_again(va: Va, toggl: TogglFile) -> None:
    before = va.export()
    va("import", "toggl", toggl.write(toggl.monday, toggl.tuesday), "--apply").check()
    after = va.export()

    va("undo").check()
    assert va.export() == before
    va("redo").check()
    assert va.export() == after
    va("undo").check()

    assert va.json("import", "toggl", toggl.path, "--apply")["new"] == 5


def test_what_new_clients_still_need_is_said(empty_va: Va, toggl: TogglFile) -> None:
    va = empty_va
    ran = va(
        "import", "toggl", toggl.write(toggl.tuesday, toggl.row("Example Florist", "", "12:00-12:10")), "--apply"
    ).check()

    assert (
        ran.out.partition("Imported")[2]
        == """\
 3 rows as import 1; 'va undo' takes them back.
Set the prices:
  va engagement terms example-florist/main --from 2026-03-02 --hourly RATE
  va engagement terms example-florist/social-media --from 2026-03-03 --hourly RATE
Complete the clients:
  va client edit example-florist --country CODE --address TEXT
"""
    )
    [florist] = va.json("client", "list")["clients"]
    assert (florist["handle"], florist["name"], florist["country"]) == ("example-florist", "Example Florist", "NL")
    va("engagement", "terms", "example-florist/main", "--from", "2026-03-02", "--hourly", "40").check()
    va("engagement", "list").check()


def test_an_engagement_without_terms_is_billed_only_when_it_has_a_price(empty_va: Va, toggl: TogglFile) -> None:
    va = empty_va
    va("import", "toggl", toggl.write(toggl.tuesday), "--apply").check()

    refused = va("invoice", "draft", "example-florist", "2026-03").check(exit_code=5)

    assert "has no terms on 2026-03-03" in refused.err


def test_a_change_of_the_book_between_plan_and_writing_is_noticed(
    va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr(invocation, "confirm", lambda _: va("log", "1h", "acme", "--on", "2026-03-01").check())
    toggl.write(toggl.monday)

    refused = va("import", "toggl", toggl.path, "--apply").check(exit_code=5)

    assert "va: The book was changed while the import was being prepared." in refused.err
    assert len(va.json("entries", "2026-03")["entries"]) == 1


def test_a_change_of_the_file_between_plan_and_writing_is_noticed(
    va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr(invocation, "confirm", lambda _: toggl.write(toggl.tuesday))
    toggl.write(toggl.monday)

    refused = va("import", "toggl", toggl.path, "--apply").check(exit_code=5)

    assert "va: 'toggl.csv' was changed while it was read." in refused.err
    assert va.json("entries", "2026-03")["entries"] == []


def test_a_person_sees_the_plan_and_is_asked(va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr(invocation, "confirm", asked.append)
    toggl.write(toggl.monday)

    ran = va("import", "toggl", toggl.path, "--apply").check()
    again = va("import", "toggl", toggl.path, "--apply").check()

    assert asked == ["Importing 3 rows"]
    assert "3 new" in ran.err
    assert ran.out == "Imported 3 rows as import 1; 'va undo' takes them back.\n"
    assert again.out.endswith("There was nothing new to import.\n")


def test_a_long_file_shows_how_far_it_is_at_a_terminal_only(
    va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    toggl.write(toggl.monday)
    monkeypatch.setattr(importing, "_LONG", 1)
    monkeypatch.setenv("TERM", "xterm")

    piped = va("import", "toggl", toggl.path)
    monkeypatch.setattr("sys.stderr", terminal)
    assert main(["import", "toggl", str(toggl.path), "--apply", "--book", str(va.book)]) == 0

    assert piped.err == ""
    assert "Writing" in terminal.getvalue()
    assert va.json("import", "toggl", toggl.path)["known"] == 3


def test_imports_are_listed_and_one_can_be_taken_back_later(va: Va, toggl: TogglFile, tmp_path: Path) -> None:
    va("import", "list").check(output="Nothing has been imported yet.")
    va("import", "toggl", toggl.write(toggl.monday, name="a.csv"), "--apply").check()
    va("import", "toggl", toggl.write(toggl.tuesday, name="b.csv"), "--apply").check()
    va("log", "1h", "acme", "--on", "2026-03-05").check()
    va("edit", "1", "--note", "Changed").check()
    before = va.export()

    assert [
        (run["id"], run["file"], run["entries"], run["seconds"]) for run in va.json("import", "list")["imports"]
    ] == [
        (1, "a.csv", 3, 7830),
        (2, "b.csv", 2, 9000),
    ]
    assert "b.csv" in va("import", "list").check().out
    va("import", "undo", "1").check(exit_code=3)
    va("import", "undo", "1", "--yes").check(output="Deleted import 1 of 'a.csv', 3 entries.")
    assert seconds_of_book(va) == {"example-florist": 9000, "acme": 3600}
    assert va.json("import", "toggl", tmp_path / "a.csv")["new"] == 3
    va("undo").check()
    assert va.export() == before


def test_taking_an_import_back_leaves_the_book_as_it_was_to_the_byte(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(toggl.monday), "--apply").check()
    before = va.export()
    rows = [toggl.row("New Shop", name, "12:00-12:10") for name in ("Web", "Print")]
    file = toggl.write(*rows, name="b.csv")
    va("import", "toggl", file, "--apply", "--force").check()

    va("import", "undo", "2", "--yes").check(
        output="Deleted import 2 of 'b.csv', 2 entries, and 1 client and 2 engagements it had made."
    )

    assert va.export() == before
    assert [name["new"] for name in va.json("import", "toggl", file)["names"]] == [True, True]
    va("undo").check()
    assert va.json("import", "toggl", file)["known"] == 2


def test_what_is_used_or_was_changed_stays_when_the_import_that_made_it_goes(va: Va, toggl: TogglFile) -> None:
    rows = [toggl.row(name, "Web", "12:00-12:10") for name in ("Used Shop", "Priced Shop", "Edited Shop", "Left Shop")]
    va("import", "toggl", toggl.write(*rows), "--apply", "--force").check()
    va("log", "1h", "used-shop").check()
    va("engagement", "terms", "priced-shop/web", "--hourly", "40", "--from", "2026-01-01").check()
    va("client", "edit", "edited-shop", "--email", "shop@example.com").check()

    undone = va.json("import", "undo", "1", "--yes")["undone"]

    assert (undone["entries"], undone["clients"], undone["engagements"]) == (4, 1, 2)
    handles = {client["handle"] for client in va.json("client", "list")["clients"]}
    assert {"used-shop", "priced-shop", "edited-shop"} <= handles
    assert "left-shop" not in handles


def test_what_names_mean_stays_for_a_later_import(va: Va, toggl: TogglFile, tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    names.write_text('"Odd Name" = "acme"\n', encoding="utf-8")
    rows = [toggl.row("Odd Name", "", f"{hour}:00-{hour}:10") for hour in (12, 13)]
    va("import", "toggl", toggl.write(rows[0], name="a.csv"), "--map", names, "--apply").check()
    va("import", "toggl", toggl.write(rows[1], name="b.csv"), "--apply").check()

    va("import", "undo", "1", "--yes").check()
    assert va.json("import", "toggl", tmp_path / "a.csv")["new"] == 1
    va("import", "undo", "2", "--yes").check()
    assert va.json("import", "toggl", tmp_path / "a.csv")["new"] == 1


def test_an_import_that_is_billed_stays(va: Va, toggl: TogglFile) -> None:
    va("import", "toggl", toggl.write(toggl.monday), "--apply").check()
    va("invoice", "draft", "acme", "2026-03").check()

    refused = va("import", "undo", "1", "--yes").check(exit_code=5)

    assert refused.err.startswith("va: 1 of the 3 entries of import 1 are billed or on a draft.")


def test_showing_a_plan_loads_no_database_toolkit(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday)
    program = (
        "import sys; from vabackoffice.cli.entry import main; code = main(sys.argv[1:]);"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'pydantic', 'rich') if name in sys.modules] or code)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program, "--book", str(va.book), "import", "toggl", str(toggl.path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(vabackoffice.__file__).parents[1])},
    )

    assert ran.stdout.splitlines()[-1] == "0"
