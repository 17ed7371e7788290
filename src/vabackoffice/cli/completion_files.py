"""Which files teach a shell to complete `va`: whole files of our own, and marked lines in a file of the user's."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from vabackoffice.errors import ConflictError, InvalidInputError, MissingError

_SCRIPTS = {"bash": "va.bash", "zsh": "va.zsh", "fish": "va.fish", "powershell": "va.ps1"}
_OWN = "'va completion install"  # stands in every script of ours
_BEGIN, _END = "# >>> va completion >>>", "# <<< va completion <<<"


class Change(NamedTuple):
    """A file as it will be; None takes it away. `kind` is what happens: write, add, remove."""

    path: Path
    text: str | None
    kind: str
    said: str

    def carry_out(self) -> None:
        """Write the file whole or not at all, through a link to where it really lies, or take it away.

        Raises:
            MissingError: the file or its folder cannot be written.
        """
        path = self.path.resolve()
        try:
            if self.text is None:
                path.unlink()
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.partial")
            partial.write_text(self.text, encoding="utf-8", errors="surrogateescape", newline="")
            with suppress(FileNotFoundError):
                shutil.copymode(path, partial)
            partial.replace(path)
        except OSError as error:
            message = f"'{self.path}' cannot be written: {error.strerror}."
            raise MissingError(message, "Put the script where you want it: 'va completion show SHELL'.") from error


def find_shell(typed: str | None) -> str:
    """Return the shell that was named, or the one that SHELL names.

    Raises:
        InvalidInputError: it is none of the four that `va` knows.
        MissingError: none was named and SHELL names none of the four.
    """
    named = typed if typed is not None else os.environ.get("SHELL") or ("powershell" if sys.platform == "win32" else "")
    name = Path(named).stem.lower()
    name = "powershell" if name == "pwsh" else name
    if name in _SCRIPTS:
        return name
    hint = f"va knows {', '.join(_SCRIPTS)}: 'va completion install bash'."
    if typed is None:
        message = f"SHELL does not say which shell you use: '{named}'."
        raise MissingError(message, hint)
    message = f"'{typed}' is not a shell that va can teach."
    raise InvalidInputError(message, hint)


def script(shell: str) -> str:
    """Return the script that teaches a shell."""
    return (Path(__file__).parent / "tab" / "scripts" / _SCRIPTS[shell]).read_text(encoding="utf-8")


def installing(shell: str) -> list[Change]:
    """Return what has to be written; nothing where all is there already.

    Raises:
        ConflictError: a file of that name is somebody else's.
    """
    own = script(shell)
    changes = [
        Change(path, own, "write", f"Writes {path}: the script that 'va completion show {shell}' prints.")
        for path in _own_files(shell)
        if _read(path, own=True) != own
    ]
    for path, lines in _lines(shell).items():
        before = _read(path)
        text = _without_block(before)
        ended = text if not text or text.endswith("\n") else f"{text}\n"
        after = f"{ended}{_BEGIN}\n{lines}\n{_END}\n"
        if _block_of(before) != _block_of(after):
            changes.append(Change(path, after, "add", f"Adds to {path}:\n{_block_of(after)}"))
    return changes


def uninstalling(shell: str) -> list[Change]:
    """Return what has to be taken away.

    Raises:
        ConflictError: a file of that name is somebody else's.
    """
    changes = [Change(path, None, "remove", f"Removes {path}.") for path in _own_files(shell) if _read(path, own=True)]
    for path in _lines(shell):
        before = _read(path)
        if _block_of(before):
            changes.append(Change(path, _without_block(before), "remove", f"Removes from {path}:\n{_block_of(before)}"))
    return changes


def next_step(shell: str) -> str:
    """Return what a person does next."""
    if shell == "bash":
        line = f". {shlex.quote(str(_own_files(shell)[0]))}"
        return f"Open a new terminal. Where TAB still does nothing, add this line to ~/.bashrc:\n  {line}"
    return "Open a new terminal."


def _own_files(shell: str) -> list[Path]:
    """Return the files that are ours alone; two where the shell looks for a file by the name of the program."""
    data = _folder("XDG_DATA_HOME", ".local/share")
    if shell == "bash":
        return [data / "bash-completion" / "completions" / name for name in ("va", "vabackoffice")]
    if shell == "zsh":
        return [data / "zsh" / "site-functions" / "_va"]
    if shell == "fish":
        folder = _folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions"
        return [folder / f"{name}.fish" for name in ("va", "vabackoffice")]
    return []


def _lines(shell: str) -> dict[Path, str]:
    """Return the files of the user's that need lines of ours, and these lines."""
    if shell == "zsh":
        folder = _own_files(shell)[0].parent
        load = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }"
        return {
            Path(os.environ.get("ZDOTDIR") or Path.home())
            / ".zshrc": f"fpath=({shlex.quote(str(folder))} $fpath)\n{load}\n"
            "autoload -Uz _va && compdef _va va vabackoffice"
        }
    if shell == "powershell":
        return {_profile(): "va completion show powershell | Out-String | Invoke-Expression"}
    return {}


def _profile() -> Path:
    """Return the profile that PowerShell says it reads, or where it is by default."""
    import subprocess

    for name in ("pwsh", "powershell"):
        program = shutil.which(name)
        if program:
            command = [program, "-NoProfile", "-Command", "$PROFILE"]
            said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - our own words
            if said:
                return Path(said)
    return _folder("XDG_CONFIG_HOME", ".config") / "powershell" / "Microsoft.PowerShell_profile.ps1"


def _folder(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)


def _read(path: Path, *, own: bool = False) -> str:
    """Return what a file says, empty where there is none; bytes that are no text come back as they were."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror}."
        raise MissingError(message, "Put the script where you want it: 'va completion show SHELL'.") from error
    if "\0" in text or (own and _OWN not in text):
        message = f"'{path}' was not written by va."
        raise ConflictError(message, "Move it away, or put the script elsewhere: 'va completion show SHELL'.")
    return text


def _block_of(text: str) -> str:
    """Return our marked lines, marks included; empty where there are none."""
    _, begin, rest = text.partition(_BEGIN)
    lines, end, _ = rest.partition(_END)
    return f"{begin}{lines}{end}" if begin and end else ""


def _without_block(text: str) -> str:
    block = _block_of(text)
    if not block:
        return text
    before, _, after = text.partition(block)
    return before + after.removeprefix("\r").removeprefix("\n")
