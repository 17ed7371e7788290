"""What the VAT decision refuses: every message with its next step."""

from datetime import date

import pytest

from vabackoffice.domain.vat import VatBuyer, VatSeller, decide_vat
from vabackoffice.errors import BackOfficeError, InvalidInputError, MissingError
from vabackoffice.tax.vat_tables import load_vat_tables

MARCH = date(2026, 3, 31)
NL = VatSeller("NL", "", "nl-standard", "NL123456789B01")

SELLERS = {
    "nl": NL,
    "nl-kor": VatSeller("NL", "", "nl-kor", "NL123456789B01"),
    "nl-no-id": VatSeller("NL", "", "nl-standard", " "),
    "de-klein": VatSeller("DE", "", "de-kleinunternehmer", "DE129273398"),
    "uk": VatSeller("GB", "", "uk-standard", "GB980780684"),
    "uk-none": VatSeller("GB", "", "uk-unregistered", ""),
    "us": VatSeller("US", "", "us-sole-trader", ""),
    "au": VatSeller("AU", "", "other-unregistered", ""),
}
BUYERS = {
    "nl": VatBuyer("acme", "NL", "", is_business=True, vat_id="NL004495445B01", language="nl"),
    "de": VatBuyer("bakery", "DE", "", is_business=True, vat_id="DE129273398", language="de"),
    "de-no-id": VatBuyer("bakery", "DE", "", is_business=True, vat_id="", language="de"),
    "de-private": VatBuyer("otto", "DE", "", is_business=False, vat_id="", language="de"),
    "us": VatBuyer("hal", "US", "", is_business=True, vat_id="", language="en"),
}


def refusal(seller: VatSeller, buyer: VatBuyer, choice: str = "auto", on: date = MARCH) -> BackOfficeError:
    with pytest.raises(BackOfficeError) as caught:
        decide_vat(seller, buyer, supply_date=on, document_date=on, tables=load_vat_tables(), choice=choice)
    return caught.value


NO_ID = "'bakery' is a business in Germany without a VAT id; the reverse charge needs the VAT ids of both sides."
ADD_ID = "Add it with 'va client edit bakery --vat-id \u2026'"
OWN_ID = "Your own business is registered without a VAT id; the reverse charge needs the VAT ids of both sides."
ADD_OWN = "Add it with 'va business edit --vat-id \u2026'"
CHARGE = "charge your own VAT with '--vat S'."
STAY = "stay exempt with '--vat E'."
PRIVATE = "'otto' is a private customer, and the reverse charge is for businesses only."
NO_REVERSE = "There is no reverse charge from the Netherlands to"
TWO_STATES = "Leave --vat out: it is for services between two Member States of the EU."
SET_REGIME = "Use '--vat E', or set the regime that applies with 'va regime set'."
NOT_OUTSIDE = "'--vat G' is for customers outside the EU, not from"
G_OWN_ID = "'--vat G' puts your own VAT id on the invoice, and the business has none."
NO_REGISTRATION = "'--vat S' needs a VAT registration, and the regime 'uk-unregistered' has none."


@pytest.mark.parametrize(
    ("seller", "buyer", "choice", "message", "hint"),
    [
        ("nl", "de-no-id", "auto", NO_ID, f"{ADD_ID}, or {CHARGE}"),
        ("nl", "de-no-id", "AE", NO_ID, f"{ADD_ID}, or {CHARGE}"),
        ("nl-kor", "de-no-id", "auto", NO_ID, f"{ADD_ID}, or {STAY}"),
        ("nl-no-id", "de", "auto", OWN_ID, f"{ADD_OWN}, or {CHARGE}"),
        ("nl", "de-private", "AE", PRIVATE, "Leave --vat out: private customers are charged as at home."),
        ("nl", "us", "AE", f"{NO_REVERSE} the United States.", TWO_STATES),
        ("nl", "nl", "AE", f"{NO_REVERSE} the Netherlands.", TWO_STATES),
        ("nl-kor", "nl", "S", "The regime 'nl-small' is exempt from VAT, so none can be charged.", SET_REGIME),
        ("de-klein", "de", "S:7", "The regime 'de-small' is exempt from VAT, so none can be charged.", SET_REGIME),
        ("nl-kor", "nl", "Z", "The regime 'nl-small' is exempt from VAT, so there is no zero rate.", "Use '--vat E'."),
        ("uk-none", "us", "S:20", NO_REGISTRATION, "Leave --vat out: the invoice then shows no VAT."),
        ("nl", "nl", "S:19", "'19 %' is not a VAT rate of the Netherlands on 2026-03-31.", "The rates are 21 %, 9 %."),
        ("nl", "de", "G", f"{NOT_OUTSIDE} the Netherlands to Germany.", "Leave --vat out."),
        ("uk", "us", "G", f"{NOT_OUTSIDE} the United Kingdom to the United States.", "Leave --vat out."),
        ("nl-no-id", "us", "G", G_OWN_ID, f"Use '--vat O', or {ADD_OWN[0].lower()}{ADD_OWN[1:]}."),
        ("nl", "nl", "K", "'K' is not a VAT treatment.", "Use auto, S, AE, E, O, G, Z, or a rate as in S:9."),
    ],
)
def test_choices_the_law_does_not_allow(seller: str, buyer: str, choice: str, message: str, hint: str) -> None:
    error = refusal(SELLERS[seller], BUYERS[buyer], choice)
    assert isinstance(error, InvalidInputError)
    assert (error.message, error.hint) == (message, hint)


@pytest.mark.parametrize("choice", ["S", "AE", "E", "G", "Z"])
@pytest.mark.parametrize("seller", ["us", "uk-none", "au"])
def test_unregistered_sellers_have_no_treatment_to_choose(seller: str, choice: str) -> None:
    assert "needs a VAT registration" in refusal(SELLERS[seller], BUYERS["us"], choice).message


@pytest.mark.parametrize("number", ["GB980780684", "XI980780684", "129273398", "CHE107787577"])
def test_vat_id_of_a_country_outside_the_eu_is_none(number: str) -> None:
    error = refusal(NL, VatBuyer("bakery", "DE", "", is_business=True, vat_id=number, language="de"))
    assert error.message.startswith(f"'bakery' is a business in Germany with '{number}', which is no VAT id of an EU")


def test_no_rate_for_the_day_is_an_error_never_a_neighbours_figure() -> None:
    error = refusal(NL, BUYERS["nl"], on=date(2011, 5, 1))
    assert isinstance(error, MissingError)
    assert error.message == "There is no VAT rate for the Netherlands on 2011-05-01."
    assert error.hint == "Check the date of the service; the tables ('rates.toml') begin on 2012-10-01 for 'NL'."


@pytest.mark.parametrize(
    ("country", "region", "name", "code"),
    [
        ("PT", "Madeira", "Madeira", "PT-30"),
        ("PT", "Açores", "the Azores", "PT-20"),
        ("ES", "Canarias", "the Canary Islands", "ES-CN"),
    ],
)
def test_seller_in_a_region_with_a_tax_of_its_own_gets_no_mainland_rate(
    country: str, region: str, name: str, code: str
) -> None:
    seller = VatSeller(country, region, f"{country.lower()}-standard", "")
    error = refusal(seller, VatBuyer("next-door", country, region, is_business=True, vat_id="", language="en"))
    assert isinstance(error, MissingError)
    assert error.message == f"There is no VAT rate for {name} on 2026-03-31."
    assert error.hint == f"Check the date of the service; the tables ('rates.toml') hold none for '{code}'."


@pytest.mark.parametrize(
    ("country", "region", "message"),
    [
        ("FR", "Martinique", "The VAT between France and Martinique is not in the tables."),
        ("FI", "Åland", "The VAT between Finland and the Åland Islands is not in the tables."),
    ],
)
def test_territory_that_its_country_taxes_by_other_rules_is_left_to_the_user(
    country: str, region: str, message: str
) -> None:
    seller = VatSeller(country, "", f"{country.lower()}-standard", f"{country}12345678")
    buyer = VatBuyer("isle", country, region, is_business=True, vat_id="", language="en")
    error = refusal(seller, buyer)
    assert error.message == message
    assert error.hint == "State the treatment yourself, for example '--vat O' or '--vat S'."
    tables = load_vat_tables()
    chosen = decide_vat(seller, buyer, supply_date=MARCH, document_date=MARCH, tables=tables, choice="O")
    assert chosen.category == "O"


def test_regime_of_another_country_is_refused() -> None:
    error = refusal(VatSeller("NL", "", "de-standard", "NL123456789B01"), BUYERS["nl"])
    assert error.message == "The regime 'de-standard' is not one of the Netherlands."
    assert error.hint == "Correct it with 'va regime set REGIME --from DATE'."


def test_both_sides_need_a_country() -> None:
    error = refusal(VatSeller(" ", "", "nl-standard", ""), BUYERS["nl"])
    assert error.message == "The business has no country, so its VAT cannot be decided."
    assert error.hint == "Give it one with 'va business edit --country NL'."
    error = refusal(NL, VatBuyer("acme", "", "", is_business=True, vat_id="", language="nl"))
    assert error.message == "The client 'acme' has no country, so the VAT cannot be decided."
    assert error.hint == "Give it one with 'va client edit acme --country NL'."
