"""Reads the tables on documents that come with the program: sentences, particulars, levies, notices."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from vabackoffice.domain.document_tables import (
    DocumentTables,
    Levy,
    LevyKey,
    Mention,
    Notice,
    Particular,
    PartyName,
    Span,
    unknown_facts,
)
from vabackoffice.tax.table_file import packaged_tables, read_table, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from vabackoffice.tax.table_row import TableRow

MENTIONS, PARTICULARS, LEVIES, NOTICES = "mentions.toml", "particulars.toml", "levies.toml", "notices.toml"

_GOOD_ENOUGH = ("A", "B")  # to refuse an invoice for, or to reckon with
_PARTIES: tuple[PartyName, ...] = get_args(PartyName)
_LEVIES: tuple[LevyKey, ...] = get_args(LevyKey)


@cache
def load_document_tables() -> DocumentTables:
    """Return the tables that came with the program.

    Raises:
        MissingError: a file is absent or one of its rows cannot be read; the message names both.
    """
    return read_document_tables(packaged_tables())


def read_document_tables(folder: Traversable) -> DocumentTables:
    """Return the tables of `folder`, which holds the four files."""
    return DocumentTables(
        mentions=tuple(_mention(row) for row in _rows(folder, MENTIONS)),
        particulars=tuple(_particular(row) for row in _rows(folder, PARTICULARS)),
        levies=tuple(_levy(row) for row in _rows(folder, LEVIES) if row.evidence() in _GOOD_ENOUGH),
        notices=tuple(_notice(row) for row in _rows(folder, NOTICES)),
    )


def _rows(folder: Traversable, name: str) -> Iterator[TableRow]:
    return rows_of(name, read_table(folder, name))


def _mention(row: TableRow) -> Mention:
    row.evidence()
    return Mention(
        row.text("role"),
        row.country,
        row.text("language"),
        row.text("text"),
        _when(row),
        Span(*row.span()),
        row.source(),
    )


def _particular(row: TableRow) -> Particular:
    is_certain = row.evidence() in _GOOD_ENOUGH
    return Particular(
        row.country,
        row.word("party", _PARTIES),
        row.text("what"),
        row.texts("any_of"),
        row.text("called") if "called" in row.values else "",
        _when(row),
        row.figure("above") if "above" in row.values else None,
        not is_certain or row.flag("hint"),
        Span(*row.span()),
        row.source(),
    )


def _levy(row: TableRow) -> Levy:
    key = row.word("key", _LEVIES)
    return Levy(
        key,
        row.country,
        row.figure("amount") if key == "stamp_duty" else row.percent(),
        _when(row),
        row.figure("above") if "above" in row.values else None,
        row.texts("categories") if "categories" in row.values else (),
        Span(*row.span()),
        row.source(),
    )


def _notice(row: TableRow) -> Notice:
    row.evidence()
    return Notice(row.text("key"), row.country, row.text("text"), Span(*row.span()), row.source())


def _when(row: TableRow) -> frozenset[str]:
    words = row.texts("when")
    if unknown := unknown_facts(words):
        row.refuse(f"'when' has '{unknown[0]}', which is no fact of an invoice")
    return frozenset(words)
