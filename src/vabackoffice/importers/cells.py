"""Reading one cell of a table: text, yes or no, a clock time, a length."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from functools import lru_cache

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*(\D*)")
_LENGTH = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_HALVES = {"am": 0, "pm": 12}
_NOON = 12
# The words programs write in the user's language; the same word never means both.
_YES = frozenset({"yes", "ja", "sí", "si", "sì", "oui", "sim", "tak", "はい", "true", "1"})
_NO = frozenset({"no", "nee", "nein", "non", "não", "nie", "いいえ", "false", "0"})


@lru_cache(maxsize=1024)  # clients, projects, people and tags come again and again
def plain_text(text: str) -> str:
    """Return a cell's text on one line, without control characters, in Unicode's composed form."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_CONTROLS)).split())


@lru_cache(maxsize=16)
def read_flag(text: str) -> bool | None:
    """Return what `Yes`, `Nein` or `いいえ` says; None for an empty cell.

    Raises:
        InvalidInputError: the word is not known; it is never guessed whether work is billed.
    """
    word = plain_text(text).casefold()
    if not word:
        return None
    if word not in _YES and word not in _NO:
        message = f"{quoted(text)} says neither yes nor no."
        raise InvalidInputError(message, "Set the program to English and export again.")
    return word in _YES


def read_clock(text: str) -> time:
    """Return the wall time of `10:23:52`, `10:23`, `10:30:34 AM` or `10:30 p.m.`."""
    if len(text) == 8 and text[2] == text[5] == ":":  # noqa: PLR2004
        try:
            return time.fromisoformat(text)
        except ValueError:
            raise _not_a(text, "time", "10:23:52") from None
    match = _CLOCK.fullmatch(text.strip())
    half = match[4].casefold().replace(".", "").replace(" ", "") if match else "?"
    if match is None or (half and half not in _HALVES):
        raise _not_a(text, "time", "10:23:52")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if half:
        if hour not in range(1, _NOON + 1):
            raise _not_a(text, "time", "10:30:34 AM")
        hour = hour % _NOON + _HALVES[half]
    try:
        return time(hour, minute, second)
    except ValueError:
        raise _not_a(text, "time", "10:23:52") from None


def read_length(text: str) -> int:
    """Return the seconds of `01:00:01`, `1:30:00` or `0:30` (hours and minutes)."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise _not_a(text, "duration", "01:00:01")
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _not_a(text: str, what: str, example: str) -> InvalidInputError:
    return InvalidInputError(f"{quoted(text)} is not a {what} like {example}.")
