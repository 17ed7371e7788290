"""What every command needs to know about the business."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_SURROUNDINGS = "SELECT name, country, currency, language, timezone FROM business WHERE id = 1"


class Surroundings(NamedTuple):
    """Where and how the assistant works: what decides how input is read."""

    name: str
    country: str
    currency: str
    language: str
    timezone: str


def read_surroundings(book: Book) -> Surroundings:
    """Return the business's surroundings.

    Raises:
        MissingError: the book was made but the business was never set up.
    """
    row = book.connection.execute(_SURROUNDINGS).fetchone()
    if row is None:
        message = f"The book '{book.path}' has no business yet."
        raise MissingError(message, "Set it up with 'va init'.")
    return Surroundings(*row)
