"""Rows as spreadsheets read them."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vabackoffice.documents.tabular import write_csv


def cell(value: object) -> str:
    return write_csv([{"x": value}], ["x"]).removeprefix("x\n").removesuffix("\n")


def one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_rows_follow_the_columns() -> None:
    rows = [
        {"client": "bakery", "hours": Decimal("1.50"), "note": 'said "yes", then no'},
        {"client": "acme", "more": 1},
    ]

    assert write_csv(rows, ["client", "hours", "note"]) == (
        'client,hours,note\nbakery,1.50,"said ""yes"", then no"\nacme,,\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_text_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    [_, [found]] = csv.reader(StringIO(write_csv([{"x": f"{start}HYPERLINK(1)"}], ["x"]), newline=""))

    assert found == f"'{start}HYPERLINK(1)".replace("\r", "\n")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("-12.50"), "-12.50"),
        (-3, "-3"),
        (Decimal("1E+3"), "1000"),
        ("-12.50", "'-12.50"),
        ("a=b", "a=b"),
        (None, '""'),  # a lone empty cell is quoted, or the line would be blank
        (True, "true"),
        (False, "false"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "2026-03-02T09:00:00+00:00"),
    ],
)
def test_cells(value: object, expected: str) -> None:
    assert cell(value) == expected


@given(st.lists(st.text(), min_size=1, max_size=4))
@example(["a\rb", "a\r\nb", "a\nb"])
def test_every_text_comes_back_but_for_the_apostrophe_and_none_is_a_formula(texts: list[str]) -> None:
    columns = [f"c{index}" for index in range(len(texts))]

    [header, found] = csv.reader(StringIO(write_csv([dict(zip(columns, texts, strict=True))], columns), newline=""))

    assert header == columns
    assert [text.removeprefix("'") for text in found] == [one_break(text).removeprefix("'") for text in texts]
    assert not [text for text in found if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
