"""`va import FILE`: the file says itself which source it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vabackoffice.importers.sources import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import TogglFile
    from tests.conftest import Va

TIMECLOCK = "i 2026-03-02 09:00 acme\no 2026-03-02 10:00\n"
BEGINNINGS = {
    "toggl": "User,Email,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n",
    "clockify": '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date",'
    '"Start Time","End Date","End Time","Duration (h)","Duration (decimal)"\n',
    "harvest": "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Roles\n",
    "kimai": "Datum,Von,Bis,Dauer,Währung,Preis,Name,Benutzer,E-Mail,Kunde,Projekt,Tätigkeit,Beschreibung,Abrechenbar,"
    "Schlagworte,Typ\n",
    "timeclock": "# hours\n" + TIMECLOCK,
    "timedot": "# hours\n* 2026-03-02 Monday\n** acme:inbox  .... ..\n",
    "ics": "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    "watson": '[[1772442000, 1772445600, "acme", "0123456789abcdef0123456789abcdef", [], 1772445600]]\n',
    "timewarrior": "inc 20260302T090000Z - 20260302T100000Z # acme\n",
    "klog": "2026-03-02\nMonday\n    8:00 - 9:00 #acme\n",
    "csv": "Datum;Stunden;Kunde\n2026-03-02;1,5;Acme\n",
}


@pytest.fixture
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")


def test_every_source_is_recognised() -> None:
    assert set(BEGINNINGS) == set(SOURCES)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_is_recognised_by_how_it_begins_whatever_it_is_called(
    va: Va, tmp_path: Path, source: str, encoding: str
) -> None:
    file = tmp_path / "download.bin"
    file.write_text(BEGINNINGS[source], encoding=encoding)

    ran = (
        va("import", file, "--json")
        if source != "csv"
        else va("import", file, "--columns", "Datum=date,Stunden=hours", "--json")
    )

    if ran.exit_code == 0:
        assert ran.json["source"] == source
    else:  # some of these programs write one encoding only
        assert "no source that is recognised" not in ran.err


def test_the_plan_says_what_the_file_is_and_takes_all_options(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday)

    va("import", toggl.path).check(
        output="""\
toggl.csv is read as toggl: the Detailed report of Toggl Track, as CSV.
toggl.csv: 3 rows: 3 new (2h10m30s), 0 known. Times are read in Europe/Amsterdam.
Names:
  "Acme / Inbox" is acme/inbox: 1 row, 30m30s
  "Example Bakery" is bakery/main: 1 row, 15m
  "Example Bakery / Website" is bakery/main: 1 row, 1h25
Tags:
  "Client call" becomes +client-call
Nothing was written. Add '--apply' to import 3 rows.
"""
    )
    applied = va.json("import", toggl.path, "--user", "Ada", "--force", "--bill", "--dates", "dmy", "--apply")
    named = va.json("import", "toggl", toggl.path)

    assert (applied["source"], applied["new"]) == ("toggl", 3)
    assert (named["new"], named["known"]) == (0, 3)
    assert va.json("import", "list")["imports"][0]["source"] == "toggl"
    va("import", "undo", "1", "--yes").check()


def test_options_may_stand_before_the_file(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday)

    assert va.json("import", "--apply", toggl.path)["import_id"] == 1


def test_a_table_whose_columns_are_remembered_is_recognised(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("Wann;Lang;Wer\n2026-03-02;1:30;Acme\n", encoding="utf-8")
    va("import", file).check(exit_code=2)
    va("import", "csv", file, "--columns", "Wann=date,Lang=duration,Wer=client", "--apply").check()

    shown = va.json("import", file)

    assert (shown["source"], shown["known"]) == ("csv", 1)


def test_a_file_in_the_folder_needs_no_dot_and_a_command_is_never_taken_for_a_file(
    va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("hours", "list"):
        (tmp_path / name).write_text(TIMECLOCK, encoding="utf-8")

    assert va.json("import", "hours")["source"] == "timeclock"
    va("import", "list").check(output="Nothing has been imported yet.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello there\n", "va: 'hours.txt' is of no source that is recognised."),
        ("a;b;c\n1;2;3\n", "va: 'hours.txt' is of no source that is recognised."),
        ("\x89PNG\0\0", "va: 'hours.txt' is of no source that is recognised."),
    ],
)
def test_a_file_that_is_not_recognised_lists_the_sources(va: Va, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "hours.txt"
    file.write_bytes(text.encode("latin-1"))

    va.refuses(
        "import",
        file,
        exit_code=2,
        error=f"{message}\n    Name the source, as 'va import csv hours.txt': {', '.join(SOURCES)}.",
    )


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("Date,Project,Client,Description,Time (h),Time (decimal)", "is a Summary report: it has no start times."),
        ("Client,Project,Project Code,Total Hours,Budget By", "is a list of projects: it has no hours by day."),
        ("Client Name,Address", "is a list of clients: it has no hours."),
    ],
)
def test_another_report_of_a_known_program_is_refused_and_the_right_one_named(
    va: Va, tmp_path: Path, heading: str, message: str
) -> None:
    file = tmp_path / "report.csv"
    file.write_text(f"{heading}\n", encoding="utf-8")

    refused = va("import", file).check(exit_code=2, output="")

    assert refused.err.startswith(f"va: 'report.csv' {message}\n    Export the Detailed ")


def test_a_file_that_can_be_of_two_sources_is_asked_about(
    va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vabackoffice.importers import klog

    monkeypatch.setattr(klog, "recognises", lambda *_: True)
    file = tmp_path / "hours.txt"
    file.write_text(TIMECLOCK, encoding="utf-8")

    va.refuses(
        "import",
        file,
        exit_code=2,
        error="va: 'hours.txt' can be of timeclock or klog.\n"
        "    Name the source, as 'va import timeclock hours.txt': timeclock, klog.",
    )


def test_columns_are_not_for_sources_that_know_theirs(va: Va, toggl: TogglFile) -> None:
    toggl.write(toggl.monday)

    va.refuses(
        "import",
        toggl.path,
        "--columns",
        "User=user",
        exit_code=2,
        error="va: 'toggl.csv' is the Detailed report of Toggl Track, as CSV, whose columns are known.\n"
        "    Leave '--columns' out, or read it as any table: 'va import csv'.",
    )


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (["missing.csv"], 4, "va: There is no file 'missing.csv'."),
        (["folder/missing"], 4, "va: There is no file 'folder/missing'."),
        (["togl", "hours.csv"], 2, "va: No such command 'togl'."),
        (["."], 2, "va: 'empty' is of no source that is recognised."),
    ],
)
@pytest.mark.usefixtures("_in_an_empty_folder")
def test_what_is_neither_a_file_nor_a_command_is_said(va: Va, arguments: list[str], exit_code: int, error: str) -> None:
    assert va("import", *arguments).check(exit_code=exit_code).err.startswith(error)


def test_help_names_every_source_and_not_the_command_behind_a_file(va: Va) -> None:
    shown = va("import", "--help").check().out

    assert "'va import FILE'" in " ".join(shown.split())
    assert all(f"  {source} " in shown for source in SOURCES)
    assert " auto " not in shown
