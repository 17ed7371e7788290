"""Tables: aligned, folded where the terminal is narrow, and harmless whatever a cell holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.cli import output
from vabackoffice.cli.table import BOLD, PLAIN, cell_width, draw_table

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (("Date", "left"), ("Hours", "right"), ("What", "left"))
ROWS = [["2 Mar", "1h25", "Sorted mail"], ["12 Mar", "10h", "Call"], ["", "11h25", "2 entries"]]


def drawn(rows: Sequence[Sequence[str]] = ROWS, *, width: int = 80, total: bool = False, bold: bool = False) -> str:
    return "\n" + draw_table(COLUMNS, rows, width=width, total=total, bold=bold) + "\n"


def test_columns_are_aligned_and_the_total_is_set_apart() -> None:
    assert (
        drawn(total=True)
        == """
Date    Hours  What
──────────────────────────
2 Mar    1h25  Sorted mail
12 Mar    10h  Call

        11h25  2 entries
"""
    )


def test_a_title_stands_above() -> None:
    assert draw_table(COLUMNS, [], width=80, title="Hours") == "Hours\nDate  Hours  What\n─────────────────"


def test_headings_and_total_are_bold_where_that_is_wanted() -> None:
    lines = drawn(total=True, bold=True).strip().splitlines()

    assert [line for line in lines if BOLD in line] == [lines[0], lines[-1]]
    assert lines[0] == f"{BOLD}Date    Hours  What{PLAIN}"


def test_long_text_is_folded_between_words() -> None:
    rows = [["2 Mar", "1h25", "Sorted the mail of the whole week"], ["3 Mar", "1h", "A" * 25]]

    # 32 columns: 5 + 2 + 5 + 2 leave 18 for the text.
    assert (
        drawn(rows, width=32)
        == f"""
Date   Hours  What
{"─" * 32}
2 Mar   1h25  Sorted the mail of
              the whole week
3 Mar     1h  {"A" * 18}
              {"A" * 7}
"""
    )


def test_dates_stay_whole_as_long_as_there_is_other_text_to_fold() -> None:
    columns = (("Date", "whole"), ("Hours", "right"), ("What", "left"))
    rows = [["Mon 2 Mar 2026", "1h25", "Sorted the mail"]]

    # 14 for the date, 5 for the hours and 4 between the columns leave 9 of 32, and 4 of 27, of which text takes 8.
    assert draw_table(columns, rows, width=32).splitlines()[2:] == [
        "Mon 2 Mar 2026   1h25  Sorted",
        "                       the mail",
    ]
    assert draw_table(columns, rows, width=27).splitlines()[2:] == [
        "Mon 2 Mar    1h25  Sorted",
        "2026               the mail",
    ]


def test_only_in_a_very_narrow_terminal_are_short_columns_folded() -> None:
    rows = [["Mon 2 Mar 2026", "1h25", "Sorted the mail of the week"]]

    # 5 for the hours and 4 between the columns leave 16; no column gets less than 8.
    assert (
        drawn(rows, width=25)
        == """
Date      Hours  What
─────────────────────────
Mon 2      1h25  Sorted
Mar 2026         the mail
                 of the
                 week
"""
    )
    assert max(map(len, drawn(rows, width=5).splitlines())) == 25


def test_numbers_are_never_folded() -> None:
    rows = [["", "1234567890" * 3, ""]]

    assert "1234567890" * 3 in drawn(rows, width=10)


def test_letters_that_take_two_columns_and_accents_that_take_none() -> None:
    assert [cell_width(text) for text in ("abc", "é", "日本", "e\u0301", "…", "☕")] == [3, 1, 4, 1, 1, 2]
    assert drawn([["日本", "1h", "x"], ["abcd", "2h", "y"]]).splitlines()[3:] == ["日本     1h  x", "abcd     2h  y"]


def test_what_would_upset_a_terminal_becomes_a_space() -> None:
    rows = [["2 Mar", "1h", "a\x1b[31mred\x07\tb\x00"], ["3 Mar", "1h", "two\nlines\r"]]

    assert (
        drawn(rows)
        == """
Date   Hours  What
──────────────────────────
2 Mar     1h  a [31mred  b
3 Mar     1h  two
              lines
"""
    )


@given(
    rows=st.lists(st.tuples(*[st.text(max_size=30)] * 3), max_size=4),
    width=st.integers(1, 120),
    total=st.booleans(),
)
def test_no_line_is_wider_than_the_terminal_or_the_least_that_is_needed(
    rows: list[tuple[str, str, str]], width: int, *, total: bool
) -> None:
    lines = draw_table(COLUMNS, rows, width=width, total=total and bool(rows)).split("\n")

    numbers = max([5, *(cell_width(line) for row in rows for line in row[1].splitlines() or [""])])
    assert all(line == line.rstrip() for line in lines)
    assert max(map(cell_width, lines)) <= max(width, numbers + 60)
    # Nothing is lost: every letter of every cell is there, in order, spaces aside.
    for row in rows:
        for cell in row:
            letters = "".join(mark for mark in cell if mark.isprintable() and not mark.isspace())
            assert is_in_order(letters, "".join(lines))


def is_in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


@pytest.mark.parametrize(("columns", "folded"), [("40", True), ("", False), ("none", False)])
def test_a_pipe_is_folded_only_if_columns_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, *, folded: bool
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.__stdout__", None)

    output.print_table(COLUMNS, [["2 Mar", "1h", "word " * 20]])

    assert (len(capsys.readouterr().out.splitlines()) > 3) is folded
