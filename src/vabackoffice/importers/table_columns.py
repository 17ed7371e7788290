"""What the columns of a table are: the fields there are, and which of them a heading suggests in six languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.csv_file import fold_heading
from vabackoffice.importers.heading_words import UNITS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What a column can be: what it says of a row. Lengths without a unit are hours, minutes or seconds.
FIELDS = {
    "date": "the day",
    "start": "when it began: a time, or a day and a time",
    "end": "when it ended",
    "duration": "how long it was: 1:30, 1h30, 90m, 1.5",
    "hours": "how long it was, in hours",
    "minutes": "how long it was, in minutes",
    "seconds": "how long it was, in seconds",
    "client": "who it was for",
    "project": "what of theirs",
    "task": "what kind of work",
    "note": "what was done",
    "tags": "words, with commas between",
    "billable": "yes or no",
    "user": "who did it",
    "email": "who did it, by address",
}
LENGTHS = ("duration", "hours", "minutes", "seconds")
NOTHING = "-"


def propose_columns(headings: Iterable[str]) -> dict[str, str]:
    """Return the field that each heading suggests, by heading as written; each field once, the first heading has it."""
    proposed: dict[str, str] = {}
    for heading in headings:
        field = _suggested(heading)
        rivals = LENGTHS if field in LENGTHS else (field,)
        if field and not any(rival in proposed.values() for rival in rivals):
            proposed[heading] = field
    return proposed


def check_columns(columns: Mapping[str, str]) -> None:
    """Check that fields, by heading, say when work was done and how long it was, each once.

    Raises:
        InvalidInputError: they do not.
    """
    fields = list(columns.values())
    twice = sorted({field for field in fields if fields.count(field) > 1})
    lengths = [field for field in LENGTHS if field in fields]
    if twice:
        message = f"Two columns are the {twice[0]}."
    elif len(lengths) > 1:
        message = f"The length is said twice, as {lengths[0]} and as {lengths[1]}."
    elif "date" not in fields and "start" not in fields:
        message = "No column is the date, or a start that has one."
    elif not lengths and not {"start", "end"} <= set(fields):
        message = "No column says how long it was: a duration, or start and end."
    else:
        return
    raise InvalidInputError(message, f"A column can be: {', '.join(FIELDS)}.")


def _suggested(heading: str) -> str:
    text = fold_heading(heading)
    words, _, unit = text.partition("(")
    name, unit = words.strip(" :*"), unit.strip(" ).")
    field = _FIELD_OF.get(text) or _FIELD_OF.get(name, "")
    if field in LENGTHS:
        return next((length for length, units in UNITS.items() if unit in units), field)
    return field


_FIELD_OF = {word: field for field, words in WORDS.items() for word in words.split(", ")}
