"""Her own editor: found, run on a private file, and what she wrote kept when it cannot be used."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from vabackoffice.cli import invocation, output
from vabackoffice.errors import BackOfficeError, InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL = ("nano", "vi", "notepad")
_HINT = "Name one that is there in $EDITOR: 'export EDITOR=nano', or EDITOR='code --wait'."


def find_editor() -> list[str]:
    """Return the command of the editor that $VISUAL or $EDITOR names, or of one that is usually there.

    Raises:
        MissingError: nobody is at a terminal, or there is no such editor.
    """
    if not invocation.can_ask():
        message = "There is no terminal to edit at."
        raise MissingError(message, "Run it at a terminal; $EDITOR names your editor. 'va edit @1 ...' needs none.")
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    commands = [_words(named)] if named.strip() else [[name] for name in _USUAL]
    for command in commands:
        if command and shutil.which(command[0]):
            return command
    message = f"The editor '{named}' cannot be run." if named.strip() else "There is no editor."
    raise MissingError(message, _HINT)


def run_editor(command: list[str], path: Path) -> None:
    """Open the file and wait until the editor is closed.

    Raises:
        InvalidInputError: the editor says that it failed.
        MissingError: it cannot be started.
    """
    # What the editor draws belongs on the terminal, also where the result of `va` goes into a file.
    shown = None if sys.stdout.isatty() else sys.stderr
    try:
        editor = subprocess.Popen([*command, str(path)], stdout=shown)  # noqa: S603 - she chose the program
    except OSError as error:
        message = f"The editor '{command[0]}' cannot be run: {error.strerror}."
        raise MissingError(message, _HINT) from error
    # Ctrl-C at the terminal reaches both: what it means is the editor's to say.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = editor.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        message = f"The editor '{command[0]}' failed (exit code {code}); nothing was changed."
        raise InvalidInputError(message, "Run it again, with another editor in $EDITOR if need be.")


@contextmanager
def text_file(name: str, text: str) -> Iterator[Path]:
    """Yield a file with the text that nobody else may read; it is gone afterwards.

    When something goes wrong and she has written in it, it stays, and the error says where.

    Raises:
        MissingError: there is no place for temporary files, or no space.
    """
    with _plain_errors():
        folder = Path(mkdtemp(prefix="vabackoffice-"))
    path = folder / name
    try:
        write_text(path, text)
        yield path
    except BaseException as error:
        if _is_worth_keeping(path, text):
            _tell(error, f"Your text is kept in '{path}'.")
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write the text, for her eyes only."""
    with _plain_errors():
        path.touch(0o600)
        path.write_text(text, encoding="utf-8")


def read_text(path: Path) -> str:
    """Return what she wrote, empty if she deleted the file.

    Raises:
        InvalidInputError: it is not UTF-8.
    """
    if not path.exists():
        return ""
    path.chmod(0o600)  # an editor may have put another file in its place
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The text is not UTF-8."
        raise InvalidInputError(message, "Let the editor save UTF-8; nothing was changed.") from error


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"The text for the editor cannot be written: {error.strerror}."
        raise MissingError(message, "Free some space, or name a folder for temporary files in TMPDIR.") from error


def _words(command: str) -> list[str]:
    """Return the words of an editor's command; a path with spaces may stand without quotes."""
    if shutil.which(command):
        return [command]
    try:
        return shlex.split(command)
    except ValueError:  # a quote without its partner
        return []


def _is_worth_keeping(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes().split() not in ([], text.encode().split())


def _tell(error: BaseException, sentence: str) -> None:
    if isinstance(error, BackOfficeError):
        error.hint = f"{error.hint} {sentence}".strip()
    else:
        output.note(sentence)
