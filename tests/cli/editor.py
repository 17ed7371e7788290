"""A real editor for tests: a small program that changes the file it is given, a step each time it is opened."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SCRIPT = """
import os, subprocess, sys
from pathlib import Path

home, file = Path(__file__).parent, Path(sys.argv[1])
number = len(list(home.glob("seen-*")))
text = file.read_text(encoding="utf-8")
(home / f"seen-{number}").write_text(text, encoding="utf-8")
(home / "mode").write_text(f"{file.stat().st_mode & 0o777:o} {file.parent.stat().st_mode & 0o777:o}")

def replace(old, new):
    global text
    assert text.count(old) == 1, (old, text)
    text = text.replace(old, new)

def va(*arguments):
    subprocess.run([sys.executable, "-c", "from vabackoffice.cli.entry import run; run()", *arguments], check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

exec((home / f"step-{number}").read_text(encoding="utf-8"))
if file.exists() and text is not None:
    file.write_text(text, encoding="utf-8")
"""


class Editor:
    """The editor in $EDITOR; each step is Python that works on `text`, with `replace(old, new)` and `va(...)`."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        home.mkdir()
        (home / "editor.py").write_text(SCRIPT, encoding="utf-8")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(home / "editor.py")]))

    def will(self, *steps: str) -> None:
        """Say what it does when it is opened for the first time, the second time, and so on; more often it fails."""
        for number, step in enumerate(steps):
            (self.home / f"step-{number}").write_text(step, encoding="utf-8")

    @property
    def seen(self) -> list[str]:
        """The text each time it was opened."""
        files = sorted(self.home.glob("seen-*"), key=lambda file: int(file.name[5:]))
        return [file.read_text(encoding="utf-8") for file in files]

    def lines(self, time: int = -1) -> list[str]:
        """Return the lines below the headings that it was opened with at that time."""
        return self.seen[time].partition("what\n")[2].splitlines()
