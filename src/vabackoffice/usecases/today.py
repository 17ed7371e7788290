"""Today: what matters now, each with the command that deals with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.storage.reads.today import (
    hours_by_client,
    open_tasks_due,
    overdue_invoices,
    unbilled_before,
    waiting_drafts,
)
from vabackoffice.usecases.status import Status, read_status

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.storage.book import Book


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do, and the command that does it."""

    what: str
    command: str


@dataclass(frozen=True, slots=True)
class Today:
    """The status, this week's seconds per client, and what is to be done."""

    status: Status
    week: tuple[tuple[str, int, int], ...]
    chores: tuple[Chore, ...]


def look_at_today(book: Book, now: datetime) -> Today:
    """Return what matters at `now` (aware, in the assistant's zone)."""
    today = now.date()
    chores = [
        Chore(f"{client}: {title}, due {due}", f"va task done {key}")
        for key, client, title, due in open_tasks_due(book, today)
    ]
    unbilled = unbilled_before(book, today.replace(day=1))
    if unbilled:
        chores.append(Chore(f"Unbilled work of past months for {', '.join(unbilled)}", "va month"))
    chores += [
        Chore(f"Draft {key} for {client} is waiting", f"va invoice issue {key}") for key, client in waiting_drafts(book)
    ]
    chores += [
        Chore(f"{client} owes {amount} since {due}", f"va invoice show {number}")
        for number, client, amount, due in overdue_invoices(book, today)
    ]
    return Today(read_status(book, now), tuple(hours_by_client(book, today)), tuple(chores))
