"""Numbers as people type them: with a point or a comma, with or without thousands, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from vabackoffice.domain.words import fold, quoted
from vabackoffice.errors import InvalidInputError

_PLAIN = r"(?P<sign>-?)(?=[.,]?[0-9])(?P<whole>[0-9]*)(?:[.,](?P<decimals>[0-9]+))?"
_GROUPED = (
    r"(?P<sign>-?)(?P<whole>[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]+))?"
)
_GROUP = 3  # digits between two thousands separators
# Far above any fee or exchange rate, and small enough that a product of two stays exact in Decimal's 28 digits.
_MOST_WHOLE, _MOST_DECIMALS = 12, 9
_HINT = "Write it like 1250, 1250.50, 1.250,50 or 1,250.50."


def parse_decimal(text: str) -> Decimal:
    """Return a quantity, rate or amount with the decimals it was typed with.

    Accepted: `1250`, `1250.50`, `1.250,50`, `1,250.50`, `1'250.50`, `1 250,50` (also with no-break spaces), `12,5`,
    `0.125`, `.5`, `-3`; at most 12 digits before and 9 after the decimal mark.

    Raises:
        InvalidInputError: not a number, too many digits, or a single separator that may mark thousands or
            decimals (`1.250`): the message shows both readings and the hint how to write each.
    """
    sign, whole, decimals = _read(text, fold(text))
    if len(decimals) == _GROUP and len(whole) <= _GROUP and int(whole or 0) > 0:
        raise _two_readings(text, sign, whole, decimals)
    return _exact(text, sign, whole, decimals)


def parse_percent(text: str) -> Decimal:
    """Return the per cent of `15%`, `15` or `7.5 %` as typed: Decimal("15"), not 0.15.

    No percentage above 100 is accepted, so a separator before three digits (`8.875%`) can only mark decimals.

    Raises:
        InvalidInputError: not a number, or not from 0 to 100.
    """
    percent = _exact(text, *_read(text, fold(text).removesuffix("%").rstrip()))
    if not 0 <= percent <= 100:  # noqa: PLR2004 - per cent
        message = f"{quoted(text)} is not a percentage from 0 to 100."
        raise InvalidInputError(message, "Write it like 15% or 7.5%.")
    return percent


def _read(text: str, typed: str) -> tuple[str, str, str]:
    """Return sign, whole digits and decimal digits; where both are possible, a separator marks decimals."""
    typed = typed.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    match = re.fullmatch(_PLAIN, typed) or re.fullmatch(_GROUPED, typed)
    if not match:
        message = f"{quoted(text)} is not a number."
        raise InvalidInputError(message, _HINT)
    return match["sign"], re.sub(r"[^0-9]", "", match["whole"]), match["decimals"] or ""


def _two_readings(text: str, sign: str, whole: str, decimals: str) -> InvalidInputError:
    thousands = f"{sign}{int(whole + decimals)}"
    kept = decimals.rstrip("0")
    fraction = f"{sign}{int(whole)}" + (f".{kept}" if kept else "")
    # Three decimals would be refused again; a fourth settles it. Without any, .00 says that no thousands are meant.
    spelled = fraction + ("0" if len(kept) == _GROUP else "") if kept else f"{fraction}.00"
    message = f"{quoted(text)} can be read in two ways: {thousands} or {fraction}."
    return InvalidInputError(message, f"Write {thousands} (or {thousands}.00) for the first, {spelled} for the second.")


def _exact(text: str, sign: str, whole: str, decimals: str) -> Decimal:
    if len(whole.lstrip("0")) > _MOST_WHOLE or len(decimals) > _MOST_DECIMALS:
        message = f"{quoted(text)} has too many digits."
        hint = f"Write at most {_MOST_WHOLE} digits before the decimal mark and {_MOST_DECIMALS} after it."
        raise InvalidInputError(message, hint)
    value = Decimal(f"{sign}{whole or 0}.{decimals}" if decimals else f"{sign}{whole}")
    return value or abs(value)  # no minus zero
