"""What the columns of a table are: as it was typed, or as it was said before of a table with the same headings."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import check_choice
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError, NotFoundError
from vabackoffice.importers.csv_file import fold_heading
from vabackoffice.importers.row import BETWEEN
from vabackoffice.importers.table_columns import FIELDS, NOTHING, check_columns
from vabackoffice.storage.imports import put_setting
from vabackoffice.storage.reads.imports import setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vabackoffice.storage.book import Book

_EXAMPLE = "Write it as '--columns \"Datum=date,Von=start\"', with the heading as it stands in the file."


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of each column by its heading as written; they are remembered for the whole line of `headings`.

    `first` are the fields of the first import of such a table, which its rows are known by.
    """

    headings: tuple[str, ...]
    fields: dict[str, str]
    first: dict[str, str]

    @property
    def key(self) -> str:
        """What they are remembered under."""
        line = BETWEEN.join(map(fold_heading, self.headings))
        return f"import.csv.{hashlib.sha256(line.encode()).hexdigest()[:32]}"


def typed_form(fields: Mapping[str, str]) -> str:
    """Return the fields of columns as they are typed: `Datum=date,Von=start`."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(f"{heading}={field}" for heading, field in fields.items())
    return text.getvalue()


def typed_columns(book: Book, headings: Sequence[str], text: str) -> Columns:
    """Return the columns that were typed, `Datum=date,Von=start`; `-` or nothing said of a column leaves it out.

    Raises:
        NotFoundError: there is no such column.
        InvalidInputError: there is no such field, or they do not say enough.
    """
    by_name = {fold_heading(heading): heading for heading in reversed(headings)}
    typed: dict[str, str] = {}
    for pair in next(csv.reader([text], skipinitialspace=True), []):
        name, equals, field = pair.rpartition("=")
        if not equals:
            message = f"{quoted(pair)} is not COLUMN=FIELD."
            raise InvalidInputError(message, _EXAMPLE)
        if fold_heading(name) not in by_name:
            message = f"There is no column {quoted(name)}."
            raise NotFoundError(message, f"The columns are: {', '.join(filter(None, headings))}.")
        typed[by_name[fold_heading(name)]] = field
    chosen, known = chosen_columns(headings, typed), remembered_columns(book, headings)
    return replace(chosen, first=known.first) if known else chosen


def chosen_columns(headings: Sequence[str], chosen: Mapping[str, str]) -> Columns:
    """Return the columns that were chosen, by heading.

    Raises:
        InvalidInputError: there is no such field, or they do not say enough.
    """
    fields = {heading: check_field(field) for heading, field in chosen.items()}
    counting = {heading: field for heading, field in fields.items() if field != NOTHING}
    check_columns(counting)
    return Columns(tuple(headings), counting, counting)


def check_field(text: str) -> str:
    """Return the field that a text names or begins, `-` for none.

    Raises:
        InvalidInputError: there is no such field.
    """
    return check_choice(text, (*FIELDS, NOTHING), "field")


def remembered_columns(book: Book, headings: Sequence[str]) -> Columns | None:
    """Return what was said of a table with these headings before, None when nothing was."""
    known = setting(book, Columns(tuple(headings), {}, {}).key)
    if not known:
        return None
    by_name = {fold_heading(heading): heading for heading in reversed(headings)}
    fields, first = ({by_name[name]: field for name, field in said.items()} for said in json.loads(known))
    return Columns(tuple(headings), fields, first)


def remember_columns(book: Book, columns: Columns) -> None:
    """Remember what the columns of a table are, inside an open operation; nothing is written when that is known."""
    said = [{fold_heading(name): field for name, field in fields.items()} for fields in (columns.fields, columns.first)]
    text = json.dumps(said, ensure_ascii=False)
    if setting(book, columns.key) != text:
        put_setting(book, columns.key, text)
