"""Handles: the short names that are typed (`acme`, `acme/inbox`), found by unique prefix, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HANDLE = 40
LONGEST_NAME = 200
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def check_handle(text: str) -> str:
    """Return `text` as a handle: lower-case letters and digits, joined by single hyphens."""
    parts = text.strip().lower().split("-")
    if not all(part and set(part) <= _LETTERS for part in parts) or len(text) > LONGEST_HANDLE:
        message = f"'{shorten(text)}' cannot be a handle."
        hint = f"Use up to {LONGEST_HANDLE} letters a-z, digits and single hyphens, such as 'acme' or 'acme-shop'."
        raise InvalidInputError(message, hint)
    return "-".join(parts)


def check_name(text: str, what: str) -> str:
    """Return the name of a person, firm or thing on one line, or refuse an empty or endless one."""
    name = " ".join(text.split())
    if not name:
        message = f"The {what} is empty."
        raise InvalidInputError(message, "Give it a name of at least one letter.")
    if len(name) > LONGEST_NAME:
        message = f"The {what} '{shorten(name)}' has {len(name)} characters."
        raise InvalidInputError(message, f"Use at most {LONGEST_NAME} characters; what is longer fits no invoice.")
    return name


def shorten(text: str, width: int = 40) -> str:
    """Return `text` cut to `width` characters, for messages."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def make_handle(name: str) -> str:
    """Return the handle a name suggests: `Big Company` gives `big-company`."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter in _LETTERS else " " for letter in plain).split()
    return "-".join(words)[:LONGEST_HANDLE].strip("-") or "client"


def find_by_prefix(typed: str, known: Sequence[str], what: str, see: str, of: str = "") -> str:
    """Return the one of `known` that `typed` names exactly or by unique prefix.

    Args:
        typed: what the user wrote.
        known: the handles there are.
        what: the kind of thing, for the message: `client`.
        see: the command that lists them: `va client list`.
        of: whose they are, for the message: `acme`.

    Raises:
        InvalidInputError: several begin so.
        NotFoundError: none does; the message has the nearest ones.
    """
    wanted = typed.strip().lower()
    if wanted in known:
        return wanted
    fitting = sorted(handle for handle in known if wanted and handle.startswith(wanted))
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        message = f"'{shorten(typed)}' could be {' or '.join(fitting[:5])}."
        raise InvalidInputError(message, "Type one more letter.")
    message = f"There is no {what} '{shorten(typed)}'" + (f" of {of}." if of else ".")
    near = nearest(wanted, known)
    hint = f"Did you mean {' or '.join(near)}? '{see}' shows all." if near else f"'{see}' shows all."
    raise NotFoundError(message, hint)


def nearest(typed: str, known: Sequence[str]) -> list[str]:
    """Return up to three of `known` that look like `typed`."""
    from difflib import get_close_matches

    return get_close_matches(typed, known, n=3, cutoff=0.5)
