"""Addresses in the order of the country they are in, numbers under the name their register has."""

from typing import Any

import pytest

from vabackoffice.documents.address import address_lines, party_numbers, sender_line
from vabackoffice.documents.typography import document_locale
from vabackoffice.documents.words import words
from vabackoffice.domain.invoice import Party

ENGLISH = document_locale("en", "GB")


def party(country: str, postcode: str, city: str, **more: Any) -> Party:
    return Party("Example Bakery", country, "1 Example Street", postcode, city, **more)


@pytest.mark.parametrize(
    ("country", "postcode", "city", "town"),
    [
        ("NL", "1012 AB", "Amsterdam", ["1012 AB Amsterdam"]),
        ("DE", "10115", "Berlin", ["10115 Berlin"]),
        ("US", "62701", "Springfield, IL", ["Springfield, IL 62701"]),
        ("GB", "SW1A 1AA", "London", ["London", "SW1A 1AA"]),
        ("IE", "", "Dublin", ["Dublin"]),
        ("NL", "", "", []),
    ],
)
def test_the_town_stands_where_its_country_puts_it(country: str, postcode: str, city: str, town: list[str]) -> None:
    found = address_lines(party(country, postcode, city), abroad=False, locale=ENGLISH)

    assert found == ["Example Bakery", "1 Example Street", *town]


def test_contact_and_lines_of_the_street_and_the_country_in_capitals() -> None:
    bakery = Party("Example Bakery", "NL", "Unit 2\nExample Street 1", "1012 AB", "Amsterdam", contact="Bea Baker")

    assert address_lines(bakery, abroad=True, locale=document_locale("fr", "FR")) == [
        "Example Bakery",
        "Bea Baker",
        "Unit 2",
        "Example Street 1",
        "1012 AB Amsterdam",
        "PAYS-BAS",
    ]


def test_the_region_decides_about_vat_and_is_not_printed() -> None:
    bakery = party("ES", "35001", "Las Palmas", region="CN")

    assert address_lines(bakery, abroad=False, locale=ENGLISH)[-1] == "35001 Las Palmas"


def test_the_sender_line_is_one_line() -> None:
    assert sender_line(party("GB", "SW1A 1AA", "London")) == "Example Bakery · 1 Example Street · London · SW1A 1AA"


@pytest.mark.parametrize(
    ("country", "number", "label"),
    [
        ("NL", "12345678", "KvK"),
        ("FR", "123 456 789", "SIREN"),
        ("FR", "123 456 789 00012", "SIRET"),
        ("IT", "MI-1234567", "REA"),
        ("DE", "HRB 12345", "Registration no."),
    ],
)
def test_registers_have_their_own_names(country: str, number: str, label: str) -> None:
    seller = party(country, "", "", registration_number=number)

    assert party_numbers(seller, words("en")) == [{"label": label, "value": number}]


def test_numbers_that_are_known_are_printed() -> None:
    seller = party("DE", "", "", tax_number="12/345/67890", vat_id="DE000000000")

    assert party_numbers(seller, words("de")) == [
        {"label": "Steuernummer", "value": "12/345/67890"},
        {"label": "USt-IdNr.", "value": "DE000000000"},
    ]
