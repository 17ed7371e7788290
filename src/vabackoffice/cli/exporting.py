"""`va export`: everything in the book, for other programs."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FORMATS = ("json", "csv")


@app.command("export")
def export(
    form: Annotated[str, typer.Option("--format", metavar="json|csv", help="json, or csv: a file per table.")] = "json",
    folder: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="DIR", help="Write files into this folder.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Write everything in the book, stored files included: as JSON to stdout, or into a folder.

    Examples:
      va export > book.json
      va export --format csv -o my-data
    """
    from vabackoffice.storage.book import open_book, plain_errors

    if form not in FORMATS:
        message = f"'{form}' is not a format of the export."
        raise InvalidInputError(message, "Use json or csv.")
    if form == "csv" and not folder:
        message = "CSV is a file per table and needs a folder."
        raise InvalidInputError(message, "Name it: 'va export --format csv -o DIR'.")
    with closing(open_book(invocation.book_path())) as book, plain_errors(book.path):
        if folder:
            _write_folder(book, form, Path(folder).expanduser(), force=force)
        else:
            _print_json(book)


def _print_json(book: Book) -> None:
    from vabackoffice.usecases.exporting import write_json

    if isinstance(sys.stdout, io.TextIOWrapper):  # the same bytes on every machine
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    write_json(book, sys.stdout.write)


def _write_folder(book: Book, form: str, folder: Path, *, force: bool) -> None:
    from vabackoffice.usecases.exporting import export_csv, export_json

    written = (export_csv if form == "csv" else export_json)(book, folder, force=force)
    where = f"'{written.files[0]}'" if form == "json" else f"{len(written.files)} files in '{folder}'"
    stored = f"{written.documents} stored {'file' if written.documents == 1 else 'files'}"
    body = {"files": [str(file) for file in written.files], "tables": written.tables, "documents": written.documents}
    output.show(body, f"Wrote {where}: {written.tables} tables, {stored}.")
