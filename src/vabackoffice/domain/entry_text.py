"""Time entries as a table of text, for an editor: one entry a line, and back to its fields.

A line is `id date time for what`, apart by spaces. `what` is the note, tags and flags in any order; a word of the
note that looks like a tag or a flag is written with a backslash before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.time_entry import format_span
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vabackoffice.domain.time_entry import TimeEntry
    from vabackoffice.errors import BackOfficeError

INTERNAL = "internal:"  # no handle has a colon
COMMENT, MARK = "#", "#!"
HEAD = """\
# {title}. Change what is wrong, save, and close the editor.
# A line is an entry: its id, date, time, for whom, note +tags and flags.
#   time: 9:00-10:25, or only a length: 1h30; your own work: internal:admin
#   flags: --no-bill, --service NAME, --place home|client|other, --task ID
# Delete a line to delete its entry; add one without an id for a new entry.
# Lines that begin with # do not count. A note has \\+a for +a, \\--b for --b.
# You see what changes and are asked before it is written.
"""
_HEADINGS = ("id", "date", "time", "for", "what")
_FLAG = r"--[^\W\d_]"
_LOOKS_SPECIAL = re.compile(rf"\\*(?:\+.|{_FLAG})")
_ESCAPED = re.compile(rf"\\+(?:\+.|{_FLAG})")
_WORD = re.compile(r'--(?P<flag>service|place|task)(?:=|\s+)(?P<value>"(?:[^"\\]|\\.)*"(?!\S)|\S+)|\S+')
# What is possessive never becomes another field: `12 2026-03-02 1h` lacks the handle, whatever could be a date.
_LINE = re.compile(
    r"(?:([0-9]+)\s+)?+(\S+)\s+(\S+(?:\s+(?:-|\.\.|\N{EN DASH}|\N{EM DASH})\s+\S+)?+)\s+(\S+)(?:\s+(.*))?", re.DOTALL
)
_LINE_HINT = "A line needs a date, a time and for whom: '2026-03-02 9:00-10:25 acme Call +phone'."
_WHAT_HINT = "Flags are --no-bill, --service NAME, --place PLACE and --task ID; in a note write '\\--' for '--'."


class EntryLine(NamedTuple):
    """The fields of one line as they are written; an entry without an id is new."""

    id: str = ""
    date: str = ""
    time: str = ""
    target: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    no_bill: bool = False
    service: str = ""
    place: str = ""
    task: str = ""

    @property
    def what(self) -> str:
        """The last column: note, tags and flags."""
        words = [f"\\{word}" if _LOOKS_SPECIAL.match(word) else word for word in self.note.split()]
        words += [f"+{tag}" for tag in self.tags]
        words += ["--no-bill"] if self.no_bill else []
        for flag, value in (("service", self.service), ("place", self.place), ("task", self.task)):
            words += [f"--{flag} {_quote(value)}"] if value else []
        return " ".join(words)


def line_of(entry: TimeEntry) -> EntryLine:
    """Return the fields of an entry as they are printed: times without seconds, the note with single spaces."""
    work = entry.work
    span = format_span(entry.start, entry.end) if entry.start and entry.end else ""
    return EntryLine(
        str(entry.id),
        entry.on_date.isoformat(),
        span or format_duration(entry.seconds),
        work.target if work.internal is None else f"{INTERNAL}{work.internal}",
        " ".join(work.note.split()),
        tuple(sorted(work.tags)),
        not work.billable and work.internal is None,
        work.service,
        work.place or "",
        "" if work.task_id is None else str(work.task_id),
    )


def format_table(title: str, entries: Iterable[TimeEntry]) -> str:
    """Return the whole text: what to know, and a line for each entry; what is billed or drafted is a comment."""
    found = [(entry, line_of(entry)) for entry in entries]
    widths = [max(map(len, column)) for column in zip(_HEADINGS[:-1], *(line[:4] for _, line in found), strict=True)]
    rows = [_row("# ", _HEADINGS, widths)]
    for entry, line in found:
        claimed = f"billed {entry.invoice}" if entry.invoice else f"on draft {entry.draft_id}"
        free = not entry.invoice and entry.draft_id is None
        rows.append(_row("  " if free else f"# {claimed} ", (*line[:4], line.what), widths))
    return "\n".join([HEAD.format(title=title), *rows, ""])


def entry_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are entries, with their numbers from 0: no comments and no empty ones."""
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if bare and not bare.startswith(COMMENT):
            yield number, bare


def read_line(text: str) -> EntryLine:
    """Return the fields of a line; what is in them is not looked at, but for how the last column is put together.

    Raises:
        InvalidInputError: a field is not there, or a flag is unknown or there twice.
    """
    match = _LINE.fullmatch(text.strip())
    if match is None:
        message = f"'{shorten(text)}' is no entry."
        raise InvalidInputError(message, _LINE_HINT)
    number, date, time, target, what = match.groups("")
    return EntryLine(number, date, "".join(time.split()), target)._replace(**_read_what(what))


def mark(text: str, problems: Mapping[int, BackOfficeError]) -> str:
    """Return `text` with the problem above each line that has one, by its number, and at the top how many there are."""
    count = f"{len(problems)} line needs" if len(problems) == 1 else f"{len(problems)} lines need"
    marked = [f"{MARK} {count} another look: see below '{MARK}'. Close without a change to stop; your text is kept."]
    for number, line in enumerate(text.split("\n")):
        if number in problems:
            problem = problems[number]
            marked.append(f"{MARK} {' '.join(f'{problem.message} {problem.hint}'.split())}")
        marked.append(line)
    return "\n".join(marked)


def without_marks(text: str) -> str:
    """Return the text as it was before it was marked."""
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(MARK))


def _row(margin: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    number, *others = cells
    padded = [f"{cell:<{width}}" for cell, width in zip(others, widths[1:], strict=False)]
    return "  ".join([f"{margin}{number:>{widths[0]}}", *padded, others[-1]]).rstrip()


def _quote(value: str) -> str:
    if not re.search(r'[\s"\\]', value):
        return value
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'


def _read_what(text: str) -> dict[str, Any]:
    """Return note, tags and flags in the last column."""
    note: list[str] = []
    tags: set[str] = set()
    flags: dict[str, str | bool] = {}
    for match in _WORD.finditer(text):
        word, flag = match[0], match["flag"] or ("no_bill" if match[0] == "--no-bill" else "")
        if flag in flags:
            message = f"'{shorten(word)}' is one flag too many: there is another of its kind."
            raise InvalidInputError(message, "Leave one of the two.")
        if flag:
            flags[flag] = _unquote(match["value"]) if match["value"] else True
        elif re.match(_FLAG, word):
            message = f"'{shorten(word)}' is not understood."
            raise InvalidInputError(message, _WHAT_HINT)
        elif word.startswith("+") and len(word) > 1:
            tags.add(word[1:])
        else:
            note.append(word[1:] if _ESCAPED.match(word) else word)
    return {"note": " ".join(note), "tags": tuple(sorted(tags)), **flags}


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if quoted else value
