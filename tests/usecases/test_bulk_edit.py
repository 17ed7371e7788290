"""Many entries at once: all or nothing, and looked at again inside the operation."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.domain.time_entry import When
from vabackoffice.errors import ConflictError
from vabackoffice.storage.book import Book, open_book
from vabackoffice.storage.reads.entries import entries_between
from vabackoffice.usecases.bulk_edit import BulkEdit, Wanted, apply_bulk_edit, entries_to_edit, refuse_changed_meanwhile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

    from vabackoffice.domain.time_entry import TimeEntry

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def book(va: Va) -> Iterator[Book]:
    """Open a book with two entries a second time, beside the commands."""
    va("log", "9:00-10:00", "acme", "One", "--on", "2026-03-02").check()
    va("log", "2:30+02:00..3:15", "acme", "Two", "--on", "2026-10-25").check()
    with closing(open_book(va.book)) as opened:
        yield opened


def read(book: Book) -> list[TimeEntry]:
    return entries_between(book, date(2026, 1, 1), date(2027, 1, 1))


def note(line: int, entry: TimeEntry, text: str) -> Wanted:
    span = (entry.start, entry.end) if entry.start and entry.end else None
    return Wanted(line, entry.work._replace(note=text), When(entry.on_date, entry.seconds, span), entry)


def new(line: int, entry: TimeEntry, hour: int) -> Wanted:
    span = (datetime(2026, 3, 2, hour, tzinfo=AMSTERDAM), datetime(2026, 3, 2, hour + 1, tzinfo=AMSTERDAM))
    return Wanted(line, entry.work, When.between(*span))


def test_everything_is_written_with_the_ids_it_got(va: Va, book: Book) -> None:
    one, two = read(book)

    done = apply_bulk_edit(book, NOW, AMSTERDAM, BulkEdit([note(1, one, "Uno"), new(2, one, 14)], [two]))

    assert [(old.work.note, changed.work.note) for old, changed in done.changed] == [("One", "Uno")]
    assert read(book) == [done.changed[0][1], *done.added]
    assert ([entry.id for entry in done.added], done.deleted) == ([3], [two])
    va("undo").check()
    assert read(book) == [one, two]


def test_work_that_came_meanwhile_refuses_all_of_it(va: Va, book: Book) -> None:
    one, two = read(book)
    edit = BulkEdit([note(1, one, "Uno"), new(2, one, 14)], [two])
    va("log", "14:30-15:30", "bakery", "--on", "2026-03-02").check()
    before = va.export()

    with pytest.raises(ConflictError, match=r"^Mon 2 Mar 2026 14:00-15:00 overlaps Mon 2 Mar 2026 14:30-15:30"):
        apply_bulk_edit(book, NOW, AMSTERDAM, edit)

    assert va.export() == before
    assert len(apply_bulk_edit(book, NOW, AMSTERDAM, edit, force=True).added) == 1


def test_the_other_half_of_a_double_hour_is_a_change(va: Va, book: Book) -> None:
    _, two = read(book)
    edit = BulkEdit([note(1, two, "Dos")])
    refuse_changed_meanwhile(book, edit)
    # By the clock it is the same 2:30; only the instant is another.
    va("edit", "2", "--from", "2:30+01:00", "--to", "3:15").check()

    with pytest.raises(ConflictError, match=r"^Entry 2 was changed elsewhere in the meantime\.$"):
        refuse_changed_meanwhile(book, edit)


def test_an_entry_of_which_a_part_is_billed_counts_as_billed(va: Va, book: Book) -> None:
    va("log", "1h", "bakery", "--on", "2026-03-03").check()
    va("invoice", "draft", "bakery", "2026-03").check()
    before = read(book)
    with book.operation("edit", NOW):
        book.connection.execute("INSERT INTO claim VALUES ('part', 1, '2026-03-02', 1, NULL)")

    with pytest.raises(ConflictError, match=r"^Entry 1 was changed elsewhere in the meantime\.$"):
        refuse_changed_meanwhile(book, BulkEdit([note(1, before[0], "Uno")]))

    drafts = {entry.id: entry.draft_id for entry in entries_to_edit(book, date(2026, 1, 1), date(2027, 1, 1))}
    assert drafts == {1: 1, 2: None, 3: 1}


def test_the_second_2_30_is_another_time_than_the_first(book: Book) -> None:
    _, two = read(book)
    assert two.start
    assert two.end
    later = When.between(two.start.replace(fold=1), two.end)

    assert not note(1, two, "Two").is_new
    assert Wanted(1, two.work, later, two).is_new
