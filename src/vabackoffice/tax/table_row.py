"""One row of a table that comes with the program: its values, checked, and its place, so that a fault can be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Word = TypeVar("Word", bound=str)

EVIDENCE = ("A", "B", "C", "U")
REINSTALL = "The tables come with the program: install vabackoffice again."


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as TOML gives it; `place` names it in a message, `sources` are the file's sources by their short names.

    Every method raises MissingError, naming file and row, when a value is not what it must be.
    """

    place: str
    country: str
    values: Mapping[str, Any]
    sources: Mapping[str, Any]

    def refuse(self, why: str) -> NoReturn:
        """Say that the row cannot be read, and why."""
        message = f"The table {self.place} cannot be read: {why}."
        raise MissingError(message, REINSTALL)

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            self.refuse(f"'{key}' is {value!r}, not a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, which may be empty."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.refuse(f"'{key}' is {value!r}, not a list of texts")
        return tuple(value)

    def word(self, key: str, allowed: Sequence[Word]) -> Word:
        """Return one of the `allowed` words."""
        value = self.text(key)
        found = next((word for word in allowed if word == value), None)
        if found is None:
            self.refuse(f"'{key}' is '{value}', not one of {', '.join(allowed)}")
        return found

    def percent(self) -> Decimal:
        """Return a rate in per cent."""
        return self._number("percent", "a rate in per cent")

    def figure(self, key: str) -> Decimal:
        """Return an amount in major units."""
        return self._number(key, "an amount")

    def flag(self, key: str) -> bool:
        """Return whether something is marked; what is absent is not."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"'{key}' is {value!r}, neither true nor false")
        return value

    def span(self) -> tuple[date, date | None]:
        """Return the first and the last day."""
        first = self._day("valid_from")
        last = self._day("valid_to") if "valid_to" in self.values else None
        if last is not None and last < first:
            self.refuse(f"'valid_to' {last} is before 'valid_from' {first}")
        return first, last

    def evidence(self) -> str:
        """Return how good the row is; every row says so, and by when somebody should look again."""
        self._day("review_by")
        return self.word("evidence", EVIDENCE)

    def source(self) -> str:
        """Return the law, if the row names it, and the sources, in words."""
        keys = self.texts("source")
        unknown = [key for key in keys if not isinstance(self.sources.get(key), str)]
        if unknown or not keys:
            self.refuse(f"'source' is {list(keys)}, and each must be one of the file's sources")
        law = [self.text("law")] if "law" in self.values else []
        return "; ".join([*law, *(str(self.sources[key]) for key in keys)])

    def _number(self, key: str, kind: str) -> Decimal:
        figure = self.text(key)
        try:
            number = Decimal(figure)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            self.refuse(f"'{key}' is '{figure}', not {kind}")
        return number

    def _day(self, key: str) -> date:
        value = self.values.get(key)
        if type(value) is not date:  # a datetime is a date too, but a row has no time of day
            self.refuse(f"'{key}' is {value!r}, not a date")
        return value
