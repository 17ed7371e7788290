"""Today: what matters now, each with the command that deals with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.reads.banks import with_bank
from vabackoffice.storage.reads.today import (
    has_recurring_tasks,
    hours_by_client,
    open_quotes,
    open_tasks_due,
    overdue_invoices,
    unbilled_before,
    waiting_drafts,
)
from vabackoffice.usecases.status import Status, read_status

if TYPE_CHECKING:
    from datetime import date, datetime

    from vabackoffice.storage.book import Book


_SOON = timedelta(days=7)


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
    chores += _recurring_due(book, today)
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
    chores += _low_banks(book, today)
    chores += [_quote(*row, today) for row in open_quotes(book, today)]
    status = read_status(book, now)
    return Today(status, _with_timer(hours_by_client(book, today), status, today), tuple(chores))


def _recurring_due(book: Book, today: date) -> list[Chore]:
    if not has_recurring_tasks(book):  # the calendar of recurring tasks is imported where there are any
        return []
    from vabackoffice.usecases.recurring_tasks import plan_due

    due: dict[int, str] = {}  # the first day of each
    for row in plan_due(book, today).to_add:
        due.setdefault(row.task.id, f"{row.task.target}: {row.task.title} comes back, due {row.day}")
    return [Chore(what, "va task due") for what in due.values()]


def _quote(number: str, client: str, valid_until: str | None, today: date) -> Chore:
    if valid_until is None or valid_until > (today + _SOON).isoformat():
        until = f" until {valid_until}" if valid_until else ""
        return Chore(f"Quote {number} for {client} is open{until}", f"va quote show {number}")
    when = "today" if valid_until == today.isoformat() else f"on {valid_until}"
    return Chore(f"Quote {number} for {client} expires {when}", f"va quote accept {number}")


def _low_banks(book: Book, today: date) -> list[Chore]:
    if not with_bank(book):  # the rules of the bank are imported where there is one
        return []
    from vabackoffice.usecases.renewals import low_banks

    return [Chore(f"Bank of {low.name} is low: {low.said}", low.command) for low in low_banks(book, today)]


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
