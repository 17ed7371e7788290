"""Who sells, who buys, when: the VAT that follows, from Directive 2006/112/EC and the countries' own laws."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.vat import VatBuyer, VatDecision, VatSeller, decide_vat
from vabackoffice.errors import BackOfficeError, InvalidInputError
from vabackoffice.tax.vat_tables import load_vat_tables

MARCH = date(2026, 3, 31)

SELLERS = {
    "nl": VatSeller("NL", "", "nl-standard", "NL123456789B01"),
    "nl-kor": VatSeller("NL", "", "nl-kor", "NL123456789B01"),
    "de": VatSeller("DE", "", "de-standard", "DE129273398"),
    "de-klein": VatSeller("DE", "", "de-kleinunternehmer", "DE129273398"),
    "at": VatSeller("AT", "", "at-standard", "ATU12345675"),
    "at-klein": VatSeller("AT", "", "at-kleinunternehmer", "ATU12345675"),
    "be": VatSeller("BE", "", "be-standard", "BE0428759497"),
    "be-franchise": VatSeller("BE", "", "be-franchise", "BE0428759497"),
    "fr": VatSeller("FR", "", "fr-standard", "FR23334175221"),
    "fr-franchise": VatSeller("FR", "", "fr-franchise", "FR23334175221"),
    "es": VatSeller("ES", "", "es-general", "ESB58378431"),
    "es-canary": VatSeller("ES", "Canarias", "es-general", "ESB58378431"),
    "it": VatSeller("IT", "", "it-ordinario", "IT00743110157"),
    "it-forf": VatSeller("IT", "", "it-forfettario", "IT00743110157"),
    "pt": VatSeller("PT", "", "pt-standard", "PT501964843"),
    "pt-isencao": VatSeller("PT", "", "pt-isencao", "PT501964843"),
    "ie": VatSeller("IE", "", "ie-standard", "IE6433435F"),
    "pl": VatSeller("PL", "", "pl-standard", "PL8567346215"),
    "se-small": VatSeller("SE", "", "se-small", "SE123456789701"),
    "uk": VatSeller("GB", "", "uk-standard", "GB980780684"),
    "uk-none": VatSeller("GB", "", "uk-unregistered", ""),
    "ch": VatSeller("CH", "", "ch-standard", "CHE-107.787.577 MWST"),
    "us": VatSeller("US", "", "us-sole-trader", ""),
    "au": VatSeller("AU", "", "other-unregistered", ""),
}

BUYERS = {
    "nl": VatBuyer("acme", "NL", "", is_business=True, vat_id="NL004495445B01", language="nl"),
    "nl-private": VatBuyer("mia", "NL", "", is_business=False, vat_id="", language="nl"),
    "de": VatBuyer("bakery", "DE", "", is_business=True, vat_id="DE129273398", language="de"),
    "de-english": VatBuyer("bakery", "DE", "", is_business=True, vat_id="DE129273398", language="en"),
    "de-no-id": VatBuyer("bakery", "DE", "", is_business=True, vat_id="", language="de"),
    "de-private": VatBuyer("otto", "DE", "", is_business=False, vat_id="", language="de"),
    "de-island": VatBuyer("dune", "DE", "Helgoland", is_business=True, vat_id="DE129273398", language="de"),
    "at": VatBuyer("wien", "AT", "", is_business=True, vat_id="ATU12345675", language="de"),
    "be-french": VatBuyer("liege", "BE", "", is_business=True, vat_id="BE0428759497", language="fr"),
    "be-english": VatBuyer("gent", "BE", "", is_business=True, vat_id="BE0428759497", language="en"),
    "fr": VatBuyer("paris", "FR", "", is_business=True, vat_id="FR23334175221", language="fr"),
    "fr-private": VatBuyer("luc", "FR", "", is_business=False, vat_id="", language="fr"),
    "monaco": VatBuyer("rocher", "MC", "", is_business=True, vat_id="FR23334175221", language="fr"),
    "es": VatBuyer("sol", "ES", "", is_business=True, vat_id="ESB58378431", language="es"),
    "es-canary": VatBuyer("isla", "ES", "Canary Islands", is_business=True, vat_id="ESB58378431", language="es"),
    "es-ceuta": VatBuyer("hercules", "ES", "Ceuta", is_business=True, vat_id="", language="es"),
    "es-melilla": VatBuyer("rif", "ES", "melilla", is_business=True, vat_id="", language="en"),
    "es-canary-private": VatBuyer("ana", "ES", "Tenerife", is_business=False, vat_id="", language="es"),
    "it": VatBuyer("roma", "IT", "", is_business=True, vat_id="IT00743110157", language="it"),
    "it-livigno": VatBuyer("neve", "IT", "Livigno", is_business=True, vat_id="", language="it"),
    "pt": VatBuyer("porto", "PT", "", is_business=True, vat_id="PT501964843", language="pt"),
    "greece": VatBuyer("hellas", "GR", "", is_business=True, vat_id="EL094259216", language="en"),
    "ie": VatBuyer("dublin", "IE", "", is_business=True, vat_id="IE6433435F", language="en"),
    "pl": VatBuyer("krakow", "PL", "", is_business=True, vat_id="PL8567346215", language="pl"),
    "uk": VatBuyer("london", "GB", "", is_business=True, vat_id="GB980780684", language="en"),
    "uk-private": VatBuyer("kate", "GB", "", is_business=False, vat_id="", language="en"),
    "belfast": VatBuyer("belfast", "XI", "", is_business=True, vat_id="XI980780684", language="en"),
    "us": VatBuyer("hal", "US", "", is_business=True, vat_id="", language="en"),
    "us-private": VatBuyer("bob", "US", "", is_business=False, vat_id="", language="en"),
    "ch": VatBuyer("alp", "CH", "", is_business=True, vat_id="CHE-107.787.577", language="de"),
}

NL_KOR = "Vrijgesteld van btw (KOR, art. 25 Wet OB 1968)"
DE_19 = "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet (Steuerbefreiung für Kleinunternehmer)."
DE_REVERSE = "Steuerschuldnerschaft des Leistungsempfängers"
AT_REVERSE = "Übergang der Steuerschuld auf den Leistungsempfänger (Steuerschuldnerschaft des Leistungsempfängers)"
AT_SMALL = "Umsatzsteuerfrei aufgrund der Kleinunternehmerregelung (§ 6 Abs. 1 Z 27 UStG)"
BE_SMALL_NL = "Bijzondere vrijstellingsregeling van belasting"
BE_SMALL_FR = "Régime particulier de la franchise de taxe"
IT_FORF = (
    "Operazione senza applicazione dell\u2019IVA ai sensi dell\u2019art. 1, commi da 54 a 89, della Legge n. 190/2014 "
    "\u2013 regime forfettario"
)
PT_REVERSE = "IVA \u2013 autoliquidação"
PT_SMALL = "IVA \u2013 regime de isenção (art. 53.º CIVA)"
ES_REVERSE = "Inversión del sujeto pasivo"
SMALL_DE = (
    "Steuerfrei \u2013 Sonderregelung für Kleinunternehmen, "
    "Titel XII Kapitel 1 der Richtlinie 2006/112/EG"  # codespell:ignore
)
SMALL_EN = "VAT exempt \u2013 small enterprises scheme, Title XII Chapter 1 of Directive 2006/112/EC"
SMALL_FR = (
    "Exonéré de TVA \u2013 régime particulier des petites entreprises, titre XII, chapitre 1, "
    "de la directive 2006/112/CE"
)
OUTSIDE_EN = "Outside the scope of VAT \u2013 place of supply outside the EU (Art. 44 of Directive 2006/112/EC)"
OUTSIDE_DE = "Nicht steuerbar \u2013 Leistungsort außerhalb der EU (Art. 44 der Richtlinie 2006/112/EG)"
OUTSIDE_ES = (
    "No sujeto a IVA \u2013 servicio localizado fuera de la UE "  # codespell:ignore
    "(art. 44 de la Directiva 2006/112/CE)"
)
OUTSIDE_FR_LAW = "TVA non applicable \u2013 art. 259-1 du CGI"
OUTSIDE_IT = "Operazione non soggetta"
OUTSIDE_IT_EU = (
    "Fuori campo IVA \u2013 luogo della prestazione fuori dall\u2019UE (art. 44 della direttiva 2006/112/CE)"
)


def decide(
    seller: str, buyer: str, choice: str = "auto", on: date = MARCH, document: date | None = None
) -> VatDecision:
    return decide_vat(
        SELLERS[seller],
        BUYERS[buyer],
        supply_date=on,
        document_date=document or on,
        tables=load_vat_tables(),
        choice=choice,
    )


def shown(decision: VatDecision) -> str:
    """Category, rate and exemption code in one string: `AE 0 VATEX-EU-AE`."""
    return f"{decision.category} {decision.rate} {decision.exemption_code}".strip()


@pytest.mark.parametrize(
    ("seller", "buyer", "expected", "wordings"),
    [
        # Customers at home are charged as the seller's regime says, businesses and private people alike.
        ("nl", "nl", "S 21", ()),
        ("nl", "nl-private", "S 21", ()),
        ("de", "de", "S 19", ()),
        ("at", "at", "S 20", ()),
        ("be", "be-french", "S 21", ()),
        ("fr", "fr", "S 20", ()),
        ("es", "es", "S 21", ()),
        ("it", "it", "S 22", ()),
        ("pt", "pt", "S 23", ()),
        ("ie", "ie", "S 23", ()),
        ("uk", "uk", "S 20", ()),
        ("ch", "ch", "S 8.1", ()),
        ("fr", "monaco", "S 20", ()),
        ("uk", "belfast", "S 20", ()),
        ("nl-kor", "nl", "E 0", (NL_KOR,)),
        ("nl-kor", "nl-private", "E 0", (NL_KOR,)),
        ("de-klein", "de", "E 0", (DE_19,)),
        ("de-klein", "de-english", "E 0", (DE_19, SMALL_EN)),
        ("at-klein", "at", "E 0", (AT_SMALL,)),
        ("be-franchise", "be-french", "E 0", (BE_SMALL_FR,)),
        ("be-franchise", "be-english", "E 0", (BE_SMALL_NL, BE_SMALL_FR, SMALL_EN)),
        ("fr-franchise", "fr", "E 0 VATEX-FR-FRANCHISE", ("TVA non applicable, art. 293 B du CGI",)),
        ("it-forf", "it", "E 0", (IT_FORF,)),
        ("pt-isencao", "pt", "E 0", (PT_SMALL,)),
        # Private people elsewhere are charged as at home (art. 45), inside the EU and outside.
        ("nl", "de-private", "S 21", ()),
        ("de", "us-private", "S 19", ()),
        ("fr", "uk-private", "S 20", ()),
        ("es", "es-canary-private", "S 21", ()),
        ("de-klein", "fr-private", "E 0", (DE_19, SMALL_FR)),
        ("nl-kor", "us-private", "E 0", (NL_KOR, SMALL_EN)),
        ("se-small", "de-english", "AE 0 VATEX-EU-AE", ("Reverse charge",)),
        ("se-small", "us-private", "E 0", (SMALL_EN,)),
        # Businesses in another Member State owe the tax themselves (art. 44 and 196), small sellers' customers too.
        ("nl", "de", "AE 0 VATEX-EU-AE", ("Btw verlegd", DE_REVERSE)),
        ("nl", "de-english", "AE 0 VATEX-EU-AE", ("Btw verlegd", "Reverse charge")),
        ("nl", "greece", "AE 0 VATEX-EU-AE", ("Btw verlegd", "Reverse charge")),
        ("nl", "pl", "AE 0 VATEX-EU-AE", ("Btw verlegd",)),
        ("nl", "monaco", "AE 0 VATEX-EU-AE", ("Btw verlegd", "Autoliquidation")),
        ("nl-kor", "de", "AE 0 VATEX-EU-AE", ("Btw verlegd", DE_REVERSE)),
        ("de", "at", "AE 0 VATEX-EU-AE", (DE_REVERSE,)),
        ("de", "it", "AE 0 VATEX-EU-AE", (DE_REVERSE, "Inversione contabile")),
        ("de-klein", "nl", "AE 0 VATEX-EU-AE", (DE_REVERSE, "Btw verlegd")),
        ("at", "de", "AE 0 VATEX-EU-AE", (AT_REVERSE,)),
        ("at", "es", "AE 0 VATEX-EU-AE", (AT_REVERSE, ES_REVERSE)),
        ("be", "fr", "AE 0 VATEX-EU-AE", ("Autoliquidation",)),
        ("be", "nl", "AE 0 VATEX-EU-AE", ("Btw verlegd",)),
        ("be", "de", "AE 0 VATEX-EU-AE", ("Btw verlegd", "Autoliquidation", DE_REVERSE)),
        ("fr", "es", "AE 0 VATEX-EU-AE", ("Autoliquidation", ES_REVERSE)),
        ("fr-franchise", "ie", "AE 0 VATEX-EU-AE", ("Autoliquidation", "Reverse charge")),
        ("es", "de", "AE 0 VATEX-EU-AE", (ES_REVERSE, DE_REVERSE)),
        ("it", "fr", "AE 0 VATEX-EU-AE", ("Inversione contabile", "Autoliquidation")),
        ("it-forf", "de", "AE 0 VATEX-EU-AE", ("Inversione contabile", DE_REVERSE)),
        ("pt", "es", "AE 0 VATEX-EU-AE", (PT_REVERSE, ES_REVERSE)),
        ("ie", "pt", "AE 0 VATEX-EU-AE", ("Reverse charge", "Autoliquidação")),
        ("pl", "de", "AE 0 VATEX-EU-AE", (DE_REVERSE,)),
        ("pl", "nl", "AE 0 VATEX-EU-AE", ("Btw verlegd",)),
        # Businesses outside the EU VAT area: no VAT, whatever the seller's regime.
        ("nl", "us", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("nl", "uk", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("nl", "belfast", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("nl-kor", "us", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("de", "ch", "O 0 VATEX-EU-O", (OUTSIDE_DE,)),
        ("de", "de-island", "O 0 VATEX-EU-O", (OUTSIDE_DE,)),
        ("fr", "us", "O 0 VATEX-EU-O", (OUTSIDE_FR_LAW, OUTSIDE_EN)),
        ("it", "us", "O 0 VATEX-EU-O", (OUTSIDE_IT, OUTSIDE_EN)),
        ("it-forf", "ch", "O 0 VATEX-EU-O", (OUTSIDE_IT, OUTSIDE_DE)),
        ("de", "it-livigno", "O 0 VATEX-EU-O", (OUTSIDE_IT_EU,)),
        ("es", "es-canary", "O 0 VATEX-EU-O", (OUTSIDE_ES,)),
        ("es", "es-ceuta", "O 0 VATEX-EU-O", (OUTSIDE_ES,)),
        ("es", "es-melilla", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("nl", "es-canary", "O 0 VATEX-EU-O", (OUTSIDE_ES,)),
        ("uk", "de", "O 0 VATEX-EU-O", ("Outside the scope of UK VAT",)),
        ("ch", "de", "O 0 VATEX-EU-O", ()),
        ("es-canary", "es", "O 0 VATEX-EU-O", ()),
        # Sellers who are not registered: the invoice says nothing about VAT.
        ("us", "us", "O 0 VATEX-EU-O", ()),
        ("us", "de", "O 0 VATEX-EU-O", ()),
        ("uk-none", "uk", "O 0 VATEX-EU-O", ()),
        ("uk-none", "de-no-id", "O 0 VATEX-EU-O", ()),
        ("au", "nl", "O 0 VATEX-EU-O", ()),
    ],
)
def test_law_decides(seller: str, buyer: str, expected: str, wordings: tuple[str, ...]) -> None:
    decision = decide(seller, buyer)
    assert shown(decision) == expected
    assert decision.wordings == wordings


@pytest.mark.parametrize(
    ("seller", "buyer", "choice", "expected", "wordings"),
    [
        ("nl", "de-no-id", "S", "S 21", ()),
        ("nl", "nl", "S:9", "S 9", ()),
        ("nl", "nl", "s:9,0 %", "S 9", ()),
        ("nl", "nl", "S:21", "S 21", ()),
        ("fr", "fr", "S:5,5", "S 5.5", ()),
        ("nl", "de", "ae", "AE 0 VATEX-EU-AE", ("Btw verlegd", DE_REVERSE)),
        ("nl-kor", "de-no-id", "E", "E 0", (NL_KOR, SMALL_DE)),
        ("nl", "nl", "E", "E 0", ()),
        ("nl", "us", "G", "G 0 VATEX-EU-G", (OUTSIDE_EN,)),
        ("nl-kor", "us", "G", "G 0 VATEX-EU-G", (OUTSIDE_EN,)),
        ("es", "es-canary", "G", "G 0 VATEX-EU-G", (OUTSIDE_ES,)),
        ("nl", "us", "O", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
        ("nl", "nl", "O", "O 0 VATEX-EU-O", ()),
        ("nl", "de", "O", "O 0 VATEX-EU-O", ()),
        ("us", "us", "O", "O 0 VATEX-EU-O", ()),
        ("ie", "ie", "Z", "Z 0", ()),
        ("nl", "us", "Auto", "O 0 VATEX-EU-O", (OUTSIDE_EN,)),
    ],
)
def test_user_insists(seller: str, buyer: str, choice: str, expected: str, wordings: tuple[str, ...]) -> None:
    decision = decide(seller, buyer, choice)
    assert shown(decision) == expected
    assert decision.wordings == wordings


@pytest.mark.parametrize(
    ("seller", "buyer", "on", "expected"),
    [
        # Germany's half year at 16 % (Zweites Corona-Steuerhilfegesetz).
        ("de", "de", "2020-06-30", "S 19"),
        ("de", "de", "2020-07-01", "S 16"),
        ("de", "de", "2020-12-31", "S 16"),
        ("de", "de", "2021-01-01", "S 19"),
        # Ireland's half year at 21 %.
        ("ie", "ie", "2020-08-31", "S 23"),
        ("ie", "ie", "2020-09-01", "S 21"),
        ("ie", "ie", "2021-02-28", "S 21"),
        ("ie", "ie", "2021-03-01", "S 23"),
        # Switzerland, AHV 21.
        ("ch", "ch", "2023-12-31", "S 7.7"),
        ("ch", "ch", "2024-01-01", "S 8.1"),
        # The United Kingdom left the VAT area at the end of 2020.
        ("nl", "uk", "2020-12-31", "AE 0 VATEX-EU-AE"),
        ("nl", "uk", "2021-01-01", "O 0 VATEX-EU-O"),
        ("uk", "de", "2020-12-31", "AE 0 VATEX-EU-AE"),
        ("uk", "de", "2021-01-01", "O 0 VATEX-EU-O"),
    ],
)
def test_day_of_the_service_decides_rate_and_place(seller: str, buyer: str, on: str, expected: str) -> None:
    assert shown(decide(seller, buyer, on=date.fromisoformat(on), document=date(2026, 1, 15))) == expected


def test_day_of_the_document_decides_the_words() -> None:
    december = date(2024, 12, 31)
    old = decide("be-franchise", "be-french", on=december, document=december)
    new = decide("be-franchise", "be-french", on=december, document=date(2025, 1, 2))
    assert old.wordings == ("Régime particulier de franchise des petites entreprises",)
    assert new.wordings == (BE_SMALL_FR,)
    assert decide("de-klein", "de", on=december).wordings == ("Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.",)


def test_reduced_rate_is_the_one_of_the_day() -> None:
    assert decide("de", "de", "S:5", date(2020, 8, 1)).rate == Decimal(5)
    with pytest.raises(InvalidInputError, match=r"'5 %' is not a VAT rate of Germany on 2026-03-31\."):
        decide("de", "de", "S:5")


def test_vat_id_may_be_written_with_spaces() -> None:
    buyer = VatBuyer("bakery", "DE", "", is_business=True, vat_id="de 129 273 398", language="de")
    decision = decide_vat(SELLERS["nl"], buyer, supply_date=MARCH, document_date=MARCH, tables=load_vat_tables())
    assert "with VAT id DE129273398 " in decision.reason


ART_44 = " (Directive 2006/112/EC art. 44)."
CHARGED = "VAT of the Netherlands at"
EXEMPT = "Exempt: small-business scheme of the Netherlands (nl-small), business customer in the Netherlands."
REVERSED = "Reverse charge: business customer in Germany with VAT id DE129273398"
OUTSIDE = "Outside the scope of the VAT of"
EXPORTED = "Export of a service, as chosen with --vat: business customer in the United States"


@pytest.mark.parametrize(
    ("seller", "buyer", "choice", "reason"),
    [
        ("nl", "nl", "auto", f"{CHARGED} 21 %: business customer in the Netherlands."),
        ("nl", "nl", "S:9", f"{CHARGED} 9 %: business customer in the Netherlands, as chosen with --vat."),
        ("nl", "de-private", "auto", f"{CHARGED} 21 %: private customer in Germany (Directive 2006/112/EC art. 45)."),
        ("nl", "de", "auto", f"{REVERSED} (Directive 2006/112/EC art. 44 and 196)."),
        ("nl", "us", "auto", f"{OUTSIDE} the Netherlands: business customer in the United States{ART_44}"),
        ("es", "es-canary", "auto", f"{OUTSIDE} Spain: business customer in the Canary Islands{ART_44}"),
        ("uk", "de", "auto", f"{OUTSIDE} the United Kingdom: business customer in Germany."),
        ("nl-kor", "nl", "auto", EXEMPT),
        ("uk-none", "uk", "auto", "Not registered for VAT (uk-unregistered): the invoice shows no VAT."),
        ("au", "nl", "auto", "No VAT rules known for Australia: the invoice shows no VAT."),
        ("nl", "nl", "E", "Exempt, as chosen with --vat: the invoice must name the article that exempts the service."),
        ("nl", "nl", "O", "Outside the scope of VAT, as chosen with --vat: business customer in the Netherlands."),
        ("ie", "ie", "Z", "Zero rate, as chosen with --vat: business customer in Ireland."),
        ("nl", "us", "G", f"{EXPORTED}{ART_44}"),
    ],
)
def test_reason_is_one_plain_sentence(seller: str, buyer: str, choice: str, reason: str) -> None:
    assert decide(seller, buyer, choice).reason == reason


days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
choices = st.sampled_from(["auto", "S", "S:9", "S:20", "AE", "E", "O", "G", "Z"])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SELLERS)), st.sampled_from(sorted(BUYERS)), choices, days)
def test_every_decision_is_one_an_invoice_can_carry(seller: str, buyer: str, choice: str, on: date) -> None:
    try:
        decision = decide(seller, buyer, choice, on)
    except BackOfficeError:
        return
    assert decision.category in ("S", "AE", "E", "O", "G", "Z")
    assert (decision.category == "S") == (decision.rate > 0)
    codes = {"AE": "VATEX-EU-AE", "O": "VATEX-EU-O", "G": "VATEX-EU-G", "S": "", "Z": ""}
    assert decision.exemption_code == codes.get(decision.category, decision.exemption_code)
    if decision.category == "AE":
        assert BUYERS[buyer].is_business
        assert BUYERS[buyer].vat_id
        assert SELLERS[seller].vat_id
        assert decision.wordings
    assert len(set(decision.wordings)) == len(decision.wordings)
    assert decision.reason.endswith(".")
