"""Exchange rates that the user stated or imported: writing and reading them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_SET = """
    INSERT INTO exchange_rate (currency, in_currency, on_date, rate, source)
    VALUES (:currency, :in_currency, :on_date, :rate, :source)
    ON CONFLICT (currency, in_currency, on_date) DO UPDATE SET rate = excluded.rate, source = excluded.source"""
_ADD = """
    INSERT INTO exchange_rate (currency, in_currency, on_date, rate, source)
    VALUES (:currency, :in_currency, :on_date, :rate, :source)
    ON CONFLICT (currency, in_currency, on_date) DO NOTHING"""
_LIST = """
    SELECT currency, in_currency, on_date, rate, source FROM exchange_rate
    WHERE :currency IS NULL OR currency = :currency
    ORDER BY on_date DESC, currency, in_currency"""
_LATEST = """
    SELECT currency, in_currency, on_date, rate, source FROM exchange_rate
    WHERE currency = :currency AND in_currency = :in_currency AND on_date > :after AND on_date <= :day
    ORDER BY on_date DESC LIMIT 1"""
_FOREIGN = """
    SELECT currency FROM client WHERE currency <> :home UNION SELECT currency FROM engagement WHERE currency <> :home"""


class RateOn(NamedTuple):
    """What one unit of `currency` was worth in `in_currency` on a day, and who says so."""

    currency: str
    in_currency: str
    on: date
    rate: Decimal
    source: str


def set_rate(book: Book, rate: RateOn) -> None:
    """Write a rate into the open operation, in place of the one of that day."""
    book.connection.execute(_SET, _values(rate))


def add_rate(book: Book, rate: RateOn) -> bool:
    """Write a rate into the open operation unless the day has one; tell whether it was written."""
    return book.connection.execute(_ADD, _values(rate)).rowcount > 0


def read_rates(book: Book, currency: str | None = None) -> list[RateOn]:
    """Return all rates, or those of one currency, the newest first."""
    return [_rate(row) for row in book.connection.execute(_LIST, {"currency": currency})]


def latest_rate(book: Book, currency: str, in_currency: str, day: date, most: int) -> RateOn | None:
    """Return the newest rate of `day` or of fewer than `most` days before it."""
    after = day - timedelta(days=most)
    values = {"currency": currency, "in_currency": in_currency, "after": after.isoformat(), "day": day.isoformat()}
    row = book.connection.execute(_LATEST, values).fetchone()
    return _rate(row) if row else None


def foreign_currencies(book: Book, home: str) -> list[str]:
    """Return the currencies other than `home` that clients are billed in."""
    return sorted(row[0] for row in book.connection.execute(_FOREIGN, {"home": home}))


def _values(rate: RateOn) -> dict[str, str]:
    return {
        "currency": rate.currency,
        "in_currency": rate.in_currency,
        "on_date": rate.on.isoformat(),
        "rate": f"{rate.rate:f}",
        "source": rate.source,
    }


def _rate(row: tuple[str, str, str, str, str]) -> RateOn:
    currency, in_currency, on, rate, source = row
    return RateOn(currency, in_currency, date.fromisoformat(on), Decimal(rate), source)
