"""Watson: its file `frames`, or what `watson log --json` prints (td-watson 2.1, `watson/frames.py` and `utils.py`).

A frame is `[start, stop, project, id, tags, updated_at]` with seconds since 1970; older files have no tags. Its id is
the same in both and never changes. Watson has no clients: its project is the client, or client and project where it is
written `acme/inbox`, as Watson itself once divided projects.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.instants import read_epoch, read_instant, seconds_between
from vabackoffice.importers.json_file import read_json, read_text, read_texts, show_value
from vabackoffice.importers.row import STILL_RUNNING, ImportedRow, RefusedRow
from vabackoffice.importers.source_file import read_beginning, text_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from vabackoffice.importers.row import Row

_WHERE = (
    "Name the file 'frames' in Watson's folder: ~/.config/watson, on a Mac ~/Library/Application Support/watson, "
    "on Windows %APPDATA%\\watson."
)
_CSV = "id,start,stop,project,tags"
_FRAME = re.compile(r'\s*\[\s*\[\s*[0-9]+\s*,\s*(?:[0-9]+|null)\s*,\s*"')
_LOGGED = {"id", "start", "stop", "project"}
_LENGTHS = range(4, 7)
_RUNNING = "current"  # what `watson log --current` gives as the id, with the present as the stop


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is one of these."""
    is_log = head.lstrip().startswith("[") and '"project"' in head and '"stop"' in head
    return is_log or head.startswith(_CSV) or _FRAME.match(head) is not None


def read_rows(path: Path, _dates: str = "") -> Iterator[Row]:
    """Yield the frames of a file; see `sources.read_source`."""
    found = _frames(path)
    rows: dict[str, int] = {}
    for number, frame in enumerate(found, 1):
        try:
            row: Row = _row(number, frame)
        except InvalidInputError as problem:
            row = RefusedRow(number, problem.message)
        if isinstance(row, ImportedRow) and rows.setdefault(row.own_id, number) != number:
            row = RefusedRow(number, f"Row {rows[row.own_id]} has the same id '{row.own_id}'.")
        yield row


def _frames(path: Path) -> list[Any]:
    """Return the frames, if the first of them is one.

    Raises:
        InvalidInputError: the file has something else.
    """
    beginning = read_beginning(path, 4 * len(_CSV))
    if beginning.decode(text_encoding(beginning), errors="ignore").startswith(_CSV):
        message = f"'{path.name}' is from 'watson log --csv': its ids are cut and its times have no zone."
        raise InvalidInputError(message, _WHERE)
    found = read_json(path)
    if isinstance(found, list) and (not found or _is_frame(found[0])):
        return found
    message = f"'{path.name}' has no frames of Watson."
    raise InvalidInputError(message, _WHERE)


def _is_frame(value: Any) -> bool:
    if isinstance(value, dict):
        return value.keys() >= _LOGGED
    return isinstance(value, list) and len(value) in _LENGTHS


def _row(number: int, frame: Any) -> ImportedRow:
    if not _is_frame(frame):
        message = f"It is {show_value(frame)} that is no frame."
        raise InvalidInputError(message)
    start, stop, project, own_id, tags = _parts(frame)
    client, _, rest = read_text(project, "project").partition("/")
    key = read_text(own_id, "id")
    if not key:
        message = "There is no id."
        raise InvalidInputError(message)
    return ImportedRow(
        row=number,
        seconds=seconds_between(start, stop),
        start=start,
        end=stop,
        client=client.strip(),
        project=rest.strip(),
        tags=read_texts(tags, "tags"),
        own_id=key,
    )


def _parts(frame: Any) -> tuple[datetime, datetime, Any, Any, Any]:
    """Return start, stop, project, id and tags of a frame, or of a line of the log.

    Raises:
        InvalidInputError: it is still running, or a time is none.
    """
    if isinstance(frame, dict):
        if frame["stop"] is None or frame["id"] == _RUNNING:
            raise InvalidInputError(STILL_RUNNING)
        start, stop = (read_instant(frame[name], "2026-03-02T10:00:00+01:00") for name in ("start", "stop"))
        return start, stop, frame["project"], frame["id"], frame.get("tags")
    start, stop, project, own_id, *rest = frame
    if stop is None:
        raise InvalidInputError(STILL_RUNNING)
    return read_epoch(start), read_epoch(stop), project, own_id, rest[0] if rest and isinstance(rest[0], list) else None
