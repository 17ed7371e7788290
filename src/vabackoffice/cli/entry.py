"""Where `va` begins and ends: one place that runs a command, prints errors and decides the exit code."""

from __future__ import annotations

import sys
from typing import NoReturn

UNWRITTEN = 3  # something is missing: here it is space
UNEXPECTED = 70  # EX_SOFTWARE of BSD's sysexits.h: a bug
TAB = "__complete"  # what the shells' scripts call
STOPPED = 130  # what shells say of a program that was interrupted


def run() -> NoReturn:
    """Run `va` with the process's arguments and end the process."""
    import gc

    # A daily command makes some ten thousand objects and ends; looking for cycles among them costs a tenth of its
    # time. A long one, such as an import of many rows, still gets its collections.
    gc.set_threshold(200_000)
    _speak_utf8()
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # `va entries | head`: the reader has seen enough
        pass
    except OSError as error:
        sys.stderr.write(f"va: The output could not be written: {error.strerror}.\n")
        code = code or UNWRITTEN
    _end(code)


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; never raises."""
    if arguments[:1] == [TAB]:
        from vabackoffice.cli.tab.answer import answer

        return answer(arguments[1:])
    from vabackoffice.cli import invocation, output
    from vabackoffice.errors import BackOfficeError

    try:
        invocation.current, rest = invocation.take_global_options(arguments)
        from vabackoffice.cli.main import app

        return app(rest)
    except BackOfficeError as error:
        output.print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        output.note("Stopped; nothing was changed.")
        return STOPPED
    except SystemExit:  # Typer's end when the reader of a pipe has seen enough
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is told as one
        output.print_bug(error)
        return UNEXPECTED


def _speak_utf8() -> None:
    """Let what goes into a file or a pipe be UTF-8 wherever it is read, and no letter be too strange to print."""
    from io import TextIOWrapper

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _end(code: int) -> NoReturn:
    """End the process without taking the interpreter apart, which costs a twentieth of a daily command.

    The book is closed by then. What else waits for the end of a program, such as temporary folders or a measurement
    of coverage, is registered with `atexit` and gets its turn.
    """
    import atexit
    import os

    sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 - the public way runs them only while taking everything apart
    os._exit(code)
