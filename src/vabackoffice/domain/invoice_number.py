"""Invoice numbers: a pattern, gapless within a year, and the payment reference made from a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from datetime import date

_MOST_IN_ITALY = 20  # FatturaPA 1.2.2, 2.1.1.4 <Numero>: String20Type
_FIELD = re.compile(r"\{(year|seq)(?::0?(\d))?\}")


def format_number(pattern: str, year: int, sequence: int) -> str:
    """Fill a pattern such as `{year}-{seq:04}`; an unknown field is refused."""
    values = {"year": year, "seq": sequence}
    text = _FIELD.sub(lambda found: f"{values[found[1]]:0{found[2] or 1}d}", pattern)
    if "{seq" not in pattern or "{" in text:
        message = f"'{pattern}' is not a number pattern."
        raise InvalidInputError(message, "Use {seq} or {seq:04}, and {year} where numbers begin anew each year.")
    return text


def check_pattern(pattern: str) -> str:
    """Return a number pattern that can be printed, sent and typed, or refuse it."""
    format_number(pattern, 2000, 1)
    if pattern.count("{seq") != 1 or not re.fullmatch(r"[A-Za-z0-9{}:./_-]+", pattern):
        message = f"'{pattern}' is not a number pattern."
        raise InvalidInputError(message, "Use {seq} once, {year}, letters, digits and the marks - / . _ only.")
    return pattern


def begins_anew(pattern: str) -> bool:
    """Say whether numbers begin anew each year; without {year} they run on."""
    return "{year" in pattern


def read_number(pattern: str, number: str) -> tuple[int | None, int] | None:
    """Return the year (None: the pattern has none) and the sequence of a number that the pattern makes; else None."""
    literal = _FIELD.split(pattern)[::3]
    fields = _FIELD.findall(pattern)
    wanted = re.escape(literal[0])
    for place, (name, width) in enumerate(fields):
        digits = r"\d{4}" if name == "year" else rf"\d{{{width or 1},}}"
        again = f"(?P={name})" if f"(?P<{name}>" in wanted else f"(?P<{name}>{digits})"
        wanted += again + re.escape(literal[place + 1])
    match = re.fullmatch(wanted, number, re.IGNORECASE)
    if match is None:
        return None
    found = match.groupdict()
    return (int(found["year"]) if "year" in found else None), int(found["seq"])


def could_collide(one: str, other: str) -> bool:
    """Say whether two patterns can make the same number."""
    sample = (2026, 98765)  # wider than most widths, so that zeros in front tell nothing apart
    return read_number(one, format_number(other, *sample)) is not None or (
        read_number(other, format_number(one, *sample)) is not None
    )


def refuse_long_number(number: str, country: str) -> None:
    """Refuse a number that the electronic invoice of the seller's country has no room for."""
    if country == "IT" and len(number) > _MOST_IN_ITALY:
        message = f"The number '{number}' has {len(number)} characters; FatturaPA takes {_MOST_IN_ITALY} at most."
        raise InvalidInputError(message, "Set a shorter pattern: 'va invoice series set NAME --pattern {year}-{seq}'.")


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
