"""Documents with one thing wrong: the bundled check names the rule, and so does the rule's owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.model import Address, Contact, Days, Document, Identifier, Payment, Preceding
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.rules import check
from vabackoffice.einvoice.validate import validate
from vabackoffice.einvoice.write import write

Change = Callable[[Document], Document]


def on(part: str, **changed: Any) -> Change:
    """Change fields of the seller, the buyer or the totals."""
    return lambda d: replace(d, **{part: replace(getattr(d, part), **changed)})


def with_(**changed: Any) -> Change:
    return lambda d: replace(d, **changed)


def line(**changed: Any) -> Change:
    """Change the first line."""
    return lambda d: replace(d, lines=(replace(d.lines[0], **changed), *d.lines[1:]))


def group(**changed: Any) -> Change:
    """Change the first VAT group."""
    return lambda d: replace(d, breakdown=(replace(d.breakdown[0], **changed), *d.breakdown[1:]))


def discount(**changed: Any) -> Change:
    return lambda d: replace(d, allowances=(replace(d.allowances[0], **changed),))


def total(name: str) -> Change:
    """Make one total a cent too much."""
    return lambda d: replace(d, totals=replace(d.totals, **{name: getattr(d.totals, name) + Decimal("0.01")}))


def nowhere(party: str) -> Change:
    return lambda d: on(party, address=Address(getattr(d, party).address.country))(d)


ANONYMOUS: dict[str, Any] = {"vat_id": "", "tax_number": "", "identifiers": (), "legal_id": None}

# Rule, the case that is spoilt, the profile, how. `*` marks rules that the package's rule sets have under this name.
BROKEN: list[tuple[str, str, str, Change]] = [
    ("BR-02*", "mixed-rates", "facturx", with_(number="")),
    ("BR-CL-01*", "mixed-rates", "peppol", with_(type_code="999")),
    ("BR-CL-04*", "mixed-rates", "peppol", with_(currency="euro")),
    ("BR-06*", "mixed-rates", "facturx", on("seller", name="")),
    ("BR-07*", "mixed-rates", "facturx", on("buyer", name="")),
    ("BR-09*", "mixed-rates", "facturx", on("seller", address=Address(""))),
    ("BR-11*", "mixed-rates", "facturx", on("buyer", address=Address(""))),
    ("BR-16*", "mixed-rates", "facturx", with_(lines=())),
    ("BR-25*", "mixed-rates", "peppol", line(name=" ")),
    ("BR-CL-23*", "mixed-rates", "peppol", line(unit="hour")),
    ("BR-CO-04*", "mixed-rates", "facturx", line(category="")),
    ("BR-29*", "mixed-rates", "facturx", with_(period=Days(date(2026, 3, 31), date(2026, 3, 1)))),
    ("BR-30*", "mixed-rates", "facturx", line(days=Days(date(2026, 3, 31), date(2026, 3, 1)))),
    ("BR-33*", "mixed-rates", "facturx", discount(reason="")),
    ("BR-42*", "line-discount", "peppol", line(reason="")),
    ("BR-50", "mixed-rates", "facturx", with_(payment=Payment("58"))),
    (
        "BR-DE-19",
        "de-standard-de-plain",
        "xrechnung-cii",
        with_(payment=Payment("58", account="DE12345678901234567890")),
    ),
    ("BR-53*", "foreign-currency", "facturx", on("totals", vat_accounting=None)),
    ("BR-55*", "nl-standard-de-credit", "facturx", with_(preceding=Preceding(""))),
    ("BR-62", "mixed-rates", "peppol", on("seller", endpoint=Identifier("12345678"))),
    ("BR-CO-09*", "mixed-rates", "facturx", on("seller", vat_id="123456782B90")),
    ("BR-CO-25", "mixed-rates", "facturx", with_(due_date=None)),
    ("BR-CO-26*", "mixed-rates", "facturx", on("seller", **ANONYMOUS)),
    ("BR-CO-10*", "mixed-rates", "facturx", total("lines")),
    ("BR-CO-11*", "mixed-rates", "facturx", total("allowances")),
    ("BR-CO-12*", "mixed-rates", "facturx", total("charges")),
    ("BR-CO-13*", "mixed-rates", "facturx", total("net")),
    ("BR-CO-14*", "mixed-rates", "peppol", total("vat")),
    ("BR-CO-15*", "mixed-rates", "facturx", total("gross")),
    ("BR-CO-16*", "mixed-rates", "facturx", total("payable")),
    ("BR-CO-17*", "mixed-rates", "facturx", group(vat=Decimal("23.01"))),
    ("BR-CO-18*", "mixed-rates", "facturx", with_(breakdown=())),
    ("BR-27*", "mixed-rates", "facturx", line(price=Decimal(-100))),
    ("PEPPOL-EN16931-R120", "mixed-rates", "peppol", line(price=Decimal(99))),
    ("BR-DEC-23*", "mixed-rates", "facturx", line(net=Decimal("100.001"))),
    ("BR-S-02*", "mixed-rates", "facturx", on("seller", **ANONYMOUS)),
    ("BR-S-05*", "mixed-rates", "facturx", line(rate=Decimal(0))),
    ("BR-S-10*", "mixed-rates", "facturx", group(reason="Exempt")),
    ("BR-Z-02*", "zero-rate", "facturx", on("seller", **ANONYMOUS)),
    ("BR-Z-05*", "zero-rate", "facturx", line(rate=Decimal(5))),
    ("BR-Z-10*", "zero-rate", "facturx", group(reason="Zero")),
    ("BR-E-02*", "nl-small-nl-negative-price", "facturx", on("seller", **ANONYMOUS)),
    ("BR-E-05*", "nl-small-nl-negative-price", "facturx", line(rate=Decimal(5))),
    ("BR-E-09*", "nl-small-nl-negative-price", "facturx", group(vat=Decimal("1.00"))),
    ("BR-E-10*", "nl-small-nl-negative-price", "facturx", group(reason="")),
    ("BR-AE-02", "no-period", "facturx", on("seller", vat_id="")),
    ("BR-AE-02", "no-period", "facturx", on("buyer", vat_id="")),
    ("BR-AE-05*", "no-period", "facturx", line(rate=Decimal(19))),
    ("BR-AE-09*", "no-period", "facturx", group(vat=Decimal("19.00"))),
    ("BR-AE-10*", "no-period", "facturx", group(reason="", code="")),
    ("BR-G-02*", "export-g", "facturx", on("seller", vat_id="")),
    ("BR-G-05*", "export-g", "facturx", line(rate=Decimal(19))),
    ("BR-G-10*", "export-g", "facturx", group(reason="", code="")),
    ("BR-O-05*", "yen", "facturx", line(rate=Decimal(0))),
    ("BR-O-09*", "yen", "facturx", group(vat=Decimal("1.00"))),
    ("BR-O-10*", "yen", "facturx", group(reason="", code="")),
    ("BR-O-11*", "mixed-rates", "facturx", group(category="O", rate=Decimal(0), reason="Outside")),
    ("BR-DE-1", "de-standard-de-plain", "xrechnung-cii", with_(payment=None)),
    ("BR-DE-3", "de-standard-de-plain", "xrechnung-cii", nowhere("seller")),
    ("BR-DE-4", "de-standard-de-plain", "xrechnung-cii", nowhere("seller")),
    ("BR-DE-5", "de-standard-de-plain", "xrechnung-cii", on("seller", contact=Contact())),
    ("BR-DE-6", "de-standard-de-plain", "xrechnung-ubl", on("seller", contact=Contact("Ada"))),
    ("BR-DE-7", "de-standard-de-plain", "xrechnung-ubl", on("seller", contact=Contact("Ada", "030 1"))),
    ("BR-DE-8", "de-standard-de-plain", "xrechnung-ubl", nowhere("buyer")),
    ("BR-DE-9", "de-standard-de-plain", "xrechnung-ubl", nowhere("buyer")),
    ("BR-DE-15", "de-standard-de-plain", "xrechnung-ubl", with_(buyer_reference="")),
    ("BR-DE-16", "de-standard-de-plain", "xrechnung-ubl", on("seller", vat_id="", tax_number="")),
    ("BR-DE-27", "de-standard-de-plain", "xrechnung-ubl", on("seller", contact=Contact("Ada", "12", "a@b.de"))),
    ("BR-DE-28", "de-standard-de-plain", "xrechnung-ubl", on("seller", contact=Contact("Ada", "123", "a@b@c"))),
    ("DE-R-015", "de-standard-de-plain", "peppol", with_(buyer_reference="")),
    ("DE-R-001", "de-standard-de-plain", "peppol", with_(payment=None)),
    ("PEPPOL-EN16931-R003", "mixed-rates", "peppol", with_(buyer_reference="")),
    ("PEPPOL-EN16931-R005", "foreign-currency", "peppol", with_(accounting_currency="USD")),
    ("PEPPOL-EN16931-R010", "mixed-rates", "peppol", on("buyer", endpoint=None)),
    ("PEPPOL-EN16931-R010", "mixed-rates", "peppol", on("buyer", endpoint=Identifier("in@example.com", "EM"))),
    ("PEPPOL-EN16931-R020", "mixed-rates", "peppol", on("seller", endpoint=None)),
    ("PEPPOL-EN16931-R110", "mixed-rates", "peppol", line(days=Days(date(2026, 2, 28), date(2026, 3, 1)))),
    ("PEPPOL-COMMON-R043", "mixed-rates", "peppol", on("buyer", endpoint=Identifier("0428759498", "0208"))),
    ("IT-R-001", "it-small-nl-rounding", "peppol", on("seller", tax_number="12345")),
    ("IT-R-002", "it-small-nl-rounding", "peppol", nowhere("seller")),
    ("IT-R-003", "it-small-nl-rounding", "peppol", nowhere("seller")),
    ("IT-R-004", "it-small-nl-rounding", "peppol", nowhere("seller")),
    ("NL-R-001", "nl-standard-de-credit", "peppol", with_(preceding=None)),
    ("NL-R-002", "mixed-rates", "peppol", nowhere("seller")),
    ("NL-R-003", "mixed-rates", "peppol", on("seller", legal_id=Identifier("1234"))),
    ("NL-R-004", "mixed-rates", "peppol", nowhere("buyer")),
    ("NL-R-005", "mixed-rates", "peppol", on("buyer", legal_id=None)),
    ("NL-R-007", "mixed-rates", "peppol", with_(payment=None)),
    ("NL-R-008", "mixed-rates", "peppol", with_(payment=Payment("1"))),
    ("BR-NL-1", "mixed-rates", "nlcius", on("seller", legal_id=None)),
    ("BR-NL-2", "mixed-rates", "nlcius", with_(buyer_reference="")),
    ("BR-NL-3", "mixed-rates", "nlcius", nowhere("seller")),
    ("BR-NL-4", "mixed-rates", "nlcius", nowhere("buyer")),
    ("BR-NL-7", "mixed-rates", "nlcius", with_(type_code="386")),
    ("BR-NL-10", "mixed-rates", "nlcius", on("buyer", legal_id=None)),
    ("BR-NL-11", "mixed-rates", "nlcius", with_(payment=None)),
    ("BR-NL-12", "mixed-rates", "nlcius", with_(payment=Payment("42"))),
    ("BR-FR-01*", "french", "fr-ctc", with_(number="F" * 36)),
    ("BR-FR-02*", "french", "fr-ctc", with_(number="F 42")),
    ("BR-FR-05*", "french", "fr-ctc", with_(notes=())),
    ("BR-FR-06*", "french", "fr-ctc", lambda d: replace(d, notes=d.notes * 2)),
    ("BR-FR-10*", "french", "fr-ctc", on("seller", legal_id=None)),
    ("BR-FR-11", "french", "fr-ctc", on("buyer", legal_id=None)),
    ("BR-FR-12*", "french", "fr-ctc", on("buyer", endpoint=None)),
    ("BR-FR-13*", "french", "fr-ctc", on("seller", endpoint=None)),
    ("BR-FR-15*", "french", "fr-ctc", group(category="L")),
    ("BR-FR-16*", "french", "fr-ctc", group(rate=Decimal(21))),
    ("BR-FR-23*", "french", "fr-ctc", on("buyer", endpoint=Identifier("303 265", "0225"))),
    ("BR-FR-CO-05*", "french", "fr-ctc", with_(type_code="381", preceding=Preceding("F-1"))),
    ("BR-FR-CO-07*", "french", "fr-ctc", with_(due_date=date(2026, 3, 1))),
    ("BR-FR-CO-12*", "french", "fr-ctc", with_(currency="USD")),
]


@pytest.mark.parametrize(("rule", "name", "profile", "change"), BROKEN, ids=[f"{row[0]}-{row[2]}" for row in BROKEN])
def test_the_rule_is_named(rule: str, name: str, profile: str, change: Change, invoice_of: Any) -> None:
    spoilt = change(from_invoice(invoice_of(name)))

    found = check(spoilt, profile_named(profile), client="acme")

    assert rule.removesuffix("*") in [one.rule for one in found]
    assert all(one.message and one.term and "{" not in one.message + one.hint for one in found)


CONFIRMED = [row for row in BROKEN if row[0].endswith("*")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "name", "profile", "change"),
    CONFIRMED,
    ids=[f"{row[0]}-{row[1]}-{row[2]}" for row in CONFIRMED],
)
def test_the_owner_of_the_rule_says_the_same(
    rule: str, name: str, profile: str, change: Change, invoice_of: Any
) -> None:
    written = write(change(from_invoice(invoice_of(name))), profile_named(profile))

    found = validate(written, profile_named(profile))

    assert rule.removesuffix("*") in " ".join(one.rule for one in found or [])


def test_a_rule_that_only_the_written_document_can_break(invoice_of: Any, fitted: Any) -> None:
    """Fitting takes the VAT ids out, so only a received file can have them (BR-O-02)."""
    document = fitted(invoice_of("yen"), "facturx")

    assert document.seller.vat_id == document.buyer.vat_id == ""
    assert from_invoice(invoice_of("yen")).seller.vat_id == "NL123456782B90"


def test_hints_name_the_client_and_the_command(invoice_of: Any) -> None:
    spoilt = replace(from_invoice(invoice_of("mixed-rates")), buyer_reference="")

    (finding,) = check(spoilt, profile_named("peppol"), client="bakery")

    assert (finding.rule, finding.term) == ("PEPPOL-EN16931-R003", "BT-10")
    assert finding.message == "There is neither a buyer reference nor an order number."
    assert finding.hint == "'va client edit bakery --buyer-reference TEXT'."
    assert not finding.is_warning


def test_what_is_doubtful_only_warns(invoice_of: Any) -> None:
    spoilt = on("seller", contact=Contact("Ada", "12", "ada@example.com"))(
        from_invoice(invoice_of("de-standard-de-plain"))
    )

    assert [(one.rule, one.is_warning) for one in check(spoilt, profile_named("xrechnung-cii"))] == [("BR-DE-27", True)]
