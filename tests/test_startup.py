"""What is typed all day starts at once: in a fresh process the modules that cost are not imported.

The gate is on modules, not on milliseconds, which differ from machine to machine; `make bench` measures those.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli.main import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Va

# Each of these takes from a third to ten times as long to import as a whole daily command.
HEAVY = {"alembic", "babel", "jinja2", "pydantic", "sqlalchemy", "sqlmodel", "weasyprint"}
# And these a twentieth each: OpenSSL for one hash, a parser of dates, the machinery of classes.
NEEDLESS = {"dateutil", "decimal", "dataclasses", "hashlib", "pickle", "rich", "xml"}

ENTRY = """
import json, sys
from vabackoffice.cli.entry import main
code = main(sys.argv[1:])
json.dump([code, sorted(sys.modules)], sys.stderr)
"""


def imported(va: Va, *arguments: str) -> set[str]:
    """Return the packages and modules that a command imports in a fresh process, by their names up to the first dot."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    ran = subprocess.run(
        [sys.executable, "-c", ENTRY, *arguments],
        env={**environment, "VA_BOOK": str(va.book)},
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stdout + ran.stderr
    return {module.partition(".")[0] for module in modules}


@pytest.fixture
def working(va: Va) -> Va:
    """Leave an entry, and a timer running since 11:00."""
    va("log", "9:00-10:00", "acme", "Mail", "+email").check()
    va("start", "bakery", "--at", "11:00").check()
    return va


@pytest.mark.parametrize(
    "command",
    [
        ["start", "acme", "Mail", "+email"],
        ["start", "acme", "--at", "-10m"],
        ["stop"],
        ["stop", "--at", "11:30"],
        ["switch", "acme"],
        ["resume"],
        ["cancel"],
        ["status"],
        ["status", "-q"],
        ["status", "--short"],
        ["log", "15m", "acme", "Call"],
        ["log", "10:00-10:30", "acme", "Call"],
        ["interrupt", "acme", "Call", "10m"],
        ["repeat", "--on", "yesterday"],
    ],
    ids=" ".join,
)
def test_the_days_work_imports_only_what_it_needs(working: Va, command: list[str]) -> None:
    modules = imported(working, *command)

    assert modules & (HEAVY | NEEDLESS) == set()
    assert {"sqlite3", "typer", "vabackoffice"} <= modules  # the check sees what is there


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["entries"],
        ["entries", "--json"],
        ["entries", "--by", "tag"],
        ["report", "hours", "--by", "week", "--chart"],
        ["report", "week"],
        ["report", "capacity"],
        ["report", "rounding", "--what-if", "15m"],
        ["target"],
        ["target", "6h/day"],
        ["undo"],
        ["edit", "@1", "--note", "x"],
        ["edit", "@1", "--to", "10:30"],
        ["edit", "@1", "--shift", "-10m"],
    ],
    ids=" ".join,
)
def test_lists_and_corrections_open_the_book_without_the_heavy_libraries(working: Va, command: list[str]) -> None:
    assert imported(working, *command) & (HEAVY | {"rich"}) == set()


@pytest.mark.parametrize("line", ["va sta", "va log --", "va log 1h acme --place ", "va import ho"])
def test_tab_asks_neither_typer_nor_the_book_for_what_the_program_knows(working: Va, line: str) -> None:
    modules = imported(working, "__complete", "fish", line)

    assert modules & (HEAVY | NEEDLESS | {"sqlite3", "typer", "zoneinfo"}) == set()
    assert "vabackoffice" in modules


@pytest.mark.parametrize("line", ["va start ac", "va log 1h acme +e", "va entries ", "va pay ", "va edit @"])
def test_tab_reads_the_book_without_typer(working: Va, line: str) -> None:
    modules = imported(working, "__complete", "fish", line)

    assert modules & (HEAVY | NEEDLESS | {"typer"}) == set()
    assert "sqlite3" in modules


@pytest.mark.parametrize("group", ["", *COMMANDS])
def test_help_imports_nothing_heavy(no_book: Va, group: str) -> None:
    assert imported(no_book, *group.split(), "--help") & (HEAVY | {"rich", "sqlite3"}) == set()


def test_the_help_of_the_whole_program_imports_no_command() -> None:
    code = "from vabackoffice.cli.entry import main; main(['--help']); import sys; print(sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    own = set(shown.replace("'", " ").replace(",", " ").split())
    assert {name for name in own if name.startswith("vabackoffice.cli.")} == {
        f"vabackoffice.cli.{name}" for name in ("entry", "invocation", "lazy", "main", "output")
    }
