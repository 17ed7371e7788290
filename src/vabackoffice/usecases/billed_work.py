"""What is billed keeps its price: terms and prices change from a later day, or after a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from vabackoffice.storage.reads.terms import BilledWork


def refuse_billed(found: BilledWork | None, what: str) -> None:
    """Refuse to change `what` (terms, price) under hours that an invoice or a draft bills."""
    if found is None:
        return
    where = f"invoice {found.invoice}" if found.invoice else f"draft {found.draft_id}"
    message = f"Work of {format_date(found.day)} for '{found.engagement}' is already on {where}."
    correct = (
        f"correct it first: 'va invoice credit {found.invoice} --reopen'."
        if found.invoice
        else f"discard it and draft again: 'va invoice discard {found.draft_id}'."
    )
    raise ConflictError(message, f"Let the {what} begin after that day, or {correct}")
