"""A damaged, cut or changed export is refused with its place named, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

HINT = "    Use the file as it was exported, or export again; nothing was written."


@pytest.fixture
def text(va: Va, tmp_path: Path) -> str:
    """The export of a small book, which is no longer there."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    va("business", "edit", "--logo", tmp_path / "logo.png").check()
    (tmp_path / "logo.png").unlink()
    va("log", "9:00-10:25", "acme", "Sorted mail", "+email").check()
    va("log", "1h", "bakery", "Caf\u00e9 \U0001f350").check()
    exported = va.export()
    va.book.unlink()
    return exported


def refuses(va: Va, content: str | bytes, error: str = "", exit_code: int = 2) -> str:
    """Import a file that must be refused with that error; nothing else is there afterwards. Return the error."""
    folder = va.book.parent
    (folder / "book.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = va("import", "vabackoffice", folder / "book.json", "--apply")
    ran.check(exit_code=exit_code, output="", error=error or None)
    assert [path.name for path in folder.iterdir()] == ["book.json"]
    return ran.err


def edited(text: str, table: str, *, summed: bool = True, **values: Any) -> str:
    """Return an export with other values in the first row of a table (None: the column taken out), and its sum."""
    document = json.loads(text)
    row = document["tables"][table][0]
    row |= values
    for name in [name for name, value in values.items() if value is ...]:
        del row[name]
    if summed:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in document["tables"][table])
        document["sha256"][table] = hashlib.sha256(lines.encode()).hexdigest()
    return json.dumps(document, ensure_ascii=False)


def test_a_file_that_ends_too_early_names_where(va: Va, text: str) -> None:
    row = text.index('{"id": 2, "client_id": 2, "name": "main"')
    line = text.count("\n", 0, row) + 1

    refuses(va, text[: row + 30], f"va: 'book.json' ends in row 2 of 'engagement', line {line}.\n{HINT}")
    refuses(va, text[: row - 2], f"va: 'book.json' ends in row 1 of 'engagement', line {line - 1}.\n{HINT}")
    end = text.index('"sha256": {')
    shown = refuses(va, text[:end].rstrip().removesuffix(","))
    assert shown.startswith("va: 'book.json' ends in the sums at its end, line ")


def test_text_that_is_no_json_names_the_row(va: Va, text: str) -> None:
    row = text.index('{"id": 2, "client_id": 2, "name": "main"')
    line = text.count("\n", 0, row) + 1

    broken = text[: row + 8] + text[row + 9 :]
    refuses(va, broken, f"va: 'book.json' is damaged in row 2 of 'engagement', line {line}.\n{HINT}")
    number = text.replace('"seconds": 5100', f'"seconds": {"9" * 5000}')
    assert "is damaged in row 1 of 'time_entry'" in refuses(va, number)
    assert "is damaged in row 1 of 'time_entry'" in refuses(va, text.replace('"seconds": 5100', '"seconds": NaN'))
    assert "is damaged in row 1 of 'time_entry'" in refuses(va, text.replace("5100", "[" * 100_000))
    row_as_list = text.replace('{"entry_id": 1, "tag": "email"}', '[1, "email"]')
    refuses(va, row_as_list, f"va: 'book.json' is damaged in row 1 of 'entry_tag': that is no object.\n{HINT}")
    row_as_number = text.replace('{"entry_id": 1, "tag": "email"}', "1")
    assert "is damaged in row 1 of 'entry_tag'" in refuses(va, row_as_number)


@pytest.mark.parametrize(
    ("table", "values", "problem"),
    [
        ("client", {"handle": ...}, "the column 'handle' is missing"),
        ("client", {"colour": "red"}, "there is no column 'colour'"),
        ("client", {"handle": 5}, "'handle' is not a text"),
        ("time_entry", {"seconds": "5100"}, "'seconds' is not a whole number"),
        ("time_entry", {"seconds": 5100.0}, "'seconds' is not a whole number"),
        ("time_entry", {"billable": True}, "'billable' is not a whole number"),
        ("time_entry", {"seconds": 0}, "CHECK constraint failed: seconds > 0"),
        ("time_entry", {"seconds": 2**63}, "Python int too large to convert to SQLite INTEGER"),
        ("client", {"name": None}, "NOT NULL constraint failed: client.name"),
        ("document", {"content": "a?"}, "'content' is not base64"),
        ("document", {"content": None}, "NOT NULL constraint failed: document.content"),
    ],
)
def test_a_row_that_does_not_fit_is_named(va: Va, text: str, table: str, values: dict[str, Any], problem: str) -> None:
    error = f"va: Row 1 of '{table}' does not fit the book: {problem}.\n{HINT}"

    refuses(va, edited(text, table, **values), error)


def test_a_row_that_is_there_twice_is_named(va: Va, text: str) -> None:
    tag = '{"entry_id": 1, "tag": "email"}'

    error = "Row 2 of 'entry_tag' does not fit the book: UNIQUE constraint failed: entry_tag.entry_id, entry_tag.tag."
    refuses(va, text.replace(tag, f"{tag},\n{tag}"), f"va: {error}\n{HINT}")


def test_half_a_letter_is_named(va: Va, text: str) -> None:
    assert "Row 1 of 'time_entry' does not fit the book: 'utf-8' codec" in refuses(
        va, text.replace("Sorted mail", "\\ud83c")
    )


def test_what_belongs_together_is_checked(va: Va, text: str) -> None:
    error = "va: 1 row refers in 'terms' to something that is not in 'engagement'."
    refuses(va, edited(text, "terms", engagement_id=9), f"{error}\n{HINT}")
    sha256 = json.loads(text)["tables"]["document"][0]["sha256"]
    error = f"va: The stored file {sha256[:12]} in 'document' is not what its hash says."
    refuses(va, edited(text, "document", content="AAAA"), f"{error}\n{HINT}")


@pytest.mark.parametrize("note", ["Sorted", "Sorted  mail", "sorted mail"])
def test_a_change_that_fits_is_noticed_too(va: Va, text: str, note: str) -> None:
    error = "va: The table 'time_entry' of 'book.json' is not what was exported."
    hint = f"    Something has changed the file. {HINT.strip()}"
    refuses(va, edited(text, "time_entry", summed=False, note=note), f"{error}\n{hint}")


def test_tables_that_are_not_those_of_a_book(va: Va, text: str) -> None:
    refuses(va, text.replace('"claim": []', '"blame": []'), f"va: A book has no table 'blame'.\n{HINT}")
    document = json.loads(text)
    del document["tables"]["claim"], document["sha256"]["claim"]
    refuses(va, json.dumps(document), f"va: The table 'claim' is missing.\n{HINT}")
    twice = text.replace('"claim": []', '"claim": [],\n"claim": []')
    assert "has the table 'claim' twice" in refuses(va, twice)
    inner = text.replace('"claim": []', '"sqlite_sequence": []')
    refuses(va, inner, f"va: A book has no table 'sqlite_sequence'.\n{HINT}")


def test_something_behind_the_end(va: Va, text: str) -> None:
    line = text.count("\n") + 1
    refuses(va, f"{text}{{}}", f"va: 'book.json' is damaged in the sums at its end, line {line}.\n{HINT}")


def test_sums_that_are_missing(va: Va, text: str) -> None:
    document = json.loads(text)
    del document["sha256"]["claim"]
    assert "The table 'claim' of 'book.json' is not what was exported." in refuses(va, json.dumps(document))
    renamed = text.replace('"sha256": {', '"md5": {')
    error = "va: 'book.json' has no 'sha256' where an export has it: in the sums at its end."
    refuses(va, renamed, f"{error}\n{HINT}")


@pytest.mark.parametrize(
    "heading", ["{}", '{"format": 1}', '{"format": "1", "schema": "0002"}', '{"format": 1, "schema": "2"}',
                '{"format": 1, "schema": "0000"}', '{"format": true, "schema": "0002"}', '{"format": 1, "schema": 2}'],
)  # fmt: skip
def test_a_heading_that_says_nothing(va: Va, text: str, heading: str) -> None:
    first, _, rest = text.partition("},")
    assert first.endswith('"')

    error = "va: 'book.json' does not say of which format and schema it is."
    hint = "    Use the file as it was exported; nothing was written."
    refuses(va, f'{{"vabackoffice": {heading},{rest}', f"{error}\n{hint}")


@pytest.mark.parametrize("heading", ['{"format": 1, "schema": "9000"}', '{"format": 2, "schema": "9000"}'])
def test_the_export_of_a_newer_program(va: Va, text: str, heading: str) -> None:
    shown = refuses(va, f'{{"vabackoffice": {heading},{text.partition("},")[2]}', exit_code=3)

    assert shown.startswith("va: 'book.json' was written by a newer program (book 9000, this program knows ")
    assert shown.endswith("    Install a newer vabackoffice; nothing was written.\n")


def test_files_of_another_kind(va: Va, text: str) -> None:
    error = "va: 'book.json' is not the export of a whole book."
    hint = "    Name a file that 'va export > book.json' has written."
    for content in ("", "{}", "[]", '{"tables": {}}', "a,b\n1,2\n", text[1:]):
        refuses(va, content, f"{error}\n{hint}")
    refuses(va, text.encode().replace("\u00e9".encode(), b"\xe9"), f"va: 'book.json' is not text in UTF-8.\n{HINT}")
    ran = va("import", "vabackoffice", va.book.parent / "nothing.json")
    assert (ran.exit_code, ran.err.splitlines()[0]) == (4, f"va: There is no file '{va.book.parent / 'nothing.json'}'.")


@pytest.mark.slow
def test_whatever_is_cut_out_of_the_file_is_noticed(va: Va, text: str) -> None:
    chance = random.Random(20260316)  # noqa: S311 - the same pieces in every run
    for _ in range(60):
        start = chance.randrange(len(text) - 2)
        end = min(start + chance.choice((1, 2, 7, 40, 300, 4000)), len(text))
        if not text[start:end].strip():
            continue  # where lines break says nothing
        refused = refuses(va, text[:start] + text[end:])
        assert refused.startswith("va: ")
        assert refused.count("\n    ") == 1, refused


@pytest.mark.slow
def test_whatever_is_written_over_the_file_is_noticed(va: Va, text: str) -> None:
    chance = random.Random(1616)  # noqa: S311 - likewise
    for _ in range(60):
        place = chance.randrange(20, len(text) - 2)
        letter = chance.choice('0{}[]",:x\\ \u00e9')
        if text[place] in f"{letter}\n " or (letter == " " and text[place] in " \n"):
            continue
        refused = refuses(va, text[:place] + letter + text[place + 1 :], exit_code=_code(text, place, letter))
        assert refused.count("\n    ") == 1, refused


def _code(text: str, place: int, letter: str) -> int:
    """Return 3 where the change makes it the file of a newer program, else 2."""
    heading = text.index('"schema": "') + len('"schema": "')
    return 3 if place in range(heading, heading + 3) and letter.isdecimal() and letter > text[place] else 2
