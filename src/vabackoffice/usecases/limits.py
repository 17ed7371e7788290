"""What limits the hours of an engagement, said whenever it is worked on: its hour bank and its cap.

Of the many engagements that have neither, one cheap question is asked and nothing else is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.reads.banks import read_limits
from vabackoffice.storage.reads.targets import engagements

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.time_entry import Work
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.cap_use import CapUse


class Left(NamedTuple):
    """What is left of a bank: seconds, below zero for a debt; of how many; until when, if there is an end.

    `said` is the same in words, `asks` whether a timer shall not start on nothing without a yes.
    """

    seconds: int
    of_seconds: int
    until: date | None
    said: str
    asks: bool


def draws_on_bank(work: Work) -> bool:
    """Tell whether work is billed by the hour or draws on a bank, if there is one."""
    return work.engagement_id is not None and work.billable and work.task_id is None


def what_is_left(book: Book, work: Work, today: date, running: int = 0) -> Left | None:
    """Return what is left of the bank that `work` draws on, a timer's `running` seconds taken off; None without one."""
    if work.engagement_id is None or not draws_on_bank(work) or not read_limits(book, work.engagement_id).has_bank:
        return None
    from vabackoffice.domain.bank_words import say_left
    from vabackoffice.domain.engagement import terms_on
    from vabackoffice.usecases.bank_standing import read_standing

    found = read_standing(book, _engagement_of(book, work), today)
    if found is None:
        return None
    bank, balance = found
    terms = terms_on(bank.contract.terms, today, work.target)
    if terms.model == "flat" or not (balance.promised or balance.seconds or terms.model == "package"):
        return None
    left = balance.seconds - running
    beyond = balance.beyond
    if terms.debt == "bill" and left < 0:
        left, beyond = min(balance.seconds, 0), beyond - left
    said = say_left(left, balance.promised, beyond, balance.until, today)
    return Left(left, balance.promised, balance.until, said, terms.debt == "ask")


def empty_bank(book: Book, work: Work, today: date) -> Left | None:
    """Return the bank that `work` would draw on if nothing is left of it and its terms ask then; else None."""
    if work.engagement_id is None or not read_limits(book, work.engagement_id).asks:
        return None
    left = what_is_left(book, work, today)
    return left if left is not None and left.asks and left.seconds <= 0 else None


def cap_use_of(book: Book, work: Work, today: date) -> CapUse | None:
    """Return how far the cap is used under which `work` falls; None without one."""
    if work.engagement_id is None or not draws_on_bank(work) or not read_limits(book, work.engagement_id).has_cap:
        return None
    from vabackoffice.usecases.cap_use import read_cap_use

    return read_cap_use(book, _engagement_of(book, work), today)


def _engagement_of(book: Book, work: Work) -> EngagementRow:
    return next(row for row in engagements(book, work.client) if row.id == work.engagement_id)
