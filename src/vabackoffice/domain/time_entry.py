"""Work: the running timer and the finished time entry, two types, so that a timer is never summed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

HOUR = 3600
LONGEST = 24 * HOUR
FORGOTTEN = 12 * HOUR
LONGEST_NOTE = 500
INTERNAL_KINDS = ("admin", "acquisition", "training", "travel")
PLACES = ("home", "client", "other")


@dataclass(frozen=True, slots=True)
class Work:
    """What was done and for whom: an engagement of a client, or one of the internal kinds."""

    engagement_id: int | None
    client: str = ""
    engagement: str = ""
    internal: str | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    service_id: int | None = None
    service: str = ""
    task_id: int | None = None
    billable: bool = True
    place: str | None = None

    @property
    def target(self) -> str:
        """What is typed for it: `acme/inbox`, or `internal admin`."""
        return f"{self.client}/{self.engagement}" if self.internal is None else f"internal {self.internal}"


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """Work going on since `started` (aware)."""

    work: Work
    started: datetime


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """Finished work. `on_date` is the civil date on which it started; start and end are aware or both absent."""

    id: int
    work: Work
    on_date: date
    seconds: int
    start: datetime | None = None
    end: datetime | None = None
    invoice: str = ""
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When work was done: a span of two aware instants, or only a civil date and a duration in seconds."""

    on_date: date
    seconds: int
    span: tuple[datetime, datetime] | None = None

    @classmethod
    def between(cls, start: datetime, end: datetime) -> When:
        """Return the span; it belongs to the civil date on which it starts."""
        return cls(start.date(), check_span(start, end), (start, end))

    @classmethod
    def lasting(cls, on_date: date, seconds: int) -> When:
        """Return a duration on a date, at most a day long."""
        if seconds > LONGEST:
            message = f"{format_duration(seconds)} is more than a day."
            raise InvalidInputError(message, "Log each day for itself with '--on DATE'.")
        return cls(on_date, seconds)

    @property
    def start(self) -> datetime | None:
        """The start, where one is known."""
        return self.span[0] if self.span else None

    @property
    def end(self) -> datetime | None:
        """The end, where one is known."""
        return self.span[1] if self.span else None


def split_words(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the note and the tags in what was typed after the handle: `Sorted mail +inbox`."""
    tags = tuple(dict.fromkeys(check_tag(word[1:]) for word in words if word.startswith("+") and len(word) > 1))
    note = " ".join(" ".join(word for word in words if not (word.startswith("+") and len(word) > 1)).split())
    if len(note) > LONGEST_NOTE:
        message = f"The note '{shorten(note)}' has {len(note)} characters."
        raise InvalidInputError(message, f"Use at most {LONGEST_NOTE} characters.")
    return note, tags


def check_tag(text: str) -> str:
    """Return a tag in lower case: letters of any script, digits, `-`, `_`, `.` and `/`."""
    tag = text.strip().lower()
    if not tag or len(tag) > 40 or not all(letter.isalnum() or letter in "-_./" for letter in tag):  # noqa: PLR2004
        message = f"'+{shorten(text)}' cannot be a tag."
        raise InvalidInputError(message, "Use letters, digits, '-', '_', '.' and '/', up to 40 of them.")
    return tag


def check_span(start: datetime, end: datetime) -> int:
    """Return the true seconds between two aware instants, clock changes included.

    Raises:
        InvalidInputError: the end is not after the start, or the entry would be longer than a day.
    """
    seconds = round(end.timestamp() - start.timestamp())
    if seconds <= 0:
        message = f"The entry would end at {end:%H:%M} but starts at {start:%H:%M}."
        raise InvalidInputError(message, "Give an end after the start; over midnight write '22:00-1:30'.")
    if seconds > LONGEST:
        message = f"The entry would be {seconds // HOUR} hours long."
        raise InvalidInputError(message, "Nobody works longer than 24 hours at a time; log each day for itself.")
    return seconds


def check_choice(text: str, choices: Sequence[str], what: str) -> str:
    """Return the one of `choices` that `text` names or begins."""
    fitting = [choice for choice in choices if text and choice.startswith(text.lower())]
    if len(fitting) != 1:
        message = f"'{shorten(text)}' is not a {what}."
        raise InvalidInputError(message, f"Use one of: {', '.join(choices)}.")
    return fitting[0]
