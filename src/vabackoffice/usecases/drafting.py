"""Drafts: collecting what is unbilled, and keeping it claimed until it is issued or discarded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.invoice import Line, line_net
from vabackoffice.domain.line_discount import with_discount
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.drafts import number_of_draft, read_drafts
from vabackoffice.storage.reads.invoices import invoice_numbers
from vabackoffice.storage.reads.lines import line_columns
from vabackoffice.storage.reads.targets import client_id
from vabackoffice.usecases.assembling import Assembled, assemble
from vabackoffice.usecases.collecting import collect, collect_until, refuse_nothing_to_bill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.pricing import Grouping
    from vabackoffice.storage.book import Book


def draft_invoice(
    book: Book,
    now: datetime,
    client: str,
    period: Period | None,
    *,
    grouping: Grouping | None = None,
    discount: str = "",
    notes: str = "",
    vat: str = "auto",
    prices_include_vat: bool | None = None,
) -> tuple[list[Assembled], tuple[str, ...]]:
    """Write the drafts of a client's period, or of everything until today; their lines claim their work.

    Returns the drafts as they would be issued today, and what is left out. `prices_include_vat` says whether what was
    agreed includes VAT; None leaves it to the client.

    Raises:
        ConflictError: there is nothing to bill.
        InvalidInputError: the VAT cannot be decided, or the discount is none; nothing is written then.
    """
    with book.operation("invoice draft", now):
        today = now.date()
        collected = (
            collect(book, client, period, today, grouping) if period else collect_until(book, client, today, grouping)
        )
        refuse_nothing_to_bill(client, period, collected)
        drafts = [
            replace(
                draft,
                lines=tuple(replace(line, vat_choice=vat) for line in draft.lines),
                discount=discount,
                notes=notes,
                prices_include_vat=draft.prices_include_vat if prices_include_vat is None else prices_include_vat,
            )
            for draft in collected.drafts
        ]
        return [assemble(book, save_draft(book, now, draft), today) for draft in drafts], collected.left_out


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
            prices_include_vat=draft.prices_include_vat,
        )
        session.add(row)
        session.flush()
        for position, line in enumerate(draft.lines, start=1):
            session.add(DraftLine(draft_id=row.id or 0, position=position, **line_columns(line)))
        for kind, source_id, period_start in claimed(draft.lines, draft.period):
            session.add(Claim(kind=kind, source_id=source_id, period_start=period_start, draft_id=row.id))
    return replace(draft, id=row.id)


def find_draft(book: Book, typed: str) -> Draft:
    """Return the draft that an id or the handle of a client with one draft names."""
    from vabackoffice.usecases.targets import find_client

    if is_draft_id(typed):
        found = read_drafts(book, draft_id=int(typed))
        if not found:
            _refuse_issued(number_of_draft(book, int(typed)), f"Draft {typed}")
            message = f"There is no draft {typed}."
            raise NotFoundError(message, "'va invoice list' shows drafts and invoices.")
        return found[0]
    _refuse_issued(next((number for number in invoice_numbers(book) if number == typed.upper()), ""), typed)
    drafts = read_drafts(book, client=find_client(book, typed, archived=True))
    if len(drafts) != 1:
        which = " and ".join(str(draft.id) for draft in drafts)
        message = f"'{typed}' has the drafts {which}." if drafts else f"'{typed}' has no draft."
        raise NotFoundError(message, "Name one by its number." if drafts else f"Make one: 'va invoice draft {typed}'.")
    return drafts[0]


def is_draft_id(typed: str) -> bool:
    """Say whether `typed` can be the id of a draft."""
    return typed.isascii() and typed.isdecimal() and len(typed) < 10  # noqa: PLR2004 - no book has so many


def _refuse_issued(number: str, what: str) -> None:
    """Refuse to touch a draft that became the invoice `number`; empty when it never did."""
    if number:
        message = f"{what} was issued already" + ("." if what == number else f", as {number}.")
        raise ConflictError(message, f"Correct it with a credit note: 'va invoice credit {number}'.")


def unchanged(book: Book, draft: Draft) -> Draft:
    """Return a draft that was read before the book was locked, or refuse when somebody else has touched it since."""
    found = read_drafts(book, draft_id=draft.id)
    if found == [draft]:
        return draft
    what = "was changed" if found else "was issued or discarded"
    message = f"Draft {draft.id} {what} meanwhile."
    raise ConflictError(message, "'va invoice list' shows how things stand.")


def add_line(
    draft: Draft, text: str, *, quantity: Decimal, unit: str, price: str, vat: str = "auto", discount: str = ""
) -> Draft:
    """Return the draft with a line of one's own; `price` is that of one unit and `discount` the line's, as typed."""
    unit_price = parse_price(price, draft.currency)
    net = line_net(quantity, unit_price, draft.currency)
    line = Line("extra", text, quantity, unit, unit_price, net, reasons=("added by hand",), vat_choice=vat)
    return replace(draft, lines=(*draft.lines, with_discount(line, discount)))


def change_line(draft: Draft, number: int, *, price: str | None = None, **changes: Any) -> Draft:
    """Return the draft with one line changed; a line of worked time keeps its hours and price.

    Args:
        draft: the draft.
        number: of the line, counted from 1.
        price: of one unit, as typed.
        changes: text, quantity, and the line's discount as typed, which worked time may have too.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: quantity or price of worked time was to be changed.
    """
    if not 1 <= number <= len(draft.lines):
        message = f"Draft {draft.id} has no line {number}."
        raise NotFoundError(message, f"It has {len(draft.lines)}: 'va invoice preview {draft.id}'.")
    line = draft.lines[number - 1]
    if price is not None:
        changes["unit_price"] = parse_price(price, draft.currency)
    if line.sources and set(changes) - ({"text"} if line.deducts_deposit else {"text", "discount"}):
        message = f"Line {number} is billed work; its quantity and price come from the book."
        raise InvalidInputError(message, "Change its text, change the work and draft again, or add a line of your own.")
    line = replace(line, **changes)
    line = with_discount(line, line.discount)
    return replace(draft, lines=(*draft.lines[: number - 1], line, *draft.lines[number:]))


def remove_line(draft: Draft, number: int) -> Draft:
    """Return the draft without one line; its work is unbilled again once that is written.

    A deposit is deducted with all its lines or not at all; so is work that is billed at two prices, by two lines.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: it is the only one.
    """
    change_line(draft, number)
    gone = draft.lines[number - 1]
    if gone.deducts_deposit:
        return replace(draft, lines=tuple(line for line in draft.lines if line.sources != gone.sources))
    left = tuple(line for line in draft.lines if line is not gone and not _shares_work(line, gone))
    if not left:
        message = "A draft without lines would bill nothing."
        raise InvalidInputError(message, f"Discard it instead: 'va invoice discard {draft.id}'.")
    return replace(draft, lines=left)


def _shares_work(line: Line, other: Line) -> bool:
    """Say whether two lines bill the same entry or task, cut where its price changes."""
    if line.kind != other.kind or line.kind not in ("time", "task"):
        return False
    named = {(source.kind, source.source_id) for source in other.sources}
    return any((source.kind, source.source_id) in named for source in line.sources)


def edit_draft(
    book: Book, now: datetime, typed: str, change: Callable[[Draft], Draft], *, command: str = "invoice edit"
) -> Assembled:
    """Write the draft that `typed` names anew, as `change` makes it; what its lines no longer hold is free again.

    Raises:
        InvalidInputError: the draft could not be issued as it would be; nothing is written then.
    """
    from sqlmodel import delete

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Claim, DraftLine
    from vabackoffice.storage.tables import Draft as DraftRow

    with book.operation(command, now), writing(book) as session:
        draft = change(find_draft(book, typed))
        held = claimed(draft.lines, draft.period)
        row = session.get_one(DraftRow, draft.id)
        row.discount, row.notes = draft.discount, draft.notes
        row.prices_include_vat = draft.prices_include_vat
        session.exec(delete(DraftLine).where(DraftLine.draft_id == draft.id))  # type: ignore[arg-type]  # a column here
        for position, line in enumerate(draft.lines, start=1):
            session.add(DraftLine(draft_id=row.id or 0, position=position, **line_columns(line)))
        for claim in _claims(session, Claim, draft.id):
            if held.pop((claim.kind, claim.source_id, claim.period_start), True):
                session.delete(claim)
        for kind, source_id, period_start in held:
            session.add(Claim(kind=kind, source_id=source_id, period_start=period_start, draft_id=draft.id))
        return assemble(book, draft, now.date())


def claimed(lines: Iterable[Line], period: Period | None) -> dict[tuple[str, int, str], None]:
    """Return kind, id and period of all that lines claim; a part of an entry goes by the period of its document."""
    start = period.start.isoformat() if period else ""
    by_kind = {"part": start, "entry": "", "task": "", "package": "", "deposit": ""}
    sources = [source for line in lines for source in line.sources]
    return dict.fromkeys((one.kind, one.source_id, by_kind.get(one.kind, one.on_date.isoformat())) for one in sources)


def _claims(session: Any, claim: Any, draft_id: int | None) -> Sequence[Any]:
    from sqlmodel import select

    return list(session.exec(select(claim).where(claim.draft_id == draft_id)))


def discard_draft(book: Book, now: datetime, draft: Draft) -> None:
    """Delete a draft; its work is unbilled again."""
    with book.operation("invoice discard", now):
        drop_draft(book, unchanged(book, draft).id or 0)


def drop_draft(book: Book, draft_id: int) -> None:
    """Remove a draft's row in the open operation; lines and claims go with it."""
    book.connection.execute("DELETE FROM draft WHERE id = :id", {"id": draft_id})
