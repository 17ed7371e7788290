"""One line of a table that a program reads, not a person."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from vabackoffice.documents.tabular import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable


def csv_line(cells: Iterable[str]) -> str:
    r"""Return the cells as a line that ends in `\n`, safe to open in a spreadsheet too.

    Text that a spreadsheet would run as a formula gets a space in front. The apostrophe of `tabular.write_csv` would
    become part of the text in the other program; a space at the edge is taken off by readers, also by `va import`.
    """
    text = StringIO()
    # Python 3.11 writes a lone carriage return without quotes, and readers take it for the end of the row.
    plain = (cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells)
    csv.writer(text, lineterminator="\n").writerow(
        [f" {cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in plain]
    )
    return text.getvalue()
