"""What the README and the examples promise is run, command by command."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vabackoffice import errors
from vabackoffice.cli.entry import UNEXPECTED

if TYPE_CHECKING:
    from tests.conftest import Va

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def readme_commands() -> list[str]:
    """Return every `$ va …` line of the README, in order."""
    return re.findall(r"^\$ va (.+)$", README, re.MULTILINE)


def test_the_readme_shows_a_whole_month() -> None:
    assert len(readme_commands()) > 15


def test_every_command_of_the_readme_runs(no_book: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in readme_commands():
        no_book(*shlex.split(command)).check()
        if command.startswith("start"):
            no_book.at("2026-03-16T12:30:00+01:00")
    assert list(tmp_path.glob("2026-0001-*.pdf"))


def test_the_exit_codes_of_the_readme_are_those_of_the_errors() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    kinds = {kind.exit_code for kind in errors.BackOfficeError.__subclasses__()}
    assert listed == kinds | {0, UNEXPECTED}


def test_the_first_month_of_the_examples_ends_with_its_documents(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    ran = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "first_month.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    made = sorted(path.name for path in folder.glob("*.pdf"))
    assert made == ["2026-0001.pdf", "2026-0002.pdf", "2026-0003.pdf", "2026-0004.pdf", "year-2026.pdf"]
    # February at the bakery: 1h30 stays, 1h10 becomes 1h15: 2.75 h x 38.50 = 105.88, VAT 21 % 22.23, together 128.11.
    assert "Issued 2026-0001: bakery, 128.11 EUR" in ran.stdout
    # March at the studio: 0.80 + 1.20 + 1.20 h x 42.00 = 134.40, reverse charge, no VAT.
    assert "Issued 2026-0004: studio, 134.40 EUR" in ran.stdout


@pytest.mark.parametrize("name", ["completion.md", "status-bars.md"])
def test_every_command_that_a_page_names_runs(va: Va, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("ZDOTDIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SHELL", "/bin/bash")
    va("start", "acme").check()
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")

    commands = sorted(set(re.findall(r"\bva ((?:status|completion)(?: -{0,2}[a-z]+)*)", text)))
    assert len(commands) > 2
    for command in commands:
        va(*command.split(), "--yes").check()
