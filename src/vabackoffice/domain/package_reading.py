"""Reading packages as they are typed: the price, and until when they can be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.amount import parse_money
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.words import fold
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from vabackoffice.domain.money import Money


class Expiry(NamedTuple):
    """The last usable day of a package, or the days after its purchase or first use; neither: it has no end."""

    on: date | None = None
    days: int | None = None


def read_package_price(text: str, currency: str) -> Money:
    """Return the price of a package, in the currency of its engagement.

    Raises:
        InvalidInputError: not an amount, or in another currency.
    """
    price = parse_money(text, currency)
    if price.currency != currency:
        message = f"The price '{shorten(text)}' is in {price.currency}, and the agreement in {currency}."
        raise InvalidInputError(message, f"Write it as '400' or '400 {currency}'.")
    return price


def read_expiry(text: str, read_day: Callable[[str], date | None]) -> Expiry:
    """Return the expiry that `60d`, `60 days`, `never` or a date stands for; `read_day` reads the date."""
    days = re.fullmatch(r"(-?[0-9]{1,5}) ?d(?:ays?)?", fold(text))
    if days:
        return Expiry(days=int(days[1]))
    return Expiry() if fold(text) == "never" else Expiry(on=read_day(text))
