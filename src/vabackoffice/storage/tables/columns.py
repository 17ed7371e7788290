"""The kinds of column the book is made of, and what every table has in common."""
# No `from __future__ import annotations` in this package: SQLModel reads the annotations when a class is made.

from typing import Any

from sqlalchemy import Integer, Text
from sqlmodel import Field

BEGINNING = "0001-01-01"

STRICT: dict[str, Any] = {"sqlite_strict": True}
NUMBERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


def key_column() -> Any:
    """Return a primary key that is never used twice, so that a record's id never changes its meaning."""
    return Field(default=None, primary_key=True)


def text_column(**options: Any) -> Any:
    """Return a column of text: names, days, instants, decimals."""
    return Field(sa_type=Text, **options)


def flag_column(*, default: bool) -> Any:
    """Return yes or no, kept as 1 or 0: a STRICT table knows no BOOLEAN."""
    return Field(default=default, sa_type=Integer)
