"""What VIES answered about VAT ids: writing and reading it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO vat_id_answer (vat_id, asked_at, is_valid, name, consultation)
    VALUES (:vat_id, :asked_at, :is_valid, :name, :consultation)"""
_LATEST = """
    SELECT vat_id, asked_at, is_valid, name, consultation FROM vat_id_answer
    WHERE vat_id = :vat_id ORDER BY id DESC LIMIT 1"""


class Answer(NamedTuple):
    """What was answered when: `consultation` is the number that proves it, where the asker has a VAT id too."""

    vat_id: str
    asked_at: datetime
    is_valid: bool
    name: str
    consultation: str


def add_answer(book: Book, answer: Answer) -> None:
    """Keep an answer, in the open operation."""
    values = answer._asdict() | {"asked_at": instant_text(answer.asked_at), "is_valid": int(answer.is_valid)}
    book.connection.execute(_ADD, values)


def latest_answer(book: Book, vat_id: str) -> Answer | None:
    """Return the newest answer about a VAT id."""
    row = book.connection.execute(_LATEST, {"vat_id": vat_id}).fetchone()
    if row is None:
        return None
    return Answer(row[0], datetime.fromisoformat(row[1]), bool(row[2]), row[3], row[4])
