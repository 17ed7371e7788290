"""`va import csv`: what the columns of a table are is said once and remembered for tables with the same headings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

TABLE = """\
Datum;Von;Bis;Kunde;Text;Nr
02.03.2026;9:00;10:25;Example Bakery;Newsletter;1
02.03.2026;10:30;11:00;Acme;Post;2
03.03.2026;22:30;0:15;Acme;Nachtschicht;3
"""
SPEC = "Datum=date,Von=start,Bis=end,Kunde=client,Text=note"
FIELDS = {"Datum": "date", "Von": "start", "Bis": "end", "Kunde": "client", "Text": "note"}
SECONDS = {"bakery": 5100, "acme": 1800 + 6300}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "hours.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def seconds_of_book(va: Va) -> Counter[str]:
    total: Counter[str] = Counter()
    for entry in va.json("entries", "2026")["entries"]:
        total[entry["client"]] += entry["seconds"]
    return total


def test_columns_are_given_once_and_the_same_bank_of_files_imports_without_asking(
    va: Va, table: Path, tmp_path: Path
) -> None:
    applied = va.json("import", "csv", table, "--columns", SPEC, "--apply")
    later = tmp_path / "april.csv"
    later.write_text(TABLE.upper().replace(".03.", ".04.").replace("DATUM", "datum "), encoding="utf-16")

    again = va.json("import", "csv", table, "--apply")
    second = va.json("import", "csv", later, "--apply")

    assert (applied["new"], applied["columns"]) == (3, FIELDS)
    assert (again["new"], again["known"]) == (0, 3)
    assert (second["new"], second["refused"]) == (3, [])
    assert second["columns"] == {"datum ": "date", "VON": "start", "BIS": "end", "KUNDE": "client", "TEXT": "note"}
    assert seconds_of_book(va) == {client: 2 * seconds for client, seconds in SECONDS.items()}


def test_the_plan_shows_how_the_columns_are_read_and_remembers_nothing(va: Va, table: Path) -> None:
    before = va.export()

    va("import", "csv", table, "--columns", SPEC).check(
        output="""\
hours.csv: 3 rows: 3 new (3h40), 0 known. Times are read in Europe/Amsterdam.
Columns:
  'Datum' is the date
  'Von' is the start
  'Bis' is the end
  'Kunde' is the client
  'Text' is the note
Names:
  "Acme" is acme/inbox: 2 rows, 2h15
  "Example Bakery" is bakery/main: 1 row, 1h25
Nothing was written. Add '--apply' to import 3 rows.
"""
    )

    assert va.export() == before
    va("import", "csv", table).check(exit_code=3)


def test_columns_are_forgotten_when_the_import_is_undone(va: Va, table: Path) -> None:
    before = va.export()
    va("import", "csv", table, "--columns", SPEC, "--apply").check()

    va("undo").check()

    assert va.export() == before
    va("import", "csv", table).check(exit_code=3)


def test_columns_said_anew_replace_those_that_were_remembered(va: Va, table: Path) -> None:
    va("import", "csv", table, "--columns", SPEC, "--apply").check()
    changed = va.json("import", "csv", table, "--columns", f"{SPEC},Nr=tags", "--apply")
    again = va.json("import", "csv", table)

    assert changed["columns"] == again["columns"] == {**FIELDS, "Nr": "tags"}
    assert [(run["new"], run["known"]) for run in (changed, again)] == [(0, 3), (0, 3)]


def test_rows_of_hours_without_times_are_not_taken_twice_when_a_column_is_named_later(va: Va, table: Path) -> None:
    table.write_text("Datum;Stunden;Kunde;Was\n2026-03-02;1,5;Acme;Post\n2026-03-03;2;Acme;Post\n", encoding="utf-8")
    spec = "Datum=date,Stunden=hours,Kunde=client"
    va("import", "csv", table, "--columns", spec, "--apply").check()

    for more in ("Was=note", "Was=tags", "Was=project"):
        assert va.json("import", "csv", table, "--columns", f"{spec},{more}", "--apply")["known"] == 2

    assert seconds_of_book(va) == {"acme": 12_600}


def test_other_headings_are_another_table(va: Va, table: Path) -> None:
    va("import", "csv", table, "--columns", SPEC, "--apply").check()
    table.write_text(TABLE.replace(";Nr", ";Nummer"), encoding="utf-8")

    va("import", "csv", table).check(exit_code=3)


def test_without_a_terminal_the_error_has_the_command_to_type(va: Va, table: Path) -> None:
    va.refuses(
        "import",
        "csv",
        table,
        exit_code=3,
        error="va: It is not known what the columns of 'hours.csv' are.\n"
        f"    Say it once, as '--columns \"{SPEC}\"'; with '--apply' it is remembered.",
    )


def test_headings_may_have_commas_and_equals_signs(va: Va, table: Path) -> None:
    table.write_text(TABLE.replace("Von", '"Von, etwa"').replace("Text", "a=b"), encoding="utf-8")

    shown = va.json("import", "csv", table, "--columns", 'datum=date,"Von, etwa=st",bis=end,kunde=client,a=b=note,nr=-')

    assert shown["columns"] == {"Datum": "date", "Von, etwa": "start", "Bis": "end", "Kunde": "client", "a=b": "note"}
    hint = va("import", "csv", table).check(exit_code=3).err
    assert '"Datum=date,Bis=end,Kunde=client"' in hint


@pytest.mark.parametrize(
    ("columns", "exit_code", "error"),
    [
        ("Datum", 2, "va: 'Datum' is not COLUMN=FIELD."),
        ("Datum=date,Wann=start", 4, "va: There is no column 'Wann'."),
        ("Datum=day", 2, "va: 'day' is not a field."),
        ("Datum=date,Kunde=client", 2, "va: No column says how long it was: a duration, or start and end."),
        ("Datum=date,Von=date,Bis=hours", 2, "va: Two columns are the date."),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(
    va: Va, table: Path, columns: str, exit_code: int, error: str
) -> None:
    refused = va("import", "csv", table, "--columns", columns, "--apply").check(exit_code=exit_code)

    assert refused.err.startswith(error)
    assert seconds_of_book(va) == {}


@pytest.mark.parametrize("damage", [-12, 60])
def test_a_table_that_was_cut_off_changes_nothing(va: Va, table: Path, damage: int) -> None:
    table.write_text(TABLE[:damage], encoding="utf-8")

    va("import", "csv", table, "--columns", SPEC, "--apply").check(exit_code=2)

    assert seconds_of_book(va) == {}
    va("import", "csv", table).check(exit_code=3)


def test_a_person_is_asked_column_by_column_and_never_again(va: Va, table: Path) -> None:
    code, out, screen = at_a_terminal(
        va,
        ["import", "csv", table, "--apply"],
        [
            ("'Datum' ('02.03.2026') [date]:", ""),
            ("'Von' ('9:00') [start]:", ""),
            ("'Bis' ('10:25') [end]:", ""),
            ("'Kunde' ('Example Bakery') [client]:", ""),
            ("'Text' ('Newsletter') [note]:", ""),
            ("'Nr' ('1') [-]:", "number"),
            ("email, -.\r\n'Nr' ('1') [-]:", "-"),
            ("Importing 3 rows. Go on? [y/N]:", "y"),
        ],
    )

    assert (code, out) == (0, "Imported 3 rows as import 1; 'va undo' takes them back.\n"), screen
    assert "What are the columns of 'hours.csv'? Each is one of, or - for nothing that counts:\n  date " in screen
    assert "'number' is not a field." in screen
    assert "'Text' is the note" in screen
    assert seconds_of_book(va) == SECONDS
    code, out, screen = at_a_terminal(va, ["import", "csv", table, "--apply"], [])
    assert (code, screen) == (0, "")
    assert out.endswith("There was nothing new to import.\n")


def test_a_person_who_says_no_has_said_nothing(va: Va, table: Path) -> None:
    code, _, _ = at_a_terminal(
        va, ["import", "csv", table, "--columns", SPEC, "--apply"], [("Importing 3 rows. Go on? [y/N]:", "n")]
    )

    assert code == 2
    va("import", "csv", table).check(exit_code=3)
