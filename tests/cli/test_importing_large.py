"""`va import` of long files: memory stays flat, a bar shows how far it is, and endless lists are cut."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.conftest import TOGGL
from tests.cli.terminal import at_a_terminal

import vabackoffice
from vabackoffice.storage import import_rows
from vabackoffice.usecases import import_findings

if TYPE_CHECKING:
    import pytest
    from tests.cli.conftest import TogglFile
    from tests.conftest import Va

    from vabackoffice.storage.book import Book

PEAK = """
import sys
from vabackoffice.cli.entry import main
code = main(sys.argv[1:])
try:
    with open("/proc/self/status", encoding="ascii") as status:
        [peak] = [line.split()[1] for line in status if line.startswith("VmHWM")]
except FileNotFoundError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"\\n{code} {peak}")
"""


def write_long(file: Path, rows: int) -> Path:
    """Write entries of a quarter of an hour, one after the other, thirty a day."""
    first = datetime(2020, 1, 1, 8)  # noqa: DTZ001 - wall times, as Toggl has them
    with file.open("w", encoding="utf-8") as lines:
        lines.write(TOGGL + "\n")
        for number in range(rows):
            day = first + timedelta(days=number // 30)
            start, end = (day + timedelta(minutes=15 * (number % 30 + more)) for more in (0, 1))
            when = f"{start:%Y-%m-%d,%H:%M:%S},{end:%Y-%m-%d,%H:%M:%S},00:15:00"
            note = f"Note {number} about something that took its time"
            lines.write(f"Ada,ada@example.com,Client {number % 5},,,{note},Yes,{when},web\n")
    return file


def peak_of(va: Va, *arguments: str | Path) -> float:
    """Run a command in a process of its own and return the most memory it held, in MB."""
    ran = subprocess.run(
        [sys.executable, "-c", PEAK, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(vabackoffice.__file__).parents[1]), "VA_BOOK": str(va.book)},
    )
    code, peak = ran.stdout.splitlines()[-1].split()
    assert code == "0", ran.stderr
    return int(peak) / 1024


def test_memory_does_not_grow_with_the_file(empty_va: Va, tmp_path: Path) -> None:
    va = empty_va
    files = [write_long(tmp_path / f"{rows}.csv", rows) for rows in (1000, 30_000)]
    assert files[1].stat().st_size > 3_500_000
    peaks = []

    for file in files:
        commands = (["import", "toggl", file], ["import", "toggl", file, "--apply"], ["undo"])
        peaks.append([peak_of(va, *command) for command in commands])

    growth = [long - short for short, long in zip(*peaks, strict=True)]
    assert max(growth) < 12, peaks
    assert va.json("entries", "2020..2026-01-01")["entries"] == []


def test_a_bar_shows_how_far_it_is_at_a_terminal_and_nothing_in_a_pipe(
    va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    file = write_long(tmp_path / "long.csv", 9000)
    assert file.stat().st_size > 1_000_000

    code, out, screen = at_a_terminal(va, ["import", "toggl", file, "--apply", "--yes"], [])

    assert code == 0
    assert "Reading" in screen
    assert "Writing" in screen
    assert "100%" in screen
    assert "Reading" not in out
    piped = subprocess.run(
        [sys.executable, "-c", PEAK, "import", "toggl", str(file)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(vabackoffice.__file__).parents[1]), "VA_BOOK": str(va.book)},
    )
    assert piped.stderr == ""
    assert "9000 known" in piped.stdout


def test_endless_lists_are_cut_and_say_how_many_more(va: Va, toggl: TogglFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_findings, "_MOST", 3)
    rows = [toggl.row("Acme", "", "09:00-10:00", Description=f"Row {number}") for number in range(6)]
    refused = [toggl.row("Acme", "", "11:00-12:00", Billable="?") for _ in range(4)]

    shown = va.json("import", "toggl", toggl.write(*rows, *refused))
    text = va("import", "toggl", toggl.path).check().out

    assert (shown["rows"], shown["new"], len(shown["overlapping"]), len(shown["refused"])) == (10, 1, 3, 3)
    assert shown["more"] == {"overlapping": 2, "refused": 1}
    assert "5 overlapping, 4 refused" in text


def test_a_full_temporary_folder_changes_nothing(va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_room = import_rows.make_room

    def make_little_room(book: Book) -> None:
        make_room(book)
        book.connection.execute("PRAGMA temp.max_page_count = 20")

    monkeypatch.setattr(import_rows, "make_room", make_little_room)
    file = write_long(tmp_path / "long.csv", 2000)

    error = "va: The disk is full; nothing was changed.\n    Free some space and try again."
    va.refuses("import", "toggl", file, "--apply", exit_code=3, error=error)


def test_an_empty_file_is_said_to_be_empty(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_bytes(b"\xef\xbb\xbf \n")

    error = "va: 'hours.csv' is empty.\n    Export it again; nothing was written."
    va.refuses("import", file, "--apply", exit_code=2, error=error)
