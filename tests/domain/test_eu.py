"""Which countries and territories are inside the EU VAT area, and when."""

from datetime import date

import pytest

from vabackoffice.domain.eu import EU_VAT_MEMBERS, Area, country_code, country_name, locate


def members_on(day: date) -> set[str]:
    return {member.country for member in EU_VAT_MEMBERS if member.covers(day)}


def test_twenty_eight_until_the_end_of_2020_and_twenty_seven_after() -> None:
    before, after = members_on(date(2020, 12, 31)), members_on(date(2021, 1, 1))
    assert len(before) == 28
    assert len(after) == 27
    assert before - after == {"GB"}


def test_croatia_joined_on_the_first_of_july_2013() -> None:
    assert "HR" not in members_on(date(2013, 6, 30))
    assert "HR" in members_on(date(2013, 7, 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("nl", "NL"), (" EL ", "GR"), ("UK", "GB"), ("XI", "GB"), ("MC", "FR"), ("IM", "GB"), ("US", "US")],
)
def test_countries_that_vat_law_calls_by_another_name(written: str, meant: str) -> None:
    assert country_code(written) == meant


def test_names_for_a_sentence() -> None:
    assert country_name("nl") == "the Netherlands"
    assert country_name("EL") == "Greece"
    assert country_name("jp") == "JP"


@pytest.mark.parametrize(
    ("country", "region", "expected"),
    [
        ("ES", "", Area("ES", "ES", "Spain")),
        ("ES", "Andalucía", Area("ES", "ES", "Spain")),
        ("ES", "The Canary  Islands", Area("ES", "ES-CN", "the Canary Islands", outside=True)),
        ("ES", "CANARIAS", Area("ES", "ES-CN", "the Canary Islands", outside=True)),
        ("ES", "es-cn", Area("ES", "ES-CN", "the Canary Islands", outside=True)),
        ("ES", "Ceuta", Area("ES", "ES-CE", "Ceuta", outside=True)),
        ("ES", "Melilla", Area("ES", "ES-ML", "Melilla", outside=True)),
        ("ES", "Livigno", Area("ES", "ES", "Spain")),
        ("IT", "Livigno", Area("IT", "IT-LIVIGNO", "Livigno", outside=True)),
        ("DE", "Büsingen", Area("DE", "DE-BUESINGEN", "Büsingen", outside=True)),
        ("DE", "Helgoland", Area("DE", "DE-HELGOLAND", "Heligoland", outside=True)),
        ("FI", "Åland", Area("FI", "FI-01", "the Åland Islands", outside=True)),
        ("FR", "La Réunion", Area("FR", "FR-974", "Réunion", outside=True)),
        ("PT", "Madeira", Area("PT", "PT-30", "Madeira")),
        ("XI", "", Area("GB", "GB", "the United Kingdom")),
    ],
)
def test_addresses_are_located(country: str, region: str, expected: Area) -> None:
    assert locate(country, region) == expected


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (("ES", ""), ("ES", ""), True),
        (("ES", ""), ("PT", ""), False),
        (("ES", ""), ("ES", "Ceuta"), False),
        (("ES", "Ceuta"), ("ES", ""), False),
        (("ES", "Ceuta"), ("ES", "Ceuta"), True),
        (("ES", "Ceuta"), ("ES", "Melilla"), False),
        (("PT", ""), ("PT", "Madeira"), True),
        (("GB", ""), ("XI", ""), True),
        (("FR", ""), ("MC", ""), True),
    ],
)
def test_what_is_domestic(here: tuple[str, str], there: tuple[str, str], *, same: bool) -> None:
    assert locate(*here).shares_vat_with(locate(*there)) is same
