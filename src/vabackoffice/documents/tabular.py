"""Rows for spreadsheets: CSV."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV Injection"); the last four are
# the full-width forms of the first four.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> str:
    r"""Return a header and one line per row (RFC 4180, lines end in `\n`), safe to open in a spreadsheet.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are numbers and stay as
    they are. None and absent columns are empty, dates ISO, decimals have a dot, line breaks in a cell are `\n`.

    Args:
        rows: values by column name; other keys are left out.
        columns: names and order of the columns.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = f"'{value}" if value.startswith(FORMULA_STARTS) else value
    # Python 3.11 writes a lone carriage return without quotes, and readers take it for the end of the row.
    return text.replace("\r\n", "\n").replace("\r", "\n")
