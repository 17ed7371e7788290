"""Plans that are shown first, row by row, and then written exactly as they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection


def check_skipped(skip: Collection[int], rows: int, command: str) -> None:
    """Refuse a number of a row, from 1, that the plan of a command does not have."""
    unknown = sorted(number for number in skip if number not in range(1, rows + 1))
    if unknown:
        there = f"the last is {rows}" if rows else "nothing is due"
        message = f"There is no row {unknown[0]} to skip: {there}."
        raise InvalidInputError(message, f"'{command}' without '--skip' shows the rows and their numbers.")


def refuse_changed(found: object, shown: object, command: str) -> None:
    """Refuse to write a plan that is not what was shown any more."""
    if found != shown:
        message = "The book has changed since this was shown."
        raise ConflictError(message, f"Look again with '{command}'; nothing was written.")
