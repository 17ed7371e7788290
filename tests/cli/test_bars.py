"""Bars for the terminal: lengths counted by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.cli.bars import EIGHTHS, draw_bar


@pytest.mark.parametrize(
    ("value", "blocks", "plain"),
    [
        (0, "", ""),
        (80, "██████████", "##########"),
        (40, "█████", "#####"),
        (41, "█████▏", "#####"),  # 5 1/8
        (44, "█████▌", "######"),  # 5 1/2: a half goes up
        (47, "█████▉", "######"),  # 5 7/8
        (1, "▏", "#"),
    ],
)
def test_a_bar_of_at_most_ten_columns_for_eighty(value: int, blocks: str, plain: str) -> None:
    assert draw_bar(value, 80, 10, eighths=True) == blocks
    assert draw_bar(value, 80, 10, eighths=False) == plain


def test_nothing_is_drawn_for_nothing() -> None:
    assert draw_bar(0, 0, 10, eighths=True) == ""


def test_the_smallest_can_be_seen() -> None:
    assert draw_bar(1, 10**6, 10, eighths=True) == EIGHTHS[0]
    assert draw_bar(1, 10**6, 10, eighths=False) == "#"


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 200), st.sampled_from(("eighths", "plain")))
def test_no_bar_is_longer_than_the_largest_and_more_is_never_shorter(
    one: int, other: int, width: int, kind: str
) -> None:
    smaller, larger = sorted((one, other))
    eighths = kind == "eighths"
    bars = [draw_bar(value, larger, width, eighths=eighths) for value in (smaller, larger)]
    lengths = [len(bar) * 8 - (0 if not bar or not eighths else 7 - EIGHTHS.index(bar[-1])) for bar in bars]

    assert lengths[0] <= lengths[1] == width * 8
