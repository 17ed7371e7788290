"""The table of commands: names, where they live, one line of help each."""

from __future__ import annotations

from typing import Any

import typer
import typer.main
from typer.exceptions import Abort, TyperException

from vabackoffice.cli.lazy import lazy_group
from vabackoffice.cli.output import note
from vabackoffice.errors import InvalidInputError

# name: (module or module:command, summary). The day's work first, then the month's, then the year's.
COMMANDS = {
    "start": ("timer:start", "Start a timer."),
    "stop": ("timer:stop", "Stop the running timer and keep the entry."),
    "switch": ("timer:switch", "Stop the running timer and start another."),
    "resume": ("timer:resume", "Start again what an entry was about."),
    "cancel": ("timer:cancel", "Throw the running timer away."),
    "interrupt": ("interrupt:interrupt", "Log a short job in between and go on."),
    "status": ("timer:status", "Show the running timer and today's hours."),
    "log": ("entries:log", "Log finished work."),
    "repeat": ("repeat:repeat", "Log again what an entry was."),
    "routine": ("routine", "Work that comes back: add, list, end, delete, run."),
    "catch-up": ("catch_up:catch-up", "Ask what the day's gaps were, and log it."),
    "entries": ("entry_list:entries", "List time entries."),
    "edit": ("edit:edit", "Change a time entry."),
    "split": ("entries:split", "Cut a time entry in two."),
    "delete": ("entries:delete", "Delete a time entry."),
    "report": ("report", "Reports: hours, week, rates, capacity, rounding."),
    "target": ("target:target", "Hours to work in a day, week or month: set, end, list."),
    "task": ("task", "Flat-fee tasks, also recurring: add, done, reopen, list, due."),
    "package": ("package", "Hours sold in blocks: sell, list, edit, delete."),
    "bank": ("bank:bank", "Show what is left of a retainer or of packages, and why."),
    "month": ("month:month", "Prepare or issue a month's invoices for all clients."),
    "quote": ("quote", "Offers to clients, and what they become."),
    "invoice": ("invoice", "Draft, preview, issue and show invoices."),
    "pay": ("payment:pay", "Book a payment, or list payments."),
    "tax": ("tax", "The year's income for your own tax return."),
    "init": ("init:init", "Set up the book and the business."),
    "business": ("business", "Show and edit your business."),
    "regime": ("regime", "Your tax regime, from which day on."),
    "client": ("client", "Clients: add, list, show, edit, archive, check."),
    "rate": ("rate", "Exchange rates: set, list, import."),
    "engagement": ("engagement", "Agreements with clients and their terms."),
    "service": ("service", "Kinds of work."),
    "price": ("price", "What a unit of a service costs, from which day on."),
    "import": ("importing", "Bring in hours: 'va import FILE' finds out from which program."),
    "export": ("exporting:export", "Write the whole book, or hours for other programs."),
    "template": ("template", "Invoice templates: check, list, copy."),
    "undo": ("history:undo", "Take back the last command that wrote."),
    "redo": ("history:redo", "Bring back what was undone."),
    "history": ("history:history", "Show what was done to the book."),
    "doctor": ("doctor:doctor", "Check the book and the program's surroundings."),
    "completion": ("completion", "Completion with TAB: install, uninstall, show."),
}

root = typer.Typer(
    cls=lazy_group(COMMANDS),
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nUnderstood before and after every command:\n  --book PATH, --json, --yes, --no-input",
)


@root.callback()
def today(ctx: typer.Context, *, version: bool = typer.Option(False, "--version", help="Show the version.")) -> None:
    """Keep the books of a virtual assistant: hours in, money out, tax year done.

    Without a command: show today.
    """
    if version:
        from vabackoffice import __version__
        from vabackoffice.cli.output import show

        show({"version": __version__}, f"vabackoffice {__version__}")
    elif ctx.invoked_subcommand is None:
        from vabackoffice.cli.today import show_today

        show_today()


def app(arguments: list[str]) -> int:
    """Run one command and return its exit code.

    Raises:
        InvalidInputError: the command line was not understood.
    """
    try:
        code: Any = typer.main.get_command(root).main(arguments, prog_name="va", standalone_mode=False)
    except Abort as error:
        message = "Nothing was done."
        raise InvalidInputError(message) from error
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            note(error.format_message())
            return InvalidInputError.exit_code
        raise _misuse(error, arguments) from error
    return code if isinstance(code, int) else 0


def _misuse(error: Any, arguments: list[str]) -> InvalidInputError:
    """Return a misused command line as one of our own errors."""
    context = getattr(error, "ctx", None)
    hint = f"'{context.command_path if context else 'va'} --help' shows how."
    option = getattr(error, "option_name", "") or ""
    if option[1:2].isdigit():  # '-25m' is taken for options of one letter, and the first of them is named
        typed = next((word for word in arguments if word.startswith(option)), option)
        return InvalidInputError(f"'{typed}' is less than nothing.", f"Durations and amounts begin at zero; {hint}")
    return InvalidInputError(error.format_message(), hint)
