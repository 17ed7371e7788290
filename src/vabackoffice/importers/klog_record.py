"""klog's records: the grammar of one, line by line (file format specification 1.4, jotaen/klog `Specification.md`).

A record is a date, lines of summary, and indented entries: a duration, a range, or a range that is still open, each
with a summary of its own that may go on in lines indented twice.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NumberedLine = tuple[int, str]

_INDENTATIONS = ("    ", "   ", "  ", "\t")
_BLANKS = " \t"
_HOUR, _DAY = 60, 24 * 60
_NOON = 12
_DURATION = re.compile(r"([-+])?(?=[0-9])(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?")
_TIME = re.compile(r"(<)?([0-9]{1,2}):([0-9]{2})(am|pm)?(>)?")
_START = re.compile(r"[^- \t]+")
_DASH = re.compile(r" *- *")
_TOKEN = re.compile(r"[^ \t]+")
_DATE = re.compile(r"([0-9]{4})([-/])([0-9]{2})\2([0-9]{2})(?![^ \t])")
_SHOULD_TOTAL = re.compile(r"\([ \t]*([^)! \t]+)![ \t]*\)[ \t]*")
_TAG = re.compile(r"""#([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w-]*)))?""")


class Entry(NamedTuple):
    """An entry: its line, how its time is written, its minutes, its summary on one line, and the tags in that.

    A range has also its `start` and `end` in minutes from midnight of the record's date; they are negative or beyond a
    day when the time is shifted. An open range has no minutes.
    """

    line: int
    written: str
    minutes: int | None
    summary: str
    tags: tuple[str, ...]
    start: int | None = None
    end: int | None = None


class Record(NamedTuple):
    """A record: its date, its summary on one line, the tags in that, and its entries."""

    on_date: date
    summary: str
    tags: tuple[str, ...]
    entries: tuple[Entry, ...]


class RecordError(InvalidInputError):
    """What breaks the grammar, with the line and the column in the message."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        """Say where, counted from 1, and what."""
        super().__init__(f"Line {line}, column {column}: {problem}", "Correct it there; 'klog print' checks the file.")
        self.line = line


def parse_record(lines: Sequence[NumberedLine]) -> Record:
    """Return the record that stands on consecutive lines, none of them blank.

    Raises:
        RecordError: it is against the grammar.
    """
    (number, text), *rest = lines
    on_date = _read_headline(number, text)
    count = next((place for place, (_, line) in enumerate(rest) if line[:1] in _BLANKS), len(rest))
    summary = [line for _, line in rest[:count]]
    return Record(on_date, " ".join(summary), _read_tags(summary), tuple(_read_entries(rest[count:])))


def is_headline(text: str) -> bool:
    """Tell whether a line begins with a date."""
    return _DATE.match(text) is not None


def parse_duration(text: str) -> int | None:
    """Return the minutes of `1h30m`, `45m`, `-8h` or `+2h`, None when it is no duration."""
    match = _DURATION.fullmatch(text)
    if match is None or (match[2] and match[3] and int(match[3]) >= _HOUR):
        return None
    minutes = int(match[2] or 0) * _HOUR + int(match[3] or 0)
    return -minutes if match[1] == "-" else minutes


def parse_time(text: str) -> int | None:
    """Return the minutes from midnight of `9:00`, `1:30pm`, `<23:40` or `0:45>`, None when it is no time."""
    match = _TIME.fullmatch(text)
    if match is None or (match[1] and match[5]):
        return None
    hour, minute = int(match[2]), int(match[3])
    if match[4]:
        if hour not in range(1, _NOON + 1):
            return None
        hour = hour % _NOON + (_NOON if match[4] == "pm" else 0)
    minutes = hour * _HOUR + minute
    if minute >= _HOUR or minutes > (_DAY - 1 if match[5] else _DAY):
        return None
    return minutes - _DAY if match[1] else minutes + _DAY if match[5] else minutes


def without_tags(summary: str) -> str:
    """Return what a summary says besides its tags."""
    return _TAG.sub("", summary).strip()


def _read_headline(number: int, text: str) -> date:
    match = _DATE.match(text)
    if match is None:
        raise RecordError(number, 1, f"{quoted(text)} does not begin with a date such as 2026-03-02.")
    try:
        on_date = date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        raise RecordError(number, 1, f"{quoted(match[0])} is no day of the calendar.") from None
    rest = text[match.end() :].strip(_BLANKS)
    should = _SHOULD_TOTAL.fullmatch(rest)
    if rest and (should is None or parse_duration(should[1]) is None):
        column = text.index(rest, match.end()) + 1
        raise RecordError(number, column, f"{quoted(rest)} is no target such as (8h!).")
    return on_date


def _read_entries(lines: Sequence[NumberedLine]) -> Iterator[Entry]:
    """Yield the entries of a record, of which all lines are indented like the first."""
    indent = next((style for style in _INDENTATIONS if lines and lines[0][1].startswith(style)), None)
    place = 0
    while place < len(lines):
        number, line = lines[place]
        if indent is None or not line.startswith(indent) or line[len(indent)] in _BLANKS:
            problem = "an entry is indented like the first of its record, by 2 to 4 spaces or a tab."
            raise RecordError(number, 1, problem if line[0] in _BLANKS else "a record ends with an empty line.")
        place += 1
        more = next((at for at in range(place, len(lines)) if not lines[at][1].startswith(indent * 2)), len(lines))
        yield _read_entry(number, line, len(indent), tuple(text for _, text in lines[place:more]))
        place = more


def _read_tags(summary: Sequence[str]) -> tuple[str, ...]:
    """Return the tags in the lines of a summary, each once: `email`, `client=bakery dupain`."""
    found = [tag for line in summary if "#" in line for tag in _TAG.findall(line)]
    return tuple(dict.fromkeys("=".join(filter(None, tag)) for tag in found))


def _read_entry(number: int, line: str, at: int, more: Sequence[str]) -> Entry:
    """Return the entry that begins at a place of a line; `more` are the further lines of its summary."""
    token = _TOKEN.match(line, at)
    minutes = parse_duration(token[0]) if token else None
    if token and minutes is not None:
        return _entry(number, token[0], minutes, (line[token.end() :], *more))
    first = _START.match(line, at)
    start = parse_time(first[0]) if first else None
    dash = _DASH.match(line, first.end()) if first else None
    if first is None or start is None:
        shown = quoted(first[0] if first else line[at:])
        raise RecordError(
            number, at + 1, f"{shown} is neither a duration such as 1h30m nor a time such as 9:00 or 1:30pm."
        )
    last = _TOKEN.match(line, dash.end()) if dash else None
    if dash is None or last is None:
        column = (dash or first).end() + 1
        raise RecordError(
            number, column, f"{quoted(first[0])} has no end, such as {first[0]} - 17:00 or {first[0]} - ?."
        )
    written, summary = line[at : last.end()], (line[last.end() :], *more)
    if not last[0].strip("?"):
        return _entry(number, written, None, summary, start)
    end = parse_time(last[0])
    if end is None:
        raise RecordError(number, last.start() + 1, f"{quoted(last[0])} is no time such as 17:00, 5:00pm or 1:30>.")
    if end < start:
        raise RecordError(number, at + 1, f"{quoted(written)} ends before it starts; the next day is written 1:30>.")
    return _entry(number, written, end - start, summary, start, end)


def _entry(  # noqa: PLR0913, PLR0917 - what a line of a record may say
    number: int,
    written: str,
    minutes: int | None,
    summary: Sequence[str],
    start: int | None = None,
    end: int | None = None,
) -> Entry:
    return Entry(number, written, minutes, " ".join(summary), _read_tags(summary), start, end)
