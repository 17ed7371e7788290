"""What the law puts on an invoice beside lines and VAT: levies, sentences, VAT in national money, a checklist."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.typography import document_locale, percent
from vabackoffice.documents.words import words
from vabackoffice.domain.checklist import Missing, missing_exemption, missing_particulars
from vabackoffice.domain.country import customs
from vabackoffice.domain.document_facts import document_facts
from vabackoffice.domain.eu import country_code
from vabackoffice.domain.invoice import NationalVat
from vabackoffice.domain.levies import check_withholding, social_charge_lines, stamp_duty_on
from vabackoffice.domain.money import Money
from vabackoffice.domain.number import parse_percent
from vabackoffice.domain.vat_tables import resolve_regime
from vabackoffice.errors import InvalidInputError
from vabackoffice.storage.reads.particulars import fact_on
from vabackoffice.tax.document_tables import load_document_tables
from vabackoffice.tax.vat_tables import load_vat_tables
from vabackoffice.usecases.exchange_rates import find_rate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.invoice import Invoice, Line
    from vabackoffice.storage.book import Book

SOCIAL_CHARGE, STAMP_DUTY = "rivalsa", "bollo"  # keys of `va business edit --set`
_SAID = {SOCIAL_CHARGE: ("yes", "no"), STAMP_DUTY: ("charged", "borne")}


def socially_charged(
    book: Book, lines: Sequence[Line], *, country: str, day: date, language: str, currency: str
) -> tuple[Line, ...]:
    """Return the lines, and below them those that charge the client a social charge, where the business does so."""
    levies = load_document_tables().levies_of("social_charge", country_code(country), day)
    if not levies or _fact(book, SOCIAL_CHARGE, day) != "yes":
        return tuple(lines)
    rate = percent(levies[0].figure, document_locale(language, country))
    text = words(language)["social_charge"].format(rate=rate)
    return (*lines, *social_charge_lines(lines, levies[0], text, currency))


def stamp_duty_due(invoice: Invoice) -> Money | None:
    """Return the stamp duty on a document, whoever bears it; None where none is due."""
    country = country_code(invoice.seller.country)
    return stamp_duty_on(invoice, load_document_tables().levies_of("stamp_duty", country, invoice.issue_date))


def complete(
    book: Book, invoice: Invoice, client: Mapping[str, Any], regime: str
) -> tuple[Invoice, tuple[Missing, ...]]:
    """Return the invoice with what the law adds to it, and what it lacks before it can be issued.

    Args:
        book: the open book.
        invoice: with its parties, lines and VAT.
        client: the row of its client.
        regime: the code of the seller's regime.

    Raises:
        InvalidInputError: the client cannot withhold what it is said to, or a fact of the business is not understood.
    """
    tables, country, day = load_document_tables(), country_code(invoice.seller.country), invoice.issue_date
    kind = resolve_regime(regime, load_vat_tables()).kind
    invoice = replace(invoice, withheld=_withheld(invoice, client, is_exempt=kind == "small"))
    stamp = stamp_duty_on(invoice, tables.levies_of("stamp_duty", country, day))
    if stamp and _fact(book, STAMP_DUTY, day) != "borne":
        invoice = replace(invoice, stamp_duty=stamp)
    invoice, unknown = _with_national_vat(book, invoice)
    facts = document_facts(invoice, kind, einvoice=client["einvoice"], stamp_is_due=bool(stamp))
    mentions = tables.mentions_for(country, facts, invoice.language, day)
    in_eu = load_vat_tables().is_member(country, invoice.supply_date)
    missing = missing_particulars(
        invoice,
        tables.particulars_for(country, facts, day, in_eu=in_eu),
        [one for one in tables.levies_of("withholding", country, day) if one.when <= facts],
    )
    said = tuple(dict.fromkeys((*invoice.wordings, *mentions)))
    unsaid = missing_exemption(invoice) if in_eu else []
    return replace(invoice, wordings=said), (*unknown, *unsaid, *missing)


def _withheld(invoice: Invoice, client: Mapping[str, Any], *, is_exempt: bool) -> Money:
    rate = parse_percent(client["withholding"])
    if rate:
        refuse_withholding(invoice.client, invoice.seller.country, client, invoice.issue_date, is_exempt=is_exempt)
    return invoice.net.times(rate / 100)


def refuse_withholding(handle: str, here: str, client: Mapping[str, Any], day: date, *, is_exempt: bool) -> None:
    """Refuse tax withheld by a client that, by the law of the seller's country, has none to withhold.

    Where the tables do not know that law nothing is refused.

    Args:
        handle: the client's, for messages.
        here: the seller's country.
        client: its country and whether it is a business.
        day: the day of the question.
        is_exempt: the seller's regime knows no withholding.
    """
    if load_document_tables().levies_of("withholding", country_code(here), day):
        check_withholding(handle, here, client["country"], is_business=bool(client["is_business"]), is_exempt=is_exempt)


def national_vat(book: Book, vat: Money, currency: str, day: date) -> NationalVat | None:
    """Return the VAT in the seller's own currency by the rate of `day`, None where no rate is known."""
    rate = find_rate(book, vat.currency, currency, day)
    return NationalVat(Money.of(vat.amount * rate.rate, currency), rate.rate, rate.source, rate.on) if rate else None


def _with_national_vat(book: Book, invoice: Invoice) -> tuple[Invoice, list[Missing]]:
    """Return the invoice with its VAT in national money too where it must say so, or what is not known for that."""
    home = customs(invoice.seller.country)[0]
    if not invoice.vat or invoice.currency == home:
        return invoice, []
    day = min(invoice.supply_date, invoice.issue_date)
    national = national_vat(book, invoice.vat, home, day)
    if national:
        return replace(invoice, national=national), []
    what = f"the rate of {invoice.currency} in {home} on {day}"
    supply = f"va rate set {invoice.currency} RATE --in {home} --on {day}"
    return invoice, [Missing(what, f"the VAT is owed in {home}: Directive 2006/112/EC art. 230", supply)]


def _fact(book: Book, key: str, day: date) -> str:
    """Return what the business said about a levy, in small letters."""
    said = fact_on(book, key, day).lower()
    if said not in ("", *_SAID[key]):
        message = f"'{key}={said}' is not understood."
        choices = " or ".join(f"'va business edit --set {key}={word}'" for word in _SAID[key])
        raise InvalidInputError(message, f"Say {choices}.")
    return said
