"""`va init` and `va business`: the assistant herself."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import address_read, given, read_pairs, refuse_nothing

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Show and edit your business."
)

Text = str | None


def _option(metavar: str, text: str) -> Any:
    return typer.Option(metavar=metavar, help=text, show_default=False)


Name = Annotated[Text, _option("NAME", "Your name or your firm's.")]
Country = Annotated[Text, _option("CODE", "Where your business is: NL, DE, ES, IT, US, GB.")]
Currency = Annotated[Text, _option("CODE", "The currency of your books.")]
Language = Annotated[Text, _option("CODE", "en, nl, de, es, it or fr.")]
TimeZone = Annotated[Text, _option("ZONE", "Such as 'Europe/Amsterdam'.")]
Address = Annotated[Text, _option("TEXT", "'Damrak 1, 1012 LG Amsterdam'.")]
Region = Annotated[Text, _option("TEXT", "Only where it changes the VAT, such as 'canarias'.")]
Email = Annotated[Text, _option("ADDRESS", "Printed on invoices.")]
Phone = Annotated[Text, _option("NUMBER", "Printed on invoices.")]
Website = Annotated[Text, _option("URL", "Printed on invoices.")]
VatId = Annotated[Text, _option("ID", "Your VAT id; its check digits are checked.")]
TaxNumber = Annotated[Text, _option("NUMBER", "Steuernummer, NIF, codice fiscale, UTR …")]
Registration = Annotated[Text, _option("NUMBER", "KvK, SIREN, Companies House …")]
Iban = Annotated[Text, _option("IBAN", "Where clients pay; its check digits are checked.")]
Bic = Annotated[Text, _option("BIC", "The bank's code.")]
BankName = Annotated[Text, _option("NAME", "The bank.")]
Holder = Annotated[Text, _option("NAME", "The account's holder, if not you.")]
TermsDays = Annotated[int | None, _option("DAYS", "Days to pay, 14 unless a client has her own.")]
Force = Annotated[bool, typer.Option("--force", help="Keep a VAT id whose check digits do not fit.")]


@app.command("show")
def show() -> None:
    """Show your business, its regimes and the facts your country asks for.

    Examples:
      va business show
    """
    from vabackoffice.storage.reads.particulars import read_business

    with invocation.open_desk() as desk:
        found = read_business(desk.book)
    pairs = {name: value for name, value in found.items() if value not in (None, "", {})}
    lines = [f"{name.replace('_', ' '):20} {_plain(value)}" for name, value in pairs.items()]
    output.show(found, "\n".join(lines))


@app.command("edit")
def edit(
    ctx: typer.Context,
    name: Name = None,
    country: Country = None,
    currency: Currency = None,
    language: Language = None,
    timezone: TimeZone = None,
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
    paper: Annotated[Text, _option("PAPER", "A4 or Letter.")] = None,
    template: Annotated[Text, _option("NAME", "The invoice template.")] = None,
    accent: Annotated[Text, _option("#RRGGBB", "The colour of headings; '#0a7' is enough.")] = None,
    logo: Annotated[Text, _option("FILE", "A PNG, JPEG or SVG; '' removes it.")] = None,
    facts: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="What your country asks for.")
    ] = None,
    since: Annotated[Text, typer.Option("--from", metavar="DATE", help="From which day on the facts hold.")] = None,
    force: Force = False,
) -> None:
    """Change your particulars; issued invoices keep what they say.

    Examples:
      va business edit --iban NL91ABNA0417164300
      va business edit --set hebesatz=410 --from 2026-01-01
      va business edit --template modern --accent "#0a7" --paper letter
      va business edit --set footer="Payable within the time stated." --set intro_de="Danke!"
      va business edit --set hours_per_week=32 --set days_off=2026-08-03..2026-08-14
    """
    from vabackoffice.storage.reads.particulars import read_business
    from vabackoffice.usecases.business import edit_business

    typed, pairs = given(ctx, without=("facts", "since", "force", "logo")), read_pairs(facts or [])
    changed = sorted([*typed, *pairs, *(["logo"] if logo is not None else [])])
    refuse_nothing(changed, "va business edit")
    with invocation.open_desk() as desk:
        first, folder = desk.day(since, future=True), invocation.template_folder()
        edit_business(desk.book, desk.now, typed, pairs, first, logo=logo, templates=folder, force=force)
        read = address_read(typed, read_business(desk.book))
    said = f"Changed {', '.join(name.replace('_', ' ') for name in changed)}."
    output.show({"changed": changed}, "\n".join([said, *read]))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return str(value).replace("\n", ", ")
