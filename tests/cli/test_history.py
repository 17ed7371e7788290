"""`va undo`, `redo`, `history`: whatever was done comes back as it was; what left the house stays."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vabackoffice
from vabackoffice.storage.book import open_book
from vabackoffice.storage.migrate import create_book

if TYPE_CHECKING:
    from tests.conftest import Va

SOURCE = Path(vabackoffice.__file__).parents[1]
NEVER_IMPORTED = ("alembic", "jinja2", "pydantic", "sqlalchemy", "sqlmodel", "weasyprint")

# A month of an assistant, every command that writes and can be undone. Each is done, undone, redone and left standing.
A_MONTH = """
start acme Sorting mail +email --at -25m
cancel
start acme Sorting mail +email --at -25m
switch bakery Newsletter
stop
resume @1
cancel
log 9:00-10:25 acme Call +phone --on 2026-03-02
log 1h30 bakery Posts --on 2026-03-03
log 45m --internal admin Bookkeeping --on 2026-03-04
edit @1 --duration 50m --tags own
split @2 30m
delete @1 --yes
client add ada --name=Ada --private
client edit ada --terms-days 30
client archive ada
engagement add bakery/extra --hourly 50
engagement terms acme/inbox --from 2026-04-01 --hourly 45
service add newsletter
price set bakery newsletter 80 --unit piece
task add bakery/main Newsletter --price 80
task done 1
task reopen 1
regime set nl-kor --from 2027-01-01
business edit --phone=0201234567
business edit --set hebesatz=410 --from 2026-01-01
invoice draft acme 2026-03
invoice add 1 Postage --price 4.50
invoice edit 1 --line 2 --price 5
invoice discard 1 --yes
month 2026-03 --draft
"""


def test_after_any_command_and_its_undo_the_export_is_the_same_to_the_byte(va: Va) -> None:
    first = va.export()
    commands = A_MONTH.strip().splitlines()
    for command in commands:
        before = va.export()
        va(*command.split()).check()
        after = va.export()
        assert after != before, command
        va("undo").check()
        assert va.export() == before, command
        va("redo").check()
        assert va.export() == after, command

    va("undo", str(len(commands))).check()
    assert va.export() == first
    va("redo", str(len(commands))).check()
    assert va.export() == after


def test_a_logo_is_taken_off_again(va: Va, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n")
    before = va.export()

    va("business", "edit", "--logo", logo).check()
    va("undo").check(output="Undid business edit of Mon 16 Mar 12:00 (1 row)")

    assert va.export() == before


def test_undo_and_redo_say_what_they_did(va: Va) -> None:
    va.at("2026-03-02T09:00:00+01:00")
    va("log", "1h", "acme", "+email").check()
    va.at("2027-01-01T00:30:00+01:00")
    va("log", "2h", "acme").check()

    va("undo", "2").check(
        output="""
Undid log of Fri 1 Jan 00:30 (1 row)
Undid log of Mon 2 Mar 2026 09:00 (2 rows)"""
    )
    va("redo").check(output="Redid log of Mon 2 Mar 2026 09:00 (2 rows)")
    assert va.json("redo") == {
        "redone": [
            {
                "id": 7,
                "at": "2027-01-01T00:30:00+01:00",
                "command": "log",
                "kind": "do",
                "target": None,
                "rows": 1,
                "tables": ["time_entry"],
                "state": "undone",
                "final": None,
            }
        ]
    }


def test_history_shows_the_newest_first(va: Va) -> None:
    va("log", "1h", "acme", "+email").check()
    va("undo").check()

    shown = [line.rstrip() for line in va("history", "--limit", "3").check().out.splitlines()]
    assert [line for line in shown if not line.startswith("─")] == [
        "   When              Command         What                           State",
        "7  Mon 16 Mar 12:00  undo            log (6)",
        "6  Mon 16 Mar 12:00  log             2 rows: entry_tag, time_entry  undone",
        "5  Mon 16 Mar 12:00  engagement add  2 rows: engagement, terms",
    ]
    newest, undone, *rest = va.json("history")["operations"]
    assert (newest["command"], newest["kind"], newest["target"], newest["state"]) == ("undo", "undo", 6, "done")
    assert (undone["command"], undone["rows"], undone["state"]) == ("log", 2, "undone")
    assert [operation["id"] for operation in rest] == [5, 4, 3, 2, 1]


def test_an_issued_invoice_is_not_undone(va: Va) -> None:
    va("log", "2h", "bakery", "Newsletter").check()
    va("invoice", "draft", "bakery", "2026-03").check()
    va("invoice", "issue", "1", "--yes").check()
    before = va.export()

    error = """
va: The last command issued invoice 2026-0001.
    Correct it with a credit note: 'va invoice credit 2026-0001'."""
    va("undo").check(exit_code=5, output="", error=error)

    assert va.export() == before
    operation = va.json("history")["operations"][0]
    assert (operation["state"], operation["final"]) == ("final", "issued invoice 2026-0001")


def test_what_came_after_an_issued_invoice_is_undone_alone(va: Va) -> None:
    va("log", "2h", "bakery", "Newsletter").check()
    va("invoice", "draft", "bakery", "2026-03").check()
    va("invoice", "issue", "1", "--yes").check()
    issued = va.export()
    va("log", "1h", "acme").check()
    before = va.export()

    error = f"""
va: Command {va.json("history")["operations"][1]["id"]} issued invoice 2026-0001.
    Correct it with a credit note: 'va invoice credit 2026-0001'. 'va undo 1' takes back what came after it."""
    va("undo", "2").check(exit_code=5, output="", error=error)
    assert va.export() == before

    va("undo").check()
    assert va.export() == issued


def test_a_payment_is_not_undone(va: Va) -> None:
    va("log", "2h", "bakery", "Newsletter").check()
    va("invoice", "draft", "bakery", "2026-03").check()
    va("invoice", "issue", "1", "--yes").check()
    va("pay", "2026-0001", "10").check()

    error = """
va: The last command booked a payment on invoice 2026-0001.
    Book the opposite amount: 'va pay 2026-0001 -100'."""
    va("undo").check(exit_code=5, output="", error=error)


@pytest.mark.parametrize(
    ("reasons", "what", "how"),
    [
        (
            ["issued invoice 2026-0001", "issued invoice 2026-0002"],
            "issued invoice 2026-0001, issued invoice 2026-0002",
            "Correct it with a credit note: 'va invoice credit 2026-0001'.",
        ),
        (
            ["issued credit note C2026-0001"],
            "issued credit note C2026-0001",
            "What it reopened is billed again by 'va invoice draft HANDLE'.",
        ),
        (
            ["filed the return of 2025"],
            "filed the return of 2025",
            "It cannot be undone: what left the house is corrected by a new document.",
        ),
    ],
)
def test_every_final_command_says_how_it_is_corrected(va: Va, reasons: list[str], what: str, how: str) -> None:
    with closing(open_book(va.book)) as book, book.operation("try", datetime(2026, 3, 16, 11, tzinfo=UTC)):
        book.connection.execute("INSERT INTO setting VALUES ('a', '1')")
        for reason in reasons:
            book.mark_final(reason)

    va("undo").check(exit_code=5, output="", error=f"va: The last command {what}.\n    {how}")


def test_there_is_nothing_to_redo_once_something_new_was_written(va: Va) -> None:
    error = """
va: There is nothing to redo.
    What was undone comes back only until something new is written."""
    va("redo").check(exit_code=5, output="", error=error)

    va("log", "1h", "acme").check()
    va("undo").check()
    va("log", "2h", "acme").check()
    va("redo").check(exit_code=5, output="", error=error)


def test_more_than_there_is_cannot_be_undone_or_redone(va: Va) -> None:
    before = va.export()
    error = """
va: There are only 5 to undo, not 6.
    'va undo 5' takes all of it; 'va history' lists what was done."""
    va("undo", "6").check(exit_code=5, output="", error=error)
    assert va.export() == before

    va("undo").check()
    before = va.export()
    error = """
va: There is only 1 to redo, not 2.
    'va redo 1' takes all of it; 'va history' lists what was done."""
    va("redo", "2").check(exit_code=5, output="", error=error)
    assert va.export() == before


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_a_count_is_one_or_more(va: Va, verb: str) -> None:
    error = """
va: '0' is not a number of commands.
    Say how many, 1 or more, or leave it out for the last one."""
    va(verb, "0").check(exit_code=2, output="", error=error)
    va(verb, "some").check(exit_code=2, output="")


def test_even_the_first_command_can_be_undone(empty_va: Va) -> None:
    before = empty_va.export()
    empty_va("undo").check(output="Undid init of Mon 16 Mar 12:00 (4 rows)")
    error = "va: There is nothing to undo.\n    'va history' lists what was done."
    empty_va("undo").check(exit_code=5, output="", error=error)
    assert [operation["command"] for operation in empty_va.json("history")["operations"]] == ["undo", "init"]

    empty_va("redo").check()

    assert empty_va.export() == before


def test_where_nothing_was_done_there_is_no_history(no_book: Va) -> None:
    create_book(no_book.book).close()

    no_book("history").check(output="Nothing has been done yet.")


def test_undo_waits_for_no_heavy_library(va: Va) -> None:
    va("log", "1h", "acme").check()
    script = f"""
import sys
from vabackoffice.cli.entry import main
codes = [main(["undo"]), main(["redo"]), main(["export"])]
print(codes, [name for name in {NEVER_IMPORTED} if name in sys.modules])
"""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "[0, 0, 0] []"
