"""Any table whose columns were named: its dates, clock times and lengths, in whatever form people write them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.keyed import keyed

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source
from vabackoffice.importers.table_columns import check_columns

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

MONDAY = date(2026, 3, 2)


def read_table(
    file: Path, columns: dict[str, str], first: dict[str, str] | None = None, *, dates: str = ""
) -> list[Row]:
    return list(read_source("csv", file, dates, columns=columns, first_columns=columns if first is None else first))


def rows_of(folder: Path, fields: str, *rows: str, dates: str = "") -> list[Row]:
    """Read rows with semicolons between the cells, under headings that are the names of their fields."""
    file = folder / "hours.csv"
    file.write_text("\n".join([fields, *rows, ""]), encoding="utf-8")
    return read_table(file, {field: field for field in fields.split(";")}, dates=dates)


def said(rows: list[Row]) -> list[str]:
    """Return of each row its span or day and its stated seconds, or why it is refused."""
    return [
        row.reason
        if isinstance(row, RefusedRow)
        else f"{row.start or row.on_date}{f' - {row.end}' if row.end else ''} {row.seconds}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("fields", "row", "expected"),
    [
        ("date;duration", "2026-03-02;1:30", "2026-03-02 5400"),
        ("date;duration", "02.03.2026;1h30", "2026-03-02 5400"),
        ("date;duration", "2026-03-02 00:00:00;90 min", "2026-03-02 5400"),
        ("date;duration", "2026-03-02;1:30:05", "2026-03-02 5405"),
        ("date;duration", "2026-03-02;1,5", "2026-03-02 5400"),
        ("date;duration", "2026-03-02;1.50", "2026-03-02 5400"),
        ("date;duration", "2026-03-02;1.5 h", "2026-03-02 5400"),
        ("date;hours", "2026-03-02;2", "2026-03-02 7200"),
        ("date;hours", "2026-03-02;0,25", "2026-03-02 900"),
        ("date;minutes", "2026-03-02;90", "2026-03-02 5400"),
        ("date;minutes", "2026-03-02;7,5", "2026-03-02 450"),
        ("date;seconds", "2026-03-02;5400", "2026-03-02 5400"),
        ("date;minutes", "2026-03-02;1:30", "2026-03-02 5400"),
        ("date;start;end", "2026-03-02;9:00;10:30", "2026-03-02 09:00:00 - 2026-03-02 10:30:00 None"),
        ("date;start;end", "2026-03-02;9:00 AM;1:30:15 pm", "2026-03-02 09:00:00 - 2026-03-02 13:30:15 None"),
        ("date;start;end", "2026-03-02;9.05;10h30", "2026-03-02 09:05:00 - 2026-03-02 10:30:00 None"),
        ("date;start;end", "2026-03-02;22:00;1:30", "2026-03-02 22:00:00 - 2026-03-03 01:30:00 None"),
        ("start;end", "2026-03-02 09:00;2026-03-02 10:30", "2026-03-02 09:00:00 - 2026-03-02 10:30:00 None"),
        ("start;end", "2026-03-02T09:00:00;10:30", "2026-03-02 09:00:00 - 2026-03-02 10:30:00 None"),
        ("start;end", "15/3/2026 9:00 AM;15/3/2026 1:00 PM", "2026-03-15 09:00:00 - 2026-03-15 13:00:00 None"),
        (
            "start;end",
            "2026-03-02T09:00:00.123;2026-03-02T10:30:00.9",
            "2026-03-02 09:00:00 - 2026-03-02 10:30:00 None",
        ),
        (
            "start;end",
            "2026-03-02T09:00:00Z;2026-03-02T11:30:00+02:00",
            "2026-03-02 09:00:00+00:00 - 2026-03-02 11:30:00+02:00 None",
        ),
        ("date;start;duration", "2026-03-02;9:00;1:30", "2026-03-02 09:00:00 - 2026-03-02 10:30:00 5400"),
        ("start;duration", "2026-03-02 09:00;1:30", "2026-03-02 09:00:00 - 2026-03-02 10:30:00 5400"),
        ("date;start;end;duration", "2026-03-02;;;1:30", "2026-03-02 5400"),
        ("date;start;end;hours", "2026-03-02;9:00;10:25;1,42", "2026-03-02 09:00:00 - 2026-03-02 10:25:00 5100"),
        ("date;start;end;minutes", "2026-03-02;9:00:10;10:25:30;85", "2026-03-02 09:00:10 - 2026-03-02 10:25:30 5120"),
    ],
)
def test_days_times_and_lengths_in_every_form(tmp_path: Path, fields: str, row: str, expected: str) -> None:
    assert said(rows_of(tmp_path, fields, row)) == [expected]


def test_everything_that_a_row_can_say_is_read(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text(
        "Nr,Wann,Lang,Wer,Was,Art,Text,Tags,Berechnen,Ich,Post\n"
        '1,2026-03-02,1:30,Example Bakery,Website,Texte,"Über ""uns"",\nneu","web, Büro",Ja,Ada,ada@example.com\n',
        encoding="utf-8-sig",
    )
    fields = ["date", "duration", "client", "project", "task", "note", "tags", "billable", "user", "email"]
    headings = ["Wann", "Lang", "Wer", "Was", "Art", "Text", "Tags", "Berechnen", "Ich", "Post"]
    columns = dict(zip(headings, fields, strict=True))

    assert read_table(file, columns) == [
        ImportedRow(
            row=1,
            seconds=5400,
            on_date=MONDAY,
            client="Example Bakery",
            project="Website",
            task="Texte",
            note='Über "uns", neu',
            tags=("web", "Büro"),
            billable=True,
            user="Ada",
            email="ada@example.com",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "row", "reason"),
    [
        ("date;duration", ";1:30", "There is no date."),
        ("date;duration", "Total;1:30", "'Total' is not a date like 2024-03-04."),
        ("date;duration", "2026-03-02;", "There is neither a start nor a duration."),
        ("date;duration", "2026-03-02;long", "'long' is not a duration."),
        ("date;minutes", "2026-03-02;1.440", "'1.440' can be 1 and a fraction, or 1440."),
        ("date;start;end", "2026-03-02;9:00;", "The timer is still running: there is no end."),
        ("date;start;end", "2026-03-02;nine;10:00", "'nine' has no time."),
        ("start;end;duration", "2026-03-02;;1:00", "'2026-03-02' has no time."),
        ("date;start;end", ";9:00;10:00", "There is no date."),
        ("date;start;end", "2026-03-02;9:75;10:00", "'9:75' is not a time like 10:23:52."),
        (
            "start;end",
            "2026-03-02 09:00;2026-03-02T10:30:00Z",
            "'2026-03-02 09:00' and '2026-03-02T10:30:00Z': one has a time zone and the other has none.",
        ),
        (
            "start;end;duration",
            "2026-03-02T09:00:00Z;2026-03-02T10:30:00Z;2:00",
            "The duration is 2h, but start to end is 1h30.",
        ),
        ("date;duration;billable", "2026-03-02;1:30;perhaps", "'perhaps' says neither yes nor no."),
        ("date;duration", "2026-03-02;1:30;more", "The row has 3 columns, the heading has 2."),
    ],
)
def test_a_faulty_row_is_refused_by_itself(tmp_path: Path, fields: str, row: str, reason: str) -> None:
    good = {"date": "2026-03-02", "duration": "1:00", "minutes": "60", "start": "2026-03-02 09:00", "end": "10:00"}
    around = ";".join(good.get(field, "") for field in fields.split(";"))

    first, faulty, last = said(rows_of(tmp_path, fields, around, row, around))

    assert faulty == reason
    assert first == last
    assert first.endswith((" 3600", " None"))


def test_a_length_that_does_not_fit_the_clock_is_left_for_the_zone_to_judge(tmp_path: Path) -> None:
    [row] = rows_of(tmp_path, "date;start;end;hours", "2026-03-02;9:00;10:30;1")

    assert isinstance(row, ImportedRow)
    assert row.seconds == 3600  # which span_in refuses, but for a night when the clock changes


def test_the_order_of_the_dates_is_decided_for_the_whole_file(tmp_path: Path) -> None:
    by_day = rows_of(tmp_path, "date;duration", "3/4/2026;1:00", "15/4/2026;1:00")
    by_month = rows_of(tmp_path, "date;duration", "3/4/2026;1:00", "4/15/2026;1:00")
    by_night = rows_of(tmp_path, "start;end", "3/4/2026 23:30;4/4/2026 0:30")

    assert said(by_day) == ["2026-04-03 3600", "2026-04-15 3600"]
    assert said(by_month) == ["2026-03-04 3600", "2026-04-15 3600"]
    assert said(by_night) == ["2026-04-03 23:30:00 - 2026-04-04 00:30:00 None"]
    with pytest.raises(InvalidInputError, match="can be 2026-04-03 or 2026-03-04"):
        rows_of(tmp_path, "date;duration", "3/4/2026;1:00")
    assert said(rows_of(tmp_path, "date;duration", "3/4/2026;1:00", dates="mdy")) == ["2026-03-04 3600"]


@pytest.mark.parametrize(
    ("fields", "rows", "seconds"),
    [
        # One number with decimals makes all of them hours.
        ("date;duration", ["2026-03-02;2", "2026-03-02;0.5"], [7200, 1800]),
        # The clock times tell hours, minutes and seconds apart.
        ("date;start;end;duration", ["2026-03-02;9:00;11:00;2", "2026-03-02;11:00;12:00;1"], [7200, 3600]),
        ("date;start;end;duration", ["2026-03-02;9:00;9:02;2", "2026-03-02;11:00;12:00;60"], [120, 3600]),
        ("date;start;end;duration", ["2026-03-02;9:00;9:02;120", "2026-03-02;11:00;12:00;3600"], [120, 3600]),
        ("date;start;end;duration", ["2026-03-02;9:00;9:37;37.50", "2026-03-02;9:00;9:30;30.00"], [2220, 1800]),
        # Nothing is zero in every unit.
        ("date;duration", ["2026-03-02;0", "2026-03-02;1:00"], [0, 3600]),
    ],
)
def test_the_unit_of_bare_numbers_is_decided_for_the_whole_file(
    tmp_path: Path, fields: str, rows: list[str], seconds: list[int]
) -> None:
    assert [row.seconds for row in rows_of(tmp_path, fields, *rows) if isinstance(row, ImportedRow)] == seconds


@pytest.mark.parametrize("numbers", [["2"], ["90", "30"], ["1800"], ["37.5"]])
def test_a_unit_that_nothing_settles_is_asked_about_never_guessed(tmp_path: Path, numbers: list[str]) -> None:
    with pytest.raises(InvalidInputError, match="can be hours, minutes or seconds, and nothing settles it") as caught:
        rows_of(tmp_path, "date;duration", *(f"2026-03-02;{number}" for number in numbers))

    assert caught.value.hint == "Say which with '--columns', as 'duration=minutes'."


def test_rows_are_known_by_the_columns_of_the_first_import(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("date;hours;what;who\n2026-03-02;1,5;Mail;Acme\n2026-03-03;2;Post;Acme\n", encoding="utf-8")
    first = {"date": "date", "hours": "hours", "who": "client"}
    broken = {"date": "date", "what": "duration"}

    old = read_table(file, first)
    new = read_table(file, {**first, "what": "note"}, first)
    fresh = read_table(file, {**first, "what": "note"})
    refused_before = read_table(file, first, broken)

    assert [key for _, key in keyed(new)] == [key for _, key in keyed(old)]
    assert [row.note for row in new if isinstance(row, ImportedRow)] == ["Mail", "Post"]
    assert refused_before == old
    assert not {key for _, key in keyed(fresh)} & {key for _, key in keyed(new)}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("client duration", "No column is the date, or a start that has one."),
        ("date client", "No column says how long it was: a duration, or start and end."),
        ("date start", "No column says how long it was: a duration, or start and end."),
        ("date date duration", "Two columns are the date."),
        ("date hours minutes", "The length is said twice, as hours and as minutes."),
    ],
)
def test_columns_that_do_not_say_enough_are_refused(fields: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_columns({str(place): field for place, field in enumerate(fields.split())})

    assert caught.value.message == message
    assert caught.value.hint.startswith("A column can be: date, start, ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'hours.csv' is empty."),
        (b'date;duration\n2026-03-02;"1:30\n', "'hours.csv' ends in the middle of row 1."),
        (b"date;duration\n2026-03-02;1:30\n2026-03", "'hours.csv' ends in the middle of row 2."),
        (b"date;duration\n2026-03-02;1:30\ncaf\xe9;1\n", "'hours.csv' is not a CSV file in UTF-8."),
        (b"PK\x03\x04\0\0", "'hours.csv' is not a CSV file in UTF-8."),
        (
            b"date;duration\n2026-03-02;" + b"1" * 200_000 + b"\n",
            "Row 1 of 'hours.csv' cannot be read: field larger than field limit (131072).",
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "hours.csv"
    file.write_bytes(content)

    with pytest.raises(InvalidInputError) as caught:
        read_table(file, {"date": "date", "duration": "duration"})

    assert caught.value.message == message


@given(
    cells=st.lists(
        st.tuples(*[st.text(st.sampled_from("0123456789:.,;/- hmTZ+aApP\"'é"), max_size=20)] * 4),
        min_size=1,
        max_size=5,
    )
)
def test_no_table_ends_in_a_bug(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str, str]]
) -> None:
    file = tmp_path_factory.mktemp("table") / "hours.csv"
    text = io.StringIO()
    csv.writer(text).writerows([("date", "start", "end", "duration"), *cells])
    file.write_text(text.getvalue(), encoding="utf-8")
    try:
        rows = read_table(file, {name: name for name in ("date", "start", "end", "duration")})
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017
    else:
        assert all(row.reason if isinstance(row, RefusedRow) else row.start or row.on_date for row in rows)


@given(
    spans=st.lists(st.tuples(st.integers(0, 500_000), st.integers(60, 80_000)), min_size=1, max_size=8),
    zone=st.sampled_from((None, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5)))),
    form=st.sampled_from(("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %I:%M:%S %p")),
)
def test_the_seconds_of_spans_are_those_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int]], zone: timezone | None, form: str
) -> None:
    lines, total = ["start;end"], 0
    for minute, seconds in spans:
        start = datetime(2026, 1, 1, tzinfo=zone) + timedelta(minutes=minute)
        end = start + timedelta(seconds=seconds)
        total += seconds
        lines.append(";".join(moment.isoformat() if zone else f"{moment:{form}}" for moment in (start, end)))
    file = tmp_path_factory.mktemp("spans") / "hours.csv"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")

    rows = read_table(file, {"start": "start", "end": "end"})

    lengths = [row.end - row.start for row in rows if isinstance(row, ImportedRow) and row.start and row.end]
    assert sum(lengths, timedelta()) == timedelta(seconds=total)
    assert len(lengths) == len(spans)
