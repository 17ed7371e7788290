"""`va import clockify|harvest|kimai`: every second under the right client, once; broken files write nothing."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

CLOCKIFY = """\
"Project","Client","Description","Task","User","Group","Email","Tags","Type","Billable","Invoiced","Invoice ID",\
"Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (EUR)",\
"Billable Amount (EUR)","Date of creation"
"Website","Example Bakery","Wrote ""new"" texts","Shop","Ada","","ada@example.com","web, Client call","Regular","Yes",\
"No","","03/02/2026","09:00:00 AM","03/02/2026","10:25:30 AM","01:25:30","1.43","40.00","57.00","03/02/2026"
"Inbox","Acme","Sorted","","Ada","","ada@example.com","","Regular","Yes","Yes","2026-7","03/02/2026","10:30 AM",\
"03/02/2026","11:00:15 AM","00:30:15","0.50","40.00","20.00","03/02/2026"
"Inbox","Acme","Lunch","","Ada","","ada@example.com","","Break","No","No","","03/02/2026","12:00:00 PM","03/02/2026",\
"12:30:00 PM","00:30:00","0.50","0.00","0.00","03/02/2026"
"Website","Example Bakery","Night work","","Ada","","ada@example.com","","Regular","No","No","","03/20/2026",\
"11:30:00 PM","03/21/2026","12:15:00 AM","00:45:00","0.75","0.00","0.00","03/21/2026"
"""
HARVEST = """\
Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,\
Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL
2026-03-02,Example Bakery,Website,,Shop,"Wrote texts, sent them","1,25","1,5",Yes,No,No,Ada,Example,,Yes,"40,0","50,0",\
"0,0","0,0",Euro - EUR,
2026-03-02,Acme,Inbox,,Mail,Sorted,"0,01","0,25",Yes,Yes,Yes,Ada,Example,,Yes,"40,0","0,4","0,0","0,0",Euro - EUR,
2026-03-02,Acme,Inbox,,Mail,Sorted,"0,01","0,25",Yes,Yes,Yes,Ada,Example,,Yes,"40,0","0,4","0,0","0,0",Euro - EUR,
2026-03-03,Example Bakery,Website,,Shop,Phoned,"0,33","0,5",No,No,No,Ada,Example,,Yes,"0,0","0,0","0,0","0,0",Euro,
"""
KIMAI = """\
Datum;Von;Bis;Dauer;Währung;Preis;Name;Benutzer;E-Mail;Kunde;Projekt;Tätigkeit;Beschreibung;Abrechenbar;Schlagworte;\
Typ;category;Ticket
2026-03-02;12:00;13:25;1:25;EUR;50;"Ada Example";ada;;"Example Bakery";Website;Shop;"Wrote texts";1;"foo, bar";\
timesheet;work;T-1
2026-03-02;23:30;00:15;0:45;EUR;30;"Ada Example";ada;;Acme;Inbox;Mail;Sorted;1;;timesheet;work;
2026-03-03;09:00;17:00;7:30;EUR;0;"Ada Example";ada;;"Example Bakery";Website;Shop;"With a break";;;timesheet;work;
"""


def seconds(text: str) -> int:
    """Return the seconds of a length, read in another way than the program does: exact decimals."""
    parts = text.replace(",", ".").split(":")
    return int(sum(Decimal(part) * 3600 / 60**place for place, part in enumerate(parts)))


def seconds_of_csv(text: str, client: str, length: str, mark: str = ",") -> Counter[str]:
    """Add up the lengths of a report by client, with nothing but the csv module; breaks are no work."""
    total: Counter[str] = Counter()
    for cells in csv.DictReader(text.splitlines(), delimiter=mark):
        if cells.get("Type") != "Break":
            total[cells[client]] += seconds(cells[length])
    return total


REPORTS = {
    "clockify": (CLOCKIFY, seconds_of_csv(CLOCKIFY, "Client", "Duration (h)")),
    "harvest": (HARVEST, seconds_of_csv(HARVEST, "Client", "Hours")),
    "kimai": (KIMAI, seconds_of_csv(KIMAI, "Kunde", "Dauer", ";")),
}
HANDLES = {"Example Bakery": "bakery", "Acme": "acme"}


@pytest.fixture(params=sorted(REPORTS))
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(tmp_path: Path, source: str, content: str | bytes | None = None) -> Path:
    file = tmp_path / f"{source}.csv"
    content = REPORTS[source][0] if content is None else content
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_the_sums_of_the_reports_are_those_of_a_pocket_calculator() -> None:
    assert {source: dict(sums) for source, (_, sums) in REPORTS.items()} == {
        "clockify": {"Example Bakery": 5130 + 2700, "Acme": 1815},
        "harvest": {"Example Bakery": 4500 + 1188, "Acme": 36 + 36},
        "kimai": {"Example Bakery": 5100 + 27_000, "Acme": 2700},
    }


def test_applying_writes_every_second_under_the_right_client(va: Va, tmp_path: Path, source: str) -> None:
    va("import", source, written(tmp_path, source), "--apply").check()

    total: Counter[str] = Counter()
    for entry in va.json("entries", "2026")["entries"]:
        total[entry["client"]] += entry["seconds"]
    assert total == {HANDLES[client]: summed for client, summed in REPORTS[source][1].items()}


def test_a_plan_writes_nothing_and_a_second_import_adds_nothing(va: Va, tmp_path: Path, source: str) -> None:
    file = written(tmp_path, source)
    empty = va.export()
    planned = va.json("import", source, file)
    assert va.export() == empty

    first = va.json("import", source, file, "--apply")
    full = va.export()
    second = va.json("import", source, file, "--apply")

    assert planned["new"] == first["new"] == second["known"]
    assert (second["new"], second["import_id"]) == (0, None)
    assert va.export() == full
    va("undo").check()
    assert va.export() == empty


def test_a_report_of_clockify_comes_in_whole(va: Va, tmp_path: Path) -> None:
    va("import", "clockify", written(tmp_path, "clockify"), "--apply").check(
        output="""\
clockify.csv: 4 rows: 3 new (2h40m45s), 0 known, 1 refused. Times are read in Europe/Amsterdam.
Names:
  "Acme / Inbox" is acme/inbox: 1 row, 30m15s
  "Example Bakery / Website" is bakery/main: 2 rows, 2h10m30s
Tags:
  "Client call" becomes +client-call
Refused:
  row 3: It is of the type 'Break', not work.
1 row was already invoiced in the other program and will not be billed here; '--bill' bills it again.
Imported 3 rows as import 1; 'va undo' takes them back.
"""
    )

    first, second, third = va.json("entries", "2026-03")["entries"]
    assert (first["start"], first["end"]) == ("2026-03-02T09:00:00+01:00", "2026-03-02T10:25:30+01:00")
    assert (first["note"], first["billable"]) == ('Shop: Wrote "new" texts', True)
    assert first["tags"] == ["client-call", "web"]
    assert (second["note"], second["seconds"], second["billable"]) == ("Sorted", 1815, False)
    assert (third["start"], third["end"]) == ("2026-03-20T23:30:00+01:00", "2026-03-21T00:15:00+01:00")
    assert (third["date"], third["billable"]) == ("2026-03-20", False)


def test_a_report_of_harvest_comes_in_by_days(va: Va, tmp_path: Path) -> None:
    shown = va.json("import", "harvest", written(tmp_path, "harvest"), "--apply")

    assert (shown["new"], shown["refused"], shown["invoiced"]) == (4, [], 2)
    found = [
        (entry["date"], entry["start"], entry["seconds"], entry["note"], entry["billable"])
        for entry in va.json("entries", "2026-03")["entries"]
    ]
    assert found == [
        ("2026-03-02", None, 4500, "Shop: Wrote texts, sent them", True),
        ("2026-03-02", None, 36, "Mail: Sorted", False),
        ("2026-03-02", None, 36, "Mail: Sorted", False),
        ("2026-03-03", None, 1188, "Shop: Phoned", False),
    ]


def test_an_export_of_kimai_comes_in_by_its_lengths(va: Va, tmp_path: Path) -> None:
    shown = va.json("import", "kimai", written(tmp_path, "kimai"), "--apply")

    assert (shown["new"], shown["refused"], shown["invoiced"]) == (3, [], 0)
    found = [
        (entry["date"], entry["start"], entry["end"], entry["seconds"], entry["tags"], entry["billable"])
        for entry in va.json("entries", "2026-03")["entries"]
    ]
    assert found == [
        ("2026-03-02", "2026-03-02T12:00:00+01:00", "2026-03-02T13:25:00+01:00", 5100, ["bar", "foo"], True),
        ("2026-03-02", "2026-03-02T23:30:00+01:00", "2026-03-03T00:15:00+01:00", 2700, [], True),
        ("2026-03-03", None, None, 27_000, [], False),
    ]


def test_what_is_invoiced_elsewhere_is_billed_again_only_when_that_is_wished(va: Va, tmp_path: Path) -> None:
    file = written(tmp_path, "harvest")

    planned = va("import", "harvest", file).check().out
    applied = va("import", "harvest", file, "--apply", "--bill").check().out

    were = "2 rows were already invoiced in the other program"
    assert f"{were} and will not be billed here; '--bill' bills them again." in planned.splitlines()
    assert f"{were}; '--bill' bills them again." in applied.splitlines()
    assert [entry["billable"] for entry in va.json("entries", "2026-03")["entries"]] == [True] * 4


def test_invoiced_rows_that_are_not_written_are_not_counted(va: Va, tmp_path: Path) -> None:
    va("log", "10:30-11:00", "acme", "--on", "2026-03-02").check()

    shown = va.json("import", "clockify", written(tmp_path, "clockify"))

    assert (len(shown["overlapping"]), shown["invoiced"]) == (1, 0)
    assert va.json("import", "clockify", tmp_path / "clockify.csv", "--force")["invoiced"] == 1


def test_dates_that_nothing_settles_are_asked_about_and_can_be_said(va: Va, tmp_path: Path) -> None:
    heading, first, *_ = CLOCKIFY.splitlines()
    file = written(tmp_path, "clockify", f"{heading}\n{first}\n")

    va.refuses(
        "import",
        "clockify",
        file,
        "--apply",
        exit_code=2,
        error="va: '03/02/2026' can be 2026-02-03 or 2026-03-02, and nothing in the file settles it.\n"
        "    Say which with '--dates dmy' or '--dates mdy', or export with dates like 2024-03-04.",
    )
    va("import", "clockify", file, "--apply", "--dates", "mdy").check()
    assert va.json("entries", "2026-03")["entries"][0]["date"] == "2026-03-02"


def test_a_length_that_the_times_do_not_give_is_refused(va: Va, tmp_path: Path) -> None:
    text = CLOCKIFY.replace('"01:25:30"', '"01:30:00"')

    shown = va.json("import", "clockify", written(tmp_path, "clockify", text))

    reason = "The duration is 1h30, but 09:00:00 to 10:25:30 is 1h25m30s; is rounding switched on in the report?"
    assert shown["refused"][0] == {"row": 1, "reason": reason}


def broken(source: str) -> dict[str, tuple[bytes, str]]:
    """Return files of a source that are not whole or not text, each with what is said of it."""
    text = REPORTS[source][0]
    rows = text.count("\n") - 1
    name = f"{source}.csv"
    last = text.rstrip("\n").rpartition("\n")[2]
    no_text = f"va: '{name}' is not a CSV file in UTF-8."
    return {
        "cut in the last row": (text[: -len(last) // 2].encode(), f"va: '{name}' ends in the middle of row {rows}."),
        "cut in a quoted cell": (
            text.encode() + b'"Web',
            f"va: '{name}' ends in the middle of row {rows + 1}.",
        ),
        "empty": (b"", f"va: '{name}' is empty."),
        "blank": (b"\n \n", f"va: '{name}' is empty."),
        "a spreadsheet": (b"PK\x03\x04\x14\0\x06\0", no_text),
        "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", no_text),
        "in Latin-1": (text.replace("Wrote", "Schön").encode("latin-1"), no_text),
        "another table": (b"a,b\n1,2\n", f"va: '{name}' has no column "),
    }


@pytest.mark.parametrize("fault", list(broken("kimai")))
def test_a_broken_file_is_refused_whole_and_nothing_is_written(va: Va, tmp_path: Path, source: str, fault: str) -> None:
    content, said = broken(source)[fault]
    before = va.export()

    refused = va("import", source, written(tmp_path, source, content), "--apply").check(exit_code=2, output="")

    assert refused.err.startswith(said)
    assert len(refused.err.splitlines()) == 2
    assert va.export() == before


def test_a_file_of_the_wrong_program_is_refused(va: Va, tmp_path: Path) -> None:
    for source in REPORTS:
        file = written(tmp_path, source)
        for other in {*REPORTS, "toggl"} - {source}:
            refused = va("import", other, file).check(exit_code=2)
            assert f"va: '{source}.csv' has no column " in refused.err
