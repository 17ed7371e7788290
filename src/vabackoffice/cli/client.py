"""`va client`: who pays."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.client_check import check
from vabackoffice.cli.options import address_read, given, refuse_nothing

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Clients: add, list, show, edit, archive, check.",
)

Text = str | None


def _option(metavar: str, text: str) -> Any:
    return typer.Option(metavar=metavar, help=text, show_default=False)


Handle = Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)]
Name = Annotated[Text, _option("NAME", "The name on invoices; the handle when left out.")]
Contact = Annotated[Text, _option("NAME", "The person invoices go to.")]
Address = Annotated[Text, _option("TEXT", "'Damrak 1, 1012 LG Amsterdam'.")]
Country = Annotated[Text, _option("CODE", "NL, DE, US …")]
Region = Annotated[Text, _option("TEXT", "Only where it changes the VAT, such as 'canarias'.")]
VatId = Annotated[Text, _option("ID", "The VAT id; its check digits are checked.")]
TaxNumber = Annotated[Text, _option("NUMBER", "Codice fiscale, NIF, Steuernummer …")]
Registration = Annotated[Text, _option("NUMBER", "KvK, SIREN …")]
Private = Annotated[
    bool | None, typer.Option("--private/--business", help="A private person, or a business.", show_default=False)
]
Language = Annotated[Text, _option("CODE", "The language of its documents.")]
Currency = Annotated[Text, _option("CODE", "The currency it is billed in.")]
Email = Annotated[Text, _option("ADDRESS", "Where invoices are sent.")]
TermsDays = Annotated[int | None, _option("DAYS", "Days to pay.")]
Withholding = Annotated[Text, _option("PERCENT", "Income tax the client withholds, such as 15%.")]
Vat = Annotated[Text, _option("CATEGORY", "auto, or S, AE, E, O, G, Z for every line.")]
BuyerReference = Annotated[Text, _option("TEXT", "What the client wants on its invoices.")]
Leitweg = Annotated[Text, _option("ID", "German public buyers.")]
Sdi = Annotated[Text, _option("CODE", "Codice destinatario.")]
Pec = Annotated[Text, _option("ADDRESS", "Italian certified mail.")]
Peppol = Annotated[Text, _option("ID", "Such as 0208:0123456789.")]
EInvoice = Annotated[Text, _option("FORMAT", "The electronic invoice it wants.")]
IncludeVat = Annotated[
    bool | None,
    typer.Option("--prices-include-vat/--prices-exclude-vat", help="How its prices are meant.", show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help="Keep a VAT id whose check digits do not fit.")]


@app.command("add")
def add(
    ctx: typer.Context,
    handle: Handle,
    name: Name = None,
    contact: Contact = None,
    address: Address = None,
    country: Country = None,
    region: Region = None,
    vat_id: VatId = None,
    tax_number: TaxNumber = None,
    registration_number: Registration = None,
    private: Private = None,
    language: Language = None,
    currency: Currency = None,
    email: Email = None,
    terms_days: TermsDays = None,
    withholding: Withholding = None,
    vat: Vat = None,
    buyer_reference: BuyerReference = None,
    leitweg_id: Leitweg = None,
    sdi_code: Sdi = None,
    pec: Pec = None,
    peppol_id: Peppol = None,
    einvoice: EInvoice = None,
    prices_include_vat: IncludeVat = None,
    force: Force = False,
) -> None:
    """Add a client; the handle is what you type every day.

    Examples:
      va client add acme --name "Acme Example GmbH" --country DE --vat-id DE136695976
      va client add ada --name "Ada Example" --private
    """
    from vabackoffice.usecases.clients import add_client

    typed = {"name": handle} | given(ctx, without=("handle", "force"))
    with invocation.open_desk() as desk:
        added = add_client(desk.book, desk.now, desk.about, handle, typed, force=force)
        found = _read(desk, added)
    next_step = f"Next: 'va engagement add {added}/main --hourly 40'."
    said = [f"Added {added}: {_line(found)}", *address_read(typed, found), next_step]
    output.show({"client": found}, "\n".join(said))


@app.command("edit")
def edit(
    ctx: typer.Context,
    handle: Handle,
    new_handle: Annotated[
        Text, typer.Option("--handle", metavar="HANDLE", help="Another handle.", show_default=False)
    ] = None,
    name: Name = None,
    contact: Contact = None,
    address: Address = None,
    country: Country = None,
    region: Region = None,
    vat_id: VatId = None,
    tax_number: TaxNumber = None,
    registration_number: Registration = None,
    private: Private = None,
    language: Language = None,
    currency: Currency = None,
    email: Email = None,
    terms_days: TermsDays = None,
    withholding: Withholding = None,
    vat: Vat = None,
    buyer_reference: BuyerReference = None,
    leitweg_id: Leitweg = None,
    sdi_code: Sdi = None,
    pec: Pec = None,
    peppol_id: Peppol = None,
    einvoice: EInvoice = None,
    prices_include_vat: IncludeVat = None,
    force: Force = False,
) -> None:
    """Change a client; issued invoices keep what they say.

    Examples:
      va client edit acme --email office@example.com --terms-days 30
    """
    from vabackoffice.usecases.clients import edit_client
    from vabackoffice.usecases.targets import find_client

    typed = given(ctx, without=("handle", "new_handle", "force")) | ({"handle": new_handle} if new_handle else {})
    refuse_nothing(typed, "va client edit")
    with invocation.open_desk() as desk:
        changed = edit_client(desk.book, desk.now, find_client(desk.book, handle, archived=True), typed, force=force)
        found = _read(desk, changed)
    said = [f"Changed {changed}: {_line(found)}", *address_read(typed, found)]
    output.show({"client": found}, "\n".join(said))


@app.command("list")
def list_clients(archived: Annotated[bool, typer.Option("--archived", help="Archived ones too.")] = False) -> None:
    """List clients.

    Examples:
      va client list
    """
    from vabackoffice.storage.reads.particulars import read_clients

    with invocation.open_desk() as desk:
        found = read_clients(desk.book, archived=archived)
    if invocation.current.json:
        output.print_json({"clients": found})
    elif not found:
        output.say("No clients yet: 'va client add HANDLE --name NAME'.")
    else:
        headings = (("Handle", "left"), ("Name", "left"), ("Country", "left"), ("VAT id", "left"), ("Bills in", "left"))
        output.print_table(
            headings,
            [
                [row["handle"], row["name"], row["country"], row["vat_id"], f"{row['currency']}, {row['language']}"]
                for row in found
            ],
        )


@app.command("show")
def show(handle: Handle) -> None:
    """Show a client and its engagements.

    Examples:
      va client show acme
    """
    from vabackoffice.cli.before_issuing import answer_line
    from vabackoffice.storage.reads.payments import read_credit
    from vabackoffice.storage.reads.targets import engagements
    from vabackoffice.storage.vat_id_answers import latest_answer
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        found = _read(desk, find_client(desk.book, handle, archived=True))
        answer = latest_answer(desk.book, found["vat_id"])
        found["vies"] = answer_line(answer) if answer else None
        found["engagements"] = [row.name for row in engagements(desk.book, found["handle"])]
        found["credit"] = [str(money) for money in read_credit(desk.book, found["handle"])]
    lines = [
        f"{name.replace('_', ' '):20} {_plain(value)}"
        for name, value in found.items()
        if value not in (None, "", 0, "0", [])
    ]
    output.show({"client": found}, "\n".join(lines))


@app.command("archive")
def archive(handle: Handle, back: Annotated[bool, typer.Option("--back", help="Bring it back.")] = False) -> None:
    """Take a client off the lists; nothing is lost.

    Examples:
      va client archive acme
    """
    from vabackoffice.usecases.clients import archive_client
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        found = find_client(desk.book, handle, archived=True)
        archive_client(desk.book, desk.now, found, back=back)
    output.show({"client": found, "archived": not back}, f"{'Brought back' if back else 'Archived'} {found}.")


app.command("check")(check)


def _read(desk: invocation.Desk, handle: str) -> dict[str, Any]:
    from vabackoffice.storage.reads.particulars import read_client

    found = read_client(desk.book, handle)
    return found | {"is_business": bool(found["is_business"]), "prices_include_vat": bool(found["prices_include_vat"])}


def _line(found: dict[str, Any]) -> str:
    kind = "business" if found["is_business"] else "private"
    vat_id = f", VAT id {found['vat_id']}" if found["vat_id"] else ""
    billed = f"billed in {found['currency']}, documents in {found['language']}"
    return f"{found['name']}, {kind} in {found['country']}{vat_id}, {billed}"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).replace("\n", ", ")
