"""An accepted quote becomes what was agreed: engagements with their terms, and tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.pricing import UNNAMED
from vabackoffice.domain.quote import choose_option, refuse_closed
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.engagements import write_engagement, write_terms
from vabackoffice.usecases.quotes import find_quote, refuse_before, refuse_other_currency
from vabackoffice.usecases.targets import find_client, find_engagement, refuse_ended
from vabackoffice.usecases.tasks import Agreed, write_task

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.quote import Quote, QuoteLine
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_NO_TERMS = ("until",)  # what of an offer is not a term


class Accepted(NamedTuple):
    """An accepted quote, the engagements that hold now with their terms, and the tasks to be done."""

    quote: Quote
    agreed: tuple[tuple[EngagementRow, Terms], ...]
    task_ids: tuple[int, ...]


def accept_quote(book: Book, now: datetime, typed: str, option: str | None, on: date) -> Accepted:
    """Write what the client accepted: engagements whose terms hold from `on`, and open tasks, as one operation.

    Raises:
        ConflictError: it was answered already, or its terms would change what is billed.
        InvalidInputError: it offers several options and none was named, or `on` is before it was made.
        NotFoundError: it has no such option.
    """
    with book.operation("quote accept", now):
        quote = find_quote(book, typed)
        refuse_closed(quote)
        refuse_before(quote, on)
        chosen = choose_option(quote, option)
        find_client(book, quote.client)  # an archived one is brought back first
        lines = quote.lines_of(chosen)
        agreed = tuple(_agree(book, quote, line, on, now.date()) for line in lines if line.terms is not None)
        items = [line for line in lines if line.terms is None]
        target = _for_tasks(book, quote, agreed, on) if items else None
        tasks = tuple(_write_item(book, target, line) for line in items if target)
        values = {"id": quote.id, "on": min(on, now.date()).isoformat(), "chosen": chosen}
        book.connection.execute("UPDATE quote SET accepted_on = :on, chosen = :chosen WHERE id = :id", values)
    return Accepted(find_quote(book, quote.number), agreed, tasks)


def _agree(book: Book, quote: Quote, line: QuoteLine, on: date, today: date) -> tuple[EngagementRow, Terms]:
    """Write the engagement of a line, or new terms where the client has it."""
    refuse_other_currency(book, quote, line.engagement)
    name, offered = line.engagement.partition("/")[2], dict(line.terms or {})
    until = date.fromisoformat(offered["until"]) if offered.get("until") else None
    typed = {key: value for key, value in offered.items() if key not in _NO_TERMS} | {"currency": quote.currency}
    known = next((row for row in engagements(book, quote.client) if row.name == name), None)
    if known is None:
        return write_engagement(book, quote.client, name, typed, on, until)
    refuse_ended(known, on.isoformat())
    return known, write_terms(book, known, typed, on, today, anew=True)


def _for_tasks(book: Book, quote: Quote, agreed: tuple[tuple[EngagementRow, Terms], ...], on: date) -> EngagementRow:
    """Return the engagement that bills the tasks: the first one agreed, else the client's, else a new one."""
    if agreed:
        return agreed[0][0]
    if engagements(book, quote.client):
        return find_engagement(book, quote.client, on)
    flat = {"flat": True, "currency": quote.currency}
    return write_engagement(book, quote.client, UNNAMED, flat, on, None)[0]


def _write_item(book: Book, target: EngagementRow, line: QuoteLine) -> int:
    return write_task(book, Agreed(target.id, line.text, line.quantity, line.unit, line.unit_price, None), None)
