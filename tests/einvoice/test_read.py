"""Received files: what is read from them, and what is refused, with the words that say why."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfWriter

from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.model import Contact, Identifier, Payment
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.read import read_invoice
from vabackoffice.einvoice.write import write
from vabackoffice.errors import InvalidInputError

# As the examples of the standards write them: other order, other prefixes, what we never write.
UBL = """<?xml version="1.0" encoding="UTF-8"?>
<i:Invoice xmlns:i="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<ID> 7 </ID><IssueDate>2026-04-01+02:00</IssueDate><DocumentCurrencyCode>EUR</DocumentCurrencyCode>
<a:AccountingSupplierParty><a:Party><a:PartyIdentification><ID schemeID="SEPA">DE98</ID></a:PartyIdentification>
<a:PartyName><Name>Shop</Name></a:PartyName><a:PostalAddress><StreetName>A 1</StreetName>
<AdditionalStreetName>c/o B</AdditionalStreetName><a:AddressLine><Line>Floor 2</Line></a:AddressLine></a:PostalAddress>
<a:Contact><Telephone>030</Telephone></a:Contact></a:Party></a:AccountingSupplierParty>
<a:AllowanceCharge><ChargeIndicator>true</ChargeIndicator><AllowanceChargeReasonCode>FC</AllowanceChargeReasonCode>
<Amount currencyID="EUR">5</Amount></a:AllowanceCharge>
<a:TaxTotal><TaxAmount currencyID="SEK">9.00</TaxAmount></a:TaxTotal>
<a:TaxTotal><TaxAmount currencyID="EUR">.95</TaxAmount><a:TaxSubtotal><TaxableAmount currencyID="EUR">5</TaxableAmount>
</a:TaxSubtotal></a:TaxTotal>
<a:InvoiceLine><ID>1</ID><InvoicedQuantity unitCode="H87">200</InvoicedQuantity><a:InvoicePeriod>
<StartDate>2026-03-01</StartDate></a:InvoicePeriod><a:Price><PriceAmount>50</PriceAmount><BaseQuantity>100</BaseQuantity>
</a:Price></a:InvoiceLine></i:Invoice>"""


def refused(content: bytes) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as error:
        read_invoice(content)
    assert error.value.hint
    return error.value


def test_a_file_of_somebody_else_is_read() -> None:
    read = read_invoice(UBL.encode())

    assert (read.number, read.issue_date, read.type_code) == ("7", date(2026, 4, 1), "380")
    assert (read.seller.name, read.seller.identifiers, read.seller.address.more) == ("Shop", (), "c/o B, Floor 2")
    assert read.seller.contact == Contact("", "030", "")
    assert (read.lines[0].price, read.lines[0].quantity, read.lines[0].unit) == (Decimal("0.5"), Decimal(200), "H87")
    assert read.lines[0].days is not None
    assert read.lines[0].days.last == date(2026, 3, 1)
    assert (read.totals.vat, read.totals.vat_accounting) == (Decimal("0.95"), Decimal("9.00"))
    assert (read.allowances[0].reason, read.allowances[0].is_charge) == ("FC", True)
    assert (read.buyer.name, read.payment, read.preceding) == ("", None, None)


def test_prices_of_a_hundred_and_accounts_that_are_no_iban_are_read_from_cii(invoice_of: Any) -> None:
    written = write(from_invoice(invoice_of("mixed-rates")), profile_named("facturx")).decode()
    basis = '</ram:ChargeAmount><ram:BasisQuantity unitCode="HUR">100</ram:BasisQuantity>'
    changed = written.replace("</ram:ChargeAmount>", basis).replace("IBANID", "ProprietaryID")

    read = read_invoice(changed.encode())

    assert [line.price for line in read.lines] == [Decimal(1), Decimal("0.3333")]
    assert read.payment is not None
    assert read.payment.account == "DE89370400440532013000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = UBL.replace("Shop", "Café").replace("UTF-8", declared)

    assert read_invoice(text.encode(encoding)).seller.name == "Café"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>"""
EXTERNAL = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>"""


@pytest.mark.parametrize("content", [BOMB, EXTERNAL, b"<!DOCTYPE x SYSTEM 'http://example.com/x.dtd'><x/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(content: bytes, encoding: str) -> None:
    error = refused(content.decode().encode(encoding))

    assert error.message == "The file has a document type (DOCTYPE), which no electronic invoice needs."


def test_entities_that_nobody_declared_are_refused() -> None:
    assert refused(b"<x>&f;</x>").message == "The file is not XML: undefined entity: line 1, column 3."


def test_a_file_of_more_than_20_mb_is_refused_unread() -> None:
    error = refused(b"<x>" + b" " * (20 * 1024 * 1024) + b"</x>")

    assert error.message == "The file has 20 MB, and invoices of up to 20 MB are read."


def test_a_small_file_of_very_many_elements_is_refused() -> None:
    error = refused(b"<x>" + b"<a/>" * 300_000 + b"</x>")

    assert error.message == "The file has more elements, or more of them inside each other, than any invoice."


def test_elements_inside_each_other_without_end_are_refused() -> None:
    assert "inside each other" in refused(b"<a>" * 100_000).message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is not XML: no element found: line 1, column 0."),
        (b"Dear Sir or Madam", "The file is not XML: syntax error: line 1, column 0."),
        (b"<Invoice>", "The file is not XML: no element found: line 1, column 9."),
        (b"<html/>", "The file is XML, but no electronic invoice: it begins with 'html'."),
        (b"<Invoice/>", "The file is XML, but no electronic invoice: it begins with 'Invoice'."),
        (b"<a>\xff</a>", "The file is not written in utf-8, as it says."),
        (b"\xff\xfe<\x00a", "The file is not written in utf-16, as it says."),
        (b'<?xml version="1.0" encoding="cp037"?><a/>', "The file says it is written in 'cp037', which is not read."),
        (b"\x30\x82\x01\x00", "The file is signed (.p7m), and the invoice inside it cannot be read."),
    ],
)
def test_what_is_no_invoice_is_refused(content: bytes, message: str) -> None:
    assert refused(content).message == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-04-01+02:00", "yesterday", "'yesterday' is not a date (BT-2)."),
        ("2026-04-01+02:00", "2026-02-30", "'2026-02-30' is not a date (BT-2)."),
        ("<IssueDate>2026-04-01+02:00</IssueDate>", "", "The invoice has no date (BT-2)."),
        (">200<", ">two hundred<", "'two hundred' is not a number (BT-129)."),
        (">200<", ">NaN<", "'NaN' is not a number (BT-129)."),
        (">200<", ">1e999999<", "'1e999999' is not a number (BT-129)."),
        (">200<", ">1234567890123<", "'1234567890123' is not a number (BT-129)."),
        (">200<", ">1.234,50<", "'1.234,50' is not a number (BT-129)."),
    ],
)
def test_what_is_no_number_or_date_is_refused(old: str, new: str, message: str) -> None:
    assert refused(UBL.replace(old, new).encode()).message == message


FATTURA = """<p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
 versione="FPR12"><FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese>
<IdCodice>1</IdCodice></IdFiscaleIVA><Anagrafica><Nome>Ada</Nome><Cognome>Esempio</Cognome></Anagrafica></DatiAnagrafici><Sede>
<Indirizzo>Via Roma</Indirizzo><NumeroCivico>1</NumeroCivico><Nazione>IT</Nazione></Sede><Contatti><Email>a@b.it</Email>
</Contatti></CedentePrestatore></FatturaElettronicaHeader><FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>
<TipoDocumento>TD06</TipoDocumento><Divisa>EUR</Divisa><Data>2026-04-01</Data><Numero>1</Numero><DatiCassaPrevidenziale>
<TipoCassa>TC22</TipoCassa><ImportoContributoCassa>4.00</ImportoContributoCassa><AliquotaIVA>22.00</AliquotaIVA>
</DatiCassaPrevidenziale></DatiGeneraliDocumento></DatiGenerali><DatiBeniServizi><DettaglioLinee>
<NumeroLinea>1</NumeroLinea><Descrizione>Canone</Descrizione><PrezzoUnitario>125.00</PrezzoUnitario><ScontoMaggiorazione>
<Tipo>SC</Tipo><Percentuale>20.00</Percentuale></ScontoMaggiorazione><PrezzoTotale>100.00</PrezzoTotale>
<AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee><DettaglioLinee><NumeroLinea>2</NumeroLinea>
<Descrizione>Bollo</Descrizione>
<PrezzoUnitario>2.00</PrezzoUnitario><PrezzoTotale>2.00</PrezzoTotale><AliquotaIVA>0.00</AliquotaIVA><Natura>N1</Natura>
</DettaglioLinee><DettaglioLinee><NumeroLinea>3</NumeroLinea><Descrizione>Corso</Descrizione>
<PrezzoUnitario>10.00</PrezzoUnitario><PrezzoTotale>10.00</PrezzoTotale><AliquotaIVA>0.00</AliquotaIVA><Natura>N4</Natura>
</DettaglioLinee><DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>104.00</ImponibileImporto>
<Imposta>22.88</Imposta></DatiRiepilogo><DatiRiepilogo><AliquotaIVA>0.00</AliquotaIVA><Natura>N1</Natura>
<ImponibileImporto>2.00</ImponibileImporto><Imposta>0.00</Imposta><RiferimentoNormativo>Art. 15</RiferimentoNormativo>
</DatiRiepilogo><DatiRiepilogo><AliquotaIVA>0.00</AliquotaIVA><Natura>N4</Natura><ImponibileImporto>10.00</ImponibileImporto>
<Imposta>0.00</Imposta></DatiRiepilogo></DatiBeniServizi></FatturaElettronicaBody></p:FatturaElettronica>"""


def test_a_fattura_of_somebody_else_is_read() -> None:
    """(100 + 4) × 22 % = 22.88; 104 + 22.88 + 2 + 10 = 138.88."""
    read = read_invoice(FATTURA.encode())

    assert (read.seller.name, read.seller.address.street, read.seller.contact.email) == (
        "Ada Esempio",
        "Via Roma 1",
        "a@b.it",
    )
    assert [(line.name, line.price, line.allowance, line.net, line.category) for line in read.lines] == [
        ("Canone", Decimal(125), Decimal(25), Decimal(100), "S"),
        ("Bollo", Decimal(2), Decimal(0), Decimal(2), "E"),
        ("Corso", Decimal(10), Decimal(0), Decimal(10), "E"),
        ("TC22", Decimal(4), Decimal(0), Decimal(4), "S"),
    ]
    assert [(one.category, one.net, one.vat, one.reason) for one in read.breakdown] == [
        ("S", Decimal(104), Decimal("22.88"), ""),
        ("E", Decimal(12), Decimal(0), "Art. 15"),
    ]
    assert (read.totals.lines, read.totals.gross, read.totals.payable) == (
        Decimal(116),
        Decimal("138.88"),
        Decimal("138.88"),
    )
    assert (read.payment, read.preceding, read.terms, read.type_code) == (None, None, "", "380")


def test_a_file_of_several_invoices_is_refused() -> None:
    body = FATTURA[FATTURA.index("<FatturaElettronicaBody>") : FATTURA.index("</p:Fattura")]

    error = refused(FATTURA.replace("</p:Fattura", body + "</p:Fattura").encode())

    assert error.message == "The file holds 2 invoices, and one is read."


def test_how_to_pay_is_read_from_a_fattura() -> None:
    paid = (
        "<DatiPagamento><DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento><IBAN>IT60</IBAN>"
        "</DettaglioPagamento></DatiPagamento></FatturaElettronicaBody>"
    )

    assert read_invoice(FATTURA.replace("</FatturaElettronicaBody>", paid).encode()).payment == Payment(
        "30", "", "IT60"
    )


def pdf(**attached: bytes) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attached.items():
        writer.add_attachment(name.replace("_", "."), content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"])
def test_the_invoice_inside_a_pdf_is_read(name: str) -> None:
    content = pdf(**{"terms.xml": b"<terms/>", name: UBL.encode()})

    assert read_invoice(content).number == "7"


def test_a_pdf_without_an_invoice_is_refused() -> None:
    message = "The PDF is a picture of an invoice only: no electronic invoice is attached to it."

    assert refused(pdf()).message == message
    assert refused(pdf(other_xml=UBL.encode())).message == message


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)

    assert refused(target.getvalue()).message == "The PDF is locked with a password."


def test_a_damaged_pdf_is_refused() -> None:
    assert refused(b"%PDF-1.7\nnothing").message.startswith("The PDF cannot be read: ")


def test_identifiers_keep_their_schemes(invoice_of: Any) -> None:
    document = from_invoice(invoice_of("fr-small-nl-prepaid"))

    read = read_invoice(write(document, profile_named("facturx")))

    assert read.seller.identifiers == (Identifier("30326504500012", "0009"),)
    assert read.seller.legal_id == Identifier("303265045", "0002")
