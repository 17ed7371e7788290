"""Folding and quoting of typed text, and the small phrases of the grammar."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.words import distance, fold, quoted, shift
from vabackoffice.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Last   MON ", "last mon"),
        ("1\u00a0250,50", "1 250,50"),
        ("1\u202f250", "1 250"),
        ("\u22123", "-3"),
        ("x" * 100, "x" * 100),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_more_than_a_hundred_characters_are_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        fold("1" * 101)
    assert caught.value.message == f"'{'1' * 40}...' is too long: 101 characters."
    assert caught.value.hint == "Type at most 100 characters."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mar 2", "'mar 2'"),
        ("a" * 40, f"'{'a' * 40}'"),
        ("a" * 41, f"'{'a' * 40}...'"),
        ("1\u00a0250\n", "'1 250 '"),
        ("\x1b[31mred", "'?[31mred'"),
        ("caf\u00e9 \udc80", "'caf\u00e9 ?'"),
    ],
)
def test_quoted(text: str, shown: str) -> None:
    assert quoted(text) == shown


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_quoted_text_can_always_be_printed(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert len(shown) <= 45
    shown.encode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("in 3 days", ("3 days", 1)), ("25m ago", ("25m", -1)), (" ago", ("", -1)), ("3 days", None), ("ago", None)],
)
def test_distance(typed: str, found: tuple[str, int] | None) -> None:
    assert distance(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("this week", (0, "week")),
        ("last mon", (-1, "mon")),
        ("monday next", (1, "monday")),
        ("last", (-1, "")),
        ("week", None),
        ("", None),
    ],
)
def test_shift(typed: str, found: tuple[int, str] | None) -> None:
    assert shift(typed) == found
