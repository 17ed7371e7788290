"""Invoices of sellers and buyers in many countries, in every kind of electronic invoice that makes sense."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.domain.invoice import Invoice, Line, NationalVat, Party, group_by_vat, line_net
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.vat import VatBuyer, VatSeller, decide_vat
from vabackoffice.einvoice.fitting import fit
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.errors import BackOfficeError
from vabackoffice.tax.vat_tables import load_vat_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from vabackoffice.einvoice.model import Document

IBAN = "DE89370400440532013000"


def party(name: str, country: str, *place: str, **known: Any) -> Party:
    street, postcode, city = place or ("Main Street 1", "1011 AB", "Anytown")
    return Party(name=name, country=country, street=street, postcode=postcode, city=city, **known)


def _seller(name: str, country: str, *place: str, **known: Any) -> Party:
    return party(name, country, *place, email="ada@example.com", phone="+49 30 1234567", iban=IBAN, **known)


SELLERS = {
    "nl-standard": _seller("Ada Voorbeeld", "NL", vat_id="NL123456782B90", registration_number="12345678"),
    "nl-small": _seller("Ada Voorbeeld", "NL", vat_id="NL123456782B90", registration_number="12345678"),
    "de-standard": _seller("Ada Beispiel", "DE", vat_id="DE136695976", tax_number="21/815/08150", bic="COBADEFFXXX"),
    "de-small": _seller("Ada Beispiel", "DE", tax_number="21/815/08150"),
    "at-small": _seller("Ada Beispiel", "AT", vat_id="ATU13585627", tax_number="12-345/6789"),
    "be-small": _seller("Ada Exemple", "BE", vat_id="BE0428759497"),
    "fr-standard": _seller("Ada Exemple EI", "FR", vat_id="FR40303265045", registration_number="303265045"),
    "fr-small": _seller("Ada Exemple EI", "FR", vat_id="FR40303265045", registration_number="30326504500012"),
    "it-small": _seller(
        "Ada Esempio", "IT", "Via Roma 1", "00100", "Roma", vat_id="IT00743110157", tax_number="RSSMRA85T10A562S"
    ),
    "it-standard": _seller(
        "Ada Esempio", "IT", "Via Roma 1", "00100", "Roma", vat_id="IT00743110157", tax_number="RSSMRA85T10A562S"
    ),
    "es-standard": _seller("Ada Ejemplo", "ES", vat_id="ES54362315K", tax_number="54362315K"),
    "us-unregistered": _seller("Ada Example LLC", "US", tax_number="12-3456789"),
}
BUYERS = {
    "nl": party("Klant BV", "NL", vat_id="NL123456782B90", registration_number="87654321", buyer_reference="PO-77"),
    "de": party("Kunde GmbH", "DE", vat_id="DE136695976", buyer_reference="Frau Muster"),
    "de-public": party(
        "Stadt Musterstadt",
        "DE",
        "Markt 1\nZimmer 2",
        "12345",
        "Musterstadt",
        vat_id="DE136695976",
        leitweg_id="04011000-1234512345-06",
        buyer_reference="PO 7",
    ),
    "fr": party("Client SAS", "FR", vat_id="FR40303265045", registration_number="303265045", buyer_reference="B-7"),
    "it": party(
        "Cliente Srl",
        "IT",
        "Via Po 2",
        "10100",
        "Torino",
        vat_id="IT00743110157",
        sdi_code="ABC1234",
        buyer_reference="7",
    ),
    "be": party("Klant NV", "BE", vat_id="BE0428759497", buyer_reference="B-8", peppol_id="0208:0428759497"),
    "us": party(
        "Customer Inc", "US", "1 Any Street", "10001", "New York", buyer_reference="US-1", email="in@example.com"
    ),
    "private-de": party("Erika Muster", "DE", is_business=False, email="erika@example.com"),
}
_REGIMES = {"us-unregistered": "us-unregistered"}
_VARIANTS = ("plain", "discount", "credit", "zero", "decimals", "deposit", "rounding", "prepaid", "negative-price")


@dataclass(frozen=True)
class Case:
    """One invoice and the profiles in which it makes sense."""

    name: str
    invoice: Invoice
    profiles: tuple[str, ...]


def line(kind: str = "extra", quantity: str = "1", price: str = "100", choice: str = "auto", **known: Any) -> Line:
    counted, each = Decimal(quantity), Decimal(price)
    currency = known.pop("currency", "EUR")
    text, unit = known.pop("text", "Assistance"), known.pop("unit", "hour")
    net = line_net(counted, each, currency)
    return Line(kind, text, counted, unit, each, net, vat_choice=choice, **known)  # type: ignore[arg-type]


def make(seller: Party, regime: str, buyer: Party, lines: list[Line], **known: Any) -> Invoice:
    """Return the invoice that the law makes of these lines; VAT is decided as the program does it."""
    on = known.setdefault("issue_date", date(2026, 4, 1))
    language = known.setdefault("language", {"DE": "de", "FR": "fr", "IT": "it", "NL": "nl"}.get(buyer.country, "en"))
    decided = {
        choice: decide_vat(
            VatSeller(seller.country, seller.region, regime, seller.vat_id),
            VatBuyer("acme", buyer.country, buyer.region, buyer.is_business, buyer.vat_id, language),
            supply_date=date(2026, 3, 31),
            document_date=on,
            tables=load_vat_tables(),
            choice=choice,
        )
        for choice in dict.fromkeys(one.vat_choice for one in lines)
    }
    priced = [
        replace(one, vat_category=decided[one.vat_choice].category, vat_rate=decided[one.vat_choice].rate)
        for one in lines
    ]
    reasons = {(one.category, one.rate): (one.exemption_code, " / ".join(one.wordings)) for one in decided.values()}
    facts: dict[str, Any] = {
        "kind": "invoice",
        "number": "2026-0042",
        "client": "acme",
        "due_date": date(2026, 4, 15),
        "period": Period(date(2026, 3, 1), date(2026, 4, 1)),
        "supply_date": date(2026, 3, 31),
        "currency": "EUR",
        "payment_reference": "RF18539007547034",
        "wordings": tuple(dict.fromkeys(words for one in decided.values() for words in one.wordings)),
    } | known
    return Invoice(
        seller=seller, buyer=buyer, lines=tuple(priced), vat_breakdown=group_by_vat(priced, reasons), **facts
    )


def _lines(variant: str) -> list[Line]:
    work = [
        line("time", "12.50", "45", text="Inbox\nMarch", reasons=("12h30 worked", "rounded up to 15m")),
        line("task", "4", "17.50", unit="post", text="Posts", first_day=date(2026, 3, 4), last_day=date(2026, 3, 25)),
    ]
    extra = {
        "discount": [line("discount", "-1", "63.25", text="Discount 10%", unit="piece")],
        "zero": [line("extra", "1", "0", text="Welcome call", unit="call")],
        "decimals": [
            line("extra", "3", "0.333333", unit="km", text="Mileage"),
            line("extra", "7", "12.345", unit="day"),
        ],
        "deposit": [line("extra", "-1", "200", unit="piece", text="Deposit, invoice 2026-0007")],
        "negative-price": [line("extra", "1", "-20", unit="piece", text="Goodwill")],
    }
    return work + extra.get(variant, [])


def _variant_facts(variant: str, regime: str) -> dict[str, Any]:
    facts: dict[str, dict[str, Any]] = {
        "credit": {
            "kind": "credit_note",
            "number": "C-2026-001",
            "corrects": "2026-0031",
            "corrects_date": date(2026, 3, 2),
        },
        "rounding": {"rounding": Money(1, "EUR")},
        "prepaid": {"prepaid": Money(10000, "EUR"), "notes": "Thank you & welcome <back>"},
        "zero": {"stamp_duty": Money(200, "EUR")} if regime == "it-small" else {},
        "plain": {"withheld": Money(9488, "EUR")} if regime in ("es-standard", "it-standard") else {},
    }
    return facts.get(variant, {})


def _profiles(seller: Party, buyer: Party) -> tuple[str, ...]:
    wanted = ["facturx"]
    if buyer.country == "DE" and buyer.is_business:
        wanted += ["xrechnung-cii", "xrechnung-ubl"]
    if buyer.is_business and buyer.country != "US" and buyer.buyer_reference and seller != SELLERS["de-small"]:
        wanted.append("peppol")  # who has neither VAT id nor register number has no address in Peppol
    if "NL" in (seller.country, buyer.country) and buyer.is_business and buyer.buyer_reference:
        wanted.append("nlcius")
    if seller.country == buyer.country == "FR":
        wanted.append("fr-ctc")
    if seller.country == "IT":
        wanted.append("fatturapa")
    return tuple(wanted)


def _matrix() -> list[Case]:
    cases: list[Case] = []
    for seller_name, seller in SELLERS.items():
        for place, (buyer_name, buyer) in enumerate(BUYERS.items()):
            variant = _VARIANTS[(len(cases) + place) % len(_VARIANTS)]
            facts = _variant_facts(variant, seller_name)
            try:
                invoice = make(seller, _REGIMES.get(seller_name, seller_name), buyer, _lines(variant), **facts)
            except BackOfficeError:  # the law does not allow it: reverse charge without a VAT id
                continue
            cases.append(Case(f"{seller_name}-{buyer_name}-{variant}", invoice, _profiles(seller, buyer)))
    return cases


def _specials() -> list[Case]:
    nl, de, us = SELLERS["nl-standard"], SELLERS["de-standard"], BUYERS["us"]
    mixed = [
        line(choice="S:21"),
        line(choice="S:9", price="33.33"),
        line("discount", "-1", "10", "S:9", text="Discount"),
    ]
    reduced = [
        replace(line(quantity="12.5", price="45"), discount="10%", net=Money(50625, "EUR")),
        replace(line(quantity="-1", price="20"), discount="10%", net=Money(-1800, "EUR")),
    ]
    dollars = make(nl, "nl-standard", BUYERS["nl"], [line(currency="USD", price="123.45")], currency="USD")
    national = NationalVat(Money(2390, "EUR"), Decimal("0.9217"), "ECB", date(2026, 3, 31))
    return [
        Case("mixed-rates", make(nl, "nl-standard", BUYERS["nl"], mixed), ("facturx", "peppol", "nlcius")),
        Case("foreign-currency", replace(dollars, national=national), ("facturx", "peppol")),
        Case(
            "export-g", make(de, "de-standard", us, [line(choice="G")]), ("facturx", "xrechnung-ubl", "xrechnung-cii")
        ),
        Case("yen", make(nl, "nl-standard", us, [line(currency="JPY", price="5000")], currency="JPY"), ("facturx",)),
        Case("line-discount", make(nl, "nl-standard", BUYERS["nl"], reduced), ("facturx", "peppol", "nlcius")),
        Case("french-discount", make(SELLERS["fr-standard"], "fr-standard", BUYERS["fr"], reduced), ("fr-ctc",)),
        Case("german-discount", make(de, "de-standard", BUYERS["de"], reduced), ("xrechnung-cii", "xrechnung-ubl")),
        Case("french", make(SELLERS["fr-standard"], "fr-standard", BUYERS["fr"], [line()]), ("facturx", "fr-ctc")),
        Case("zero-rate", make(nl, "nl-standard", BUYERS["nl"], [line(choice="Z")]), ("facturx", "peppol")),
        Case("no-period", make(nl, "nl-standard", BUYERS["de"], [line()], period=None), ("facturx", "peppol")),
        Case(
            "one-day", make(de, "de-standard", BUYERS["de"], [line(last_day=date(2026, 1, 9))]), ("facturx", "peppol")
        ),
    ]


CASES = [*_matrix(), *_specials()]
EXPORTS = [(case, profile) for case in CASES for profile in case.profiles if profile != "fatturapa"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every case in every profile that applies to the tests that ask for an export."""
    if "export" in metafunc.fixturenames:
        metafunc.parametrize("export", EXPORTS, ids=[f"{case.name}-{profile}" for case, profile in EXPORTS])


@pytest.fixture(scope="session")
def fitted() -> Callable[[Invoice, str], Document]:
    """Return an invoice as the document that a profile writes."""
    return lambda invoice, profile: fit(from_invoice(invoice), profile_named(profile))


@pytest.fixture(scope="session")
def invoice_of() -> Callable[[str], Invoice]:
    """Return the invoice of a case by its name."""
    return {case.name: case.invoice for case in CASES}.__getitem__
