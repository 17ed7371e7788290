"""Instants: one moment, however it is written; what is none is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.instants import read_epoch, read_instant, seconds_between

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
EXAMPLE = "20260302T090000Z"
anything = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T09:00:00+00:00",
        "2026-03-02T10:00:00+01:00",
        "2026-03-02T10:00:00.457379+01:00",
        "2026-03-02T09:00:00Z",
        EXAMPLE,
    ],
)
def test_the_same_moment_is_the_same_instant(text: str) -> None:
    assert read_instant(text, EXAMPLE) == NINE


def test_seconds_since_1970_are_an_instant() -> None:
    # 2026-03-02 is day 20514 of the epoch: 20514 x 86400 + 9 x 3600.
    assert read_epoch(20514 * 86400 + 9 * 3600) == NINE


@pytest.mark.parametrize("value", ["2026-03-02T09:00:00", "9 o'clock", "", None, 5, "0001-01-01T00:00:00+05:00"])
def test_what_is_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(InvalidInputError, match="is not an instant like 20260302T090000Z"):
        read_instant(value, EXAMPLE)


@pytest.mark.parametrize("value", ["1772442000", None, True, 1.5, 10**18, -(10**18), [1]])
def test_what_is_no_number_of_seconds_is_refused(value: Any) -> None:
    with pytest.raises(InvalidInputError, match="is not an instant like 1772442000"):
        read_epoch(value)


@given(anything)
def test_no_value_upsets_them(value: object) -> None:
    for read in (read_epoch, lambda value: read_instant(value, EXAMPLE)):
        try:
            assert read(value).tzinfo is UTC
        except InvalidInputError as problem:
            assert "is not an instant like" in problem.message  # noqa: PT017


def test_the_end_is_not_before_the_start() -> None:
    assert seconds_between(NINE, NINE.replace(hour=10, second=1)) == 3601
    assert seconds_between(NINE, NINE) == 0
    with pytest.raises(InvalidInputError) as caught:
        seconds_between(NINE, NINE.replace(hour=8))

    assert caught.value.message == "It ends at 2026-03-02 08:00:00 UTC, before it starts at 2026-03-02 09:00:00 UTC."
