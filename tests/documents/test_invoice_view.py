"""The invoice as plain data: what is said, in which case, in whose figures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vabackoffice.documents.contrast import contrast
from vabackoffice.documents.invoice_view import invoice_view
from vabackoffice.documents.look import Look
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.invoice import Invoice, group_by_vat
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.errors import InvalidInputError


def view(invoice: Invoice, look: Look | None = None) -> dict[str, Any]:
    return invoice_view(invoice, look or Look())


def pairs(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return labels and values with plain spaces, which are easier to type."""
    return [(row["label"], row["value"].replace("\u00a0", " ")) for row in rows]


def taxed(invoice: Invoice, *taxes: tuple[str, str], notes: Mapping[str, str] | None = None) -> Invoice:
    """Return the invoice with category and rate per line; the last one holds for all that follow."""
    padded = [*taxes, *[taxes[-1]] * len(invoice.lines)]
    lines = tuple(
        replace(line, vat_category=category, vat_rate=Decimal(rate))
        for line, (category, rate) in zip(invoice.lines, padded, strict=False)
    )
    reasons = {(category, Decimal(0)): ("", note) for category, note in (notes or {}).items()}
    return replace(invoice, lines=lines, vat_breakdown=group_by_vat(lines, reasons))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_is_nothing_but_plain_data(language: str) -> None:
    def check(value: object) -> None:
        assert type(value) in (dict, list, str, bool, type(None))
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(part)

    check(view(sample_invoice(language)))


def test_the_facts_of_an_invoice() -> None:
    found = view(sample_invoice("nl"))

    assert found["title"] == "Factuur 2026-0042"
    assert found["language"] == "nl-NL"
    assert pairs(found["facts"]) == [
        ("Datum", "1 april 2026"),
        ("Periode", "maart 2026"),  # codespell:ignore periode
        ("Vervaldatum", "15 april 2026"),
    ]
    assert pairs(found["references"]) == [("Uw referentie", "PO-2026-17"), ("Uw btw-id", "NL999999999B99")]
    assert found["due"] == {"label": "Te betalen", "amount": "€\u00a01.180,54"}  # codespell:ignore te
    assert found["page_of"] == ["Pagina ", " van ", ""]


def test_without_a_period_the_day_of_the_service_is_named() -> None:
    found = view(replace(sample_invoice("en"), period=None, supply_date=date(2026, 3, 20)))

    assert ("Service date", "20 March 2026") in pairs(found["facts"])


def test_a_credit_note_names_its_invoice_and_asks_for_nothing() -> None:
    found = view(sample_invoice("de", kind="credit_note"))

    assert found["title"] == "Rechnungskorrektur 2026-0042"
    assert [label for label, _ in pairs(found["facts"])] == ["Datum", "Leistungszeitraum"]
    assert pairs(found["references"])[0] == ("Zur Rechnung", "2026-0031")
    assert found["due"]["label"] == "Erstattungsbetrag"
    assert found["payment"] is None


def test_a_draft_has_no_number_and_no_payment_code() -> None:
    found = view(sample_invoice("es", number=None))

    assert (found["is_draft"], found["number"], found["title"]) == (True, "", "Factura (Borrador)")
    assert found["payment"]["qr"] == ""


def test_lines() -> None:
    [inbox, _, _, posts, *_, discount] = view(sample_invoice("de"))["lines"]

    assert inbox | {"reasons": [], "kind": "time"} == {
        "kind": "time",
        "text": "Postfach und Kalender",
        "service": "",
        "reasons": [],
        "days": "",
        "discount": "",
        "quantity": "8,00",
        "unit": "Stunden",
        "price": "42,00",
        "vat": "19\u00a0%",
        "amount": "336,00",
    }
    assert (posts["quantity"], posts["unit"], posts["amount"]) == ("4", "Beiträge", "70,00")
    assert [discount[key] for key in ("quantity", "unit", "price", "amount")] == ["", "", "", "\u221225,00"]


@pytest.mark.parametrize(
    ("first", "last", "period", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 31), Period.month(2026, 3), ""),
        (date(2026, 2, 27), date(2026, 3, 5), Period.month(2026, 3), "27 Feb – 5 Mar 2026"),
        (date(2026, 4, 1), date(2026, 4, 30), Period.month(2026, 3), "April 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), None, "2 March 2026"),
        (date(2026, 4, 1), None, Period.month(2026, 3), "1 April 2026"),
        (None, None, None, ""),
    ],
)
def test_a_line_names_its_days_where_the_period_does_not_cover_them(
    first: date | None, last: date | None, period: Period | None, expected: str
) -> None:
    invoice = sample_invoice("en")
    line = replace(invoice.lines[0], first_day=first, last_day=last)

    [shown] = view(replace(invoice, lines=(line,), period=period))["lines"]

    assert shown["days"].replace("\u2009", " ") == expected


def test_one_rate() -> None:
    found = view(sample_invoice("en"))

    assert found["shows_vat"] is False
    # 975.65 × 23 % = 224.3995
    assert pairs(found["totals"]) == [("Subtotal", "975.65"), ("VAT 23%", "224.40")]


def test_several_rates_name_what_they_are_on() -> None:
    found = view(taxed(sample_invoice("en"), ("S", "9"), ("S", "21"), ("E", "0")))

    assert found["shows_vat"] is True
    assert [line["vat"] for line in found["lines"][:3]] == ["9%", "21%", "–"]
    # 336.00 × 9 % = 30.24; 136.50 × 21 % = 28.665; the rest is 975.65 − 472.50
    assert pairs(found["totals"]) == [
        ("Subtotal", "975.65"),
        ("VAT 21% on 136.50", "28.67"),
        ("VAT 9% on 336.00", "30.24"),
        ("VAT exempt: 503.15", "0.00"),
    ]


@pytest.mark.parametrize("category", ["E", "O", "G"])
def test_where_no_vat_is_charged_no_line_speaks_of_it(category: str) -> None:
    found = view(taxed(sample_invoice("en"), (category, "0")))

    assert found["totals"] == []
    assert found["due"]["amount"] == "€975.65"


def test_reverse_charge_is_named_among_the_totals_and_its_wording_is_printed() -> None:
    invoice = taxed(sample_invoice("nl"), ("AE", "0"), notes={"AE": "Btw verlegd"})
    found = view(replace(invoice, wordings=("Btw verlegd, art. 44 en 196 btw-richtlijn.",)))

    assert pairs(found["totals"]) == [("Subtotaal", "975,65"), ("Btw verlegd", "0,00")]
    assert found["wordings"] == ["Btw verlegd, art. 44 en 196 btw-richtlijn."]  # the group's reason is in it


def test_a_reason_that_no_wording_gives_is_printed_once() -> None:
    invoice = taxed(sample_invoice("en"), ("E", "0"), notes={"E": "Small business scheme"})

    assert view(replace(invoice, wordings=("Thanks", "Thanks")))["wordings"] == ["Thanks", "Small business scheme"]


def test_withheld_tax_leads_from_the_total_to_what_is_due() -> None:
    found = view(replace(sample_invoice("es"), withheld=Money(14635, "EUR")))

    # 975.65 + 204.89 = 1,180.54; less 146.35 (15 % of 975.65) = 1,034.19
    assert pairs(found["totals"])[2:] == [("Total", "1.180,54"), ("Retención 15\u00a0%", "\u2212146,35")]
    assert found["due"]["amount"] == "1.034,19\u00a0€"


def test_payment() -> None:
    payment = view(sample_invoice("fr"))["payment"]

    assert payment["request"].replace("\u00a0", " ") == (
        "Merci de régler 1\u202f170,78 € au plus tard le 15 avril 2026."
    )
    assert pairs(payment["rows"]) == [
        ("Titulaire", "Ada Exemple"),  # codespell:ignore exemple
        ("IBAN", "DE89 3704 0044 0532 0130 00"),
        ("Référence", "RF18 5390 0754 7034"),
    ]
    assert payment["qr"].startswith("data:image/svg+xml;base64,")


def test_without_an_account_only_the_number_to_pay_for_is_named() -> None:
    invoice = sample_invoice("en")
    seller = replace(invoice.seller, iban="", account_holder="")

    payment = view(replace(invoice, seller=seller, payment_reference=""))["payment"]

    assert pairs(payment["rows"]) == [("Reference", "2026-0042")]
    assert payment["qr"] == ""


def test_nothing_to_pay_is_not_asked_for() -> None:
    assert view(replace(sample_invoice("nl"), withheld=Money(118054, "EUR")))["payment"] is None


def test_the_look_decides_about_timesheet_and_logo() -> None:
    found = view(sample_invoice("en"), Look(show_annex=False, logo=b"<svg/>", logo_type="image/svg+xml"))

    assert found["annex"] is None
    assert found["look"] == {
        "paper": "A4",
        "template": "classic",
        "accent": "#1f5c57",
        "accent_text": "#1f5c57",
        "on_accent": "#ffffff",
        "logo": "data:image/svg+xml;base64,PHN2Zy8+",
    }


def test_a_light_accent_is_darkened_for_text_and_has_black_on_it() -> None:
    found = view(sample_invoice("en"), Look(accent="#ffcc00"))["look"]

    assert found["accent"] == "#ffcc00"
    assert found["on_accent"] == "#000000"
    assert contrast(found["accent_text"], "#ffffff") >= 4.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proforma_has_no_number_and_says_that_it_is_no_invoice(language: str) -> None:
    found = invoice_view(sample_invoice(language, number=None), Look(), proforma=True)

    assert found["name"].replace(" ", "").lower() == "proforma"
    assert (found["title"], found["stamp"], found["number"]) == (found["name"], found["name"], "")
    assert not found["is_draft"]
    assert found["wordings"][0] == found["words"]["not_an_invoice"]
    assert found["payment"]["qr"] == ""


def test_own_words_are_for_invoices_and_the_foot_for_credit_notes_too() -> None:
    look = Look(intro="Hello", footer="Example Office")

    assert [view(sample_invoice("en"), look)[key] for key in ("intro", "footer")] == ["Hello", "Example Office"]
    credit = view(sample_invoice("en", kind="credit_note"), look)
    assert [credit[key] for key in ("intro", "footer")] == ["", "Example Office"]


def test_abroad_both_countries_are_named() -> None:
    invoice = sample_invoice("de")
    found = view(replace(invoice, buyer=replace(invoice.buyer, country="FR")))

    assert found["seller"]["address"][-1] == "DEUTSCHLAND"
    assert found["buyer"]["address"][-1] == "FRANKREICH"


def test_another_language_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'pt'"):
        view(replace(sample_invoice("en"), language="pt"))
