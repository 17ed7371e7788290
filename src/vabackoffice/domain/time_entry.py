"""Work: the running timer and the finished time entry, two types, so that a timer is never summed.

The values are named tuples: making such a class takes a fifth of the time of a frozen dataclass, and `va start`
makes them on every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
_IN_WORDS = {"home": "at home", "client": "at the client's", "other": "elsewhere"}


class Work(NamedTuple):
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

    @property
    def facts(self) -> tuple[str, ...]:
        """What else was said of it, in words: service, task, place, and that it is not billable."""
        facts = (
            self.service,
            f"task {self.task_id}" if self.task_id is not None else "",
            _IN_WORDS.get(self.place or "", ""),
            "" if self.billable or self.internal else "not billable",
        )
        return tuple(filter(None, facts))

    @property
    def words(self) -> str:
        """The note and the tags, as they are typed: `Sorted mail +email`."""
        return " ".join([self.note, *(f"+{tag}" for tag in self.tags)]).strip()


class RunningTimer(NamedTuple):
    """Work going on since `started` (aware)."""

    work: Work
    started: datetime


class TimeEntry(NamedTuple):
    """Finished work. `on_date` is the civil date on which it started; start and end are aware or both absent."""

    id: int
    work: Work
    on_date: date
    seconds: int
    start: datetime | None = None
    end: datetime | None = None
    invoice: str = ""
    draft_id: int | None = None


class When(NamedTuple):
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
    """Return the note and the tags, in alphabetical order, in what was typed after the handle: `Sorted mail +inbox`."""
    tags = [word[1:] for word in words if word.startswith("+") and len(word) > 1]
    note = " ".join(word for word in words if not (word.startswith("+") and len(word) > 1))
    return check_note(note), check_tags(tags)


def check_note(text: str) -> str:
    """Return a note on one line, of at most 500 characters."""
    note = " ".join(text.split())
    if len(note) > LONGEST_NOTE:
        message = f"The note '{shorten(note)}' has {len(note)} characters."
        raise InvalidInputError(message, f"Use at most {LONGEST_NOTE} characters.")
    return note


def check_tags(texts: Sequence[str]) -> tuple[str, ...]:
    """Return each tag once, in alphabetical order, as the book keeps them."""
    return tuple(sorted({check_tag(text) for text in texts}))


def check_tag(text: str) -> str:
    """Return a tag in lower case: letters of any script, digits, `-`, `_`, `.` and `/`."""
    tag = text.strip().lower()
    if not tag or len(tag) > 40 or not all(letter.isalnum() or letter in "-_./" for letter in tag):  # noqa: PLR2004 - as the hint says
        message = f"'+{shorten(text)}' cannot be a tag."
        raise InvalidInputError(message, "Use letters, digits, '-', '_', '.' and '/', up to 40 of them.")
    return tag


def seconds_from(start: datetime, end: datetime) -> int:
    """Return the true seconds from one aware instant to another, clock changes included; negative if `end` is earlier.

    This is also how instants are compared here: Python compares and subtracts two of one zone by their wall times,
    and so finds 2:50 in summer time later than 2:10 in winter time of the same night.
    """
    if start.utcoffset() == end.utcoffset():  # then the wall times say it, in a third of the time
        return round((end - start).total_seconds())
    return round(end.timestamp() - start.timestamp())


def later(moment: datetime, seconds: int) -> datetime:
    """Return the instant some true seconds later; adding them to the wall time would lose a clock change."""
    return moment.fromtimestamp(moment.timestamp() + seconds, moment.tzinfo)


def check_span(start: datetime, end: datetime) -> int:
    """Return the true seconds between two aware instants, clock changes included.

    Raises:
        InvalidInputError: the end is not after the start, or the entry would be longer than a day.
    """
    seconds = seconds_from(start, end)
    if seconds <= 0:
        message = f"The entry would end at {format_clock(end)} but starts at {format_clock(start)}."
        raise InvalidInputError(message, "Give an end after the start; over midnight write '22:00-1:30'.")
    return check_length(seconds)


def check_length(seconds: int) -> int:
    """Return the length of an entry in seconds, or refuse more than a day."""
    if seconds > LONGEST:
        message = f"The entry would be {format_duration(seconds)} long."
        raise InvalidInputError(message, "Nobody works longer than 24 hours at a time; log each day for itself.")
    return seconds


def format_clock(moment: datetime) -> str:
    """Return `09:00`; `02:10+01:00` where the clock shows that time twice in the night, so that it is not in doubt."""
    twice = moment.replace(fold=1 - moment.fold).utcoffset() != moment.utcoffset()
    return moment.isoformat(timespec="minutes").partition("T")[2] if twice else f"{moment:%H:%M}"


def format_span(start: datetime, end: datetime) -> str:
    """Return `09:00-10:25`, as it is typed; `01:30..02:10+01:00` where a time has an offset."""
    sides = format_clock(start), format_clock(end)
    return ("-" if all(len(side) == len("09:00") for side in sides) else "..").join(sides)


def check_choice(text: str, choices: Sequence[str], what: str) -> str:
    """Return the one of `choices` that `text` names or begins."""
    wanted = text.strip().lower()
    fitting = [wanted] if wanted in choices else [choice for choice in choices if wanted and choice.startswith(wanted)]
    if len(fitting) != 1:
        message = f"'{shorten(text)}' is not a {what}."
        raise InvalidInputError(message, f"Use one of: {', '.join(choices)}.")
    return fitting[0]
