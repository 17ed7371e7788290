"""`va edit --bulk`: a period's entries as text in her editor, until it can be written or she stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import invocation, output
from vabackoffice.cli.editor import find_editor, read_text, run_editor, text_file, write_text
from vabackoffice.cli.entry_lines import read_bulk_edit
from vabackoffice.cli.timer import entry_json
from vabackoffice.domain.entry_text import format_table, mark, without_marks
from vabackoffice.errors import BackOfficeError, InvalidInputError
from vabackoffice.usecases.bulk_edit import (
    BulkEdit,
    BulkResult,
    apply_bulk_edit,
    entries_to_edit,
    find_problems,
    refuse_changed_meanwhile,
)
from vabackoffice.usecases.overlaps import describe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import TimeEntry


def edit_in_bulk(period: str, *, force: bool) -> None:
    """Let her edit the entries of a period, show what changes, ask, and write it as one operation.

    The book is open only before and after she edits, so that other commands and copies of the file are not held up.
    """
    editor = find_editor()
    with invocation.open_desk() as desk:
        found = desk.period(period, "this month")
        entries = entries_to_edit(desk.book, found.start, found.end)
    text = format_table(f"Time entries, {found}", entries)
    with text_file("entries.txt", text) as path:
        done = _edit_until_right(editor, path, text, entries, force=force)
    body = {
        "changed": [{"before": entry_json(old), "after": entry_json(new)} for old, new in done.changed],
        "added": [entry_json(entry) for entry in done.added],
        "deleted": [entry_json(entry) for entry in done.deleted],
    }
    counts = _counts(done.changed, done.added, done.deleted)
    output.show(body, f"{counts}. 'va undo' takes it back." if counts else "Nothing was changed.")


def _edit_until_right(
    editor: list[str], path: Path, text: str, entries: Sequence[TimeEntry], *, force: bool
) -> BulkResult:
    """Open the editor again, with her text and the problems marked in it, as long as there are any."""
    problems: dict[int, BackOfficeError] = {}
    while True:
        run_editor(editor, path)
        written = read_text(path)
        if written.split() == text.split():
            if problems:
                _give_up(problems)
            return BulkResult([], [], [])
        _refuse_empty(written)
        with invocation.open_desk() as desk:
            written = without_marks(written)
            edit, problems = read_bulk_edit(desk, written, entries)
            problems = problems or find_problems(desk.book, desk.now, edit, force=force)
            if not problems:
                return _ask_and_apply(desk, edit, force=force)
        text = mark(written, problems)
        write_text(path, text)


def _ask_and_apply(desk: Desk, edit: BulkEdit, *, force: bool) -> BulkResult:
    changed = [one for one in edit.wanted if one.old]
    added = [one for one in edit.wanted if not one.old]
    counts = _counts(changed, added, edit.deleted)
    if not counts:
        return BulkResult([], [], [])
    refuse_changed_meanwhile(desk.book, edit)
    for one in changed:
        if one.old:
            output.note(f"Was {describe(one.old)}\nNow {describe(one.entry)}")
    for one in added:
        output.note(f"New {describe(one.entry)}")
    for entry in edit.deleted:
        output.note(f"Deleted {describe(entry)}")
    invocation.confirm(counts)
    return apply_bulk_edit(desk.book, desk.now, desk.zone, edit, force=force)


def _counts(changed: Sequence[object], added: Sequence[object], deleted: Sequence[object]) -> str:
    """Return `2 entries changed, 1 added`, empty if there are none."""
    parts = [(len(changed), "changed"), (len(added), "added"), (len(deleted), "deleted")]
    (first, word), *others = [part for part in parts if part[0]] or [(0, "")]
    said = [f"{first} {'entry' if first == 1 else 'entries'} {word}", *(f"{count} {verb}" for count, verb in others)]
    return ", ".join(said) if first else ""


def _refuse_empty(text: str) -> None:
    if not text.strip():
        message = "Nothing was changed: the text is empty."
        raise InvalidInputError(message, "That deletes no entries; to delete all of them, leave the lines with '#'.")


def _give_up(problems: dict[int, BackOfficeError]) -> None:
    """Stop, with the first problem that was left as it is."""
    problem = problems[min(problems)]
    message = f"Nothing was changed: {problem.message}"
    raise type(problem)(message, problem.hint)
