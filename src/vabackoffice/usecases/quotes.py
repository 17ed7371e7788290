"""Quotes: made, filled, changed, declined. What becomes of an accepted one is in `accepting`."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.handle import check_handle, check_name, shorten
from vabackoffice.domain.invoice_number import format_number
from vabackoffice.domain.number import parse_decimal
from vabackoffice.domain.pricing import UNNAMED
from vabackoffice.domain.quote import PATTERN, Quote, QuoteLine, check_option, refuse_closed
from vabackoffice.domain.terms_reading import read_terms
from vabackoffice.domain.unit import check_unit
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.quotes import numbers_given, read_quotes
from vabackoffice.storage.reads.targets import client_id, engagements
from vabackoffice.usecases.targets import find_client

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from vabackoffice.storage.book import Book

_LONGEST_NOTES = 2000


def add_quote(book: Book, now: datetime, handle: str, title: str, valid_until: date | None, notes: str) -> Quote:
    """Write an empty quote with the next number of its year and return it.

    Raises:
        InvalidInputError: it would not be valid on the day it is made.
    """
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Quote as QuoteRow

    client, today = find_client(book, handle), now.date()
    _refuse_past(valid_until, today)
    with book.operation("quote add", now), writing(book) as session:
        number = _next_number(book, today.year)
        row = QuoteRow(
            number=number,
            client_id=client_id(book, client),
            issued_on=today.isoformat(),
            valid_until=valid_until.isoformat() if valid_until else None,
            currency=read_client(book, client)["currency"],
            title=check_name(title, "title") if title else "",
            notes=_check_notes(notes),
        )
        session.add(row)
    return find_quote(book, number)


def find_quote(book: Book, typed: str) -> Quote:
    """Return the quote that a number names, or the handle of a client with one that is not answered yet."""
    found = read_quotes(book, number=typed.strip().upper())
    if found:
        return found[0]
    if typed.strip().upper().startswith("Q-"):
        message = f"There is no quote '{shorten(typed)}'."
        raise NotFoundError(message, "'va quote list' shows all.")
    client = find_client(book, typed, archived=True)
    waiting = [one for one in read_quotes(book, client=client) if not one.accepted_on and not one.declined_on]
    if len(waiting) != 1:
        which = " and ".join(one.number for one in waiting)
        message = f"'{client}' has the quotes {which}." if waiting else f"'{client}' has no open quote."
        raise NotFoundError(message, "Name one by its number." if waiting else f"Make one: 'va quote add {client}'.")
    return waiting[0]


def read_item(quote: Quote, text: str, *, qty: str, price: str, unit: str, option: str | None) -> QuoteLine:
    """Return flat-fee work as a line of a quote.

    Raises:
        InvalidInputError: text, quantity, unit or price cannot be read, or the quantity is nothing.
    """
    quantity = parse_decimal(qty)
    if quantity <= 0:
        message = f"A quantity of '{qty}' offers nothing."
        raise InvalidInputError(message, "Give how many, more than nothing: '--qty 3'.")
    named = quote.named_option(check_option(option)) if option is not None else ""
    line = QuoteLine(named, check_name(text, "text"), quantity, check_unit(unit), parse_price(price, quote.currency))
    line.net(quote.currency)  # refuses what no invoice could say
    return line


def read_offer(
    book: Book, quote: Quote, name: str, typed: Mapping[str, Any], until: date | None, *, option: str | None
) -> QuoteLine:
    """Return an engagement with its terms, the options of `va engagement add` as typed, as a line of a quote.

    Raises:
        InvalidInputError: the terms contradict themselves, or the engagement is another client's.
        ConflictError: the option offers that engagement already, or it is billed in another currency.
    """
    client_part, _, name_part = name.partition("/")
    if find_client(book, client_part) != quote.client:
        message = f"Quote {quote.number} is for '{quote.client}', not for '{shorten(client_part)}'."
        raise InvalidInputError(message, f"Write '{quote.client}/{name_part or UNNAMED}'.")
    engagement = f"{quote.client}/{check_handle(name_part or UNNAMED)}"
    terms = read_terms(typed, quote.currency, None)
    named = quote.named_option(check_option(option)) if option is not None else ""
    _refuse_offered(quote, engagement, named)
    refuse_other_currency(book, quote, engagement)
    price = terms.fee.amount if terms.fee else terms.hourly_rate or Decimal(0)
    unit = {"hourly": "hour", "retainer": terms.every or "month"}.get(terms.model, terms.model)
    kept = dict(typed) | ({"until": until.isoformat()} if until else {})
    return QuoteLine(named, engagement, Decimal(1), unit, price, engagement, kept)


def add_quote_line(book: Book, now: datetime, quote: Quote, line: QuoteLine) -> Quote:
    """Write a line below those of a quote."""
    return change_quote(book, now, quote.number, "quote line", lambda old: replace(old, lines=(*old.lines, line)))


def change_quote(book: Book, now: datetime, typed: str, command: str, change: Callable[[Quote], Quote]) -> Quote:
    """Write a quote that is not answered yet anew, as `change` makes it, and return it.

    Raises:
        ConflictError: it was accepted or declined.
        InvalidInputError: it would have ended before it was made.
    """
    from sqlmodel import delete

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Quote as QuoteRow
    from vabackoffice.storage.tables import QuoteLine as LineRow

    with book.operation(command, now), writing(book) as session:
        old = find_quote(book, typed)
        refuse_closed(old)
        quote = change(old)
        _refuse_past(quote.valid_until, quote.issued_on)
        row = session.get_one(QuoteRow, quote.id)
        row.title, row.notes = quote.title, _check_notes(quote.notes)
        row.valid_until = quote.valid_until.isoformat() if quote.valid_until else None
        session.exec(delete(LineRow).where(LineRow.quote_id == quote.id))  # type: ignore[arg-type]  # a column here
        for position, line in enumerate(quote.lines, start=1):
            session.add(LineRow(quote_id=quote.id, position=position, **_columns(line)))
    return find_quote(book, quote.number)


def changed(
    number: int | None, of_quote: Mapping[str, Any], of_line: Mapping[str, Any], *, remove: bool
) -> Callable[[Quote], Quote]:
    """Return what changes a quote: some of its fields, and one line of it or its removal."""

    def change(quote: Quote) -> Quote:
        if number is not None and remove:
            gone = line_at(quote, number)
            quote = replace(quote, lines=tuple(line for line in quote.lines if line is not gone))
        elif number is not None:
            quote = change_item(quote, number, **of_line)
        return replace(quote, **of_quote)

    return change


def change_item(quote: Quote, number: int, *, price: str | None = None, **changes: Any) -> Quote:
    """Return the quote with one of its lines changed; of an engagement only the option can be.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: the terms of an engagement were to be changed.
    """
    line = line_at(quote, number)
    if price is not None:
        changes["unit_price"] = parse_price(price, quote.currency)
    if line.terms is not None and set(changes) - {"option"}:
        message = f"Line {number} offers the terms of '{line.engagement}'."
        hint = f"Take it off ('va quote edit {quote.number} --line {number} --remove') and offer it anew."
        raise InvalidInputError(message, hint)
    if changes.get("option"):
        changes["option"] = quote.named_option(check_option(changes["option"]))
    changed = replace(line, **changes)
    changed.net(quote.currency)
    return replace(quote, lines=(*quote.lines[: number - 1], changed, *quote.lines[number:]))


def line_at(quote: Quote, number: int) -> QuoteLine:
    """Return a line by its number, counted from 1."""
    if not 1 <= number <= len(quote.lines):
        message = f"Quote {quote.number} has no line {number}."
        raise NotFoundError(message, f"It has {len(quote.lines)}: 'va quote show {quote.number}'.")
    return quote.lines[number - 1]


def delete_quote(book: Book, now: datetime, quote: Quote) -> None:
    """Delete a quote that is not answered yet; its number is not given again."""
    with book.operation("quote delete", now):
        refuse_closed(find_quote(book, quote.number))
        book.connection.execute("DELETE FROM quote WHERE id = :id", {"id": quote.id})


def decline_quote(book: Book, now: datetime, typed: str, on: date, reason: str) -> Quote:
    """Write that the client does not want what was offered, and why."""
    with book.operation("quote decline", now):
        quote = find_quote(book, typed)
        refuse_closed(quote)
        refuse_before(quote, on)
        values = {"id": quote.id, "on": on.isoformat(), "reason": check_name(reason, "reason") if reason else ""}
        book.connection.execute("UPDATE quote SET declined_on = :on, chosen = :reason WHERE id = :id", values)
    return find_quote(book, quote.number)


def refuse_before(quote: Quote, on: date) -> None:
    """Refuse an answer that came before the quote."""
    if on < quote.issued_on:
        message = f"Quote {quote.number} was made on {quote.issued_on}, after {on}."
        raise InvalidInputError(message, "Give the day of the answer: '--on DATE'.")


def refuse_other_currency(book: Book, quote: Quote, engagement: str) -> None:
    """Refuse terms in another currency than those of the engagement they are for."""
    for row in engagements(book, quote.client):
        if f"{row.client}/{row.name}" == engagement and row.currency != quote.currency:
            message = f"'{engagement}' is billed in {row.currency}, and quote {quote.number} is in {quote.currency}."
            raise ConflictError(message, "Offer it under another name.")


def _refuse_offered(quote: Quote, engagement: str, option: str) -> None:
    """Refuse to offer an engagement twice to a client who accepts one option."""
    for line in quote.lines:
        if line.engagement == engagement and (line.option == option or not line.option or not option):
            number = quote.lines.index(line) + 1
            message = f"Line {number} of quote {quote.number} offers '{engagement}' already."
            off = f"va quote edit {quote.number} --line {number} --remove"
            raise ConflictError(message, f"Give both lines options of their own, or take it off: '{off}'.")


def _refuse_past(valid_until: date | None, first: date) -> None:
    if valid_until is not None and valid_until < first:
        message = f"The quote would be valid until {valid_until}, before {first}."
        raise InvalidInputError(message, "Give a later day: '--valid 30d'.")


def _check_notes(text: str) -> str:
    if len(text) > _LONGEST_NOTES:
        message = f"The notes have {len(text)} characters."
        raise InvalidInputError(message, f"Use at most {_LONGEST_NOTES}.")
    return text.strip()


def _next_number(book: Book, year: int) -> str:
    given = {*numbers_given(book, year)}
    return next(
        number
        for sequence in range(len(given) + 1, len(given) * 2 + 2)
        if (number := format_number(PATTERN, year, sequence)) not in given
    )


def _columns(line: QuoteLine) -> dict[str, Any]:
    return {
        **{name: getattr(line, name) for name in ("option", "text", "unit", "engagement")},
        "quantity": str(line.quantity),
        "unit_price": str(line.unit_price),
        "terms": json.dumps(line.terms, ensure_ascii=False) if line.terms is not None else "",
    }
