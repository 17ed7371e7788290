"""JSON read piece by piece, so that memory does not grow with the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_PIECE = 1024 * 1024  # characters
_BLANKS = " \t\r\n"
_HINT = "Use the file as it was exported, or export again; nothing was written."


class JsonStream:
    """The text of a file, and how far it was read. `where` is what is being read, for messages: `row 3 of 'client'`."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file = file
        self._name = name
        self._text = ""
        self._at = 0
        self._lines = 1
        self.where = "its beginning"

    def take(self, marks: str) -> str:
        """Take the next mark and return it.

        Raises:
            InvalidInputError: it is none of `marks`, or the file ends.
        """
        mark = self._next()
        if not mark or mark not in marks:
            self._refuse(cut=not mark)
        self._at += 1
        return mark

    def elements(self, brackets: str) -> Iterator[None]:
        """Stand before each element of an array `[]` or an object `{}`, which has to be read before the next."""
        self.take(brackets[0])
        if self._next() == brackets[1]:
            self._at += 1
            return
        while True:
            yield
            if self.take(f",{brackets[1]}") == brackets[1]:
                return

    def key(self) -> str:
        """Take the name of a member of an object."""
        name = self.value()
        self.take(":")
        if not isinstance(name, str):
            self._refuse()
        return name

    def value(self) -> Any:
        """Take an object, an array or a text whole; a number by itself is none of these and is refused."""
        if not self._next() or self._text[self._at] not in '{["':
            self._refuse(cut=not self._next())
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:  # it may go on in the next piece
                if not self._read_on():
                    self._refuse(cut=self._is_open())
            except (RecursionError, ValueError):  # lists in lists without end, a number of thousands of digits
                self._refuse()
            else:
                return value

    def end(self) -> None:
        """Refuse what stands behind the document."""
        if self._next():
            self._refuse()

    def _next(self) -> str:
        """Return the next character that is no blank without taking it, empty at the end of the file."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Read at least as much again as is not taken yet: so the whole is looked at twice, not a hundred times."""
        self._lines += self._text.count("\n", 0, self._at)
        self._text, self._at = self._text[self._at :], 0
        more = self._file.read(max(_PIECE, len(self._text)))
        self._text += more
        return bool(more)

    def _is_open(self) -> bool:
        """Tell whether what begins here only lacks its end: everything up to the end of the file is sound."""
        try:
            _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            return error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated string")
        return False

    def _refuse(self, *, cut: bool = False) -> NoReturn:
        line = self._lines + self._text.count("\n", 0, self._at)
        message = f"'{self._name}' {'ends' if cut else 'is damaged'} in {self.where}, line {line}."
        raise InvalidInputError(message, _HINT)


def _no_number(text: str) -> NoReturn:
    message = f"{text} is no number."
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_constant=_no_number)
