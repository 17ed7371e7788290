"""Measure `va bank --json` on ten years of one client beside the same command on a book in which nothing happened yet.

A retainer, two packages a year and 2,500 entries; each run is a whole process. The ratio of the two is taken pair by
pair, so that a machine that is busy for a moment slows both. Everything lies in build/bench/bank/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

from vabackoffice.domain.contract import Package
from vabackoffice.domain.money import Money
from vabackoffice.domain.time_entry import When, Work
from vabackoffice.storage.book import open_book
from vabackoffice.storage.daybook import add_entry
from vabackoffice.storage.packages import add_package
from vabackoffice.storage.reads.targets import engagements

TARGET = 1.5
WARM_UP_ROUNDS = 2
YEARS, ENTRIES, PACKAGES = 10, 2_500, 2
FIRST, TODAY = date(2016, 1, 4), date(2025, 12, 29)

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench" / "bank"
VA = str(Path(sys.executable).parent / "va")


def main() -> int:
    """Prepare both books, measure, print. The exit code is 1 if a second of the work is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each command is measured")
    rounds = parser.parse_args().rounds
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    prepare("empty", since=TODAY)
    prepare("full", since=FIRST)
    worked = fill()
    print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"vabackoffice {version('vabackoffice')}; {rounds} rounds after {WARM_UP_ROUNDS}; ms of whole processes")
    for options in ((), ("--all",)):
        show(options, measured(options, rounds))
    rows = json.loads(run("full", "bank", "acme", "--all", "--json"))["rows"]
    found = sum(abs(row["seconds"]) for row in rows if row["entry"] is not None)
    if found != worked:
        print(f"{found} seconds are in the rows, {worked} were worked")
        return 1
    return 0


def prepare(name: str, since: date) -> None:
    """Set up a book with one client on a retainer."""
    run(name, "init", "--name", "Example Assistant", "--country", "NL", "--regime", "nl-standard")
    run(name, "client", "add", "acme", "--name", "Example Bakery", "--country", "NL")
    retainer = ("--retainer", "400", "--hours", "20", "--carry", "cap:5h", "--round", "15m/up", "--overage", "45")
    run(name, "engagement", "add", "acme/inbox", "--from", str(since), *retainer)


def fill() -> int:
    """Write packages and work of ten years into the full book; return the seconds as they are billed."""
    days = (TODAY - FIRST).days
    with closing(open_book(FOLDER / "full.book")) as book, book.operation("log", datetime(2025, 12, 29, tzinfo=UTC)):
        [engagement] = engagements(book, "acme")
        for number in range(YEARS * PACKAGES):
            bought_on = FIRST + timedelta(days * number // (YEARS * PACKAGES))
            package = Package(0, bought_on, 10 * 3600, Money(40000, "EUR"), expires_days=120)
            add_package(book, engagement.id, package)
        work = Work(engagement.id, "acme", "inbox", note="Mail")
        for number in range(ENTRIES):
            day = FIRST + timedelta(days * number // ENTRIES)
            add_entry(book, work, When.lasting(day, (2 + number % 5) * 900), "Europe/Amsterdam")
    return sum((2 + number % 5) * 900 for number in range(ENTRIES))


def measured(options: tuple[str, ...], rounds: int) -> list[tuple[float, float]]:
    """Return the seconds of the command on the full and on the empty book, the first rounds left out."""
    times = [(seconds("full", options), seconds("empty", options)) for _ in range(WARM_UP_ROUNDS + rounds)]
    return times[WARM_UP_ROUNDS:]


def seconds(name: str, options: tuple[str, ...]) -> float:
    """Return how long a whole process took."""
    begun = perf_counter()
    run(name, "bank", "acme", "--json", *options)
    return perf_counter() - begun


def run(name: str, *arguments: str) -> str:
    """Run `va` on one of the books and return what it printed; a failure shows what it said."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("VA_", "PYTHON"))}
    own = {"VA_BOOK": str(FOLDER / f"{name}.book"), "VA_NOW": f"{TODAY}T12:00:00+01:00", "NO_COLOR": "1"}
    done = subprocess.run(
        [VA, *arguments, "--no-input"], env=surroundings | own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"va {' '.join(arguments)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


def show(options: tuple[str, ...], pairs: list[tuple[float, float]]) -> None:
    """Print one row: milliseconds of both, and their ratio."""
    full, empty = ([1000 * pair[side] for pair in pairs] for side in (0, 1))
    ratio = median(one / other for one, other in pairs)
    command = " ".join(("va bank acme --json", *options))
    target = f"   target {TARGET}: {'met' if ratio <= TARGET else 'missed'}" if not options else ""
    print(f"{command:28}{median(full):7.0f}   nothing yet: {median(empty):5.0f}   ratio {ratio:.2f}{target}")


if __name__ == "__main__":
    sys.exit(main())
