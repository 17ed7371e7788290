"""Undo and redo: whatever was done, taking it back and bringing it back gives the same rows again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vabackoffice.errors import ConflictError
from vabackoffice.storage import journal, undo
from vabackoffice.storage.book import Book
from vabackoffice.storage.documents import store_document
from vabackoffice.storage.migrate import create_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tests.storage.conftest import Dump, Insert

Step = tuple[int, int, str]


@pytest.fixture
def drafted(book: Book, now: datetime, insert: Insert) -> Book:
    """A client with an engagement, an entry with tags, and a draft that bills it."""
    with book.operation("client add", now):
        insert(book, "client", id=1, handle="acme")
        insert(book, "engagement", id=1, client_id=1, name="inbox")
    with book.operation("log", now):
        insert(book, "time_entry", id=1, engagement_id=1, seconds=3600, on_date="2026-03-16")
        insert(book, "entry_tag", entry_id=1, tag="email")
        insert(book, "entry_tag", entry_id=1, tag="inbox")
    with book.operation("invoice draft", now):
        insert(book, "draft", id=1, client_id=1)
        insert(book, "draft_line", id=1, draft_id=1, position=1, text="one")
        insert(book, "draft_line", id=2, draft_id=1, position=2, text="two")
        insert(book, "claim", kind="entry", source_id=1, draft_id=1)
    return book


def undo_newest(book: Book, now: datetime, count: int = 1) -> list[str]:
    """Take back the newest operations and return their commands."""
    with undo.all_or_nothing(book):
        found = undo.newest_standing(book, count)
        for operation in found:
            undo.take_back(book, operation, now)
    return [operation.command for operation in found]


def redo_next(book: Book, now: datetime) -> str | None:
    """Bring the next operation back and return its command."""
    with undo.all_or_nothing(book):
        operation = undo.first_undone(book)
        if operation is not None:
            undo.bring_back(book, operation, now)
    return operation.command if operation else None


def test_what_a_cascade_took_comes_back(drafted: Book, now: datetime, dump: Dump) -> None:
    before = dump(drafted.connection)
    with drafted.operation("discard", now):
        drafted.connection.execute("DELETE FROM draft")
        drafted.connection.execute("DELETE FROM time_entry")
    after = dump(drafted.connection)
    assert after["draft_line"] == after["claim"] == after["entry_tag"] == []

    undo_newest(drafted, now)
    assert dump(drafted.connection) == before

    redo_next(drafted, now)
    assert dump(drafted.connection) == after


def test_rows_that_refer_to_each_other_come_back_in_any_order(drafted: Book, now: datetime, dump: Dump) -> None:
    """The rows are deleted from the top down, which only a deferred check of the references allows."""
    before = dump(drafted.connection)
    with drafted.operation("delete", now):
        drafted.connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("client", "engagement", "time_entry", "draft"):
            drafted.connection.execute(f'DELETE FROM "{table}"')  # noqa: S608
    after = dump(drafted.connection)

    for _ in range(2):
        undo_newest(drafted, now)
        assert dump(drafted.connection) == before
        redo_next(drafted, now)
        assert dump(drafted.connection) == after


def test_a_key_that_was_changed_changes_back(book: Book, now: datetime, insert: Insert, dump: Dump) -> None:
    with book.operation("fact", now):
        insert(book, "business_fact", key="hebesatz", valid_from="2026-01-01", value="410")
        insert(book, "business_fact", key="hebesatz", valid_from="2027-01-01", value="430")
    before = dump(book.connection)
    with book.operation("fact", now):
        book.connection.execute("UPDATE business_fact SET valid_from = '2028-01-01' WHERE valid_from = '2026-01-01'")
        book.connection.execute("UPDATE business_fact SET valid_from = '2026-01-01' WHERE valid_from = '2027-01-01'")

    undo_newest(book, now)

    assert dump(book.connection) == before


def test_places_that_were_swapped_are_swapped_back(drafted: Book, now: datetime, dump: Dump) -> None:
    before = dump(drafted.connection)
    with drafted.operation("edit", now):
        for position, key in ((0, 1), (1, 2), (2, 1)):
            drafted.connection.execute("UPDATE draft_line SET position = ? WHERE id = ?", (position, key))

    undo_newest(drafted, now)

    assert dump(drafted.connection) == before


def test_several_are_taken_back_newest_first_and_brought_back_earliest_first(drafted: Book, now: datetime) -> None:
    assert undo_newest(drafted, now, 3) == ["invoice draft", "log", "client add"]
    assert [redo_next(drafted, now) for _ in range(4)] == ["client add", "log", "invoice draft", None]


def test_each_of_several_is_recorded_by_itself(drafted: Book, now: datetime) -> None:
    undo_newest(drafted, now, 2)

    newest, before = undo.history(drafted, 2)
    assert [(each.kind, each.target_command, each.rows) for each in (newest, before)] == [
        ("undo", "log", 3),
        ("undo", "invoice draft", 4),
    ]
    assert journal.broken_link(drafted.connection) is None


def test_new_work_ends_what_can_be_brought_back(drafted: Book, now: datetime, insert: Insert) -> None:
    undo_newest(drafted, now, 2)
    redo_next(drafted, now)
    with drafted.operation("new", now):
        insert(drafted, "setting", key="a", value="1")
    assert redo_next(drafted, now) is None

    assert undo_newest(drafted, now) == ["new"]
    assert redo_next(drafted, now) == "new"
    assert redo_next(drafted, now) is None
    assert undo_newest(drafted, now, 9) == ["new", "log", "client add", "init"]


def test_there_is_nothing_to_bring_back_where_nothing_was_done(drafted: Book, now: datetime) -> None:
    assert redo_next(drafted, now) is None
    assert len(undo_newest(drafted, now, 9)) == 4
    assert undo_newest(drafted, now) == []


def test_a_stored_file_stays_and_does_not_stand_in_the_way(drafted: Book, now: datetime) -> None:
    with drafted.operation("business edit", now):
        store_document(drafted, b"\x89PNG", "image/png")

    assert undo_newest(drafted, now) == ["invoice draft"]
    assert drafted.connection.execute("SELECT count(*) FROM document").fetchone() == (1,)


def test_a_stored_file_comes_back_into_use(drafted: Book, now: datetime, dump: Dump) -> None:
    with drafted.operation("business edit", now):
        sha256 = store_document(drafted, b"\x89PNG", "image/png")
        drafted.connection.execute("UPDATE business SET logo_sha256 = ?", (sha256,))
    after = dump(drafted.connection)

    undo_newest(drafted, now)
    redo_next(drafted, now)

    assert dump(drafted.connection) == after


def test_a_row_changed_behind_the_journals_back_is_not_overwritten(drafted: Book, now: datetime) -> None:
    behind_its_back(drafted, "UPDATE draft SET notes = 'mine'")
    refused(drafted, now, "a row of 'draft' is no longer what it was")


def test_a_row_taken_away_behind_the_journals_back_is_not_passed_over(drafted: Book, now: datetime) -> None:
    behind_its_back(drafted, "DELETE FROM claim")
    refused(drafted, now, "a row of 'claim' is gone")


def test_a_row_put_behind_the_journals_back_is_not_doubled(drafted: Book, now: datetime) -> None:
    undo_newest(drafted, now)
    behind_its_back(drafted, "INSERT INTO claim VALUES ('entry', 1, '', NULL, 1)", keys="OFF")

    with pytest.raises(ConflictError, match="no longer fits its journal: UNIQUE constraint failed"):
        redo_next(drafted, now)


def test_a_reference_made_behind_the_journals_back_is_not_broken(drafted: Book, now: datetime) -> None:
    undo_newest(drafted, now)
    behind_its_back(drafted, "INSERT INTO running_timer SELECT 1, 1, NULL, '', '', '', '', NULL, NULL, 1, NULL")
    with undo.all_or_nothing(drafted):
        undo.take_back(drafted, undo.newest_standing(drafted, 1)[0], now)

    refused(drafted, now, "FOREIGN KEY constraint failed")


def test_what_was_done_before_a_column_was_added_is_undone(drafted: Book, now: datetime, dump: Dump) -> None:
    behind_its_back(drafted, "ALTER TABLE claim ADD COLUMN note TEXT")
    after = dump(drafted.connection)

    undo_newest(drafted, now)
    assert dump(drafted.connection)["claim"] == []

    redo_next(drafted, now)
    assert dump(drafted.connection) == after


@pytest.mark.parametrize("column", ["invoice_id", "period_start"])
def test_what_was_done_on_another_schema_is_left_alone(drafted: Book, now: datetime, column: str) -> None:
    behind_its_back(drafted, f"ALTER TABLE claim RENAME COLUMN {column} TO another")
    refused(drafted, now, "'claim' had other columns")


def test_issued_rows_stay_even_where_the_operation_was_not_marked(
    drafted: Book, now: datetime, issue: Callable[..., int]
) -> None:
    with drafted.operation("issue", now):
        issue(drafted, 1)
        drafted.connection.execute("UPDATE operation SET final = '' WHERE hash IS NULL")

    refused(drafted, now, "issued and recorded rows never change")


def behind_its_back(book: Book, statement: str, keys: str = "ON") -> None:
    """Write to the book without its journal."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute(f"PRAGMA foreign_keys = {keys}")
        journal.drop_triggers(other)
        other.execute(statement)
        journal.install_triggers(other)


def refused(book: Book, now: datetime, why: str) -> None:
    """Try to undo; it must be refused and nothing written."""
    before = list(book.connection.iterdump())
    with pytest.raises(ConflictError, match=f"The book no longer fits its journal: {why}") as caught:
        undo_newest(book, now)
    assert caught.value.hint == "Nothing was changed. 'va doctor' checks the book."
    assert list(book.connection.iterdump()) == before


# Random work. Each step is (what, which, text): what is done, to which of the rows there are, with which text.
ADD = {
    "client": "INSERT INTO client SELECT NULL, :text, '', '', '', '', '', '', 'NL', 1, '', '', '', 'en', 'EUR', '',"
    " NULL, '0', 'auto', 0, '', '', '', '', '', '', NULL",
    "engagement": "INSERT INTO engagement SELECT NULL, id, :text, 'EUR', '', 0, NULL FROM client ORDER BY id"
    " LIMIT 1 OFFSET :which % max(1, (SELECT count(*) FROM client))",
    "entry": "INSERT INTO time_entry SELECT NULL, id, NULL, NULL, NULL, 'UTC', '2026-03-16', :which + 1, :text, NULL,"
    " NULL, 1, NULL FROM engagement ORDER BY id LIMIT 1 OFFSET :which % max(1, (SELECT count(*) FROM engagement))",
    "tag": "INSERT INTO entry_tag SELECT id, :text FROM time_entry WHERE id > :which",
    "setting": "INSERT INTO setting VALUES (:text, :which) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    "draft": "INSERT INTO draft SELECT NULL, id, 'invoice', 'EUR', NULL, NULL, '', '', :text, '', NULL FROM client",
    "line": "INSERT INTO draft_line SELECT NULL, id, :which, 'time', :text, '1', '', '1', :which, 'auto', '[]', '', '',"
    " NULL, NULL, '[]', NULL FROM draft",
    "claim": "INSERT INTO claim SELECT 'entry', :which, :text, id, NULL FROM draft ORDER BY id LIMIT 1",
}
CHANGE = {
    "client": "UPDATE client SET name = :text WHERE id > :which",
    "key": "UPDATE setting SET key = key || :text",
    "entry": "UPDATE time_entry SET note = :text, seconds = seconds + :which WHERE id % 2 = :which % 2",
    "move": "UPDATE time_entry SET engagement_id = (SELECT max(id) FROM engagement) WHERE id >= :which",
    "line": "UPDATE draft_line SET position = -position - :which",
    "claim": "UPDATE claim SET source_id = source_id + 1 WHERE period_start = :text",
    "nothing": "UPDATE client SET name = name",
}
REMOVE = {
    "client": "DELETE FROM client WHERE id % 3 = :which % 3 AND id NOT IN (SELECT client_id FROM engagement)"
    " AND id NOT IN (SELECT client_id FROM draft)",
    "entry": "DELETE FROM time_entry WHERE id % 3 = :which % 3",
    "tag": "DELETE FROM entry_tag WHERE tag <= :text",
    "setting": "DELETE FROM setting",
    "draft": "DELETE FROM draft WHERE id % 2 = :which % 2",
    "claim": "DELETE FROM claim WHERE source_id <= :which",
}
FIRST = ("client", "client", "engagement", "entry", "entry", "entry", "tag", "setting", "draft", "line", "claim")
STATEMENTS = [*ADD.values(), *ADD.values(), *CHANGE.values(), *REMOVE.values()]

texts = st.sampled_from(["", "a", "b", "x'y\"z", "\u00fc\u20ac\U0001f600", "line\nbreak\t\\", "null", "[1]", "0"])
steps = st.tuples(st.integers(0, len(STATEMENTS) - 1), st.integers(0, 5), texts)
operations = st.lists(st.lists(steps, min_size=1, max_size=6), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def new_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Book]]:
    """Return a function that makes a book in memory; a few rows are in it that no operation wrote."""
    with closing(create_book(tmp_path_factory.mktemp("undo") / "book.db")) as made:
        journal.drop_triggers(made.connection)
        for which, what in enumerate(FIRST):
            made.connection.execute(ADD[what], {"which": which, "text": f"{what} {which}"})
        journal.install_triggers(made.connection)

        def copy() -> Book:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            made.connection.backup(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            return Book(connection, made.path)

        yield copy


def work(book: Book, now: datetime, operation: list[Step]) -> bool:
    """Do the steps of one operation, but for those the schema refuses; tell whether anything was written."""
    before = book.connection.execute("SELECT max(id) FROM operation").fetchone()
    with book.operation("work", now):
        for what, which, text in operation:
            try:
                book.connection.execute(STATEMENTS[what], {"which": which, "text": text})
            except sqlite3.IntegrityError:
                continue
    return bool(before != book.connection.execute("SELECT max(id) FROM operation").fetchone())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations)
def test_undoing_all_and_redoing_all_gives_the_same_rows(
    new_book: Callable[[], Book], now: datetime, dump: Dump, operations: list[list[Step]]
) -> None:
    with closing(new_book()) as book:
        states = [dump(book.connection)]
        states += [dump(book.connection) for operation in operations if work(book, now, operation)]

        for state in reversed(states[:-1]):
            undo_newest(book, now)
            assert dump(book.connection) == state
        for state in states[1:]:
            redo_next(book, now)
            assert dump(book.connection) == state
        undo_newest(book, now, len(states))

        assert dump(book.connection) == states[0]
        assert journal.broken_link(book.connection) is None
        assert book.connection.execute("PRAGMA foreign_key_check").fetchall() == []


moves = st.one_of(st.sampled_from(["undo", "undo", "redo"]), st.lists(steps, min_size=1, max_size=3))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moves, max_size=15))
def test_any_mix_of_work_undo_and_redo_behaves_like_two_stacks(
    new_book: Callable[[], Book], now: datetime, dump: Dump, moves: list[str | list[Step]]
) -> None:
    """What an editor does: undo moves a state to the other stack, redo moves it back, new work empties that stack."""
    with closing(new_book()) as book:
        done, undone = [dump(book.connection)], []
        for move in moves:
            if move == "undo":
                assert len(undo_newest(book, now)) == (len(done) > 1)
                undone += [done.pop()] if len(done) > 1 else []
            elif move == "redo":
                assert (redo_next(book, now) is not None) == bool(undone)
                done += [undone.pop()] if undone else []
            elif isinstance(move, list) and work(book, now, move):
                done.append(dump(book.connection))
                undone.clear()
            assert dump(book.connection) == done[-1]
