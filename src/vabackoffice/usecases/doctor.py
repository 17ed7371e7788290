"""Checking the book, and what the program needs around it."""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money
from vabackoffice.errors import DamagedBookError, MissingError
from vabackoffice.storage import checks, journal
from vabackoffice.storage.book import open_book
from vabackoffice.storage.reads.business import read_surroundings
from vabackoffice.usecases.duties import UPDATE, notices, overdue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from vabackoffice.storage.book import Book

_INSTALL_SUBSETTER = (
    "Debian, Ubuntu: 'apt install libharfbuzz-subset0'. Fedora: 'dnf install harfbuzz'. macOS: 'brew install harfbuzz'."
)
_RESTORE = "Work on from the newest backup and keep this file."
_MISSING = MissingError.exit_code
_DAMAGED = DamagedBookError.exit_code

_FONTS = "font_source_sans_pro"
# The names under which WeasyPrint 70 looks for the library (weasyprint/text/ffi.py).
_SUBSETTERS = ("libharfbuzz-subset-0", "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do about it.

    The exit code is 6 for damage, 3 for a lack, 0 for what is only to be known.
    """

    kind: str
    message: str
    remedy: str
    exit_code: int = _DAMAGED


def examine(path: Path, today: date) -> list[Finding]:
    """Return what is wrong with the book at `path` and with the program's surroundings; nothing is changed.

    What a business of its country should know on `today` is told beside it.

    Raises:
        InvalidInputError: the file is something else than a book.
    """
    return [*_examine_book(path, today), *_examine_surroundings()]


def _examine_book(path: Path, today: date) -> Iterator[Finding]:
    try:
        book = open_book(path)
    except (DamagedBookError, MissingError) as error:
        yield Finding("book", error.message, error.hint, error.exit_code)
        return
    with closing(book):
        for check in (_pages, _references, _schema, _chain, _numbers, _documents, _totals, partial(_duties, today)):
            try:
                with checks.distrusting(book):
                    yield from list(check(book))
            except DamagedBookError as error:
                yield Finding("integrity", error.message, error.hint)


def _pages(book: Book) -> Iterator[Finding]:
    for verdict in checks.broken_pages(book):
        yield Finding("integrity", f"The file is damaged: {verdict}.", _RESTORE)


def _references(book: Book) -> Iterator[Finding]:
    for table, parent, count in checks.lost_references(book):
        rows = f"{count} {'row' if count == 1 else 'rows'}"
        yield Finding("reference", f"{rows} of '{table}' refer to something that is not in '{parent}'.", _RESTORE)


def _schema(book: Book) -> Iterator[Finding]:
    for name in checks.altered_schema(book):
        yield Finding(
            "schema", f"The {name} is not as this program makes it.", f"Something else wrote into the book. {_RESTORE}"
        )


def _chain(book: Book) -> Iterator[Finding]:
    operation_id = journal.broken_link(book.connection)
    if operation_id is not None:
        message = f"The journal was altered: command {operation_id} is not what was recorded when it was done."
        yield Finding("journal", message, f"'va history' lists the commands. {_RESTORE}")


def _numbers(book: Book) -> Iterator[Finding]:
    for number, how in checks.misnumbered(book):
        yield Finding("numbering", f"Document {number} breaks the sequence: {how}.", _RESTORE)


def _documents(book: Book) -> Iterator[Finding]:
    for sha256 in checks.damaged_documents(book):
        yield Finding("document", f"The stored document {sha256[:12]} is damaged.", _RESTORE)


def _totals(book: Book) -> Iterator[Finding]:
    for number, currency, name, frozen, added in checks.wrong_totals(book):
        says = f"{name} says {Money(frozen, currency)}, its parts {Money(added, currency)}"
        yield Finding("totals", f"Document {number} does not add up: {says}.", _RESTORE)


def _duties(today: date, book: Book) -> Iterator[Finding]:
    """Yield tables that somebody should look at again, and duties of the country that the program does not fulfil."""
    country = read_surroundings(book).country
    for sentence in overdue(country, today):
        yield Finding("table", sentence, UPDATE, 0)
    for sentence in notices(country, today):
        yield Finding("notice", sentence, "Ask a tax adviser what it means for you.", 0)


def _examine_surroundings() -> Iterator[Finding]:
    if find_spec(_FONTS) is None:
        message = "The fonts of documents are not installed."
        yield Finding("fonts", message, "Install the package 'font-source-sans-pro'.", _MISSING)
        return
    try:
        _load_pdf_writer()
    except MissingError as error:
        yield Finding("library", error.message, error.hint, error.exit_code)
        return
    if not any(map(_loads, _SUBSETTERS)):
        message = "The library HarfBuzz-Subset is not installed: PDFs are written ten times slower without it."
        yield Finding("library", message, _INSTALL_SUBSETTER, _MISSING)


def _load_pdf_writer() -> None:
    from vabackoffice.documents import pdf

    pdf.load()


def _loads(name: str) -> bool:
    """Load a library as a file if the name has a dot, else by the platform's search."""
    found = name if "." in name else ctypes.util.find_library(name)
    with suppress(OSError):
        return bool(found and ctypes.CDLL(found))
    return False
