"""The columns of a report by their headings: which are missing, and the cells of each row under their names.

What a reader looks for is a named tuple of headings, where `Task|Activity` is a column that goes by either name; a row
is the same named tuple with the cells, empty where the file has no such column.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.csv_file import fold_heading, read_heading
from vabackoffice.importers.row import RefusedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import ImportedRow, Row

Cells = TypeVar("Cells", bound=NamedTuple)


def has_column(file: CsvFile, heading: str) -> bool:
    """Tell whether a file has a column, `Task|Activity`."""
    return _place(file, heading) is not None


def begins_with_columns(head: str, headings: Iterable[str]) -> bool:
    """Tell whether the table that begins with `head` has all of these columns."""
    names = {fold_heading(name) for name in read_heading(head)[1]}
    return all(names.intersection(heading.casefold().split("|")) for heading in headings)


def missing_columns(file: CsvFile, headings: Iterable[str]) -> list[str]:
    """Return the headings that a file does not have, each by the first of its names."""
    return [heading.partition("|")[0] for heading in headings if not has_column(file, heading)]


def refuse_missing(file: CsvFile, missing: Sequence[str], hint: str) -> None:
    """Refuse a file without columns that must be there.

    Raises:
        InvalidInputError: there are such columns; the message names them.
    """
    if missing:
        columns = ", ".join(f"'{name}'" for name in missing)
        message = f"'{file.path.name}' has no column {columns}."
        raise InvalidInputError(message, hint)


def picked(file: CsvFile, headings: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what picks the cells under these headings out of a row as wide as the file's heading."""
    places = [file.width if (place := _place(file, heading)) is None else place for heading in headings]
    if len(places) == 1:
        return lambda record: ([*record, ""][places[0]],)
    chosen = itemgetter(*places)
    return (lambda record: chosen([*record, ""])) if file.width in places else chosen


def named_cells(file: CsvFile, headings: Cells) -> Callable[[Sequence[str]], Cells]:
    """Return what makes the named cells of a row; it refuses a row that has not as many cells as the heading."""
    pick = picked(file, headings)
    make: Callable[[tuple[str, ...]], Cells] = type(headings)._make

    def cells_of(record: Sequence[str]) -> Cells:
        file.check_width(record)
        return make(pick(record))

    return cells_of


def read_each(file: CsvFile, read: Callable[[int, Sequence[str]], ImportedRow]) -> Iterator[Row]:
    """Yield what `read` makes of the number and the cells of each row; a row that it refuses is refused by itself."""
    for number, record in file.records():
        try:
            row: Row = read(number, record)
        except InvalidInputError as problem:
            row = RefusedRow(number, problem.message)
        yield row


def _place(file: CsvFile, heading: str) -> int | None:
    return file.place(*heading.casefold().split("|"))
