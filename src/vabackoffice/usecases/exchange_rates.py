"""What foreign money was worth: rates stated by the user or imported, else the European Central Bank's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.amount import check_currency
from vabackoffice.domain.exchange_rate import parse_exchange_rate
from vabackoffice.domain.handle import check_name
from vabackoffice.errors import InvalidInputError
from vabackoffice.storage.exchange_rates import RateOn, add_rate, foreign_currencies, latest_rate, set_rate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from vabackoffice.storage.book import Book

_OWN_HOLDS = 31  # days: tax offices that state rates do so for a month


def state_rate(book: Book, now: datetime, currency: str, typed: str, home: str, on: date, source: str) -> RateOn:
    """Write what one unit of a currency was worth on a day; a rate of that day is replaced.

    Args:
        book: the open book.
        now: the present instant, in the business's time zone.
        currency: as typed.
        typed: the rate, as typed.
        home: the currency it is in.
        on: the day.
        source: who says so; empty when the user does.

    Raises:
        InvalidInputError: no such currency, no rate, the currency itself, or a day to come.
    """
    code, in_currency, rate = check_currency(currency), check_currency(home), parse_exchange_rate(typed)
    if code == in_currency:
        message = f"The rate would be of {code} in itself."
        raise InvalidInputError(message, "Name a foreign currency, or another one with '--in'.")
    if on > now.date():
        message = f"'{on}' is in the future."
        raise InvalidInputError(message, "State a rate when it is known: '--on' its date.")
    stated = RateOn(code, in_currency, on, rate, check_name(source, "source") if source else "stated")
    with book.operation("rate set", now):
        set_rate(book, stated)
    return stated


def import_rates(
    book: Book, now: datetime, path: Path, home: str, currencies: Sequence[str], since: date | None
) -> tuple[list[RateOn], int]:
    """Write the European Central Bank's rates of a CSV file that the book has not yet.

    Args:
        book: the open book.
        now: the present instant, in the business's time zone.
        path: the file.
        home: the currency the rates shall be in.
        currencies: which ones, as typed; none means those that clients are billed in.
        since: the first day; None begins with last year.

    Returns:
        The rates that are new, oldest first, and how many were there already.

    Raises:
        InvalidInputError: the file is not the bank's, or no currency is foreign.
    """
    from vabackoffice.importers.ecb_csv import read_ecb_rates
    from vabackoffice.tax.ecb_rates import DECIMALS, SOURCE

    wanted = [check_currency(code) for code in currencies] or foreign_currencies(book, home)
    if not wanted:
        message = "No client is billed in a foreign currency."
        raise InvalidInputError(message, "Say which rates to keep: '--currency USD'.")
    first = since or date(now.year - 1, 1, 1)
    days = sorted(read_ecb_rates(path, [home, *wanted], first), key=lambda day: day[0])
    found = [
        RateOn(code, home, on, (rates[home] / rates[code]).quantize(DECIMALS), SOURCE)
        for on, rates in days
        for code in wanted
        if code != home and code in rates and home in rates
    ]
    with book.operation("rate import", now):
        new = [rate for rate in found if add_rate(book, rate)]
    return new, len(found) - len(new)


def find_rate(book: Book, currency: str, in_currency: str, day: date) -> RateOn | None:
    """Return what one unit of `currency` was worth on `day`: by the book's own rate, else by the bank's.

    A rate of the book holds for a month. None when neither knows.
    """
    own = latest_rate(book, currency, in_currency, day, _OWN_HOLDS)
    if own is not None:
        return own
    from vabackoffice.tax.ecb_rates import SOURCE, ecb_rate

    found = ecb_rate(currency, in_currency, day)
    return RateOn(currency, in_currency, found[1], found[0], SOURCE) if found else None
