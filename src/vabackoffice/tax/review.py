"""Which rows of the tables somebody should have looked at again by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vabackoffice.tax.document_tables import LEVIES, MENTIONS, NOTICES, PARTICULARS
from vabackoffice.tax.table_file import packaged_tables, read_table, rows_of
from vabackoffice.tax.vat_tables import RATES, REGIMES, WORDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

TABLES = (RATES, WORDINGS, REGIMES, MENTIONS, PARTICULARS, LEVIES, NOTICES)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A file with rows that were to be looked at again, the first of them by `review_by`."""

    table: str
    review_by: date
    rows: int

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        rows = f"{self.rows} {'row' if self.rows == 1 else 'rows'}"
        return f"The table '{self.table}' was to be checked again by {self.review_by} ({rows})."


def overdue_tables(country: str, today: date, folder: Traversable | None = None) -> list[Overdue]:
    """Return the files whose rows for a seller of `country`, or for all, are past their day of review.

    Rows that no longer hold are history, which nobody need look at.
    """
    found = []
    for name in TABLES:
        rows = rows_of(name, read_table(folder or packaged_tables(), name))
        held = [row.values for row in rows if row.country in (country, "EU", "") and _holds(row.values, today)]
        late = [values["review_by"] for values in held if values["review_by"] < today]
        if late:
            found.append(Overdue(name, min(late), len(late)))
    return found


def _holds(values: Mapping[str, Any], today: date) -> bool:
    return bool(values.get("valid_to", today) >= today)
