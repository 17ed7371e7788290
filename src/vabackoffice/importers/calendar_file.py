"""The file of a calendar, taken apart by the icalendar library."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.source_file import read_beginning, text_encoding

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Calendar

_BEGIN, _END = "BEGIN:VCALENDAR", "END:VCALENDAR"
_MEGABYTE = 1024 * 1024
_LARGEST = 16  # megabytes, some 50,000 events; a calendar is read whole
_LONGEST = 100_000  # characters; the RFC folds lines at 75, an attachment may stand on a long one


def begins_like_a_calendar(text: str) -> bool:
    """Tell whether a text begins as every calendar does."""
    return text.lstrip().upper().startswith(_BEGIN)


def read_calendars(path: Path) -> list[Calendar]:
    """Return the calendars of a file; properties that cannot be read are among the `errors` of their event.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: it is empty, larger than 16 MB, no calendar, not in UTF-8 or cut off.
    """
    content = read_beginning(path, _LARGEST * _MEGABYTE + 1)
    if len(content) > _LARGEST * _MEGABYTE:
        message = f"'{path.name}' is larger than {_LARGEST} MB."
        raise InvalidInputError(message, "Export it in parts, such as year by year.")
    try:
        text = content.decode(text_encoding(content)).strip()
    except UnicodeDecodeError as error:
        message = f"'{path.name}' is not a calendar in UTF-8."
        raise InvalidInputError(message, "Export it as iCalendar (.ics) again; nothing was written.") from error
    if not text:
        message = f"'{path.name}' is empty."
        raise InvalidInputError(message, "Export it again; nothing was written.")
    if not begins_like_a_calendar(text):
        message = f"'{path.name}' is not a calendar: it does not begin with {_BEGIN}."
        raise InvalidInputError(message, "Export it as iCalendar (.ics); nothing was written.")
    if not text.upper().endswith(_END):
        message = f"'{path.name}' is cut off: it does not end with {_END}."
        raise InvalidInputError(message, "Export it again; nothing was written.")
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> list[Calendar]:
    from icalendar import Calendar

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST:
            message = f"Line {number} of '{path.name}' is longer than {_LONGEST} characters."
            raise InvalidInputError(message, "Export it without attachments; nothing was written.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of time zones whose names it has to guess
            return Calendar.from_ical(text, multiple=True)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        message = f"'{path.name}' cannot be read as a calendar: {error}."
        raise InvalidInputError(message, "Export it again; nothing was written.") from error
