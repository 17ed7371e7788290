"""Replaying many rows at a time: in several parts, and whatever SQLite has written their images."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from vabackoffice.errors import ConflictError
from vabackoffice.storage import journal, replay, undo

if TYPE_CHECKING:
    from datetime import datetime

    from tests.storage.conftest import Dump, Insert

    from vabackoffice.storage.book import Book

TEXTS = ('quoted "text"', "\u00fc\u20ac\U0001f600\n\t\x01\\", "", "null", "[1, 2]", "5")


@pytest.fixture
def filled(book: Book, now: datetime, insert: Insert) -> Book:
    """Entries with tags, written by one operation, and all but two of them deleted by the next."""
    with book.operation("log", now):
        insert(book, "client", id=1, handle="acme")
        insert(book, "engagement", id=1, client_id=1, name="inbox")
        for number, text in enumerate(TEXTS, start=1):
            insert(book, "time_entry", id=number, engagement_id=1, seconds=number, on_date="2026-03-16", note=text)
        for number in range(1, len(TEXTS) + 1):
            insert(book, "entry_tag", entry_id=number, tag="inbox")
            insert(book, "entry_tag", entry_id=number, tag="mail")
    with book.operation("delete", now):
        book.connection.execute("DELETE FROM entry_tag WHERE entry_id > 2")
        book.connection.execute("DELETE FROM time_entry WHERE id > 2")
    return book


@pytest.mark.parametrize("most", [1, 2, 5000])
def test_rows_come_and_go_in_parts_of_any_size(
    filled: Book, now: datetime, dump: Dump, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(replay, "_MOST", most)
    states = [dump(filled.connection)]

    for _ in range(2):
        take_back(filled, now)
        states.append(dump(filled.connection))
    assert [len(state["time_entry"]) for state in states] == [2, 6, 0]
    assert {row[8] for row in states[1]["time_entry"]} == set(TEXTS)
    for state in reversed(states[:-1]):
        with undo.all_or_nothing(filled):
            operation = undo.first_undone(filled)
            assert operation is not None
            undo.bring_back(filled, operation, now)
        assert dump(filled.connection) == state

    assert journal.broken_link(filled.connection) is None


def test_an_image_that_is_written_otherwise_is_the_same_row(filled: Book, now: datetime, dump: Dump) -> None:
    alter(filled, "UPDATE change SET after = replace(after, '\":', '\" : ') WHERE after IS NOT NULL")

    take_back(filled, now)
    take_back(filled, now)

    assert dump(filled.connection)["time_entry"] == []


def test_one_row_of_many_that_was_changed_keeps_all(filled: Book, now: datetime, dump: Dump) -> None:
    take_back(filled, now)
    alter(filled, "UPDATE time_entry SET seconds = 99 WHERE id = 4")
    before = dump(filled.connection)

    with pytest.raises(ConflictError, match="a row of 'time_entry' is no longer what it was"):
        take_back(filled, now)

    assert dump(filled.connection) == before


def take_back(book: Book, now: datetime) -> None:
    """Take the newest operation back."""
    with undo.all_or_nothing(book):
        [operation] = undo.newest_standing(book, 1)
        undo.take_back(book, operation, now)


def alter(book: Book, statement: str) -> None:
    """Write to the book behind its journal's back."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        journal.drop_triggers(other)
        other.execute(statement)
        journal.install_triggers(other)
