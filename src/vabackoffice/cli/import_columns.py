"""What the columns of a table are: as typed, as remembered, else asked column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import invocation, output
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError, MissingError
from vabackoffice.importers.csv_file import look_at
from vabackoffice.importers.table_columns import FIELDS, NOTHING, propose_columns
from vabackoffice.usecases.import_columns import (
    check_field,
    chosen_columns,
    remembered_columns,
    typed_columns,
    typed_form,
)

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_columns import Columns


def find_columns(book: Book, path: Path, typed: str | None) -> Columns:
    """Return what the columns of a table are, however that is found out.

    Raises:
        MissingError: nobody is there to answer.
        InvalidInputError: they do not say enough.
    """
    file = look_at(path)
    if typed is not None:
        return typed_columns(book, file.headings, typed)
    known = remembered_columns(book, file.headings)
    if known is not None:
        return known
    if not invocation.can_ask():
        proposed = typed_form(propose_columns(file.headings)) or "Datum=date"
        message = f"It is not known what the columns of '{path.name}' are."
        raise MissingError(message, f"Say it once, as '--columns \"{proposed}\"'; with '--apply' it is remembered.")
    return _asked(file)


def _asked(file: CsvFile) -> Columns:
    """Ask of each column what it is; what its heading suggests is taken by Enter."""
    output.note(f"What are the columns of '{file.path.name}'? Each is one of, or {NOTHING} for nothing that counts:")
    for field, meaning in FIELDS.items():
        output.note(f"  {field:9} {meaning}")
    proposed = propose_columns(file.headings)
    samples = next((record for _, record in file.records()), [])
    chosen: dict[str, str] = {}
    for heading, sample in zip(file.headings, [*samples, *[""] * file.width], strict=False):
        if heading.strip():
            example = f" ({quoted(sample)})" if sample.strip() else ""
            chosen[heading] = _asked_field(f"{quoted(heading)}{example}", proposed.get(heading, NOTHING))
    return chosen_columns(file.headings, chosen)


def _asked_field(question: str, proposed: str) -> str:
    while True:
        try:
            return check_field(invocation.ask(question, "--columns", default=proposed))
        except InvalidInputError as problem:
            output.note(f"{problem.message} {problem.hint}")
