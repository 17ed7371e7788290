"""Any CSV file: what is no table, or none any more, is refused in plain words and never fills the memory."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers import csv_file
from vabackoffice.importers.csv_file import look_at

if TYPE_CHECKING:
    from pathlib import Path

HEADING = "Date,Note,Hours\n"
ROW = "2026-03-02,Mail,1.5\n"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv") / "hours.csv"


def rows_of(file: Path, content: bytes) -> list[tuple[int, list[str]]]:
    file.write_bytes(content)
    return list(look_at(file).records())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'hours.csv' is empty."),
        (b"\xef\xbb\xbf\n\n  \n", "'hours.csv' is empty."),
        (b"\0", "'hours.csv' is not a CSV file in UTF-8."),
        (f"{HEADING}2026-03-02,Ma\0il,1.5\n".encode(), "'hours.csv' is not a CSV file in UTF-8."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "'hours.csv' is not a CSV file in UTF-8."),
        (f"{HEADING}2026-03-02,Caf\u00e9,1\n".encode("latin-1"), "'hours.csv' is not a CSV file in UTF-8."),
        (f"{HEADING}{ROW}"[:-2].encode("utf-16")[:-1], "'hours.csv' is not a CSV file in UTF-8."),
        (f"{HEADING}{ROW}2026-03-03,Ma".encode(), "'hours.csv' ends in the middle of row 2."),
        (f'{HEADING}{ROW}2026-03-03,"Mail'.encode(), "'hours.csv' ends in the middle of row 2."),
        (f'{HEADING}2026-03-02,"Mail,1.5\n{ROW}'.encode(), "'hours.csv' ends in the middle of row 1."),
        (
            f'{HEADING}2026-03-02,"Mail,1.5\n2026-03-03,"Mail",1.5\n'.encode(),
            "Row 1 of 'hours.csv' cannot be read: ',' expected after '\"'.",
        ),
        (
            f'{HEADING}2026-03-02,"{"x" * 200_000}",1\n'.encode(),
            "Row 1 of 'hours.csv' cannot be read: field larger than field limit (131072).",
        ),
        (
            f'{HEADING}2026-03-02,"'.encode() + b"x\n" * 200_000,
            "Row 1 of 'hours.csv' cannot be read: field larger than field limit (131072).",
        ),
        (
            f"{HEADING}{'x,' * 600_000}\n".encode(),
            "Row 1 of 'hours.csv' cannot be read: a line is longer than 999999 characters.",
        ),
    ],
)
def test_what_is_no_table_is_refused(file: Path, content: bytes, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(file, content)

    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize("heading", ["x" * 200_000, f'"{"x" * 200_000}"', '"Date', "Date" + ',"' * 50_000])
def test_a_heading_that_is_none_has_no_columns_that_are_looked_for(file: Path, heading: str) -> None:
    file.write_text(f"{heading},Note,Hours\n{ROW}", encoding="utf-8")

    assert look_at(file).place("hours") is None


def test_what_lies_behind_the_beginning_is_found_too(file: Path) -> None:
    before = HEADING + ROW * 5000  # 100 kB, more than is looked at first

    for damage in (b"2026-03-03,\xff,1\n", b"2026-03-03,Mail"):
        with pytest.raises(InvalidInputError):
            rows_of(file, before.encode() + damage)
    assert len(rows_of(file, before.encode())) == 5000


def test_a_line_is_read_as_far_as_it_may_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "_LONGEST", 30)

    assert rows_of(file, f"{HEADING}2026-03-02,{'x' * 14},1\n".encode()) == [(1, ["2026-03-02", "x" * 14, "1"])]
    with pytest.raises(InvalidInputError, match="a line is longer than 29 characters"):
        rows_of(file, f"{HEADING}2026-03-02,{'x' * 18},1\n".encode())


pieces = st.sampled_from(['"', '""', ",", ";", "\t", "\r", "\n", "\r\n", "\0", "a", "\\", " ", "\x0b", "\u2028", "é"])


@given(st.binary(max_size=60) | st.lists(pieces, max_size=30).map(lambda found: "".join(found).encode()))
def test_no_content_upsets_it(file: Path, content: bytes) -> None:
    for text in (content, HEADING.encode() + content):
        try:
            for number, cells in rows_of(file, text):
                assert number > 0
                assert any(map(str.strip, cells))
        except InvalidInputError as problem:
            assert problem.hint  # noqa: PT017


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2), min_size=1))
def test_what_the_csv_module_writes_is_read_back(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([["Date", "Note"], *rows])

    try:
        found = [cells for _, cells in look_at(file).records()]
    except InvalidInputError as problem:
        assert "ends in the middle" in problem.message  # noqa: PT017 - the last row is too short
        return

    kept = [[cell.lstrip(" ") for cell in cells] for cells in rows if any(map(str.strip, cells))]
    assert [[cell.lstrip(" ") for cell in cells] for cells in found] == kept
