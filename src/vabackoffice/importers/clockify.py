"""Clockify: the Detailed report as CSV.

Columns are found by their headings: workspaces rename `Task` to `Activity` and leave columns out. Dates are written as
the workspace has it, times with 12 or 24 hours and with or without seconds, lengths by the clock or in decimals; all
are wall times of the user's profile. Rates and amounts are left alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock, read_flag, read_tags
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
from vabackoffice.importers.rounded import is_cut_to_minutes, read_hours, settle
from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import Row

_HOW = "Export the Detailed report. In Clockify: Reports, Detailed, Export, 'Save as CSV'."


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
    invoiced: str
    invoice: str
    kind: str
    user: str
    email: str


# The first five must be there.
_HEADINGS = _Cells(
    start_date="Start Date",
    start_time="Start Time",
    end_date="End Date",
    end_time="End Time",
    duration="Duration (h)|Duration (decimal)",
    client="Client",
    project="Project",
    task="Task|Activity",
    note="Description",
    tags="Tags",
    billable="Billable",
    invoiced="Invoiced",
    invoice="Invoice ID",
    kind="Type",
    user="User",
    email="Email",
)


_SUMMARY = ("Time (h)", "Time (decimal)")


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is such a report, or the Summary that is refused in its place."""
    return begins_with_columns(head, (*_HEADINGS[:5], "Client|Project")) or begins_with_columns(head, _SUMMARY)


def read_rows(path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of a Detailed report; see `sources.read_source`."""
    file = look_at(path)
    _check(file)
    cells_of = named_cells(file, _HEADINGS)
    order = dates or order_of_spans(file, _HEADINGS[:5], lambda length: read_hours(length).seconds)
    return read_each(file, lambda number, record: _row(number, cells_of(record), order))


def _check(file: CsvFile) -> None:
    missing = missing_columns(file, _HEADINGS[:5])
    if {"Start Time", "End Time"} <= set(missing) and has_column(file, "Time (h)|Time (decimal)|Duration (h)"):
        message = f"'{file.path.name}' is a Summary report: it has no start times."
        hint = f"{_HOW} 'va import csv {file.path.name}' takes its days and hours as they are."
        raise InvalidInputError(message, hint if has_column(file, "Date") else _HOW)
    if not has_column(file, "Client|Project"):
        missing.append("Project")
    refuse_missing(file, missing, _HOW)


def _row(number: int, cells: _Cells, order: str) -> ImportedRow:
    if cells.kind and cells.kind.strip().casefold() != "regular":
        message = f"It is of the type {quoted(plain_text(cells.kind))}, not work."
        raise InvalidInputError(message)
    if not cells.end_date.strip() or not cells.end_time.strip():
        message = "The timer is still running: there is no end."
        raise InvalidInputError(message)
    start = datetime.combine(read_day(cells.start_date, order), read_clock(cells.start_time))
    end = datetime.combine(read_day(cells.end_date, order), read_clock(cells.end_time))
    to_minutes = is_cut_to_minutes(cells.start_time, cells.end_time)
    end, seconds = settle(start, end, read_hours(cells.duration), to_minutes=to_minutes)
    return ImportedRow(
        row=number,
        seconds=seconds,
        start=start,
        end=end,
        client=plain_text(cells.client),
        project=plain_text(cells.project),
        task=plain_text(cells.task),
        note=plain_text(cells.note),
        tags=read_tags(plain_text(cells.tags)),
        billable=read_flag(cells.billable),
        invoiced=bool(read_flag(cells.invoiced) or plain_text(cells.invoice)),
        user=plain_text(cells.user),
        email=plain_text(cells.email),
    )
