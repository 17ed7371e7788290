"""Kimai: the CSV export, also in the form that its import plug-in reads.

Headings are in the user's language; custom columns and rates are left alone. Clock times have no seconds, and the
length counts: a record may have a break in it, or a rounded length. An end before the start is on the next day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock, read_flag, read_tags
from vabackoffice.importers.columns import (
    begins_with_columns,
    has_column,
    missing_columns,
    named_cells,
    read_each,
    refuse_missing,
)
from vabackoffice.importers.csv_file import look_at
from vabackoffice.importers.date_order import order_of_days, read_day
from vabackoffice.importers.rounded import Length, is_cut_to_minutes, read_hours, settle
from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.csv_file import CsvFile
    from vabackoffice.importers.row import Row

_HOW = "In Kimai: Export, CSV, with your language set to English, Deutsch, Nederlands, Español or Italiano."
# What else Kimai exports, by the words for it in all languages: expenses of a plug-in, days off.
_WORK = {"kind": ("", "timesheet"), "category": ("", "work")}
_EXPORTED = {"exported": True, "cleared": True, "not exported": False, "open": False}


class _Cells(NamedTuple):
    date: str
    begins: str
    ends: str
    duration: str
    customer: str
    project: str
    activity: str
    note: str
    billable: str
    tags: str
    user: str
    name: str
    email: str = "E-mail"
    kind: str = "Type"
    category: str = "category"
    exported: str = "Exported"


# By language; the first four must be there.
_HEADINGS = (
    _Cells(
        "Date", "From", "To", "Duration", "Customer", "Project", "Activity", "Description", "Billable", "Tags",
        "User", "Name", email="E-mail|Email",
    ),
    _Cells(
        "Datum", "Von", "Bis", "Dauer", "Kunde", "Projekt", "Tätigkeit", "Beschreibung", "Abrechenbar", "Schlagworte",
        "Benutzer", "Name", email="E-Mail", kind="Typ",
    ),
    _Cells(
        "Datum", "Van", "Tot", "Duur", "Klant", "Project", "Activiteit", "Beschrijving", "Factureerbaar", "Labels",
        "Gebruikersnaam", "Naam",
    ),
    _Cells(
        "Fecha", "De", "Para", "Duración", "Cliente", "Proyecto", "Actividad", "Descripción", "Facturable",
        "Etiquetas", "Usuario", "Nombre", email="Correo electrónico", kind="Tipo",
    ),
    _Cells(
        "Data", "Da", "A", "Durata", "Cliente", "Progetto", "Attività", "Descrizione", "Fatturabile", "Etichette",
        "Utente", "Nome", kind="Tipo",
    ),
)  # fmt: skip


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is such an export: it has more columns than what people make."""
    return any(begins_with_columns(head, (*words[:8], words.tags, words.user)) for words in _HEADINGS)


def read_rows(path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of an export; see `sources.read_source`."""
    file = look_at(path)
    headings = min(_HEADINGS, key=lambda language: len(missing_columns(file, language)))
    _check(file, headings)
    cells_of = named_cells(file, headings)
    order = dates or order_of_days(file, headings.date)
    says_billable = has_column(file, headings.billable)
    return read_each(file, lambda number, record: _row(number, cells_of(record), order, says_billable=says_billable))


def _check(file: CsvFile, headings: _Cells) -> None:
    missing = missing_columns(file, headings[:4])
    if not has_column(file, f"{headings.customer}|{headings.project}"):
        missing.append(headings.customer)
    refuse_missing(file, missing, _HOW)


def _row(number: int, cells: _Cells, order: str, *, says_billable: bool) -> ImportedRow:
    for column, kinds in _WORK.items():
        kind = plain_text(getattr(cells, column))
        if kind.casefold() not in kinds:
            message = f"It is of the type {quoted(kind)}, not work."
            raise InvalidInputError(message)
    if not cells.ends.strip():
        message = "The timer is still running: there is no end."
        raise InvalidInputError(message)
    start, end, seconds = _times(cells, order)
    return ImportedRow(
        row=number,
        seconds=seconds,
        start=start,
        end=end,
        on_date=start.date(),
        client=plain_text(cells.customer),
        project=plain_text(cells.project),
        task=plain_text(cells.activity),
        note=plain_text(cells.note),
        tags=read_tags(plain_text(cells.tags)),
        billable=bool(read_flag(cells.billable)) if says_billable else None,
        invoiced=_is_exported(cells.exported),
        user=plain_text(cells.user or cells.name),
        email=plain_text(cells.email),
    )


def _times(cells: _Cells, order: str) -> tuple[datetime, datetime, int]:
    day = read_day(cells.date, order)
    start, end = (datetime.combine(day, read_clock(clock)) for clock in (cells.begins, cells.ends))
    if end < start:
        end += timedelta(days=1)
    length = _length(cells.duration, (end - start).seconds)
    end, seconds = settle(start, end, length, to_minutes=is_cut_to_minutes(cells.begins, cells.ends))
    return start, end, seconds


def _length(text: str, clock: int) -> Length:
    """Return the length of `0:06`, `0.11`, `2` or `7260`: a whole number is hours, in the plug-in's form seconds."""
    length = read_hours(text)
    number = text.strip()
    if number.isdecimal() and abs(int(number) - clock) < abs(length.seconds - clock):
        return Length(int(number), 0)
    return length


def _is_exported(cell: str) -> bool:
    """Tell whether a record is on an invoice or settled otherwise: Kimai never bills what it has marked so."""
    word = plain_text(cell).casefold()
    return _EXPORTED[word] if word in _EXPORTED else bool(read_flag(cell))
