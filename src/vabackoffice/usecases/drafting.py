"""Drafts: collecting what is unbilled, and keeping it claimed until it is issued or discarded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.words import words
from vabackoffice.domain.draft import Draft
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.invoice import Line, line_net
from vabackoffice.domain.pricing import not_billed, task_lines, time_lines
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.lines import line_columns
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import client_id, engagements
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import Grouping
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow


@dataclass(frozen=True, slots=True)
class Collected:
    """What a client owes for a period: drafts not yet written, one per currency, and what is left out and why."""

    drafts: tuple[Draft, ...]
    left_out: tuple[str, ...]


def collect(book: Book, client: str, period: Period, grouping: Grouping | None = None) -> Collected:
    """Price everything of the period that nothing has claimed yet; writes nothing.

    Args:
        book: the open book.
        client: a known handle.
        period: work outside it is left out, and said.
        grouping: how lines are grouped; the engagements' own when None.

    Raises:
        ConflictError: the terms of an engagement do not reach back to the day of the work.
    """
    lines: dict[str, list[Line]] = {}
    left_out: list[str] = []
    unnamed = words(read_client(book, client)["language"])["assistance"]
    for engagement in engagements(book, client):
        found, reasons = _engagement_lines(book, engagement, period, grouping)
        lines.setdefault(engagement.currency, []).extend(replace(line, text=line.text or unnamed) for line in found)
        left_out += reasons
    drafts = tuple(Draft(client, currency, tuple(found), period) for currency, found in lines.items() if found)
    return Collected(drafts, (*left_out, *_older(book, client, period)))


def _engagement_lines(
    book: Book, engagement: EngagementRow, period: Period, grouping: Grouping | None
) -> tuple[list[Line], list[str]]:
    name = f"{engagement.client}/{engagement.name}"
    entries = unbilled_entries(book, engagement.client, period, engagement_id=engagement.id)
    tasks = unbilled_tasks(book, engagement.client, period, engagement_id=engagement.id)
    terms = {name: read_terms_of(book, engagement.id, engagement.currency)}
    how = grouping or engagement.grouping
    lines = time_lines(entries, terms, read_prices(book, engagement.client), engagement.currency, how)
    reasons: dict[str, int] = {}
    for entry, reason in not_billed(entries, terms):
        reasons[reason] = reasons.get(reason, 0) + entry.seconds
    said = [f"{format_duration(seconds)} of {name} is not billed: {reason}" for reason, seconds in reasons.items()]
    return [*lines, *task_lines(tasks, engagement.currency)], said


def _older(book: Book, client: str, period: Period) -> list[str]:
    """Say what was worked before the period and never billed."""
    older = [entry for entry in unbilled_entries(book, client, period, from_start=False) if entry.day < period.start]
    if not older:
        return []
    total = format_duration(sum(entry.seconds for entry in older))
    first = older[0].day
    return [f"{total} since {first} is older and unbilled: 'va invoice draft {client} {first}..{period.last_day}'"]


def draft_invoice(
    book: Book,
    now: datetime,
    client: str,
    period: Period,
    *,
    grouping: Grouping | None = None,
    discount: str = "",
    notes: str = "",
) -> tuple[list[Draft], tuple[str, ...]]:
    """Write the drafts of a client's period; their lines claim their work.

    Returns the drafts and what is left out.

    Raises:
        ConflictError: there is nothing to bill.
    """
    with book.operation("invoice draft", now):
        collected = collect(book, client, period, grouping)
        if not collected.drafts:
            message = f"There is nothing to bill for '{client}' in {period}."
            raise ConflictError(
                message,
                collected.left_out[0]
                if collected.left_out
                else f"'va entries {period} --client {client}' shows what there is.",
            )
        drafts = [replace(draft, discount=discount, notes=notes) for draft in collected.drafts]
        return [save_draft(book, now, draft) for draft in drafts], collected.left_out


def save_draft(book: Book, now: datetime, draft: Draft) -> Draft:
    """Write a new draft with its lines and claims into the open operation."""
    from vabackoffice.storage.instants import instant_text
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Claim, DraftLine
    from vabackoffice.storage.tables import Draft as DraftRow

    with writing(book) as session:
        row = DraftRow(
            client_id=client_id(book, draft.client),
            kind=draft.kind,
            currency=draft.currency,
            period_start=draft.period.start.isoformat() if draft.period else None,
            period_end=draft.period.end.isoformat() if draft.period else None,
            discount=draft.discount,
            notes=draft.notes,
            created_at=instant_text(now),
        )
        session.add(row)
        session.flush()
        for position, line in enumerate(draft.lines, start=1):
            session.add(DraftLine(draft_id=row.id or 0, position=position, **line_columns(line)))
            for source in line.sources:
                session.add(Claim(kind=source.kind, source_id=source.source_id, draft_id=row.id))
    return replace(draft, id=row.id)


def find_draft(book: Book, typed: str) -> Draft:
    """Return the draft that an id or the handle of a client with one draft names."""
    from vabackoffice.usecases.targets import find_client

    if typed.isascii() and typed.isdecimal() and len(typed) < 10:  # noqa: PLR2004
        found = read_drafts(book, draft_id=int(typed))
        if not found:
            message = f"There is no draft {typed}."
            raise NotFoundError(message, "'va invoice list' shows drafts and invoices.")
        return found[0]
    drafts = read_drafts(book, client=find_client(book, typed, archived=True))
    if len(drafts) != 1:
        which = " and ".join(str(draft.id) for draft in drafts)
        message = f"'{typed}' has the drafts {which}." if drafts else f"'{typed}' has no draft."
        raise NotFoundError(message, "Name one by its number." if drafts else f"Make one: 'va invoice draft {typed}'.")
    return drafts[0]


def add_line(
    book: Book,
    now: datetime,
    draft: Draft,
    text: str,
    *,
    quantity: Decimal,
    unit: str,
    unit_price: Decimal,
    vat: str = "auto",
) -> Draft:
    """Add a line of one's own to a draft."""
    net = line_net(quantity, unit_price, draft.currency)
    line = Line("extra", text, quantity, unit, unit_price, net, reasons=("added by hand",), vat_choice=vat)
    return rewrite_draft(book, now, replace(draft, lines=(*draft.lines, line)))


def change_line(draft: Draft, number: int, **changes: Any) -> Draft:
    """Return the draft with one line changed; a line of worked time keeps its hours and price.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: quantity or price of worked time was to be changed.
    """
    if not 1 <= number <= len(draft.lines):
        message = f"Draft {draft.id} has no line {number}."
        raise NotFoundError(message, f"It has {len(draft.lines)}: 'va invoice preview {draft.id}'.")
    line = draft.lines[number - 1]
    if line.sources and set(changes) - {"text"}:
        message = f"Line {number} is billed work; its quantity and price come from the book."
        raise InvalidInputError(message, "Change its text, change the work and draft again, or add a line of your own.")
    line = replace(line, **changes)
    line = replace(line, net=line_net(line.quantity, line.unit_price, draft.currency))
    return replace(draft, lines=(*draft.lines[: number - 1], line, *draft.lines[number:]))


def rewrite_draft(book: Book, now: datetime, draft: Draft) -> Draft:
    """Write a changed draft anew under its id; what its lines no longer hold is free again."""
    from sqlmodel import delete

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Claim, DraftLine
    from vabackoffice.storage.tables import Draft as DraftRow

    held = {(source.kind, source.source_id) for line in draft.lines for source in line.sources}
    with book.operation("invoice edit", now), writing(book) as session:
        row = session.get_one(DraftRow, draft.id)
        row.discount, row.notes = draft.discount, draft.notes
        session.exec(delete(DraftLine).where(DraftLine.draft_id == draft.id))  # type: ignore[arg-type]
        for position, line in enumerate(draft.lines, start=1):
            session.add(DraftLine(draft_id=row.id or 0, position=position, **line_columns(line)))
        for claim in _claims(session, Claim, draft.id):
            if (claim.kind, claim.source_id) not in held:
                session.delete(claim)
    return draft


def _claims(session: Any, claim: Any, draft_id: int | None) -> Sequence[Any]:
    from sqlmodel import select

    return list(session.exec(select(claim).where(claim.draft_id == draft_id)))


def discard_draft(book: Book, now: datetime, draft: Draft) -> None:
    """Delete a draft; its work is unbilled again."""
    with book.operation("invoice discard", now):
        drop_draft(book, draft.id or 0)


def drop_draft(book: Book, draft_id: int) -> None:
    """Remove a draft's row in the open operation; lines and claims go with it."""
    book.connection.execute("DELETE FROM draft WHERE id = :id", {"id": draft_id})
