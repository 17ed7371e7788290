"""Day or month first: decided once for a whole file, never row by row and never by the country.

A day above 12 settles it; else the durations do, where work goes over midnight; else it is asked.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import read_clock
from vabackoffice.importers.columns import picked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vabackoffice.importers.csv_file import CsvFile

_Sample = tuple[str, str, int | None]

ORDERS = ("dmy", "mdy")
YEAR_FIRST = "ymd"
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_DAY = 86_400


def is_year_first(text: str) -> bool:
    """Tell whether a date is written like `2024-03-04`, which has one reading only."""
    return _YEAR_FIRST.fullmatch(text.strip()) is not None


@lru_cache(maxsize=64)  # rows of one day stand together
def read_day(text: str, order: str) -> date:
    """Return the date behind `2024-03-04`, or `04/03/2024` in the file's order (`dmy` or `mdy`)."""
    try:
        if len(text) == 10 and text[4] == text[7] == "-":  # noqa: PLR2004 - the length of `2024-03-04`
            return date.fromisoformat(text)
        parts = _parts(text.strip(), order)
        if parts is not None:
            return date(*parts)
    except ValueError:
        pass
    message = f"{quoted(text)} is not a date" + (
        " in the order of the file." if order in ORDERS else " like 2024-03-04."
    )
    raise InvalidInputError(message)


def order_of_spans(file: CsvFile, headings: Sequence[str], seconds_of: Callable[[str], int]) -> str:
    """Return how the dates of a file are written whose rows have two dates, two clock times and a length.

    Args:
        file: the file.
        headings: of the first date and time, the last date and time, and the length.
        seconds_of: reads a length.

    Raises:
        InvalidInputError: both orders fit and mean different days, or neither fits.
    """

    def samples() -> Iterator[_Sample]:
        for first, begins, last, ends, length in _cells(file, headings):
            # Work within a day says nothing of the order that its date does not say.
            yield first, last, None if first == last else _midnights(begins, ends, length, seconds_of)

    return decide_order(samples())


def order_of_days(file: CsvFile, heading: str) -> str:
    """Return how the dates of a file are written whose rows have one date; raises like `order_of_spans`."""
    return decide_order((day, day, None) for (day,) in _cells(file, [heading]))


def decide_order(samples: Iterable[_Sample]) -> str:
    """Return the order in which every date of a file makes sense; a file whose first date has its year first has one.

    Args:
        samples: of each row the first and the last date as written, and how many days apart they must be, None
            where the row does not tell.

    Raises:
        InvalidInputError: both orders fit and mean different days, or neither fits.
    """
    possible, doubtful = set(ORDERS), ""
    seen: set[_Sample] = set()
    for sample in samples:
        first = sample[0]
        if not seen and is_year_first(first):
            return YEAR_FIRST
        if sample in seen:
            continue
        seen.add(sample)
        fitting = {order for order in ORDERS if _fits(*sample, order)}
        if fitting:  # a row that fits no order is refused by itself
            possible &= fitting
        if not possible:
            message = f"The dates are written in two ways: {quoted(first)} cannot be read like the rows before it."
            raise InvalidInputError(message, "Export the file again with one date format, best YYYY-MM-DD.")
        if len(fitting) > 1 and read_day(first, "dmy") != read_day(first, "mdy"):
            doubtful = doubtful or first
    if len(possible) > 1 and doubtful:
        readings = " or ".join(read_day(doubtful, order).isoformat() for order in ORDERS)
        message = f"{quoted(doubtful)} can be {readings}, and nothing in the file settles it."
        raise InvalidInputError(
            message, "Say which with '--dates dmy' or '--dates mdy', or export with dates like 2024-03-04."
        )
    return min(possible)


def _cells(file: CsvFile, headings: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of all rows that are as wide as the heading."""
    cells_of = picked(file, headings)
    return (cells_of(record) for _, record in file.records() if len(record) == file.width)


def _midnights(begins: str, ends: str, length: str, seconds_of: Callable[[str], int]) -> int | None:
    """Return how many midnights lie between two clock times that far apart, None when a cell cannot be read."""
    try:
        start, end = read_clock(begins), read_clock(ends)
        lag = seconds_of(length) - (end.hour - start.hour) * 3600 - (end.minute - start.minute) * 60
    except InvalidInputError:
        return None
    return round(lag / _DAY)


def _fits(first: str, last: str, days: int | None, order: str) -> bool:
    try:
        apart = (read_day(last, order) - read_day(first, order)).days
    except InvalidInputError:
        return False
    return days is None or apart == days


def _parts(text: str, order: str) -> tuple[int, int, int] | None:
    """Return year, month and day; a date with dots always has its day first."""
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return int(match[1]), int(match[2]), int(match[3])
    match = _YEAR_LAST.fullmatch(text)
    if match is None or order not in ORDERS:
        return None
    day_first = order == "dmy" or match[2] == "."
    day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    return int(match[4]), int(month), int(day)
