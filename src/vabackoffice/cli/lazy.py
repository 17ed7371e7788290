"""Commands that are known by name and one line of help until they are called.

Dispatch alone imports a command's module (`resolve_command`); listing, completion and typo suggestions
look at the stand-ins and import nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer.main
from typer.core import TyperCommand, TyperGroup


class Deferred(TyperCommand):
    """A name and a line of help that stand in for a command or a group of commands.

    `target` is `module` for a group, `module:name` for one command of that module's `app`.
    """

    def __init__(self, name: str, target: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self.target = target

    def load(self) -> Any:
        """Import the module and return the real command."""
        module, _, wanted = self.target.partition(":")
        app: typer.Typer = import_module(f"vabackoffice.cli.{module}").app
        if not wanted:
            group = typer.main.get_group(app)
            group.name = self.name
            for command in group.commands.values():
                _put_examples_last(command)
            return _put_examples_last(group)
        info = next(info for info in app.registered_commands if info.name == wanted)
        return _put_examples_last(
            typer.main.get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)
        )


def _put_examples_last(command: Any) -> Any:
    """End the help text with its examples, a line each: the backspace keeps the formatter from filling them."""
    text, heading, examples = (command.help or "").partition("Examples:")
    if heading:
        command.help, command.epilog = text.strip(), f"\b\n{heading}{examples}"
    return command


def lazy_group(commands: dict[str, tuple[str, str]]) -> type[TyperGroup]:
    """Return a group class that knows `commands` by name: (target, summary)."""

    class LazyGroup(TyperGroup):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            for name, (target, summary) in commands.items():
                self.add_command(Deferred(name, target, summary))

        def list_commands(self, ctx: Any) -> list[str]:
            """List what the group's own module holds, then the table in its order: the day's work first."""
            return [*(name for name in super().list_commands(ctx) if name not in commands), *commands]

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
            name, command, rest = super().resolve_command(ctx, args)
            if name is not None and isinstance(command, Deferred):
                command = self.commands[name] = command.load()
            return name, command, rest

    return LazyGroup
