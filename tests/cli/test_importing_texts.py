"""`va import` of timeclock, timedot and calendars: every second under the right client, once, or nothing at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

TIMECLOCK = """\
; hours of March
i 2026/03/02 09:00:00 acme:inbox  Sorted mail
o 2026/03/02 10:25:30
i 2026/03/02 11:00:00 Example Bakery:web
o 2026/03/02 11:45:00 Example Bakery:web
i 2026/03/28 23:00:00 acme:inbox  Over the change of the clock
o 2026/03/29 04:00:00
i 2026/03/30 09:00:00 acme:inbox
"""
TIMEDOT = """\
2026-03-02 Monday
acme:inbox          .... ..
Example Bakery:web  45m      ; texts, place:home

2026-03-03
acme:inbox          aab
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Acme
BEGIN:VEVENT
UID:weekly@example.com
DTSTART;TZID=Europe/Amsterdam:20260302T090000
DTEND;TZID=Europe/Amsterdam:20260302T093000
RRULE:FREQ=WEEKLY
SUMMARY:Stand-up
END:VEVENT
BEGIN:VEVENT
UID:call@example.com
DTSTART:20260303T120000Z
DURATION:PT1H15M
SUMMARY:Example Bakery: call
END:VEVENT
BEGIN:VEVENT
UID:fair@example.com
DTSTART;VALUE=DATE:20260304
SUMMARY:Fair
END:VEVENT
END:VCALENDAR
"""
TEXTS = {"timeclock": TIMECLOCK, "timedot": TIMEDOT, "ics": CALENDAR}
# Counted by hand. The clock goes forward at 2 on 29 March: from 23:00 to 4:00 are four hours. On 16 March at noon the
# stand-up has been held on the 2nd, the 9th and the 16th.
SECONDS = {
    "timeclock": {"acme": 5130 + 4 * 3600, "bakery": 2700},
    "timedot": {"acme": 5400 + 3 * 900, "bakery": 2700},
    "ics": {"acme": 3 * 1800, "bakery": 4500},
}
REFUSED = {"timeclock": 1, "timedot": 0, "ics": 1}


def seconds_of_book(va: Va) -> Counter[str]:
    total: Counter[str] = Counter()
    for entry in va.json("entries", "2026")["entries"]:
        total[entry["client"]] += entry["seconds"]
    return total


@pytest.mark.parametrize("source", TEXTS)
def test_a_file_is_imported_to_the_second_once_and_can_be_taken_back(va: Va, tmp_path: Path, source: str) -> None:
    file = tmp_path / "hours.txt"
    file.write_text(TEXTS[source], encoding="utf-8")
    empty = va.export()

    applied = va.json("import", source, file, "--apply")

    assert seconds_of_book(va) == SECONDS[source]
    assert len(applied["refused"]) == REFUSED[source]
    full = va.export()
    again = va.json("import", source, file, "--apply")
    assert (again["new"], again["known"]) == (0, applied["new"])
    assert va.export() == full
    va("undo").check()
    assert va.export() == empty


@pytest.mark.parametrize("source", TEXTS)
def test_a_longer_file_adds_what_is_new(va: Va, tmp_path: Path, source: str) -> None:
    more = {
        "timeclock": TIMECLOCK + "o 2026/03/30 10:00:00\n",
        "timedot": TIMEDOT + "bakery  ....\n",
        "ics": CALENDAR.replace("DTSTART;VALUE=DATE:20260304", "DTSTART:20260304T090000\nDURATION:PT1H"),
    }
    file = tmp_path / "hours.txt"
    file.write_text(TEXTS[source], encoding="utf-8")
    va("import", source, file, "--apply").check()
    file.write_text(more[source], encoding="utf-8")

    applied = va.json("import", source, file, "--apply")

    assert (applied["new"], applied["seconds"]) == (1, 3600)
    assert sum(seconds_of_book(va).values()) == sum(SECONDS[source].values()) + 3600
    assert applied["refused"] == []


def test_a_calendar_brings_what_happened_since_when_time_has_passed(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "work.ics"
    file.write_text(CALENDAR, encoding="utf-8")
    va("import", "ics", file, "--apply").check()
    va.at("2026-03-30T12:00:00+02:00")
    file.write_text(CALENDAR.replace("T120000Z", "T140000Z"), encoding="utf-8")

    applied = va.json("import", "ics", file, "--apply")

    assert (applied["new"], applied["known"]) == (2, 4)  # 23 and 30 March; the call that was moved is known
    assert seconds_of_book(va) == {"acme": 5 * 1800, "bakery": 4500}


def test_the_plan_of_a_calendar_says_what_is_left_out_and_why(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "work.ics"
    file.write_text(CALENDAR.replace("DTSTART:20260303T120000Z", "DTSTART:20260403T120000Z"), encoding="utf-8")

    va("import", "ics", file).check(
        output="""\
work.ics: 5 rows: 3 new (1h30), 0 known, 2 refused. Times are read in Europe/Amsterdam.
Names:
  "Acme" is acme/inbox: 3 rows, 1h30
Refused:
  row 2: 'Example Bakery: call' on Fri 3 Apr 2026 lies in the future.
  row 3: 'Fair' on Wed 4 Mar 2026 lasts all day and has no hours.
Nothing was written. Add '--apply' to import 3 rows.
"""
    )


def test_types_and_tags_of_timedot_become_tags(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "hours.timedot"
    file.write_text(TIMEDOT, encoding="utf-8")

    shown = va.json("import", "timedot", file, "--apply")

    assert shown["tags"] == {"place:home": "place-home", "t:a": "t-a", "t:b": "t-b"}
    notes = {(entry["date"], entry["note"], *entry["tags"]) for entry in va.json("entries", "2026")["entries"]}
    assert notes == {
        ("2026-03-02", "Monday"),
        ("2026-03-02", "Monday; texts, place:home", "place-home"),
        ("2026-03-03", "", "t-a"),
        ("2026-03-03", "", "t-b"),
    }


def test_nested_sessions_overlap_and_are_not_counted_twice(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "hours.timeclock"
    file.write_text(
        "i 2026-03-02 09:00 acme\ni 2026-03-02 10:00 bakery\no 2026-03-02 11:00\no 2026-03-02 12:00\n", encoding="utf-8"
    )

    shown = va.json("import", "timeclock", file, "--apply")

    assert shown["overlapping"] == [{"row": 2, "reason": "Mon 2 Mar 2026 10:00-11:00 overlaps row 1, 09:00-12:00."}]
    assert seconds_of_book(va) == {"acme": 3 * 3600}


@pytest.mark.parametrize("source", TEXTS)
@pytest.mark.parametrize("damage", ["empty", "binary", "latin-1", "long", "another format", "missing"])
def test_a_damaged_file_changes_nothing(va: Va, tmp_path: Path, source: str, damage: str) -> None:
    file, text = tmp_path / "hours.txt", TEXTS[source]
    content = {
        "empty": b"",
        "binary": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "latin-1": (text.removesuffix("END:VCALENDAR\n") + "# Caf\u00e9\n").encode("latin-1"),
        "long": text.encode() + b"SUMMARY:" + b"x" * 200_000 + b"\nEND:VCALENDAR\n",
        "another format": b"Date,Hours\n2026-03-02,3\n",
    }
    if damage in content:
        file.write_bytes(content[damage])
    before = va.export()

    ran = va("import", source, file, "--apply").check(exit_code=4 if damage == "missing" else 2, output="")

    assert ran.err.startswith("va: ")
    assert len(ran.err.splitlines()) == 2
    assert va.export() == before
