"""Writing packages, in plain SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vabackoffice.domain.contract import Package
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO package (engagement_id, bought_on, seconds, price_minor, expires_on, expires_days, from_first_use)
    VALUES (:engagement_id, :bought_on, :seconds, :price_minor, :expires_on, :expires_days, :from_first_use)"""
_CHANGE = """
    UPDATE package SET bought_on = :bought_on, seconds = :seconds, price_minor = :price_minor,
        expires_on = :expires_on, expires_days = :expires_days, from_first_use = :from_first_use
    WHERE id = :id"""
_DROP = "DELETE FROM package WHERE id = :id"


def add_package(book: Book, engagement_id: int, package: Package) -> int:
    """Write a package that was sold under an engagement; return its id."""
    values = _values(package) | {"engagement_id": engagement_id}
    return int(book.connection.execute(_ADD, values).lastrowid or 0)


def change_package(book: Book, package: Package) -> None:
    """Write a package anew under its id."""
    book.connection.execute(_CHANGE, _values(package) | {"id": package.id})


def drop_package(book: Book, package_id: int) -> None:
    """Remove a package."""
    book.connection.execute(_DROP, {"id": package_id})


def _values(package: Package) -> dict[str, object]:
    return {
        "bought_on": package.bought_on.isoformat(),
        "seconds": package.seconds,
        "price_minor": package.price.minor,
        "expires_on": package.expires_on.isoformat() if package.expires_on else None,
        "expires_days": package.expires_days,
        "from_first_use": int(package.from_first_use),
    }
