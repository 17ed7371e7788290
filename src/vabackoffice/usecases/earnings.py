"""What some days earned: the lines of invoices and drafts, and work that is on neither yet, each by its own days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.accrual import earned_by_days, earned_by_work, earned_part, shared_out, work_behind
from vabackoffice.domain.credited import FOLLOWING, line_key
from vabackoffice.domain.money import Money
from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.earnings import Document, read_documents, read_open_packages, read_services_worked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.accrual import Done
    from vabackoffice.domain.invoice import Line
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.earnings import TaskWork


class Earning(NamedTuple):
    """Money earned in a period for `acme/inbox` (empty: a line by hand), a service and a flat-fee task.

    The service is empty where the work has none, and None where what was agreed is for all services together.
    """

    client: str
    engagement: str
    service: str | None
    task: int | None
    amount: Money
    unbilled: bool


@dataclass(frozen=True, slots=True)
class Spell:
    """The days of a question, and what is known of them: tasks by id, and the service of each entry that has one."""

    period: Period
    today: date
    tasks: Mapping[int, TaskWork]
    services: Mapping[int, str]


def look_at_spell(book: Book, period: Period, today: date, tasks: Mapping[int, TaskWork]) -> Spell:
    """Return the days of a question."""
    return Spell(period, today, tasks, read_services_worked(book, period))


def read_papers(book: Book, spell: Spell) -> tuple[list[Document], list[str]]:
    """Return the documents that say what the days earned, drafts as they would be issued, and what is not counted."""
    papers = read_documents(book, spell.period, spell.tasks, read_open_packages(book, spell.period))
    remarks = []
    for draft in read_drafts(book):
        from vabackoffice.usecases.assembling import assemble

        try:
            invoice = assemble(book, draft, spell.today).invoice
        except BackOfficeError as error:
            remarks.append(f"Draft {draft.id} is not counted: {error.message}")
            continue
        sign = -1 if draft.kind == "credit_note" else 1
        papers.append(Document(draft.client, invoice.supply_date, sign, issued=False, lines=invoice.lines))
    return papers, remarks


def document_earnings(document: Document, spell: Spell, uses: Mapping[int, Done]) -> Iterator[Earning]:
    """Yield what the lines of a document earned in the period.

    Args:
        document: an invoice, a credit note or a draft.
        spell: the days that count.
        uses: how much of each package was used, by its id.
    """
    for line, net in _nets(document):
        signed = Money(document.sign * net.minor, net.currency)
        name = f"{document.client}/{line.engagement.rpartition('/')[2]}" if line.engagement else ""
        for service, task, amount in _earned(line, signed, document.day, spell, uses):
            if amount:
                yield Earning(document.client, name, service, task, amount, unbilled=not document.issued)


def _nets(document: Document) -> list[tuple[Line, Money]]:
    """Return the lines that earned something, each with its share of what follows from all of a rate of VAT.

    What a deposit asks for and the final invoice deducts is no income: the work on the final invoice is.
    """
    earning = [line for line in document.lines if line.kind not in (*FOLLOWING, "deposit")]
    nets = [line.net for line in earning]
    for following in document.lines:
        if following.kind in FOLLOWING:
            weights = [max(0, line.net.minor) if line_key(line) == line_key(following) else 0 for line in earning]
            shares = shared_out(following.net.minor, weights)
            nets = [net + Money(share, net.currency) for net, share in zip(nets, shares, strict=True)]
    return list(zip(earning, nets, strict=True))


def _earned(
    line: Line, net: Money, day: date, spell: Spell, uses: Mapping[int, Done]
) -> Sequence[tuple[str | None, int | None, Money]]:
    """Return service, task and amount of what a line earned in the period."""
    source = line.sources[0].source_id if line.sources else None
    by_days = earned_by_days(net, line.first_day or day, line.last_day or day, spell.period)
    if line.kind == "time" and work_behind(line):
        worked = earned_by_work(line, net, spell.period)
        return [(line.service or spell.services.get(entry, ""), None, amount) for entry, amount in worked]
    if line.kind == "task":
        task = spell.tasks.get(source or 0)
        return [(line.service, source, earned_part(net, task.hours) if task and task.hours.whole else by_days)]
    if line.kind == "package" and source is not None:
        return [(None, None, earned_part(net, uses[source]) if source in uses else Money.zero(net.currency))]
    return [(None if line.engagement else line.service, None, by_days)]
