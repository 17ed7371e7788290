"""Everything in the book, for other programs: one JSON document, or a CSV per table and the stored files."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from vabackoffice.errors import ConflictError, MissingError
from vabackoffice.storage import dump
from vabackoffice.storage.book import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from vabackoffice.storage.book import Book

FORMAT = 1  # of the JSON document; goes up when a reader of the old one would misread the new one

_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/xml": "xml",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "text/xml": "xml",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were written, and how many tables and stored files they hold."""

    files: tuple[Path, ...]
    tables: int
    documents: int


def write_json(book: Book, put: Callable[[str], object]) -> None:
    """Hand the whole book to `put` as one JSON document, a row a line; the same rows give the same text.

    `{"vabackoffice": {"format", "schema"}, "tables": {name: [rows]}, "sha256": {name: hash}}`: tables by name, rows by
    primary key, columns in the order of the schema, stored files in base64; of each table the SHA-256 (hex) over its
    rows as they stand here, a line each. The journal stays in the book.
    """
    head = json.dumps({"format": FORMAT, "schema": SCHEMA})
    sums: dict[str, str] = {}
    put(f'{{\n"vabackoffice": {head},\n"tables": {{')
    with dump.snapshot(book):
        for index, table in enumerate(dump.table_names(book)):
            put(f'{"," if index else ""}\n"{table}": [')
            comma, digest = "", hashlib.sha256()
            for row in dump.rows(book, table):
                line = json.dumps(row, ensure_ascii=False, default=_base64)
                put(f"{comma}\n{line}")
                digest.update(f"{line}\n".encode())
                comma = ","
            put("\n]" if comma else "]")
            sums[table] = digest.hexdigest()
    put(f'\n}},\n"sha256": {json.dumps(sums, indent=0)}\n}}\n')


def export_json(book: Book, folder: Path, *, force: bool = False) -> Exported:
    """Write the book to `folder`/book.json, readable by its owner only.

    Raises:
        ConflictError: the file is there and `force` was not said.
        MissingError: the folder cannot be made or written.
    """
    target = folder / "book.json"
    _prepare([target], force=force)
    with _writing(target) as file:
        write_json(book, lambda part: file.write(part.encode()))
    return Exported(
        (target,), len(dump.table_names(book)), sum(1 for _ in dump.rows(book, "document", without="content"))
    )


def export_csv(book: Book, folder: Path, *, force: bool = False) -> Exported:
    """Write a CSV per table to `folder`, and the stored files to its folder `documents`, named by their hashes.

    Raises:
        ConflictError: a file is there and `force` was not said.
        MissingError: the folder cannot be made or written.
        DamagedBookError: a stored file is not what it was.
    """
    from vabackoffice.documents.tabular import write_csv
    from vabackoffice.storage.documents import read_document

    with dump.snapshot(book):
        tables = {table: folder / f"{table}.csv" for table in dump.table_names(book)}
        listed = [row | {"file": _file_name(row)} for row in dump.rows(book, "document", without="content")]
        documents = {row["sha256"]: folder / row["file"] for row in listed}
        _prepare([*tables.values(), *documents.values()], force=force)
        for table, target in tables.items():
            columns = dump.column_names(book, table)
            rows: Iterable[dict[str, Any]] = dump.rows(book, table)
            if table == "document":
                columns, rows = ["file" if name == "content" else name for name in columns], listed
            with _writing(target) as file:
                file.write(write_csv(rows, columns).encode())
        for sha256, target in documents.items():
            with _writing(target) as file:
                file.write(read_document(book, sha256)[0])
    return Exported((*tables.values(), *documents.values()), len(tables), len(documents))


def _file_name(row: dict[str, Any]) -> str:
    return f"documents/{row['sha256']}.{_EXTENSIONS.get(row['media_type'], 'bin')}"


def _base64(content: bytes) -> str:
    return b64encode(content).decode()


def _prepare(targets: list[Path], *, force: bool) -> None:
    """Make the folders of `targets`; refuse to write over a file unless `force` was said."""
    present = [target for target in targets if target.exists()]
    if present and not force:
        message = f"'{present[0]}' is already there."
        raise ConflictError(message, "Name another folder with '-o DIR', or write over it with '--force'.")
    for folder in {target.parent for target in targets}:
        with _plain_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[BinaryIO]:
    """Open a file that only its owner may read; it appears whole or not at all."""
    partial = target.with_name(f"{target.name}.partial")
    with _plain_errors(target):
        partial.unlink(missing_ok=True)
        try:
            with open(partial, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                yield file
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror}."
        raise MissingError(message, "Name another folder with '-o DIR'.") from error
