"""Hours for other programs: a file of finished work in their format."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.documents.exports.hours import Hours, Sender
from vabackoffice.errors import BackOfficeError
from vabackoffice.importers.cells import plain_text
from vabackoffice.storage import dump
from vabackoffice.storage.instants import read_instant
from vabackoffice.storage.reads.finished_work import finished_work, mark_of_book
from vabackoffice.storage.reads.imports import client_names
from vabackoffice.storage.reads.particulars import read_business
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.import_names import Interpreter
from vabackoffice.usecases.targets import find_engagement, find_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.finished_work import Finished

# name of the format and of the module: what it is
FORMATS = {
    "toggl": "the Detailed report of Toggl Track, as CSV",
    "harvest": "the time import of Harvest, as CSV",
    "klog": "a klog file",
    "ics": "a calendar (iCalendar)",
}
_MARK = 12  # letters of a hash: enough to tell the books of one calendar apart


class _Place(NamedTuple):
    client: str
    handle: str
    engagement: str
    alone: bool


def write_hours(
    book: Book,
    now: datetime,
    zone: ZoneInfo,
    form: str,
    period: Period | None,
    client: str | None,
    put: Callable[[str], object],
) -> tuple[int, int]:
    """Hand finished work to `put`, piece by piece, and return how many entries and seconds it was.

    Args:
        book: the open book.
        now: the present instant.
        zone: in which wall times are written.
        form: one of FORMATS.
        period: of which days; None is all of the book.
        client: whose, `acme` or `acme/inbox` as typed; None is all.
        put: takes the next piece of text.

    Raises:
        NotFoundError: there is no such client or engagement.
    """
    scope = find_scope(book, client, archived=True)
    days = (period.start, period.end) if period else (date.min, date.max)
    count = total = 0

    def counted() -> Iterator[Hours]:
        nonlocal count, total
        for entry in _hours(book, zone, finished_work(book, *days, *scope)):
            count, total = count + 1, total + entry.seconds
            yield entry

    module = import_module(f"vabackoffice.documents.exports.{form}")
    with dump.snapshot(book):
        for part in module.write(counted(), _sender(book, now, zone)):
            put(part)
    return count, total


def _sender(book: Book, now: datetime, zone: ZoneInfo) -> Sender:
    business = read_business(book)
    clients = client_names(book)
    words = {word.casefold() for client in clients for word in (client.handle, client.name)}
    words |= {row.name for client in clients for row in engagements(book, client.handle)}
    mark = mark_of_book(book)[:_MARK]
    return Sender(business["name"], business["email"], zone, now, mark, frozenset(words))


def _hours(book: Book, zone: ZoneInfo, rows: Iterable[Finished]) -> Iterator[Hours]:
    places = _places(book)
    for row in rows:
        entry = Hours(
            row.id,
            date.fromisoformat(row.on_date),
            row.seconds,
            *_span(row, zone),
            row.note,
            tuple((row.tags or "").split()),
            billable=bool(row.billable),
        )
        if row.engagement_id is None:
            yield entry._replace(internal=row.internal or "")
        else:
            yield entry._replace(**places[row.engagement_id]._asdict())


def _span(row: Finished, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if row.started_at is None or row.ended_at is None:
        return None, None
    return read_instant(row.started_at).astimezone(zone), read_instant(row.ended_at).astimezone(zone)


def _places(book: Book) -> dict[int, _Place]:
    """Return of every engagement by what it is found again, asked of those who read names on an import."""
    names = Interpreter(book, "", {})
    places = {}
    for client in client_names(book):
        name = plain_text(client.name)
        label = name if names.same(name) == [client.handle] else client.handle
        usual = _usual(book, client.handle)
        for row in engagements(book, client.handle):
            places[row.id] = _Place(label, client.handle, row.name, alone=row.id == usual)
    return places


def _usual(book: Book, client: str) -> int | None:
    """Return the engagement that the client alone means, None when it means none."""
    try:
        return find_engagement(book, client, archived=True).id
    except BackOfficeError:
        return None
