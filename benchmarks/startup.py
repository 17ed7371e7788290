"""Measure what is typed all day beside a time tracker that is known to be quick: whole processes, turn by turn.

Each command of `va` runs right after a `watson status`, both with a timer running and few entries; the ratio of the
two is taken pair by pair, so that a machine that is busy for a moment slows both. Everything lies in build/bench/.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

TARGET = 0.9
WARM_UP_ROUNDS = 3
WATSON = "td-watson==2.1.0"
NEVER_IMPORTED = ("alembic", "jinja2", "pydantic", "rich", "sqlalchemy", "sqlmodel", "weasyprint")

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

# In this order a timer runs whenever `status` is asked.
COMMANDS = (
    ("start", "acme", "x"),
    ("status",),
    ("log", "15m", "acme", "note"),
    ("stop",),
)

Command = tuple[str, ...]


def main() -> int:
    """Prepare both programs, measure, print. The exit code is 1 if a module was imported that must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each command is measured")
    rounds = parser.parse_args().rounds
    watson = prepared_watson()
    prepare_book()
    times = measured(watson, rounds)
    unwanted = {command: forbidden_imports(command) for command in COMMANDS}
    show(times, rounds, watson)
    for command, modules in unwanted.items():
        print(f"never to be imported by va {command[0]:7}: {', '.join(modules) or 'none is'}")
    return 1 if any(unwanted.values()) else 0


def va() -> str:
    """Return the console script of the environment that runs this."""
    return str(Path(sys.executable).parent / "va")


def environment() -> dict[str, str]:
    """Return an environment in which both programs keep to build/bench/, to plain text and to compiled modules.

    Without the variables of Python itself, so that the first rounds compile what an installation has compiled.
    """
    foreign = ("VA_", "WATSON_", "COVERAGE_", "PYTHON")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        "VA_BOOK": str(FOLDER / "book" / "bench.book"),
        "WATSON_DIR": str(FOLDER / "watson-data"),
        "NO_COLOR": "1",
    }


def run(*command: str, **more_environment: str) -> str:
    """Run a program to its end and return what it wrote to stderr; a failure shows what it said."""
    env = {**environment(), **more_environment}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stderr


def prepared_watson() -> str:
    """Install Watson into its own environment, once, give it a few entries and start its timer."""
    home = FOLDER / "watson"
    watson = str(home / SCRIPTS / "watson")
    if not shutil.which(watson):
        print(f"Installing {WATSON} into {home.relative_to(ROOT)} ...", flush=True)
        venv.create(home, clear=True, with_pip=True)
        run(str(home / SCRIPTS / "python"), "-m", "pip", "install", "--quiet", WATSON)
    shutil.rmtree(FOLDER / "watson-data", ignore_errors=True)
    for day in ("2026-03-02", "2026-03-03"):
        run(watson, "add", "--from", f"{day} 09:00", "--to", f"{day} 10:25", "acme")
    run(watson, "start", "acme")
    return watson


def prepare_book() -> None:
    """Set up a throw-away book with one client, one engagement and a few entries."""
    shutil.rmtree(FOLDER / "book", ignore_errors=True)
    (FOLDER / "book").mkdir(parents=True)
    business = ("--name", "Example Assistant", "--country", "NL", "--currency", "EUR", "--timezone", "Europe/Amsterdam")
    run(va(), "init", *business, "--regime", "nl-standard", "--no-input")
    run(va(), "client", "add", "acme", "--name", "Example Bakery", "--country", "NL", "--no-input")
    run(va(), "engagement", "add", "acme/inbox", "--hourly", "40", "--no-input")
    for day in ("2026-03-02", "2026-03-03"):
        run(va(), "log", "9:00-10:25", "acme", "--on", day, "--no-input")


def measured(watson: str, rounds: int) -> dict[Command, list[tuple[float, float]]]:
    """Return per command the seconds of (`va`, the `watson status` just before it), the first rounds left out."""
    times: dict[Command, list[tuple[float, float]]] = {command: [] for command in COMMANDS}
    for _ in range(WARM_UP_ROUNDS + rounds):
        for command in COMMANDS:
            beside = seconds(watson, "status")
            times[command].append((seconds(va(), *command), beside))
    return {command: pairs[WARM_UP_ROUNDS:] for command, pairs in times.items()}


def seconds(*command: str) -> float:
    """Return how long a whole process took, from its start to its end."""
    begun = perf_counter()
    run(*command)
    return perf_counter() - begun


def forbidden_imports(command: Command) -> list[str]:
    """Return which modules the command imports that must never be on its path."""
    profile = run(va(), *command, PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in profile.splitlines() if line.startswith("import time:")}
    return sorted(imported.intersection(NEVER_IMPORTED))


def show(times: dict[Command, list[tuple[float, float]]], rounds: int, watson: str) -> None:
    """Print machine, versions and one row per command, in milliseconds."""
    told = subprocess.run([watson, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"machine:  {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"versions: vabackoffice {version('vabackoffice')}, Typer {version('typer')}; {told}")
    print(
        f"{rounds} rounds after {WARM_UP_ROUNDS} to warm up; milliseconds of whole processes; ratio = median over pairs"
    )
    print()
    print(
        f"{'command':24}{'min':>7}{'median':>8}   {'watson status: min':>18}{'median':>8}{'ratio':>8}   target {TARGET}"
    )
    for command, pairs in times.items():
        ours, beside = ([1000 * pair[side] for pair in pairs] for side in (0, 1))
        ratio = median(own / other for own, other in pairs)
        row = f"{' '.join(('va', *command)):24}{min(ours):7.0f}{median(ours):8.0f}"
        row += f"   {min(beside):18.0f}{median(beside):8.0f}"
        print(f"{row}{ratio:8.2f}   {'met' if ratio <= TARGET else 'missed'}")
    print()


if __name__ == "__main__":
    sys.exit(main())
