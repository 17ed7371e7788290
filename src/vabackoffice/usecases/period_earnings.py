"""All that a period earned: documents, what nothing bills yet, and the hours beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.accrual import package_use
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.hour_bank import replay
from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.earnings import read_agreements, read_task_work, read_worked_sums
from vabackoffice.storage.reads.particulars import read_business
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.earnings import document_earnings, look_at_spell, read_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from vabackoffice.domain.accrual import Done
    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.earnings import Agreement, Document, WorkedSum
    from vabackoffice.usecases.bank import Bank
    from vabackoffice.usecases.earnings import Earning, Spell


@dataclass(frozen=True, slots=True)
class PeriodEarnings:
    """What all engagements earned in a spell, the hours of it, and what could not be counted."""

    spell: Spell
    agreements: Sequence[Agreement]
    earnings: Sequence[Earning]
    sums: Sequence[WorkedSum]
    remarks: tuple[str, ...]


def read_period_earnings(book: Book, period: Period, today: date) -> PeriodEarnings:
    """Return what the days of a period earned; work that cannot be priced is a remark and hides nothing else."""
    sums = read_worked_sums(book, period)
    tasks = read_task_work(book, period, {one.task for one in sums if one.task is not None})
    spell = look_at_spell(book, period, today, tasks)
    papers, remarks = read_papers(book, spell)
    agreements = read_agreements(book, period)
    uses: dict[int, Done] = {}
    banks: dict[int, tuple[Bank, Replay]] = {}
    for agreement in agreements:
        if _needs_bank(agreement, papers, period):
            try:
                banks |= _replayed(book, agreement, spell, uses)
            except BackOfficeError as error:
                remarks.append(_not_counted(agreement, error))
    earnings = [one for paper in papers for one in document_earnings(paper, spell, uses)]
    home = read_business(book)["country"]
    for agreement in agreements:
        try:
            earnings += list(_unbilled(book, agreement, spell, banks.get(agreement.row.id), uses, home))
        except BackOfficeError as error:
            remarks.append(_not_counted(agreement, error))
    return PeriodEarnings(spell, agreements, earnings, sums, (*dict.fromkeys(remarks), *_open_tasks(sums, spell)))


def _needs_bank(agreement: Agreement, papers: Sequence[Document], period: Period) -> bool:
    """Tell whether the ledger has to be replayed: not for a retainer whose fee and work are billed."""
    if agreement.has_package or (agreement.may_draw and agreement.has_unbilled):
        return True
    return agreement.has_retainer and not _fees_cover(agreement, papers, period)


def _fees_cover(agreement: Agreement, papers: Sequence[Document], period: Period) -> bool:
    day = period.start
    fees = [
        (line.first_day, line.last_day)
        for paper in papers
        if paper.client == agreement.row.client
        for line in paper.lines
        if line.kind == "fee" and line.engagement.rpartition("/")[2] == agreement.row.name
    ]
    for first, last in sorted((first, last) for first, last in fees if first and last):
        if first <= day <= last:
            day = last + timedelta(days=1)
    return day >= period.end


def _replayed(
    book: Book, agreement: Agreement, spell: Spell, uses: dict[int, Done]
) -> Iterator[tuple[int, tuple[Bank, Replay]]]:
    """Yield the bank of an engagement as it is at the end of the spell, and note the use of its packages."""
    bank = read_bank(book, agreement.row, spell.today)
    state = replay(bank.contract, bank.work, spell.period.last_day, day_over=True) if bank else None
    if bank and state:
        for package in bank.contract.packages:
            if package.bought_on < spell.period.end:
                uses[package.id] = package_use(state, package, spell.period)
        yield agreement.row.id, (bank, state)


def _unbilled(
    book: Book,
    agreement: Agreement,
    spell: Spell,
    bank: tuple[Bank, Replay] | None,
    uses: dict[int, Done],
    home: str,
) -> Iterator[Earning]:
    row = agreement.row
    if any(task.engagement_id == row.id and task.done_on for task in spell.tasks.values()):
        from vabackoffice.usecases.unbilled_earnings import unbilled_task_earnings

        yield from unbilled_task_earnings(book, row, spell)
    if bank:
        from vabackoffice.usecases.unbilled_earnings import unbilled_of_bank

        yield from unbilled_of_bank(book, row, *bank, spell, uses, home)
    elif agreement.has_unbilled:
        from vabackoffice.usecases.unbilled_earnings import unbilled_hours

        yield from unbilled_hours(book, agreement, spell, home)


def _not_counted(agreement: Agreement, error: BackOfficeError) -> str:
    return f"Unbilled work of {agreement.row.client}/{agreement.row.name} is not counted: {error.message}"


def _open_tasks(sums: Iterable[WorkedSum], spell: Spell) -> list[str]:
    begun = {task.id for task in spell.tasks.values() if not task.done_on}
    seconds = sum(one.seconds for one in sums if one.task in begun)
    return [f"{format_duration(seconds)} on open tasks, which earn nothing until they are done."] if seconds else []
