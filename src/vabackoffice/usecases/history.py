"""What was done to the book: list it, take it back, bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage import undo as replay

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.undo import Recorded

# How a final operation begins, and how it is corrected; the document's number is its last word.
_CORRECTIONS = {
    "issued invoice ": "Correct it with a credit note: 'va invoice credit {number}'.",
    "issued credit note ": "What it reopened is billed again by 'va invoice draft HANDLE'.",
    "booked a payment ": "Book the opposite amount: 'va pay {number} -100'.",
    "brought back ": "Import into another book with '--book PATH' if it was the wrong file.",
}


def undo(book: Book, now: datetime, count: int = 1) -> list[Recorded]:
    """Take back the newest `count` operations that stand, all of them or none; return them, the newest first.

    Raises:
        InvalidInputError: `count` is less than one.
        ConflictError: there are not so many, or one of them is final.
    """
    _refuse_none(count)
    with replay.all_or_nothing(book):
        found = replay.newest_standing(book, count)
        for place, operation in enumerate(found, start=1):
            _refuse_final(operation, place)
        _refuse_too_few(len(found), count, "undo")
        for operation in found:
            replay.take_back(book, operation, now)
    return found


def redo(book: Book, now: datetime, count: int = 1) -> list[Recorded]:
    """Bring back `count` operations that were undone since the newest work, all of them or none, the earliest first.

    Raises:
        InvalidInputError: `count` is less than one.
        ConflictError: not so many were undone since the newest work.
    """
    _refuse_none(count)
    found: list[Recorded] = []
    with replay.all_or_nothing(book):
        while len(found) < count:
            operation = replay.first_undone(book)
            if operation is None:
                break
            replay.bring_back(book, operation, now)
            found.append(operation)
        _refuse_too_few(len(found), count, "redo")
    return found


def _refuse_none(count: int) -> None:
    if count < 1:
        message = f"'{count}' is not a number of commands."
        raise InvalidInputError(message, "Say how many, 1 or more, or leave it out for the last one.")


def _refuse_too_few(there: int, count: int, verb: str) -> None:
    if there == count:
        return
    if there:
        message = f"There {'is' if there == 1 else 'are'} only {there} to {verb}, not {count}."
        raise ConflictError(message, f"'va {verb} {there}' takes all of it; 'va history' lists what was done.")
    message = f"There is nothing to {verb}."
    hint = "What was undone comes back only until something new is written." if verb == "redo" else ""
    raise ConflictError(message, hint or "'va history' lists what was done.")


def _refuse_final(operation: Recorded, place: int) -> None:
    if not operation.final:
        return
    which = "The last command" if place == 1 else f"Command {operation.id}"
    message = f"{which} {operation.final.replace('; ', ', ')}."
    before = "" if place == 1 else f" 'va undo {place - 1}' takes back what came after it."
    raise ConflictError(message, _correction(operation.final) + before)


def _correction(final: str) -> str:
    first = final.partition("; ")[0]
    for start, how in _CORRECTIONS.items():
        if first.startswith(start):
            return how.format(number=first.rpartition(" ")[2])
    return "It cannot be undone: what left the house is corrected by a new document."
