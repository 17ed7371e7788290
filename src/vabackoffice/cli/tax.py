"""`va tax`: the year's income for your own tax return."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.tax_report import TaxReport
    from vabackoffice.domain.tax_year import Basis

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="The year's income for your own tax return.",
)


@app.command("year")
def year(
    typed: Annotated[list[str], typer.Argument(metavar="YEAR", show_default=False)],
    basis: Annotated[
        str | None, typer.Option(metavar="cash|accrual", help="Only this basis; both if left out.", show_default=False)
    ] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write a PDF.", show_default=False)] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="DIR", help="Write CSV files into this folder.", show_default=False)
    ] = None,
) -> None:
    """Report a tax year: income, VAT, withheld tax, fees, what is open, hours.

    The year is the tax year of your country, named by its first day. Every
    figure names its documents. The report advises on nothing.

    Examples:
      va tax year 2026
      va tax year this year --basis cash --json
      va tax year 2026 --pdf 2026.pdf
      va tax year 2026 --csv tax-2026
    """
    from vabackoffice.domain.tax_year import BASES, parse_tax_year
    from vabackoffice.usecases.tax_year import report_json, report_tax_year

    chosen = _basis(basis)
    bases = (chosen,) if chosen else BASES
    with invocation.open_desk() as desk:
        tax_year = parse_tax_year(" ".join(typed), country=desk.about.country, today=desk.today)
        report = report_tax_year(desk.book, desk.about, tax_year, chosen, desk.today)
        files = [_write_pdf(desk, report, bases, pdf)] if pdf else []
    files += _write_csv(report, bases, csv) if csv else []
    if invocation.current.json:
        output.print_json(report_json(report, bases) | ({"files": [str(file) for file in files]} if files else {}))
    elif files:
        output.say("\n".join(f"Wrote {file}" for file in files))
    else:
        from vabackoffice.cli.tax_text import print_report

        print_report(report, bases)


def _basis(typed: str | None) -> Basis | None:
    from vabackoffice.domain.tax_year import BASES

    for basis in BASES:
        if typed and basis.startswith(typed.lower()):
            return basis
    if typed is None:
        return None
    message = f"'{typed}' is not a basis."
    raise InvalidInputError(message, f"Use {' or '.join(BASES)}.")


def _write_pdf(desk: Desk, report: TaxReport, bases: Sequence[Basis], file: Path) -> Path:
    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.tax_year import report_pdf

    return write_new(file, report_pdf(desk.book, report, bases, desk.now, invocation.template_folder()))


def _write_csv(report: TaxReport, bases: Sequence[Basis], folder: Path) -> list[Path]:
    from vabackoffice.cli.files import write_new
    from vabackoffice.documents.tax_year_csv import tax_year_csv

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"'{folder}' cannot be a folder: {error.strerror}."
        raise MissingError(message, "Name another place with '--csv DIR'.") from error
    return [write_new(folder / name, text.encode()) for name, text in tax_year_csv(report, bases).items()]
