"""Invoice numbers: a pattern, gapless within a year, and the payment reference made from a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from datetime import date

_FIELD = re.compile(r"\{(year|seq)(?::0?(\d))?\}")


def format_number(pattern: str, year: int, sequence: int) -> str:
    """Fill a pattern such as `{year}-{seq:04}`; an unknown field is refused."""
    values = {"year": year, "seq": sequence}
    text = _FIELD.sub(lambda found: f"{values[found[1]]:0{found[2] or 1}d}", pattern)
    if "{seq" not in pattern or "{" in text:
        message = f"'{pattern}' is not a number pattern."
        raise InvalidInputError(message, "Use {seq} or {seq:04}, and {year} where numbers begin anew each year.")
    return text


def refuse_earlier_date(wanted: date, last: date | None) -> None:
    """Refuse a date before the series's last one: numbers and dates rise together."""
    if last is not None and wanted < last:
        message = f"The invoice would be dated {wanted}, before the last one of {last}."
        raise ConflictError(message, f"Date it {last} or later: '--date {last}'.")


def payment_reference(number: str) -> str:
    """Return the structured reference of an invoice number (ISO 11649): `RF` + check digits + its letters and digits.

    The check digits make the whole, moved four places and read as a number (A=10 … Z=35), leave 1 modulo 97.
    """
    body = "".join(letter for letter in number.upper() if letter.isascii() and letter.isalnum())[:21]
    digits = "".join(str(int(letter, 36)) for letter in f"{body}RF00")
    return f"RF{98 - int(digits) % 97:02d}{body}"
