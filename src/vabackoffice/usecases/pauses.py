"""Pauses of an engagement: whole days without fee, allowance and the bank's hours running out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.contract import Contract
from vabackoffice.domain.contract_check import check_pause
from vabackoffice.domain.pause import UNTIL_FURTHER_NOTICE
from vabackoffice.domain.period import Period
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage import pauses as storage
from vabackoffice.storage.reads.contracts import read_pauses
from vabackoffice.storage.reads.terms import read_terms_of
from vabackoffice.usecases.closed_periods import closed_periods_kept
from vabackoffice.usecases.targets import find_engagement

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_DAY = timedelta(1)


def pause_engagement(
    book: Book, now: datetime, typed_name: str, first: date, last: date | None
) -> tuple[EngagementRow, Period]:
    """Write that an engagement rests from `first` to `last`, both included; None: until further notice.

    Raises:
        InvalidInputError: the pause ends before it begins, or lies outside the agreement.
        ConflictError: some of the days are paused already, or a billed period would change.
    """
    engagement = find_engagement(book, typed_name, first)
    if last is not None and last < first:
        message = f"The pause would end on {format_date(last)}, before it begins on {format_date(first)}."
        raise InvalidInputError(message, "Give '--until' a later day; it is the last day of the pause.")
    ended_on = date.fromisoformat(engagement.ended_on) if engagement.ended_on else None
    resumes_on = last + _DAY if last else None
    end = max(first, ended_on) + _DAY if ended_on else UNTIL_FURTHER_NOTICE  # of a pause until further notice
    with book.operation("engagement pause", now), closed_periods_kept(book, engagement, now.date()):
        check_pause(Period(first, resumes_on or end), _agreement(book, engagement, ended_on))
        storage.add_pause(book, engagement.id, first, resumes_on)
    return engagement, Period(first, resumes_on or UNTIL_FURTHER_NOTICE)


def resume_engagement(book: Book, now: datetime, typed_name: str, day: date) -> tuple[EngagementRow, Period]:
    """Let the pause that `day` lies in end before it; return what the pause was.

    Raises:
        ConflictError: the engagement is not paused on that day, or a billed period would change.
    """
    engagement = find_engagement(book, typed_name, day)
    with book.operation("engagement resume", now), closed_periods_kept(book, engagement, now.date()):
        pause = next((one for one in read_pauses(book, engagement.id) if day in one), None)
        if pause is None:
            name = f"{engagement.client}/{engagement.name}"
            message = f"'{name}' is not paused on {format_date(day)}."
            raise ConflictError(message, f"'va engagement show {name}' lists its pauses.")
        storage.end_pause(book, engagement.id, pause.start, day)
    return engagement, pause


def _agreement(book: Book, engagement: EngagementRow, ended_on: date | None) -> Contract:
    history = read_terms_of(book, engagement.id, engagement.currency)
    return Contract(
        engagement=f"{engagement.client}/{engagement.name}",
        terms=tuple(history),
        first_day=history[0].valid_from or date.min,
        last_day=ended_on,
        pauses=read_pauses(book, engagement.id),
    )
