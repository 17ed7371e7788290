"""How a document looks: paper, template, colour, logo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vabackoffice.errors import InvalidInputError

Paper = Literal["A4", "Letter"]
LogoType = Literal["image/png", "image/jpeg", "image/svg+xml"]

PAPERS: tuple[Paper, ...] = ("A4", "Letter")
_FIRST_BYTES = {"image/png": b"\x89PNG\r\n", "image/jpeg": b"\xff\xd8\xff", "image/svg+xml": b"<"}


@dataclass(frozen=True, slots=True)
class Look:
    """The choices a user makes once for all documents.

    Args:
        paper: "A4" or "Letter".
        template: name of the template, without `.html`.
        accent: the one colour, as `#rrggbb`.
        logo: the bytes of a PNG, JPEG or SVG picture, or None to set the seller's name instead.
        logo_type: what kind of picture the logo is.
        show_annex: whether the timesheet is printed on a page of its own.
        intro: the business's own words above the lines; lines of it stay lines.
        footer: the business's own words at the foot of every page.

    Raises:
        InvalidInputError: the paper, the colour or the picture is not one a document can have.
    """

    paper: Paper = "A4"
    template: str = "classic"
    accent: str = "#1f5c57"
    logo: bytes | None = None
    logo_type: LogoType = "image/png"
    show_annex: bool = True
    intro: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        """Refuse what would end up as a broken or dangerous style sheet or picture."""
        if self.paper not in PAPERS:
            message = f"'{self.paper}' is not a paper size for documents."
            raise InvalidInputError(message, "Choose A4 or Letter.")
        if not re.fullmatch("#[0-9a-fA-F]{6}", self.accent):
            message = f"'{self.accent}' is not a colour."
            raise InvalidInputError(message, "Give red, green and blue as six hexadecimal digits: '#1f5c57'.")
        if self.logo is not None:
            self._check_logo(self.logo)

    def _check_logo(self, logo: bytes) -> None:
        first_bytes = _FIRST_BYTES.get(self.logo_type)
        if first_bytes is None or not logo.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(first_bytes):
            message = f"The logo is not a picture of the type '{self.logo_type}'."
            raise InvalidInputError(message, "Give a PNG, JPEG or SVG file that a browser can show.")
