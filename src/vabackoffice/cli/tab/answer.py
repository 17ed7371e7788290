"""The answer to TAB: `va __complete SHELL ...` prints what fits at the cursor, and never anything else.

`bash` and `fish` pass the line up to the cursor, bash its word breaks as well; the other shells pass the words after
the program's name, a full stop behind the last one, for PowerShell leaves out what is empty.

The first line of an answer is what the shell does itself: `files` or `folders` lists these, `open` puts no space behind
the word. Then come the words, a line each: for bash as they are put into the line, for the others with a tab and what
the word is.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from vabackoffice.cli import invocation
from vabackoffice.cli.tab.line import Line, quoted, read_line
from vabackoffice.cli.tab.place import find_place
from vabackoffice.cli.tab.table import commands_below, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.cli.tab.place import Place
    from vabackoffice.cli.tab.table import Command
    from vabackoffice.storage.reads.candidates import Words

LITERAL = "="  # begins a kind that is the word itself: `=home`
BY_SHELL = {"FILE": "files", "DIR": "folders"}


def answer(arguments: list[str]) -> int:
    """Print the answer to one TAB. It never fails: at worst nothing fits."""
    with suppress(
        Exception, KeyboardInterrupt
    ):  # in the middle of typing a command nobody wants to read of another one's problem
        shell, *asked = arguments
        line = _line(shell, asked)
        table = read_table()
        place = find_place(table, line.words)
        invocation.current = invocation.Invocation()
        invocation.current.book = place.book
        words = _fitting(table, place)
        shown = _for_bash(line, words) if shell == "bash" else (f"{word}\t{_plain(said)}" for word, said in words)
        sys.stdout.write("\n".join([_hint(place, words), *shown, ""]))
    return 0


def _line(shell: str, asked: list[str]) -> Line:
    if shell in ("bash", "fish"):
        return read_line(*asked)
    *words, last = asked
    return Line([*words, last.removesuffix(".")])


def _fitting(table: dict[str, Command], place: Place) -> Words:
    """Return all words that begin as typed and have not been given before, with `--group=` where that was typed."""
    found = [
        *(commands_below(table, place.command) if place.commands else ()),
        *((name, option.said) for option in place.options for name in option.names),
        *(pair for kind in place.kinds for pair in _of_kind(kind, place)),
    ]
    typed = place.word.lower()
    return [
        (place.before_equals + word, said)
        for word, said in found
        if word.lower().startswith(typed) and word not in place.typed
    ]


def _of_kind(kind: str, place: Place) -> Words:
    """Return the words of one kind; none of a kind that only the person knows, such as AMOUNT."""
    if kind.startswith(LITERAL):
        return [(kind.removeprefix(LITERAL), "")]
    if kind in BY_SHELL:
        return []
    if kind in FREE:
        return FREE[kind]()
    with suppress(Exception):  # no book, or not a whole one: what needs none is offered all the same
        from vabackoffice.cli.tab.from_book import KINDS, words_from_book

        return words_from_book(kind, place) if kind in KINDS else []
    return []


def _hint(place: Place, words: Words) -> str:
    by_shell = next((BY_SHELL[kind] for kind in place.kinds if kind in BY_SHELL), "")
    unfinished = words and all(word.endswith(("/", ":")) for word, _ in words)
    return by_shell or ("open" if unfinished else "")


def _for_bash(line: Line, words: Words) -> Iterator[str]:
    return (quoted(word[line.kept :], line.quote) for word, _ in words)


def _plain(said: str) -> str:
    """Return a description on one line, without characters that would upset a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in said)


def _regimes() -> Words:
    from vabackoffice.tax.vat_tables import load_vat_tables

    return [(code, one.name) for one in load_vat_tables().regimes for code in (one.code, *one.aliases)]


def _templates() -> Words:
    from vabackoffice.documents.html import template_names

    return [(name, "") for name in template_names(invocation.template_folder())]


def _zones() -> Words:
    from zoneinfo import available_timezones

    return [(name, "") for name in sorted(available_timezones())]


FREE = {"REGIME": _regimes, "TEMPLATE": _templates, "ZONE": _zones}
