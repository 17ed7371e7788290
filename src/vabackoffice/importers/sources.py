"""The programs hours can come from: each is a module here whose `read_rows` yields rows.

A reader may say in `recognises` whether a file begins like its own, in `files_in` which files of a folder it reads, and
in `NEEDS` what it has to know besides the file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vabackoffice.importers.source_file import read_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.row import Row

# name of the command and of the module, but for _MODULES: what the file is
SOURCES = {
    "toggl": "the Detailed report of Toggl Track, as CSV",
    "clockify": "the Detailed report of Clockify, as CSV",
    "harvest": "the Detailed time report of Harvest, as CSV",
    "kimai": "the CSV export of Kimai",
    "timeclock": "a timeclock file of Emacs, Ledger or hledger",
    "timedot": "a timedot file of hledger",
    "ics": "a calendar, as iCalendar (.ics)",
    "watson": "the frames of Watson, or its log as JSON",
    "timewarrior": "a data file of Timewarrior, a folder of them, or its export as JSON",
    "klog": "a klog file, or what 'klog json' prints",
    "csv": "any table of hours, as CSV; what its columns are is asked once",
}


# what a file of it may be called, where that is not `hours.csv`
FILE_NAMES = {
    "timeclock": "hours.timeclock",
    "timedot": "hours.timedot",
    "ics": "calendar.ics",
    "watson": "frames",
    "timewarrior": "data",
    "klog": "hours.klg",
}

ANY_TABLE = "csv"
_MODULES = {ANY_TABLE: "table"}  # `csv` is a module of the standard library


def recognise(path: Path) -> list[str]:
    """Return the sources that a file, or a folder, can be of by how it begins; any table only if no other.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
    """
    head = "" if path.is_dir() else read_head(path)
    found = [source for source in SOURCES if _recognises(source, head, path)]
    return [source for source in found if source != ANY_TABLE] or found


def source_files(source: str, path: Path) -> list[Path]:
    """Return the files that are read: the file itself, or those of a folder where the source keeps its rows in several.

    Raises:
        InvalidInputError: the folder has none.
    """
    files_in = getattr(_reader(source), "files_in", None)
    return files_in(path) if files_in is not None and path.is_dir() else [path]


def read_source(source: str, path: Path, dates: str = "", **known: Any) -> Iterator[Row]:
    """Yield the rows of a file, one at a time, so that memory does not grow with it.

    Args:
        source: one of SOURCES.
        path: the file.
        dates: how its dates are written, `dmy` or `mdy`; empty to find out from the file.
        known: what else is known: a reader is given what it asks for in `NEEDS`.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is not what the source writes, or it ends in the middle of a row.
    """
    reader = _reader(source)
    needed = {name: known[name] for name in getattr(reader, "NEEDS", ())}
    rows: Iterator[Row] = reader.read_rows(path, dates, **needed)
    return rows


def _recognises(source: str, head: str, path: Path) -> bool:
    recognises = getattr(_reader(source), "recognises", None)
    return recognises is not None and bool(recognises(head, path))


def _reader(source: str) -> Any:
    return import_module(f"vabackoffice.importers.{_MODULES.get(source, source)}")
