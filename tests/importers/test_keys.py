"""Keys: the same row is known again, also when it has another length now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from vabackoffice.importers.keys import counted_key, key_of, length_of, line_of
from vabackoffice.importers.row import ImportedRow

ROW = ImportedRow(
    row=1,
    seconds=3600,
    start=datetime(2026, 3, 2, 9),  # noqa: DTZ001
    end=datetime(2026, 3, 2, 10),  # noqa: DTZ001
    client="Example Bakery",
    note="Mail",
    tags=("a", "b"),
    user="Ada",
)


def test_a_row_keeps_its_key_wherever_it_stands_and_whatever_is_beside_what_was_done() -> None:
    key = key_of(ROW)

    assert key_of(replace(ROW, row=7)) == key
    assert key_of(replace(ROW, billable=True)) == key
    assert key_of(replace(ROW, tags=("b", "a"))) == key
    assert key_of(replace(ROW, user="ADA")) == key


@pytest.mark.parametrize(
    "other",
    [
        {"client": "Example Bakers"},
        {"project": "Website"},
        {"task": "Texts"},
        {"note": "Mails"},
        {"tags": ("a",)},
        {"user": "Bob"},
        {"start": datetime(2026, 3, 2, 8)},  # noqa: DTZ001
        {"start": None, "end": None, "on_date": date(2026, 3, 2)},
        {"client": "", "project": "Example Bakery"},
    ],
)
def test_a_row_that_says_something_else_is_another_line(other: dict[str, Any]) -> None:
    assert line_of(key_of(ROW)) != line_of(key_of(replace(ROW, **other)))


@pytest.mark.parametrize(
    ("other", "seconds"),
    [
        ({}, 3600),
        ({"seconds": 3601}, 3601),
        ({"pause": 60}, 3540),
        ({"seconds": None}, 3600),
        ({"seconds": None, "end": datetime(2026, 3, 3, 9, 30)}, 88_200),  # noqa: DTZ001
        ({"seconds": None, "end": datetime(2026, 3, 2, 9, 30), "pause": 60}, 1740),  # noqa: DTZ001
    ],
)
def test_the_same_line_with_another_length_is_the_same_line_with_another_key(
    other: dict[str, Any], seconds: int
) -> None:
    key = key_of(replace(ROW, **other))

    assert (line_of(key), length_of(key)) == (line_of(key_of(ROW)), seconds)
    assert (key == key_of(ROW)) is (seconds == 3600)


def test_rows_of_a_day_stand_together() -> None:
    days = [date(2026, 3, day) for day in (1, 2, 3, 4)]
    keys = [key_of(ImportedRow(row=1, seconds=60, on_date=day, note=note)) for day in days for note in "abc"]

    assert [key[:6] for key in sorted(keys)] == [key[:6] for key in keys]


def test_equal_rows_are_counted() -> None:
    key = key_of(ROW)
    first, second, third = (counted_key(key, occurrence) for occurrence in (1, 2, 3))

    assert (first, len({first, second, third})) == (key, 3)
    assert {line_of(second), line_of(third)} == {line_of(key)}
    assert length_of(third) == 3600


def test_a_source_s_own_id_is_all_that_counts_beside_the_length() -> None:
    row = replace(
        ROW, own_id="4f2a", start=datetime(2026, 3, 2, 8, tzinfo=UTC), end=datetime(2026, 3, 2, 9, tzinfo=UTC)
    )

    assert key_of(row) == key_of(replace(row, note="Changed later", start=datetime(2026, 3, 9, 8, tzinfo=UTC)))
    assert key_of(row) != key_of(replace(row, own_id="4f2b"))
    assert line_of(key_of(row)) == line_of(key_of(replace(row, seconds=60)))


def test_a_row_is_known_by_the_one_that_it_names() -> None:
    known_by = replace(ROW, note="", seconds=7200)

    assert key_of(replace(ROW, known_by=known_by)) == key_of(known_by)
