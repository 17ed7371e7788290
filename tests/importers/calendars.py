"""Calendars of one's own making. Now is Monday 16 March 2026, noon in Amsterdam."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 16, 12, tzinfo=AMSTERDAM)
MORNING = ("UID:1", "DTSTART;TZID=Europe/Amsterdam:20260302T090000", "DTEND;TZID=Europe/Amsterdam:20260302T102530")


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def calendar(*parts: str) -> str:
    return "\r\n".join("\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""]).split("\n"))


def rows_of(folder: Path, *parts: str, now: datetime = NOW) -> list[Row]:
    file = folder / "work.ics"
    file.write_text(calendar(*parts), encoding="utf-8", newline="")
    return list(read_source("ics", file, now=now, zone=AMSTERDAM))


def spans(rows: list[Row]) -> list[str]:
    """Return the span of each row as the assistant's clock shows it, or why it was refused."""
    return [row.reason if isinstance(row, RefusedRow) else span(row) for row in rows]


def span(row: ImportedRow) -> str:
    assert row.start is not None
    assert row.end is not None
    return f"{row.start.astimezone(AMSTERDAM):%d %b %H:%M}-{row.end.astimezone(AMSTERDAM):%H:%M}"
