"""Reading what some days earned: the documents behind them, whose hours they were, and what may be unbilled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.accrual import Done
from vabackoffice.storage.reads.lines import read_line
from vabackoffice.storage.reads.targets import EngagementRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vabackoffice.domain.invoice import Line
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book

# A credit note tells no work: that is behind the line that it takes back, which it names (older ones are like it).
_LINES = """
    WITH named AS (
        SELECT invoice_id AS id FROM invoice_line WHERE first_day < :end AND last_day >= :start
        UNION SELECT l.invoice_id FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
            WHERE i.supply_date >= :start AND i.supply_date < :end AND l.first_day IS NULL
        UNION SELECT invoice_id FROM claim WHERE kind = 'task' AND source_id IN (SELECT value FROM json_each(:tasks))
        UNION SELECT invoice_id FROM claim
            WHERE kind = 'package' AND source_id IN (SELECT value FROM json_each(:packages))),
    document AS (
        SELECT i.id, i.client_id, i.kind, i.currency, i.supply_date, i.corrects_id FROM invoice i
        WHERE i.id IN (SELECT id FROM named) OR i.corrects_id IN (SELECT id FROM named))
    SELECT d.id AS document, c.handle, d.kind = 'credit_note' AS is_credit, d.currency, d.supply_date,
        l.kind, l.text, l.quantity, l.unit, l.unit_price, l.net_minor, l.vat_choice, l.vat_category, l.vat_rate,
        l.reasons, l.engagement, l.service, l.first_day, l.last_day,
        CASE WHEN json_extract(l.sources, '$[0].kind') = 'line' THEN coalesce((
            SELECT o.sources FROM invoice_line o
            WHERE o.invoice_id = d.corrects_id AND o.position = json_extract(l.sources, '$[0].id')), '[]')
        WHEN l.sources = '[]' AND d.corrects_id IS NOT NULL THEN coalesce((
            SELECT o.sources FROM invoice_line o
            WHERE o.invoice_id = d.corrects_id AND o.kind = l.kind AND o.engagement = l.engagement AND o.text = l.text
                AND o.unit_price = l.unit_price AND o.first_day IS l.first_day AND o.last_day IS l.last_day
            ORDER BY o.position), '[]') ELSE l.sources END AS sources
    FROM document d JOIN invoice_line l ON l.invoice_id = d.id JOIN client c ON c.id = d.client_id
    ORDER BY d.id, l.position"""
_HOURS = """
    SELECT coalesce(t.engagement_id, 0), coalesce(s.name, ''), t.task_id, t.seconds FROM (
        SELECT engagement_id, service_id, task_id, sum(seconds) AS seconds FROM time_entry
        WHERE on_date >= :start AND on_date < :end GROUP BY 1, 2, 3) t
    LEFT JOIN service s ON s.id = t.service_id"""
_TASKS = """
    SELECT k.id, e.id, k.title, coalesce(s.name, ''), k.done_on FROM task k JOIN engagement e ON e.id = k.engagement_id
    LEFT JOIN service s ON s.id = k.service_id
    WHERE k.id IN (SELECT value FROM json_each(:tasks)) OR (k.done_on >= :start AND k.done_on < :end)"""
_TASK_HOURS = """
    SELECT task_id, sum(CASE WHEN on_date < :start THEN seconds ELSE 0 END),
        sum(CASE WHEN on_date < :end THEN seconds ELSE 0 END), sum(seconds)
    FROM time_entry WHERE task_id IN (SELECT value FROM json_each(:tasks)) GROUP BY task_id"""
_SERVICES = """
    SELECT t.id, s.name FROM time_entry t JOIN service s ON s.id = t.service_id
    WHERE t.on_date >= :start AND t.on_date < :end"""
# A pause moves the end of a package.
_AGREEMENTS = """
    SELECT e.id, c.handle, e.name, e.currency, e.grouping, e.is_default, e.ended_on,
        EXISTS (SELECT 1 FROM time_entry t WHERE t.engagement_id = e.id AND t.on_date >= :start AND t.on_date < :end
            AND t.billable AND t.task_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'entry' AND k.source_id = t.id)),
        EXISTS (SELECT 1 FROM package p WHERE p.engagement_id = e.id AND p.bought_on < :end
            AND (p.expires_on IS NULL OR p.expires_on >= :start
                OR EXISTS (SELECT 1 FROM pause r WHERE r.engagement_id = e.id))),
        EXISTS (SELECT 1 FROM terms m WHERE m.engagement_id = e.id AND m.model = 'retainer' AND m.valid_from < :end
            AND (e.ended_on IS NULL OR e.ended_on >= :start)),
        EXISTS (SELECT 1 FROM terms m WHERE m.engagement_id = e.id AND m.model IN ('retainer', 'package')
            AND m.valid_from < :end),
        EXISTS (SELECT 1 FROM package p WHERE p.engagement_id = e.id)
            OR EXISTS (SELECT 1 FROM terms m WHERE m.engagement_id = e.id AND m.model IN ('retainer', 'package')),
        (SELECT m.model FROM terms m WHERE m.engagement_id = e.id AND m.valid_from < :end
            ORDER BY m.valid_from DESC LIMIT 1) IS 'flat'
    FROM engagement e JOIN client c ON c.id = e.client_id ORDER BY c.handle, e.name"""
_PACKAGES = """
    SELECT p.id FROM package p WHERE p.bought_on < :end AND (p.expires_on IS NULL OR p.expires_on >= :start
        OR EXISTS (SELECT 1 FROM pause r WHERE r.engagement_id = p.engagement_id))"""


class Document(NamedTuple):
    """The lines of an invoice or of a draft; `sign` is -1 for a credit note, `day` what lines without days go by."""

    client: str
    day: date
    sign: int
    issued: bool
    lines: tuple[Line, ...]


class WorkedSum(NamedTuple):
    """Seconds of some days: of an engagement (0: own work), a service (empty: none) and a flat-fee task."""

    engagement_id: int
    service: str
    task: int | None
    seconds: int


class TaskWork(NamedTuple):
    """A flat-fee task: since when it is done, and the time logged on it before some days, until their end, and ever."""

    id: int
    engagement_id: int
    title: str
    service: str
    done_on: date | None
    hours: Done


class Agreement(NamedTuple):
    """An engagement in some days: if hours wait to be billed, a package may be open, a retainer may hold.

    `may_draw` says that hours may draw on a bank by the terms until then, `ever_bank` that there ever was one.
    """

    row: EngagementRow
    has_unbilled: bool
    has_package: bool
    has_retainer: bool
    may_draw: bool
    ever_bank: bool
    is_flat: bool


def read_worked_sums(book: Book, period: Period) -> list[WorkedSum]:
    """Return all hours of the period."""
    return [WorkedSum(*row) for row in book.connection.execute(_HOURS, _days(period))]


def read_task_work(book: Book, period: Period, ids: Iterable[int]) -> dict[int, TaskWork]:
    """Return the tasks with these ids, and those done in the period, by id."""
    rows = book.connection.execute(_TASKS, _days(period) | {"tasks": _list(ids)}).fetchall()
    if not rows:
        return {}
    values = _days(period) | {"tasks": _list(row[0] for row in rows)}
    hours = {key: Done(*seconds) for key, *seconds in book.connection.execute(_TASK_HOURS, values)}
    nothing = Done(0, 0, 0)
    return {
        key: TaskWork(key, owner, title, service, date.fromisoformat(day) if day else None, hours.get(key, nothing))
        for key, owner, title, service, day in rows
    }


def read_documents(book: Book, period: Period, tasks: Iterable[int], packages: Iterable[int]) -> list[Document]:
    """Return the issued documents with lines of the period, or with one of these tasks or packages, whole."""
    values = _days(period) | {"tasks": _list(tasks), "packages": _list(packages)}
    cursor = book.connection.execute(_LINES, values)
    names = [column[0] for column in cursor.description]
    found: dict[int, Document] = {}
    for values_of_line in cursor:
        row = dict(zip(names, values_of_line, strict=True))
        day, sign = date.fromisoformat(row["supply_date"]), -1 if row["is_credit"] else 1
        document = found.get(row["document"]) or Document(row["handle"], day, sign, issued=True, lines=())
        line = read_line(row, row["currency"])
        found[row["document"]] = document._replace(lines=(*document.lines, line))
    return list(found.values())


def read_agreements(book: Book, period: Period) -> list[Agreement]:
    """Return every engagement there is, with what has to be looked at for the period."""
    return [
        Agreement(EngagementRow(*row[:7]), *map(bool, row[7:]))
        for row in book.connection.execute(_AGREEMENTS, _days(period))
    ]


def read_services_worked(book: Book, period: Period) -> dict[int, str]:
    """Return the service of each entry of the period that has one, by id."""
    return dict(book.connection.execute(_SERVICES, _days(period)))


def read_open_packages(book: Book, period: Period) -> list[int]:
    """Return the ids of the packages that may be open in the period."""
    return [key for (key,) in book.connection.execute(_PACKAGES, _days(period))]


def _days(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _list(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"
