"""What the book calls things and what EN 16931 calls them, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vabackoffice.domain.invoice import Invoice, Line, Party, VatGroup
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.model import Allowance, Days, Identifier, Note, Payment, Preceding, VatBreakdown

SELLER = Party("Ada Beispiel", "DE", tax_number="21/815/08150", iban="DE89 3704 0044 0532 0130 00", bic="COBADEFF")
BUYER = Party("Acme", "DE", leitweg_id="04011000-1234512345-06", buyer_reference="PO 7", contact="Eva")


def work(net: int = 10000, **changed: Any) -> Line:
    amount = Money(net, "EUR")
    plain = Line("extra", "Work", Decimal(1), "hour", amount.amount, amount, vat_category="S", vat_rate=Decimal(19))
    return replace(plain, **changed)


def invoice(*lines: Line, groups: tuple[VatGroup, ...] = (), **changed: Any) -> Invoice:
    net = sum(line.net.minor for line in lines)
    vat = Money(net, "EUR").times(Decimal("0.19"))
    usual = (VatGroup("S", Decimal(19), Money(net, "EUR"), vat),)
    facts: dict[str, Any] = {
        "kind": "invoice",
        "number": "2026-0042",
        "client": "acme",
        "issue_date": date(2026, 4, 1),
        "due_date": date(2026, 4, 15),
        "period": None,
        "supply_date": date(2026, 3, 31),
        "currency": "EUR",
        "language": "de",
        "seller": SELLER,
        "buyer": BUYER,
        "lines": lines,
        "vat_breakdown": groups or usual,
    }
    return Invoice(**(facts | changed))


def test_a_discount_is_an_allowance_on_the_document() -> None:
    off = work(-1000, kind="discount", text="Rabatt 10%", quantity=Decimal(-1), unit_price=Decimal(10))

    document = from_invoice(invoice(work(), off))

    assert document.allowances == (Allowance(Decimal("10.00"), "S", Decimal(19), "Rabatt 10%"),)
    assert [line.net for line in document.lines] == [Decimal("100.00")]
    totals = document.totals
    assert (totals.lines, totals.allowances, totals.net) == (Decimal(100), Decimal(10), Decimal(90))
    assert (totals.vat, totals.gross, totals.payable) == (Decimal("17.10"), Decimal("107.10"), Decimal("107.10"))


def test_a_discount_on_a_line_is_an_allowance_on_the_line() -> None:
    """12.5 × 45 = 562.50 less 10 % = 506.25."""
    reduced = work(50625, quantity=Decimal("12.5"), unit_price=Decimal(45), discount="10%")

    line = from_invoice(invoice(reduced)).lines[0]

    assert (line.price, line.allowance, line.net, line.reason) == (
        Decimal(45),
        Decimal("56.25"),
        Decimal("506.25"),
        "Rabatt 10%",
    )


def test_a_deposit_is_a_line_with_a_negative_quantity_and_a_price_that_is_not() -> None:
    document = from_invoice(invoice(work(), work(-2000, text="Anzahlung 2026-0007", unit_price=Decimal(-20))))

    deducted = document.lines[1]
    assert (deducted.quantity, deducted.price, deducted.net) == (Decimal(-1), Decimal(20), Decimal(-20))


def test_withheld_tax_goes_into_the_terms_and_what_is_due_stays_gross() -> None:
    document = from_invoice(invoice(work(), withheld=Money(1500, "EUR"), language="en"))

    assert document.totals.payable == Decimal("119.00")
    assert document.terms == "After withholding tax of 15.00 EUR, 104.00 EUR is to be transferred."


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pt"])
def test_the_terms_name_both_amounts_in_every_language(language: str) -> None:
    terms = from_invoice(invoice(work(), withheld=Money(1500, "EUR"), language=language)).terms

    assert "15.00 EUR" in terms
    assert "104.00 EUR" in terms


def test_prepaid_and_rounding_are_between_total_and_amount_due() -> None:
    document = from_invoice(invoice(work(), prepaid=Money(1900, "EUR"), rounding=Money(-1, "EUR")))

    assert document.totals.prepaid == Decimal("19.00")
    assert document.totals.rounding == Decimal("-0.01")
    assert document.totals.payable == Decimal("99.99")


def test_stamp_duty_that_is_charged_on_is_an_exempt_charge() -> None:
    document = from_invoice(invoice(work(), stamp_duty=Money(200, "EUR"), language="it"))

    assert document.allowances == (Allowance(Decimal("2.00"), "E", Decimal(0), "Imposta di bollo", is_charge=True),)
    assert document.breakdown[1] == VatBreakdown(Decimal("2.00"), Decimal("0.00"), "E", Decimal(0), "Imposta di bollo")
    assert (document.totals.charges, document.totals.gross) == (Decimal("2.00"), Decimal("121.00"))


def test_stamp_duty_joins_the_group_that_is_exempt_or_outside_anyway() -> None:
    for category in ("E", "O"):
        nothing = Money(0, "EUR")
        group = VatGroup(category, Decimal(0), Money(10000, "EUR"), nothing, note="Regime forfettario")
        line = work(vat_category=category, vat_rate=Decimal(0))

        document = from_invoice(invoice(line, groups=(group,), stamp_duty=Money(200, "EUR")))

        (one,) = document.breakdown
        assert (one.category, one.net, one.reason) == (category, Decimal("102.00"), "Regime forfettario")


def test_a_standard_rate_of_nothing_is_the_zero_rate() -> None:
    line, nothing = work(vat_rate=Decimal(0)), Money(0, "EUR")

    document = from_invoice(invoice(line, groups=(VatGroup("S", Decimal(0), line.net, nothing),)))

    assert (document.lines[0].category, document.breakdown[0].category) == ("Z", "Z")


def test_the_period_reaches_to_every_line() -> None:
    late = work(first_day=date(2026, 2, 27), last_day=date(2026, 2, 27))

    document = from_invoice(invoice(work(), late, period=Period(date(2026, 3, 1), date(2026, 4, 1))))

    assert document.period == Days(date(2026, 2, 27), date(2026, 3, 31))
    assert document.lines[1].days == Days(date(2026, 2, 27), date(2026, 2, 27))


def test_a_leitweg_id_takes_the_place_of_the_reference_which_becomes_the_order() -> None:
    document = from_invoice(invoice(work()))

    assert (document.buyer_reference, document.order) == ("04011000-1234512345-06", "PO 7")


def test_without_one_the_reference_is_the_reference() -> None:
    document = from_invoice(invoice(work(), buyer=replace(BUYER, leitweg_id="")))

    assert (document.buyer_reference, document.order) == ("PO 7", "")


def test_a_transfer_in_euros_is_sepa_and_any_other_is_not() -> None:
    document = from_invoice(invoice(work(), payment_reference="RF18539007547034"))

    assert document.payment == Payment("58", "RF18539007547034", "DE89370400440532013000", "Ada Beispiel", "COBADEFF")
    elsewhere = replace(SELLER, iban="TR330006100519786457841326", account_holder="A. Beispiel")
    payment = from_invoice(invoice(work(), seller=elsewhere)).payment
    assert payment is not None
    assert (payment.means, payment.holder, payment.reference) == ("30", "A. Beispiel", "2026-0042")


def test_without_an_account_no_payment_is_asked_for() -> None:
    assert from_invoice(invoice(work(), seller=replace(SELLER, iban=""))).payment is None


def test_a_credit_note_names_what_it_corrects_and_asks_for_no_money() -> None:
    credit = invoice(work(), kind="credit_note", corrects="2026-0031", corrects_date=date(2026, 3, 2))

    document = from_invoice(credit)

    assert (document.type_code, document.is_credit_note) == ("381", True)
    assert document.preceding == Preceding("2026-0031", date(2026, 3, 2))
    assert document.payment == Payment("57")
    assert document.totals.payable == Decimal("119.00")


def test_french_sellers_tell_businesses_about_late_payment() -> None:
    french = replace(SELLER, country="FR")

    assert [note.subject for note in from_invoice(invoice(work(), seller=french)).notes] == ["PMT", "PMD", "AAB"]
    own = "Des pénalités de retard de 12 % sont exigibles."
    notes = from_invoice(invoice(work(), seller=french, notes="Merci", wordings=(own,))).notes
    assert [note.subject for note in notes] == ["", "PMT", "PMD", "AAB"]
    assert notes[2] == Note(own, "PMD")
    private = replace(BUYER, is_business=False)
    assert from_invoice(invoice(work(), seller=french, buyer=private)).notes == ()


def test_notes_and_legal_wordings_are_notes() -> None:
    document = from_invoice(invoice(work(), notes=" Danke ", wordings=("Reverse charge", "Reverse charge")))

    assert document.notes == (Note("Danke"), Note("Reverse charge"))


def test_text_after_the_first_line_is_the_description() -> None:
    line = from_invoice(invoice(work(text="Inbox\nMarch\nApril", reasons=("3h worked", "rounded up")))).lines[0]

    assert (line.name, line.description, line.note) == ("Inbox", "March\nApril", "3h worked; rounded up")


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("hour", "HUR"),
        ("day", "DAY"),
        ("week", "WEE"),
        ("month", "MON"),
        ("years", "ANN"),
        ("km", "KMT"),
        ("mile", "SMI"),
        ("piece", "C62"),
        ("post", "C62"),
        ("word", "D68"),
        ("page", "ZP"),
        ("", "C62"),
    ],
)
def test_units_have_codes(unit: str, code: str) -> None:
    assert from_invoice(invoice(work(unit=unit))).lines[0].unit == code


@pytest.mark.parametrize(
    ("party", "register", "address"),
    [
        (Party("A", "NL", registration_number="12345678"), ("12345678", "0106"), ("12345678", "0106")),
        (Party("A", "NL", vat_id="NL123456782B90"), None, ("NL123456782B90", "9944")),
        (Party("A", "DE", vat_id="DE 136695976"), None, ("DE136695976", "9930")),
        (Party("A", "DE", registration_number="HRB 1"), ("HRB 1", ""), None),
        (Party("A", "BE", vat_id="BE0428759497"), ("0428759497", "0208"), ("0428759497", "0208")),
        (Party("A", "FR", registration_number="303 265 045"), ("303265045", "0002"), ("303265045", "0225")),
        (Party("A", "FR", registration_number="30326504500012"), ("303265045", "0002"), ("303265045", "0225")),
        (Party("A", "FR", peppol_id="0225:303265045_A1"), ("303265045", "0002"), ("303265045_A1", "0225")),
        (Party("A", "IT", vat_id="IT00743110157"), None, ("IT00743110157", "0211")),
        (Party("A", "ES", vat_id="ES54362315K"), None, ("ES54362315K", "9920")),
        (Party("A", "US", tax_number="12-3456789"), None, ("123456789", "9959")),
        (Party("A", "US", tax_number="123-45-6789", email="a@example.com"), None, ("a@example.com", "EM")),
        (
            Party("A", "NL", peppol_id="0190:00000001234567890000"),
            ("00000001234567890000", "0190"),
            ("00000001234567890000", "0190"),
        ),
        (Party("A", "NL", peppol_id="no scheme"), None, None),
    ],
)
def test_numbers_get_their_schemes(
    party: Party, register: tuple[str, str] | None, address: tuple[str, str] | None
) -> None:
    buyer = from_invoice(invoice(work(), buyer=party)).buyer

    assert buyer.legal_id == (Identifier(*register) if register else None)
    assert buyer.endpoint == (Identifier(*address) if address else None)


def test_a_draft_has_no_number() -> None:
    assert from_invoice(invoice(work(), number=None)).number == ""
