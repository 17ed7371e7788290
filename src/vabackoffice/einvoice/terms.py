"""Reading values out of a parsed file: text, amounts and dates, with the business term named when one is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_DECIMAL = re.compile(r"[+-]?(\d{1,12}(\.\d{0,18})?|\.\d{1,18})")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:$|[TZ+-])")
_AGAIN = "Ask the sender for a corrected file."


class Reader:
    """The elements of one syntax, found by their prefixed paths."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        """Keep what the prefixes in paths stand for."""
        self._namespaces = dict(namespaces)

    def find(self, parent: Element | None, path: str) -> Element | None:
        """Return the first element at `path`; nothing under nothing."""
        return None if parent is None else parent.find(path, self._namespaces)

    def all(self, parent: Element | None, path: str) -> list[Element]:
        """Return every element at `path`, in the order of the file."""
        return [] if parent is None else parent.findall(path, self._namespaces)

    def text(self, parent: Element | None, path: str) -> str:
        """Return the text at `path`, empty where there is none."""
        found = self.find(parent, path)
        return (found.text or "").strip() if found is not None else ""

    def amount(self, parent: Element | None, path: str, term: str) -> Decimal:
        """Return the number at `path`, zero where there is none."""
        return self.maybe_amount(parent, path, term) or Decimal(0)

    def maybe_amount(self, parent: Element | None, path: str, term: str) -> Decimal | None:
        """Return the number at `path`, or None where there is none.

        Raises:
            InvalidInputError: something else stands there.
        """
        text = self.text(parent, path)
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            message = f"'{text[:40]}' is not a number ({term})."
            raise InvalidInputError(message, _AGAIN)
        return Decimal(text)

    def day(self, parent: Element | None, path: str, term: str) -> date | None:
        """Return the date at `path`, written `20260401` or `2026-04-01`, or None where there is none.

        Raises:
            InvalidInputError: something else stands there.
        """
        text = self.text(parent, path)
        if not text:
            return None
        found = _DAY.match(text)
        try:
            return date.fromisoformat(found.expand(r"\1-\2-\3") if found else text)
        except ValueError as error:
            message = f"'{text[:40]}' is not a date ({term})."
            raise InvalidInputError(message, _AGAIN) from error

    def required_day(self, parent: Element | None, path: str, term: str) -> date:
        """Return the date at `path`.

        Raises:
            InvalidInputError: none stands there.
        """
        found = self.day(parent, path, term)
        if found is None:
            message = f"The invoice has no date ({term})."
            raise InvalidInputError(message, _AGAIN)
        return found
