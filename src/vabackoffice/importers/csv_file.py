"""A CSV file as programs and spreadsheets write it: its encoding, its delimiter, its columns by their headings."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.source_file import read_beginning, text_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LOOKED_AT = 65536
_LONGEST = 1_000_000  # characters of a line: several cells of the longest that the csv module takes
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class CsvFile:
    """How a file is to be read. `columns` has the place of each heading in lower case, `headings` all as written."""

    path: Path
    encoding: str
    delimiter: str
    columns: dict[str, int]
    headings: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings)

    def place(self, *names: str) -> int | None:
        """Return the place of the first of `names` (in lower case) that is a heading, None when none is."""
        return next((self.columns[name] for name in names if name in self.columns), None)

    def check_width(self, cells: Sequence[str]) -> None:
        """Refuse a row that has not as many cells as the heading."""
        if len(cells) != self.width:
            message = f"The row has {len(cells)} columns, the heading has {self.width}."
            raise InvalidInputError(message)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number (from 1) and the cells of each row; empty rows are passed over.

        Raises:
            InvalidInputError: a quote is never closed, a line never ends, bytes are not text, or the last row is too
                short: the file was cut off, and what is missing is not known.
        """
        number, last = 0, self.width
        try:
            with self.path.open(encoding=self.encoding, newline="") as lines:
                records = csv.reader(_short(lines), delimiter=self.delimiter, skipinitialspace=True, strict=True)
                for cells in _filled(records):
                    if number:
                        yield number, cells
                    number, last = number + 1, len(cells)
        except UnicodeDecodeError as error:
            raise _not_text(self.path) from error
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise self._cut(number) from error
            message = f"Row {number} of '{self.path.name}' cannot be read: {error}."
            raise InvalidInputError(message, "Export the file again; nothing was written.") from error
        if last < self.width:
            raise self._cut(number - 1)

    def _cut(self, number: int) -> InvalidInputError:
        message = f"'{self.path.name}' ends in the middle of row {number}."
        return InvalidInputError(message, "Export it again; nothing was written.")


def look_at(path: Path) -> CsvFile:
    """Find out how the file is written and which columns it has.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: it is empty or not text.
    """
    beginning = read_beginning(path, _LOOKED_AT)
    encoding = text_encoding(beginning)
    if encoding != "utf-16" and b"\0" in beginning:
        raise _not_text(path)
    try:
        text = beginning.decode(encoding, errors="strict" if len(beginning) < _LOOKED_AT else "ignore")
    except UnicodeDecodeError as error:
        raise _not_text(path) from error
    delimiter, names = read_heading(text)
    if not any(name.strip() for name in names):
        message = f"'{path.name}' is empty."
        raise InvalidInputError(message, "Export it again.")
    columns = {fold_heading(name): place for place, name in reversed(list(enumerate(names)))}
    return CsvFile(path, encoding, delimiter, columns, tuple(names))


def read_heading(text: str) -> tuple[str, list[str]]:
    """Return the delimiter and the headings of a table that begins with `text`; none when it is no table."""
    readings = [(mark, _first_record(text, mark)) for mark in _DELIMITERS]
    return max(readings, key=lambda reading: len(reading[1]))


def fold_heading(name: str) -> str:
    """Return a heading as it is compared: case and runs of spaces say nothing."""
    return " ".join(name.split()).casefold()


def _first_record(text: str, delimiter: str) -> list[str]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    return next(_filled(records), [])


def _short(lines: TextIO) -> Iterator[str]:
    """Yield the lines of a file, but none that would fill the memory."""
    while line := lines.readline(_LONGEST):
        if len(line) == _LONGEST:
            message = f"a line is longer than {_LONGEST - 1} characters"
            raise csv.Error(message)
        yield line


def _filled(records: Iterator[list[str]]) -> Iterator[list[str]]:
    return (cells for cells in records if any(map(str.strip, cells)))


def _not_text(path: Path) -> InvalidInputError:
    message = f"'{path.name}' is not a CSV file in UTF-8."
    return InvalidInputError(
        message, "Export it as CSV, not as PDF or Excel, and do not save it again with another program."
    )
