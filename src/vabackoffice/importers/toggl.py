"""Toggl Track: the Detailed report as CSV.

Columns are found by their headings, as users choose them: `User` is now `Member`, `End date` is now `Stop date`;
`Amount (EUR)` and what else there is are left alone. Times are wall times of the user's profile. An empty cell is
empty or `-`.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock, read_flag, read_length
from vabackoffice.importers.csv_file import look_at
from vabackoffice.importers.date_order import YEAR_FIRST, decide_order, is_year_first, read_day
from vabackoffice.importers.row import ImportedRow, RefusedRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import Row

_HOW = "In Toggl Track: Reports, Detailed, Export, 'Download CSV', with the columns that are missing."
_DAY = 86_400
_EMPTY = ("", "-")
# The headings that must be there, each with the names it goes by.
_NEEDED = {
    "Start date": ("start date",),
    "Start time": ("start time",),
    "End date": ("end date", "stop date"),
    "End time": ("end time", "stop time"),
    "Duration": ("duration",),
}


class _Places(NamedTuple):
    """Where each column is; those that may be missing are None then."""

    start_date: int
    start_time: int
    end_date: int
    end_time: int
    duration: int
    client: int | None
    project: int | None
    task: int | None
    note: int | None
    tags: int | None
    billable: int | None
    user: int | None
    email: int | None


def read_rows(path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of a Detailed report; see `sources.read_source`."""
    file = look_at(path)
    places = _places(file)
    order = dates or _order(file, places)
    for number, cells in file.records():
        try:
            file.check_width(cells)
            row: Row = _row(number, cells, places, order)
        except InvalidInputError as problem:
            row = RefusedRow(number, problem.message)
        yield row


def _places(file: CsvFile) -> _Places:
    missing = [name for name, names in _NEEDED.items() if file.place(*names) is None]
    if "Duration" not in missing and {"Start date", "Start time"} <= set(missing):
        message = f"'{file.path.name}' is a Summary report: it has no start times."
        raise InvalidInputError(message, "Export the Detailed report. " + _HOW)
    if file.place("client", "project") is None:
        missing.append("Project")
    if missing:
        columns = ", ".join(f"'{name}'" for name in missing)
        message = f"'{file.path.name}' has no column {columns}."
        raise InvalidInputError(message, "It must be a Detailed report. " + _HOW)
    start_date, start_time, end_date, end_time, duration = (file.place(*names) or 0 for names in _NEEDED.values())
    return _Places(
        start_date,
        start_time,
        end_date,
        end_time,
        duration,
        client=file.place("client"),
        project=file.place("project"),
        task=file.place("task"),
        note=file.place("description"),
        tags=file.place("tags"),
        billable=file.place("billable"),
        user=file.place("user", "member"),
        email=file.place("email"),
    )


def _row(number: int, cells: Sequence[str], places: _Places, order: str) -> ImportedRow:
    if cells[places.end_date].strip() in _EMPTY or cells[places.end_time].strip() in _EMPTY:
        message = "The timer is still running: there is no end."
        raise InvalidInputError(message)
    return ImportedRow(
        row=number,
        seconds=_seconds(cells, places),
        start=datetime.combine(read_day(cells[places.start_date], order), read_clock(cells[places.start_time])),
        end=datetime.combine(read_day(cells[places.end_date], order), read_clock(cells[places.end_time])),
        client=_text(cells, places.client),
        project=_text(cells, places.project),
        task=_text(cells, places.task),
        note=_text(cells, places.note),
        tags=_tags(_text(cells, places.tags)),
        billable=read_flag(_text(cells, places.billable)),
        user=_text(cells, places.user),
        email=_text(cells, places.email),
    )


@lru_cache(maxsize=256)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


def _text(cells: Sequence[str], place: int | None) -> str:
    text = plain_text(cells[place]) if place is not None and cells[place] else ""
    return "" if text in _EMPTY else text


def _seconds(cells: Sequence[str], places: _Places) -> int:
    """Return the length; newer reports write none as `-`."""
    text = cells[places.duration].strip()
    return 0 if text in _EMPTY else read_length(text)


def _order(file: CsvFile, places: _Places) -> str:
    """Return how the dates of the file are written; only if they are not year first it is read to the end for it."""
    for _, cells in file.records():
        if len(cells) == file.width and is_year_first(cells[places.start_date]):
            return YEAR_FIRST
        break
    return decide_order(_samples(file, places))


def _samples(file: CsvFile, places: _Places) -> Iterator[tuple[str, str, int | None]]:
    for _, cells in file.records():
        if len(cells) == file.width and cells[places.end_date].strip() not in _EMPTY:
            yield cells[places.start_date], cells[places.end_date], _days(cells, places)


def _days(cells: Sequence[str], places: _Places) -> int | None:
    """Return how many midnights lie between start and end, by the clock times and the duration."""
    try:
        start, end = read_clock(cells[places.start_time]), read_clock(cells[places.end_time])
        lag = _seconds(cells, places) - (end.hour - start.hour) * 3600 - (end.minute - start.minute) * 60
    except InvalidInputError:
        return None
    return round(lag / _DAY)
