"""`va import vabackoffice`: a whole book from its JSON export, equal in every byte that an export has."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.rich_book import PNG, fill

from vabackoffice.cli import importing, invocation
from vabackoffice.storage.book import SCHEMA, Book, connect, open_book
from vabackoffice.usecases import exporting

if TYPE_CHECKING:
    from tests.conftest import Va

KEPT = sorted((Path(__file__).parents[1] / "storage" / "books").glob("*.sql"))
SURROUNDINGS = ("fonts", "library")


@pytest.fixture(scope="module")
def kept_rich() -> dict[str, Path]:
    """The rich book, made once: it has three PDFs."""
    return {}


@pytest.fixture
def rich(va: Va, tmp_path: Path, kept_rich: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Va:
    """A book with something in every table that its commands can fill."""
    if "book" not in kept_rich:
        fill(va, tmp_path)
        kept_rich["book"] = Path(shutil.copy(va.book, tmp_path_factory.mktemp("rich") / "book.db"))
    shutil.copy(kept_rich["book"], va.book)
    return va


@pytest.fixture
def exported(rich: Va, tmp_path: Path) -> Path:
    """The export of the rich book."""
    file = tmp_path / "book.json"
    file.write_text(rich.export(), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def elsewhere(rich: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Va:
    """Run commands where there is no book yet, and the rich one is another."""
    rich.book = tmp_path / "new" / "new.db"
    monkeypatch.setenv("VA_BOOK", str(rich.book))
    return rich


def damage(va: Va) -> list[dict[str, str]]:
    """Return what `va doctor` finds in the book itself."""
    return [finding for finding in va("doctor", "--json").json["findings"] if finding["kind"] not in SURROUNDINGS]


def test_a_whole_book_comes_back_byte_for_byte(exported: Path, elsewhere: Va) -> None:
    filled = {table for table, rows in json.loads(exported.read_text(encoding="utf-8"))["tables"].items() if rows}
    assert filled >= {
        "business", "business_fact", "claim", "client", "document", "draft", "draft_line", "engagement", "entry_tag",
        "import_name", "import_run", "imported_row", "invoice", "invoice_document", "invoice_line", "invoice_vat",
        "number_series", "payment", "payment_allocation", "price", "routine", "routine_day", "running_timer", "service",
        "setting", "target", "task", "tax_regime", "terms", "time_entry",
    }  # fmt: skip

    elsewhere("import", "vabackoffice", exported, "--apply").check()

    assert elsewhere.export() == exported.read_text(encoding="utf-8")
    assert damage(elsewhere) == []
    assert elsewhere.book.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in elsewhere.book.parent.iterdir()] == ["new.db"]


def test_the_book_that_came_back_can_be_worked_with(exported: Path, elsewhere: Va, tmp_path: Path) -> None:
    elsewhere("import", "vabackoffice", exported, "--apply").check()

    elsewhere("stop").check()
    elsewhere("invoice", "pdf", "2026-0001", "-o", tmp_path / "again.pdf").check()
    elsewhere("pay", "2026-0001", "10").check()
    assert elsewhere.json("invoice", "issue", "3", "--yes")["issued"][0]["number"] == "2026-0003"
    elsewhere("import", "undo", "1", "--yes").check()
    elsewhere("undo").check()
    assert damage(elsewhere) == []


def test_no_id_is_given_out_again_that_something_still_names(exported: Path, elsewhere: Va) -> None:
    # The newest imported entry was deleted; its row is remembered, so that it is not imported again.
    with closing(open_book(elsewhere.book.parents[1] / "book.db")) as book:
        (gone,) = book.connection.execute("SELECT max(entry_id) FROM imported_row").fetchone()
        assert book.connection.execute("SELECT max(id) < ? FROM time_entry", (gone,)).fetchone() == (1,)
    elsewhere("import", "vabackoffice", exported, "--apply").check()

    logged = elsewhere.json("log", "10m", "acme")["logged"]

    assert logged["id"] == gone + 1
    [run] = elsewhere.json("import", "list")["imports"]
    assert (run["rows"], run["entries"]) == (3, 2)


def test_the_plan_counts_the_rows_and_writes_nothing(va: Va, no_book: Va, tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    va("log", "1h", "acme", "+email").check()
    va("start", "acme").check()
    file.write_text(va.export(), encoding="utf-8")
    va.book.unlink()
    plan = f"""\
book.json is a whole book (schema {SCHEMA}): 13 rows.
  business: 1 row
  client: 2 rows
  engagement: 2 rows
  entry_tag: 1 row
  number_series: 2 rows
  running_timer: 1 row
  tax_regime: 1 row
  terms: 2 rows
  time_entry: 1 row
"""

    no_book("import", "vabackoffice", file).check(
        output=f"{plan}Nothing was written. Add '--apply' to make the book '{no_book.book}' of it."
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.json"]
    no_book("import", "vabackoffice", file, "--apply").check(
        output=f"{plan}Made the book '{no_book.book}' of it. Its history begins here: this cannot be undone."
    )


def test_json_says_the_same_to_scripts(exported: Path, elsewhere: Va) -> None:
    tables = {table: len(rows) for table, rows in json.loads(exported.read_text(encoding="utf-8"))["tables"].items()}
    rows = sum(tables.values())
    same = {
        "source": "vabackoffice", "file": str(exported), "schema": SCHEMA, "rows": rows, "new": rows, "known": 0,
        "refused": [], "tables": tables, "book": str(elsewhere.book), "import_id": None,
    }  # fmt: skip

    assert elsewhere.json("import", "vabackoffice", exported) == same | {"applied": False}
    assert elsewhere.json("import", "vabackoffice", exported, "--apply") == same | {"applied": True}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_file_is_recognised_also_as_a_shell_has_written_it(exported: Path, elsewhere: Va, encoding: str) -> None:
    text = exported.read_text(encoding="utf-8")
    file = exported.with_name("download")
    file.write_text(text, encoding=encoding, newline="\r\n")

    elsewhere("import", file, "--apply").check()

    assert elsewhere.export() == text


def test_a_file_that_was_laid_out_anew_is_the_same_book(exported: Path, elsewhere: Va) -> None:
    text = exported.read_text(encoding="utf-8")
    exported.write_text(json.dumps(json.loads(text), indent=4), encoding="utf-8")

    elsewhere("import", exported, "--apply").check()

    assert elsewhere.export() == text


def test_options_for_hours_are_refused(exported: Path, elsewhere: Va) -> None:
    error = """
va: '--user' says how hours are read; this is the export of a whole book.
    Leave it out: 'va import vabackoffice FILE'."""
    elsewhere("import", exported, "--user", "Ada", "--apply").check(exit_code=2, output="", error=error)
    assert not elsewhere.book.exists()


def test_a_book_that_was_only_set_up_becomes_the_exported_one(exported: Path, empty_va: Va, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    empty_va("init", "--name=Other", "--country=DE", "--regime=de-standard", "--book", fresh).check()
    empty_va("client", "add", "acme", "--book", fresh).check()
    empty_va("undo", "--book", fresh).check()

    empty_va("import", exported, "--apply", "--book", fresh).check()

    assert empty_va("export", "--book", fresh).out == exported.read_text(encoding="utf-8")
    assert json.loads(empty_va("doctor", "--json", "--book", fresh).out)["findings"] == [
        finding for finding in empty_va("doctor", "--json").json["findings"] if finding["kind"] in SURROUNDINGS
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("client", "add", "florist", "--name=Florist"),
        ("business", "edit", "--phone=1"),
        ("regime", "set", "nl-kor", "--from", "2027-01-01"),
        ("import", "vabackoffice", "book.json", "--apply"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("apply", [(), ("--apply",)], ids=["plan", "apply"])
def test_a_book_with_something_of_its_own_is_left_alone(
    exported: Path, empty_va: Va, command: tuple[str, ...], apply: tuple[str, ...]
) -> None:
    empty_va.book.unlink()
    empty_va("init", "--name=Other", "--country=NL", "--regime=nl-standard").check()
    empty_va(*(exported if word == "book.json" else word for word in command)).check()

    error = f"""
va: The book '{empty_va.book}' is not empty.
    A whole book is brought back into a new one: add '--book NEWPATH'."""
    empty_va.refuses("import", "vabackoffice", exported, *apply, exit_code=5, error=error)


def test_a_stored_file_is_something_of_its_own(exported: Path, empty_va: Va, tmp_path: Path) -> None:
    empty_va.book.unlink()
    empty_va("init", "--name=Other", "--country=NL", "--regime=nl-standard").check()
    (tmp_path / "logo.png").write_bytes(PNG)
    empty_va("business", "edit", "--logo", tmp_path / "logo.png").check()
    empty_va("undo").check()

    ran = empty_va("import", "vabackoffice", exported, "--apply")

    ran.check(exit_code=5)
    assert "is not empty" in ran.err


def test_bringing_a_book_back_is_not_undone(exported: Path, elsewhere: Va) -> None:
    elsewhere("import", "vabackoffice", exported, "--apply").check()

    error = """
va: The last command brought back a whole book.
    Import into another book with '--book PATH' if it was the wrong file."""
    elsewhere.refuses("undo", exit_code=5, error=error)
    [operation] = elsewhere.json("history")["operations"]
    assert (operation["command"], operation["final"]) == ("import vabackoffice", "brought back a whole book")


def test_at_a_terminal_it_is_asked_first(exported: Path, elsewhere: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr(invocation, "confirm", asked.append)

    ran = elsewhere("import", "vabackoffice", exported, "--apply").check()

    assert asked == [f"Making the book '{elsewhere.book}' of it"]
    assert ran.err.startswith("book.json is a whole book")
    assert ran.out.startswith("Made the book ")


def test_a_long_file_moves_a_bar_at_a_terminal(exported: Path, elsewhere: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_LONG", 10)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    elsewhere("import", "vabackoffice", exported, "--apply", "--yes").check()

    assert elsewhere.export() == exported.read_text(encoding="utf-8")


@pytest.mark.parametrize("kept", KEPT, ids=[path.stem for path in KEPT])
def test_the_export_of_every_schema_is_read(
    no_book: Va, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))
    parts: list[str] = []
    with monkeypatch.context() as patched, closing(Book(connect(old), old)) as book:
        patched.setattr(exporting, "SCHEMA", kept.stem)  # as the program of that schema wrote it
        exporting.write_json(book, parts.append)
    (tmp_path / "book.json").write_text("".join(parts), encoding="utf-8")

    plan = no_book.json("import", tmp_path / "book.json", "--apply")

    assert plan["schema"] == kept.stem
    assert no_book.export() == no_book("export", "--book", old).out  # which upgrades the old book itself
    assert damage(no_book) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "book.db", "book.json", *(["old.db"] if kept.stem == SCHEMA else ["old.db", f"old.db.before-{kept.stem}"]),
    ]  # fmt: skip


def test_nothing_is_left_where_the_book_cannot_be_made(exported: Path, elsewhere: Va, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    ran = elsewhere("import", "vabackoffice", exported, "--apply", "--book", tmp_path / "file" / "new.db")

    ran.check(exit_code=3)
    assert "cannot be made" in ran.err


def test_a_book_that_cannot_be_filled_is_taken_away_again(
    exported: Path, elsewhere: Va, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Book) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("vabackoffice.storage.load.fill_book", fail)

    elsewhere("import", "vabackoffice", exported, "--apply").check(exit_code=70)

    assert list(elsewhere.book.parent.iterdir()) == []
