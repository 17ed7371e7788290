"""`va export --format toggl|harvest|klog|ics`: hours in the formats of other programs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

TOGGL = """\
\ufeffUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags
Example Office,office@example.com,Example Bakery,main,, =1+1,Yes,2026-03-02,00:00:00,2026-03-02,01:30:00,01:30:00,
Example Office,office@example.com,Acme Example GmbH,inbox,,"Sorted ""all"", mail",Yes,\
2026-03-02,09:00:31,2026-03-02,10:25:12,01:24:41,"email, to-do"
Example Office,office@example.com,Example Bakery,main,,Caf\u00e9 \U0001f350,No,\
2026-03-03,22:30:00,2026-03-04,01:10:00,02:40:00,
"""
# 1h24m41s is 5081 of 3600 seconds, 1.411388888…; 2h40 is 2.666666…
HARVEST = """\
Date,Client,Project,Task,Notes,Hours,First name,Last name
2026-03-02,Example Bakery,main,main, =1+1,1.50,Example,Office
2026-03-02,Acme Example GmbH,inbox,inbox,"Sorted ""all"", mail",1.411389,Example,Office
2026-03-03,Example Bakery,main,main,Caf\u00e9 \U0001f350,2.666667,Example,Office
"""
KLOG = """\
2026-03-02
#bakery
    1h30m =1+1

2026-03-02
#acme #email #to-do
    9:00 - 10:25 Sorted "all", mail

2026-03-03
#bakery
    22:30 - 1:10> Caf\u00e9 \U0001f350
"""
ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//vabackoffice//va export//EN
BEGIN:VEVENT
SUMMARY:=1+1
DTSTART;VALUE=DATE:20260302
DTEND;VALUE=DATE:20260303
DTSTAMP:20260316T110000Z
UID:3-{mark}@vabackoffice
CATEGORIES:bakery/main
DESCRIPTION:1h30
TRANSP:TRANSPARENT
X-VABACKOFFICE-SECONDS:5400
END:VEVENT
BEGIN:VEVENT
SUMMARY:Sorted "all"\\, mail
DTSTART:20260302T080031Z
DTEND:20260302T092512Z
DTSTAMP:20260316T110000Z
UID:1-{mark}@vabackoffice
CATEGORIES:acme/inbox,email,to-do
END:VEVENT
BEGIN:VEVENT
SUMMARY:Caf\u00e9 \U0001f350
DTSTART:20260303T213000Z
DTEND:20260304T001000Z
DTSTAMP:20260316T110000Z
UID:2-{mark}@vabackoffice
CATEGORIES:bakery/main
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def three(va: Va) -> Va:
    """A book of three entries, and a timer that runs."""
    va.at("2026-03-02T09:00:31+01:00")
    va("start", "acme", 'Sorted "all", mail', "+to-do", "+email").check()
    va.at("2026-03-02T10:25:12+01:00")
    va("stop").check()
    va.at("2026-03-16T12:00:00+01:00")
    va("log", "22:30-1:10", "bakery", "Caf\u00e9 \U0001f350", "--no-bill", "--on", "2026-03-03").check()
    va("log", "1h30", "bakery", "=1+1", "--on", "2026-03-02").check()
    va("start", "acme", "still running").check()
    return va


def mark_of(va: Va) -> str:
    with closing(sqlite3.connect(va.book)) as connection:
        return str(connection.execute("SELECT substr(hash, 1, 12) FROM operation WHERE id = 1").fetchone()[0])


@pytest.mark.parametrize(
    ("form", "expected"), [("toggl", TOGGL), ("harvest", HARVEST), ("klog", KLOG)], ids=["toggl", "harvest", "klog"]
)
def test_the_whole_file_of_three_entries(three: Va, tmp_path: Path, form: str, expected: str) -> None:
    printed = three("export", "--format", form).check()
    three("export", "--format", form, "-o", tmp_path / "file").check(
        output=f"Wrote '{tmp_path / 'file'}': 3 entries of the whole book, 5h34m41s."
    )

    assert printed.out == expected
    assert (tmp_path / "file").read_bytes() == expected.encode()


def test_the_whole_calendar_of_three_entries(three: Va, tmp_path: Path) -> None:
    three("export", "--format", "ics", "-o", tmp_path / "file.ics").check()

    expected = ICS.format(mark=mark_of(three)).replace("\n", "\r\n")
    assert (tmp_path / "file.ics").read_bytes() == expected.encode()


def test_a_period_and_a_client(three: Va, tmp_path: Path) -> None:
    file = tmp_path / "file"

    told = three.json("export", "--format", "klog", "2026-03-03..2026-03-31", "--client", "ba", "-o", file)

    days = {"start": "2026-03-03", "end": "2026-04-01"}
    assert told == {"file": str(file), "format": "klog", "period": days, "entries": 1, "seconds": 9600}
    assert file.read_text(encoding="utf-8") == KLOG[KLOG.index("2026-03-03") :]
    three("export", "--format", "klog", "2", "mar", "--client", "acme/inbox", "-o", tmp_path / "other").check(
        output=f"Wrote '{tmp_path / 'other'}': 1 entry of 2026-03-02, 1h24m41s."
    )
    assert three("export", "--format", "harvest", "2025").check().out == HARVEST.splitlines(keepends=True)[0]
    assert three("export", "--format", "klog", "2025").check().out == ""


def test_the_hours_of_an_archived_client_are_there(three: Va) -> None:
    three("cancel").check()
    three("client", "archive", "bakery").check()

    assert three("export", "--format", "klog", "--client", "bakery").check().out.count("#bakery") == 2


def test_the_business_s_own_hours_have_no_client(empty_va: Va) -> None:
    empty_va("log", "9:00-9:45", "--internal", "admin", "Books", "--on", "2026-03-02").check()

    shown = {form: empty_va("export", "--format", form).check().out for form in ("toggl", "harvest", "klog", "ics")}

    assert ",office@example.com,,admin,,Books,No,2026-03-02,09:00:00," in shown["toggl"]
    assert "\n2026-03-02,Example Office,admin,admin,Books,0.75,Example,Office\n" in shown["harvest"]
    assert shown["klog"] == "2026-03-02\n#internal=admin\n    9:00 - 9:45 Books\n"
    assert "CATEGORIES:/admin\r\n" in shown["ics"].replace("\r\n", "\n").replace("\n", "\r\n")


def test_a_name_that_would_not_be_found_again_gives_way_to_the_handle(va: Va) -> None:
    va("client", "edit", "acme", "--name", "Bakery").check()  # which is also the handle of another client
    va("log", "1h", "acme").check()

    assert "\n2026-03-16,acme,inbox,inbox,,1.00,Example,Office\n" in va("export", "--format", "harvest").check().out


def test_a_business_of_one_word_has_no_last_name(va: Va) -> None:
    va("business", "edit", "--name", "Ada").check()
    va("log", "1h", "acme").check()

    assert va("export", "--format", "harvest").check().out.endswith(",1.00,Ada,\n")


def test_a_file_is_written_over_only_after_a_yes(three: Va, tmp_path: Path) -> None:
    file = tmp_path / "hours.klg"
    file.write_text("mine", encoding="utf-8")

    error = f"""
va: '{file}' is already there.
    Name another file with '-o FILE', or add '--yes' to replace it."""
    three("export", "--format", "klog", "-o", file).check(exit_code=5, output="", error=error)
    assert file.read_text(encoding="utf-8") == "mine"
    three("export", "--format", "klog", "-o", file, "--yes").check()
    assert file.read_text(encoding="utf-8") == KLOG
    file.write_text("mine", encoding="utf-8")
    three("export", "--format", "klog", "-o", file, "--force").check()
    assert file.read_text(encoding="utf-8") == KLOG
    error = f"""
va: '{tmp_path}' is a folder.
    Name a file in it: '-o {tmp_path / "NAME"}'."""
    three("export", "--format", "klog", "-o", tmp_path).check(exit_code=5, output="", error=error)


def test_what_cannot_be_asked(three: Va) -> None:
    error = """
va: The export as json is the whole book, not the hours of a period or a client.
    Leave them out, or name a format of hours: toggl, harvest, klog, ics."""
    three("export", "2026-03").check(exit_code=2, output="", error=error)
    three("export", "--client", "acme").check(exit_code=2, output="", error=error)
    three("export", "--format", "klog", "--client", "florist").check(exit_code=4, output="")
    three("export", "--format", "klog", "someday").check(exit_code=2, output="")
