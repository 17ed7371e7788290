"""How documents look: paper, accent colour, template, logo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.html import template_names
from vabackoffice.documents.look import PAPERS, Look
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_LOGO = 2_000_000
# The business's own words on documents, kept as its facts: how many characters and lines fit where they stand.
OWN_WORDS = {"intro": (1000, 12), "footer": (250, 3)}
_LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def check_look(typed: Mapping[str, Any], templates: Path | None) -> dict[str, Any]:
    """Return the fields of the look among `typed`, checked as a document would check them.

    `templates` is the user's own folder, if there is one.
    """
    fields = {name: typed[name] for name in ("paper", "accent", "template") if name in typed}
    if "paper" in fields:
        fields["paper"] = next((paper for paper in PAPERS if paper.lower() == fields["paper"].lower()), fields["paper"])
    if re.fullmatch("#[0-9a-fA-F]{3}", fields.get("accent", "")):
        fields["accent"] = "#" + "".join(2 * digit for digit in fields["accent"][1:])
    Look(**fields)
    names = template_names(templates)
    if "template" in fields and fields["template"] not in names:
        message = f"No template is called '{fields['template']}'."
        raise NotFoundError(message, f"There are: {', '.join(names)}.")
    return fields


def check_own_words(facts: Mapping[str, str]) -> None:
    """Refuse words that do not fit where they are printed, or in a language in which no document is made."""
    for key, text in facts.items():
        name, _, language = key.partition("_")
        if name not in OWN_WORDS:
            continue
        if language not in ("", *LANGUAGES):
            message = f"Documents are not made in '{shorten(language)}'."
            raise InvalidInputError(message, f"Use '{name}', or '{name}_' with one of {', '.join(LANGUAGES)}.")
        most, lines = OWN_WORDS[name]
        if len(text) > most or text.count("\n") >= lines:
            message = f"The {name} has {len(text)} characters on {text.count(chr(10)) + 1} lines."
            raise InvalidInputError(message, f"At most {most} on {lines} fit on the page.")


def read_logo(path: Path) -> tuple[bytes, str]:
    """Return a logo's bytes and media type.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is no PNG, JPEG or SVG, or too large to travel in every invoice.
        MissingError: it cannot be read.
    """
    if not path.is_file():
        message = f"There is no file '{path}'."
        raise NotFoundError(message, "Name a PNG, JPEG or SVG file.")
    media_type = _LOGO_TYPES.get(path.suffix.lower())
    if media_type is None:
        message = f"'{path.name}' is not a PNG, JPEG or SVG picture."
        raise InvalidInputError(message, "Save the logo as one of these.")
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror}."
        raise MissingError(message, "Check that it is a file you may read.") from error
    if len(content) > LARGEST_LOGO:
        message = f"'{path.name}' has {len(content)} bytes."
        raise InvalidInputError(
            message, f"Use a picture of at most {LARGEST_LOGO // 1_000_000} MB; it travels in every invoice."
        )
    Look(logo=content, logo_type=media_type)  # type: ignore[arg-type]  # it refuses what is no such picture
    return content, media_type
