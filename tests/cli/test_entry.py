"""Where `va` begins and ends: exit codes, errors as text and as JSON, bugs, interruptions, pipes that close."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli import main as commands

if TYPE_CHECKING:
    from tests.conftest import Va

RUN = "from vabackoffice.cli.entry import run; run()"


def process(*arguments: str, code: str = RUN, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `va` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_exit_codes_tell_the_kinds_of_errors_apart(va: Va, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    whole = va.book.read_bytes()
    damaged.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])

    assert va("status").exit_code == 0
    assert va("status", "--no-such-option").exit_code == 2
    assert va("status", "--book", tmp_path / "none.db").exit_code == 3
    assert va("log", "1h", "nobody").exit_code == 4
    assert va("stop").exit_code == 5
    assert va("status", "--book", damaged).exit_code == 6


def test_an_error_says_what_is_wrong_and_what_to_do(va: Va) -> None:
    va("log", "1h", "acne").check(
        exit_code=4,
        output="",
        error="va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
    )


def test_an_error_as_json(va: Va) -> None:
    ran = va("log", "1h", "acne", "--json").check(exit_code=4, output="")

    assert json.loads(ran.err) == {
        "error": {
            "code": "not_found",
            "message": "There is no client 'acne'.",
            "hint": "Did you mean acme? 'va client list' shows all.",
        }
    }


def test_a_misused_command_says_where_to_look(va: Va) -> None:
    va("status", "--no-such-option").check(
        exit_code=2, output="", error="va: No such option: --no-such-option\n    'va status --help' shows how."
    )
    va("stat").check(
        exit_code=2, output="", error="va: No such command 'stat'. Did you mean 'start', 'status', 'target'?\n"
        "    'va --help' shows how."
    )  # fmt: skip


def broken(*_arguments: object) -> int:
    message = "the moon is full"
    raise ValueError(message)


def test_a_bug_is_told_as_one(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "app", broken)

    ran = va("status").check(exit_code=70, output="")

    assert ran.err.startswith("Traceback (most recent call last):\n")
    assert ran.err.endswith(
        "va: ValueError: the moon is full\n    This is a bug in va: please report it with the lines above.\n"
    )


def test_a_bug_as_json(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "app", broken)

    ran = va("status", "--json").check(exit_code=70, output="")

    assert json.loads(ran.err)["error"] == {
        "code": "bug",
        "message": "ValueError: the moon is full",
        "hint": "This is a bug in va; the same command without '--json' shows where.",
    }


def test_an_interrupted_command(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "app", interrupted)

    va("status").check(exit_code=130, output="", error="Stopped; nothing was changed.")


def test_a_process_ends_with_the_code_and_all_that_was_said(va: Va) -> None:
    started = process("start", "acme", "Mail", VA_BOOK=str(va.book))
    assert (started.returncode, started.stdout, started.stderr) == (0, "Started acme/inbox at 12:00: Mail\n", "")

    refused = process("log", "1h", "nobody", VA_BOOK=str(va.book))
    assert (refused.returncode, refused.stdout) == (4, "")
    assert refused.stderr == "va: There is no client 'nobody'.\n    'va client list' shows all.\n"

    assert process("status", "-q", VA_BOOK=str(va.book)).returncode == 0
    assert va.json("status")["running"]["client"] == "acme"
    # The last connection closes the book: nothing of it lies beside the file.
    assert [path.name for path in va.book.parent.glob("book.db*")] == ["book.db"]


@pytest.mark.usefixtures("va")
def test_output_in_a_pipe_is_utf8_whatever_the_machine_speaks() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", RUN, "start", "acme", "Crème brûlée …", "日本", "--json"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout.decode("utf-8"))["started"]["note"] == "Crème brûlée … 日本"


@pytest.mark.skipif(os.name == "nt", reason="arguments are always text there")
def test_an_argument_that_is_no_text(va: Va) -> None:
    va.refuses(
        "log",
        "1h",
        "acme",
        os.fsdecode(b"caf\xe9"),
        exit_code=2,
        error="va: 'caf\\udce9' is not UTF-8 text.\n    Set the terminal to UTF-8 and type it again.",
    )


def test_what_waits_for_the_end_of_a_program_gets_its_turn() -> None:
    ended = process("--version", code=f"import atexit; atexit.register(print, 'the end'); {RUN}")

    assert ended.stdout.splitlines()[-1] == "the end"
    assert ended.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes close in another way there")
def test_a_reader_that_has_seen_enough_is_no_error(va: Va) -> None:
    for _ in range(3):
        va("log", "1h", "acme").check()
    read, write = os.pipe()
    os.close(read)

    for extra in ({}, {"PYTHONUNBUFFERED": "1"}):
        ended = subprocess.run(
            [sys.executable, "-c", RUN, "entries", "--json"],
            env={**{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}, **extra},
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
    os.close(write)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_output_that_cannot_be_written_is_an_error(va: Va) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-c", RUN, "status"],
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
            | {"VA_BOOK": str(va.book)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 3
    assert ended.stderr == "va: The output could not be written: No space left on device.\n"
