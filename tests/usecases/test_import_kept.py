"""Rows kept between the plan of an import and the writing, in memory or in a file without a name."""

from __future__ import annotations

import errno
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.domain.time_entry import When
from vabackoffice.errors import MissingError
from vabackoffice.usecases import import_kept
from vabackoffice.usecases.import_kept import KeptRow, KeptRows

if TYPE_CHECKING:
    from pathlib import Path

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def row(number: int) -> KeptRow:
    when = When.lasting(date(2026, 3, 2), 60 + number)
    return KeptRow.of(number % 3, number, bytes([number]), when, f"Note {number} – \n ☕", ["a", "ä"], billable=True)


def test_a_row_is_kept_as_the_book_writes_it() -> None:
    # One hour in the night in which Amsterdam's clock goes from 3 back to 2.
    start, end = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(AMSTERDAM) for hour in (0, 1))

    kept = KeptRow.of(1, 7, b"\x00\xff", When.between(start, end), "Mail", ["web"], billable=False)

    assert kept == (
        *(1, 7, "00ff", "2026-10-25", 3600, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        *("Mail", ["web"], False),
    )


def test_a_row_without_times_has_none() -> None:
    assert row(5)[2:7] == ("05", "2026-03-02", 65, None, None)


@pytest.mark.parametrize("in_memory", [1, 1_000_000])
@pytest.mark.parametrize("rows", [0, 1, 3, 4, 10])
def test_rows_come_again_in_their_order_wherever_they_were_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_memory: int, rows: int
) -> None:
    monkeypatch.setattr(import_kept, "_IN_MEMORY", in_memory)
    monkeypatch.setattr(import_kept, "_BATCH", 4)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with closing(KeptRows()) as kept:
        for number in range(rows):
            kept.add(row(number))

        assert list(kept) == [row(number) for number in range(rows)]
        assert list(kept) == [row(number) for number in range(rows)]

    assert list(tmp_path.iterdir()) == []


def test_a_full_temporary_folder_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with closing(KeptRows()) as kept:
        kept.add(row(0))
        monkeypatch.setattr(kept._file, "write", full)  # noqa: SLF001 - a disk cannot be filled for a test

        with pytest.raises(MissingError, match="There is no room for the rows") as caught:
            list(kept)

    assert caught.value.hint == "Free some space and import again; nothing was written."
