"""Keys: the same row is known again, and equal rows are all real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from vabackoffice.importers.keys import keyed
from vabackoffice.importers.row import ImportedRow, RefusedRow

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


def keys_of(*rows: ImportedRow | RefusedRow) -> list[bytes]:
    return [key for _, key in keyed(rows)]


def test_a_row_keeps_its_key_wherever_it_stands_and_whatever_is_beside_what_was_done() -> None:
    [key] = keys_of(ROW)

    assert keys_of(RefusedRow(1, "no"), replace(ROW, row=7))[1] == key
    assert keys_of(replace(ROW, billable=True)) == [key]
    assert keys_of(replace(ROW, tags=("b", "a"))) == [key]
    assert keys_of(replace(ROW, user="ADA")) == [key]


@pytest.mark.parametrize(
    "other",
    [
        {"client": "Example Bakers"},
        {"project": "Website"},
        {"task": "Texts"},
        {"note": "Mails"},
        {"tags": ("a",)},
        {"user": "Bob"},
        {"seconds": 3601},
        {"pause": 60},
        {"start": datetime(2026, 3, 2, 8)},  # noqa: DTZ001
        {"end": datetime(2026, 3, 2, 11)},  # noqa: DTZ001
        {"start": None, "end": None, "on_date": date(2026, 3, 2)},
        {"client": "", "project": "Example Bakery"},
    ],
)
def test_a_row_that_says_something_else_has_another_key(other: dict[str, Any]) -> None:
    assert keys_of(ROW) != keys_of(replace(ROW, **other))


def test_equal_rows_have_different_keys_and_one_more_of_them_brings_one_more() -> None:
    two, three = keys_of(ROW, ROW), keys_of(ROW, ROW, ROW)

    assert len(set(three)) == 3
    assert three[:2] == two


def test_a_source_s_own_id_is_all_that_counts() -> None:
    row = replace(
        ROW, own_id="4f2a", start=datetime(2026, 3, 2, 8, tzinfo=UTC), end=datetime(2026, 3, 2, 9, tzinfo=UTC)
    )

    assert keys_of(row) == keys_of(replace(row, note="Changed later"))
    assert keys_of(row) != keys_of(replace(row, own_id="4f2b"))
