"""The payment code, read back from paper: line by line what EPC069-12 version 002 lays down."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from vabackoffice.documents.payment_qr import epc_qr_svg
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.words import LANGUAGES, words
from vabackoffice.domain.invoice import Invoice
from vabackoffice.domain.money import Money


def read_back(svg: str | None) -> list[str]:
    """Return the lines: tag, version, character set, SCT, BIC, name, IBAN, amount, purpose, reference, text."""
    assert svg is not None
    html = f'<html lang="en"><title>Code</title><style>svg {{ width: 40mm }}</style>{svg}</html>'
    page = pypdfium2.PdfDocument(write_pdf(html, created=datetime(2026, 4, 1, tzinfo=UTC)))[0]
    [found] = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    return found.text.split("\n")


def seller_with(**changes: Any) -> Invoice:
    # The sample asks for 975.65 + 21 % = 1,180.54; 180.54 withheld leave 1,000.00.
    invoice = replace(sample_invoice("nl"), withheld=Money(18054, "EUR"))
    return replace(invoice, seller=replace(invoice.seller, **changes))


def test_a_reference_of_iso_11649_is_structured() -> None:
    invoice = seller_with(iban="NL91 ABNA 0417 1643 00", bic="ABNANL2A", account_holder="Ada Voorbeeld")

    assert read_back(epc_qr_svg(invoice)) == [
        *(
            "BCD",
            "002",
            "1",
            "SCT",
            "ABNANL2A",
            "Ada Voorbeeld",
            "NL91ABNA0417164300",
            "EUR1000",
            "",
            "RF18539007547034",
        )
    ]


def test_any_other_reference_is_text_and_names_keep_their_letters() -> None:
    invoice = replace(seller_with(account_holder="Ädá Exámple"), payment_reference="", withheld=None)

    assert read_back(epc_qr_svg(invoice)) == [
        *("BCD", "002", "1", "SCT", "", "Ädá Exámple", "NL91ABNA0417164300", "EUR1180.54", "", "", "2026-0042")
    ]


def test_a_name_is_cut_at_70_characters_and_a_text_at_140() -> None:
    invoice = replace(seller_with(account_holder="", name="Exämple " * 25), payment_reference="No " * 70)

    lines = read_back(epc_qr_svg(invoice))

    assert lines[5] == ("Exämple " * 25)[:70].strip()
    assert lines[10] == ("No " * 70)[:140].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_what_it_is(language: str) -> None:
    svg = epc_qr_svg(sample_invoice(language))

    title = ET.fromstring(svg or "").find("{http://www.w3.org/2000/svg}title")  # noqa: S314 - our own picture

    assert title is not None
    assert title.text == words(language)["payment_qr"]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "credit_note"},
        {"number": None},
        {"withheld": Money(118054, "EUR")},
        {"withheld": Money(118055, "EUR")},
        {"withheld": Money(118054 - 100_000_000_000, "EUR")},
    ],
    ids=["credit note", "draft", "nothing to pay", "less than nothing", "more than the standard allows"],
)
def test_there_is_no_code_where_nothing_can_be_paid_with_it(changes: dict[str, Any]) -> None:
    assert epc_qr_svg(sample_invoice("nl")) is not None
    assert epc_qr_svg(replace(sample_invoice("nl"), **changes)) is None


@pytest.mark.parametrize("iban", ["", "NL92ABNA0417164300", "12345678"])
def test_there_is_no_code_without_a_valid_iban(iban: str) -> None:
    assert epc_qr_svg(seller_with(iban=iban)) is None


def test_the_code_is_for_euros_only() -> None:
    invoice = sample_invoice("en")
    lines = tuple(replace(line, net=Money(line.net.minor, "GBP")) for line in invoice.lines)

    assert epc_qr_svg(replace(invoice, currency="GBP", lines=lines, vat_breakdown=())) is None
