"""The command line at the cursor: taken apart as a shell does, and a candidate put into it in quotes that fit."""

from __future__ import annotations

from typing import NamedTuple

_SPECIAL_IN_DOUBLE = '\\"$`'
_BELONGS_TO_NEXT = "@$"  # readline breaks words before these, and after the others
_SPACE = " \t\n"
_PLAIN = frozenset("_-+./:=,@%")


class Line(NamedTuple):
    """The words after the program's name; the last one is at the cursor and may be empty."""

    words: list[str]
    quote: str = ""  # the quote that is still open
    kept: int = 0  # how many letters of the last word the shell leaves alone: it completes what comes after them


def read_line(text: str, breaks: str = "") -> Line:
    """Return the words of a command line up to the cursor.

    Args:
        text: what was typed, the program's name first, assignments before it allowed.
        breaks: letters at which the shell begins a new word to be completed, though it passes on one word.
    """
    words, letters, kept, quote = [""], iter(text), 0, ""
    for letter in letters:
        if quote:
            if letter == quote:
                quote = ""
            elif letter == "\\" and quote == '"':
                after = next(letters, "")
                words[-1] += after if after in _SPECIAL_IN_DOUBLE else letter + after
            else:
                words[-1] += letter
        elif letter in "'\"":
            quote, kept = letter, len(words[-1])
        elif letter in _SPACE:
            words.append("")
            kept = 0
        else:
            words[-1] += next(letters, "") if letter == "\\" else letter
            if letter in breaks:
                kept = len(words[-1]) - (letter in _BELONGS_TO_NEXT)
    return Line(_after_program(words), quote, kept)


def _after_program(words: list[str]) -> list[str]:
    """Return the words after the program's name, without those of several spaces."""
    *typed, last = words
    rest = [word for word in typed if word]
    while rest and rest[0].partition("=")[0].isidentifier() and "=" in rest[0]:
        rest.pop(0)
    return [*rest[1:], last]


def quoted(word: str, quote: str) -> str:
    """Return a word as bash reads it back, inside the quote that is open or outside of any."""
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote:
        return "".join(f"\\{letter}" if letter in _SPECIAL_IN_DOUBLE else letter for letter in word)
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN or not letter.isascii() else f"\\{letter}" for letter in word
    )
