"""Units: what a price, a task or a line of one's own counts. Any word will do."""

from __future__ import annotations

import re

from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError

_KNOWN = frozenset({"hour", "piece", "post", "page", "call", "trip", "word", "month", "day", "bundle"})
_WORD = re.compile(r"[^\W\d_][\w.-]{0,19}")


def check_unit(text: str) -> str:
    """Return a unit as one word in small letters; the plural of a common one counts the same: `posts` is `post`.

    Raises:
        InvalidInputError: not one word of up to 20 letters.
    """
    unit = text.strip().lower()
    if not _WORD.fullmatch(unit):
        message = f"'{shorten(text)}' is not a unit."
        raise InvalidInputError(message, "Use one word of up to 20 letters: hour, piece, post, page, call, trip, word.")
    return unit[:-1] if unit.endswith("s") and unit[:-1] in _KNOWN else unit


def plural(unit: str) -> str:
    """Return `posts` for `post`; a word that is not known to be English stays as it is."""
    return f"{unit}s" if unit in _KNOWN else unit
