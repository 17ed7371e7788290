"""What a contract must hold before it is written down: packages that can be used, pauses that lie inside and apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.pause import say_pause
from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.contract import Contract, Package
    from vabackoffice.domain.period import Period


def check_package(package: Package, first_day: date, last_day: date | None = None) -> None:
    """Refuse a package that cannot be sold under an agreement from `first_day` to `last_day`.

    Raises:
        InvalidInputError: no hours, a price below nothing, two ends or one before its purchase, a purchase outside.
    """
    if package.seconds <= 0:
        message = f"A package of '{format_duration(package.seconds)}' has no hours."
        raise InvalidInputError(message, "Say how many were sold: '--hours 10'.")
    if package.price.minor < 0:
        message = f"The price '{package.price}' of the package is less than nothing."
        raise InvalidInputError(message, "Give what the client pays: '--price 400', or 0 for a gift.")
    _check_end(package)
    _check_inside(package.bought_on, "The package is bought", first_day, last_day)


def check_pause(pause: Period, contract: Contract) -> None:
    """Refuse a pause that reaches out of the agreement or into another pause.

    Raises:
        InvalidInputError: it begins or ends outside the agreement.
        ConflictError: some of its days are paused already.
    """
    _check_inside(pause.start, "The pause begins", contract.first_day, contract.last_day)
    _check_inside(pause.last_day, "The pause ends", contract.first_day, contract.last_day)
    for other in contract.pauses:
        if pause.start < other.end and other.start < pause.end:
            message = f"'{contract.engagement}' is paused {say_pause(other)} already."
            raise ConflictError(message, "Give days outside of it, or end that pause first.")


def _check_end(package: Package) -> None:
    if package.expires_on is not None and package.expires_days is not None:
        message = (
            f"The package ends on {format_date(package.expires_on)} and after {package.expires_days} days at once."
        )
        raise InvalidInputError(message, "Give one of the two.")
    if package.expires_on is not None and package.expires_on < package.bought_on:
        message = f"The package ends on {format_date(package.expires_on)}, before it is bought."
        raise InvalidInputError(message, f"Give a last day from {package.bought_on} on.")
    if package.expires_days is not None and package.expires_days < 0:
        message = f"'{package.expires_days}' days to use the package are less than none."
        raise InvalidInputError(message, "Give the days after its purchase: '--expires 60d'.")
    if package.from_first_use and package.expires_days is None:
        message = "The package has no days that could begin with its first use."
        raise InvalidInputError(message, "Say how many: '--expires 60d --from-first-use'.")


def _check_inside(day: date, what: str, first_day: date, last_day: date | None) -> None:
    if day < first_day or (last_day is not None and day > last_day):
        until = (
            f"ends on {format_date(last_day)}" if last_day and day > last_day else f"begins on {format_date(first_day)}"
        )
        message = f"{what} on {format_date(day)}, but the agreement {until}."
        raise InvalidInputError(message, "Give a day inside the agreement.")
