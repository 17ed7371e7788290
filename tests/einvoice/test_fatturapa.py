"""FatturaPA: the elements that SdI reads, with amounts worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from vabackoffice.domain.invoice import Invoice, Line, Party, VatGroup
from vabackoffice.domain.money import Money
from vabackoffice.einvoice.fatturapa import file_name
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.italian_facts import ItalianFacts, italian_facts
from vabackoffice.einvoice.latin import latin
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.read import read_invoice
from vabackoffice.einvoice.rules_italy import check_fatturapa
from vabackoffice.einvoice.write import write

if TYPE_CHECKING:
    from vabackoffice.einvoice.model import Document

FATTURAPA = profile_named("fatturapa")
SELLER = Party(
    "Ada Esempio",
    "IT",
    street="Via Roma 1",
    postcode="00100",
    city="Roma",
    vat_id="IT00743110157",
    tax_number="RSSMRA85T10A562S",
    iban="IT60X0542811101000000123456",
)
BUYER = Party(
    "Cliente Srl", "IT", street="Via Po 2", postcode="10100", city="Torino", vat_id="IT00743110157", sdi_code="ABC1234"
)
NOTHING = Money(0, "EUR")


def line(euros: str, category: str, rate: int, text: str = "Assistenza virtuale", **changed: Any) -> Line:
    net = Money.of(euros, "EUR")
    plain = Line("extra", text, Decimal(1), "hour", net.amount, net, vat_category=category, vat_rate=Decimal(rate))
    return replace(plain, **changed)


def invoice(lines: list[Line], vat: str, note: str = "", **changed: Any) -> Invoice:
    net = Money(sum(one.net.minor for one in lines), "EUR")
    group = VatGroup(lines[0].vat_category, lines[0].vat_rate, net, Money.of(vat, "EUR"), note=note)
    facts: dict[str, Any] = {
        "kind": "invoice",
        "number": "42/2026",
        "client": "acme",
        "issue_date": date(2026, 11, 20),
        "due_date": date(2026, 12, 20),
        "period": None,
        "supply_date": date(2026, 11, 18),
        "currency": "EUR",
        "language": "it",
        "seller": SELLER,
        "buyer": BUYER,
        "lines": tuple(lines),
        "vat_breakdown": (group,),
    }
    return Invoice(**(facts | changed))


def file_of(document: Document, facts: ItalianFacts) -> ET.Element:
    assert check_fatturapa(document, facts) == []
    return ET.fromstring(write(document, FATTURAPA, facts))  # noqa: S314 - our own file


def said(root: ET.Element, *names: str) -> list[str | None]:
    return [root.findtext(f".//{name}") for name in names]


def test_a_forfettario_at_home_is_rf19_n22_with_stamp_duty_and_fund() -> None:
    """400.00 and 4 % of it for the INPS are 416.00; the stamp duty of 2.00 is borne, not charged on."""
    lines = [line("400", "E", 0), line("16", "E", 0, "Rivalsa INPS 4%")]
    sold = invoice(lines, "0", "Regime forfettario")
    facts = replace(italian_facts(sold, "it-small", "00042", stamp_duty=Decimal("2.00")), pension_lines=("2",))

    root = file_of(from_invoice(sold), facts)

    assert said(root, "RegimeFiscale", "TipoDocumento", "BolloVirtuale", "ImportoBollo") == [
        "RF19",
        "TD01",
        "SI",
        "2.00",
    ]
    assert said(root, "TipoCassa", "AlCassa", "ImportoContributoCassa", "ImponibileCassa") == [
        "TC22",
        "4.00",
        "16.00",
        "400.00",
    ]
    assert said(root, "ImportoTotaleDocumento", "ImponibileImporto", "Imposta") == ["416.00", "416.00", "0.00"]
    assert said(root, "DettaglioLinee/Natura", "DatiRiepilogo/Natura") == ["N2.2", "N2.2"]
    assert said(root, "RiferimentoNormativo", "ImportoPagamento") == ["Regime forfettario", "416.00"]
    assert len(root.findall(".//DettaglioLinee")) == 1


def test_an_ordinary_professional_has_withholding_on_work_and_fund() -> None:
    """(400 + 16) × 22 % = 91.52; 20 % of 416 = 83.20 withheld; 507.52 − 83.20 = 424.32 to be paid."""
    lines = [line("400", "S", 22), line("16", "S", 22, "Rivalsa INPS 4%")]
    sold = invoice(lines, "91.52", withheld=Money(8320, "EUR"))
    facts = replace(
        italian_facts(sold, "it-standard", "00042"), pension_lines=("2",), first_name="Ada", last_name="Esempio"
    )

    root = file_of(from_invoice(sold), facts)

    assert root.attrib["versione"] == "FPR12"
    assert said(root, "FormatoTrasmissione", "CodiceDestinatario", "ProgressivoInvio") == ["FPR12", "ABC1234", "00042"]
    assert said(root, "RegimeFiscale", "Nome", "Cognome") == ["RF01", "Ada", "Esempio"]
    assert said(root, "TipoRitenuta", "ImportoRitenuta", "AliquotaRitenuta", "CausalePagamento") == [
        "RT01",
        "83.20",
        "20.00",
        "A",
    ]
    assert said(root, "DettaglioLinee/Ritenuta", "DatiCassaPrevidenziale/Ritenuta") == ["SI", "SI"]
    assert said(root, "ImponibileImporto", "Imposta", "EsigibilitaIVA") == ["416.00", "91.52", "I"]
    assert said(root, "ImportoTotaleDocumento", "ImportoPagamento") == ["507.52", "424.32"]


@pytest.mark.parametrize(
    ("country", "vat_id", "category", "private", "expected"),
    [
        ("DE", "DE136695976", "AE", False, ["XXXXXXX", "DE", "136695976", "00000", "N2.1"]),
        ("US", "", "O", False, ["XXXXXXX", "US", "OO99999999999", "00000", "N2.1"]),
        ("CH", "", "O", True, ["XXXXXXX", "CH", "0000000", "00000", "N2.1"]),
        ("US", "", "G", False, ["XXXXXXX", "US", "OO99999999999", "00000", "N2.1"]),
    ],
)
def test_buyers_abroad(country: str, vat_id: str, category: str, private: bool, expected: list[str]) -> None:  # noqa: FBT001 - a row of the table
    buyer = replace(BUYER, country=country, vat_id=vat_id, postcode="20095", is_business=not private)
    sold = invoice([line("400", category, 0)], "0", "Inversione contabile", buyer=buyer)

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    who = ".//CessionarioCommittente"
    assert [
        root.findtext(".//CodiceDestinatario"),
        root.findtext(f"{who}//IdPaese"),
        root.findtext(f"{who}//IdCodice"),
        root.findtext(f"{who}//CAP"),
        root.findtext(".//DatiRiepilogo/Natura"),
    ] == expected


def test_a_buyer_without_a_code_gets_it_by_certified_mail() -> None:
    buyer = replace(BUYER, sdi_code="", pec="cliente@pec.example.com")
    sold = invoice([line("400", "S", 22)], "88", buyer=buyer)

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert said(root, "CodiceDestinatario", "PECDestinatario") == ["0000000", "cliente@pec.example.com"]


def test_a_private_person_at_home_is_named_by_the_codice_fiscale() -> None:
    buyer = replace(BUYER, sdi_code="", vat_id="", tax_number="rss mra 85t10 a562s", is_business=False)
    sold = invoice([line("400", "S", 22)], "88", buyer=buyer)

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert root.findtext(".//CessionarioCommittente//CodiceFiscale") == "RSSMRA85T10A562S"
    assert root.find(".//CessionarioCommittente//IdFiscaleIVA") is None


@pytest.mark.parametrize(("regime", "category", "natura"), [("it-small", "E", "N2.2"), ("it-standard", "S", "N1")])
def test_stamp_duty_that_is_charged_on_is_a_line(regime: str, category: str, natura: str) -> None:
    rate, vat = (22, "88") if category == "S" else (0, "0")
    sold = invoice([line("400", category, rate)], vat, "Regime forfettario", stamp_duty=Money(200, "EUR"))

    root = file_of(from_invoice(sold), italian_facts(sold, regime, "1"))

    charged = root.findall(".//DettaglioLinee")[1]
    assert [charged.findtext(name) for name in ("Descrizione", "PrezzoTotale", "Natura", "AliquotaIVA")] == [
        "Imposta di bollo",
        "2.00",
        natura,
        "0.00",
    ]
    assert root.findtext(".//ImportoBollo") == "2.00"
    assert root.findtext(".//ImportoTotaleDocumento") == ("490.00" if category == "S" else "402.00")


def test_exempt_work_of_an_ordinary_professional_is_n4() -> None:
    sold = invoice([line("400", "E", 0)], "0", "Art. 10 n. 20 DPR 633/1972")

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert said(root, "DatiRiepilogo/Natura", "RiferimentoNormativo") == ["N4", "Art. 10 n. 20 DPR 633/1972"]


def test_what_the_group_rests_on_is_named_where_the_invoice_does_not() -> None:
    sold = invoice([line("400", "E", 0)], "0")

    root = ET.fromstring(write(from_invoice(sold), FATTURAPA, italian_facts(sold, "it-small", "1")))  # noqa: S314 - our own file

    assert said(root, "RiferimentoNormativo") == ["Art. 1, commi da 54 a 89, L. 190/2014"]


def test_discounts_and_deductions_have_negative_prices_and_no_negative_quantity() -> None:
    off = line("-40", "S", 22, "Sconto 10%", kind="discount", quantity=Decimal(-1), unit_price=Decimal(40))
    deposit = line("-100", "S", 22, "Acconto 7/2026", quantity=Decimal(-1), unit_price=Decimal(100))
    sold = invoice([line("400", "S", 22), deposit, off], "57.20")

    rows = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1")).findall(".//DettaglioLinee")

    names = ("TipoCessionePrestazione", "Quantita", "PrezzoUnitario", "PrezzoTotale")
    assert [[row.findtext(name) for name in names] for row in rows[1:]] == [
        [None, "1.00", "-100.00", "-100.00"],
        ["SC", None, "-40.00", "-40.00"],
    ]


def test_a_discount_on_a_line_is_per_unit() -> None:
    """3 × 40 = 120 less 10 % = 108, which is 4.00 a piece; VAT 23.76."""
    sold = invoice([line("108", "S", 22, quantity=Decimal(3), unit_price=Decimal(40), discount="10%")], "23.76")

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert said(root, "PrezzoUnitario", "ScontoMaggiorazione/Tipo", "ScontoMaggiorazione/Importo", "PrezzoTotale") == [
        "40.00",
        "SC",
        "4.00",
        "108.00",
    ]
    assert read_invoice(ET.tostring(root)).lines[0].allowance == Decimal(12)


def test_a_deposit_is_td02_and_the_social_charge_a_fund_by_itself() -> None:
    deposit = invoice([line("400", "E", 0, kind="deposit"), line("16", "E", 0, kind="social")], "0", "Forfettario")

    root = file_of(from_invoice(deposit), italian_facts(deposit, "it-small", "1"))

    assert said(root, "TipoDocumento", "ImportoContributoCassa", "ImponibileCassa") == ["TD02", "16.00", "400.00"]


def test_a_credit_note_is_td04_and_names_the_invoice() -> None:
    sold = invoice([line("400", "S", 22)], "88", kind="credit_note", corrects="31/2026", corrects_date=date(2026, 3, 2))

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert said(root, "TipoDocumento", "DatiFattureCollegate/IdDocumento", "DatiFattureCollegate/Data") == [
        "TD04",
        "31/2026",
        "2026-03-02",
    ]
    assert root.find(".//DatiPagamento") is None


def test_rounding_is_part_of_the_total() -> None:
    sold = invoice([line("400", "S", 22)], "88", rounding=Money(1, "EUR"))

    assert said(
        file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1")), "ImportoTotaleDocumento", "Arrotondamento"
    ) == [
        "488.01",
        "0.01",
    ]


def test_the_file_is_named_after_its_sender() -> None:
    sold = invoice([line("400", "S", 22)], "88")
    facts = italian_facts(sold, "it-standard", "00042")

    assert file_name(from_invoice(sold), facts) == "ITRSSMRA85T10A562S_00042.xml"
    assert file_name(from_invoice(sold), replace(facts, codice_fiscale="")) == "IT00743110157_00042.xml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 €", "40 EUR"),
        ("A – B — C", "A - B - C"),
        ("l\u2019uso \u201cx\u201d", 'l\'uso "x"'),
        ("città", "città"),
        ("Łódź ő 中", "Lódz o ?"),
        ("a\nb", "a b"),
        ("cœur …", "coeur ..."),
    ],
)
def test_text_is_latin_on_one_line(text: str, expected: str) -> None:
    assert latin(text) == expected


def test_long_notes_are_cut_into_pieces_of_200() -> None:
    sold = invoice([line("400", "S", 22)], "88", notes="x" * 450)

    root = file_of(from_invoice(sold), italian_facts(sold, "it-standard", "1"))

    assert [len(note.text or "") for note in root.findall(".//Causale")] == [200, 200, 50]


SPOILT: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("00425", "BT-1", {"number": "Nessuno"}, {}),
    ("00425", "BT-1", {"number": "2026-000000000000000042"}, {}),
    ("FPR12", "BT-31", {"seller": replace(SELLER, vat_id="")}, {}),
    ("FPR12", "BT-35", {"seller": replace(SELLER, street="")}, {}),
    ("FPR12", "BT-37", {"seller": replace(SELLER, city="")}, {}),
    ("FPR12", "BT-38", {"seller": replace(SELLER, postcode="1011 AB")}, {}),
    ("FPR12", "BG-8", {"buyer": replace(BUYER, city="")}, {}),
    ("FPR12", "BT-53", {"buyer": replace(BUYER, postcode="")}, {}),
    ("00417", "BT-48", {"buyer": replace(BUYER, vat_id="")}, {}),
    ("00427", "CodiceDestinatario", {}, {"sdi_code": "UFABCD"}),
    ("00427", "CodiceDestinatario", {}, {"sdi_code": "ABC"}),
    ("FPR12", "ProgressivoInvio", {}, {"progressive": "2026-1"}),
    ("FPR12", "CodiceFiscale", {}, {"codice_fiscale": "123"}),
    ("00411", "DatiRitenuta", {}, {"withheld": Decimal(1)}),
    ("FPR12", "DatiCassaPrevidenziale", {}, {"pension_lines": ("9",)}),
    ("BR-16", "DettaglioLinee", {}, {"pension_lines": ("1",)}),
    ("00400", "BT-151", {"lines": (line("400", "Z", 0),)}, {}),
    ("00423", "BT-146", {"lines": (line("400", "S", 22, unit_price=Decimal("400.000000001")),)}, {}),
]


@pytest.mark.parametrize(("rule", "term", "changed", "facts"), SPOILT, ids=[f"{row[0]}-{row[1]}" for row in SPOILT])
def test_what_sdi_would_refuse_is_named(rule: str, term: str, changed: dict[str, Any], facts: dict[str, Any]) -> None:
    sold = replace(invoice([line("400", "S", 22)], "88"), **changed)
    known = replace(italian_facts(sold, "it-standard", "00042"), **facts)

    found = check_fatturapa(from_invoice(sold), known, client="acme")

    assert (rule, term) in [(one.rule, one.term) for one in found]
    assert all("{" not in one.message + one.hint for one in found)


def test_only_euros_go_to_sdi() -> None:
    document = replace(from_invoice(invoice([line("400", "S", 22)], "88")), currency="USD")

    assert [one.term for one in check_fatturapa(document, ItalianFacts("RF01", "1", sdi_code="ABC1234"))] == ["BT-5"]


def test_groups_that_do_not_add_up_are_named() -> None:
    document = from_invoice(invoice([line("400", "S", 22)], "88"))
    wrong = replace(document, totals=replace(document.totals, net=Decimal(401)))

    assert "00422" in [one.rule for one in check_fatturapa(wrong, ItalianFacts("RF01", "1", sdi_code="ABC1234"))]


@pytest.mark.parametrize(
    ("category", "rate", "vat", "regime", "note"),
    [
        ("S", 22, "88", "it-standard", ""),
        ("E", 0, "0", "it-small", "Regime forfettario"),
        ("AE", 0, "0", "it-standard", "Inversione contabile"),
        ("O", 0, "0", "it-standard", "Operazione non soggetta"),
    ],
)
def test_our_reader_reads_it_back(category: str, rate: int, vat: str, regime: str, note: str) -> None:
    off = line("-40", category, rate, "Sconto", kind="discount", quantity=Decimal(-1), unit_price=Decimal(40))
    full = line(
        "440", category, rate, "Assistenza", unit="day", first_day=date(2026, 11, 1), last_day=date(2026, 11, 18)
    )
    sold = invoice([full, off], vat, note, withheld=Money(1000, "EUR"))
    document = from_invoice(sold)

    read = read_invoice(write(document, FATTURAPA, italian_facts(sold, regime, "1")))

    assert replace(read.lines[0], days=None) == replace(document.lines[0], days=None)
    assert (read.lines, read.allowances, read.totals) == (document.lines, document.allowances, document.totals)
    assert read.breakdown == document.breakdown
    assert (read.number, read.issue_date, read.due_date) == ("42/2026", date(2026, 11, 20), date(2026, 12, 20))
    assert (read.seller.name, read.seller.vat_id, read.buyer.address) == (
        "Ada Esempio",
        "IT00743110157",
        document.buyer.address,
    )
    assert read.terms == "Ritenuta: RT01 10.00"
    assert read.payment == replace(document.payment, means="30") if document.payment else False
