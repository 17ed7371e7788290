"""The table from which TAB is answered is what Typer knows, and leaves no word unexplained."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from vabackoffice.cli.lazy import Deferred
from vabackoffice.cli.main import COMMANDS, root
from vabackoffice.cli.tab.table import Command, Option, commands_below, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SCRIPT = Path(__file__).parents[3] / "scripts" / "command_table.py"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the script that writes the table."""
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    import command_table  # type: ignore[import-not-found]

    return command_table  # type: ignore[no-any-return]


def test_the_table_is_up_to_date() -> None:
    ran = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def leaves() -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, by its words."""
    stand_ins: dict[str, Any] = typer.main.get_command(root).commands  # type: ignore[attr-defined]
    for name, stand_in in stand_ins.items():
        command = stand_in.load()
        below = getattr(command, "commands", {})
        real = {under: each.load() if isinstance(each, Deferred) else each for under, each in below.items()}
        yield from ((f"{name} {under}", each) for under, each in real.items() if not each.hidden)
        if not below:
            yield name, command


def test_every_command_and_every_option_is_in_the_table() -> None:
    table = read_table()

    assert [name for name, _ in commands_below(table, "")] == list(COMMANDS)
    for name, command in leaves():
        listed = {each for option in table[name].options for each in option.names}
        known = {each for param in command.params if param.param_type_name == "option" for each in param.opts}
        assert known <= listed, name
        wants_arguments = any(param.param_type_name == "argument" for param in command.params)
        assert bool(table[name].arguments) == wants_arguments, name


def test_what_stands_in_the_table() -> None:
    table = read_table()

    assert table["stop"] == Command(
        "Stop the running timer and keep the entry.",
        [],
        [
            Option(("--at",), "TIME", repeated=False, said="When: '9:00', '-25m', '25m ago'."),
            Option(("--force",), "", repeated=False, said="Keep it although it overlaps another entry."),
        ],
    )
    assert table["log"].arguments == ["DURATION|FROM-TO", "WORK", "[NOTE...]", "[+TAG...]"]
    assert table["client show"].arguments == ["CLIENT"]
    assert table["log"].option("--place") == Option(
        ("--place",), "=home|=client|=other", repeated=False, said="Where: home, client, other."
    )
    assert table["business edit"].option("--set") == Option(
        ("--set",), "KEY=VALUE", repeated=True, said="What your country asks for."
    )
    assert table["import"].arguments == ["FILE"]  # 'va import FILE', without a source


def test_a_word_that_nobody_has_explained_is_refused(script: ModuleType) -> None:
    with pytest.raises(script.UnknownWordError, match=r"'MOON' of 'va launch' is not known: say in command_table\.py"):
        script.taken("launch", "[MOON...]")


def test_an_old_table_is_noticed_and_written_anew(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "commands.txt"
    old.write_text("# old\n", encoding="utf-8")
    monkeypatch.setattr(script, "TABLE", old)

    monkeypatch.setattr(sys, "argv", ["command_table.py", "--check"])
    assert script.main() == 1
    assert capsys.readouterr().err == ("The table of commands is out of date: run 'python scripts/command_table.py'.\n")
    monkeypatch.setattr(sys, "argv", ["command_table.py"])
    assert script.main() == 0
    assert old.read_bytes() == (SCRIPT.parents[1] / "src/vabackoffice/cli/tab/commands.txt").read_bytes()
