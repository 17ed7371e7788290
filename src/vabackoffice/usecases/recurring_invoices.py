"""What is billed again and again: retainers, recurring tasks, packages that renew themselves; each with its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import terms_on
from vabackoffice.domain.invoice import line_net
from vabackoffice.domain.period import Period
from vabackoffice.domain.rate import price_on
from vabackoffice.domain.retainer_fee import fees_due
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.banks import with_bank
from vabackoffice.storage.reads.contracts import read_billed_periods
from vabackoffice.storage.reads.recurring_tasks import read_recurring_tasks, settled_days
from vabackoffice.storage.reads.terms import read_prices
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.renewals import low_banks

if TYPE_CHECKING:
    from collections.abc import Container

    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.recurring_tasks import RecurringTask
    from vabackoffice.storage.reads.targets import EngagementRow

_AHEAD = timedelta(days=400)  # a quarter that is paused whole, and the one after it


class ComesBack(NamedTuple):
    """Something that is billed again: a `retainer`, a `task` or a `package`.

    `next_on` is the next day on which it is due and not billed, None for a package whose bank is not low yet. `amount`
    is without VAT as agreed, None where no price is known.
    """

    kind: str
    client: str
    engagement: str
    text: str
    every: str
    next_on: date | None
    amount: Money | None


def comes_back(book: Book, today: date, client: str | None = None) -> list[ComesBack]:
    """Return what comes back for a client, or for all that are not archived: the next day first, then what has none."""
    rows = with_bank(book, client)
    low = {one.name: today for one in low_banks(book, today) if one.by_itself}
    found = [_retainer(book, row, today) for row in rows]
    found += [_package(book, row, today, low.get(f"{row.client}/{row.name}")) for row in rows]
    settled = settled_days(book)
    tasks = [task for task in read_recurring_tasks(book) if client in (None, task.engagement.client)]
    found += [_task(book, task, today, settled) for task in tasks]
    return sorted(
        (one for one in found if one is not None),
        key=lambda one: (one.next_on or date.max, one.client, one.engagement, one.text),
    )


def _retainer(book: Book, row: EngagementRow, today: date) -> ComesBack | None:
    """Return the next fee of an engagement that nothing bills yet; None where there is none any more."""
    bank = read_bank(book, row, today)
    if bank is None:
        return None
    billed = read_billed_periods(book, row.id, "fee")
    fees = fees_due(bank.contract, Period(bank.contract.first_day, max(today, bank.contract.first_day) + _AHEAD))
    fee = next((one for one in fees if one.period.start not in billed), None)
    if fee is None:
        return None
    terms = terms_on(bank.contract.terms, max(fee.period.start, bank.contract.first_day), bank.contract.engagement)
    hours = f" with {format_duration(terms.allowance_seconds)}" if terms.allowance_seconds is not None else ""
    text = f"retainer{hours}, {'in advance' if terms.in_advance else 'in arrears'}"
    return ComesBack("retainer", row.client, row.name, text, terms.every or "month", fee.due_on, fee.amount)


def _package(book: Book, row: EngagementRow, today: date, low_on: date | None) -> ComesBack | None:
    """Return the package that is sold with the month whenever the bank is low; None where none is."""
    bank = read_bank(book, row, today)
    if bank is None or not bank.contract.packages or (row.ended_on or "9999") < today.isoformat():
        return None
    try:
        terms = terms_on(bank.contract.terms, today, bank.contract.engagement)
    except ConflictError:  # the agreement begins later
        return None
    if terms.renew != "draft":
        return None
    last = max(bank.contract.packages, key=lambda one: (one.bought_on, one.id))
    text = f"package of {format_duration(last.seconds)}"
    return ComesBack("package", row.client, row.name, text, "when it is low", low_on, last.price)


def _task(book: Book, task: RecurringTask, today: date, settled: Container[tuple[int, date]]) -> ComesBack | None:
    """Return the next day of a recurring task that was neither added nor skipped; None when it has ended."""
    until = max(today, task.recurrence.first) + _AHEAD
    day = next((one for one in task.recurrence.due_days(until) if (task.id, one) not in settled), None)
    if day is None:
        return None
    row = task.engagement
    price = task.unit_price
    if price is None:
        listed = price_on(read_prices(book, row.client), task.service, task.unit, row.currency, day)
        price = listed.amount if listed else None
    amount = None if price is None else line_net(task.quantity, price, row.currency)
    return ComesBack("task", row.client, row.name, task.title, task.recurrence.every, day, amount)
