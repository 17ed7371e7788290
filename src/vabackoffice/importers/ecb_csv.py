"""The European Central Bank's reference rates as CSV: `eurofxref.csv` of a day, `eurofxref-hist.csv` of all days.

A column for each currency, `1 EUR` in it per row; `N/A` or nothing where there was no rate.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.exchange_rate import parse_exchange_rate
from vabackoffice.errors import BackOfficeError, InvalidInputError
from vabackoffice.importers.csv_file import look_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_EUR = "EUR"
_NO_RATE = ("", "n/a")


def read_ecb_rates(path: Path, currencies: Iterable[str], since: date) -> Iterator[tuple[date, dict[str, Decimal]]]:
    """Yield the days from `since` on, each with the units of the wanted currencies that one euro bought.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is not a table of the bank's, or a row of it cannot be read.
    """
    table = look_at(path)
    place = table.place("date")
    if place is None or table.place("usd") is None:
        message = f"'{path.name}' is not the European Central Bank's table of rates."
        raise InvalidInputError(message, "Take 'eurofxref-hist.csv' (unpacked) or 'eurofxref.csv' from its site.")
    columns = {name: table.place(name.lower()) for name in currencies if name != _EUR}
    for number, cells in table.records():
        table.check_width(cells)
        day = _day(cells[place], number, path)
        if day >= since:
            found = {name: cells[at].strip() for name, at in columns.items() if at is not None}
            rates = {name: _rate(text, number, path) for name, text in found.items() if text.lower() not in _NO_RATE}
            yield day, {_EUR: Decimal(1)} | rates


def _day(text: str, number: int, path: Path) -> date:
    """Return `2026-03-13`, or `13 March 2026` as the table of one day has it."""
    typed = text.strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return datetime.strptime(typed, "%d %B %Y").date()  # noqa: DTZ007 - a civil date has no zone
    except ValueError as error:
        raise _unreadable(path, number, typed) from error


def _rate(text: str, number: int, path: Path) -> Decimal:
    try:
        return parse_exchange_rate(text)
    except BackOfficeError as error:
        raise _unreadable(path, number, text) from error


def _unreadable(path: Path, number: int, text: str) -> InvalidInputError:
    message = f"Row {number} of '{path.name}' cannot be read: '{text}'."
    return InvalidInputError(message, "Take the file from the bank's site again; nothing was written.")
