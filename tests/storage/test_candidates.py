"""What TAB reads from the book: fast in a book of many years, and nothing can be written on the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage.book import open_book
from vabackoffice.storage.reads import candidates
from vabackoffice.storage.reads.candidates import look_into

if TYPE_CHECKING:
    from tests.conftest import Va


def test_tags_and_entries_are_read_from_the_end(empty_va: Va) -> None:
    with closing(open_book(empty_va.book)) as book:
        for name in ("_TAGS", "_ENTRIES", "_FIRST_DAY"):
            plan = [row[3] for row in book.connection.execute(f"EXPLAIN QUERY PLAN {getattr(candidates, name)}")]
            assert not [line for line in plan if line.startswith("SCAN entry_tag")], plan
            assert not [line for line in plan if line == "USE TEMP B-TREE FOR ORDER BY" and name != "_TAGS"], plan


def test_only_the_tags_of_late_are_offered_the_most_used_first(va: Va) -> None:
    for tags in (["+old"], ["+rare", "+often"], ["+often"]):
        va("log", "1m", "bakery", *tags).check()
    with closing(sqlite3.connect(va.book)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE time_entry SET id = id + 2000 WHERE id > 1")
        connection.execute("UPDATE entry_tag SET entry_id = entry_id + 2000 WHERE entry_id > 1")

    with look_into(va.book) as book:
        assert [tag for tag, _ in candidates.tags(book)] == ["often", "rare"]


def test_nothing_can_be_written(va: Va) -> None:
    with look_into(va.book) as book, pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly"):
        book.connection.execute("DELETE FROM client")
