"""Month-end in one command: every client's work of a period, previewed, drafted or issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.unbilled import clients_with_unbilled_work
from vabackoffice.usecases.assembling import assemble
from vabackoffice.usecases.drafting import Collected, collect, save_draft
from vabackoffice.usecases.issuing import Issued, freeze_draft, load_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.assembling import Assembled


@dataclass(frozen=True, slots=True)
class ClientMonth:
    """What one client's period comes to: drafts made and drafts that would be made, what is left out, what is wrong."""

    client: str
    drafts: tuple[Assembled, ...]
    left_out: tuple[str, ...]
    problem: BackOfficeError | None = None


def look_at_month(book: Book, period: Period, issue_date: date) -> list[ClientMonth]:
    """Return what there is to bill for every client, as it would be issued on a day; writes nothing.

    A client whose period cannot be billed yet has a problem and hides no other.
    """
    made = [draft for draft in read_drafts(book) if draft.period and _is_within(draft.period, period)]
    clients = sorted({*clients_with_unbilled_work(book, period), *(draft.client for draft in made)})
    months = [_month(book, client, period, issue_date, made) for client in clients]
    return [month for month in months if month.drafts or month.left_out or month.problem]


def draft_month(book: Book, now: datetime, period: Period) -> list[ClientMonth]:
    """Write the drafts of every client's period as one operation; what is drafted already stays as it is.

    A client with a problem gets no draft; the others do.
    """
    with book.operation("month", now):
        return [_saved(book, now, month) for month in look_at_month(book, period, now.date())]


def issue_month(book: Book, now: datetime, period: Period, issue_date: date, templates: Path | None) -> list[Issued]:
    """Draft what is unbilled and issue every draft of the period, as one operation: all of it or nothing.

    Raises:
        BackOfficeError: what is wrong with the first client whose period cannot be billed.
    """
    load_pdf()
    with book.operation("month", now):
        months = look_at_month(book, period, issue_date)
        refuse_problems(months)
        drafts = [one.draft for month in months for one in _saved(book, now, month).drafts]
        return [freeze_draft(book, now, draft, issue_date, templates) for draft in drafts]


def refuse_problems(months: Sequence[ClientMonth]) -> None:
    """Raise what is wrong with the first client whose period cannot be billed."""
    for month in months:
        if month.problem is not None:
            raise month.problem


def _month(book: Book, client: str, period: Period, issue_date: date, made: Sequence[Draft]) -> ClientMonth:
    collected = Collected((), ())
    try:
        collected = collect(book, client, period)
        drafts = [*(draft for draft in made if draft.client == client), *collected.drafts]
        return ClientMonth(client, tuple(assemble(book, one, issue_date) for one in drafts), collected.left_out)
    except BackOfficeError as error:
        return ClientMonth(client, (), collected.left_out, error)


def _is_within(inner: Period, outer: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _saved(book: Book, now: datetime, month: ClientMonth) -> ClientMonth:
    """Return the month with its drafts written, those that were already as they are."""
    drafts = [one if one.draft.id else replace(one, draft=save_draft(book, now, one.draft)) for one in month.drafts]
    return replace(month, drafts=tuple(drafts))
