"""The scripts in real shells: TAB is pressed at a terminal, and the shell says which words came out of it.

zsh and fish are installed by `make setup` where that is possible; where they are not there, these tests fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli.completion_files import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="terminals of Windows are driven in another way"),
]

PROMPT, DONE = "<ready>", "<done>"
SECONDS = 30  # that a shell may take before it is taken for stuck
TO_THE_FRONT = "\x01"
START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
SET_UP = {
    "bash": "bind 'set enable-bracketed-paste off'",
    "zsh": "unset zle_bracketed_paste; bindkey -e; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D",
}
SCRIPTS = {"bash": "va.bash", "zsh": "_va"}
LOAD = {"bash": ". ./va.bash", "zsh": ""}  # compinit finds what begins with #compdef
RECORD = f"""
record() {{ printf '%s\\n' "$@" >words; echo '{DONE}'; }}
PS1='{PROMPT}'
"""


class Terminal:
    """A shell at a pseudo-terminal, which keeps the words it is given in a file."""

    def __init__(self, shell: str, folder: Path, load: str = "") -> None:
        import pty

        self.shell, self.folder, self.unread = shell, folder, ""
        (folder / SCRIPTS[shell]).write_text(script(shell), encoding="utf-8")
        own = folder / f"own.{shell}"
        own.write_text(f"{SET_UP[shell]}\n{load or LOAD[shell]}\n{RECORD}", encoding="utf-8")
        self.process, self.terminal = pty.fork()
        if self.process == 0:  # pragma: no cover - the shell itself
            os.chdir(folder)
            os.execvp(START[shell][0], START[shell])  # noqa: S606 - a shell is what is tested
        self.type(f". ./{own.name}\n")
        self.read_until(PROMPT)

    def words_after_tab(self, typed: str) -> list[str]:
        """Press TAB after what was typed, and return the words that the shell hands over."""
        self.listed_after_tab(typed, "\t")
        return (self.folder / "words").read_text(encoding="utf-8").splitlines()

    def listed_after_tab(self, typed: str, tabs: str = "") -> str:
        """Press TAB as often as a shell wants it before it lists, hand the line over, and return what was shown."""
        tabs = tabs or {"bash": "\t\t", "zsh": "\t"}[self.shell]
        self.type(f"{typed}{tabs}{TO_THE_FRONT}record \n")
        shown = self.read_until(DONE)
        self.read_until(PROMPT)
        return shown

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.terminal, text.encode())

    def read_until(self, wanted: str) -> str:
        """Return what is shown until something comes."""
        import select

        end = time.monotonic() + SECONDS
        while wanted not in self.unread:
            assert time.monotonic() < end, f"{wanted} did not come: {self.unread!r}"
            if select.select([self.terminal], [], [], 1)[0]:
                self.unread += os.read(self.terminal, 65536).decode(errors="replace")
        shown, _, self.unread = self.unread.partition(wanted)
        return shown

    def close(self) -> None:
        """Hang up."""
        os.close(self.terminal)
        os.waitpid(self.process, 0)


@pytest.fixture
def ready(va: Va, monkeypatch: pytest.MonkeyPatch) -> Va:
    """Leave a book with a service of two words, and let shells find the `va` of this environment."""
    for command in (
        ["engagement", "add", "acme/web", "--hourly=50"],
        ["service", "add", "social post"],
        ["client", "edit", "bakery", "--name=Example Bakery: \"Bread\" & 'Sons'"],
        ["log", "1h", "bakery", "Mail", "+email"],
    ):
        va(*command).check()
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("INPUTRC", os.devnull)
    Path(os.environ["HOME"]).mkdir(exist_ok=True)
    return va


@pytest.fixture(params=list(START))
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """Open each shell in turn, on that book."""
    request.getfixturevalue("ready")
    assert shutil.which(request.param), f"{request.param} is not installed; 'make setup' installs it"
    opened = Terminal(request.param, tmp_path)
    yield opened
    opened.close()


def test_tab_writes_the_words_out(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "hours of march.csv").touch()

    assert terminal.words_after_tab("va stat") == ["va", "status"]
    assert terminal.words_after_tab("vabackoffice start bak") == ["vabackoffice", "start", "bakery"]
    assert terminal.words_after_tab("va start acme/i") == ["va", "start", "acme/inbox"]
    assert terminal.words_after_tab("va log 1h bakery +e") == ["va", "log", "1h", "bakery", "+email"]
    assert terminal.words_after_tab("va log 1h bakery --pl") == ["va", "log", "1h", "bakery", "--place"]
    assert terminal.words_after_tab("va log 1h bakery --place=h") == ["va", "log", "1h", "bakery", "--place=home"]
    assert terminal.words_after_tab("va edit @") == ["va", "edit", "@1"]
    assert terminal.words_after_tab("va import toggl hou") == ["va", "import", "toggl", "hours of march.csv"]


def test_words_with_spaces_are_quoted_as_the_line_is(terminal: Terminal) -> None:
    wanted = ["va", "price", "set", "acme", "social post"]

    for begun in ("soc", "social\\ p", "'soc", '"social p'):
        assert terminal.words_after_tab(f"va price set acme {begun}") == wanted, begun
    assert terminal.words_after_tab("va log 1h acme --service=soc")[-1] == "--service=social post"


def test_what_is_not_finished_goes_on_in_the_same_word(terminal: Terminal) -> None:
    assert terminal.words_after_tab("va engagement add bak\tsocial") == ["va", "engagement", "add", "bakery/social"]
    assert terminal.words_after_tab("va engagement add x/y --carry c\t2h")[-1] == "cap:2h"


def test_several_candidates_are_listed(terminal: Terminal) -> None:
    shown = terminal.listed_after_tab("va start acme/")

    assert "acme/inbox" in shown
    assert "acme/web" in shown


def test_tab_says_nothing_where_there_is_no_book(terminal: Terminal, ready: Va) -> None:
    ready.book.unlink()

    assert terminal.words_after_tab("va start ac") == ["va", "start", "ac"]
    assert "No such" not in terminal.listed_after_tab("va start ")
    assert not ready.book.exists()


@pytest.mark.usefixtures("ready")
def test_zsh_says_what_the_words_are(tmp_path: Path) -> None:
    opened = Terminal("zsh", tmp_path, "unset '_comps[va]'; eval \"$(va completion show zsh)\"")

    assert "start   -- Start a timer." in opened.listed_after_tab("va sta")
    assert "-- Example Bakery: \"Bread\" & 'Sons'" in opened.listed_after_tab("va client show ")
    opened.close()


def fish(line: str) -> list[str]:
    """Return what fish offers at the end of a line."""
    program = shutil.which("fish")
    assert program, "fish is not installed; 'make setup' installs it"
    folder = Path(os.environ["HOME"], ".config", "fish", "completions")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("va", "vabackoffice"):
        (folder / f"{name}.fish").write_text(script("fish"), encoding="utf-8")
    ran = subprocess.run(
        [program, "-c", "complete -C $argv[1]", line], capture_output=True, text=True, check=True, cwd=folder.parent
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_fish_offers_words_with_what_they_are(ready: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    assert fish("va sta") == ["start\tStart a timer.", "status\tShow the running timer and today's hours."]
    assert fish("vabackoffice client show b") == ["bakery\tExample Bakery: \"Bread\" & 'Sons'"]
    assert fish("echo a; va start acme/") == ["acme/inbox\tAcme Example GmbH", "acme/web\tAcme Example GmbH"]
    assert fish("va price set acme soc") == ["social post"]
    assert fish('va price set acme "social p') == ["social post"]
    assert fish("va price set acme social\\ p") == ["social post"]
    assert fish("va log 1h bakery --place=h") == ["--place=home"]
    assert fish("va edit @") == ["@1\t2026-03-16 bakery/main Mail"]
    assert fish("va import toggl compl") == ["completions/"]
    assert fish("va stop ") == []
    ready.book.unlink()
    assert fish("va start ") == []
