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
    where = name_holder(found.invoice, found.draft_id)
    message = f"Work of {format_date(found.day)} for '{found.engagement}' is already on {where}."
    raise ConflictError(
        message, f"Let the {what} begin after that day, or {how_to_release(found.invoice, found.draft_id)}"
    )


def name_holder(invoice: str, draft_id: int | None) -> str:
    """Return what bills something: `invoice 2026-0001` or `draft 3`."""
    return f"invoice {invoice}" if invoice else f"draft {draft_id}"


def how_to_release(invoice: str, draft_id: int | None) -> str:
    """Say how what is billed becomes free again."""
    if invoice:
        return f"correct it first: 'va invoice credit {invoice} --reopen'."
    return f"discard it and draft again: 'va invoice discard {draft_id}'."
