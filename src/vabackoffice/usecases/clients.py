"""Clients: who pays, and what their documents need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.country import LANGUAGES, check_country, customs
from vabackoffice.domain.handle import check_handle
from vabackoffice.domain.number import parse_percent
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.targets import handles
from vabackoffice.usecases.typed_fields import read_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.business import Surroundings
    from vabackoffice.storage.tables import Client


def add_client(
    book: Book, now: datetime, about: Surroundings, handle: str, typed: Mapping[str, Any], *, force: bool = False
) -> str:
    """Write a new client and return its handle.

    Country, language and currency are the business's own unless typed; a client abroad is written to in
    the language of its country where documents are printed in it, else in English.
    """
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Client

    name = check_handle(handle)
    with book.operation("client add", now), writing(book) as session:
        if name in handles(book, archived=True):
            message = f"There is already a client '{name}'."
            raise ConflictError(message, f"Change it with 'va client edit {name}', or choose another handle.")
        country = check_country(typed.get("country", about.country))
        fields = _fields(typed, country, force=force)
        _refuse_withholding(book, now, name, {"country": country, "is_business": 1, "withholding": "0"} | fields)
        usual = {"country": country, "currency": about.currency, "language": _language(country, about)}
        session.add(Client(handle=name, **usual | fields))
    return name


def edit_client(book: Book, now: datetime, handle: str, typed: Mapping[str, Any], *, force: bool = False) -> str:
    """Change a client's particulars; issued invoices keep what they say. Return the handle."""
    from vabackoffice.storage.session import writing

    with book.operation("client edit", now), writing(book) as session:
        client = find_row(session, handle)
        new_handle = check_handle(typed["handle"]) if typed.get("handle") else handle
        if new_handle != handle and new_handle in handles(book, archived=True):
            message = f"There is already a client '{new_handle}'."
            raise ConflictError(message, "Choose another handle.")
        rest = {name: value for name, value in typed.items() if name != "handle"}
        country = check_country(rest.get("country", client.country))
        for name, value in (_fields(rest, country, force=force) | {"handle": new_handle}).items():
            setattr(client, name, value)
        if "withholding" in typed:
            _refuse_withholding(book, now, new_handle, vars(client))
    return new_handle


def archive_client(book: Book, now: datetime, handle: str, *, back: bool = False) -> None:
    """Take a client off the lists, or bring it back; nothing is lost either way."""
    from vabackoffice.storage.session import writing

    with book.operation("client archive", now), writing(book) as session:
        find_row(session, handle).archived_on = None if back else now.date().isoformat()


def find_row(session: Any, handle: str) -> Client:
    """Return the row of a handle that is known to exist."""
    from sqlmodel import select

    from vabackoffice.storage.tables import Client

    row: Client = session.exec(select(Client).where(Client.handle == handle)).one()
    return row


def _fields(typed: Mapping[str, Any], country: str, *, force: bool) -> dict[str, Any]:
    fields = dict(typed)
    if "private" in fields:
        fields["is_business"] = int(not fields.pop("private"))
    if "withholding" in fields:
        fields["withholding"] = str(parse_percent(fields["withholding"]))
    if "prices_include_vat" in fields:
        fields["prices_include_vat"] = int(fields["prices_include_vat"])
    if "vat" in fields:
        fields["vat_choice"] = _vat_choice(fields.pop("vat"))
    return read_fields(fields, country, force=force)


def _refuse_withholding(book: Book, now: datetime, handle: str, client: Mapping[str, Any]) -> None:
    """Refuse tax withheld by a client that has none to withhold, under the regime of today."""
    if client["withholding"] == "0":
        return
    from vabackoffice.domain.vat import resolve_regime
    from vabackoffice.storage.reads.particulars import read_business, regime_on
    from vabackoffice.tax.vat_tables import load_vat_tables
    from vabackoffice.usecases.completing import refuse_withholding

    today, code = now.date(), regime_on(book, now.date())
    is_exempt = bool(code) and resolve_regime(code or "", load_vat_tables()).kind == "small"
    refuse_withholding(handle, read_business(book)["country"], client, today, is_exempt=is_exempt)


def _vat_choice(typed: str) -> str:
    choice = "auto" if typed.lower() == "auto" else typed.upper()
    if choice not in ("auto", "S", "AE", "E", "O", "G", "Z"):
        message = f"'{typed}' is not a VAT category."
        raise InvalidInputError(message, "Use auto, S, AE, E, O, G or Z.")
    return choice


def _language(country: str, about: Surroundings) -> str:
    if country == about.country:
        return about.language
    usual = customs(country)[1]
    return usual if usual in LANGUAGES else "en"
