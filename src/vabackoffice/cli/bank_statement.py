"""`va bank --statement`: what the client gets to read, on the terminal or in a file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank_statement import Form


def show_statement(
    desk: Desk,
    engagement: EngagementRow,
    asked: Period | None,
    form: str | None,
    file: Path | None,
    *,
    whole: bool,
    explain: bool,
) -> None:
    """Print the statement of an hour bank, or write it to a file; a PDF always is a file.

    Raises:
        InvalidInputError: a file without a statement, a form there is not, or the reasons of the rows are asked for.
    """
    from vabackoffice.domain.period import Period
    from vabackoffice.usecases.bank_statement import read_statement, statement_name, write_statement

    chosen = _form(form, explain=explain)
    if whole:
        asked = Period(date.min, desk.today + timedelta(1))
    found = read_statement(desk.book, engagement, asked, desk.today)
    content = write_statement(found, chosen, invocation.template_folder())
    if chosen == "pdf" and file is None:
        file = Path(f"{statement_name(found)}.pdf")
    _show(found.statement.engagement, chosen, content, file)


def _form(typed: str | None, *, explain: bool) -> Form:
    from vabackoffice.usecases.bank_statement import check_form

    if typed is None:
        message = "'-o' names a file for a statement, and none was asked for."
        raise InvalidInputError(message, "Add '--statement text', '--statement html' or '--statement pdf'.")
    if explain:
        message = "'--statement' is for the client, '--explain' for yourself."
        raise InvalidInputError(message, "Ask for one of them at a time.")
    return check_form(typed)


def _show(engagement: str, form: Form, content: bytes, file: Path | None) -> None:
    about = {"engagement": engagement, "statement": form}
    if file is None:
        text = content.decode()
        output.show({**about, "content": text}, text.rstrip("\n"))
        return
    from vabackoffice.cli.files import write_new

    path = write_new(file, content)
    output.show({**about, "file": str(path)}, f"Wrote {path}")
