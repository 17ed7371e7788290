"""The tree of commands: every one explains itself, and every example of every help text runs."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from vabackoffice.cli.lazy import Deferred
from vabackoffice.cli.main import COMMANDS, root
from vabackoffice.importers.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Va


def loaded() -> dict[str, Any]:
    """Return the real command or group behind every name of the table."""
    stand_ins: dict[str, Any] = typer.main.get_command(root).commands  # type: ignore[attr-defined]
    assert all(isinstance(stand_in, Deferred) for stand_in in stand_ins.values())
    return {name: stand_in.load() for name, stand_in in stand_ins.items()}


TREE = loaded()
GROUPS = {name: group for name, group in TREE.items() if hasattr(group, "commands")}
LEAVES = {
    **{name: command for name, command in TREE.items() if name not in GROUPS},
    **{
        f"{name} {under}": command
        for name, group in GROUPS.items()
        for under, command in group.commands.items()
        if not command.hidden
    },
}


def test_the_table_is_the_tree() -> None:
    assert list(TREE) == list(COMMANDS)
    assert all(command.name == name for name, command in TREE.items())
    assert {"client", "invoice", "task"} <= set(GROUPS)
    assert {"start", "log", "client add"} <= set(LEAVES)


@pytest.mark.parametrize("name", GROUPS)
def test_the_summary_of_a_group_is_written_twice_and_the_same(name: str) -> None:
    assert GROUPS[name].help.partition("\n\n")[0] == COMMANDS[name][1]


@pytest.mark.parametrize("name", ["", *GROUPS, *LEAVES])
def test_every_command_answers_help(no_book: Va, name: str) -> None:
    for option in ("--help", "-h"):
        shown = no_book(*name.split(), option).check(error="").out
        assert shown.startswith(" ".join(("Usage: va", *name.split())))
        assert max(map(len, shown.splitlines())) <= 100


def test_the_root_lists_every_command_with_its_summary(no_book: Va) -> None:
    shown = re.findall(
        r"^  ([\w-]+) +(\S.*)$", no_book("--help").out.partition("Commands:")[2].partition("\n\n")[0], re.MULTILINE
    )

    assert dict(shown) == {name: summary for name, (_, summary) in COMMANDS.items()}


def examples(no_book: Va, name: str) -> list[str]:
    """Return the examples of a command: the last lines of its help."""
    _, heading, lines = no_book(*name.split(), "--help").check().out.partition("\n  Examples:\n")
    assert heading, f"the help of 'va {name}' has no examples"
    return [line.removeprefix("    ") for line in lines.splitlines()]


@pytest.mark.parametrize("name", LEAVES)
def test_help_ends_with_examples_of_the_command(no_book: Va, name: str) -> None:
    found = examples(no_book, name)

    assert found
    assert all(f"{line} ".startswith(f"va {name} ") for line in found), found


# A year in which every example of every help text is typed, in an order in which all of them work. Lines that begin
# with @ set the clock; lines that begin with + are no examples, only what makes the next ones possible.
STORY = """
@ 2026-01-05T09:00:00+01:00
va init --name "Example Office" --country NL --regime nl-standard
va business show
va business edit --iban NL91ABNA0417164300
+ business edit --address "Voorbeeldstraat 1, 1012 AB Amsterdam" --vat-id NL004495445B01 --registration-number 12345678
va business edit --set hebesatz=410 --from 2026-01-01
va business edit --template modern --accent "#0a7" --paper letter
va business edit --set footer="Payable within the time stated." --set intro_de="Danke!"
va business edit --set hours_per_week=32 --set days_off=2026-08-03..2026-08-14
va regime set nl-kor --from 2026-01-01
va regime list
+ undo
va client add acme --name "Acme Example GmbH" --country DE --vat-id DE136695976
va client add ada --name "Ada Example" --private
+ client add bakery --name "Example Bakery" --country NL --address "Bakkerstraat 2, 3511 AB Utrecht"
va client edit acme --email office@example.com --terms-days 30
va client list
va client show acme
va engagement add acme/inbox --hourly 40 --round 15m/up
va engagement add bakery/social --flat --from 2026-01-01
va engagement add ada/desk --from 2026-01-01 --retainer 400 --hours 10 --carry 1 --overage 45
va engagement add ada/blocks --package --overage-steps 3h:40,50 --low 25%
va engagement terms ada/desk --from 2026-04-01 --hours 12 --carry cap:2h
+ undo 3
va engagement terms acme/inbox --from 2026-07-01 --hourly 45
va engagement list
va engagement list acme
va engagement show acme/inbox
va engagement edit acme/inbox --default
va engagement end acme/inbox --on 2026-12-31
va package sell acme --hours 10 --price 400
va package sell acme --hours 10 --price 400 --on 2026-03-01 --expires 60d
va package sell acme/inbox --hours 5 --price 190 --expires 30d --from-first-use
va package list
va package list acme
va package edit 1 --hours 12 --price 470
va package edit 1 --expires 2026-12-31
va bank acme
va bank acme 2026-03 --explain
va bank acme/inbox --all --json
va bank acme --statement text
va bank acme --statement pdf -o hours.pdf
va package delete 1 --yes
va engagement pause acme/inbox --from 2026-08-03 --until 2026-08-14
va engagement pause acme/inbox --from 2026-09-07
va engagement resume acme/inbox --on 2026-09-21
+ undo 9
va service add inbox
va service add "social post" --price 12 --unit post
va service add starter --bundle "social post:10,inbox:2" --price 150
va service show starter
va service list
va price set acme "social post" 12 --unit post --from 2026-01-01
va price set bakery "social post" 12 --unit post --steps 20:12,10 --from 2026-01-01
va price list
@ 2026-03-16T12:00:00+01:00
va log 1h30 acme Sorted mail +email
va log 9:00-10:25 acme Call --on yesterday
va log 45m --internal admin Bookkeeping
va start acme Sorting mail +email
va cancel
va start acme --at -25m
va status
va status --short
va status --json
va switch bakery Newsletter
@ 2026-03-16T12:30:00+01:00
va stop
va resume
va resume @2
va start --internal admin Bookkeeping
@ 2026-03-16T18:00:00+01:00
va stop --at 17:30
va entries
va entries last week --client acme
va entries 2026-03 --by client
va entries 2026-03 --unbilled --csv
va target 20h/week acme
va target 80h/month acme/inbox --from 2026-04-01
va target 6h/day
va target none/week acme --from 2026-07-01
va target none acme
va target
va report hours
va report hours last week --by day --chart
va report hours 2026 --by client --by month
va report hours 2026-Q1 --by tag --client acme --csv
va report week
va report week last week
va report week 2026-W11 --json
va report rates
va report rates 2026-Q1 --by engagement --chart
va report rates last month --by task
va report rates 2026 --by service --csv
va report capacity
va report capacity next month
va report capacity 2026-08-01..2026-08-31 --csv
va report rounding
va report rounding 2026-Q1 --what-if 15m/up
va report rounding last month --what-if 6m/nearest --round-level day --minimum 30m
va report rounding 2026 --csv
+ log 1h bakery Call
+ log 9:00-12:00 acme Mail --on 2026-03-13
va edit @2 --note "Call about the fair" --client acme
va edit @2 --internal admin
va split @1 10:00
va split @1 45m
va delete @1 --yes
+ log 9:00-10:30 acme Mail --on 2026-03-12
va edit @1 --shift -10m
+ undo
va edit @1 --to 10:45
va undo
va undo 3
va redo
va history
va history --limit 100 --json
va task add bakery Newsletter March --price 80 --due "31 mar"
va task add bakery Posts --qty 5 --unit post --price 12
va task done 1
va task reopen 1
va task done 1 --on yesterday
va task list
va task list bakery --open
+ task add bakery Website --price 900
+ task done 3 --on 2026-03-20
+ client add coast --name "Coast Example Inc." --country US --currency USD --address "1 Example Way, Troy, NY 12180"
va rate set USD 0.92 --on 2026-03-02
va rate set USD 0.79 --in GBP --on 2026-03-01 --source "HMRC, March 2026"
va rate list
va rate list USD
va rate import eurofxref-hist.csv
va rate import eurofxref-hist.csv --currency USD --currency CHF --from 2026-01-01
+ client edit acme --address "Musterweg 3, 10115 Berlin"
va client check acme
+ engagement add coast/main --hourly 60
+ log 20h coast Research --on 2026-03-17
@ 2026-04-01T09:00:00+02:00
va month
va month 2026-03 --what-if 15m/up
va invoice series set invoice --pattern "{year}-{seq:04}" --next 1
va invoice draft acme
va invoice add 1 "Train ticket" --qty 1 --price 23.40
va invoice add 1 "Course material" --qty 4 --price 25 --discount 10%
va invoice edit 1 --line 2 --text "Newsletter, March"
va invoice edit 1 --line 2 --discount 5
va invoice edit 1 --notes "Thank you for the quick answer."
va invoice preview 1 -o preview.pdf
va invoice preview 1 --proforma -o proforma.pdf
va invoice discard 1 --yes
va invoice preview acme
va invoice draft acme last month --group day --discount 10%
+ undo 2
+ invoice add 1 "Course material" --qty 1 --price 2000
va invoice issue 1 --yes
va month last month --draft
+ undo
va month 2026-03 --issue --date 2026-04-01 --yes
va invoice list
va invoice list acme --open
va invoice show 2026-0001
va invoice pdf 2026-0001 -o invoice.pdf
@ 2026-05-04T09:00:00+02:00
va pay 2026-0001 1210 --on yesterday
va pay 2026-0002 500 --fee 14.80 --method PayPal
va pay 2026-0003 1000 --rate 0.92
va pay 2026-0001 -100
va pay list acme
va tax year 2026
va tax year this year --basis cash --json
va tax year 2026 --pdf 2026.pdf
va tax year 2026 --csv tax-2026
va invoice credit 2026-0001 --lines 2:0.5 --yes
va invoice credit 2026-0001 --amount 25 --yes
va invoice credit 2026-0001 --reopen --yes
va invoice correct 2026-0002 --yes
va invoice deposit bakery 200 "Deposit for the website"
+ invoice issue 8 --yes
va invoice final bakery --deposit 2026-0004
va invoice series list
va invoice series set shop --pattern "S{year}-{seq:03}" --kind invoice
va client archive acme
+ client archive acme --back
+ imports
va import list
va import undo 1 --yes
@ 2026-05-05T12:00:00+02:00
+ start acme Mail --at 9:00
va interrupt bakery Phone call 10m
@ 2026-05-05T12:30:00+02:00
va interrupt bakery 10m Phone call +call
@ 2026-05-05T13:00:00+02:00
va interrupt --internal admin Parcel 5m
+ cancel
va repeat
va repeat @2 --on yesterday
va repeat --from 16:30
va task add acme Posts --qty 25 --service "social post"
va task add bakery Newsletter --price 60 --every month --anchor 1 --from 2026-01-01
va task recurring
va task due
va task due --yes --skip 2
va task due this month
va task end 1
va task end 1 --on 2026-12-31
va routine add "Mon-Fri 9:00 15m acme inbox check"
va routine add Mon,Thu 1h bakery Posts +social --until "31 dec"
va routine add weekdays 17:30 10m --internal admin Filing --from 2026-03-02
va routine list
va routine run
va routine run --yes --skip 2
va routine run last week
va routine end 1
va routine end 2 --on 2026-12-31
va routine delete 2 --yes
va catch-up
va catch-up yesterday --from 9:00 --to 17:30
va catch-up --to now --gap 15m --json
va quote add acme Newsletter and inbox --valid 30d
va quote line Q-2026-0001 Set up the newsletter --price 80
va quote line acme Posts --qty 8 --unit post --price 12.50 --option B
va quote offer Q-2026-0001 acme/inbox --hourly 42 --option A
va quote offer acme acme/inbox --retainer 400 --hours 10 --overage 45 --option B
va quote edit Q-2026-0001 --valid 2026-12-31 --notes "Prices hold for this year."
va quote edit Q-2026-0001 --line 1 --price 75
va quote show Q-2026-0001
va quote pdf Q-2026-0001 -o quote.pdf
va quote list
va quote list acme --open
va quote delete Q-2026-0001 --yes
+ undo
va quote accept Q-2026-0001 --option B --on 2026-06-01
+ quote add bakery
va quote decline Q-2026-0002 --reason "Too early"
va invoice recurring list
va invoice recurring list bakery
va invoice export 2026-0001 --as facturx -o e-invoice.pdf
va invoice read e-invoice.pdf --keep
va invoice received
va export > book.json
va export --format csv -o my-data
va export --format toggl 2026-03 -o toggl-march.csv
va export --format harvest last month --client acme -o harvest.csv
va export --format klog > hours.klg
va export --format ics this year -o hours.ics
va import vabackoffice book.json --book new.db
va import vabackoffice book.json --book new.db --apply
va template list
va template check
va template copy classic --as mine
va doctor
va doctor --json
va completion install bash --yes
va completion show zsh
va completion uninstall bash --yes
"""


# A file of each source of `va import`, all with work for "Bakery", no two at the same time.
HOURS = {
    "toggl": """
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags
Ada,ada@example.com,Bakery,,,Phoned,No,2026-02-02,11:00:00,2026-02-02,11:15:00,00:15:00,call
""",
    "clockify": """
"Project","Client","Description","User","Tags","Billable","Start Date","Start Time","End Date","End Time","Duration (h)"
"","Bakery","Phoned","Ada","","Yes","2026-02-03","11:00:00","2026-02-03","11:15:00","00:15:00"
""",
    "harvest": """
Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Currency
2026-02-04,Bakery,,,,Phoned,0.25,Yes,No,Ada,Example,Euro - EUR
""",
    "kimai": """
Date,From,To,Duration,Currency,Name,User,Customer,Project,Activity,Description,Billable,Tags,Type
2026-02-05,11:00,11:15,0:15,EUR,Ada,ada,Bakery,,,Phoned,1,,timesheet
""",
    "timeclock": """
i 2026-02-06 11:00:00 Bakery  Phoned
o 2026-02-06 11:15:00
""",
    "timedot": """
2026-02-07
Bakery  1h
""",
    "ics": """
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260208T100000Z
DTSTART:20260208T100000Z
DTEND:20260208T101500Z
SUMMARY:Bakery
END:VEVENT
END:VCALENDAR
""",
    "watson": """
[[1770634800, 1770635700, "Bakery", "41dcffb7bd74442794b9385c3e8891fc", [], 1770635700]]
""",
    "timewarrior": """
[{"id":1,"start":"20260210T100000Z","end":"20260210T101500Z","tags":["Bakery"]}]
""",
    "klog": """
2026-02-11
    11:00 - 11:15 Phoned #Bakery
""",
    "csv": """
Datum;Stunden;Kunde
12.02.2026;0,25;Bakery
""",
}
RATES = "Date,USD,CHF,\n2026-03-13,1.1476,N/A,\n"
NAMES = '"Bakery" = "bakery/social"\n'


def told(no_book: Va) -> Iterator[str]:
    """Yield the lines of the story, with the examples of every source that `va import` has."""
    for line in STORY.strip().splitlines():
        if line != "+ imports":
            yield line
            continue
        # What the columns of a table are is asked once; the examples come after that.
        yield '+ import csv hours.csv --columns "Datum=date,Stunden=hours,Kunde=client" --apply'
        for source in SOURCES:
            yield from examples(no_book, f"import {source}")


def test_every_example_is_part_of_the_story(no_book: Va) -> None:
    shown = {example for name in LEAVES for example in examples(no_book, name)}

    assert shown == {line for line in told(no_book) if line.startswith("va ")}


@pytest.mark.slow
def test_the_story_runs(no_book: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.toml").write_text(NAMES, encoding="utf-8")
    (tmp_path / "eurofxref-hist.csv").write_text(RATES, encoding="utf-8")
    for line in told(no_book):
        mark, _, rest = line.partition(" ")
        if mark == "@":
            no_book.at(rest)
        else:
            command, _, file = rest.partition(" > ")
            words = shlex.split(command)
            if words[0] == "import" and words[1] in SOURCES:
                (tmp_path / words[2]).write_text(HOURS[words[1]].lstrip(), encoding="utf-8")
            ran = no_book(*words)
            assert ran.exit_code == 0, f"{line}\n{ran.out}\n{ran.err}"
            if file:
                (tmp_path / file).write_text(ran.out, encoding="utf-8")
