"""Reading one cell of a table: text, yes or no, a clock time, a length."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from functools import lru_cache

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(0xD800, 0xE000)), " ")  # halves of characters, too
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*(?:([AaPp])\.?\s?[Mm]\.?)?")
_LENGTH = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_USUAL = {"": "", " AM": "a", " PM": "p"}  # what follows 10:23:52
_HALVES = {"a": 0, "p": 12}
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


@lru_cache(maxsize=256)
def read_tags(text: str) -> tuple[str, ...]:
    """Return each tag of `mail, Client call` once."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


def read_clock(text: str) -> time:
    """Return the wall time of `10:23:52`, `10:23`, `10:30:34 AM` or `10:30 p.m.`."""
    half = _USUAL.get(text[8:]) if text[2:3] == text[5:6] == ":" else None
    try:
        # What is usual is read in a third of the time.
        wall, half = _written_out(text) if half is None else (time.fromisoformat(text[:8]), half)
    except ValueError:
        raise _not_a(text, "time", "10:23:52") from None
    if not half:
        return wall
    if wall.hour not in range(1, _NOON + 1):
        raise _not_a(text, "time", "10:30:34 AM")
    return time(wall.hour % _NOON + _HALVES[half], wall.minute, wall.second)


def _written_out(text: str) -> tuple[time, str]:
    """Return the time and the half of the day, `a`, `p` or nothing."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError
    return time(int(match[1]), int(match[2]), int(match[3] or 0)), (match[4] or "").lower()


def read_length(text: str) -> int:
    """Return the seconds of `01:00:01`, `1:30:00` or `0:30` (hours and minutes)."""
    if len(text) == 8 and text[2] == text[5] == ":":  # noqa: PLR2004 - the length of `01:00:01`
        try:
            clock = time.fromisoformat(text)
        except ValueError:
            pass  # `24:00:00` is a length and no time
        else:
            return clock.hour * 3600 + clock.minute * 60 + clock.second
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise _not_a(text, "duration", "01:00:01")
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _not_a(text: str, what: str, example: str) -> InvalidInputError:
    return InvalidInputError(f"{quoted(text)} is not a {what} like {example}.")
