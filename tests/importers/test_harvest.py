"""Harvest's Detailed time report, in every shape it comes in."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

HEADING = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,"
    "Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL"
)
ROUNDED = HEADING.replace("Hours,", "Hours,Hours Rounded,").replace("Roles,", "Employee Id,Roles,Teams,")
OLDER = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Department"
)
BAKERY = {
    "Date": "2026-03-20",
    "Client": "Example Bakery",
    "Project": "Website",
    "Project Code": "W1",
    "Task": "Shop",
    "Notes": "Wrote texts",
    "Hours": "1.25",
    "Hours Rounded": "1.5",
    "Billable?": "Yes",
    "Invoiced?": "No",
    "Approved?": "No",
    "First Name": "Ada",
    "Last Name": "Example",
    "Employee?": "Yes",
    "Billable Rate": "40.0",
    "Billable Amount": "50.0",
    "Currency": "Euro - EUR",
}
BAKERY_ROW = ImportedRow(
    row=1,
    seconds=4500,
    on_date=date(2026, 3, 20),
    client="Example Bakery",
    project="Website",
    task="Shop",
    note="Wrote texts",
    billable=True,
    user="Ada Example",
)


def report(*rows: dict[str, str], heading: str = HEADING, mark: str = ",", end: str = "\n") -> str:
    """Write rows that differ from that of the bakery in these cells."""
    names = heading.split(",")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator=end)
    writer.writerow(names)
    writer.writerows([(BAKERY | row).get(name, "") for name in names] for row in rows)
    return text.getvalue()


def rows_of(tmp_path: Path, text: str, dates: str = "") -> list[Row]:
    file = tmp_path / "harvest.csv"
    file.write_text(text, encoding="utf-8")
    return list(read_source("harvest", file, dates))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(report({}), id="plain"),
        pytest.param(report({}, heading=ROUNDED), id="with rounded hours"),
        pytest.param(report({}, heading=OLDER), id="older headings"),
        pytest.param("\ufeff" + report({}, end="\r\n"), id="as Windows has it"),
        pytest.param(report({}, mark=";"), id="semicolons"),
        pytest.param(report({"Hours": "1,25"}), id="decimal comma"),
        pytest.param(report({"Hours": "1:15"}), id="hours and minutes"),
        pytest.param(report({"Date": "20.03.2026"}), id="dates with dots"),
        pytest.param(report({"Date": "20/03/2026"}), id="day first"),
        pytest.param(report({"Date": "03/20/2026"}), id="month first"),
        pytest.param(report({"Currency": "US Dollar - USD"}), id="other currency"),
    ],
)
def test_the_same_row_in_any_shape_is_the_same_row(tmp_path: Path, text: str) -> None:
    assert rows_of(tmp_path, text) == [BAKERY_ROW]


@pytest.mark.parametrize(
    ("hours", "seconds"),
    [("0,01", 36), ("0.33", 1188), ("1.5", 5400), ("7,5", 27_000), ("8", 28_800), ("2.001,0", 2001 * 3600)],
)
def test_hours_are_read_as_the_account_writes_them(tmp_path: Path, hours: str, seconds: int) -> None:
    assert rows_of(tmp_path, report({"Hours": hours})) == [replace(BAKERY_ROW, seconds=seconds)]


def test_dates_with_dots_have_their_day_first(tmp_path: Path) -> None:
    assert rows_of(tmp_path, report({"Date": "03.04.2026"})) == [replace(BAKERY_ROW, on_date=date(2026, 4, 3))]


def test_dates_are_settled_for_the_whole_file_or_asked_about(tmp_path: Path) -> None:
    doubtful = {"Date": "03/04/2026"}

    settled = rows_of(tmp_path, report(doubtful, {"Date": "04/15/2026"}))

    assert settled == [
        replace(BAKERY_ROW, on_date=date(2026, 3, 4)),
        replace(BAKERY_ROW, row=2, on_date=date(2026, 4, 15)),
    ]
    with pytest.raises(InvalidInputError, match="'03/04/2026' can be 2026-04-03 or 2026-03-04"):
        rows_of(tmp_path, report(doubtful))
    assert rows_of(tmp_path, report(doubtful), "dmy") == [replace(BAKERY_ROW, on_date=date(2026, 4, 3))]


def test_what_is_billable_and_what_is_invoiced_is_known(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, report({"Billable?": "No"}, {"Billable?": ""}, {"Invoiced?": "Yes"}, {"Approved?": "Yes"}))

    assert rows == [
        replace(BAKERY_ROW, billable=False),
        replace(BAKERY_ROW, row=2, billable=None),
        replace(BAKERY_ROW, row=3, invoiced=True),
        replace(BAKERY_ROW, row=4),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Date": "2026-02-30"}, "'2026-02-30' is not a date like 2024-03-04."),
        ({"Date": ""}, "'' is not a date like 2024-03-04."),
        ({"Hours": ""}, "'' is not a duration like 01:00:01 or 1.50."),
        ({"Hours": "-1.0"}, "'-1.0' is not a duration like 01:00:01 or 1.50."),
        ({"Billable?": "Perhaps"}, "'Perhaps' says neither yes nor no."),
    ],
)
def test_a_faulty_row_is_refused_by_itself(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    assert rows_of(tmp_path, report({}, cells, {})) == [BAKERY_ROW, RefusedRow(2, reason), replace(BAKERY_ROW, row=3)]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (HEADING.replace("Hours,", ""), "'harvest.csv' has no column 'Hours'."),
        (HEADING.replace("Client,Project,", ""), "'harvest.csv' has no column 'Client', 'Project'."),
        ("Client Name,Address", "'harvest.csv' is a list of clients: it has no hours."),
        (
            "Client,Project,Project Code,Start Date,End Date,Project Notes,Total Hours,Billable Hours,Budget By,Budget",
            "'harvest.csv' is a list of projects: it has no hours by day.",
        ),
        (
            "Client,Project,Total Hours,Billable Hours,Billable Amount",
            "'harvest.csv' is a report of totals: it has no hours by day.",
        ),
        (
            "Date,Client,Project,Project Code,Expense Category,Notes,Amount",
            "'harvest.csv' is a report of expenses: it has no hours.",
        ),
    ],
)
def test_another_export_is_refused_and_the_right_one_named(tmp_path: Path, heading: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(tmp_path, report({}, heading=heading))

    assert caught.value.message == message
    assert caught.value.hint.startswith("Export the Detailed time report.")


def test_a_report_of_nothing_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, report()) == []


def test_a_task_that_is_called_like_its_project_says_nothing(tmp_path: Path) -> None:
    text = """\
Date,Client,Project,Task,Notes,Hours,First name,Last name
2026-03-20,Example Bakery,inbox,inbox,Wrote texts,1.25,Ada,Example
2026-03-20,Example Bakery,inbox,Inbox,Wrote texts,1.25,Ada,Example
"""

    assert [row.task for row in rows_of(tmp_path, text) if isinstance(row, ImportedRow)] == ["", "Inbox"]
