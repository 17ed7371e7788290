"""Measure what is typed all day beside a time tracker that is known to be quick: whole processes, turn by turn.

Each command of `va`, and its answer to TAB, runs right after a `watson status`, all with a timer running and few
entries; the ratio of the two is taken pair by pair, so that a machine that is busy for a moment slows both. Watson is
installed by pip into build/bench/, where everything lies. Timewarrior (`timew`) and klog, which are not Python, are
measured where they are on PATH: what each prints of a running timer.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from itertools import count
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

Command = tuple[str, ...]

# In this order a timer runs whenever `status` is asked, and has run for longer than the interruption.
COMMANDS: tuple[Command, ...] = (
    ("start", "acme", "x"),
    ("status",),
    ("__complete", "fish", "va start ac"),
    ("interrupt", "acme", "note", "10m"),
    ("log", "15m", "acme", "note"),
    ("stop",),
)
# Each command finds the clock an hour on.
HOURS = count()


def main() -> int:
    """Prepare both programs, measure, print. The exit code is 1 if a module was imported that must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each command is measured")
    rounds = parser.parse_args().rounds
    watson = prepared_watson()
    prepare_book()
    peers = prepared_peers()
    times = measured(watson, [*((va(), *command) for command in COMMANDS), *peers], rounds)
    unwanted = {command: forbidden_imports(command) for command in COMMANDS}
    show(times, rounds, [said(watson, "--version"), *peers.values()])
    for command, modules in unwanted.items():
        print(f"never to be imported by va {command[0]:10}: {', '.join(modules) or 'none is'}")
    return 1 if any(unwanted.values()) else 0


def va() -> str:
    """Return the console script of the environment that runs this."""
    return str(Path(sys.executable).parent / "va")


def environment() -> dict[str, str]:
    """Return an environment in which all programs keep to build/bench/, to plain text and to compiled modules.

    Without the variables of Python itself, so that the first rounds compile what an installation has compiled.
    """
    foreign = ("VA_", "WATSON_", "COVERAGE_", "PYTHON")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        "VA_BOOK": str(FOLDER / "book" / "bench.book"),
        "VA_NOW": (datetime(2026, 3, 4, 9, tzinfo=UTC) + timedelta(hours=next(HOURS))).isoformat(),
        "WATSON_DIR": str(FOLDER / "watson-data"),
        "TIMEWARRIORDB": str(FOLDER / "timewarrior-data"),
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


def prepared_peers() -> dict[Command, str]:
    """Return what prints a running timer in the other programs that are here, and which version each is."""
    peers: dict[Command, str] = {}
    if shutil.which("timew"):
        folder = FOLDER / "timewarrior-data"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for day in ("2026-03-02", "2026-03-03"):
            run("timew", ":yes", "track", f"{day}T09:00:00", "-", f"{day}T10:25:00", "acme")
        run("timew", ":yes", "start", "acme")
        peers["timew",] = f"Timewarrior {said('timew', '--version')}"
    version_of_klog = said("klog", "version", "--no-check") if shutil.which("klog") else ""
    if "Command line tool" in version_of_klog:  # else it is a radio amateur's program of that name
        file = FOLDER / "hours.klg"
        days = ("2026-03-02", "2026-03-03", f"{datetime.now(UTC).astimezone():%Y-%m-%d}")
        entries = ("9:00 - 10:25", "9:00 - 10:25", "0:00 - ?")
        records = (f"{day}\n    {entry} #acme\n" for day, entry in zip(days, entries, strict=True))
        file.write_text("\n".join(records), encoding="utf-8")
        peers["klog", "today", "--now", str(file)] = f"klog {version_of_klog.split()[3]}"
    return peers


def said(*command: str) -> str:
    """Return what a program prints, whatever becomes of it; nothing if it does not end soon."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=10).stdout.strip()
    except subprocess.TimeoutExpired:
        return ""


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


def measured(watson: str, commands: list[Command], rounds: int) -> dict[Command, list[tuple[float, float]]]:
    """Return per command the seconds of (itself, the `watson status` just before it), the first rounds left out."""
    times: dict[Command, list[tuple[float, float]]] = {command: [] for command in commands}
    for _ in range(WARM_UP_ROUNDS + rounds):
        for command in commands:
            beside = seconds(watson, "status")
            times[command].append((seconds(*command), beside))
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


def show(times: dict[Command, list[tuple[float, float]]], rounds: int, versions: list[str]) -> None:
    """Print machine, versions and one row per command, in milliseconds."""
    print(f"machine:  {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"versions: vabackoffice {version('vabackoffice')}, Typer {version('typer')}; {', '.join(versions)}")
    print(
        f"{rounds} rounds after {WARM_UP_ROUNDS} to warm up; milliseconds of whole processes; ratio = median over pairs"
    )
    print()
    print(
        f"{'command':30}{'min':>7}{'median':>8}   {'watson status: min':>18}{'median':>8}{'ratio':>8}   target {TARGET}"
    )
    for command, pairs in times.items():
        ours, beside = ([1000 * pair[side] for pair in pairs] for side in (0, 1))
        ratio = median(own / other for own, other in pairs)
        row = f"{name_of(command):30}{min(ours):7.0f}{median(ours):8.0f}"
        row += f"   {min(beside):18.0f}{median(beside):8.0f}{ratio:8.2f}"
        verdict = "met" if ratio <= TARGET else "missed"
        print(f"{row}   {verdict}" if command[0] == va() else row)
    print()


def name_of(command: Command) -> str:
    """Return a command as it is typed."""
    program, *arguments = command
    if arguments[:1] == ["__complete"]:
        return f"{arguments[-1]} <TAB>"
    return " ".join((Path(program).name, *(Path(argument).name for argument in arguments)))


if __name__ == "__main__":
    sys.exit(main())
