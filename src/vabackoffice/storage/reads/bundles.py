"""Reading what bundles hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.bundle import BundlePart

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_PARTS = """
    SELECT b.name, s.name, p.quantity FROM bundle_part p
    JOIN service b ON b.id = p.bundle_id JOIN service s ON s.id = p.service_id ORDER BY b.name, s.name"""


def read_bundles(book: Book) -> dict[str, tuple[BundlePart, ...]]:
    """Return what is in each service that is a bundle, by its name; the parts by theirs."""
    found: dict[str, tuple[BundlePart, ...]] = {}
    for bundle, service, quantity in book.connection.execute(_PARTS):
        found[bundle] = (*found.get(bundle, ()), BundlePart(service, Decimal(quantity)))
    return found
