"""Instants as other programs write them: they say the same moment everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.json_file import show_value


def read_epoch(value: Any) -> datetime:
    """Return the instant that is so many seconds after the beginning of 1970 in UTC.

    Raises:
        InvalidInputError: it is no number of seconds, or no calendar has that day.
    """
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        pass
    raise _not_an_instant(value, "1772442000")


def read_instant(value: Any, example: str) -> datetime:
    """Return the instant, in whole seconds, of `2026-03-02T10:00:00+01:00` or `20260302T090000Z`.

    Raises:
        InvalidInputError: it is not like `example`, or has no zone.
    """
    try:
        if isinstance(value, str):
            instant = datetime.fromisoformat(value)
            if instant.tzinfo is not None:
                return (instant.replace(microsecond=0) if instant.microsecond else instant).astimezone(UTC)
    except (OverflowError, ValueError):
        pass
    raise _not_an_instant(value, example)


def seconds_between(start: datetime, end: datetime) -> int:
    """Return the seconds from one instant to a later one, or the same.

    Raises:
        InvalidInputError: the end is before the start.
    """
    seconds = int(end.timestamp()) - int(start.timestamp())
    if seconds < 0:
        message = f"It ends at {end:%Y-%m-%d %H:%M:%S} UTC, before it starts at {start:%Y-%m-%d %H:%M:%S} UTC."
        raise InvalidInputError(message)
    return seconds


def _not_an_instant(value: Any, example: str) -> InvalidInputError:
    return InvalidInputError(f"{show_value(value)} is not an instant like {example}.")
