"""Timewarrior: its data files, a folder of them, or what `timew export` prints (Timewarrior 1.4).

A line of a data file is `inc START - END # tag "two words" # "annotation"`, times in UTC. It is read as Timewarrior's
`IntervalFactory` does, word by word; the same interval is the same row from a data file and from an export, whose ids
are counted anew each time and say nothing. Timewarrior has no clients and projects, only tags.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError, MissingError
from vabackoffice.importers.cells import plain_text
from vabackoffice.importers.instants import read_instant, seconds_between
from vabackoffice.importers.json_file import read_json, read_text, read_texts, show_value
from vabackoffice.importers.row import STILL_RUNNING, ImportedRow, RefusedRow
from vabackoffice.importers.source_file import read_beginning, text_encoding
from vabackoffice.importers.text_file import cut_off, not_the_format, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from vabackoffice.importers.row import Row

_WHAT = "a data file of Timewarrior"
_EXAMPLE = "20260302T090000Z"
_DATA_FILE = re.compile(r"[0-9]{4}-[0-9]{2}\.data")
_INSTANT = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_WORD = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+))""", re.ASCII)
_ESCAPE = re.compile(r"(?:\\u|U\+)([0-9A-Fa-f]{4})|\\(.)")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_EXPORTED = re.compile(r'\s*\[\s*\{[^}]*"start"\s*:\s*"[0-9]{8}T[0-9]{6}Z"')
_MARK = "#"


def recognises(head: str, path: Path) -> bool:
    """Tell whether a file that begins with `head`, or a folder, is one of these."""
    if path.is_dir():
        return bool(_data_files(path))
    return head.startswith("inc ") or _EXPORTED.match(head) is not None


def files_in(folder: Path) -> list[Path]:
    """Return the data files of a folder, or of the folder `data` in it, the oldest first.

    Raises:
        InvalidInputError: there is none.
        MissingError: the folder may not be read.
    """
    found = _data_files(folder)
    if not found:
        message = f"'{folder}' has no data files of Timewarrior, such as '2026-03.data'."
        raise InvalidInputError(message, "They are in ~/.timewarrior/data, or in ~/.local/share/timewarrior/data.")
    return found


def read_rows(path: Path, _dates: str = "") -> Iterator[Row]:
    """Yield the intervals of a data file, a folder of them, or an export; see `sources.read_source`."""
    if path.is_dir():
        yield from _folder_rows(files_in(path))
        return
    beginning = read_beginning(path, 256)
    is_json = beginning.decode(text_encoding(beginning), errors="ignore").lstrip().startswith(("[", "{"))
    yield from _exported(path) if is_json else _rows(path)


def read_line(text: str) -> tuple[list[str], list[str], str]:
    """Return the instants, the tags and the annotation of a line of a data file.

    Raises:
        InvalidInputError: it is no such line.
    """
    first, *words = _words(text) or [""]
    if first != "inc":
        message = f"{quoted(text.strip())} does not begin with 'inc'."
        raise InvalidInputError(message)
    at = words.index(_MARK) if _MARK in words else len(words)
    when, said = words[:at], words[at + 1 :]
    if len(when) > 1 and when[1] == "-":
        del when[1]
    wrong = next((word for place, word in enumerate(when) if place > 1 or not _INSTANT.fullmatch(word)), None)
    if wrong is not None:
        message = f"{quoted(wrong)} is not the start or the end of an interval, like {_EXAMPLE}."
        raise InvalidInputError(message)
    at = said.index(_MARK) if _MARK in said else len(said)
    return when, said[:at], " ".join(said[at + 1 :])


def _words(text: str) -> list[str]:
    """Return the words of a line, as Timewarrior's lexer divides it; only in quotes a backslash says something."""
    words = []
    for double, single, bare in _WORD.findall(text):
        if bare.startswith('"'):
            message = f"The quote before {quoted(bare[1:])} is never closed."
            raise InvalidInputError(message)
        word = bare or double or single
        words.append(_ESCAPE.sub(_unescaped, word) if not bare and ("\\" in word or "U+" in word) else word)
    return words


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _LETTERS.get(match[2], match[2])


def _data_files(folder: Path) -> list[Path]:
    inside = folder / "data"
    try:
        files = list((inside if inside.is_dir() else folder).iterdir())
    except OSError as error:
        message = f"'{folder}' cannot be read: {error.strerror}."
        raise MissingError(message, "Name a folder that you may read.") from error
    return sorted(file for file in files if _DATA_FILE.fullmatch(file.name))


def _folder_rows(files: Iterable[Path]) -> Iterator[Row]:
    """Yield the rows of several files, numbered through; a refusal names the file and the line."""
    before = 0
    for file in files:
        number = 0
        for row in _rows(file) if read_beginning(file, 1) else ():
            number = row.row
            if isinstance(row, ImportedRow):
                yield replace(row, row=before + number)
            else:
                yield RefusedRow(before + number, f"{file.name}, line {number}: {row.reason}")
        before += number


def _rows(path: Path) -> Iterator[Row]:
    known = False
    for line in read_lines(path, _WHAT):
        if not line.ended:
            raise cut_off(path, line.number)
        if not line.text.strip():
            continue
        try:
            when, tags, annotation = read_line(line.text)
            known = True
            row: Row = _row(line.number, when, tags, annotation)
        except InvalidInputError as problem:
            if not known:
                raise not_the_format(path, _WHAT, line) from problem
            row = RefusedRow(line.number, problem.message)
        yield row


def _exported(path: Path) -> Iterator[Row]:
    found = read_json(path)
    if not isinstance(found, list) or (found and not _is_interval(found[0])):
        message = f"'{path.name}' is not what 'timew export' prints."
        raise InvalidInputError(message, "Print it with 'timew export > hours.json', or name the folder of data files.")
    for number, interval in enumerate(found, 1):
        try:
            row: Row = _interval(number, interval)
        except InvalidInputError as problem:
            row = RefusedRow(number, problem.message)
        yield row


def _is_interval(value: Any) -> bool:
    return isinstance(value, dict) and "start" in value and "project" not in value


def _interval(number: int, interval: Any) -> ImportedRow:
    if not _is_interval(interval):
        message = f"It is {show_value(interval)} that is no interval."
        raise InvalidInputError(message)
    when = [interval[name] for name in ("start", "end") if interval.get(name) is not None]
    note = read_text(interval.get("annotation"), "annotation")
    return _row(number, when, read_texts(interval.get("tags"), "tags"), note)


def _row(number: int, when: Sequence[Any], tags: Iterable[str], annotation: str) -> ImportedRow:
    """Return the row of an interval.

    Raises:
        InvalidInputError: it is still running, ends before it starts, or has no start.
    """
    if not when:
        message = "There is no start."
        raise InvalidInputError(message)
    start, *rest = (read_instant(instant, _EXAMPLE) for instant in when)
    if not rest:
        raise InvalidInputError(STILL_RUNNING)
    return ImportedRow(
        row=number,
        seconds=seconds_between(start, rest[0]),
        start=start,
        end=rest[0],
        note=plain_text(annotation),
        tags=tuple(dict.fromkeys(filter(None, map(plain_text, tags)))),
        by_tags=True,
    )
