"""Reading what is to be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.storage.book import Book

_HOURS = """
    SELECT coalesce(c.handle, 'internal'), sum(CASE WHEN t.on_date = :today THEN t.seconds ELSE 0 END), sum(t.seconds)
    FROM time_entry t LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    WHERE t.on_date >= :monday AND t.on_date < :end GROUP BY 1 ORDER BY 3 DESC, 1"""
_TASKS = """
    SELECT t.id, c.handle, t.title, t.due_on FROM task t
    JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    WHERE t.done_on IS NULL AND t.due_on <= :soon ORDER BY t.due_on, t.id"""
# The claims are read once: looking each of ten years' entries up among them takes longer.
_UNBILLED = """
    SELECT DISTINCT c.handle FROM engagement e JOIN client c ON c.id = e.client_id
    WHERE EXISTS (SELECT 1 FROM terms m WHERE m.engagement_id = e.id AND m.model = 'hourly')
        AND e.id IN (
            SELECT t.engagement_id FROM time_entry t
            WHERE t.billable AND t.task_id IS NULL AND t.on_date < :day
                AND t.id NOT IN (SELECT source_id FROM claim WHERE kind = 'entry'))
    ORDER BY c.handle"""
_RECURRING = "SELECT EXISTS (SELECT 1 FROM recurring_task)"
_QUOTES = """
    SELECT q.number, c.handle, q.valid_until FROM quote q JOIN client c ON c.id = q.client_id
    WHERE q.accepted_on IS NULL AND q.declined_on IS NULL AND (q.valid_until IS NULL OR q.valid_until >= :today)
    ORDER BY coalesce(q.valid_until, '9999'), q.id"""
_DRAFTS = "SELECT d.id, c.handle FROM draft d JOIN client c ON c.id = d.client_id ORDER BY d.id"
# What was paid and credited is added up once, not once for each invoice.
_OVERDUE = """
    WITH settled (invoice_id, minor) AS (
        SELECT invoice_id, sum(minor) FROM (
            SELECT invoice_id, amount_minor + withheld_minor AS minor FROM payment_allocation
            UNION ALL
            SELECT corrects_id, payable_minor + withheld_minor FROM invoice WHERE corrects_id IS NOT NULL) AS part
        GROUP BY invoice_id)
    SELECT i.number, c.handle, i.currency, i.due_date, i.payable_minor + i.withheld_minor - coalesce(s.minor, 0) AS rest
    FROM invoice i JOIN client c ON c.id = i.client_id LEFT JOIN settled s ON s.invoice_id = i.id
    WHERE i.kind = 'invoice' AND i.due_date < :today AND i.payable_minor + i.withheld_minor - coalesce(s.minor, 0) > 0
    ORDER BY i.due_date, i.id"""
_SOON = timedelta(days=7)


def hours_by_client(book: Book, today: date) -> list[tuple[str, int, int]]:
    """Return client, seconds today and seconds this ISO week, the most first."""
    monday = today - timedelta(days=today.weekday())
    values = {
        "today": today.isoformat(),
        "monday": monday.isoformat(),
        "end": (monday + 7 * timedelta(days=1)).isoformat(),
    }
    return list(book.connection.execute(_HOURS, values))


def open_tasks_due(book: Book, today: date) -> list[tuple[int, str, str, str]]:
    """Return id, client, title and due date of open tasks that are due within a week."""
    return list(book.connection.execute(_TASKS, {"soon": (today + _SOON).isoformat()}))


def has_recurring_tasks(book: Book) -> bool:
    """Tell whether any task comes back."""
    return bool(book.connection.execute(_RECURRING).fetchone()[0])


def unbilled_before(book: Book, day: date) -> list[str]:
    """Return the clients with hourly work before `day` that nothing has billed."""
    return [client for (client,) in book.connection.execute(_UNBILLED, {"day": day.isoformat()})]


def waiting_drafts(book: Book) -> list[tuple[int, str]]:
    """Return id and client of every draft."""
    return list(book.connection.execute(_DRAFTS))


def open_quotes(book: Book, today: date) -> list[tuple[str, str, str | None]]:
    """Return number, client and last day of quotes that can still be accepted, those that expire first before."""
    return list(book.connection.execute(_QUOTES, {"today": today.isoformat()}))


def overdue_invoices(book: Book, today: date) -> list[tuple[str, str, Money, str]]:
    """Return number, client, what is unsettled and the due date of invoices past it."""
    rows = book.connection.execute(_OVERDUE, {"today": today.isoformat()})
    return [(number, client, Money(rest, currency), due) for number, client, currency, due, rest in rows]
