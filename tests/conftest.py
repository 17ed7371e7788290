"""What every test of the command line needs: `va(...)` runs the real command on a book of its own."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vabackoffice.cli.entry import main

NOW = "2026-03-16T12:00:00+01:00"  # a Monday; Amsterdam's clocks change on 29 March


@dataclass(frozen=True)
class Ran:
    """How one command ended."""

    exit_code: int
    out: str
    err: str

    def check(self, *, exit_code: int = 0, output: str | None = None, error: str | None = None) -> Ran:
        """Compare the exit code and, where given, the whole text of stdout and of stderr."""
        shown = f"exit {self.exit_code}\n--- out\n{self.out}\n--- err\n{self.err}"
        assert self.exit_code == exit_code, shown
        if output is not None:
            assert self.out.strip("\n") == output.strip("\n"), shown
        if error is not None:
            assert self.err.strip("\n") == error.strip("\n"), shown
        return self

    @property
    def json(self) -> Any:
        """The JSON document on stdout."""
        return json.loads(self.out)


class Va:
    """Runs commands in this process, on one book, with a clock that stands still until it is moved."""

    def __init__(self, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book = book
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("VA_BOOK", str(book))
        self.at(NOW)

    def at(self, instant: str) -> None:
        """Move the clock: an ISO instant."""
        self._monkeypatch.setenv("VA_NOW", instant)

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run one command; nothing is there to answer questions."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(argument) for argument in arguments])
        return Ran(code, out.getvalue(), err.getvalue())

    def json(self, *arguments: str | Path) -> Any:
        """Run a command that must succeed with --json and return what it printed."""
        return self(*arguments, "--json").check().json

    def refuses(self, *arguments: str | Path, exit_code: int, error: str) -> None:
        """Run a command that must end with that exit code and text on stderr, and leave the book as it was."""
        before = self.export()
        self(*arguments).check(exit_code=exit_code, output="", error=error)
        assert self.export() == before

    def export(self) -> str:
        """Return the whole book as `va export` prints it."""
        return self("export").check().out


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make every run look the same: no colour, 100 columns, UTC machine, own home folder."""
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}.items():
        monkeypatch.setenv(name, value)
    for name in ("VA_BOOK", "VA_NOW", "VA_TZ", "VA_TEMPLATES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VA_VIES_URL", "http://127.0.0.1:9/")  # nobody listens there: no test goes out to the network
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Books made once and copied for each test: migrating a new one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("books")
    return {"folder": folder}


def _prepare(prepared: dict[str, Path], name: str, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> Path:
    if name not in prepared:
        book = prepared["folder"] / f"{name}.db"
        va = Va(book, monkeypatch)
        for command in commands:
            va(*command).check()
        prepared[name] = book
    return prepared[name]


INIT = [
    "init",
    "--name=Example Office",
    "--country=NL",
    "--regime=nl-standard",
    "--address=Voorbeeldstraat 1, 1012 AB Amsterdam",
    "--email=office@example.com",
    "--vat-id=NL004495445B01",
    "--registration-number=12345678",
    "--iban=NL91ABNA0417164300",
]
ACME = [
    [
        *("client", "add", "acme", "--name=Acme Example GmbH", "--country=DE", "--vat-id=DE136695976"),
        *("--language=en", "--address=Musterweg 3, 10115 Berlin"),
    ],
    ["engagement", "add", "acme/inbox", "--hourly=40"],
    ["client", "add", "bakery", "--name=Example Bakery", "--country=NL", "--address=Bakkerstraat 2, 3511 AB Utrecht"],
    ["engagement", "add", "bakery/main", "--hourly=35.50", "--round=15m/up"],
]


@pytest.fixture
def no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Va:
    """Run commands where there is no book yet."""
    return Va(tmp_path / "book.db", monkeypatch)


@pytest.fixture
def empty_va(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _prepared: dict[str, Path]) -> Va:
    """Run commands on a book that has a business (Netherlands, standard VAT) and nothing else."""
    source = _prepare(_prepared, "empty", [INIT], monkeypatch)
    return Va(Path(shutil.copy(source, tmp_path / "book.db")), monkeypatch)


@pytest.fixture
def va(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _prepared: dict[str, Path]) -> Va:
    """Run commands on a book with two clients: `acme/inbox` (DE, 40.00) and `bakery/main` (home, 35.50, 15m/up)."""
    source = _prepare(_prepared, "two_clients", [INIT, *ACME], monkeypatch)
    return Va(Path(shutil.copy(source, tmp_path / "book.db")), monkeypatch)
