"""Any table as CSV, whose columns the user has named: see `table_columns.FIELDS`.

The order of the dates and the unit of bare numbers are decided for the whole file. An end before the start is on the
next day. Where a row has a start, an end and a length, they must agree as far as the length was rounded.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock, read_flag, read_tags
from vabackoffice.importers.columns import read_each
from vabackoffice.importers.csv_file import fold_heading, look_at, read_heading
from vabackoffice.importers.date_order import decide_order
from vabackoffice.importers.rounded import is_cut_to_minutes, settle
from vabackoffice.importers.row import ImportedRow
from vabackoffice.importers.table_cells import BARE_NUMBER, UNITS, instant_of, read_any_length, read_date, read_moment
from vabackoffice.importers.table_columns import LENGTHS, check_columns, propose_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.rounded import Length
    from vabackoffice.importers.row import Row
    from vabackoffice.importers.table_cells import Moment

NEEDS = ("columns", "first_columns")
_DAY = 86_400
_HOURS_OF_A_DAY = 24


class _Cells(NamedTuple):
    """The cells of a row by field, empty where no column is the field; the fields are those of FIELDS."""

    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    hours: str = ""
    minutes: str = ""
    seconds: str = ""
    client: str = ""
    project: str = ""
    task: str = ""
    note: str = ""
    tags: str = ""
    billable: str = ""
    user: str = ""
    email: str = ""


class _Table(NamedTuple):
    """A table and how it is to be read: the place of each field, the order of its dates, the unit of bare numbers."""

    file: CsvFile
    places: dict[str, int]
    order: str = ""
    unit: str = "hours"

    def cells(self, record: Sequence[str]) -> _Cells:
        """Return the cells of a row by field."""
        self.file.check_width(record)
        return _Cells(**{field: record[place].strip() for field, place in self.places.items()})

    def all_cells(self) -> Iterator[_Cells]:
        """Yield the cells of all rows that are as wide as the heading."""
        return (self.cells(record) for _, record in self.file.records() if len(record) == self.file.width)


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file begins with headings that say enough by themselves."""
    try:
        check_columns(propose_columns(read_heading(head)[1]))
    except InvalidInputError:
        return False
    return True


def read_rows(
    path: Path, dates: str = "", *, columns: Mapping[str, str], first_columns: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the rows of a table; see `sources.read_source`.

    Args:
        path: the file.
        dates: the order of its dates.
        columns: the field that a column is, by its heading.
        first_columns: the same as it was when such a table was imported first: that is what a row is known by, so
            that to name one more column does not make other rows of them.

    Raises:
        InvalidInputError: the columns do not say enough, or nothing settles how dates or lengths are written.
    """
    file = look_at(path)
    table = _table(file, dates, columns)
    first = _table(file, dates, first_columns) if first_columns != columns else None
    return read_each(file, lambda number, record: _known_by(first, record, _row(number, table.cells(record), table)))


def _table(file: CsvFile, dates: str, columns: Mapping[str, str]) -> _Table:
    """Decide how a table is to be read; raises what `read_rows` raises."""
    check_columns(columns)
    table = _Table(file, {field: file.columns[fold_heading(heading)] for heading, field in columns.items()})
    return table._replace(order=dates or _order(table), unit=_unit(table, columns))


def _known_by(first: _Table | None, record: Sequence[str], row: ImportedRow) -> ImportedRow:
    """Return a row as one that is known by what it would be with the first columns, where it would be one."""
    if first is None:
        return row
    with suppress(InvalidInputError):  # it was refused then, so nothing is known of it
        row.known_by = _row(row.row, first.cells(record), first)
    return row


def _row(number: int, cells: _Cells, table: _Table) -> ImportedRow:
    length = _length(cells, table.unit)
    begins, ends = read_moment(cells.start), read_moment(cells.end)
    span = _span(cells, begins, ends, length, table.order) if begins.clock else None
    if span is None and (cells.start or length is None):
        message = f"{quoted(cells.start)} has no time." if cells.start else "There is neither a start nor a duration."
        raise InvalidInputError(message)
    return ImportedRow(
        row=number,
        seconds=span[2] if span else length and length.seconds,
        start=span and span[0],
        end=span and span[1],
        on_date=None if span else read_date(read_moment(cells.date).day, table.order),
        client=plain_text(cells.client),
        project=plain_text(cells.project),
        task=plain_text(cells.task),
        note=plain_text(cells.note),
        tags=read_tags(plain_text(cells.tags)),
        billable=read_flag(cells.billable),
        user=plain_text(cells.user),
        email=plain_text(cells.email),
    )


def _span(
    cells: _Cells, begins: Moment, ends: Moment, length: Length | None, order: str
) -> tuple[datetime, datetime, int | None]:
    """Return start, end and true length; the length is None where it is only known by the clock."""
    day = begins.day or read_moment(cells.date).day
    start = instant_of(begins, day, order)
    if not ends.clock:
        if length is None:
            message = "The timer is still running: there is no end."
            raise InvalidInputError(message)
        return start, start + timedelta(seconds=length.seconds), length.seconds
    end = instant_of(ends, ends.day or day, order)
    if (start.tzinfo is None) != (end.tzinfo is None):
        message = f"{quoted(cells.start)} and {quoted(cells.end)}: one has a time zone and the other has none."
        raise InvalidInputError(message)
    if not ends.day and end < start:
        end += timedelta(days=1)
    if length is None:
        return start, end, None
    end, seconds = settle(start, end, length, to_minutes=is_cut_to_minutes(begins.clock, ends.clock))
    if start.tzinfo and end - start != timedelta(seconds=seconds):
        clock = format_duration(round((end - start).total_seconds()))
        message = f"The duration is {format_duration(seconds)}, but start to end is {clock}."
        raise InvalidInputError(message)
    return start, end, seconds


def _length(cells: _Cells, unit: str) -> Length | None:
    """Return the length of a row by itself, None where no cell says it."""
    for field in LENGTHS:
        text: str = getattr(cells, field)
        if text:
            return read_any_length(text, unit if field == "duration" else field)
    return None


def _order(table: _Table) -> str:
    """Return how the dates of the file are written; work that ends on another date than it began ends on the next."""
    return decide_order(_samples(table))


def _samples(table: _Table) -> Iterator[tuple[str, str, int | None]]:
    for cells in table.all_cells():
        first = read_moment(cells.start).day or read_moment(cells.date).day
        last = read_moment(cells.end).day or first
        if first:
            yield first, last, None if first == last else 1


def _unit(table: _Table, columns: Mapping[str, str]) -> str:
    """Return the unit of bare numbers in a column that is a duration: the one that fits the clock times of each row.

    Without clock times, numbers with decimals are hours, where they can be.

    Raises:
        InvalidInputError: nothing settles it.
    """
    heading = next((heading for heading, field in columns.items() if field == "duration"), "")
    possible, bare, decimals, most = set(UNITS), "", False, Decimal(0)
    for cells in table.all_cells() if heading else ():
        if BARE_NUMBER.fullmatch(cells.duration) and (number := Decimal(cells.duration.replace(",", "."))):
            bare, most = bare or cells.duration, max(most, number)
            decimals = decimals or number != int(number)
            possible = {unit for unit in possible if _fits(number, UNITS[unit], _clock_seconds(cells))}
    if len(possible) == 1:
        return possible.pop()
    if bare and not (decimals and "hours" in possible and most <= _HOURS_OF_A_DAY):
        message = f"{quoted(bare)} in the column '{heading}' can be hours, minutes or seconds, and nothing settles it."
        raise InvalidInputError(message, f"Say which with '--columns', as '{heading}=minutes'.")
    return "hours"


def _fits(number: Decimal, unit: int, clock: int | None) -> bool:
    """Tell whether so many of a unit, rounded to the last digit, are as long as the clock says."""
    step = Decimal(10) ** int(number.as_tuple().exponent)
    return clock is None or abs(number * unit - clock) < unit * step / 2 + UNITS["minutes"]


def _clock_seconds(cells: _Cells) -> int | None:
    """Return how long a row is by its clock times, None where it has not two."""
    try:
        start, end = (read_clock(read_moment(cell).clock) for cell in (cells.start, cells.end))
    except InvalidInputError:
        return None
    return ((end.hour - start.hour) * 3600 + (end.minute - start.minute) * 60 + end.second - start.second) % _DAY
