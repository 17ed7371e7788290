"""Several programs at once: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vabackoffice
from vabackoffice.storage import journal
from vabackoffice.storage.book import open_book

if TYPE_CHECKING:
    from tests.conftest import Va

SOURCE = Path(vabackoffice.__file__).parents[1]
RUN = "from vabackoffice.cli.entry import run; run()"
AT_ONCE = 12


def run_at_once(va: Va, commands: list[list[str]]) -> list[tuple[int, str]]:
    """Start all commands as processes of their own, then wait; return exit code and stderr of each."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "VA_BOOK": str(va.book)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    said = [process.communicate()[1] for process in started]
    return [(process.returncode, text) for process, text in zip(started, said, strict=True)]


@pytest.mark.slow
def test_twelve_logs_at_once_are_twelve_entries(empty_va: Va) -> None:
    commands = [["log", f"{minutes}m", "--internal", "admin", f"Number {minutes}"] for minutes in range(1, AT_ONCE + 1)]

    ended = run_at_once(empty_va, commands)

    assert ended == [(0, "")] * AT_ONCE
    entries = empty_va.json("entries")["entries"]
    assert sorted(entry["seconds"] for entry in entries) == [60 * minutes for minutes in range(1, AT_ONCE + 1)]
    assert len({entry["id"] for entry in entries}) == AT_ONCE
    with closing(open_book(empty_va.book)) as book:
        assert journal.broken_link(book.connection) is None


@pytest.mark.slow
def test_three_undos_at_once_take_back_three_commands(empty_va: Va) -> None:
    for minutes in range(1, 5):
        empty_va("log", f"{minutes}m", "--internal", "admin").check()

    ended = run_at_once(empty_va, [["undo"]] * 3)

    assert ended == [(0, "")] * 3
    assert [entry["seconds"] for entry in empty_va.json("entries")["entries"]] == [60]
