"""klog: its files, or what `klog json` prints (file format specification 1.4, jotaen/klog `Specification.md`).

klog has no clients and projects, only tags; those of a record are those of all its entries. A negative duration is a
pause. klog takes it from the total of the record, and its own command `klog pause` writes it under the entry that it
interrupts. So here it shortens the entry above it, the nearest one with the tags that it shares with any, or the first
entry when it stands above all; then the sum of a record is klog's total. When the pause was is not known, therefore
what is left is a duration, and its note keeps the range and the pause as they are written.

A fault refuses its record whole, because half of one may be without its pause. Ranges are wall times and belong to the
day on which they start, also where klog counts them to the record's date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text
from vabackoffice.importers.json_file import read_json
from vabackoffice.importers.klog_record import RecordError, is_headline, parse_record, without_tags
from vabackoffice.importers.row import STILL_RUNNING, ImportedRow, RefusedRow
from vabackoffice.importers.source_file import read_beginning, text_encoding
from vabackoffice.importers.text_file import not_the_format, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from vabackoffice.importers.klog_record import Entry, NumberedLine, Record
    from vabackoffice.importers.row import Row

_WHAT = "a klog file"
_MINUTE = 60


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is one of these."""
    lines = [(number, line) for number, line in enumerate(head.splitlines(), 1) if line.strip()]
    if not lines or not is_headline(lines[0][1]):
        return head.lstrip().startswith("{") and '"records"' in head
    entry = next((line for line in lines[1:] if line[1][0] in " \t"), None)
    try:
        return entry is not None and bool(parse_record([lines[0], entry]).entries)
    except RecordError:
        return False


def read_rows(path: Path, _dates: str = "") -> Iterator[Row]:
    """Yield the entries of a file, record by record; see `sources.read_source`."""
    beginning = read_beginning(path, 256)
    is_json = beginning.decode(text_encoding(beginning), errors="ignore").lstrip().startswith("{")
    for lines in _printed(path) if is_json else _written(path):
        try:
            record = parse_record(lines)
            rows: list[Row] = list(_rows(record, _pauses(record)))
        except RecordError as fault:
            rows = [RefusedRow(fault.line, f"{fault.message} Nothing of this record is taken.")]
        yield from rows


def _written(path: Path) -> Iterator[list[NumberedLine]]:
    """Yield the lines of each record of a file; blank lines divide them.

    Raises:
        InvalidInputError: it is empty, is not text, or does not begin with a date.
    """
    lines: list[NumberedLine] = []
    known = False
    for line in read_lines(path, _WHAT):
        if line.text.strip():
            if not known and not is_headline(line.text):
                raise not_the_format(path, _WHAT, line)
            known = True
            lines.append((line.number, line.text))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _printed(path: Path) -> Iterator[list[NumberedLine]]:
    """Yield the records of `klog json` as the lines they were made of; the entries are numbered through.

    Raises:
        InvalidInputError: it is something else, or says that klog could not read its file.
    """
    found = read_json(path)
    if isinstance(found, dict) and found.get("errors"):
        message = f"'{path.name}' says that klog could not read the file it was made from."
        raise InvalidInputError(message, "Correct what 'klog print' complains about, and print it again.")
    number = 1
    try:
        for record in found["records"]:
            entries = [_entry_lines(entry) for entry in record["entries"]]
            summary = [(number, line.strip()) for line in record["summary"].split("\n")]
            texts = [(number + place, text) for place, lines in enumerate(entries) for text in lines]
            yield [(number, record["date"].strip()), *((at, text) for at, text in (*summary, *texts) if text.strip())]
            number += max(len(entries), 1)
    except (AttributeError, KeyError, TypeError) as error:
        message = f"'{path.name}' is not what 'klog json' prints."
        raise InvalidInputError(message, "Print it again, or name the klog file itself.") from error


def _entry_lines(entry: dict[str, str]) -> list[str]:
    """Return an entry of `klog json` as it stands in a file."""
    ends = {"range": " - {end}", "open_range": " - ?"}
    written = ("{start}" + ends[entry["type"]] if entry["type"] in ends else "{total}").format_map(entry)
    first, *more = entry["summary"].split("\n")
    return [f"    {written} {first}", *(f"        {line}" for line in more if line.strip())]


def _pauses(record: Record) -> dict[int, list[Entry]]:
    """Return the pauses of each entry, by its line.

    Raises:
        RecordError: a pause has no entry, or is longer than it.
    """
    entries = record.entries
    if not any(map(_is_pause, entries)):
        return {}
    known = {tag for entry in entries if not _is_pause(entry) for tag in entry.tags}
    found: dict[int, list[Entry]] = {}
    for place, pause in enumerate(entries):
        if not _is_pause(pause):
            continue
        wanted = known & set(pause.tags)
        near = (entry for entry in (*reversed(entries[:place]), *entries[place:]) if not _is_pause(entry))
        interrupted = next((entry for entry in near if wanted <= set(entry.tags)), None)
        if interrupted is None:
            raise RecordError(
                pause.line, 1, f"the record has no entry that the pause {pause.written} can be taken from."
            )
        taken = found.setdefault(interrupted.line, [])
        taken.append(pause)
        if interrupted.minutes is not None and _minutes(taken) > interrupted.minutes:
            raise RecordError(pause.line, 1, f"the pause {pause.written} is longer than what it is taken from.")
    return found


def _is_pause(entry: Entry) -> bool:
    return entry.minutes is not None and entry.minutes < 0


def _minutes(pauses: Iterable[Entry]) -> int:
    return -sum(pause.minutes or 0 for pause in pauses)


def _rows(record: Record, pauses: dict[int, list[Entry]]) -> Iterator[Row]:
    task = plain_text(record.summary) if without_tags(record.summary) else ""
    for entry in record.entries:
        taken = pauses.get(entry.line, [])
        if entry.minutes is None:
            yield RefusedRow(entry.line, STILL_RUNNING)
            yield from (RefusedRow(pause.line, "It is a pause of what is still running.") for pause in taken)
        elif not _is_pause(entry):
            yield _row(record, entry, taken, task)


def _row(record: Record, entry: Entry, pauses: Sequence[Entry], task: str) -> ImportedRow:
    times = ", ".join([entry.written, *(f"{pause.written} {pause.summary}".strip() for pause in pauses)])
    is_range = entry.start is not None
    row = ImportedRow(
        row=entry.line,
        seconds=None if is_range else (entry.minutes or 0) * _MINUTE,
        start=_at(record, entry, entry.start),
        end=_at(record, entry, entry.end),
        on_date=None if is_range else record.on_date,
        task=task,
        note=plain_text(entry.summary),
        tags=tuple(dict.fromkeys(map(plain_text, (*record.tags, *entry.tags)))),
        pause=_minutes(pauses) * _MINUTE,
        by_tags=True,
    )
    # It is known by its own words: a pause that is added or grows leaves it the same row.
    return replace(row, note=plain_text(f"{entry.summary} ({times})"), known_by=row) if pauses else row


def _at(record: Record, entry: Entry, minutes: int | None) -> datetime | None:
    try:
        midnight = datetime.combine(record.on_date, time())
        return midnight + timedelta(minutes=minutes) if minutes is not None else None
    except OverflowError:
        raise RecordError(entry.line, 1, "no calendar has that day.") from None
