"""Where the cursor stands: at a command, an option, the value of an option, or an argument, and what fits there."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.cli.tab.table import REPEATED, Command, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

GLOBAL_OPTIONS = [
    Option(("--json",), "", False, "Print JSON."),
    Option(("-y", "--yes"), "", False, "Answer yes to every question."),
    Option(("--no-input",), "", False, "Ask nothing."),
    Option(("--book",), "FILE", False, "The book to work with."),
    Option(("-h", "--help"), "", False, "Show the help."),
]


class Place(NamedTuple):
    """What is asked for: kinds of words that fit, and what has been typed of this word and before it."""

    word: str  # as far as it is typed, without `before_equals`
    command: str = ""  # `invoice show`
    kinds: tuple[str, ...] = ()
    commands: bool = False  # names of commands below `command` fit, too
    options: Sequence[Option] = ()  # that may be named here
    typed: tuple[str, ...] = ()  # the words of this argument before this one, where it takes several
    flags: frozenset[str] = frozenset()  # options named before
    before_equals: str = ""  # `--group=`
    book: str = ""  # of `--book`


def find_place(table: dict[str, Command], words: Sequence[str]) -> Place:
    """Return where the last of `words` stands; the others are complete."""
    *typed, word = words
    command = ""
    given: dict[str, str] = {}  # options and their values
    arguments: list[str] = []
    waiting: Option | None = None
    ended = False
    for each in typed:
        if waiting:
            given |= dict.fromkeys(waiting.names, each)
            waiting = None
        elif each == "--" and not ended:
            ended = True
        elif not ended and _is_option(each):
            name, equals, value = each.partition("=")
            option = _option(table[command], name)
            given |= dict.fromkeys(option.names if option else (name,), value)
            waiting = option if option and option.takes and not equals else None
        elif not arguments and f"{command} {each}".lstrip() in table:
            command = f"{command} {each}".lstrip()
        else:
            arguments.append(each)
    here = Place(word, command, flags=frozenset(given), book=given.get("--book", ""))
    if waiting:
        return _value(here, waiting)
    if _is_option(word) and not ended:
        return _at_option(here, table[command])
    return _at_argument(here, table[command], arguments)


def _is_option(word: str) -> bool:
    """Tell an option from an argument; `-100` is an amount."""
    return word.startswith("-") and not word[1:2].isdigit()


def _option(command: Command, name: str) -> Option | None:
    return command.option(name) or next((option for option in GLOBAL_OPTIONS if name in option.names), None)


def _value(here: Place, option: Option, before_equals: str = "") -> Place:
    return here._replace(
        word=here.word.removeprefix(before_equals), kinds=tuple(option.takes.split("|")), before_equals=before_equals
    )


def _at_option(here: Place, command: Command) -> Place:
    """Return the options that are left, or after `--group=` what its values are."""
    name, equals, _ = here.word.partition("=")
    option = _option(command, name) if equals else None
    if option:
        return _value(here, option, f"{name}=") if option.takes else here
    known = [*command.options, *GLOBAL_OPTIONS]
    return here._replace(options=[option for option in known if option.repeated or here.flags.isdisjoint(option.names)])


def _at_argument(here: Place, command: Command, before: list[str]) -> Place:
    """Return what the arguments that may stand here take; a +tag may stand anywhere and is no argument."""
    takes = command.arguments
    tags: list[str] = []
    if any("+TAG" in argument for argument in takes):
        tags = [word for word in before if word.startswith("+")]
        before = [word for word in before if not word.startswith("+")]
        if here.word.startswith("+"):
            return here._replace(kinds=("+TAG",), typed=tuple(tags))
    if "--internal" in here.flags:  # the business's own work has no client
        takes = [argument for argument in takes if argument != "WORK"]
    several = list(dropwhile(lambda argument: REPEATED not in argument, takes))
    single = takes[: len(takes) - len(several)]
    fitting = [
        argument
        for position, argument in enumerate(single)
        if _needed(single[:position]) <= len(before) <= position  # what may be left out may have been left out
    ]
    if _needed(single) <= len(before):
        fitting += several
    kinds = tuple(kind for argument in fitting for kind in argument.strip("[]").removesuffix(REPEATED).split("|"))
    return here._replace(kinds=kinds, typed=(*tags, *before[len(single) :]), commands=not before)


def _needed(arguments: Sequence[str]) -> int:
    """Return how many of the arguments must be given."""
    return sum(not argument.startswith("[") for argument in arguments)
