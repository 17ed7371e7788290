"""`va bank`: what is left of a retainer or of packages, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.reads.targets import EngagementRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("bank")
def bank(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    period: PeriodWords = None,
    whole: Annotated[bool, typer.Option("--all", help="All rows since the beginning.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each row is there.")] = False,
    statement: Annotated[
        str | None,
        typer.Option(
            "--statement", metavar="text|html|pdf", help="Make it for the client to read.", show_default=False
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Where the statement goes.", show_default=False)
    ] = None,
) -> None:
    """Show what is left of an engagement's hours, and how it came to that.

    Without a period: the current one of the bank.

    Examples:
      va bank acme
      va bank acme 2026-03 --explain
      va bank acme/inbox --all --json
      va bank acme --statement text
      va bank acme --statement pdf -o hours.pdf
    """
    from vabackoffice.usecases.bank_view import find_bank

    with invocation.open_desk() as desk:
        asked = desk.period(" ".join(period), "") if period else None
        _refuse_both(asked, whole=whole)
        engagement = find_bank(desk.book, handle, desk.today)
        if statement or file:
            from vabackoffice.cli.bank_statement import show_statement

            show_statement(desk, engagement, asked, statement, file, whole=whole, explain=explain)
        else:
            _show_rows(desk, engagement, asked, whole=whole, explain=explain)


def _show_rows(desk: Desk, engagement: EngagementRow, asked: Period | None, *, whole: bool, explain: bool) -> None:
    from vabackoffice.usecases.bank_view import look_at_bank

    view = look_at_bank(desk.book, engagement, desk.today, asked, whole=whole)
    if invocation.current.json:
        from vabackoffice.cli.bank_json import bank_json

        output.print_json(bank_json(view))
    else:
        from vabackoffice.cli.bank_text import print_bank

        print_bank(view, explain=explain)


def _refuse_both(asked: Period | None, *, whole: bool) -> None:
    if asked is not None and whole:
        message = f"'{asked}' and '--all' are asked for at once."
        raise InvalidInputError(message, "Name a period, or say '--all'.")
