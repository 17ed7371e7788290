"""A file of lines, as people and small programs write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.source_file import read_beginning, text_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 10_000  # characters; no person and no time tracker writes a longer line


class Line(NamedTuple):
    """A line: its number from 1, its text without the line break, and whether it had one."""

    number: int
    text: str
    ended: bool


def read_lines(path: Path, what: str) -> Iterator[Line]:
    """Yield the lines of a text file.

    Args:
        path: the file.
        what: what it should be, with its article: `a timeclock file`.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: it is empty, is not text, or has a line that nobody wrote.
    """
    encoding = text_encoding(read_beginning(path, 4))
    number, said = 0, False
    try:
        with path.open(encoding=encoding) as file:
            while text := file.readline(_LONGEST):
                number, said = number + 1, said or not text.isspace()
                _check(text, path, what, number)
                yield Line(number, text.removesuffix("\n"), text.endswith("\n"))
    except UnicodeError as error:
        raise _not_text(path, what) from error
    if not said:
        message = f"'{path.name}' is empty."
        raise InvalidInputError(message, "Nothing was written.")


def cut_off(path: Path, number: int) -> InvalidInputError:
    """Return that a file ends in the middle of its last line: what is missing is not known."""
    message = f"'{path.name}' ends in the middle of line {number}."
    return InvalidInputError(message, "Copy or export it again; nothing was written.")


def not_the_format(path: Path, what: str, line: Line) -> InvalidInputError:
    """Return that the first line that says something is of another kind of file."""
    from vabackoffice.domain.words import quoted

    message = f"'{path.name}' is not {what}: line {line.number} is {quoted(line.text)}."
    return InvalidInputError(message, "'va import --help' lists what can be imported; nothing was written.")


def _check(text: str, path: Path, what: str, number: int) -> None:
    """Refuse what no program that writes lines would write."""
    if "\0" in text:
        raise _not_text(path, what)
    if len(text) == _LONGEST and not text.endswith("\n"):
        message = f"Line {number} of '{path.name}' is longer than {_LONGEST - 1} characters."
        raise InvalidInputError(message, f"Name {what}; nothing was written.")


def _not_text(path: Path, what: str) -> InvalidInputError:
    message = f"'{path.name}' is not {what} in UTF-8."
    return InvalidInputError(message, "Name the file as the program wrote it; nothing was written.")
