"""`va export`: everything in the book but its journal, the same rows always as the same text."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from base64 import b64decode
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vabackoffice
from vabackoffice.storage import journal
from vabackoffice.storage.book import SCHEMA

if TYPE_CHECKING:
    from tests.conftest import Va

SOURCE = Path(vabackoffice.__file__).parents[1]
PNG = b"\x89PNG\r\n\x1a\n"
PNG_HASH = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def with_logos(va: Va, tmp_path: Path) -> Va:
    """A book whose business has a logo, and had another before."""
    for content in (PNG + b"the old one", PNG):
        (tmp_path / "logo.png").write_bytes(content)
        va("business", "edit", "--logo", tmp_path / "logo.png").check()
    return va


def tables_of(va: Va) -> list[str]:
    """Return the names of the tables that an export must hold."""
    with closing(sqlite3.connect(va.book)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return sorted(set(names) - {"operation", "change", "alembic_version", "sqlite_sequence"})


def test_the_whole_text_of_a_small_book(empty_va: Va) -> None:
    empty_va("log", "1h", "--internal", "admin", 'Caf\u00e9 "x" \\', "+b", "+a").check()

    text = empty_va.export()

    lines = text.splitlines()
    assert lines[:4] == [
        "{",
        f'"vabackoffice": {{"format": 1, "schema": "{SCHEMA}"}},',
        '"tables": {',
        '"bundle_part": [],',
    ]
    end = lines.index("},")
    assert lines[end : end + 3] == ["},", '"sha256": {', f'"bundle_part": "{hashlib.sha256().hexdigest()}",']
    entry = lines[lines.index('"time_entry": [') + 1]
    digest = hashlib.sha256(f"{entry}\n".encode()).hexdigest()
    assert f'"time_entry": "{digest}",' in lines[end:]
    assert entry == (
        '{"id": 1, "engagement_id": null, "internal": "admin", "started_at": null, "ended_at": null, '
        '"zone": "Europe/Amsterdam", "on_date": "2026-03-16", "seconds": 3600, "note": "Caf\u00e9 \\"x\\" \\\\", '
        '"service_id": null, "task_id": null, "billable": 0, "place": null}'
    )
    assert '"client": [],' in lines
    assert text.endswith('"\n}\n}\n')


def test_every_table_is_there_but_the_journal(va: Va) -> None:
    document = va("export").check().json

    assert document["vabackoffice"] == {"format": 1, "schema": SCHEMA}
    assert list(document["tables"]) == tables_of(va)
    assert len(document["tables"]) > 20


def test_rows_are_in_the_order_of_their_keys(va: Va) -> None:
    for tag in ("zebra", "apple", "mint"):
        va("log", "1h", "acme", "+zz", f"+{tag}").check()
    va("regime", "set", "nl-kor", "--from", "2027-01-01").check()

    tables = json.loads(va.export())["tables"]

    assert [tuple(row.values()) for row in tables["entry_tag"]] == [
        (1, "zebra"), (1, "zz"), (2, "apple"), (2, "zz"), (3, "mint"), (3, "zz"),
    ]  # fmt: skip
    assert [row["valid_from"] for row in tables["tax_regime"]] == ["0001-01-01", "2027-01-01"]


def test_only_stored_files_in_use_are_exported(with_logos: Va) -> None:
    [document] = json.loads(with_logos.export())["tables"]["document"]

    assert list(document) == ["sha256", "media_type", "size", "content"]
    assert (document["sha256"], document["media_type"], document["size"]) == (PNG_HASH, "image/png", len(PNG))
    assert b64decode(document["content"]) == PNG


def test_the_documents_of_invoices_are_exported(va: Va) -> None:
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery", "2026-03").check()
    va("invoice", "issue", "1", "--yes").check()

    tables = json.loads(va.export())["tables"]

    [used] = tables["invoice_document"]
    [document] = tables["document"]
    content = b64decode(document["content"])
    assert used["sha256"] == document["sha256"] == hashlib.sha256(content).hexdigest()
    assert content.startswith(b"%PDF")


def test_the_bytes_do_not_depend_on_the_terminal(va: Va) -> None:
    va("log", "1h", "acme", "Caf\u00e9 \u20ac").check()
    command = [sys.executable, "-c", "from vabackoffice.cli.entry import run; run()", "export"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    ran = subprocess.run(command, env=environment, capture_output=True, check=True)

    assert ran.stdout == va.export().encode()


def test_json_into_a_folder(with_logos: Va, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"

    ran = with_logos("export", "-o", folder)

    ran.check(output=f"Wrote '{folder / 'book.json'}': {len(tables_of(with_logos))} tables, 1 stored file.")
    assert (folder / "book.json").read_bytes() == with_logos.export().encode()
    assert (folder / "book.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["book.json"]


@pytest.mark.parametrize(("form", "file"), [("json", "book.json"), ("csv", "client.csv")])
def test_a_file_is_written_over_only_with_force(va: Va, tmp_path: Path, form: str, file: str) -> None:
    (tmp_path / file).write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.iterdir())

    error = f"""
va: '{tmp_path / file}' is already there.
    Name another folder with '-o DIR', or write over it with '--force'."""
    va("export", "--format", form, "-o", tmp_path).check(exit_code=5, output="", error=error)
    assert (tmp_path / file).read_text(encoding="utf-8") == "mine"
    assert sorted(tmp_path.iterdir()) == before

    va("export", "--format", form, "-o", tmp_path, "--force").check()
    assert "Example Bakery" in (tmp_path / file).read_text(encoding="utf-8")


def test_csv_is_a_file_per_table_and_the_stored_files(with_logos: Va, tmp_path: Path) -> None:
    with_logos("client", "add", "evil", "--name==HYPERLINK(1)").check()
    folder = tmp_path / "csv"

    written = with_logos.json("export", "--format", "csv", "-o", folder)

    names = {f"{table}.csv" for table in tables_of(with_logos)}
    logo = folder / "documents" / f"{PNG_HASH}.png"
    assert {path.name for path in folder.iterdir()} == names | {"documents"}
    assert (written["tables"], written["documents"]) == (len(names), 1)
    assert {Path(file) for file in written["files"]} == {folder / name for name in names} | {logo}
    assert logo.read_bytes() == PNG
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*.*")} == {0o600}
    clients = csv.DictReader((folder / "client.csv").read_text(encoding="utf-8").splitlines())
    assert [(row["handle"], row["name"], row["terms_days"]) for row in clients] == [
        ("acme", "Acme Example GmbH", ""),
        ("bakery", "Example Bakery", ""),
        ("evil", "'=HYPERLINK(1)", ""),
    ]
    assert (folder / "document.csv").read_text(encoding="utf-8") == (
        f"sha256,media_type,size,file\n{PNG_HASH},image/png,{len(PNG)},documents/{PNG_HASH}.png\n"
    )


def test_a_damaged_stored_file_is_not_passed_on_as_csv(with_logos: Va, tmp_path: Path) -> None:
    with closing(sqlite3.connect(with_logos.book, isolation_level=None)) as connection:
        journal.drop_triggers(connection)
        connection.execute("UPDATE document SET content = x'00'")

    error = f"""
va: The stored document {PNG_HASH[:12]} is damaged.
    Restore the newest sound backup and keep this file."""
    with_logos("export", "--format", "csv", "-o", tmp_path / "csv").check(exit_code=6, error=error)


def test_what_cannot_be_asked(va: Va, tmp_path: Path) -> None:
    error = "va: 'xml' is not a format of the export.\n    Use json, csv, toggl, harvest, klog or ics."
    va("export", "--format", "xml").check(exit_code=2, output="", error=error)
    error = "va: CSV is a file per table and needs a folder.\n    Name it: 'va export --format csv -o DIR'."
    va("export", "--format", "csv").check(exit_code=2, output="", error=error)
    (tmp_path / "file").write_text("", encoding="utf-8")
    error = f"""
va: '{tmp_path / "file" / "below"}' cannot be written: Not a directory.
    Name another folder with '-o DIR'."""
    va("export", "-o", tmp_path / "file" / "below").check(exit_code=3, output="", error=error)


def test_an_export_that_fails_leaves_no_half_file(va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vabackoffice.usecases.exporting.json.dumps", full)

    error = f"""
va: '{tmp_path / "out" / "book.json"}' cannot be written: No space left on device.
    Name another folder with '-o DIR'."""
    va("export", "-o", tmp_path / "out").check(exit_code=3, output="", error=error)
    assert list((tmp_path / "out").iterdir()) == []
