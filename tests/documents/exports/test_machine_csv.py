"""Lines for programs: no formula runs, and nothing is added that a reader would keep."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from vabackoffice.documents.exports.machine_csv import csv_line


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d"])
def test_what_a_spreadsheet_would_run_gets_a_space(start: str) -> None:
    assert csv_line(["a", f"{start}1+1"]) == f"a, {start}1+1\n"


def test_other_text_stays_as_it_is() -> None:
    cells = ["1=1", "'x", "", " y", "Caf\u00e9 \U0001f350", 'a "b", c', "two\nlines", "\u4e2d"]

    assert next(csv.reader(StringIO(csv_line(cells), newline=""))) == cells


def test_line_breaks_are_of_one_kind() -> None:
    assert csv_line(["a\r\nb\rc"]) == '"a\nb\nc"\n'
