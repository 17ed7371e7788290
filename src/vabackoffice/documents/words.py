"""The words printed on documents, one file per language beside this one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vabackoffice.errors import InvalidInputError

LANGUAGES = ("en", "nl", "de", "es", "it", "fr")


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> dict[str, Any]:
    """Return every word printed in `language`; `units` maps a unit to its plural forms (`one`, `other`).

    Raises:
        InvalidInputError: documents are not made in this language.
    """
    if language not in LANGUAGES:
        message = f"Documents cannot be made in '{language}'."
        raise InvalidInputError(message, f"Choose one of {', '.join(LANGUAGES)}: 'va client edit … --language en'.")
    text = (files("vabackoffice.documents") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
