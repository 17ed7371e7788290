"""Quotes: what is offered to a client, in one way or in several to choose from, until a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.handle import shorten
from vabackoffice.domain.invoice import line_net
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.domain.money import Money

PATTERN = "Q-{year}-{seq:04}"
LONGEST_OPTION = 20


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """Flat-fee work (`quantity` × `unit_price`), or with `terms`, the options as typed, an engagement.

    `option` is the choice it belongs to; a line without one belongs to every choice.
    """

    option: str
    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    engagement: str = ""
    terms: Mapping[str, Any] | None = None

    def net(self, currency: str) -> Money:
        """What flat-fee work costs."""
        return line_net(self.quantity, self.unit_price, currency)


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer to a client. `chosen` is the option that was accepted, or why the offer was declined."""

    number: str
    client: str
    issued_on: date
    valid_until: date | None
    currency: str
    title: str
    notes: str
    accepted_on: date | None
    declined_on: date | None
    chosen: str
    lines: tuple[QuoteLine, ...]
    id: int

    @property
    def options(self) -> tuple[str, ...]:
        """The choices, in the order in which they were first named; none where there is nothing to choose."""
        return tuple(dict.fromkeys(line.option for line in self.lines if line.option))

    def lines_of(self, option: str) -> tuple[QuoteLine, ...]:
        """Return the lines of a choice: its own, and those of every choice."""
        return tuple(line for line in self.lines if line.option in ("", option))

    def status(self, today: date) -> str:
        """Return `open`, `expired`, `accepted` or `declined`."""
        if self.accepted_on or self.declined_on:
            return "accepted" if self.accepted_on else "declined"
        return "expired" if self.valid_until is not None and today > self.valid_until else "open"

    def named_option(self, typed: str) -> str:
        """Return an option as it is written already, whatever its capitals, else as it was typed."""
        return next((known for known in self.options if known.lower() == typed.lower()), typed)


@dataclass(frozen=True, slots=True)
class Sum:
    """What a choice costs, once or per hour, week, month or quarter, as an invoice would say it with its VAT."""

    per: str
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to accept a quote: flat-fee work, engagements with their terms, and what they cost."""

    option: str
    items: tuple[QuoteLine, ...]
    offers: tuple[tuple[QuoteLine, Terms], ...]
    sums: tuple[Sum, ...]


def choose_option(quote: Quote, typed: str | None) -> str:
    """Return the option that a quote is accepted with, empty where it offers none.

    Raises:
        InvalidInputError: it offers several and none was named.
        NotFoundError: it does not offer the one that was named.
        ConflictError: it offers nothing at all.
    """
    if not quote.lines:
        message = f"Quote {quote.number} offers nothing yet."
        raise ConflictError(message, f"Add a line: 'va quote line {quote.number} TEXT --price 100'.")
    offered = quote.options
    if typed is None:
        if len(offered) > 1:
            message = f"Quote {quote.number} offers {' or '.join(offered)}."
            raise InvalidInputError(message, f"Say which: '--option {offered[0]}'.")
        return offered[0] if offered else ""
    option = quote.named_option(typed.strip())
    if option not in offered:
        message = f"Quote {quote.number} has no option '{shorten(typed)}'."
        raise NotFoundError(message, f"It offers {' or '.join(offered)}." if offered else "Leave '--option' out.")
    return option


def refuse_closed(quote: Quote) -> None:
    """Refuse to change or answer a quote that was answered already."""
    if quote.accepted_on is not None:
        with_option = f" with option {quote.chosen}" if quote.chosen else ""
        message = f"Quote {quote.number} was accepted on {quote.accepted_on}{with_option}."
        raise ConflictError(message, "Make a new one: 'va quote add'.")
    if quote.declined_on is not None:
        message = f"Quote {quote.number} was declined on {quote.declined_on}."
        raise ConflictError(message, "Make a new one: 'va quote add'.")


def check_option(typed: str) -> str:
    """Return the name of an option: a letter, a word or a few.

    Raises:
        InvalidInputError: it is empty or longer than a column is wide.
    """
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_OPTION:
        message = f"'{shorten(typed)}' cannot name an option."
        raise InvalidInputError(message, f"Use up to {LONGEST_OPTION} letters, such as 'A' or 'Small'.")
    return name
