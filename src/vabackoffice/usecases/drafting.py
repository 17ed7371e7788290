"""Drafts: collecting what is unbilled, and keeping it claimed until it is issued or discarded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.words import words
from vabackoffice.domain.amount import parse_price
from vabackoffice.domain.draft import Draft
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import may_bill_hours, terms_on
from vabackoffice.domain.invoice import Line, line_net
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import not_billed, task_lines, time_lines
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads.drafts import number_of_draft, read_drafts
from vabackoffice.storage.reads.invoices import invoice_numbers
from vabackoffice.storage.reads.lines import line_columns
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import client_id, engagements
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks
from vabackoffice.usecases.assembling import Assembled, assemble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.pricing import Grouping, WorkedEntry
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
    payer = read_client(book, client)
    unnamed = words(payer["language"])["assistance"]
    for engagement in engagements(book, client):
        found, reasons = _engagement_lines(book, engagement, period, grouping)
        lines.setdefault(engagement.currency, []).extend(replace(line, text=line.text or unnamed) for line in found)
        left_out += reasons
    drafts = tuple(Draft(client, currency, tuple(found), period) for currency, found in lines.items() if found)
    if payer["prices_include_vat"] and drafts:
        left_out.append(f"the prices of {client} include VAT, and VAT is added to them here; correct them by hand")
    return Collected(drafts, (*left_out, *_older(book, client, period)))


def collect_until(book: Book, client: str, today: date, grouping: Grouping | None = None) -> Collected:
    """Price everything until today that nothing has claimed; the period of each draft is that of its own work."""
    collected = collect(book, client, Period(date.min, today + timedelta(days=1)), grouping)
    return replace(collected, drafts=tuple(replace(draft, period=_worked(draft)) for draft in collected.drafts))


def _worked(draft: Draft) -> Period:
    days = [day for line in draft.lines for day in (line.first_day, line.last_day) if day]
    return Period(min(days), max(days) + timedelta(days=1))


def refuse_nothing_to_bill(client: str, period: Period | None, collected: Collected) -> None:
    """Refuse to draft nothing, and say what was left out or where to look."""
    if collected.drafts:
        return
    message = f"There is nothing to bill for '{client}'" + (f" in {period}." if period else " until today.")
    look = f"'va entries{f' {period}' if period else ''} --client {client}' shows what there is."
    raise ConflictError(message, collected.left_out[0] if collected.left_out else look)


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
    return [*lines, *task_lines(tasks, engagement.currency)], [*said, *_not_applied(name, entries, terms[name])]


def _not_applied(name: str, entries: Sequence[WorkedEntry], history: Sequence[Terms]) -> list[str]:
    """Say which of the rules that hold for the work no line knows of, so that nobody takes them for applied."""
    held = dict.fromkeys(terms_on(history, entry.day, name) for entry in entries)
    rules = [f"surcharge {rule}" for terms in held for rule in terms.surcharges]
    rules += ["cap" for terms in held if terms.cap is not None or terms.cap_seconds is not None]
    how = "add it by hand: 'va invoice add DRAFT TEXT --price AMOUNT'"
    return [f"the {rule} of {name} is not worked out; {how}" for rule in dict.fromkeys(rules)]


def _older(book: Book, client: str, period: Period) -> list[str]:
    """Say what was done before the period and never billed, hours of flat fees and retainers aside."""
    histories = {f"{client}/{row.name}": read_terms_of(book, row.id, row.currency) for row in engagements(book, client)}
    entries = [
        entry
        for entry in unbilled_entries(book, client, period, from_start=False)
        if entry.day < period.start and may_bill_hours(histories[entry.engagement], entry.day)
    ]
    tasks = [task for task in unbilled_tasks(book, client, period, from_start=False) if task.day < period.start]
    if not entries and not tasks:
        return []
    first = min([*(entry.day for entry in entries), *(task.day for task in tasks)])
    parts = [format_duration(sum(entry.seconds for entry in entries))] if entries else []
    parts += [f"{len(tasks)} task{'s' if len(tasks) > 1 else ''}"] if tasks else []
    what = f"{' and '.join(parts)} since {first}"
    return [f"{what}, older and unbilled: 'va invoice draft {client} {first}..{period.last_day}'"]


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
) -> tuple[list[Assembled], tuple[str, ...]]:
    """Write the drafts of a client's period, or of everything until today; their lines claim their work.

    Returns the drafts as they would be issued today, and what is left out.

    Raises:
        ConflictError: there is nothing to bill.
        InvalidInputError: the VAT cannot be decided, or the discount is none; nothing is written then.
    """
    with book.operation("invoice draft", now):
        today = now.date()
        collected = collect(book, client, period, grouping) if period else collect_until(book, client, today, grouping)
        refuse_nothing_to_bill(client, period, collected)
        drafts = [
            replace(
                draft,
                lines=tuple(replace(line, vat_choice=vat) for line in draft.lines),
                discount=discount,
                notes=notes,
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
    return typed.isascii() and typed.isdecimal() and len(typed) < 10  # noqa: PLR2004


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


def add_line(draft: Draft, text: str, *, quantity: Decimal, unit: str, price: str, vat: str = "auto") -> Draft:
    """Return the draft with a line of one's own; `price` is that of one unit, as typed."""
    unit_price = parse_price(price, draft.currency)
    net = line_net(quantity, unit_price, draft.currency)
    line = Line("extra", text, quantity, unit, unit_price, net, reasons=("added by hand",), vat_choice=vat)
    return replace(draft, lines=(*draft.lines, line))


def change_line(draft: Draft, number: int, *, price: str | None = None, **changes: Any) -> Draft:
    """Return the draft with one line changed; a line of worked time keeps its hours and price.

    Args:
        draft: the draft.
        number: of the line, counted from 1.
        price: of one unit, as typed.
        changes: text and quantity.

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
    if line.sources and set(changes) - {"text"}:
        message = f"Line {number} is billed work; its quantity and price come from the book."
        raise InvalidInputError(message, "Change its text, change the work and draft again, or add a line of your own.")
    line = replace(line, **changes)
    line = replace(line, net=line_net(line.quantity, line.unit_price, draft.currency))
    return replace(draft, lines=(*draft.lines[: number - 1], line, *draft.lines[number:]))


def remove_line(draft: Draft, number: int) -> Draft:
    """Return the draft without one line; its work is unbilled again once that is written.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: it is the only one.
    """
    change_line(draft, number)
    if len(draft.lines) == 1:
        message = "A draft without lines would bill nothing."
        raise InvalidInputError(message, f"Discard it instead: 'va invoice discard {draft.id}'.")
    return replace(draft, lines=(*draft.lines[: number - 1], *draft.lines[number:]))


def edit_draft(book: Book, now: datetime, typed: str, change: Callable[[Draft], Draft]) -> Assembled:
    """Write the draft that `typed` names anew, as `change` makes it; what its lines no longer hold is free again.

    Raises:
        InvalidInputError: the draft could not be issued as it would be; nothing is written then.
    """
    from sqlmodel import delete

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Claim, DraftLine
    from vabackoffice.storage.tables import Draft as DraftRow

    with book.operation("invoice edit", now), writing(book) as session:
        draft = change(find_draft(book, typed))
        held = {(source.kind, source.source_id) for line in draft.lines for source in line.sources}
        row = session.get_one(DraftRow, draft.id)
        row.discount, row.notes = draft.discount, draft.notes
        session.exec(delete(DraftLine).where(DraftLine.draft_id == draft.id))  # type: ignore[arg-type]
        for position, line in enumerate(draft.lines, start=1):
            session.add(DraftLine(draft_id=row.id or 0, position=position, **line_columns(line)))
        for claim in _claims(session, Claim, draft.id):
            if (claim.kind, claim.source_id) not in held:
                session.delete(claim)
        return assemble(book, draft, now.date())


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
