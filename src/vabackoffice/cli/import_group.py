"""`va import FILE`: the group takes a file in the place of a command, and finds out which source it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.core import TyperGroup

AUTO = "auto"


class FileGroup(TyperGroup):
    """A group of commands whose first word may be a file or a folder: then its command AUTO is meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put AUTO before a file that stands where a command is expected."""
        first = next((word for word in args if not word.startswith("-")), "")
        if first and first not in self.commands and _is_path(first):
            args = [AUTO, *args]
        return super().parse_args(ctx, args)


def _is_path(word: str) -> bool:
    """Tell whether a word names a file, also one that is not there: a command has neither a dot nor a slash."""
    return "." in word or "/" in word or Path(word).exists()
