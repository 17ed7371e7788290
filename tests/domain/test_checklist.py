"""What an invoice lacks before it can be issued: by country, client and amount, each row with the law that asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.domain.checklist import Missing, missing_particulars
from vabackoffice.domain.document_facts import document_facts
from vabackoffice.domain.invoice import Invoice, Line, Party, VatGroup
from vabackoffice.domain.money import Money
from vabackoffice.tax.document_tables import load_document_tables

if TYPE_CHECKING:
    from vabackoffice.domain.vat_tables import RegimeKind

DAY = date(2026, 3, 31)
WHOLE: dict[str, Any] = {"street": "Street 1", "postcode": "1000", "city": "City", "iban": "NL91ABNA0417164300"}
WHOLE |= {"vat_id": "XX1", "tax_number": "1", "registration_number": "1", "name": "Ada Example EI"}


def invoice(
    seller: str, buyer: str, *, category: str = "S", net: str = "1000", currency: str = "EUR", **without: str
) -> Invoice:
    """An invoice with everything on it; `seller_` and `buyer_` name fields that are different."""
    one, other = (Party(**WHOLE | {"country": country}) for country in (seller, buyer))
    one = replace(one, **{name[7:]: value for name, value in without.items() if name.startswith("seller_")})  # type: ignore[arg-type]
    other = replace(other, **{name[6:]: value for name, value in without.items() if name.startswith("buyer_")})  # type: ignore[arg-type]
    amount = Money.of(Decimal(net), currency)
    line = Line("extra", "Work", Decimal(1), "piece", amount.amount, amount, vat_category=category)
    group = VatGroup(category, Decimal(0), amount, Money.zero(currency))
    return Invoice("invoice", None, "acme", DAY, DAY, None, DAY, currency, "en", one, other, (line,), (group,))


def lacking(made: Invoice, kind: RegimeKind = "standard", *, einvoice: str = "", in_eu: bool = True) -> list[Missing]:
    tables = load_document_tables()
    facts = document_facts(made, kind, einvoice=einvoice)
    asked = tables.particulars_for(made.seller.country, facts, DAY, in_eu=in_eu)
    withheld = tables.levies_of("withholding", made.seller.country, DAY)
    return missing_particulars(made, asked, [one for one in withheld if one.when <= facts])


@pytest.mark.parametrize("country", ["AT", "BE", "DE", "FR", "IE", "NL", "PT"])
def test_nothing_is_missing_on_an_invoice_that_says_everything(country: str) -> None:
    assert lacking(invoice(country, country)) == []
    assert lacking(invoice(country, "DE" if country != "DE" else "NL", category="AE")) == []


def test_each_item_says_what_why_and_how() -> None:
    assert lacking(invoice("NL", "NL", seller_registration_number="", buyer_street="", buyer_city="")) == [
        Missing(
            "KvK number of your business",
            "Handelsregisterwet 2007 art. 27: the KvK number stands on invoices",
            "va business edit --registration-number NUMBER",
        ),
        Missing(
            "address of 'acme'",
            "Directive 2006/112/EC art. 226 points 3 and 5",
            "va client edit acme --address 'STREET 1, 12345 CITY'",
        ),
    ]


NO_ADDRESS = {"buyer_street": "", "buyer_city": ""}
AT_BUYER = "address of 'acme'"


@pytest.mark.parametrize(
    ("made", "kind", "expected"),
    [
        # Directive 2006/112/EC art. 226 (5), 220a: up to EUR 100 the customer need not be named.
        (invoice("NL", "NL", **NO_ADDRESS), "standard", [AT_BUYER]),
        (invoice("NL", "NL", net="100", **NO_ADDRESS), "standard", []),
        (invoice("NL", "NL", net="100.01", **NO_ADDRESS), "standard", [AT_BUYER]),
        # art. 220a (2): never where the customer owes the tax.
        (invoice("NL", "DE", net="10", category="AE", **NO_ADDRESS), "standard", [AT_BUYER]),
        # art. 220a (1) c: small enterprises may always write simplified invoices, but not with reverse charge.
        (invoice("NL", "NL", category="E", **NO_ADDRESS), "small", []),
        (invoice("NL", "DE", category="AE", net="10", **NO_ADDRESS), "small", [AT_BUYER]),
        # UStDV § 33: up to 250 EUR; § 34a: both addresses for Kleinunternehmer too.
        (invoice("DE", "DE", net="250", seller_vat_id="", seller_tax_number="", **NO_ADDRESS), "standard", []),
        (invoice("DE", "DE", net="250.01", category="E", **NO_ADDRESS), "small", [AT_BUYER]),
        # UStG § 14 Abs. 4 Nr. 2: Steuernummer or USt-IdNr.
        (invoice("DE", "DE", seller_vat_id=""), "standard", []),
        (
            invoice("DE", "DE", seller_vat_id="", seller_tax_number=""),
            "standard",
            ["VAT id or tax number (Steuernummer) of your business"],
        ),
        # UStG 1994 § 11 Abs. 6: up to 400 EUR; RD 1619/2012 art. 4: up to 400 EUR.
        (invoice("AT", "AT", net="400", **NO_ADDRESS), "standard", []),
        (invoice("ES", "DE", category="O", net="400", **NO_ADDRESS), "standard", []),
        # C. com. L441-9, R123-237 and R526-27.
        (
            invoice("FR", "FR", net="50", seller_name="Ada Example", seller_registration_number="", **NO_ADDRESS),
            "small",
            ["'EI' beside the name of your business", "SIREN of your business", AT_BUYER],
        ),
        (invoice("FR", "FR", seller_name="Example SASU"), "standard", []),
        (invoice("FR", "FR", seller_name="Entrepreneur individuel Ada Example"), "standard", []),
        (invoice("FR", "FR", seller_name="Ada Example (EI)"), "standard", []),
        (invoice("FR", "FR", seller_name="Eileen Leist"), "standard", ["'EI' beside the name of your business"]),
        # DPR 633/1972 art. 21 c. 2 f: partita IVA or codice fiscale.
        (
            invoice("IT", "IT", category="E", buyer_vat_id="", buyer_tax_number="", seller_vat_id=""),
            "small",
            ["partita IVA of your business", "VAT id or tax number (codice fiscale) of 'acme'"],
        ),
        (invoice("IT", "IT", category="E", buyer_vat_id=""), "small", []),
        # AR/KB n° 1 art. 5 § 1: the customer's VAT number as well.
        (invoice("BE", "BE", buyer_vat_id=""), "standard", ["VAT id of 'acme'"]),
    ],
)
def test_what_the_law_asks(made: Invoice, kind: RegimeKind, expected: list[str]) -> None:
    assert [one.what for one in lacking(made, kind) if not one.is_advice] == expected


def test_a_private_client_needs_no_address() -> None:
    made = invoice("NL", "NL", **NO_ADDRESS)
    assert lacking(replace(made, buyer=replace(made.buyer, is_business=False))) == []


def test_in_foreign_money_no_amount_is_small() -> None:
    made = invoice("NL", "US", category="O", net="10", currency="USD", **NO_ADDRESS)
    assert [one.what for one in lacking(made)] == [AT_BUYER]


def test_countries_that_ask_for_nothing() -> None:
    bare = {"seller_street": "", "seller_city": "", "seller_vat_id": "", "seller_iban": "", **NO_ADDRESS}
    for country in ("US", "AU"):
        assert lacking(invoice(country, country, category="O", **bare), "unregistered", in_eu=False) == []
    assert lacking(invoice("CH", "CH", category="O", **bare), "unregistered", in_eu=False) == []


def test_an_address_that_was_not_understood_is_one_all_the_same() -> None:
    assert lacking(invoice("NL", "NL", buyer_street="c/o Example\nSomewhere 1", buyer_city="")) == []
    assert [one.what for one in lacking(invoice("NL", "NL", buyer_city=""))] == [AT_BUYER]


@pytest.mark.parametrize(
    ("einvoice", "field", "what"),
    [
        ("xrechnung-cii", "leitweg_id", "Leitweg-ID or buyer reference of 'acme'"),
        ("xrechnung-ubl", "buyer_reference", "Leitweg-ID or buyer reference of 'acme'"),
        ("fatturapa", "sdi_code", "codice destinatario or PEC of 'acme'"),
        ("peppol", "peppol_id", "Peppol id or VAT id or registration number of 'acme'"),
    ],
)
def test_an_electronic_invoice_must_find_its_way(einvoice: str, field: str, what: str) -> None:
    bare = invoice("DE", "DE", buyer_vat_id="", buyer_registration_number="")
    assert [one.what for one in lacking(bare, einvoice=einvoice)] == [what]
    assert lacking(replace(bare, buyer=replace(bare.buyer, **{field: "X1"})), einvoice=einvoice) == []  # type: ignore[arg-type]


def test_abroad_a_fatturapa_has_a_code_for_all() -> None:
    assert lacking(invoice("IT", "DE", category="AE"), einvoice="fatturapa") == []


def test_an_account_and_the_usual_withholding_are_advice() -> None:
    [account] = lacking(invoice("NL", "NL", seller_iban=""))
    assert (account.what, account.is_advice) == ("bank account of your business", True)
    [tax] = lacking(invoice("IT", "IT"))
    assert (tax.what, tax.supply) == (
        "the tax that 'acme' may have to withhold, 20%",
        "va client edit acme --withholding 20%",
    )
    assert tax.is_advice
    assert lacking(replace(invoice("IT", "IT"), withheld=Money(20000, "EUR"))) == []
    assert [one.what for one in lacking(invoice("ES", "ES"))] == ["the tax that 'acme' may have to withhold, 15% or 7%"]
    assert lacking(invoice("IT", "IT", category="E"), "small") == []
