"""Changing, adding and deleting many entries at once: looked at together, written as one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.time_entry import TimeEntry, seconds_from
from vabackoffice.errors import BackOfficeError, ConflictError
from vabackoffice.storage import daybook
from vabackoffice.storage.reads import entries as reads
from vabackoffice.usecases.entries import as_claimed, refuse_after_end, same_time
from vabackoffice.usecases.overlaps import refuse_under_timer, said_overlap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import When, Work
    from vabackoffice.storage.book import Book


class Wanted(NamedTuple):
    """An entry as it shall be: on which line it was written, its work and time, and what it was; new ones were not."""

    line: int
    work: Work
    when: When
    old: TimeEntry | None = None

    @property
    def entry(self) -> TimeEntry:
        """The entry that this makes; a new one has the id 0 until it is written."""
        when = self.when
        return TimeEntry(self.old.id if self.old else 0, self.work, when.on_date, when.seconds, when.start, when.end)

    @property
    def is_new(self) -> bool:
        """Tell whether it changes anything."""
        if self.old is None or self.work != self.old.work:
            return True
        if self.when.span is None and self.old.start is None:
            return (self.when.on_date, self.when.seconds) != (self.old.on_date, self.old.seconds)
        return not same_time(self.old, self.when)


class BulkEdit(NamedTuple):
    """What shall be changed or added, and which entries shall go."""

    wanted: Sequence[Wanted]
    deleted: Sequence[TimeEntry] = ()

    @property
    def touched(self) -> list[TimeEntry]:
        """The entries of the book, as they were read, that will not stay what they are."""
        return [*(one.old for one in self.wanted if one.old), *self.deleted]


class BulkResult(NamedTuple):
    """What was done: entries before and after, new ones, and those that are gone."""

    changed: list[tuple[TimeEntry, TimeEntry]]
    added: list[TimeEntry]
    deleted: list[TimeEntry]


def entries_to_edit(book: Book, start: date, end: date) -> list[TimeEntry]:
    """Return the entries of the half-open range of days; one of which a part is billed counts as billed."""
    return [as_claimed(book, entry) for entry in reads.entries_between(book, start, end)]


def find_problems(book: Book, now: datetime, edit: BulkEdit, *, force: bool = False) -> dict[int, BackOfficeError]:
    """Return by its line what forbids a wanted entry: an engagement that has ended, or time shared with other work.

    What is changed or deleted with it is looked at as it will be; `force` lets work share time.
    """
    problems: dict[int, BackOfficeError] = {}
    for one in edit.wanted:
        try:
            refuse_after_end(book, one.work, one.when.on_date)
            if one.when.span and not force and not (one.old and same_time(one.old, one.when)):
                _refuse_shared_time(book, now, one, *one.when.span, edit)
        except BackOfficeError as problem:
            problems[one.line] = problem
    return problems


def refuse_changed_meanwhile(book: Book, edit: BulkEdit) -> None:
    """Refuse to write over an entry that is no longer what it was when it was read."""
    for old in edit.touched:
        found = reads.entry_by_id(book, old.id)
        if found is None or not _same(as_claimed(book, found), old):
            message = f"Entry {old.id} was {'changed' if found else 'deleted'} elsewhere in the meantime."
            raise ConflictError(message, "Nothing was changed; begin again with 'va edit --bulk'.")


def apply_bulk_edit(book: Book, now: datetime, zone: ZoneInfo, edit: BulkEdit, *, force: bool = False) -> BulkResult:
    """Write everything as one operation.

    Raises:
        ConflictError: an entry is not what it was when it was read, or there is now a problem with a wanted one.
    """
    result = BulkResult([], [], list(edit.deleted))
    with book.operation("edit", now):
        refuse_changed_meanwhile(book, edit)
        for problem in find_problems(book, now, edit, force=force).values():
            raise problem
        for entry in edit.deleted:
            daybook.drop_entry(book, entry.id)
        for one in edit.wanted:
            if one.old is None:
                key = daybook.add_entry(book, one.work, one.when, zone.key)
                result.added.append(one.entry._replace(id=key))
            else:
                kept = str(one.when.span[0].tzinfo) if one.when.span else reads.zone_of(book, one.old.id)
                daybook.change_entry(book, one.old.id, one.work, one.when, kept)
                result.changed.append((one.old, one.entry))
    return result


def _refuse_shared_time(book: Book, now: datetime, one: Wanted, start: datetime, end: datetime, edit: BulkEdit) -> None:
    gone = {entry.id for entry in edit.touched}
    others = [entry for entry in reads.overlapping(book, start, end) if entry.id not in gone]
    others += [other.entry for other in edit.wanted if other is not one and _shares(other, start, end)]
    if others:
        raise ConflictError(
            said_overlap(start, end, others), "Change one of the two; 'va edit --bulk --force' keeps both."
        )
    refuse_under_timer(book, now, start, end)


def _shares(other: Wanted, start: datetime, end: datetime) -> bool:
    span = other.when.span
    return span is not None and seconds_from(span[0], end) > 0 and seconds_from(start, span[1]) > 0


def _same(one: TimeEntry, other: TimeEntry) -> bool:
    """Tell whether two readings of an entry say the same; `==` alone would take the two 2:30s of a night for one."""
    moments = zip((one.start, one.end), (other.start, other.end), strict=True)
    return one == other and all(not (a and b and seconds_from(a, b)) for a, b in moments)
