"""Write the table from which TAB is answered: every command with its arguments and options, as Typer knows them.

Run it when a command, an option or a help text has changed; `--check`, which a test runs, says whether that is needed.
What an argument or an option takes follows from the word in capitals in its usage line. Where that word means several
things, or its choices stand in the code, ARGUMENTS and OPTIONS below say which. Exit codes: 0 done or up to date ·
1 the table is out of date · 2 a word is not known here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer.main

from vabackoffice.cli.exporting import WHOLE_BOOK
from vabackoffice.cli.import_group import AUTO
from vabackoffice.cli.lazy import Deferred
from vabackoffice.cli.main import root
from vabackoffice.cli.tab.answer import BY_SHELL, FREE, LITERAL
from vabackoffice.cli.tab.from_book import KINDS
from vabackoffice.cli.tab.table import REPEATED
from vabackoffice.documents.look import PAPERS
from vabackoffice.domain.country import LANGUAGES
from vabackoffice.domain.dimension import DIMENSIONS
from vabackoffice.domain.pricing import Grouping
from vabackoffice.domain.rounding import Level
from vabackoffice.domain.terms_reading import EVERY
from vabackoffice.domain.time_entry import INTERNAL_KINDS, PLACES
from vabackoffice.einvoice.profiles import PROFILES
from vabackoffice.usecases.exporting_hours import FORMATS
from vabackoffice.usecases.rates import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE = Path(__file__).parents[1] / "src" / "vabackoffice" / "cli" / "tab" / "commands.txt"
HEADING = "# Written by scripts/command_table.py: every command, two spaces, what it does; below it what it takes.\n"

# Words in capitals that only the person knows.
NOTHING = {
    "#RRGGBB", "10%", "ADDRESS", "AMOUNT", "AT", "BIC", "CATEGORY", "CODE", "COLUMN=FIELD,…", "DAY", "DAYS",
    "DURATION", "DURATION/UNIT", "FEE", "FORMAT", "FROM-TO", "H", "HOURS", "IBAN", "KEY=VALUE", "MONEY", "N",
    "NAME", "NOTE", "PARTS", "PATTERN", "PERCENT", "RATE", "ROW", "RULE", "RULE:PERCENT", "SERIES", "SHIFT",
    "STEPS", "TAGS", "TEXT", "TIME", "TITLE", "UNIT", "URL",
}  # fmt: skip

# command, or group, and word: what that argument takes.
ARGUMENTS = {
    ("client", "HANDLE"): "CLIENT",
    ("client add", "HANDLE"): "NAME",
    ("engagement add", "CLIENT/NAME"): "CLIENT/NEW",
    ("import", "ID"): "IMPORT",
    ("package", "ID"): "PACKAGE",
    ("package sell", "HANDLE"): "WORK",
    ("pay", "AMOUNT|[CLIENT]"): "AMOUNT",
    ("pay", "NUMBER|list"): "DUE-NUMBER",
    ("quote accept", "QUOTE"): "OPEN-QUOTE",
    ("quote decline", "QUOTE"): "OPEN-QUOTE",
    ("quote delete", "QUOTE"): "OPEN-QUOTE",
    ("quote edit", "QUOTE"): "OPEN-QUOTE",
    ("quote line", "QUOTE"): "OPEN-QUOTE",
    ("quote offer", "CLIENT/NAME"): "CLIENT/NEW",
    ("quote offer", "QUOTE"): "OPEN-QUOTE",
    ("routine", "ID"): "ROUTINE",
    ("task", "ID"): "TASK",
    ("task add", "HANDLE"): "WORK",
    ("task end", "ID"): "RECURRING",
    ("task reopen", "ID"): "DONE-TASK",
}


def choices(*words: str) -> str:
    """Return words as the table has them: each is what is typed."""
    return "|".join(f"{LITERAL}{word}" for word in words)


VAT = choices("auto", "S", "AE", "E", "O", "G", "Z")
# option, or command and option: what its value is.
OPTIONS = {
    "--as": choices(*(profile.name for profile in PROFILES)),
    "--by": choices(*DIMENSIONS),
    "--cap-every": choices(*EVERY),
    "--carry": choices("none", "all", "cap:"),
    "--debt": choices("bill", "carry", "ask"),
    "--discount": "MONEY",
    "--every": choices(*EVERY),
    "--format": choices(*WHOLE_BOOK, *FORMATS),
    "--expires": "DATE",
    "--group": choices(*get_args(Grouping)),
    "--handle": "NAME",
    "--holidays": choices("client", "own"),
    "--internal": choices(*INTERNAL_KINDS),
    "--language": choices(*LANGUAGES),
    "--leitweg-id": "NAME",
    "--lines": "PARTS",
    "--over-cap": choices("wait", "lapse"),
    "--paper": choices(*PAPERS),
    "--peppol-id": "NAME",
    "--phone": "NAME",
    "--place": choices(*PLACES),
    "--regime": "REGIME",
    "--registration-number": "NAME",
    "--renew": choices("propose", "draft"),
    "--round-level": choices(*get_args(Level)),
    "--service": "SERVICE",
    "--task": "TASK",
    "--tax-number": "NAME",
    "--template": "TEMPLATE",
    "--timezone": "ZONE",
    "--use": choices("allowance-first", "oldest-first"),
    "--vat": VAT,
    "--vat-id": "NAME",
    "report rates --by": choices(*WAYS),
}


class UnknownWordError(Exception):
    """A word in capitals of which nobody has said what it takes."""


def main() -> int:
    """Write the table, or with `--check` compare it."""
    try:
        text = HEADING + "".join(f"{line}\n" for line in lines())
    except UnknownWordError as error:
        print(error, file=sys.stderr)
        return 2
    if "--check" not in sys.argv[1:]:
        TABLE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if TABLE.read_text(encoding="utf-8") == text:
        return 0
    print("The table of commands is out of date: run 'python scripts/command_table.py'.", file=sys.stderr)
    return 1


def lines() -> Iterator[str]:
    """Yield the table line by line."""
    program: Any = typer.main.get_command(root)
    yield from details("", program.params)
    for name, stand_in in program.commands.items():
        command = stand_in.load()
        below: dict[str, Any] = getattr(command, "commands", {})
        yield f"{name}  {stand_in.help}"
        yield from details(name, [*command.params, *(below[AUTO].params if AUTO in below else ())])
        for sub_name, under in below.items():
            sub_command: Any = under.load() if isinstance(under, Deferred) else under
            if not sub_command.hidden:
                yield f"{name} {sub_name}  {one_line(sub_command.help.partition(chr(10) * 2)[0])}"
                yield from details(f"{name} {sub_name}", sub_command.params)
        if name == "pay":  # its list is a word that stands for a number
            yield "pay list  List payments."
            yield "  [CLIENT]"
            yield "  --csv  Print the list as CSV."


def details(command: str, params: Iterable[Any]) -> Iterator[str]:
    """Yield what a command takes: its arguments on one line, then an option on each."""
    params = list(params)
    arguments = " ".join(argument(command, each) for each in params if each.param_type_name == "argument")
    if arguments:
        yield f"  {arguments}"
    for option in params:
        if option.param_type_name == "option":
            takes = "" if option.is_flag else f" {value(command, option)}{REPEATED if option.multiple else ''}"
            for names in filter(None, (option.opts, option.secondary_opts)):
                yield f"  {','.join(names)}{takes}  {one_line(option.help or '')}"


def argument(command: str, found: Any) -> str:
    """Return the words of an argument: `HANDLE [NOTE...] [+TAG...]`."""
    words = [taken(command, word) for word in found.metavar.split()]
    if "[+TAG...]" in words:  # work is for one engagement, everything else for a client as well
        words = ["WORK" if word == "HANDLE" else word for word in words]
    if found.nargs == -1 and REPEATED not in found.metavar:
        words[-1] = f"[{words[-1].strip('[]')}{REPEATED}]" if words[-1].startswith("[") else words[-1] + REPEATED
    return " ".join(words)


def taken(command: str, word: str) -> str:
    """Return a word of a usage line as the table has it, or refuse one that is not known."""
    group = command.partition(" ")[0]
    word = ARGUMENTS.get((command, word)) or ARGUMENTS.get((group, word)) or word
    alternatives = word.replace("[", "").replace("]", "").removesuffix(REPEATED).split("|")
    if "@N" in alternatives:  # the stable id of an entry is as good, but nobody types it
        alternatives = ["@N"]
    known = "|".join(kind(each, f"va {command}") for each in alternatives) + (REPEATED if REPEATED in word else "")
    return f"[{known}]" if word.startswith("[") else known


def value(command: str, option: Any) -> str:
    """Return what an option takes."""
    name = option.opts[0]
    wanted = OPTIONS.get(f"{command} {name}") or OPTIONS.get(name) or option.metavar or ""
    return "|".join(kind(each, f"va {command} {name}") for each in wanted.split("|"))


def kind(word: str, where: str) -> str:
    """Return a kind of word as the table has it: what is not in capitals is typed as it stands."""
    if word.startswith(LITERAL):
        return word
    if re.fullmatch("[a-z][a-z0-9_-]*|[0-9]+", word):
        return f"{LITERAL}{word}"
    if word not in {*KINDS, *FREE, *BY_SHELL, *NOTHING}:
        raise_unknown(word, where)
    return word


def raise_unknown(word: str, where: str) -> None:
    """Say which word is not known and where it stands."""
    message = f"'{word}' of '{where}' is not known: say in {Path(__file__).name} what TAB shall offer there."
    raise UnknownWordError(message)


def one_line(text: str) -> str:
    """Return a text without line breaks and double spaces."""
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
