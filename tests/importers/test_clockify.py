"""Clockify's Detailed report, in every shape it comes in."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import pytest

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

CLASSIC = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal),Billable Rate (EUR),Billable Amount (EUR)"
)
NEWER = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Type,Billable,Invoiced,Invoice ID,Start Date,Start Time,"
    "End Date,End Time,Duration (h),Duration (decimal),Billable Rate (EUR),Billable Amount (EUR),Date of creation,"
    "Deal ID"
)
BAKERY = {
    "Project": "Website",
    "Client": "Example Bakery",
    "Description": "Wrote texts",
    "Task": "Shop",
    "User": "Ada",
    "Group": "Office, Writers",
    "Email": "ada@example.com",
    "Tags": "web, Client call",
    "Type": "Regular",
    "Billable": "Yes",
    "Invoiced": "No",
    "Start Date": "03/20/2026",
    "Start Time": "09:00:00 AM",
    "End Date": "03/20/2026",
    "End Time": "02:25:30 PM",
    "Duration (h)": "05:25:30",
    "Duration (decimal)": "5.43",
    "Billable Rate (EUR)": "40.00",
    "Billable Amount (EUR)": "217.00",
    "Date of creation": "03/21/2026",
}
BAKERY_ROW = ImportedRow(
    row=1,
    seconds=5 * 3600 + 25 * 60 + 30,
    start=datetime(2026, 3, 20, 9),  # noqa: DTZ001
    end=datetime(2026, 3, 20, 14, 25, 30),  # noqa: DTZ001
    client="Example Bakery",
    project="Website",
    task="Shop",
    note="Wrote texts",
    tags=("web", "Client call"),
    billable=True,
    user="Ada",
    email="ada@example.com",
)


def report(
    *rows: dict[str, str],
    heading: str = NEWER,
    mark: str = ",",
    end: str = "\n",
    quoting: Literal[0, 1] = csv.QUOTE_ALL,
) -> str:
    """Write rows that differ from that of the bakery in these cells."""
    names = heading.split(",")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, quoting=quoting, lineterminator=end)
    writer.writerow(names)
    writer.writerows([(BAKERY | row).get(name, "") for name in names] for row in rows)
    return text.getvalue()


def rows_of(tmp_path: Path, text: str, dates: str = "") -> list[Row]:
    file = tmp_path / "clockify.csv"
    file.write_text(text, encoding="utf-8")
    return list(read_source("clockify", file, dates))


def one_row(tmp_path: Path, **cells: str) -> ImportedRow:
    [row] = rows_of(tmp_path, report({name.replace("_", " "): cell for name, cell in cells.items()}))
    assert isinstance(row, ImportedRow), row
    return row


def timed(tmp_path: Path, *rows: str, heading: str = NEWER, dates: str = "") -> list[tuple[str, str, int | None] | str]:
    """Read rows of start date and time, end date and time, and length; return start, end and seconds, or the reason."""
    names = ("Start Date", "Start Time", "End Date", "End Time", "Duration (h)", "Duration (decimal)")
    cells = [dict(zip(names, (*row.split(","), row.rpartition(",")[2]), strict=True)) for row in rows]
    read = rows_of(tmp_path, report(*cells, heading=heading), dates)
    return [
        row.reason if isinstance(row, RefusedRow) else (str(row.start), f"{row.end:%H:%M:%S}", row.seconds)
        for row in read
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(report({}), id="newer headings"),
        pytest.param(report({}, heading=CLASSIC), id="classic headings"),
        pytest.param("\ufeff" + report({}), id="byte order mark"),
        pytest.param(report({}, end="\r\n"), id="lines of Windows"),
        pytest.param(report({}, mark=";"), id="semicolons"),
        pytest.param(report({}, quoting=csv.QUOTE_MINIMAL), id="quotes only where needed"),
        pytest.param(report({}).replace('","', '", "'), id="spaces before quotes"),
        pytest.param(report({}).replace("Start Date", "START DATE"), id="other case"),
        pytest.param(report({}).replace('"Task"', '"Activity"'), id="Activity for Task"),
        pytest.param(report({}).replace("(EUR)", "(USD)"), id="other currency"),
        pytest.param(report({}, heading=",".join(reversed(NEWER.split(",")))), id="other order"),
        pytest.param(report({}, heading=NEWER.replace("Duration (decimal),", "")), id="no decimal duration"),
        pytest.param(report({}, heading=NEWER.replace("Duration (h),", "")), id="only the decimal duration"),
        pytest.param(report({"Type": ""}), id="no type"),
    ],
)
def test_the_same_row_in_any_shape_is_the_same_row(tmp_path: Path, text: str) -> None:
    assert rows_of(tmp_path, text) == [BAKERY_ROW]


def test_a_file_without_clients_or_without_a_billable_column_says_nothing_of_them(tmp_path: Path) -> None:
    text = report({}, heading=NEWER.replace("Client,", "").replace("Billable,", ""))

    assert rows_of(tmp_path, text) == [replace(BAKERY_ROW, client="", billable=None)]


def test_quotes_commas_line_breaks_and_other_scripts_belong_to_their_cell(tmp_path: Path) -> None:
    row = one_row(tmp_path, Description='Wrote "hello",\nthen ☕ \\ left', Project="Größe", Tags="mail,  Ärzte & Co.")

    assert row.note == 'Wrote "hello", then ☕ \\ left'
    assert (row.project, row.tags) == ("Größe", ("mail", "Ärzte & Co."))


def test_a_break_is_refused_and_said_to_be_none_of_the_work(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, report({}, {"Type": "Break"}, {"Type": "Time off"}, {"Type": "REGULAR"}))

    assert rows == [
        BAKERY_ROW,
        RefusedRow(2, "It is of the type 'Break', not work."),
        RefusedRow(3, "It is of the type 'Time off', not work."),
        replace(BAKERY_ROW, row=4),
    ]


@pytest.mark.parametrize(
    ("cells", "invoiced"),
    [
        ({"Invoiced": "No"}, False),
        ({"Invoiced": ""}, False),
        ({"Invoiced": "Yes"}, True),
        ({"Invoiced": "Yes", "Invoice ID": "2026-7"}, True),
        ({"Invoiced": "", "Invoice ID": "2026-7"}, True),
    ],
)
def test_what_is_on_an_invoice_of_clockify_is_known_to_be(
    tmp_path: Path,
    cells: dict[str, str],
    invoiced: bool,  # noqa: FBT001
) -> None:
    assert rows_of(tmp_path, report(cells)) == [replace(BAKERY_ROW, invoiced=invoiced)]


def test_times_of_twelve_and_of_twenty_four_hours_stand_side_by_side(tmp_path: Path) -> None:
    assert timed(
        tmp_path,
        "2026-03-02,09:30:34 AM,2026-03-02,01:30:34 PM,04:00:00",
        "2026-03-02,12:05:00 AM,2026-03-02,12:05:00 PM,12:00:00",
        "2026-03-02,13:05:00,2026-03-02,14:05:10,01:00:10",
        "2026-03-02,10:23 AM,2026-03-02,11:23:01 AM,01:00:01",
        "2026-03-02,10:00,2026-03-02,10:13,0:13",
    ) == [
        ("2026-03-02 09:30:34", "13:30:34", 14_400),
        ("2026-03-02 00:05:00", "12:05:00", 43_200),
        ("2026-03-02 13:05:00", "14:05:10", 3610),
        ("2026-03-02 10:23:00", "11:23:01", 3601),
        ("2026-03-02 10:00:00", "10:13:00", 780),
    ]


def test_the_exact_one_of_clock_and_length_counts_where_the_other_was_rounded(tmp_path: Path) -> None:
    assert timed(
        tmp_path,
        "2026-03-02,10:00:00,2026-03-02,13:00:40,3:00",
        "2026-03-02,10:00:00,2026-03-02,10:20:00,0.33",
        "2026-03-02,10:00,2026-03-02,10:20,00:20:35",
        "2026-03-02,10:00:00,2026-03-02,10:20:00,00:20:35",
        "2026-03-02,10:00:00,2026-03-02,10:20:00,0.50",
    ) == [
        ("2026-03-02 10:00:00", "13:00:40", 10_840),
        ("2026-03-02 10:00:00", "10:20:00", 1200),
        ("2026-03-02 10:00:00", "10:20:35", 1235),
        # These do not agree, and are refused by the plan.
        ("2026-03-02 10:00:00", "10:20:00", 1235),
        ("2026-03-02 10:00:00", "10:20:00", 1800),
    ]


def test_the_length_in_decimals_is_used_where_there_is_no_other(tmp_path: Path) -> None:
    heading = NEWER.replace("Duration (h),", "")

    assert timed(tmp_path, "2026-03-02,10:00:00,2026-03-02,10:20:00,0.33", heading=heading) == [
        ("2026-03-02 10:00:00", "10:20:00", 1200)
    ]


def test_a_day_above_twelve_settles_the_dates_of_the_whole_file(tmp_path: Path) -> None:
    doubtful = "03/04/2026,9:00 AM,03/04/2026,10:00 AM,1:00"

    by_day = timed(tmp_path, doubtful, "15/04/2026,9:00,15/04/2026,10:00,1:00")
    by_month = timed(tmp_path, doubtful, "04/15/2026,9:00,04/15/2026,10:00,1:00")

    assert [times[0] for times in by_day] == ["2026-04-03 09:00:00", "2026-04-15 09:00:00"]
    assert [times[0] for times in by_month] == ["2026-03-04 09:00:00", "2026-04-15 09:00:00"]


@pytest.mark.parametrize("length", ["1:00", "01:00:00", "1.00"])
def test_work_over_midnight_settles_the_dates_by_its_length(tmp_path: Path, length: str) -> None:
    # 3 April to 4 April is one night; 4 March to 4 April would be a month.
    by_day = timed(tmp_path, f"03/04/2026,11:30 PM,04/04/2026,12:30 AM,{length}")
    by_month = timed(tmp_path, f"03/04/2026,11:30 PM,03/05/2026,12:30 AM,{length}")

    assert by_day == [("2026-04-03 23:30:00", "00:30:00", 3600)]
    assert by_month == [("2026-03-04 23:30:00", "00:30:00", 3600)]


def test_dates_that_nothing_settles_are_asked_about_never_guessed(tmp_path: Path) -> None:
    doubtful = "03/04/2026,9:00 AM,03/04/2026,10:00 AM,1:00"

    with pytest.raises(InvalidInputError, match="'03/04/2026' can be 2026-04-03 or 2026-03-04") as caught:
        timed(tmp_path, doubtful, doubtful)

    assert "'--dates dmy' or '--dates mdy'" in caught.value.hint
    assert timed(tmp_path, doubtful, dates="dmy") == [("2026-04-03 09:00:00", "10:00:00", 3600)]
    assert timed(tmp_path, doubtful, dates="mdy") == [("2026-03-04 09:00:00", "10:00:00", 3600)]


def test_dates_in_two_orders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="written in two ways: '04/15/2026'"):
        timed(tmp_path, "15/04/2026,9:00,15/04/2026,10:00,1:00", "04/15/2026,9:00,04/15/2026,10:00,1:00")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Start Date": "02/30/2026"}, "'02/30/2026' is not a date in the order of the file."),
        ({"Start Time": "13:00:00 PM"}, "'13:00:00 PM' is not a time like 10:30:34 AM."),
        ({"End Time": "noon"}, "'noon' is not a time like 10:23:52."),
        ({"Duration (h)": "an hour"}, "'an hour' is not a duration like 01:00:01 or 1.50."),
        ({"Duration (h)": "1:75:00"}, "'1:75:00' is not a duration like 01:00:01."),
        ({"End Date": "", "End Time": ""}, "The timer is still running: there is no end."),
        ({"Billable": "Perhaps"}, "'Perhaps' says neither yes nor no."),
        ({"Invoiced": "Perhaps"}, "'Perhaps' says neither yes nor no."),
    ],
)
def test_a_faulty_row_is_refused_by_itself(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    assert rows_of(tmp_path, report({}, cells, {})) == [BAKERY_ROW, RefusedRow(2, reason), replace(BAKERY_ROW, row=3)]


def test_a_row_of_another_width_is_refused_by_itself(tmp_path: Path) -> None:
    first, second = report({}, {}).replace('"217.00"', '"217","00"', 1).splitlines()[1:]

    rows = rows_of(tmp_path, "\n".join([report().strip(), first, second]))

    assert rows == [RefusedRow(1, "The row has 23 columns, the heading has 22."), replace(BAKERY_ROW, row=2)]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (NEWER.replace("Start Time,", ""), "'clockify.csv' has no column 'Start Time'."),
        (
            NEWER.replace("Duration (h),Duration (decimal),", "").replace("End Date,", ""),
            "'clockify.csv' has no column 'End Date', 'Duration (h)'.",
        ),
        (NEWER.replace("Project,Client,", ""), "'clockify.csv' has no column 'Project'."),
        (
            "Date,Project,Client,Description,Time (h),Time (decimal)",
            "'clockify.csv' is a Summary report: it has no start times.",
        ),
        ("Project,Client,Duration (h),Amount", "'clockify.csv' is a Summary report: it has no start times."),
    ],
)
def test_another_report_is_refused_and_the_right_one_named(tmp_path: Path, heading: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(tmp_path, report({"Time (h)": "00:38:20"}, heading=heading))

    assert caught.value.message == message
    assert caught.value.hint.startswith("Export the Detailed report.")


def test_a_report_of_nothing_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, report()) == []
