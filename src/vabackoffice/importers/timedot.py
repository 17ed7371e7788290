"""Timedot files of hledger: a day, then a line for each account with dots for quarter hours.

Read as hledger 1.50 does (Hledger.Read.TimedotReader): two spaces end the account's name; `.... ..` is 1h30, `1.5`
hours, `90m` minutes; letters count like dots and each kind is a type, the tag `t`; the stars of Org headings say
nothing; a line without a quantity is a remark. What could be money by mistake is refused instead: days, weeks and
longer units (24 hours to hledger), a quantity behind a single space (a remark to hledger), a date without a year.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.date_order import YEAR_FIRST, read_day
from vabackoffice.importers.hledger import GAP, join_note, read_tags, split_account
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.text_file import not_the_format, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.row import Row
    from vabackoffice.importers.text_file import Line

_WHAT = "a timedot file"
_QUARTER = 900
_STARS = re.compile(r"^\*+\s+")
_DATE = re.compile(r"((?:[0-9]{4}[-/.])?[0-9]{1,2}[-/.][0-9]{1,2})(?![^\s;])(.*)")
_NUMBER = re.compile(r"(?=[.,]?[0-9])([0-9]{0,4})(?:[.,]([0-9]{1,6}))?\s*([a-z]*)")
_DOTS = re.compile(r"[.][.\s]*")
_LETTERS = re.compile(r"(?:[^\W\d_]{4} )*[^\W\d_]+")
_MAYBE_QUANTITY = re.compile(r".*\s(?:[.][. ]*|[0-9]+(?:[.,][0-9]+)?[hms]?)")
_UNITS = {"": 3600, "h": 3600, "m": 60, "s": 1}


class _Day(NamedTuple):
    """A date line: the date, what it says of the whole day, and why its entries cannot be taken."""

    on_date: date = date.min
    description: str = ""
    comment: str = ""
    problem: str = ""


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is one of these: below a date are dots or numbers, not words only."""
    lines = [_STARS.sub("", line).partition(";")[0].strip() for line in head.splitlines() if not _is_comment(line)]
    entries = list(dropwhile(lambda line: not _DATE.fullmatch(line), lines))
    quantities = [quantity for entry in entries if not _DATE.fullmatch(entry) for quantity in GAP.split(entry, 1)[1:]]
    return any(_DOTS.fullmatch(quantity) or _NUMBER.fullmatch(quantity) for quantity in quantities)


def read_rows(path: Path, _dates: str = "") -> Iterator[Row]:
    """Yield the entries of a timedot file; see `sources.read_source`."""
    day: _Day | None = None
    for line in read_lines(path, _WHAT):
        if _is_comment(line.text):
            continue
        found = _date_of(line)
        if found is not None:
            day = found
        elif day is not None:
            yield from _rows(line, day)
        elif not line.text.startswith("*"):  # Org headings may stand before the first day
            raise not_the_format(path, _WHAT, line)


def _rows(line: Line, day: _Day) -> Iterator[Row]:
    """Yield what a line below a date says: a row for each type of work in it, none for a remark."""
    said, _, comment = _STARS.sub("", line.text).partition(";")
    account, *quantity = GAP.split(said.strip(), maxsplit=1)
    try:
        amounts = _amounts(line, day, account, quantity)
    except InvalidInputError as problem:
        yield RefusedRow(line.number, problem.message)
        return
    client, project = split_account(account)
    for letter, seconds in amounts:
        yield ImportedRow(
            row=line.number,
            seconds=seconds,
            on_date=day.on_date,
            client=client,
            project=project,
            note=join_note(day.description, comment or day.comment),
            tags=tuple(filter(None, (letter and f"t:{letter}", *read_tags(f"{day.comment},{comment}")))),
        )


def _amounts(line: Line, day: _Day, account: str, quantity: list[str]) -> list[tuple[str, int]]:
    """Return the type and the seconds of each kind of work on a line, none for a remark.

    Raises:
        InvalidInputError: the date or the quantity cannot be read, or there may be more of the line.
    """
    if not line.ended:
        message = "The file ends here without a line break, so it may be cut off: end the line and import it again."
        raise InvalidInputError(message)
    if not quantity:
        if _MAYBE_QUANTITY.fullmatch(account):
            message = f"{quoted(account)} has no two spaces between the account and the time."
            raise InvalidInputError(message)
        return []
    amounts = _lengths(quantity[0].strip())
    if day.problem:
        raise InvalidInputError(day.problem)
    return amounts


def _is_comment(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith(("#", ";"))


def _date_of(line: Line) -> _Day | None:
    """Return the day that a line begins, None when it is no date line."""
    match = _DATE.fullmatch(_STARS.sub("", line.text).rstrip())
    if match is None:
        return None
    description, _, comment = match[2].partition(";")
    try:
        on_date = read_day(match[1], YEAR_FIRST)
    except InvalidInputError as error:
        return _Day(problem=f"Its date on line {line.number}: {error.message}")
    return _Day(on_date, description.strip(), comment.strip())


def _lengths(text: str) -> list[tuple[str, int]]:
    """Return the seconds of `.... ..`, `1.5` or `90m`, and of `aab` those of each letter with the letter."""
    if _DOTS.fullmatch(text):
        return [("", text.count(".") * _QUARTER)]
    number = _NUMBER.fullmatch(text)
    if number and number[3] in _UNITS:
        amount = Decimal(f"{number[1] or 0}.{number[2] or 0}") * _UNITS[number[3]]
        return [("", int(amount.quantize(Decimal(1), ROUND_HALF_UP)))]
    if _LETTERS.fullmatch(text):
        counted = Counter(text.replace(" ", ""))
        return [(letter, count * _QUARTER) for letter, count in counted.items()]
    message = f"{quoted(text)} is not a time like '.... ..', 1.5 or 90m."
    raise InvalidInputError(message)
