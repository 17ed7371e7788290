"""The map of an import: a TOML file that says what names of another program mean, kept and edited by the user."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from vabackoffice.errors import ConflictError, InvalidInputError, MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vabackoffice.usecases.import_meaning import Meaning

_EXAMPLE = 'Write lines such as: "Big Company / Website" = "big/web".'
_HEADING = """\
# What the names in the file mean here. Left: "Client / Project" as the other program has them, either may be
# empty; "Client" alone is for all its projects that have no line of their own. A program that has tags only: "tag",
# or "tag + other" for the rows that have both.
# Right: a client or engagement ("big", "big/web"), one to be made ("new:big/web"), your own work
# ("internal:admin", acquisition, training, travel), "skip" for rows to leave out, "?" for not decided yet.
"""


def read_map(path: Path) -> dict[str, str]:
    """Return what each name means, as written.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is not TOML, or a name means something that is not text.
    """
    if not path.is_file():
        message = f"There is no map '{path}'."
        raise NotFoundError(message, "'--propose-map FILE' writes one to edit.")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"The map '{path.name}' cannot be read: {error}."
        raise InvalidInputError(message, _EXAMPLE) from error
    for name, target in found.items():
        if not isinstance(target, str) or not target.strip():
            message = f"The map '{path.name}' does not say in quotes what \"{name}\" means."
            raise InvalidInputError(message, _EXAMPLE)
    return {name: target.strip() for name, target in found.items()}


def write_map(path: Path, meanings: Iterable[Meaning]) -> None:
    """Write the names and what they mean now, to be edited; a file that is there is left alone."""
    named = {name: meaning for meaning in meanings for name in meaning.asked or (meaning.name,)}
    lines = [f"{_quoted(name)} = {_quoted(named[name].target)}{_remark(named[name])}\n" for name in sorted(named)]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines([_HEADING, *lines])
    except FileExistsError as error:
        message = f"There is already a file '{path}'."
        raise ConflictError(message, "Name another, or use that one with '--map FILE'.") from error
    except OSError as error:
        message = f"The map '{path}' cannot be written: {error.strerror}."
        raise MissingError(message, "Name a file in a folder that you may write to.") from error


def _quoted(text: str) -> str:
    """Return a basic string of TOML, which is escaped like JSON's."""
    return json.dumps(text, ensure_ascii=False)


def _remark(meaning: Meaning) -> str:
    return f"  # {meaning.refusal}" if meaning.refusal else ""
