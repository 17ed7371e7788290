"""What a seller should be told: duties that this program does not fulfil, tables that somebody should look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.eu import country_code
from vabackoffice.tax.document_tables import load_document_tables
from vabackoffice.tax.review import overdue_tables

if TYPE_CHECKING:
    from datetime import date

UPDATE = "Update vabackoffice; until then compare its figures and words with the tax office's."


def notices(country: str, today: date) -> list[str]:
    """Return the duties that a seller of `country` has and this program does not fulfil."""
    return [one.text for one in load_document_tables().notices_for(country_code(country), today)]


def overdue(country: str, today: date) -> list[str]:
    """Return which tables were to be looked at again before `today`, a sentence each."""
    return [one.message for one in overdue_tables(country_code(country), today)]


def duties(country: str, today: date) -> list[str]:
    """Return both, as they are said before a document is issued."""
    late = overdue(country, today)
    return [*late, *([UPDATE] if late else []), *notices(country, today)]
