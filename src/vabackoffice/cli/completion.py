"""`va completion`: let the shell complete `va` with TAB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from vabackoffice.cli.completion_files import Change

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Completion with TAB: install, uninstall, show.",
)

Shell = Annotated[str | None, typer.Argument(metavar="[bash|zsh|fish|powershell]", show_default=False)]


@app.command("install")
def install(shell: Shell = None) -> None:
    """Let your shell complete commands, handles and numbers with TAB; without a name it is the shell of SHELL.

    Shows which files are written and asks. A second time writes only what is new.

    Examples:
      va completion install bash --yes
    """
    from vabackoffice.cli.completion_files import find_shell, installing, next_step

    name = find_shell(shell)
    changes = installing(name)
    _carry_out(name, changes, "Writing")
    done = f"{name} completes va and vabackoffice" + ("." if changes else " already; nothing was written.")
    _show(name, changes, f"{done}\n{next_step(name)}")


@app.command("uninstall")
def uninstall(shell: Shell = None) -> None:
    """Take away what 'va completion install' wrote.

    Examples:
      va completion uninstall bash --yes
    """
    from vabackoffice.cli.completion_files import find_shell, uninstalling

    name = find_shell(shell)
    changes = uninstalling(name)
    _carry_out(name, changes, "Removing")
    _show(name, changes, f"{name} {'no longer completes va' if changes else 'has not been taught va by this command'}.")


@app.command("show")
def show(shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish|powershell", show_default=False)]) -> None:
    """Print the script for a shell, to be put where you want it.

    Examples:
      va completion show zsh
    """
    from vabackoffice.cli.completion_files import find_shell, script

    name = find_shell(shell)
    text = script(name)
    output.show({"shell": name, "script": text}, text.rstrip("\n"))


def _carry_out(shell: str, changes: list[Change], doing: str) -> None:
    """Show what will be written, ask, and write it."""
    if not changes:
        return
    if not invocation.current.json:
        for change in changes:
            output.note(change.said)
    invocation.confirm(f"{doing} {len(changes)} {'file' if len(changes) == 1 else 'files'} for {shell}")
    for change in changes:
        change.carry_out()


def _show(shell: str, changes: list[Change], text: str) -> None:
    body: dict[str, Any] = {"shell": shell, "files": [{"file": str(one.path), "change": one.kind} for one in changes]}
    output.show(body, text)
