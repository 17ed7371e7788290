"""`va doctor`: a sound book is sound, and every kind of damage is found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.documents import pdf
from vabackoffice.errors import MissingError
from vabackoffice.storage import journal
from vabackoffice.usecases import doctor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

RESTORE = "Work on from the newest backup and keep this file."
SUBSETTER = "The library HarfBuzz-Subset is not installed: PDFs are written ten times slower without it."

# What somebody does to a book with two issued invoices, and what is said of it: kind and message.
DAMAGE: list[tuple[str, str, str]] = [
    (
        "UPDATE invoice_line SET net_minor = net_minor + 1 WHERE invoice_id = 1",
        "totals",
        "Document 2026-0001 does not add up: the net by its lines says 71.00 EUR, its parts 71.01 EUR.",
    ),
    (
        "UPDATE invoice_vat SET net_minor = 7000 WHERE invoice_id = 1",
        "totals",
        "Document 2026-0001 does not add up: the net by its VAT groups says 71.00 EUR, its parts 70.00 EUR.",
    ),
    (
        "UPDATE invoice_vat SET vat_minor = 1490 WHERE invoice_id = 1",
        "totals",
        "Document 2026-0001 does not add up: the VAT says 14.91 EUR, its parts 14.90 EUR.",
    ),
    (
        "UPDATE invoice SET total_minor = 8600, payable_minor = 8600 WHERE id = 1",
        "totals",
        "Document 2026-0001 does not add up: the total says 86.00 EUR, its parts 85.91 EUR.",
    ),
    (
        "UPDATE invoice SET payable_minor = 8600 WHERE id = 1",
        "totals",
        "Document 2026-0001 does not add up: the amount payable says 86.00 EUR, its parts 85.91 EUR.",
    ),
    (
        "UPDATE invoice_line SET vat_rate = '9' WHERE invoice_id = 1",
        "totals",
        "Document 2026-0001 does not add up: the net of VAT group S 21 says 71.00 EUR, its parts 0.00 EUR.",
    ),
    (
        "UPDATE invoice SET sequence = 3 WHERE id = 2",
        "numbering",
        "Document 2026-0002 breaks the sequence: number 2 of its series is missing before it.",
    ),
    (
        "UPDATE invoice SET issue_date = '2026-03-15' WHERE id = 2",
        "numbering",
        "Document 2026-0002 breaks the sequence: it is dated 2026-03-15, the one before it 2026-03-16.",
    ),
    (
        "UPDATE time_entry SET engagement_id = 99",
        "reference",
        "2 rows of 'time_entry' refer to something that is not in 'engagement'.",
    ),
    ("CREATE TABLE mine (a)", "schema", "The table mine is not as this program makes it."),
    ("DROP INDEX payment_day", "schema", "The index payment_day is not as this program makes it."),
    (
        "DROP TRIGGER invoice_never_delete",
        "schema",
        "The trigger invoice_never_delete is not as this program makes it.",
    ),
    (
        "UPDATE operation SET command = 'nothing' WHERE id = 2",
        "journal",
        "The journal was altered: command 2 is not what was recorded when it was done.",
    ),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the book with the invoices is kept once a test has made it."""
    return tmp_path_factory.mktemp("issued") / "book.db"


@pytest.fixture
def issued(va: Va, kept: Path) -> Va:
    """A book with two issued invoices."""
    if not kept.exists():
        for draft in ("1", "2"):
            va("log", "2h", "bakery", "Newsletter").check()
            va("invoice", "draft", "bakery", "2026-03").check()
            va("invoice", "issue", draft, "--yes").check()
        shutil.copy(va.book, kept)
    shutil.copy(kept, va.book)
    return va


def findings(va: Va, exit_code: int) -> list[tuple[str, str]]:
    """Run the doctor and return kind and message of what it found in the book."""
    found: list[dict[str, Any]] = va("doctor", "--json").check(exit_code=exit_code, error="").json["findings"]
    assert all(list(finding) == ["kind", "message", "remedy"] and finding["remedy"] for finding in found)
    return [(finding["kind"], finding["message"]) for finding in found]


@pytest.fixture(autouse=True)
def _complete_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library be there that only makes PDFs quicker."""
    monkeypatch.setattr(doctor, "_loads", lambda _: True)


def tamper(va: Va, statement: str) -> None:
    """Change a book as somebody does who knows of its triggers and covers the tracks."""
    with closing(sqlite3.connect(va.book, isolation_level=None)) as connection:
        if not statement.startswith("DROP TRIGGER"):
            journal.drop_triggers(connection)
        connection.execute(statement)
        if statement.startswith("UPDATE"):
            journal.install_triggers(connection)


def test_all_is_well(issued: Va) -> None:
    before = issued.book.read_bytes()

    issued("doctor").check(output=f"All is well with '{issued.book}'.")

    assert findings(issued, 0) == []
    assert issued.book.read_bytes() == before


@pytest.mark.parametrize(("statement", "kind", "message"), DAMAGE, ids=[damage[0] for damage in DAMAGE])
def test_damage_is_found(issued: Va, statement: str, kind: str, message: str) -> None:
    tamper(issued, statement)
    before = issued.book.read_bytes()

    found = findings(issued, 6)

    assert (kind, message) in found
    assert {found_kind for found_kind, _ in found} == {kind}
    assert issued.book.read_bytes() == before


def test_a_damaged_stored_file_is_found(issued: Va) -> None:
    with closing(sqlite3.connect(issued.book)) as connection:
        (sha256,) = connection.execute("SELECT sha256 FROM invoice_document ORDER BY invoice_id").fetchone()
    tamper(issued, f"UPDATE document SET content = zeroblob(size) WHERE sha256 = '{sha256}'")  # noqa: S608

    assert findings(issued, 6) == [("document", f"The stored document {sha256[:12]} is damaged.")]


def test_damage_is_told_to_people_with_what_to_do(issued: Va) -> None:
    tamper(issued, "UPDATE invoice SET sequence = 3 WHERE id = 2")

    issued("doctor").check(
        exit_code=6,
        output=f"""
Document 2026-0002 breaks the sequence: number 2 of its series is missing before it.
    {RESTORE}""",
    )


def test_a_series_may_begin_later(issued: Va) -> None:
    """A business that comes from another program goes on with its numbers."""
    tamper(issued, "UPDATE number_series SET first_sequence = 37")
    tamper(issued, "UPDATE invoice SET sequence = 36 + sequence")

    assert findings(issued, 0) == []


def test_broken_pages_are_found(issued: Va) -> None:
    """Every fourth page is overwritten in turn: whatever was on it, the doctor answers and finds damage."""
    sound = issued.book.read_bytes()
    page = 4096
    for number in range(2, len(sound) // page, 4):
        issued.book.write_bytes(sound[: number * page] + b"\xa5" * page + sound[(number + 1) * page :])
        ran = issued("doctor", "--json")
        kinds = {finding["kind"] for finding in ran.json["findings"]}
        assert (ran.exit_code, bool(kinds & {"integrity", "book"})) == (6, True), number


def test_where_there_is_no_book_the_surroundings_are_checked(no_book: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_loads", lambda _: False)

    assert findings(no_book, 3) == [("book", f"There is no book at '{no_book.book}'."), ("library", SUBSETTER)]


def test_another_file_is_not_examined(no_book: Va) -> None:
    no_book.book.write_bytes(b"")

    error = f"""
va: '{no_book.book}' is not a book of vabackoffice.
    Name the right file with '--book PATH' or VA_BOOK; nothing was changed."""
    no_book("doctor").check(exit_code=2, output="", error=error)


def test_the_library_that_makes_pdfs_quicker_is_asked_for(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_loads", lambda _: False)

    va("doctor").check(
        exit_code=3,
        output=f"{SUBSETTER}\n    Debian, Ubuntu: 'apt install libharfbuzz-subset0'. "
        "Fedora: 'dnf install harfbuzz'. macOS: 'brew install harfbuzz'.",
    )


def test_the_library_that_makes_pdfs_is_asked_for(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        message = "PDFs need the library Pango, which is not installed."
        raise MissingError(message, "Install Pango.")

    monkeypatch.setattr(pdf, "load", missing)

    va("doctor").check(exit_code=3, output="PDFs need the library Pango, which is not installed.\n    Install Pango.")


def test_the_fonts_are_asked_for(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_FONTS", "fonts_that_nobody_installed")

    va("doctor").check(
        exit_code=3,
        output="The fonts of documents are not installed.\n    Install the package 'font-source-sans-pro'.",
    )


def test_damage_weighs_more_than_a_missing_library(issued: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_loads", lambda _: False)
    tamper(issued, "UPDATE invoice SET payable_minor = 0 WHERE id = 1")

    assert [kind for kind, _ in findings(issued, 6)] == ["totals", "library"]


def test_libraries_are_found_by_name_or_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert not doctor._loads("library-that-nobody-installed")  # noqa: SLF001
    assert not doctor._loads("library-that-nobody-installed.so.0")  # noqa: SLF001
    assert doctor._loads("libpango-1.0.so.0") or doctor._loads("pango-1.0")  # noqa: SLF001
