"""One event of a calendar: its properties as dates, texts and lengths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text

if TYPE_CHECKING:
    from datetime import timedelta
    from zoneinfo import ZoneInfo

_DAY = 86_400
_ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
_LENGTH = "X-VABACKOFFICE-SECONDS"
_SECONDS = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, eq=False)
class Event:
    """An event: its number in the file from 1, its properties, its calendar's name and whether that withdraws it.

    `zone` is where the assistant is; times of the calendar that name no zone are times there.
    """

    row: int
    properties: Any
    calendar: str
    withdrawn: bool
    zone: ZoneInfo

    def all(self, name: str) -> list[Any]:
        """Return the values of a property, which may stand there any number of times; none that cannot be read."""
        found = self.properties.get(name, []) if name not in self.unreadable else []
        return found if isinstance(found, list) else [found]

    @cached_property
    def unreadable(self) -> set[str]:
        """The names of the properties that are not what they should be."""
        return {str(name).upper() for name, _ in self.properties.errors}

    def text(self, name: str) -> str:
        """Return a text on one line, empty when it is not there."""
        return plain_text(str(next(iter(self.all(name)), "")))

    def moment(self, name: str) -> date | None:
        """Return a date, a wall time or an instant; None when it is not there."""
        value: date | None = next((value.dt for value in self.all(name)), None)
        return value

    def moments(self, name: str) -> list[Any]:
        """Return the values of EXDATE or RDATE: dates, wall times, instants, or periods of two."""
        return [value.dt for values in self.all(name) for value in values.dts]

    @cached_property
    def taken_out(self) -> set[float | date]:
        """What EXDATE takes out of the series: instants, as seconds of the epoch, and whole days."""
        return set(map(self._instant_or_day, self.moments("EXDATE")))

    @property
    def stands_for(self) -> set[float | date]:
        """What it stands for in its series, likewise."""
        return {self._instant_or_day(value.dt) for value in self.all("RECURRENCE-ID")}

    @property
    def start(self) -> datetime:
        """The instant at which it starts.

        Raises:
            InvalidInputError: it has none; the message begins with a verb.
        """
        start = self.moment("DTSTART")
        if start is None:
            message = "has no start"
            raise InvalidInputError(message)
        if not isinstance(start, datetime) or self.text(_ALL_DAY).upper() == "TRUE":
            raise _all_day()
        self._check_zone("DTSTART", start)
        return self.instant(start)

    @property
    def seconds(self) -> int:
        """How long it is, to the true second.

        Raises:
            InvalidInputError: nothing says it, or it lasts whole days; the message begins with a verb.
        """
        start, end = self.start, self.moment("DTEND")
        if end is None:
            lengths: list[timedelta] = [value.dt for value in self.all("DURATION")]
            if not lengths:
                message = "has neither an end nor a duration"
                raise InvalidInputError(message)
            return round(lengths[0].total_seconds())
        if not isinstance(end, datetime):
            raise _all_day()
        self._check_zone("DTEND", end)
        seconds = round(self.instant(end).timestamp() - start.timestamp())
        if seconds >= _DAY or (seconds and start.time() == end.time() == time()):  # a day may have 23 hours
            raise _all_day()
        return seconds

    @property
    def stated_seconds(self) -> int:
        """The length that an event without clock times states in a property of our own, 0 when it does not."""
        text = self.text(_LENGTH)
        is_day = not isinstance(self.moment("DTSTART"), datetime)
        return int(text) if is_day and _SECONDS.fullmatch(text) else 0

    @cached_property
    def planned(self) -> datetime | None:
        """The instant of its series that it stands for, where it was moved or changed by itself."""
        planned = self.moment("RECURRENCE-ID")
        return None if planned is None else self.instant(planned)

    @property
    def repeats(self) -> bool:
        """Tell whether it is a series."""
        return self.planned is None and bool(self.all("RRULE") or self.all("RDATE"))

    @property
    def changes_later(self) -> bool:
        """Tell whether it changes the rest of its series too."""
        return any(value.params.get("RANGE") == "THISANDFUTURE" for value in self.all("RECURRENCE-ID"))

    @cached_property
    def version(self) -> tuple[int, str]:
        """What is higher in a newer version of the same event."""
        sequence: int = next(iter(self.all("SEQUENCE")), 0)
        return sequence, str(self.moment("DTSTAMP") or "")

    def instant(self, value: date) -> datetime:
        """Return an aware instant: a wall time goes by the clock of the start, else by that of the assistant."""
        wall = value if isinstance(value, datetime) else datetime.combine(value, time())
        if wall.tzinfo is not None:
            return wall
        start = self.moment("DTSTART")
        clock = start.tzinfo if isinstance(start, datetime) else None
        return wall.replace(tzinfo=clock or self.zone)

    def own_id(self, start: datetime) -> str:
        """Return what the event is known by, one of a series by the instant for which it was planned."""
        uid = self.text("UID")
        if not uid or not (self.repeats or self.planned):
            return uid
        written = (self.moment("DTSTART"), self.moment("RECURRENCE-ID"))
        floating = not any(isinstance(moment, datetime) and moment.tzinfo for moment in written)
        moment = (self.planned or start).astimezone(self.zone if floating else UTC)
        return f"{uid} {moment:%Y%m%dT%H%M%S}{'' if floating else 'Z'}"

    def sentence(self, why: str, start: datetime | None = None) -> str:
        """Return what is said of it, `'Stand-up' on Mon 2 Mar 2026 was cancelled.`, from what begins with a verb."""
        title = quoted(self.text("SUMMARY")) if self.text("SUMMARY") else "The event"
        moment = start or self.moment("DTSTART")
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            moment = moment.astimezone(self.zone)
        return f"{title}{f' on {format_date(moment)}' if moment else ''} {why}."

    def _instant_or_day(self, value: date) -> float | date:
        return self.instant(value).timestamp() if isinstance(value, datetime) else value

    def _check_zone(self, name: str, moment: datetime) -> None:
        zone = next(iter(self.all(name))).params.get("TZID", "")
        if zone and moment.tzinfo is None:
            message = f"has times in {quoted(str(zone))}, a time zone that is not known"
            raise InvalidInputError(message)


def _all_day() -> InvalidInputError:
    return InvalidInputError("lasts all day and has no hours")
