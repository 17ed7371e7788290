"""`va init`: from nothing to a book with a business in it."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.business import (
    Address,
    BankName,
    Bic,
    Country,
    Currency,
    Email,
    Force,
    Holder,
    Iban,
    Language,
    Name,
    Phone,
    Region,
    Registration,
    TaxNumber,
    TermsDays,
    Text,
    TimeZone,
    VatId,
    Website,
)
from vabackoffice.cli.options import address_read, given

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("init")
def init(
    ctx: typer.Context,
    name: Name = None,
    country: Country = None,
    currency: Currency = None,
    language: Language = None,
    timezone: TimeZone = None,
    regime: Annotated[
        Text,
        typer.Option(
            metavar="CODE", show_default=False, help="Your tax regime: nl-standard, nl-kor, de-kleinunternehmer …"
        ),
    ] = None,
    address: Address = None,
    region: Region = None,
    email: Email = None,
    phone: Phone = None,
    website: Website = None,
    vat_id: VatId = None,
    tax_number: TaxNumber = None,
    registration_number: Registration = None,
    iban: Iban = None,
    bic: Bic = None,
    bank_name: BankName = None,
    account_holder: Holder = None,
    terms_days: TermsDays = None,
    force: Force = False,
) -> None:
    """Set up the book and your business; what is missing is asked for.

    Examples:
      va init --name "Example Office" --country NL --regime nl-standard
    """
    from vabackoffice.domain.country import check_country
    from vabackoffice.storage.reads.particulars import read_business, regime_on
    from vabackoffice.usecases.business import set_up, usual_regime

    typed = given(ctx, without=("regime", "force"))
    typed["name"] = name or invocation.ask("Your name or your firm's", "--name NAME")
    typed["country"] = country or invocation.ask("Country (two letters)", "--country CODE")
    usual = usual_regime(check_country(typed["country"]), typed.get("vat_id", ""))
    chosen = regime or invocation.ask("Tax regime", "--regime CODE", default=usual)
    path = invocation.book_path()
    set_up(path, invocation.read_clock(), typed, chosen, force=force).close()
    with invocation.open_desk() as desk:
        about, code = desk.about, regime_on(desk.book, desk.today)
        read = address_read(typed, read_business(desk.book))
    lives = f"{about.country}, {about.currency}, documents in {about.language}, {about.timezone}, regime {code}"
    made = f"Made the book '{path}' for {about.name}: {lives}."
    body = {"book": str(path), "country": about.country, "currency": about.currency, "regime": code}
    output.show(body, "\n".join([made, *read, "Next: 'va client add HANDLE --name NAME'."]))
