"""`va doctor`: is the book sound, and is everything there that the program needs."""

from __future__ import annotations

import typer

from vabackoffice.cli import invocation, output

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("doctor")
def doctor() -> None:
    """Check the book and what the program needs; nothing is changed.

    Exit code: 0 all is well, 3 something is missing, 6 the book is damaged.

    Examples:
      va doctor
      va doctor --json
    """
    from vabackoffice.usecases.doctor import examine

    path = invocation.book_path()
    findings = examine(path, invocation.read_clock().date())
    body = [{"kind": each.kind, "message": each.message, "remedy": each.remedy} for each in findings]
    text = "\n".join(f"{each.message}\n    {each.remedy}" for each in findings)
    output.show({"findings": body}, text or f"All is well with '{path}'.")
    raise typer.Exit(max((each.exit_code for each in findings), default=0))
