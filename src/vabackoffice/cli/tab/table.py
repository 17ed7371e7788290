"""The commands as TAB knows them: read from `commands.txt`, which `scripts/command_table.py` writes.

Typer's own commands would take longer to import than the whole answer; a test compares the table with them.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("commands.txt")
REPEATED = "..."


class Option(NamedTuple):
    """An option: its names, what it takes (empty for a flag), whether it may come again, what it does."""

    names: tuple[str, ...]
    takes: str
    repeated: bool
    said: str


class Command(NamedTuple):
    """A command, or a group of commands: its summary, what each argument takes, its options."""

    summary: str
    arguments: list[str]
    options: list[Option]

    def option(self, name: str) -> Option | None:
        """Return the option of that name."""
        return next((option for option in self.options if name in option.names), None)


def read_table() -> dict[str, Command]:
    """Return every command by its words: `start`, `invoice`, `invoice show`; the program itself is the empty name."""
    table: dict[str, Command] = {"": Command("", [], [])}
    found = table[""]
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        text, _, said = line.strip().partition("  ")
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            found = table[text] = Command(said, [], [])
        elif text.startswith("-"):
            found.options.append(_option(text, said))
        else:
            found.arguments.extend(text.split())
    return table


def commands_below(table: dict[str, Command], group: str) -> list[tuple[str, str]]:
    """Return name and summary of every command right below a group, or of the first level."""
    start = f"{group} " if group else ""
    below = ((name.removeprefix(start), found) for name, found in table.items() if name.startswith(start) and name)
    return [(name, found.summary) for name, found in below if name and " " not in name]


def _option(text: str, said: str) -> Option:
    names, _, takes = text.partition(" ")
    return Option(tuple(names.split(",")), takes.removesuffix(REPEATED), takes.endswith(REPEATED), said)
