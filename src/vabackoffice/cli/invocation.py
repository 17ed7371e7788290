"""What surrounds one command: where the book is, what time it is, who answers questions, where output goes."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.business import Surroundings


class Invocation:
    """The options that are understood before every command and after it."""

    book: str = ""
    json: bool = False
    yes: bool = False
    no_input: bool = False


current = Invocation()

_FLAGS = {"--json": "json", "--yes": "yes", "-y": "yes", "--no-input": "no_input"}


def take_global_options(arguments: list[str]) -> tuple[Invocation, list[str]]:
    """Return the global options found anywhere before `--`, and the arguments without them.

    Raises:
        InvalidInputError: an argument is not text, or `--book` names no file.
    """
    _refuse_bytes(arguments)
    found = Invocation()
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return found, [*rest, word, *words]
        if word in _FLAGS:
            setattr(found, _FLAGS[word], True)
        elif word == "--book" or word.startswith("--book="):
            found.book = next(words, "") if word == "--book" else word.removeprefix("--book=")
            if not found.book:
                message = "'--book' names no file."
                raise InvalidInputError(message, "Write the path after it: '--book my-book.db'.")
        else:
            rest.append(word)
    return found, rest


def _refuse_bytes(arguments: list[str]) -> None:
    """Refuse bytes that no UTF-8 letter has: Python hands them on as half letters, which no file can hold."""
    for word in arguments:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            shown = word.encode(errors="backslashreplace").decode()
            message = f"'{shown}' is not UTF-8 text."
            raise InvalidInputError(message, "Set the terminal to UTF-8 and type it again.") from error


def book_path() -> Path:
    """Return the path of the book: `--book`, else VA_BOOK, else the user's data folder."""
    given = current.book or os.environ.get("VA_BOOK", "")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("vabackoffice", appauthor=False) / "book.db"


def template_folder() -> Path | None:
    """Return the folder of the user's own templates: VA_TEMPLATES, else `templates` beside the book, if it is there."""
    folder = own_templates()
    return folder if folder.is_dir() else None


def own_templates() -> Path:
    """Return where the user's own templates lie, or would lie."""
    given = os.environ.get("VA_TEMPLATES", "")
    return Path(given).expanduser() if given else book_path().with_name("templates")


def read_clock() -> datetime:
    """Return the present instant (UTC), or VA_NOW for demos and tests. The only place that reads the clock."""
    fixed = os.environ.get("VA_NOW")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        instant = datetime.fromisoformat(fixed)
    except ValueError as error:
        message = f"VA_NOW is not an ISO instant: '{fixed}'."
        raise InvalidInputError(message, "Write it as '2026-03-02T09:00:00+01:00', or unset it.") from error
    return instant.replace(microsecond=0) if instant.tzinfo else instant.replace(tzinfo=UTC, microsecond=0)


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone VA_TZ or `name`."""
    from zoneinfo import ZoneInfo

    wanted = os.environ.get("VA_TZ") or name
    try:
        return ZoneInfo(wanted)
    except (KeyError, ValueError, OSError) as error:
        message = f"'{wanted}' is not a time zone."
        raise InvalidInputError(message, "Use a name such as 'Europe/Amsterdam' or 'America/New_York'.") from error


class Desk:
    """An open book, the business's surroundings, and now in her time zone: what a command works with."""

    def __init__(self, book: Book, about: Surroundings, zone: ZoneInfo, now: datetime) -> None:
        self.book = book
        self.about = about
        self.zone = zone
        self.now = now

    @property
    def today(self) -> date:
        """The civil date where the assistant is."""
        return self.now.date()

    def day(self, typed: str | None, *, future: bool = False) -> date | None:
        """Return the date that was typed, or None when there is none."""
        if not typed:
            return None
        from vabackoffice.domain.civil_date import parse_date

        about = self.about
        return parse_date(typed, today=self.today, country=about.country, language=about.language, future=future)

    def period(self, typed: str | None, usual: str) -> Period:
        """Return the period that was typed, or the usual one."""
        from vabackoffice.domain.period import parse_period

        about = self.about
        return parse_period(typed or usual, today=self.today, country=about.country, language=about.language)


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Open the book and look around; closed again whatever happens."""
    from vabackoffice.storage.book import open_book, plain_errors
    from vabackoffice.storage.reads.business import read_surroundings

    book = open_book(book_path())
    try:
        with plain_errors(book.path):
            about = read_surroundings(book)
            zone = zone_named(about.timezone)
            yield Desk(book, about, zone, read_clock().astimezone(zone))
    finally:
        book.close()


def can_ask() -> bool:
    """Tell whether a person is there to answer."""
    return not current.no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, option: str, default: str = "") -> str:
    """Ask for something that is missing; without a terminal it is an error that names the option."""
    if not can_ask():
        if default:
            return default
        message = f"{question} is missing."
        raise MissingError(message, f"Give it with '{option}'.")
    import typer

    answer: str = typer.prompt(question, default=default or None, err=True)
    return answer


def confirm(question: str, *, usual: bool = False) -> None:
    """Ask before a final or destructive step; `--yes` answers, and without a terminal it is asked for.

    Enter alone says no, or yes where that is the usual answer.
    """
    if current.yes:
        return
    if not can_ask():
        message = f"{question} needs a yes."
        raise MissingError(message, "Add '--yes' to go ahead.")
    import typer

    if not typer.confirm(f"{question}. Go on?", default=usual, err=True):
        message = "Nothing was done."
        raise InvalidInputError(message)


def agreed(question: str) -> bool:
    """Tell whether somebody says yes to what was shown: `--yes`, or a person who is asked and may still refuse.

    Where nobody is there to answer, or a script reads the output, it was only shown.
    """
    if not current.yes and can_ask() and not current.json:
        confirm(question)
        return True
    return current.yes
