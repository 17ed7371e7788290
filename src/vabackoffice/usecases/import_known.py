"""Which rows of a file the book has already, and which it has with another length.

Hours that are added to a day, or a timer that goes on, change the length of a row which was imported before. Where a
source has no ids the row is then the same but for its length, and would be billed a second time.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import ConflictError
from vabackoffice.importers.keys import counted_key, key_of, length_of, line_of
from vabackoffice.storage import import_rows
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.reads.entries import entry_by_id
from vabackoffice.usecases.entries import refuse_billed
from vabackoffice.usecases.import_findings import ChangedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vabackoffice.importers.row import ImportedRow
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.import_rows import DoubtfulRow
    from vabackoffice.usecases.import_plan import ImportPlan


class Recognised(NamedTuple):
    """The key of a row, how many rows had it up to this one, and whether it is in the book."""

    key: str
    occurrence: int
    known: bool


def recognise(book: Book, source: str, rows: Iterable[ImportedRow]) -> list[Recognised]:
    """Return of each of the next rows of a file whether the book has it."""
    keys = [key_of(row) for row in rows]
    latest = import_rows.occurrences(book, set(keys))
    counted = []
    for key in keys:
        latest[key] = latest.get(key, 0) + 1
        counted.append((key, latest[key]))
    full = [counted_key(*each) for each in counted]
    known = reads.known_keys(book, source, full)
    return [Recognised(*each, key in known) for each, key in zip(counted, full, strict=True)]


def settle_changes(book: Book, plan: ImportPlan) -> None:
    """Find the rows that the book has with another length, and let them not become second entries.

    They change the entry if that is wished and it is as it was imported; they become new entries if that is forced.
    """
    left_out = []
    for line, rows in groupby(import_rows.doubtful_rows(book, plan.source), key=lambda row: line_of(row.key)):
        in_file = {counted_key(*each) for each in import_rows.keys_of_line(book, line)}
        olds = [old for old in reads.imported_of_line(book, plan.source, line) if old[0] not in in_file]
        for row, (old_key, entry_id) in _pairs(list(rows), olds):
            changed = _compare(book, plan, row, length_of(old_key), entry_id)
            if changed is None:
                plan.known += 1
            else:
                plan.changed.add(changed)
                if changed.updates:
                    import_rows.let_change(book, row.place, entry_id, old_key)
                if changed.updates or plan.wish.force:
                    continue
            left_out.append(row.place)
    plan.changed.rows.sort(key=lambda row: row.row)
    import_rows.leave_out(book, left_out)


def _pairs(
    rows: Sequence[DoubtfulRow], olds: Sequence[tuple[str, int]]
) -> Iterator[tuple[DoubtfulRow, tuple[str, int]]]:
    """Yield which of the rows of a line is which of those that were imported and are not in the file any more.

    Work grows more often than it shrinks: a row is the longest one that it can have grown from.
    """
    left = sorted(rows, key=lambda row: row.seconds)
    for old in sorted(olds, key=lambda old: length_of(old[0]), reverse=True):
        if not left:
            return
        grown = next((row for row in left if row.seconds >= length_of(old[0])), left[-1])
        left.remove(grown)
        yield grown, old


def _compare(book: Book, plan: ImportPlan, row: DoubtfulRow, was: int, entry_id: int) -> ChangedRow | None:
    """Return what has changed, None when the entry has been given the row's length by hand."""
    entry = entry_by_id(book, entry_id)
    why = ""
    if entry is None:
        why = f"Entry {entry_id} was deleted here."
    elif entry.seconds == row.seconds:
        return None
    elif entry.seconds != was:
        why = f"Entry {entry_id} was changed here to {format_duration(entry.seconds)}."
    else:
        try:
            refuse_billed(entry)
        except ConflictError as problem:
            why = problem.message
    return ChangedRow(row.number, entry_id, was, row.seconds, why, plan.wish.update and not why)
