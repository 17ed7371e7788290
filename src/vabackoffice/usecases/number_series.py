"""Number series: the next number of a document, gapless and in the order of dates, and the patterns that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.handle import check_handle, nearest
from vabackoffice.domain.invoice_number import (
    begins_anew,
    check_pattern,
    could_collide,
    format_number,
    read_number,
    refuse_earlier_date,
    refuse_long_number,
)
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads import series as reads
from vabackoffice.storage.reads.particulars import read_business

if TYPE_CHECKING:
    from datetime import date, datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.series import Series

KINDS = ("invoice", "credit_note")
_INSERT = "INSERT INTO number_series (name, kind, pattern, first_sequence) VALUES (:name, :kind, :pattern, 1)"
_CHANGE = "UPDATE number_series SET pattern = :pattern WHERE name = :name"
_FIRST = "INSERT INTO setting (key, value) VALUES (:key, :first) ON CONFLICT (key) DO UPDATE SET value = :first"


@dataclass(frozen=True, slots=True)
class Counter:
    """A series and how far it is: the last sequence of the year or ever (0: none), and the number that comes next."""

    series: Series
    last: int
    next_number: str


def next_number(book: Book, kind: str, issue_date: date, name: str = "") -> tuple[str, tuple[int, int]]:
    """Return the next number of a kind of document, and its series and sequence.

    Args:
        book: the open book.
        kind: invoice or credit_note.
        issue_date: the date on the document.
        name: of the series; the one that is called like the kind when empty.

    Raises:
        NotFoundError: there is no such series.
        InvalidInputError: the series is for other documents, or the number is too long for the seller's country.
        ConflictError: the date is before the last one of the series.
    """
    series, country = find_series(book, name or kind), read_business(book)["country"]
    _refuse_kind(series, kind, country)
    refuse_earlier_date(issue_date, reads.last_date(book, series))
    sequence = _next_sequence(book, series, issue_date.year)
    number = format_number(series.pattern, issue_date.year, sequence)
    refuse_long_number(number, country)
    return number, (series.id, sequence)


def find_series(book: Book, name: str) -> Series:
    """Return the series with this name."""
    known = {series.name: series for series in reads.read_all_series(book)}
    if name in known:
        return known[name]
    message = f"There is no number series '{name}'."
    near = nearest(name, list(known))
    raise NotFoundError(
        message, f"Did you mean {' or '.join(near)}?" if near else "'va invoice series list' shows all."
    )


def counters(book: Book, today: date) -> list[Counter]:
    """Return every series that numbers invoices or credit notes, with the number that it would give out today."""
    return [_counter(book, series, today) for series in reads.read_all_series(book) if series.kind in KINDS]


def set_series(
    book: Book, now: datetime, name: str, *, pattern: str | None, first: int | None, kind: str | None
) -> Counter:
    """Make a number series, or change the pattern or the next number of one.

    Args:
        book: the open book.
        now: the present instant; the year that `first` is about is its year.
        name: of the series.
        pattern: with {seq}, and {year} where numbers begin anew each year; None keeps the one it has.
        first: the next number, where another program gave out those before; None begins at 1.
        kind: invoice or credit_note, invoice for a new series when None.

    Raises:
        InvalidInputError: no pattern, or one that is none; the kind of a series that exists would change.
        ConflictError: numbers could collide, or `first` comes too late.
    """
    with book.operation("invoice series set", now):
        known = {series.name: series for series in reads.read_all_series(book)}
        chosen = check_pattern(pattern) if pattern is not None else None
        if name in known:
            _change(book, known[name], chosen, kind)
        else:
            _make(book, check_handle(name), chosen, kind or "invoice")
        series = find_series(book, name)
        if first is not None:
            _begin_at(book, series, first, now.year)
        _refuse_collision(book, series, now.year)
        counter = _counter(book, series, now.date())
        refuse_long_number(counter.next_number, read_business(book)["country"])
        return counter


def _refuse_kind(series: Series, kind: str, country: str) -> None:
    """Refuse a series for other documents; credit notes may be among invoices, but in Spain (RD 1619/2012 art. 6)."""
    if series.kind == kind or (kind == "credit_note" and series.kind == "invoice" and country != "ES"):
        return
    what = {"invoice": "invoices", "credit_note": "credit notes"}
    message = f"The series '{series.name}' is for {what.get(series.kind, series.kind)}, not for {what[kind]}."
    raise InvalidInputError(message, f"Make one: 'va invoice series set NAME --kind {kind} --pattern …'.")


def _next_sequence(book: Book, series: Series, year: int) -> int:
    scope = year if begins_anew(series.pattern) else None
    return max(reads.last_sequence(book, series, scope) + 1, reads.first_sequence(book, series, year))


def _counter(book: Book, series: Series, today: date) -> Counter:
    last = reads.last_sequence(book, series, today.year if begins_anew(series.pattern) else None)
    number = format_number(series.pattern, today.year, _next_sequence(book, series, today.year))
    return Counter(series, last, number)


def _make(book: Book, name: str, pattern: str | None, kind: str) -> None:
    if kind not in KINDS:
        message = f"A series numbers invoices or credit notes, not '{kind}'."
        raise InvalidInputError(message, f"Use one of: {', '.join(KINDS)}.")
    if pattern is None:
        message = f"The new series '{name}' has no pattern."
        raise InvalidInputError(message, "Give it one: '--pattern {year}-{seq:04}'.")
    book.connection.execute(_INSERT, {"name": name, "kind": kind, "pattern": pattern})


def _change(book: Book, series: Series, pattern: str | None, kind: str | None) -> None:
    if kind is not None and kind != series.kind:
        message = f"The series '{series.name}' is one of kind {series.kind} and stays that."
        raise InvalidInputError(message, "Make another series with another name.")
    if pattern is not None:
        book.connection.execute(_CHANGE, {"name": series.name, "pattern": pattern})


def _begin_at(book: Book, series: Series, first: int, year: int) -> None:
    last = reads.last_sequence(book, series, year if begins_anew(series.pattern) else None)
    if last:
        when = f" in {year}" if begins_anew(series.pattern) else ""
        message = f"The series '{series.name}' has given out {last}{when} already; the next number is {last + 1}."
        raise ConflictError(message, "'--next' goes on from another program, before the first number only.")
    if first < 1:
        message = f"Numbers begin at 1, not at {first}."
        raise InvalidInputError(message, "Give the number that comes next.")
    book.connection.execute(_FIRST, {"key": reads.first_key(series.name, year), "first": str(first)})


def _refuse_collision(book: Book, series: Series, year: int) -> None:
    """Refuse a pattern that could give out a number that another series gives out, or that is used."""
    for other in reads.read_all_series(book):
        if other.name != series.name and could_collide(series.pattern, other.pattern):
            message = (
                f"'{series.pattern}' and the pattern of the series '{other.name}', '{other.pattern}', can collide."
            )
            raise ConflictError(message, "Tell them apart by a letter, such as 'B{year}-{seq:04}'.")
    following = _next_sequence(book, series, year)
    for number in reads.used_numbers(book):
        found = read_number(series.pattern, number)
        if found and (found[0] or year) >= year and found[1] >= following:
            message = f"'{series.pattern}' would come to the number {number}, which is used."
            raise ConflictError(message, "Choose a pattern that tells its numbers apart, such as 'B{year}-{seq:04}'.")
