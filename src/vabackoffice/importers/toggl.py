"""Toggl Track: the Detailed report as CSV.

Columns are found by their headings, as users choose them: `User` is now `Member`, `End date` is now `Stop date`;
`Amount (EUR)` and what else there is are left alone. Times are wall times of the user's profile. An empty cell is
empty or `-`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock, read_flag, read_length, read_tags
from vabackoffice.importers.columns import (
    begins_with_columns,
    has_column,
    missing_columns,
    named_cells,
    read_each,
    refuse_missing,
)
from vabackoffice.importers.csv_file import look_at
from vabackoffice.importers.date_order import order_of_spans, read_day
from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import Row

_HOW = "In Toggl Track: Reports, Detailed, Export, 'Download CSV', with the columns that are missing."
_EMPTY = ("", "-")


class _Cells(NamedTuple):
    start_date: str
    start_time: str
    end_date: str
    end_time: str
    duration: str
    client: str
    project: str
    task: str
    note: str
    tags: str
    billable: str
    user: str
    email: str


# The first five must be there.
_HEADINGS = _Cells(
    start_date="Start date",
    start_time="Start time",
    end_date="End date|Stop date",
    end_time="End time|Stop time",
    duration="Duration",
    client="Client",
    project="Project",
    task="Task",
    note="Description",
    tags="Tags",
    billable="Billable",
    user="User|Member",
    email="Email",
)


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is such a report."""
    return begins_with_columns(head, (*_HEADINGS[:5], "Client|Project"))


def read_rows(path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of a Detailed report; see `sources.read_source`."""
    file = look_at(path)
    _check(file)
    cells_of = named_cells(file, _HEADINGS)
    order = dates or order_of_spans(file, _HEADINGS[:5], _seconds)
    return read_each(file, lambda number, record: _row(number, cells_of(record), order))


def _check(file: CsvFile) -> None:
    missing = missing_columns(file, _HEADINGS[:5])
    if "Duration" not in missing and {"Start date", "Start time"} <= set(missing):
        message = f"'{file.path.name}' is a Summary report: it has no start times."
        raise InvalidInputError(message, "Export the Detailed report. " + _HOW)
    if not has_column(file, "Client|Project"):
        missing.append("Project")
    refuse_missing(file, missing, "It must be a Detailed report. " + _HOW)


def _row(number: int, cells: _Cells, order: str) -> ImportedRow:
    if cells.end_date.strip() in _EMPTY or cells.end_time.strip() in _EMPTY:
        message = "The timer is still running: there is no end."
        raise InvalidInputError(message)
    return ImportedRow(
        row=number,
        seconds=_seconds(cells.duration),
        start=datetime.combine(read_day(cells.start_date, order), read_clock(cells.start_time)),
        end=datetime.combine(read_day(cells.end_date, order), read_clock(cells.end_time)),
        client=_text(cells.client),
        project=_text(cells.project),
        task=_text(cells.task),
        note=_text(cells.note),
        tags=read_tags(_text(cells.tags)),
        billable=read_flag(_text(cells.billable)),
        user=_text(cells.user),
        email=_text(cells.email),
    )


def _text(cell: str) -> str:
    text = plain_text(cell)
    return "" if text == "-" else text


def _seconds(duration: str) -> int:
    """Return the length; newer reports write none as `-`."""
    return 0 if duration.strip() in _EMPTY else read_length(duration)
