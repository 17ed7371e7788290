"""The price of an hour on the day it was worked: a service's price, or the rate of the terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.money import Money
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.price_steps import PriceStep
    from vabackoffice.domain.pricing import WorkedEntry


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What one `unit` of a service costs from `valid_from` on (None: since ever), in major units of `currency`.

    `client_specific` says that it is the price of the client whose work is priced, not of everybody. With `steps` it is
    the price of the first units of a month or an engagement (`steps_per`).
    """

    service: str
    client_specific: bool
    unit: str
    amount: Decimal
    currency: str
    valid_from: date | None = None
    steps: tuple[PriceStep, ...] = ()
    steps_per: str = "month"


def hourly_price(entry: WorkedEntry, terms: Terms, prices: Sequence[PriceRow], currency: str) -> tuple[Decimal, str]:
    """Return the rate of `entry` in major units per hour, and where it comes from in a plain sentence.

    Args:
        entry: work that is billed by the hour.
        terms: what held on its day.
        prices: prices of services, for everybody and for this client; another currency's never apply.
        currency: of the invoice.

    Raises:
        ConflictError: neither a price of the service nor a rate of the terms reaches that day.
    """
    row = price_on(prices, entry.service, "hour", currency, entry.day)
    if row is not None:
        return row.amount, f"{say_price(row.amount, currency)} per hour, {name_price(row, entry.engagement)}"
    if terms.hourly_rate is None:
        message = f"No price is known for an hour of '{_work(entry)}' on {format_date(entry.day)}."
        raise ConflictError(message, _remedy(entry))
    return terms.hourly_rate, f"{say_price(terms.hourly_rate, currency)} per hour from {name_terms(entry, terms)}"


def price_on(prices: Sequence[PriceRow], service: str, unit: str, currency: str, day: date) -> PriceRow | None:
    """Return the price of a unit of a service that holds on a day: the client's own before the general one."""
    fitting = [
        row
        for row in prices
        if (row.service, row.unit, row.currency) == (service, unit, currency)
        and (row.valid_from is None or row.valid_from <= day)
    ]
    return max(fitting, key=lambda row: (row.client_specific, row.valid_from is not None, row.valid_from), default=None)


def name_price(row: PriceRow, engagement: str) -> str:
    """Return which price it is for an engagement: `acme's own price of travel since 2026-01-01`."""
    whose = f"{engagement.partition('/')[0]}'s own price" if row.client_specific else "the price"
    return f"{whose} of {row.service}" + (f" since {row.valid_from}" if row.valid_from else "")


def say_price(amount: Decimal, currency: str) -> str:
    """Return `12.00 EUR`, or the exact figure of a price finer than the currency's minor unit: `0.125 EUR`."""
    return f"{price_text(amount, currency)} {currency}"


def price_text(amount: Decimal, currency: str) -> str:
    """Return a price as scripts read it: `12.00`, or `0.125` where it is finer than the currency's minor unit."""
    rounded = Money.of(amount, currency).amount
    return f"{rounded if rounded == amount else amount:f}"


def name_terms(entry: WorkedEntry, terms: Terms) -> str:
    """Return which terms of the entry's engagement these are: `the terms of acme/inbox since 2026-01-01`."""
    if terms.valid_from is None:
        return f"the first terms of {entry.engagement}"
    return f"the terms of {entry.engagement} since {terms.valid_from}"


def _work(entry: WorkedEntry) -> str:
    return f"{entry.engagement}, {entry.service}" if entry.service else entry.engagement


def _remedy(entry: WorkedEntry) -> str:
    terms = f"'va engagement terms {entry.engagement} --from {entry.day} --hourly RATE'"
    if not entry.service:
        return f"Set one: {terms}."
    client = entry.engagement.partition("/")[0]
    return f"Set one: {terms}, or 'va price set {client} {entry.service} AMOUNT --from {entry.day} --unit hour'."
