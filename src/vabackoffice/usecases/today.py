"""Today: what matters now, each with the command that deals with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.reads.today import (
    hours_by_client,
    open_tasks_due,
    overdue_invoices,
    unbilled_before,
    waiting_drafts,
)
from vabackoffice.usecases.status import Status, read_status

if TYPE_CHECKING:
    from datetime import date, datetime

    from vabackoffice.storage.book import Book


class Chore(NamedTuple):
    """Something to do, and the command that does it."""

    what: str
    command: str


class Today(NamedTuple):
    """The status, the seconds of today and this week per client (the running timer's too), and what is to be done."""

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
    status = read_status(book, now)
    return Today(status, _with_timer(hours_by_client(book, today), status, today), tuple(chores))


def _with_timer(rows: list[tuple[str, int, int]], status: Status, today: date) -> tuple[tuple[str, int, int], ...]:
    """Return client, seconds today and this week, the most first, so that they add up to the status."""
    running = status.running
    hours = {client: (day, week) for client, day, week in rows}
    if running and running.started.date() >= today - timedelta(days=today.weekday()):
        client = running.work.client or "internal"
        day, week = hours.get(client, (0, 0))
        begun_today = running.started.date() == today
        hours[client] = (day + status.running_seconds * begun_today, week + status.running_seconds)
    return tuple(sorted(((client, *both) for client, both in hours.items()), key=lambda row: (-row[2], row[0])))
