"""How a client's documents are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale


@dataclass(frozen=True, slots=True)
class Manner:
    """The words of a document's language, and its locale."""

    words: Mapping[str, Any]
    locale: Locale
