"""Calendars: zones, lengths, whose work it was, and what was none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.calendars import MORNING, event, rows_of, spans

from vabackoffice.importers.row import ImportedRow, RefusedRow

if TYPE_CHECKING:
    from pathlib import Path

# The clock of this zone is three hours and a half ahead, and its name is nowhere else.
OWN_ZONE = """\
BEGIN:VTIMEZONE
TZID:Office clock
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0330
TZOFFSETTO:+0330
END:STANDARD
END:VTIMEZONE"""


def one_row(folder: Path, *lines: str) -> ImportedRow:
    [row] = rows_of(folder, event(*lines))
    assert isinstance(row, ImportedRow), row
    return row


@pytest.mark.parametrize(
    "times",
    [
        pytest.param(MORNING[1:], id="a zone"),
        pytest.param(("DTSTART:20260302T080000Z", "DTEND:20260302T092530Z"), id="UTC"),
        pytest.param(("DTSTART:20260302T090000", "DTEND:20260302T102530"), id="no zone: the assistant's"),
        pytest.param(("DTSTART:20260302T080000Z", "DURATION:PT1H25M30S"), id="a duration"),
        pytest.param(
            ("DTSTART;TZID=W. Europe Standard Time:20260302T090000", "DURATION:PT5130S"), id="a name of Windows"
        ),
        pytest.param(
            ("DTSTART;TZID=America/New_York:20260302T030000", "DTEND;TZID=Europe/Amsterdam:20260302T102530"),
            id="two zones",
        ),
        pytest.param(
            ("DTSTART;TZID=Office clock:20260302T113000", "DTEND;TZID=Office clock:20260302T125530"),
            id="a zone of its own",
        ),
    ],
)
def test_a_time_is_the_same_however_it_is_written(tmp_path: Path, times: tuple[str, ...]) -> None:
    [row] = rows_of(tmp_path, OWN_ZONE, event("UID:1", *times))

    assert isinstance(row, ImportedRow)
    assert (row.start, row.end, row.seconds) == (
        datetime(2026, 3, 2, 8, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 25, 30, tzinfo=UTC),
        5130,
    )


def test_a_night_when_the_clock_changes_is_as_long_as_it_was(tmp_path: Path) -> None:
    # In Amsterdam the clock goes from 2 to 3 on 29 March 2026, and from 3 to 2 on 26 October 2025.
    rows = rows_of(
        tmp_path,
        event("UID:1", "DTSTART;TZID=Europe/Amsterdam:20250330T013000", "DTEND;TZID=Europe/Amsterdam:20250330T043000"),
        event("UID:2", "DTSTART:20251026T013000", "DTEND:20251026T043000"),
        event("UID:3", "DTSTART:20251026T013000", "DURATION:PT3H"),
    )

    assert [row.seconds for row in rows if isinstance(row, ImportedRow)] == [2 * 3600, 4 * 3600, 3 * 3600]


@pytest.mark.parametrize(
    ("lines", "work"),
    [
        (("SUMMARY:Call", "CATEGORIES:Acme"), ("Acme", "", ())),
        (("SUMMARY:Bakery: call", "CATEGORIES:Acme,Mail,Home office"), ("Acme", "", ("Mail", "Home office"))),
        (("CATEGORIES:Acme / Web site", "CATEGORIES:Mail,Mail"), ("Acme", "Web site", ("Mail",))),
        (("CATEGORIES:acme/inbox",), ("acme", "inbox", ())),
        (("CATEGORIES:acme:inbox",), ("acme", "inbox", ())),
        (("SUMMARY:Acme: call",), ("Acme", "", ())),
        (("SUMMARY:acme/inbox: call: long",), ("acme", "inbox", ())),
        (("SUMMARY:Example Bakery - call",), ("Example Bakery", "", ())),
        (("SUMMARY:Example Bakery \u2013 call",), ("Example Bakery", "", ())),
        (("SUMMARY:Follow-up at 10:30",), ("Office", "work", ())),
        (("SUMMARY:10:30 call",), ("Office", "work", ())),
        ((), ("Office", "work", ())),
    ],
)
def test_whose_work_it_was_is_said_by_category_title_or_calendar(
    tmp_path: Path, lines: tuple[str, ...], work: tuple[str, str, tuple[str, ...]]
) -> None:
    [row] = rows_of(tmp_path, "X-WR-CALNAME:Office: work", event(*MORNING, *lines))

    assert isinstance(row, ImportedRow)
    assert (row.client, row.project, row.tags) == work


def test_the_note_is_the_whole_title_on_one_line(tmp_path: Path) -> None:
    row = one_row(tmp_path, *MORNING, "SUMMARY:Acme: mail\\, calls\\nand a lo", " ng walk \u2615", "DESCRIPTION:secret")

    assert row.note == "Acme: mail, calls and a long walk \u2615"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260303"),
            "on Mon 2 Mar 2026 lasts all day and has no hours.",
        ),
        (("DTSTART:20260302T000000", "DTEND:20260303T000000"), "on Mon 2 Mar 2026 lasts all day and has no hours."),
        (("DTSTART:20250330T000000", "DTEND:20250331T000000"), "on Sun 30 Mar 2025 lasts all day and has no hours."),
        ((*MORNING[1:], "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"), "on Mon 2 Mar 2026 lasts all day and has no hours."),
        (("DTSTART:20260302T090000", "DTEND;VALUE=DATE:20260302"), "on Mon 2 Mar 2026 lasts all day and has no hours."),
        (("DTSTART:20260302T090000",), "on Mon 2 Mar 2026 has neither an end nor a duration."),
        (("DTEND:20260302T090000",), "has no start."),
        ((*MORNING[1:], "STATUS:CANCELLED"), "on Mon 2 Mar 2026 was cancelled."),
        (("DTSTART:20260317T090000", "DURATION:PT1H"), "on Tue 17 Mar 2026 lies in the future."),
        (("DTSTART:20260316T110001Z", "DURATION:PT1H"), "on Mon 16 Mar 2026 lies in the future."),
        (("DTSTART:20260316T113000", "DURATION:PT1H"), "on Mon 16 Mar 2026 is not over yet."),
        (
            ("DTSTART;TZID=Nowhere/City:20260302T090000", "DURATION:PT1H"),
            "on Mon 2 Mar 2026 has times in 'Nowhere/City', a time zone that is not known.",
        ),
        (("DTSTART:20260302T090000", "DTEND:tomorrow"), "on Mon 2 Mar 2026 has a DTEND that cannot be read."),
        (("DTSTART:2026-03-02", "DURATION:PT1H"), "has a DTSTART that cannot be read."),
        ((*MORNING[1:], "RRULE:FREQ=SOMETIMES"), "on Mon 2 Mar 2026 has a RRULE that cannot be read."),
        ((*MORNING[1:], "RRULE:INTERVAL=2"), "on Mon 2 Mar 2026 repeats by a rule that cannot be read, INTERVAL=2."),
        (
            (*MORNING[1:], "RRULE:FREQ=DAILY;INTERVAL=0"),
            "on Mon 2 Mar 2026 repeats by a rule that cannot be read, FREQ=DAILY;INTERVAL=0.",
        ),
        ((*MORNING[1:], "RRULE:FREQ=SECONDLY"), "on Mon 2 Mar 2026 repeats secondly, which is no appointment."),
        (
            ("DTSTART:00010101T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
            "on Mon 1 Jan 0001 repeats more than 20000 times.",
        ),
        (
            (*MORNING[1:], "RDATE;VALUE=PERIOD:20260303T080000Z/PT1H"),
            "on Mon 2 Mar 2026 has an RDATE that cannot be read.",
        ),
        ((*MORNING[1:], "RDATE;VALUE=DATE:20260303"), "on Mon 2 Mar 2026 has an RDATE that cannot be read."),
        ((*MORNING[1:], "EXDATE:soon"), "on Mon 2 Mar 2026 has a EXDATE that cannot be read."),
    ],
)
def test_what_was_no_work_is_refused_and_named(tmp_path: Path, lines: tuple[str, ...], reason: str) -> None:
    named = rows_of(tmp_path, event("UID:1", "SUMMARY:Stand-up", *lines))
    unnamed = rows_of(tmp_path, event("UID:1", *lines))

    assert named == [RefusedRow(1, f"'Stand-up' {reason}")]
    assert unnamed == [RefusedRow(1, f"The event {reason}")]


def test_a_calendar_that_withdraws_its_events_has_none(tmp_path: Path) -> None:
    assert spans(rows_of(tmp_path, "METHOD:CANCEL", event(*MORNING))) == ["The event on Mon 2 Mar 2026 was cancelled."]


def test_what_is_no_event_is_passed_over(tmp_path: Path) -> None:
    task = "BEGIN:VTODO\nUID:2\nDTSTART:20260302T090000\nDURATION:PT1H\nEND:VTODO"
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nEND:VALARM"

    assert spans(rows_of(tmp_path, OWN_ZONE, task, event(*MORNING, alarm))) == ["02 Mar 09:00-10:25"]


def test_several_calendars_in_one_file_are_all_read(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "X-WR-CALNAME:Acme",
        event(*MORNING),
        "END:VCALENDAR",
        "BEGIN:VCALENDAR",
        "NAME:Bakery",
        event("UID:2", *MORNING[1:]),
    )

    assert [(row.row, row.client) for row in rows if isinstance(row, ImportedRow)] == [(1, "Acme"), (2, "Bakery")]


def test_of_two_versions_the_newer_one_counts(tmp_path: Path) -> None:
    old, new = ("SEQUENCE:1", "DTSTAMP:20260303T000000Z", "SUMMARY:Old"), ("SEQUENCE:2", "DTSTAMP:20260301T000000Z")
    stale = "'Old' on Mon 2 Mar 2026 is an older version of another event in the file."

    assert spans(rows_of(tmp_path, event(*MORNING, *new), event(*MORNING, *old))) == ["02 Mar 09:00-10:25", stale]
    assert spans(rows_of(tmp_path, event(*MORNING, *old), event(*MORNING, *new))) == [stale, "02 Mar 09:00-10:25"]
    assert spans(rows_of(tmp_path, event(*MORNING, "SUMMARY:Old"), event(*MORNING))) == [stale, "02 Mar 09:00-10:25"]


def test_an_event_is_known_by_its_uid_and_one_of_a_series_by_when_it_was_planned(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        event(*MORNING, "RRULE:FREQ=WEEKLY;COUNT=2"),
        event("UID:1", "RECURRENCE-ID:20260309T080000Z", "DTSTART:20260310T130000", "DURATION:PT1H"),
        event("UID:2", "DTSTART:20260303T090000", "DURATION:PT1H", "RDATE:20260304T090000"),
        event("UID:3", *MORNING[1:]),
        event(*MORNING[1:]),
        event(*MORNING[1:]),
    )

    assert [row.own_id for row in rows if isinstance(row, ImportedRow)] == [
        "1 20260302T080000Z",
        "1 20260309T080000Z",
        "2 20260303T090000",
        "2 20260304T090000",
        "3",
        "",
        "",
    ]


def test_an_event_of_our_own_export_says_how_long_its_day_was(tmp_path: Path) -> None:
    def of_a_day(*others: str, day: str = "20260302") -> str:
        return event("UID:1-abc", f"DTSTART;VALUE=DATE:{day}", "SUMMARY:Mail", "CATEGORIES:acme/web,email", *others)

    [row] = rows_of(tmp_path, of_a_day("X-VABACKOFFICE-SECONDS:5400"))
    assert row == ImportedRow(
        row=1, seconds=5400, on_date=date(2026, 3, 2), client="acme", project="web", note="Mail", tags=("email",),
        own_id="1-abc",
    )  # fmt: skip
    all_day = "'Mail' on Mon 2 Mar 2026 lasts all day and has no hours."
    assert spans(rows_of(tmp_path, of_a_day())) == [all_day]
    for length in ("0", "-5", "1e3", "9999999", "", "an hour"):
        assert spans(rows_of(tmp_path, of_a_day(f"X-VABACKOFFICE-SECONDS:{length}"))) == [all_day]
    late = "'Mail' on Tue 17 Mar 2026 lies in the future."
    assert spans(rows_of(tmp_path, of_a_day("X-VABACKOFFICE-SECONDS:60", day="20260317"))) == [late]
    cancelled = "'Mail' on Mon 2 Mar 2026 was cancelled."
    assert spans(rows_of(tmp_path, of_a_day("X-VABACKOFFICE-SECONDS:60", "STATUS:CANCELLED"))) == [cancelled]
    assert spans(rows_of(tmp_path, event(*MORNING, "X-VABACKOFFICE-SECONDS:60"))) == ["02 Mar 09:00-10:25"]
    assert spans(rows_of(tmp_path, event("UID:1", "X-VABACKOFFICE-SECONDS:60"))) == ["The event has no start."]
