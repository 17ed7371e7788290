"""Words that the book knows: handles, tags, services, numbers, and periods in the business's language."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.cli import invocation
from vabackoffice.cli.tab import dates
from vabackoffice.storage.reads import candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from vabackoffice.cli.tab.place import Place
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.candidates import Known, Words


class Asked(NamedTuple):
    """A place, and what is needed to answer for it."""

    place: Place
    book: Book
    language: str
    today: date


def words_from_book(kind: str, place: Place) -> Words:
    """Return the words of a kind, and what each is. Fails where there is no book, or not a whole one."""
    with candidates.look_into(invocation.book_path()) as book:
        language, zone = candidates.language_and_zone(book)
        today = invocation.read_clock().astimezone(invocation.zone_named(zone)).date()
        return list(KINDS[kind](Asked(place, book, language, today)))


def _by_client(asked: Asked) -> Iterator[list[Known]]:
    """Yield every client with its engagements; archived ones where they are shown or brought back."""
    place = asked.place
    for _, rows in groupby(candidates.known_clients(asked.book), key=lambda known: known.client):
        engagements = list(rows)
        if place.command.endswith(" show") or engagements[0].archived == ("--back" in place.flags):
            yield engagements


def _clients(asked: Asked) -> Words:
    return [(rows[0].client, rows[0].client_name) for rows in _by_client(asked)]


def _new_engagements(asked: Asked) -> Words:
    return [(f"{client}/", name) for client, name in _clients(asked)]


def _engagements(asked: Asked) -> Words:
    return [pair for rows in _by_client(asked) for pair in _named(rows)]


def _handles(asked: Asked) -> Words:
    return _with_engagements(asked, bare=lambda _: True)


def _work(asked: Asked) -> Words:
    """Return what work can be for: the bare handle only where it says which engagement is meant."""
    return _with_engagements(asked, bare=lambda standing: len(standing) <= 1 or any(one.is_default for one in standing))


def _with_engagements(asked: Asked, bare: Callable[[list[Known]], bool]) -> Words:
    """Return handles, and the engagements, not yet ended, of a client that has several or is followed by a slash."""
    found: Words = []
    for rows in _by_client(asked):
        standing = [one for one in rows if one.engagement and (one.ended_on or "9999") >= asked.today.isoformat()]
        if bare(standing):
            found.append((rows[0].client, rows[0].client_name))
        if len(standing) > 1 or "/" in asked.place.word:
            found += _named(standing)
    return found


def _named(rows: list[Known]) -> Words:
    return [(f"{one.client}/{one.engagement}", one.client_name) for one in rows if one.engagement]


def _periods(asked: Asked) -> Words:
    """Return periods; where a period may be several words, the next word of each."""
    typed, word = asked.place.typed, asked.place.word
    phrases = dates.period_words(asked.language, " ".join([*typed, word]))
    if typed:
        return _alone(dates.next_words(phrases, typed))
    return _alone([*phrases, *dates.calendar_periods(asked.today)])


def _days(asked: Asked) -> Words:
    return _alone(dates.day_words(asked.language, asked.place.word)) + dates.recent_days(asked.today)


def _years(asked: Asked) -> Words:
    this = asked.today.year
    first = min(this, candidates.first_year(asked.book) or this)
    return _alone([str(year) for year in range(this, first - 1, -1)])


def _alone(words: list[str]) -> Words:
    return [(word, "") for word in words]


# By the words in capitals that stand in usage lines, and a few finer ones that scripts/command_table.py makes of them.
KINDS: dict[str, Callable[[Asked], Words]] = {
    "HANDLE": _handles,
    "WORK": _work,
    "CLIENT": _clients,
    "CLIENT/NAME": _engagements,
    "CLIENT/NEW": _new_engagements,
    "TAG": lambda asked: candidates.tags(asked.book),
    "+TAG": lambda asked: [(f"+{tag}", said) for tag, said in candidates.tags(asked.book)],
    "SERVICE": lambda asked: candidates.services(asked.book),
    "NUMBER": lambda asked: candidates.numbers(asked.book, asked.place.word),
    "DUE-NUMBER": lambda asked: candidates.due_numbers(asked.book),
    "DRAFT": lambda asked: candidates.drafts(asked.book),
    "QUOTE": lambda asked: candidates.quotes(asked.book, only_open=False),
    "OPEN-QUOTE": lambda asked: candidates.quotes(asked.book, only_open=True),
    "TASK": lambda asked: candidates.tasks(asked.book, done=False),
    "DONE-TASK": lambda asked: candidates.tasks(asked.book, done=True),
    "ROUTINE": lambda asked: candidates.routines(asked.book),
    "PACKAGE": lambda asked: candidates.packages(asked.book),
    "RECURRING": lambda asked: candidates.recurring_tasks(asked.book),
    "@N": lambda asked: candidates.newest_entries(asked.book),
    "IMPORT": lambda asked: candidates.imports(asked.book),
    "PERIOD": _periods,
    "DATE": _days,
    "YEAR": _years,
}
