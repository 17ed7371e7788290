"""Applying an import, and taking one back. The same for every source, and a second time nothing happens.

The book keeps the keys of all rows it has taken, also of those whose entry was deleted since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import ConflictError, NotFoundError
from vabackoffice.importers.source_file import files_sha256
from vabackoffice.importers.sources import source_files
from vabackoffice.storage import imports as storage
from vabackoffice.storage.import_rows import settle_works
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.replay import take_back_unused
from vabackoffice.usecases.import_columns import remember_columns
from vabackoffice.usecases.import_targets import choices, make_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.time_entry import Work
    from vabackoffice.importers.row import Place
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.imports import ImportRun
    from vabackoffice.usecases.import_plan import ImportPlan


_MADE = ("client", "engagement")
_REMEMBERED = ("import_name", "setting")


class Gone(NamedTuple):
    """How many clients and engagements went with an import that was taken back."""

    clients: int
    engagements: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file, or a folder of files, as it was when the plan was made."""

    path: Path
    sha256: str

    @classmethod
    def at(cls, source: str, path: Path) -> SourceFile:
        """Return the file as it is now."""
        return cls(path, files_sha256(source_files(source, path)))


def apply_import(
    book: Book, now: datetime, zone: ZoneInfo, plan: ImportPlan, parts: Iterable[int], file: SourceFile
) -> int | None:
    """Write what was planned, as one operation, and return the import's id; None when there was no entry to add.

    Args:
        book: the open book.
        now: the present instant.
        zone: the zone of wall times.
        plan: what `plan_import` found.
        parts: what `parts_of` the plan returns, to be followed by who waits.
        file: the file the plan was made from.

    Raises:
        ConflictError: the book or the file has changed since the plan was made.
    """
    if SourceFile.at(plan.source, file.path) != file:
        message = f"'{file.path.name}' was changed while it was read."
        raise ConflictError(message, "Import it again; nothing was written.")
    with book.operation("import", now) as operation_id:
        if reads.last_operation(book) != plan.seen:
            message = "The book was changed while the import was being prepared."
            raise ConflictError(message, "Import again; nothing was written.")
        works = make_targets(book, plan.uses)
        _remember(book, plan, works)
        if plan.updates:
            storage.change_entries(book, plan.source)
        if not plan.new:
            return None
        numbers = {use.number: works[place] for place, use in plan.uses.items() if place in works}
        settle_works(book, {number: (work.engagement_id, work.internal) for number, work in numbers.items()})
        import_id = storage.add_run(book, plan.source, file.path.absolute().name, file.sha256, now, operation_id)
        last_id = storage.last_entry_id(book)
        for first in parts:
            storage.add_part(book, plan.source, import_id, zone.key, last_id, first)
    return import_id


def parts_of(plan: ImportPlan) -> range:
    """Return the number of the first row of each part that is written at a time."""
    return range(1, plan.new + 1, storage.PART)


def find_import(book: Book, import_id: int) -> ImportRun:
    """Return an applied import that can be taken back.

    Raises:
        NotFoundError: there is no such import.
        ConflictError: some of it is billed or on a draft.
    """
    run = next((run for run in reads.import_runs(book) if run.id == import_id), None)
    if run is None:
        message = f"There is no import {import_id}."
        raise NotFoundError(message, "'va import list' shows them.")
    if run.billed:
        message = f"{run.billed} of the {run.entries} entries of import {import_id} are billed or on a draft."
        raise ConflictError(message, "Discard the drafts, or credit the invoices with '--reopen', first.")
    return run


def undo_import(book: Book, now: datetime, import_id: int) -> Gone:
    """Delete the entries of one import and forget its rows, so that importing again brings them again.

    What was changed in those entries goes with them. So do the clients and engagements that it made, as long as they
    are as it made them and nothing else needs them. What it remembered of names and columns is forgotten when no later
    import of its source can have used it.

    Raises:
        NotFoundError: there is no such import.
        ConflictError: some of it is billed or on a draft.
    """
    with book.operation("import undo", now):
        run = find_import(book, import_id)
        # In a book that was brought back from an export, the number is another operation's.
        wrote = reads.wrote_run(book, run.operation_id, import_id)
        last = not any(later.id > import_id and later.source == run.source for later in reads.import_runs(book))
        storage.drop_run(book, import_id)
        tables = (*_MADE, *_REMEMBERED) if last else _MADE
        gone = take_back_unused(book, run.operation_id, tables) if wrote else []
    return Gone(*(gone.count(table) for table in _MADE))


def _remember(book: Book, plan: ImportPlan, works: Mapping[Place, Work]) -> None:
    remembered = reads.remembered_names(book, plan.source)
    for name, target in choices(plan.uses, works).items():
        if remembered.get(name) != target:
            storage.put_name(book, plan.source, name, target)
    if plan.wish.columns is not None:
        remember_columns(book, plan.wish.columns)
