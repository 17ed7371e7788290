"""Where `va` begins and ends: one place that runs a command, prints errors and decides the exit code."""

from __future__ import annotations

import gc
import sys

# A command lives for a blink; collecting cycles while modules load costs a tenth of it and frees nothing.
gc.disable()

UNEXPECTED = 70


def run() -> None:
    """Run `va` with the process's arguments and end the process."""
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; never raises for anything a user can do."""
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
        return 130
    except BrokenPipeError:  # `va entries | head`: the reader has seen enough
        sys.stderr.close()
        return 0
