"""Text in the letters that FatturaPA takes."""

from __future__ import annotations

import unicodedata

_SIGNS = {
    ord("€"): "EUR",
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u2032"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    ord("\u2026"): "...",
    ord("\u0153"): "oe",
    ord("\u0142"): "l",
    ord("\u0141"): "L",
    ord("\u0152"): "OE",
}


def latin(text: str) -> str:
    """Return `text` in the only letters FatturaPA takes (Latin-1), on one line: `€` is EUR, `–` a hyphen, `ő` o."""
    plain = text.translate(_SIGNS)
    letters = (letter if ord(letter) < 256 else _without_accent(letter) for letter in plain)  # noqa: PLR2004 - Latin-1
    return " ".join("".join(letters).split())


def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if ord(base) < 256 else "?"  # noqa: PLR2004 - Latin-1
