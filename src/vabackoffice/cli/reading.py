"""Reading what was typed for the day's work: handle, note, tags, service, place, and a time beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import INTERNAL_KINDS, PLACES, Work, check_choice, seconds_from, split_words
from vabackoffice.errors import InvalidInputError, MissingError
from vabackoffice.usecases.entries import describe_work, work_on_task
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.cli.invocation import Desk


def read_work(
    desk: Desk,
    words: Sequence[str],
    day: date,
    *,
    internal: str | None = None,
    service: str | None = None,
    place: str | None = None,
    task: int | None = None,
    bill: bool = True,
) -> Work:
    """Return the work that `HANDLE NOTE… +TAG…` describes on a day; with `internal` there is no handle."""
    rest = list(words)
    kind = check_choice(internal, INTERNAL_KINDS, "kind of internal work") if internal is not None else None
    target = _take_target(rest) if kind is None else ""
    note, tags = split_words(rest)
    work = describe_work(desk.book, target, kind, Work(engagement_id=None, note=note, tags=tags, billable=bill), day)
    if service is not None:
        key, name = find_service(desk.book, service)
        work = work._replace(service_id=key, service=name)
    if place is not None:
        work = work._replace(place=check_choice(place, PLACES, "place of work"))
    return work if task is None else work_on_task(desk.book, work, task)


def _take_target(words: list[str]) -> str:
    """Take the first word that is no tag out of `words`, or ask for it."""
    from vabackoffice.cli import invocation

    for position, word in enumerate(words):
        if not word.startswith("+"):
            return words.pop(position)
    if invocation.can_ask():
        return invocation.ask("For which client", "HANDLE")
    message = "The client is missing."
    raise MissingError(message, "Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work.")


def read_moment_between(
    desk: Desk, text: str, start: datetime, end: datetime, zone: ZoneInfo | None = None
) -> datetime:
    """Return the first instant from `start` to `end` that a typed time names, on the start's day or the next one.

    When there is none it is the time on the start's day, for the caller to refuse in its own words.
    """
    from datetime import timedelta

    from vabackoffice.domain.clock_time import parse_moment

    zone = zone or desk.zone
    first_day = start.astimezone(zone).date()
    readings, problem = [], None
    for day in (first_day, first_day + timedelta(days=1)):
        try:
            moment = parse_moment(text, on=day, now=desk.now, zone=zone, language=desk.about.language)
        except InvalidInputError as error:  # the clock skips it, shows it twice, or has another offset on that day
            problem = error
            continue
        if seconds_from(start, moment) >= 0 and seconds_from(moment, end) >= 0:
            return moment
        readings.append(moment)
    if problem:
        raise problem
    return readings[0]
