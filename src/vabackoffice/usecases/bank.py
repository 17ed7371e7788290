"""The hour bank of an engagement, as the book has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_period import uncut_period
from vabackoffice.domain.bank_work import billed_work
from vabackoffice.domain.contract import Contract
from vabackoffice.storage.reads.contracts import read_billed_periods, read_packages, read_pauses, read_raw_work
from vabackoffice.storage.reads.terms import read_terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vabackoffice.domain.bank_work import Holder, RawWork
    from vabackoffice.domain.contract import BilledTime, Package
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow


@dataclass(frozen=True, slots=True)
class Bank:
    """A contract, its work as worked and as it draws (both by day), and what settled each closed period."""

    contract: Contract
    raw: Sequence[RawWork]
    work: Sequence[BilledTime]
    settled: Mapping[date, Holder]


def read_bank(book: Book, engagement: EngagementRow, day: date) -> Bank | None:
    """Return the bank of an engagement; None where neither a retainer nor a package was ever agreed.

    Args:
        book: the open book.
        engagement: of a client.
        day: the present; terms since ever begin with its period when nothing has happened yet.
    """
    terms = read_terms_of(book, engagement.id, engagement.currency)
    packages = read_packages(book, engagement.id, engagement.currency)
    if not packages and all(one.model in ("hourly", "flat") for one in terms):
        return None
    raw = read_raw_work(book, engagement.id)
    pauses = read_pauses(book, engagement.id)
    contract = Contract(
        engagement=f"{engagement.client}/{engagement.name}",
        terms=tuple(terms),
        first_day=_first_day(terms, packages, raw, day),
        last_day=date.fromisoformat(engagement.ended_on) if engagement.ended_on else None,
        packages=packages,
        pauses=pauses,
    )
    settled = read_billed_periods(book, engagement.id, "bank")
    return Bank(contract, raw, billed_work(contract, raw, settled), settled)


def _first_day(terms: Sequence[Terms], packages: Sequence[Package], raw: Sequence[RawWork], day: date) -> date:
    if terms[0].valid_from is not None:
        return terms[0].valid_from
    happened = [*(package.bought_on for package in packages[:1]), *(item.day for item in raw[:1])]
    return uncut_period(terms[0], min(happened, default=day)).start


def sold_in(packages: Sequence[Package], period: Period) -> list[Package]:
    """Return the packages that were sold in a period."""
    return [package for package in packages if package.bought_on in period]
