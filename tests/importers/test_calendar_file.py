"""The file of a calendar: cut, empty, in another encoding, or full of nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.calendars import AMSTERDAM, MORNING, NOW, calendar, event, rows_of

from vabackoffice.errors import InvalidInputError, NotFoundError
from vabackoffice.importers.row import RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'work.ics' is empty."),
        (b"\n \n", "'work.ics' is empty."),
        (b"PK\x03\x04\0\0", "'work.ics' is not a calendar: it does not begin with BEGIN:VCALENDAR."),
        (b"BEGIN:VCALENDAR\nX:caf\xe9\nEND:VCALENDAR\n", "'work.ics' is not a calendar in UTF-8."),
        (calendar(event(*MORNING)).encode()[:-3], "'work.ics' is cut off: it does not end with END:VCALENDAR."),
        (calendar(event(*MORNING)).encode()[:90], "'work.ics' is cut off: it does not end with END:VCALENDAR."),
        (
            calendar("SUMMARY:" + "x" * 200_000).encode(),
            "Line 3 of 'work.ics' is longer than 100000 characters.",
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "work.ics"
    file.write_bytes(content)

    with pytest.raises(InvalidInputError) as caught:
        list(read_source("ics", file, now=NOW, zone=AMSTERDAM))

    assert caught.value.message == message
    assert caught.value.hint


def test_a_calendar_with_a_line_that_is_none_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"^'work.ics' cannot be read as a calendar: "):
        rows_of(tmp_path, "no property", event(*MORNING))
    with pytest.raises(NotFoundError):
        list(read_source("ics", tmp_path / "missing.ics", now=NOW, zone=AMSTERDAM))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_marked_file_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "work.ics"
    file.write_bytes(calendar(event(*MORNING)).encode(encoding))

    assert len(list(read_source("ics", file, now=NOW, zone=AMSTERDAM))) == 1


LINES = st.one_of(
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=30),
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(
            ["DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID", "CATEGORIES", "SEQUENCE"]
        ),
        st.sampled_from(["", ";TZID=Europe/Amsterdam", ";TZID=x", ";VALUE=DATE", ";VALUE=PERIOD", ";X"]),
        st.sampled_from(
            ["20260302", "20260302T090000", "20260302T100000Z", "FREQ=DAILY", "FREQ=DAILY;COUNT=2", "1", "", "x,y"]
        ),
    ),
    st.sampled_from(
        ["DURATION:PT1H", "DURATION:-P1W", "BEGIN:VEVENT", "END:VEVENT", "STATUS:CANCELLED", "SUMMARY:a: b"]
    ),
)


@given(lines=st.lists(LINES, max_size=12))
def test_no_calendar_ends_in_a_bug(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    try:
        rows = rows_of(tmp_path_factory.mktemp("lines"), event(*MORNING), event(*lines))
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017
    else:
        assert all(row.reason if isinstance(row, RefusedRow) else row.start for row in rows)
