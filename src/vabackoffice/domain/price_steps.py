"""Volume steps of a price: the first so many units at one price, the next ones at another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.number import parse_decimal
from vabackoffice.domain.rate import say_price
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from vabackoffice.domain.rate import PriceRow

PER = ("month", "engagement")


class PriceStep(NamedTuple):
    """The price of one unit (major units) up to the `limit`-th, this one included; of all that follow when None."""

    limit: Decimal | None
    price: Decimal


def parse_steps(text: str, currency: str) -> tuple[PriceStep, ...]:
    """Return the steps of `20:12,10`: the first 20 units at 12, then 10; of `10:15,20:12,10`: also up to 20 at 12.

    Raises:
        InvalidInputError: not understood, or limits that do not rise.
    """
    *limited, (none, _, last) = [part.strip().rpartition(":") for part in text.split(",")]
    if none or not limited or not all(limit for limit, _, _ in limited):
        raise _not_understood(text)
    limits = [parse_decimal(limit) for limit, _, _ in limited]
    if limits != sorted(set(limits)) or limits[0] <= 0:
        raise _not_understood(text)
    prices = [parse_price(price, currency) for *_, price in limited]
    steps = (PriceStep(*step) for step in zip(limits, prices, strict=True))
    return (*steps, PriceStep(None, parse_price(last, currency)))


def steps_text(steps: Sequence[PriceStep]) -> str:
    """Return steps as they are typed, and read back by `parse_steps`."""
    return ",".join(f"{step.price:f}" if step.limit is None else f"{step.limit:f}:{step.price:f}" for step in steps)


def say_row(row: PriceRow) -> str:
    """Return `12.00 EUR per post`, with steps also `for the first 20 of a month, then 10.00 EUR`."""
    said = f"{say_price(row.amount, row.currency)} per {row.unit}"
    if not row.steps:
        return said
    first, *others = row.steps
    whole = "the engagement" if row.steps_per == "engagement" else "a month"
    parts = [f"{said} for the first {first.limit:f} of {whole}"]
    for limit, amount in others:
        price = say_price(amount, row.currency)
        parts.append(f"then {price}" if limit is None else f"{price} up to {limit:f}")
    return ", ".join(parts)


def _not_understood(text: str) -> InvalidInputError:
    message = f"The steps '{shorten(text)}' are not understood."
    return InvalidInputError(message, "Write '20:12,10': the first 20 units at 12, then 10; limits must rise.")
