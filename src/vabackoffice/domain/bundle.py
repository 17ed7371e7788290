"""Bundles: services sold together at one price, and how many of each are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.handle import shorten
from vabackoffice.domain.number import parse_decimal
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_HINT = "Write 'post:10,story:5': each service once, and how many of it."


class BundlePart(NamedTuple):
    """So many of a service in one of the bundle."""

    service: str
    quantity: Decimal


def parse_bundle(text: str) -> list[BundlePart]:
    """Return the parts of `post:10,story:5`, the services as they were typed.

    Raises:
        InvalidInputError: a part has no service, or is less than something.
    """
    parts = []
    for typed in text.split(","):
        service, _, quantity = typed.rpartition(":")
        if not service.strip():
            message = f"'{shorten(typed.strip())}' is not part of a bundle."
            raise InvalidInputError(message, _HINT)
        parts.append(BundlePart(service.strip(), parse_decimal(quantity)))
        if parts[-1].quantity <= 0:
            message = f"There cannot be {quantity.strip()} of '{shorten(service.strip())}' in a bundle."
            raise InvalidInputError(message, _HINT)
    return parts


def refuse_twice(parts: Sequence[BundlePart]) -> None:
    """Refuse a bundle that names a service twice."""
    names = [part.service for part in parts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        message = f"'{twice}' is in the bundle twice."
        raise InvalidInputError(message, _HINT)


def say_bundle(parts: Sequence[BundlePart]) -> str:
    """Return `10 × post, 5 × story`, or nothing."""
    return ", ".join(f"{part.quantity:f} × {part.service}" for part in parts)
