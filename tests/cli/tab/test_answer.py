"""What TAB offers at each place of each kind of line, from a real book."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli.tab import answer as answers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


def tab(va: Va, line: str) -> list[str]:
    """Return the words that fish is offered at the end of a line."""
    return [word.partition("\t")[0] for word in answer(va, line)[1:]]


def answer(va: Va, line: str) -> list[str]:
    """Return the lines of the whole answer."""
    return va("__complete", "fish", line).check(error="").out.splitlines()


COMMANDS = [
    ["engagement", "add", "acme/web", "--hourly=50"],
    ["client", "add", "coast", "--name=Coast: Example, Inc.", "--address=Strandweg 1, 2586 JK Den Haag"],
    ["engagement", "add", "coast/old", "--hourly=50"],
    ["engagement", "end", "coast/old", "--on=2026-03-01"],
    ["engagement", "add", "coast/new", "--hourly=60"],
    ["client", "add", "gone", "--name=Gone Example"],
    ["engagement", "add", "gone/main", "--hourly=60"],
    ["client", "archive", "gone"],
    ["service", "add", "inbox"],
    ["service", "add", "social post"],
    ["log", "1h", "bakery", "Mail", "+email", "--on=2025-12-30"],
    ["log", "1h", "bakery", "Mail", "+email", "+bread"],
    ["task", "add", "bakery", "Newsletter", "--price=80"],
    ["task", "add", "bakery", "Posts", "--price=12"],
    ["task", "done", "1"],
    ["invoice", "draft", "bakery"],
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the busy book is kept for the next test."""
    return tmp_path_factory.mktemp("busy") / "book.db"


@pytest.fixture
def busy(va: Va, kept: Path) -> Va:
    """Leave a book in which there is something of every kind."""
    if not kept.exists():
        for command in COMMANDS:
            va(*command).check()
        shutil.copy(va.book, kept)
    shutil.copy(kept, va.book)
    return va


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        # Commands.
        ("va sta", ["start", "status"]),
        ("va invoice d", ["draft", "discard", "deposit"]),
        ("va nonsense ", []),
        # Options: those of the command, and of every command; not a second time.
        ("va stop --", ["--at", "--force", "--json", "--yes", "--no-input", "--book", "--help"]),
        ("va stop --force --json --a", ["--at"]),
        ("va stop --force --f", []),
        ("va business edit --set a=b --se", ["--set"]),
        ("va task done 1 -- --", []),
        ("va pay 2026-0001 -1", []),
        ("va --v", ["--version"]),
        # Handles.
        ("va start ", ["acme/inbox", "acme/web", "bakery", "coast"]),
        ("va start B", ["bakery"]),
        ("va start bakery/", ["bakery/main"]),
        ("va log 1h coast/", ["coast/new"]),
        ("va log --on yesterday 1h --no-bill ba", ["bakery"]),
        ("va entries --client a", ["acme", "acme/inbox", "acme/web"]),
        ("va entries --client=ba", ["--client=bakery"]),
        ("va invoice draft ", ["acme", "acme/inbox", "acme/web", "bakery", "coast"]),
        ("va client show ", ["acme", "bakery", "coast", "gone"]),
        ("va client edit g", []),
        ("va client archive g", []),
        ("va client archive --back ", ["gone"]),
        ("va client add a", []),
        ("va engagement show c", ["coast/new", "coast/old"]),
        ("va price set ", ["acme", "bakery", "coast", "all"]),
        # Tags.
        ("va start bakery ", ["+email", "+bread"]),
        ("va start +e", ["+email"]),
        ("va start +email ba", ["bakery"]),
        ("va start bakery +email Mail +", ["+bread"]),
        ("va start --internal admin +b", ["+bread"]),
        ("va entries --tag b", ["bread"]),
        # Services.
        ("va log 1h bakery --service ", ["inbox", "social post"]),
        ("va price set acme 'so", ["social post"]),
        # Numbers and ids.
        ("va invoice discard ", ["1"]),
        ("va invoice preview b", ["bakery"]),
        ("va task done ", ["2"]),
        ("va task reopen ", ["1"]),
        ("va log 1h bakery --task ", ["2"]),
        ("va edit @", ["@1", "@2"]),
        ("va invoice show ", []),
        # Periods and days.
        ("va entries v", ["vandaag", "vorige week", "vorige maand", "vorig kwartaal", "vorig jaar"]),
        ("va entries vorige ", ["week", "maand"]),
        ("va entries last ", ["week", "month", "quarter", "year"]),
        ("va entries 2026-0", ["2026-03", "2026-02", "2026-01"]),
        ("va entries 2026-w", ["2026-W12", "2026-W11", "2026-W10", "2026-W09"]),
        ("va stop --on ", []),
        ("va log 1h bakery --on g", ["gisteren"]),
        ("va log 1h bakery --on 2026-03-1", [f"2026-03-{day}" for day in range(16, 9, -1)]),
        ("va tax year ", ["2026", "2025"]),
        # Words that are fixed.
        ("va log 1h bakery --place ", ["home", "client", "other"]),
        ("va log 1h --internal tr", ["training", "travel"]),
        ("va invoice draft acme --group ", ["entry", "day", "service", "one"]),
        ("va engagement add acme/x --carry ", ["none", "all", "cap:"]),
        ("va engagement add acme/x --every ", ["week", "month", "quarter"]),
        ("va completion show ", ["bash", "zsh", "fish", "powershell"]),
        # What stands in no book.
        ("va regime set nl-k", ["nl-kor"]),
        ("va template copy cl", ["classic"]),
        ("va init --timezone Europe/Ams", ["Europe/Amsterdam"]),
        ("va log 1h bakery --on", ["--on"]),
        ("va log ", []),
    ],
)  # fmt: skip
def test_what_is_offered(busy: Va, line: str, offered: list[str]) -> None:
    assert tab(busy, line) == offered


def test_invoice_numbers_are_the_newest_first_and_to_be_paid_are_the_open_ones(busy: Va) -> None:
    busy("invoice", "issue", "1", "--yes").check()
    busy("log", "2h", "coast", "Mail").check()
    busy("invoice", "draft", "coast").check()
    busy("invoice", "issue", "2", "--yes").check()

    assert tab(busy, "va invoice show ") == ["2026-0002", "2026-0001"]
    assert tab(busy, "va invoice show 2026-0001") == ["2026-0001"]
    assert tab(busy, "va pay ") == ["list", "2026-0001", "2026-0002"]
    total = busy.json("invoice", "show", "2026-0001")["open"]
    busy("pay", "2026-0001", total).check()
    assert tab(busy, "va pay 2") == ["2026-0002"]
    busy("invoice", "credit", "2026-0002", "--yes").check()
    assert tab(busy, "va pay 2") == []
    assert tab(busy, "va pay list co") == ["coast"]


def test_drafts_already_named_are_not_offered_again(busy: Va) -> None:
    busy("log", "2h", "coast", "Mail").check()
    busy("invoice", "draft", "coast").check()

    assert tab(busy, "va invoice issue ") == ["1", "2"]
    assert tab(busy, "va invoice issue 2 ") == ["1"]


def test_imports_are_offered_by_their_ids(busy: Va, tmp_path: Path) -> None:
    hours = tmp_path / "hours.csv"
    hours.write_text("Datum;Stunden;Kunde\n12.02.2026;0,25;bakery\n", encoding="utf-8")
    busy("import", "csv", hours, "--columns", "Datum=date,Stunden=hours,Kunde=client", "--apply").check()

    assert answer(busy, "va import undo ") == ["", "1\thours.csv"]


def test_every_word_says_what_it_is(busy: Va) -> None:
    assert answer(busy, "va sta") == ["", "start\tStart a timer.", "status\tShow the running timer and today's hours."]
    assert answer(busy, "va start b") == ["", "bakery\tExample Bakery"]
    assert answer(busy, "va task done ") == ["", "2\tbakery: Posts"]
    assert answer(busy, "va edit @2") == ["", "@2\t2025-12-30 bakery/main Mail"]
    assert answer(busy, "va log 1h acme --on 2026-03-15") == ["", "2026-03-15\tSunday"]


def test_the_shell_is_told_what_it_does_itself(busy: Va) -> None:
    assert answer(busy, "va import toggl ") == ["files"]
    assert answer(busy, "va import toggl x.csv --map=") == ["files"]
    assert answer(busy, "va tax year 2026 --csv ") == ["folders"]
    assert answer(busy, "va stop --book ") == ["files"]
    assert answer(busy, "va engagement add ba") == ["open", "bakery/\tExample Bakery"]
    assert answer(busy, "va import tog")[0] == "files"


def test_bash_gets_what_it_puts_into_the_line(busy: Va) -> None:
    def bash(line: str) -> list[str]:
        return busy("__complete", "bash", line, " \t\n\"'@><=;|&(:").check(error="").out.splitlines()

    assert bash("va price set acme so") == ["", "social\\ post"]
    assert bash('va price set acme "so') == ["", "social post"]
    assert bash("va log 1h bakery --service=so") == ["", "social\\ post"]
    assert bash("va edit @") == ["", "@1", "@2"]
    assert bash("va engagement add x --carry cap:") == ["open", ""]


def test_zsh_and_powershell_pass_words_with_a_full_stop_behind_the_last(busy: Va) -> None:
    for shell in ("zsh", "powershell"):
        assert busy("__complete", shell, "price", "set", "acme", "so.").out == "\nsocial post\t\n"
        assert busy("__complete", shell, "task", "done", ".").out == "\n2\tbakery: Posts\n"


def test_another_book_on_the_line_is_the_one_that_is_read(busy: Va, tmp_path: Path) -> None:
    other = shutil.copy(busy.book, tmp_path / "other book.db")
    busy("client", "add", "dune", "--book", other).check()

    assert tab(busy, "va client show d") == []
    assert tab(busy, f"va client show --book '{other}' d") == ["dune"]
    assert tab(busy, f"va --book='{other}' client show d") == ["dune"]


def test_without_a_book_there_are_commands_and_options(no_book: Va) -> None:
    assert tab(no_book, "va sta") == ["start", "status"]
    assert tab(no_book, "va log --pl") == ["--place"]
    assert tab(no_book, "va log --place h") == ["home"]
    assert tab(no_book, "va start ") == []
    assert answer(no_book, "va import ")[:2][0] == "files"
    assert not no_book.book.exists()


def test_what_is_no_book_is_passed_over(no_book: Va) -> None:
    no_book.book.write_text("Dear diary", encoding="utf-8")

    assert tab(no_book, "va start ") == []
    assert tab(no_book, "va sta") == ["start", "status"]
    assert no_book.book.read_text(encoding="utf-8") == "Dear diary"


def test_a_question_that_makes_no_sense_has_no_answer(va: Va) -> None:
    for question in ([], ["fish"], ["bash"], ["zsh"], ["ksh"]):
        va("__complete", *question).check(output="", error="")


def test_nothing_is_written_and_nothing_lies_beside_the_book(busy: Va) -> None:
    before = busy.book.read_bytes()

    for line in ("va start ", "va entries ", "va pay ", "va price set acme "):
        assert tab(busy, line)

    assert busy.book.read_bytes() == before
    assert [path.name for path in busy.book.parent.glob("book.db*")] == ["book.db"]


def test_a_book_of_an_older_program_is_read_and_not_upgraded(busy: Va) -> None:
    with closing(sqlite3.connect(busy.book)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")

    assert tab(busy, "va start b") == ["bakery"]
    with closing(sqlite3.connect(busy.book)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_book_that_another_program_writes_to_is_read(busy: Va) -> None:
    with closing(sqlite3.connect(busy.book, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")

        assert tab(busy, "va start b") == ["bakery"]


def test_names_cannot_upset_a_terminal(busy: Va) -> None:
    with closing(sqlite3.connect(busy.book)) as connection, connection:
        connection.execute("DROP TRIGGER IF EXISTS client_update")
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE client SET name = 'a\x1b[31mb\tc\nd' WHERE handle = 'bakery'")

    assert answer(busy, "va start b") == ["", "bakery\ta [31mb c d"]


def test_a_bug_is_not_shown_in_the_middle_of_a_line(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ValueError(os.fsencode("x"))

    monkeypatch.setattr(answers, "read_table", broken)

    va("__complete", "fish", "va sta").check(output="", error="")
