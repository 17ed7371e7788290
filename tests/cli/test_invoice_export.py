"""Electronic invoices at the command line: made when issued where the client asks for one, or exported later."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pypdf
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


@pytest.fixture
def office(va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Va:
    """An office that can be reached, with 1h30 at 40.00 for a client in Germany in March."""
    monkeypatch.chdir(tmp_path)
    va("business", "edit", "--phone=+31 20 1234567").check()
    va(
        "client",
        "edit",
        "acme",
        "--address=Beispielweg 1, 10115 Berlin",
        "--email=rechnung@example.com",
        "--buyer-reference=Team 7",
    ).check()
    va("log", "1h30", "acme", "Sorted mail", "--on=2026-03-02").check()
    va("invoice", "draft", "acme", "2026-03").check()
    return va


def forms(va: Va) -> dict[str, str]:
    """Return the name of each kept file of issued documents by its form."""
    rows = va("export").check().json["tables"]["invoice_document"]
    return {row["form"]: row["name"] for row in rows}


def test_a_client_with_a_leitweg_id_gets_an_xrechnung_with_the_invoice(office: Va, tmp_path: Path) -> None:
    office("client", "edit", "acme", "--leitweg-id=991-33333TEST-33").check()
    office("invoice", "issue", "1", "--yes").check()
    assert forms(office) == {
        "pdf": "2026-0001-acme-example-gmbh.pdf",
        "xrechnung-cii": "2026-0001-xrechnung-cii.xml",
    }
    shown = office.json("invoice", "export", "2026-0001", "--as", "xrechnung-cii")
    assert (shown["number"], shown["as"], shown["file"]) == (
        "2026-0001",
        "xrechnung-cii",
        "2026-0001-xrechnung-cii.xml",
    )
    root = ET.parse(tmp_path / "2026-0001-xrechnung-cii.xml").getroot()  # noqa: S314 - our own file
    texts = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert texts["BuyerReference"] == "991-33333TEST-33"
    assert texts["DuePayableAmount"] == "60.00"


def test_factur_x_is_the_pdf_with_the_invoice_inside(office: Va, tmp_path: Path) -> None:
    office("client", "edit", "acme", "--einvoice=facturx").check()
    office("invoice", "issue", "1", "--yes").check()
    assert forms(office) == {"facturx": "2026-0001-acme-example-gmbh.pdf", "pdf": "2026-0001-acme-example-gmbh.pdf"}
    office("invoice", "export", "2026-0001", "--as", "facturx", "-o", "hybrid.pdf").check()
    office("invoice", "pdf", "2026-0001", "-o", "plain.pdf").check()
    hybrid = (tmp_path / "hybrid.pdf").read_bytes()
    assert hybrid == (tmp_path / "plain.pdf").read_bytes()
    attachments = pypdf.PdfReader(io.BytesIO(hybrid)).attachments
    assert list(attachments) == ["factur-x.xml"]
    assert b"60.00" in attachments["factur-x.xml"][0]


def test_any_kind_can_be_made_of_an_issued_document(office: Va, tmp_path: Path) -> None:
    office("invoice", "issue", "1", "--yes").check()
    for kind, name in (("peppol", "2026-0001-peppol.xml"), ("facturx", "2026-0001-acme-example-gmbh.pdf")):
        ran = office("invoice", "export", "2026-0001", "--as", kind).check()
        assert f"Wrote {name}: " in ran.out
        assert "file made and checked" in ran.out
        assert "; not sent." in ran.out
    first = (tmp_path / "2026-0001-acme-example-gmbh.pdf").read_bytes()
    (tmp_path / "2026-0001-acme-example-gmbh.pdf").unlink()
    office("invoice", "export", "2026-0001", "--as", "facturx").check()
    assert (tmp_path / "2026-0001-acme-example-gmbh.pdf").read_bytes() == first
    assert forms(office) == {"pdf": "2026-0001-acme-example-gmbh.pdf"}


def test_a_file_that_would_be_refused_is_not_made_and_nothing_is_issued(office: Va) -> None:
    office("client", "edit", "acme", "--einvoice=peppol", "--buyer-reference=").check()
    before = office.export()
    ran = office("invoice", "issue", "1").check(exit_code=3, output="")  # before it asks
    assert ran.err.startswith("va: Peppol BIS Billing 3.0 cannot be made of draft 1: ")
    # Peppol asks for the buyer's reference or an order number.
    assert "PEPPOL-EN16931-R003" in ran.err
    assert "va client edit acme" in ran.err
    assert office.export() == before


@pytest.mark.parametrize(
    ("kind", "exit_code", "said"),
    [
        ("ubl", 4, "'ubl' is not a kind of electronic invoice."),
        ("fatturapa", 2, "is for sellers in IT, and you are in NL."),
        ("fr-ctc", 2, "is for sellers in FR"),
    ],
)
def test_what_cannot_be_exported(office: Va, kind: str, exit_code: int, said: str) -> None:
    office("invoice", "issue", "1", "--yes").check()
    ran = office("invoice", "export", "2026-0001", "--as", kind).check(exit_code=exit_code, output="")
    assert said in ran.err


def test_a_credit_note_is_electronic_too(office: Va, tmp_path: Path) -> None:
    office("client", "edit", "acme", "--einvoice=peppol").check()
    office("invoice", "issue", "1", "--yes").check()
    office("invoice", "credit", "2026-0001", "--yes").check()
    note = office.json("invoice", "list")["invoices"][-1]["number"]
    office("invoice", "export", note, "--as", "peppol", "-o", "note.xml").check()
    root = ET.parse(tmp_path / "note.xml").getroot()  # noqa: S314 - our own file
    assert root.tag.endswith("}CreditNote")


def test_what_was_exported_can_be_read(office: Va) -> None:
    office("invoice", "issue", "1", "--yes").check()
    office("invoice", "export", "2026-0001", "--as", "facturx", "-o", "in.pdf").check()
    shown = office.json("invoice", "read", "in.pdf")
    assert {
        key: shown[key] for key in ("kind", "number", "issue_date", "currency", "net", "vat", "total", "payable")
    } == {
        "kind": "invoice",
        "number": "2026-0001",
        "issue_date": "2026-03-16",
        "currency": "EUR",
        "net": "60.00",
        "vat": "0.00",
        "total": "60.00",
        "payable": "60.00",
    }
    assert shown["buyer"] == {"name": "Acme Example GmbH", "country": "DE", "vat_id": "DE136695976"}
    assert [(line["quantity"], line["net"]) for line in shown["lines"]] == [("1.5", "60.00")]
    text = office("invoice", "read", "in.pdf").check().out
    assert "To be paid         60.00 EUR" in text
    office("invoice", "received").check(
        output="Nothing came in: 'va invoice read FILE --keep' keeps an electronic invoice."
    )
    office("invoice", "read", "in.pdf", "--keep").check()
    (kept,) = office.json("invoice", "received")["received"]
    assert (kept["seller"], kept["number"], kept["total"]) == ("Example Office", "2026-0001", "60.00")
    office.refuses(
        "invoice", "read", "in.pdf", "--keep", exit_code=5,
        error="va: Invoice '2026-0001' of Example Office is in the book since 2026-03-16.\n"
        "    Nothing was kept twice; 'va invoice received' lists what came in.",
    )  # fmt: skip


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, b"", b"<x", b"%PDF-1.7 nothing", b"<x/>", "naïve".encode("utf-16")])
def test_what_is_no_invoice_is_refused_with_a_reason(office: Va, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.xml").write_bytes(content)
    ran = office("invoice", "read", "in.xml").check(exit_code=2, output="")
    first, hint = ran.err.splitlines()[:2]
    assert first.startswith("va: ")
    assert hint.startswith("    ")
    assert "root:" not in ran.err


def test_a_file_that_is_not_there(office: Va, tmp_path: Path) -> None:
    office("invoice", "read", "gone.xml").check(
        exit_code=4, output="", error="va: There is no file 'gone.xml'.\n    Check the path."
    )
    office("invoice", "read", tmp_path).check(
        exit_code=2, output="", error=f"va: '{tmp_path}' is a folder.\n    Name the file in it."
    )


def test_an_italian_seller_who_bears_the_stamp_duty(
    no_book: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    va = no_book
    va(
        *("init", "--name=Studio Esempio", "--country=IT", "--regime=it-forfettario", "--no-input"),
        *("--address=Via Esempio 1, 20121 Milano", "--vat-id=IT07643520567", "--tax-number=RSSMRA85T10A562S"),
        *("--iban=IT60X0542811101000000123456", "--email=studio@example.com"),
    ).check()
    va("business", "edit", "--set=bollo=borne", "--set=first_name=Maria", "--set=last_name=Rossi").check()
    va(
        *("client", "add", "rossi", "--name=Esempio Srl", "--country=IT", "--address=Via Prova 2, 00184 Roma"),
        *("--vat-id=IT00743110157", "--sdi-code=ABC1234"),
    ).check()
    va("engagement", "add", "rossi/main", "--hourly=40").check()
    va("log", "3h", "rossi", "Posta", "--on=2026-03-10").check()
    va("invoice", "draft", "rossi", "2026-03").check()
    va("invoice", "issue", "1", "--yes").check()
    (number,) = [row["number"] for row in va.json("invoice", "list")["invoices"]]
    shown = va.json("invoice", "show", number)
    # 3 x 40 = 120, more than 77.47 without VAT: 2.00 of stamp duty, which the client does not pay.
    assert (shown["payable"], shown["stamp_duty"]) == ("120.00", "0.00")
    va("invoice", "export", number, "--as", "fatturapa", "-o", "out.xml").check()
    root = ET.parse(tmp_path / "out.xml").getroot()  # noqa: S314 - our own file
    texts = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    names = (
        "ImportoBollo",
        "Nome",
        "Cognome",
        "RegimeFiscale",
        "Natura",
        "ImportoTotaleDocumento",
        "CodiceDestinatario",
    )
    assert [texts.get(name) for name in names] == ["2.00", "Maria", "Rossi", "RF19", "N2.2", "120.00", "ABC1234"]
