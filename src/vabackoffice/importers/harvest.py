"""Harvest: the Detailed time report as CSV.

It has days and hours, no clock times. Numbers and dates are written as the account has it; `Hours Rounded`, rates,
amounts and the currency are left alone. A task that is called like its project says nothing more than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_flag
from vabackoffice.importers.columns import (
    begins_with_columns,
    has_column,
    missing_columns,
    named_cells,
    read_each,
    refuse_missing,
)
from vabackoffice.importers.csv_file import look_at
from vabackoffice.importers.date_order import order_of_days, read_day
from vabackoffice.importers.rounded import read_hours
from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import Row

_HOW = "Export the Detailed time report. In Harvest: Reports, Time, 'Detailed report', Export, CSV."
# What Harvest exports besides, by a heading that only that export has; the first two are recognised, to be refused.
_LISTS = (("Client", "Project", "Budget By"), ("Client Name", "Address"))
_OTHERS = {
    "Budget By": "a list of projects: it has no hours by day",
    "Client Name": "a list of clients: it has no hours",
    "Expense Category": "a report of expenses: it has no hours",
    "Total Hours": "a report of totals: it has no hours by day",
}


class _Cells(NamedTuple):
    date: str
    hours: str
    client: str
    project: str
    task: str
    note: str
    billable: str
    invoiced: str
    first_name: str
    last_name: str


# The first four must be there.
_HEADINGS = _Cells(
    date="Date",
    hours="Hours",
    client="Client",
    project="Project",
    task="Task",
    note="Notes",
    billable="Billable?",
    invoiced="Invoiced?",
    first_name="First Name",
    last_name="Last Name",
)


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is such a report, or a list that is refused in its place."""
    report = (*_HEADINGS[:6], _HEADINGS.first_name, _HEADINGS.last_name)
    return any(begins_with_columns(head, headings) for headings in (report, *_LISTS))


def read_rows(path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of a Detailed time report; see `sources.read_source`."""
    file = look_at(path)
    _check(file)
    cells_of = named_cells(file, _HEADINGS)
    order = dates or order_of_days(file, _HEADINGS.date)
    return read_each(file, lambda number, record: _row(number, cells_of(record), order))


def _check(file: CsvFile) -> None:
    missing = missing_columns(file, _HEADINGS[:4])
    if missing:
        other = next((what for heading, what in _OTHERS.items() if has_column(file, heading)), None)
        if other:
            message = f"'{file.path.name}' is {other}."
            raise InvalidInputError(message, _HOW)
    refuse_missing(file, missing, _HOW)


def _row(number: int, cells: _Cells, order: str) -> ImportedRow:
    project, task = plain_text(cells.project), plain_text(cells.task)
    return ImportedRow(
        row=number,
        seconds=read_hours(cells.hours).seconds,
        on_date=read_day(cells.date, order),
        client=plain_text(cells.client),
        project=project,
        task="" if task == project else task,
        note=plain_text(cells.note),
        billable=read_flag(cells.billable),
        invoiced=bool(read_flag(cells.invoiced)),
        user=plain_text(f"{cells.first_name} {cells.last_name}"),
    )
