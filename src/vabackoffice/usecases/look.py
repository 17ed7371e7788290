"""How documents look: paper, accent colour, template, logo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.html import template_names
from vabackoffice.documents.look import PAPERS, Look
from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_LOGO = 2_000_000
_LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def check_look(typed: Mapping[str, Any], templates: Path | None) -> dict[str, Any]:
    """Return the fields of the look among `typed`, checked as a document would check them.

    `templates` is the user's own folder, if there is one.
    """
    fields = {name: typed[name] for name in ("paper", "accent", "template") if name in typed}
    if "paper" in fields:
        fields["paper"] = next((paper for paper in PAPERS if paper.lower() == fields["paper"].lower()), fields["paper"])
    Look(**fields)
    names = template_names(templates)
    if "template" in fields and fields["template"] not in names:
        message = f"No template is called '{fields['template']}'."
        raise NotFoundError(message, f"There are: {', '.join(names)}.")
    return fields


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
    Look(logo=content, logo_type=media_type)  # type: ignore[arg-type]
    return content, media_type
