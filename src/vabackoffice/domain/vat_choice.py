"""The `--vat` option: leave the decision to the law, or insist on a category and, with `S:9`, on a rate."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError

_CATEGORIES = ("S", "AE", "E", "O", "G", "Z")
_WHOLE_PRICE = Decimal(100)


def read_vat_choice(text: str) -> tuple[str, Decimal | None]:
    """Return `auto` or the category (UNCL 5305), and the rate in per cent of `S:9`, `S:5,5` or `S:5.5%`."""
    category, colon, figure = text.strip().partition(":")
    if category.upper() in _CATEGORIES and not colon:
        return category.upper(), None
    if category.lower() == "auto" and not colon:
        return "auto", None
    percent = _read_percent(figure) if category.upper() == "S" else None
    if percent is None:
        message = f"'{shorten(text)}' is not a VAT treatment."
        raise InvalidInputError(message, f"Use auto, {', '.join(_CATEGORIES)}, or a rate as in S:9.")
    return "S", percent


def _read_percent(figure: str) -> Decimal | None:
    try:
        percent = Decimal(figure.strip().removesuffix("%").replace(",", ".").strip())
    except InvalidOperation:
        return None
    return percent if percent.is_finite() and 0 <= percent <= _WHOLE_PRICE else None
