"""A whole month in a throw-away book: set up, log, import, bill, get paid, sum up the year.

Run it with a folder to work in: `python examples/first_month.py build/demo`. Every line is a real `va` command;
names and numbers are examples.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

MARCH = "2026-03-{:02d}T{}:00+01:00"

# What Toggl Track calls a detailed report: a heading, then a row for each piece of work.
HEADING = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)"
)
ROBIN = "Robin Example,robin@example.com,Example Bakery,,"
HOURS_OF_FEBRUARY = f"""\
{HEADING}
{ROBIN},Newsletter,Yes,2026-02-10,09:00:00,2026-02-10,10:30:00,01:30:00,newsletter,
{ROBIN},Answered orders,Yes,2026-02-17,13:00:00,2026-02-17,14:10:00,01:10:00,inbox,
{ROBIN},Coffee,No,2026-02-17,15:00:00,2026-02-17,15:00:00,00:00:00,,
"""

SET_UP = """
va init --name "Robin Example, Virtual Assistance" --country NL --regime nl-standard --language en
va business edit --address "Voorbeeldkade 12, 1012 AB Amsterdam" --email robin@example.com --website example.com
va business edit --vat-id NL004495445B01 --registration-number 12345678 --iban NL91ABNA0417164300
va client add bakery --name "Example Bakery" --address "Bakkerstraat 2, 3511 AB Utrecht" --country NL
va engagement add bakery/inbox --hourly 38.50 --round 15m/up
va client add studio --name "Beispiel Studio GmbH" --country DE --vat-id DE136695976
va client edit studio --address "Musterweg 3, 10115 Berlin"
va engagement add studio/calendar --hourly 42 --round 6m/nearest --group day
va client add ada --name "Ada Example" --private --address "Laan 4, 2511 AC Den Haag" --terms-days 7
va engagement add ada/social --flat
va service add "social post" --price 12 --unit post
"""

IMPORT = """
va import toggl {folder}/february.csv
va import toggl {folder}/february.csv --apply --yes
va month 2026-02 --issue --date 2026-03-02 --yes
"""

SUMMER_TIME = 29  # the day in March on which clocks go forward

# (day, hour, command): the clock stands at that moment.
THE_MONTH = (
    (2, "09:00", "va start bakery Answering orders +inbox"),
    (2, "10:20", "va switch studio Moving appointments"),
    (2, "11:05", "va stop"),
    (3, "17:00", "va log 9:00-11:40 bakery Newsletter for March +newsletter"),
    (3, "17:01", "va log 45m --internal admin Bookkeeping"),
    (5, "16:00", "va log 1h10 studio Travel plan for the fair"),
    (9, "12:00", "va task add ada Posts for spring --qty 6 --service 'social post' --due '20 mar'"),
    (12, "18:00", "va log 2h25 bakery Answered orders +inbox --on yesterday"),
    (18, "18:00", "va task done 1"),
    (20, "10:00", "va log 8:30-9:50 studio Call with the caterer --place other"),
    (20, "10:01", "va edit @1 --to 9:40"),
    (20, "10:02", "va undo"),
    (20, "10:03", "va redo"),
    (31, "17:00", "va entries 2026-03"),
    (31, "17:01", "va month 2026-03"),
    (31, "17:02", "va month 2026-03 --draft"),
    (31, "17:03", "va invoice edit bakery --notes 'Thank you for the good month.'"),
    (31, "17:04", "va month 2026-03 --issue --yes"),
)

AND_THEN = """
va pay 2026-0001 128.11 --on 2026-03-14
va pay 2026-0003 100 --on 2026-04-02
va invoice list
va tax year 2026 --pdf {folder}/year-2026.pdf
va history --limit 5
"""


def main() -> None:
    """Work through the month in the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "february.csv").write_text(HOURS_OF_FEBRUARY, encoding="utf-8")
    for command in SET_UP.strip().splitlines() + IMPORT.format(folder=folder.as_posix()).strip().splitlines():
        run(folder, command, MARCH.format(2, "08:30"))
    for day, hour, command in THE_MONTH:
        run(folder, command, f"2026-03-{day:02d}T{hour}:00+0{2 if day >= SUMMER_TIME else 1}:00")
    for command in AND_THEN.format(folder=folder.as_posix()).strip().splitlines():
        run(folder, command, "2026-04-03T09:00:00+02:00")
    for number in ("2026-0001", "2026-0002", "2026-0003", "2026-0004"):
        run(folder, f"va invoice pdf {number} -o {folder.as_posix()}/{number}.pdf", "2026-04-03T09:00:00+02:00")
    print("\nWhat was made:")
    for path in sorted(folder.glob("*.pdf")):
        print(f"  {path}")


def run(folder: Path, command: str, now: str) -> None:
    """Show a command, run it at the moment `now` and stop at the first one that fails."""
    print(f"\n$ {command}", flush=True)
    surroundings = os.environ | {"VA_BOOK": str(folder / "book.db"), "VA_NOW": now, "VA_TZ": "Europe/Amsterdam"}
    program = Path(sys.executable).with_name("va.exe" if os.name == "nt" else "va")
    ended = subprocess.run([str(program), *shlex.split(command)[1:]], env=surroundings, check=False)
    if ended.returncode:
        sys.exit(f"'{command}' ended with {ended.returncode}.")


if __name__ == "__main__":
    main()
