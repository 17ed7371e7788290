"""Drafts that somebody else touches between reading and writing."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from vabackoffice.domain.draft import Draft
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.book import Book, open_book
from vabackoffice.usecases.assembling import assemble
from vabackoffice.usecases.drafting import discard_draft, find_draft
from vabackoffice.usecases.issuing import issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.fixture
def book(va: Va) -> Iterator[Book]:
    """Open a book with a draft a second time, beside the commands."""
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    with closing(open_book(va.book)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("invoice edit 1 --notes=Changed", "was changed"),
        ("invoice discard 1 --yes", "was issued or discarded"),
        ("invoice issue 1 --yes", "was issued or discarded"),
    ],
)
def test_only_what_was_seen_is_issued_or_discarded(va: Va, book: Book, command: str, what: str) -> None:
    seen = find_draft(book, "1")
    va(*command.split()).check()
    before = va.export()
    with pytest.raises(ConflictError, match=f"Draft 1 {what} meanwhile."):
        issue(book, NOW, [seen], date(2026, 3, 16), None)
    with pytest.raises(ConflictError, match=f"Draft 1 {what} meanwhile."):
        discard_draft(book, NOW, seen)
    assert va.export() == before


def test_a_draft_without_lines_becomes_no_invoice(book: Book) -> None:
    with pytest.raises(InvalidInputError, match=r"Draft 7 has no lines\."):
        assemble(book, Draft("bakery", "EUR", (), id=7), date(2026, 3, 16))
