"""Measure an import of a long Detailed report of Clockify: plan, writing, a second run, taking it back.

Each is a whole process on a new book. The report has 100,000 entries of ten years, with dates that only the whole file
settles. Everything lies in build/bench/.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

MOST_SECONDS = 10
MOST_MEGABYTES = 150
CLIENTS, PROJECTS = 20, 5

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench" / "imports"
REPORT = FOLDER / "clockify.csv"

HEADINGS = (
    "Project", "Client", "Description", "Task", "User", "Group", "Email", "Tags", "Type", "Billable", "Invoiced",
    "Invoice ID", "Start Date", "Start Time", "End Date", "End Time", "Duration (h)", "Duration (decimal)",
    "Billable Rate (EUR)", "Billable Amount (EUR)", "Date of creation",
)  # fmt: skip
TAGS = ("", "inbox", "Client call, web", "travel")


class Run(NamedTuple):
    """How a process went: wall and processor seconds, the most memory it held (None where that is not known)."""

    seconds: float
    cpu_seconds: float | None
    megabytes: float | None
    shown: Any


def main() -> int:
    """Write the report, measure, print. The exit code is 1 if a row was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="how many entries the report has")
    rows = parser.parse_args().rows
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    write_report(rows)
    va("init", "--name", "Example Assistant", "--country", "NL", "--regime", "nl-standard", "--no-input")
    runs = {
        "plan": va("import", "clockify", str(REPORT)),
        "apply": va("import", "clockify", str(REPORT), "--apply"),
        "second run": va("import", "clockify", str(REPORT), "--apply"),
        "undo": va("undo"),
        "redo": va("redo"),
        "import undo": va("import", "undo", "1", "--yes"),
    }
    show(rows, runs)
    found = [(run.shown["new"], run.shown["known"]) for run in runs.values() if "new" in run.shown]
    if found != [(rows, 0), (rows, 0), (0, rows)]:
        print(f"new and known rows are not what they must be: {found}")
        return 1
    return 0


def write_report(rows: int) -> None:
    """Write entries of 7 to 29 minutes, one after the other on every day from 7:00 to 20:00."""
    with REPORT.open("w", encoding="utf-8", newline="") as file:
        report = csv.writer(file, quoting=csv.QUOTE_ALL)
        report.writerow(HEADINGS)
        start = datetime(2016, 1, 4, 7, tzinfo=UTC)
        for number in range(rows):
            seconds = (7 + number * 37 % 23) * 60 + number * 13 % 60
            end = start + timedelta(seconds=seconds)
            report.writerow(cells(number, start, end, seconds))
            start = end if end.hour < 20 else (end + timedelta(days=1)).replace(hour=7, minute=0, second=0)  # noqa: PLR2004


def cells(number: int, start: datetime, end: datetime, seconds: int) -> list[str]:
    """Return one entry as Clockify writes it."""
    what = [f"Project {number % PROJECTS}", f"Example Client {number % CLIENTS}", f"Note {number}, about something"]
    who = [f"Task {number % 7}", "Ada", "", "ada@example.com", TAGS[number % len(TAGS)]]
    billing = ["Regular", "Yes" if number % 10 else "No", "No", ""]
    when = [moment.strftime(form) for moment in (start, end) for form in ("%m/%d/%Y", "%I:%M:%S %p")]
    length = [f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}", f"{seconds / 3600:.2f}"]
    return [*what, *who, *billing, *when, *length, "40.00", "10.00", when[0]]


def va(*arguments: str) -> Run:
    """Run a command to its end, with --json; a failure shows what it said."""
    command = [str(Path(sys.executable).parent / "va"), *arguments, "--json"]
    foreign = ("VA_", "COVERAGE_", "PYTHON")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    env |= {"VA_BOOK": str(FOLDER / "bench.book"), "NO_COLOR": "1"}
    with (FOLDER / "out.json").open("w+b") as out, (FOLDER / "err.txt").open("w+b") as err:
        begun = perf_counter()
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        cpu_seconds, megabytes = waited_for(process)
        seconds = perf_counter() - begun
        out.seek(0)
        err.seek(0)
        shown, said = out.read().decode(), err.read().decode()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed ({process.returncode}):\n{said}")
    return Run(seconds, cpu_seconds, megabytes, json.loads(shown))


def waited_for(process: subprocess.Popen[bytes]) -> tuple[float | None, float | None]:
    """Wait until a process ends; return its processor seconds and the most memory it held, in units of 10^6 bytes."""
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1_000_000


def show(rows: int, runs: dict[str, Run]) -> None:
    """Print machine, versions and one row per run."""
    print(f"machine:  {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"versions: vabackoffice {version('vabackoffice')}")
    print(f"{rows} rows, {REPORT.stat().st_size / 1_000_000:.0f} MB; whole processes, each once")
    print()
    print(f"{'':20}{'seconds':>10}{'processor':>11}{'peak MB':>9}   target")
    for name, run in runs.items():
        cpu_seconds = "-" if run.cpu_seconds is None else f"{run.cpu_seconds:.1f}"
        megabytes = "-" if run.megabytes is None else f"{run.megabytes:.0f}"
        met = run.seconds <= MOST_SECONDS and (run.megabytes or 0) <= MOST_MEGABYTES
        print(
            f"{name:20}{run.seconds:10.1f}{cpu_seconds:>11}{megabytes:>9}"
            f"   {MOST_SECONDS} s, {MOST_MEGABYTES} MB: {'met' if met else 'missed'}"
        )
    print()


if __name__ == "__main__":
    sys.exit(main())
