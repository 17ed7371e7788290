"""Toggl's Detailed report, in every shape it comes in."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import pytest

from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

HEADING = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,"
    "Amount (EUR)"
)
BAKERY = (
    "Ada,ada@example.com,Example Bakery,Website,Shop,Wrote texts,Yes,2026-03-02,09:00:00,2026-03-02,10:25:30,01:25:30,,"
)
BAKERY_ROW = ImportedRow(
    row=1,
    seconds=5130,
    start=datetime(2026, 3, 2, 9),  # noqa: DTZ001
    end=datetime(2026, 3, 2, 10, 25, 30),  # noqa: DTZ001
    client="Example Bakery",
    project="Website",
    task="Shop",
    note="Wrote texts",
    billable=True,
    user="Ada",
    email="ada@example.com",
)
TABLE = [HEADING.split(","), BAKERY.split(",")]


def written(table: list[list[str]], mark: str = ",", end: str = "\n", *, quoted: bool = False) -> str:
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=mark, quoting=quoting, lineterminator=end).writerows(table)
    return text.getvalue()


def rows_of(tmp_path: Path, text: str, dates: str = "", encoding: str = "utf-8") -> list[Row]:
    file = tmp_path / "toggl.csv"
    file.write_bytes(text.encode(encoding))
    return list(read_source("toggl", file, dates))


def one_row(tmp_path: Path, text: str, dates: str = "", encoding: str = "utf-8") -> ImportedRow:
    [row] = rows_of(tmp_path, text, dates, encoding)
    assert isinstance(row, ImportedRow), row
    return row


def timed(tmp_path: Path, *rows: str, dates: str = "") -> list[Row]:
    """Read rows of start date, start time, end date, end time and duration."""
    lines = [f"Example Bakery,,{row}" for row in rows]
    heading = "Client,Project,Start date,Start time,End date,End time,Duration"
    return rows_of(tmp_path, "\n".join([heading, *lines]), dates)


def starts(rows: list[Row]) -> list[str]:
    return [str(row.start) if isinstance(row, ImportedRow) else row.reason for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(written(TABLE), id="plain"),
        pytest.param("\ufeff" + written(TABLE), id="byte order mark"),
        pytest.param(written(TABLE, end="\r\n"), id="lines of Windows"),
        pytest.param(written(TABLE).rstrip(), id="no end of line"),
        pytest.param(written(TABLE, ";"), id="semicolons"),
        pytest.param(written(TABLE, "\t"), id="tabs"),
        pytest.param(written(TABLE, quoted=True), id="quoted"),
        pytest.param("\ufeff" + written(TABLE, ";", "\r\n", quoted=True), id="all at once"),
        pytest.param(written(TABLE).replace("(EUR)", "()"), id="amount without a currency"),
        pytest.param(written([row[:-1] for row in TABLE]), id="no amount"),
        pytest.param(written([row[::-1] for row in TABLE]), id="other order"),
        pytest.param(HEADING.upper() + "\n" + BAKERY, id="other case"),
        pytest.param(written(TABLE).replace("End ", "Stop ").replace("User", "Member"), id="newer headings"),
        pytest.param(written([TABLE[0], [cell or "-" for cell in TABLE[1]]]), id="hyphens for empty"),
        pytest.param(f"\n{written(TABLE)}\n{',' * 13}\n", id="empty rows"),
    ],
)
def test_the_same_row_in_any_shape_is_the_same_row(tmp_path: Path, text: str) -> None:
    assert rows_of(tmp_path, text) == [BAKERY_ROW]


def test_a_file_saved_by_a_spreadsheet_as_unicode_text_is_read(tmp_path: Path) -> None:
    text = f"{HEADING}\n{BAKERY}\n".replace(",", "\t").replace("Wrote texts", "Café ☕")

    assert one_row(tmp_path, text, encoding="utf-16").note == "Café ☕"


def test_quotes_commas_and_line_breaks_inside_a_cell_belong_to_it(tmp_path: Path) -> None:
    text = f"{HEADING}\n" + BAKERY.replace("Wrote texts", '"Wrote ""hello"",\nthen left"').replace(
        ",,", ',"mail, Client call, mail",'
    )

    row = one_row(tmp_path, text)

    assert row.note == 'Wrote "hello", then left'
    assert row.tags == ("mail", "Client call")


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    assert (
        one_row(tmp_path, f"{HEADING}\n{BAKERY}".replace("Wrote texts", "Wrote\x1b[31m texts\x07")).note
        == "Wrote [31m texts"
    )


@pytest.mark.parametrize(
    ("word", "billable"),
    [
        *((word, True) for word in ("Yes", "Ja", "Sí", "Sì", "Oui", "yes")),
        *((word, False) for word in ("No", "Nee", "Nein", "Non", "いいえ", "NO")),
        ("", None),
    ],
)
def test_billable_is_understood_in_the_user_s_language(tmp_path: Path, word: str, billable: bool | None) -> None:  # noqa: FBT001
    assert one_row(tmp_path, f"{HEADING}\n{BAKERY.replace('Yes', word)}").billable is billable


def test_a_word_that_is_neither_yes_nor_no_is_refused(tmp_path: Path) -> None:
    assert rows_of(tmp_path, f"{HEADING}\n{BAKERY.replace('Yes', 'Maybe')}") == [
        RefusedRow(1, "'Maybe' says neither yes nor no.")
    ]


def test_times_of_twelve_hours_and_without_seconds_are_read(tmp_path: Path) -> None:
    rows = timed(
        tmp_path,
        "2026-03-02,10:30:34 AM,2026-03-02,1:30:34 PM,03:00:00",
        "2026-03-02,12:05 am,2026-03-02,12:05 p.m.,12:00:00",
        "2026-03-02,13:05,2026-03-02,14:05,1:00",
    )

    assert starts(rows) == ["2026-03-02 10:30:34", "2026-03-02 00:05:00", "2026-03-02 13:05:00"]
    assert [row.end.hour for row in rows if isinstance(row, ImportedRow) and row.end] == [13, 12, 14]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("2026-02-30,09:00:00,2026-03-02,10:00:00,01:00:00", "'2026-02-30' is not a date like 2024-03-04."),
        ("03/04/2026,09:00:00,2026-03-02,10:00:00,01:00:00", "'03/04/2026' is not a date like 2024-03-04."),
        ("2026-03-02,25:00:00,2026-03-02,10:00:00,01:00:00", "'25:00:00' is not a time like 10:23:52."),
        ("2026-03-02,9 o'clock,2026-03-02,10:00:00,01:00:00", "'9 o'clock' is not a time like 10:23:52."),
        ("2026-03-02,9:75,2026-03-02,10:00:00,01:00:00", "'9:75' is not a time like 10:23:52."),
        ("2026-03-02,13:00 PM,2026-03-02,10:00:00,01:00:00", "'13:00 PM' is not a time like 10:30:34 AM."),
        ("2026-03-02,09:00:00,2026-03-02,10:00:00,1.5", "'1.5' is not a duration like 01:00:01."),
        ("2026-03-02,09:00:00,,,", "The timer is still running: there is no end."),
        ("2026-03-02,09:00:00,2026-03-02,10:00:00", "The row has 6 columns, the heading has 7."),
        ("2026-03-02,09:00:00,2026-03-02,10:00:00,01:00:00,more", "The row has 8 columns, the heading has 7."),
    ],
)
def test_a_faulty_row_is_refused_by_itself(tmp_path: Path, cells: str, reason: str) -> None:
    good = "2026-03-02,09:00:00,2026-03-02,10:00:00,01:00:00"

    rows = timed(tmp_path, good, cells, good)

    assert starts(rows) == ["2026-03-02 09:00:00", reason, "2026-03-02 09:00:00"]


def test_a_day_above_twelve_settles_the_dates_of_the_whole_file(tmp_path: Path) -> None:
    doubtful = "03/04/2026,09:00:00,03/04/2026,10:00:00,01:00:00"

    by_day = timed(tmp_path, doubtful, "15/04/2026,09:00:00,15/04/2026,10:00:00,01:00:00")
    by_month = timed(tmp_path, doubtful, "04/15/2026,09:00:00,04/15/2026,10:00:00,01:00:00")

    assert starts(by_day) == ["2026-04-03 09:00:00", "2026-04-15 09:00:00"]
    assert starts(by_month) == ["2026-03-04 09:00:00", "2026-04-15 09:00:00"]


def test_work_over_midnight_settles_the_dates_by_its_duration(tmp_path: Path) -> None:
    # 3 April to 4 April is one night; 4 March to 4 April would be a month.
    by_day = timed(tmp_path, "03-04-2026,23:30:00,04-04-2026,00:30:00,01:00:00")
    by_month = timed(tmp_path, "03-04-2026,23:30:00,03-05-2026,00:30:00,01:00:00")

    assert starts(by_day) == ["2026-04-03 23:30:00"]
    assert starts(by_month) == ["2026-03-04 23:30:00"]


def test_a_year_that_comes_first_needs_no_order_however_it_is_written(tmp_path: Path) -> None:
    rows = timed(
        tmp_path, *(f"{day},09:00:00,{day},10:00:00,01:00:00" for day in ("2026/3/4", "2026-03-04", "2026.03.04"))
    )

    assert starts(rows) == ["2026-03-04 09:00:00"] * 3


def test_dates_with_dots_have_their_day_first_and_dates_that_read_alike_need_no_order(tmp_path: Path) -> None:
    assert starts(timed(tmp_path, "03.04.2026,09:00:00,03.04.2026,10:00:00,01:00:00")) == ["2026-04-03 09:00:00"]
    assert starts(timed(tmp_path, "04/04/2026,09:00:00,04/04/2026,10:00:00,01:00:00")) == ["2026-04-04 09:00:00"]


def test_a_faulty_row_settles_no_dates(tmp_path: Path) -> None:
    rows = timed(
        tmp_path,
        "31/31/2026,09:00:00,31/31/2026,10:00:00,01:00:00",
        "03/04/2026,nine,03/04/2026,10:00:00,01:00:00",
        "15/04/2026,09:00:00,,,",
        "15/04/2026,09:00:00,15/04/2026,10:00:00,01:00:00",
        "03/04/2026,09:00:00,03/04/2026,10:00:00,01:00:00",
    )

    assert starts(rows) == [
        "'31/31/2026' is not a date in the order of the file.",
        "'nine' is not a time like 10:23:52.",
        "The timer is still running: there is no end.",
        "2026-04-15 09:00:00",
        "2026-04-03 09:00:00",
    ]


def test_dates_that_nothing_settles_are_asked_about_never_guessed(tmp_path: Path) -> None:
    doubtful = "03/04/2026,09:00:00,03/04/2026,10:00:00,01:00:00"

    with pytest.raises(InvalidInputError, match=r"'03/04/2026' can be 2026-04-03 or 2026-03-04") as caught:
        timed(tmp_path, doubtful)

    assert "'--dates dmy' or '--dates mdy'" in caught.value.hint
    assert starts(timed(tmp_path, doubtful, dates="dmy")) == ["2026-04-03 09:00:00"]
    assert starts(timed(tmp_path, doubtful, dates="mdy")) == ["2026-03-04 09:00:00"]


def test_dates_in_two_orders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"written in two ways: '04/15/2026'"):
        timed(
            tmp_path,
            "15/04/2026,09:00:00,15/04/2026,10:00:00,01:00:00",
            "04/15/2026,09:00:00,04/15/2026,10:00:00,01:00:00",
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEADING}\n{BAKERY}\n{BAKERY[:60]}", "'toggl.csv' ends in the middle of row 2."),
        (
            f"{HEADING}\n{BAKERY}\n{BAKERY.replace('Wrote', chr(34) + 'Wrote')}",
            "'toggl.csv' ends in the middle of row 2.",
        ),
        (
            f"{HEADING}\n{BAKERY.replace('Wrote texts', chr(34) + 'Wrote' + chr(34) + ' texts')}",
            "Row 1 of 'toggl.csv' cannot be read: ',' expected after '\"'.",
        ),
        (HEADING.replace("Start time,", ""), "'toggl.csv' has no column 'Start time'."),
        (
            HEADING.replace("Duration,", "").replace("End date,", ""),
            "'toggl.csv' has no column 'End date', 'Duration'.",
        ),
        (HEADING.replace("Client,Project,", ""), "'toggl.csv' has no column 'Project'."),
        (
            "Project,Client,Duration,Amount\nWebsite,Example Bakery,10:00:00,350",
            "'toggl.csv' is a Summary report: it has no start times.",
        ),
        ("", "'toggl.csv' is empty."),
        ("\n \n", "'toggl.csv' is empty."),
        ("PK\x03\x04\0\0", "'toggl.csv' is not a CSV file in UTF-8."),
    ],
)
def test_a_file_that_is_something_else_or_cut_off_is_refused_whole(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(tmp_path, text)

    assert caught.value.message == message
    assert caught.value.hint


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    early = f"{HEADING}\n{BAKERY.replace('Wrote', 'Café')}"
    late = f"{HEADING}\n" + f"{BAKERY}\n" * 1000 + early

    for text in (early, late):
        with pytest.raises(InvalidInputError, match="is not a CSV file in UTF-8"):
            rows_of(tmp_path, text, encoding="cp1252")


def test_what_cannot_be_opened_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        list(read_source("toggl", tmp_path / "missing.csv"))
    with pytest.raises(MissingError, match="cannot be read: Is a directory"):
        list(read_source("toggl", tmp_path))


def test_a_report_of_nothing_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, HEADING) == []
