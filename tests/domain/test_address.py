"""Addresses of many countries taken apart, and what is not recognised left whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.address import Address, parse_address


@pytest.mark.parametrize(
    ("country", "typed", "street", "postcode", "city"),
    [
        ("NL", "Damrak 1, 1012 LG Amsterdam", "Damrak 1", "1012 LG", "Amsterdam"),
        ("NL", "Damrak 1, 1012lg Amsterdam", "Damrak 1", "1012LG", "Amsterdam"),
        ("NL", "Damrak 1, 1012 LG, Amsterdam", "Damrak 1", "1012 LG", "Amsterdam"),
        ("NL", "Postbus 12, 1000 AA 's-Gravenhage", "Postbus 12", "1000 AA", "'s-Gravenhage"),
        ("NL", "Kerkstraat 12\n1234 AB Ons Dorp", "Kerkstraat 12", "1234 AB", "Ons Dorp"),
        ("NL", r"Kerkstraat 12\n1234 AB Ons Dorp", "Kerkstraat 12", "1234 AB", "Ons Dorp"),
        ("DE", "Musterstr. 1, 10115 Berlin", "Musterstr. 1", "10115", "Berlin"),
        ("DE", "Musterstr. 1; D-10115 Berlin", "Musterstr. 1", "D-10115", "Berlin"),
        (
            "DE",
            "c/o Beispiel, Hinterhaus, Q 7 24, 68161 Mannheim",
            "c/o Beispiel\nHinterhaus\nQ 7 24",
            "68161",
            "Mannheim",
        ),
        ("BE", "Rue de la Loi 16, 1000 Bruxelles", "Rue de la Loi 16", "1000", "Bruxelles"),
        ("BE", "Grote Markt 1, B-2000 Antwerpen", "Grote Markt 1", "B-2000", "Antwerpen"),
        ("GB", "10 Downing Street, London SW1A 2AA", "10 Downing Street", "SW1A 2AA", "London"),
        ("GB", "10 Downing Street, London, sw1a2aa", "10 Downing Street", "SW1A2AA", "London"),
        ("GB", "Flat 2, 221b Baker Street, London, NW1 6XE", "Flat 2\n221b Baker Street", "NW1 6XE", "London"),
        ("GB", "1 High Street, Bath BA1 1AA", "1 High Street", "BA1 1AA", "Bath"),
        ("US", "350 Fifth Avenue, New York, NY 10118", "350 Fifth Avenue", "10118", "New York, NY"),
        ("US", "350 Fifth Avenue, New York NY 10118-1234", "350 Fifth Avenue", "10118-1234", "New York NY"),
        ("US", "1 Main St, Apt 4, Springfield, IL, 62701", "1 Main St\nApt 4", "62701", "Springfield, IL"),
        ("IE", "1 Grafton Street, Dublin 2, D02 XY45", "1 Grafton Street", "D02 XY45", "Dublin 2"),
        ("IE", "1 Main Street, Cork T12W8KP", "1 Main Street", "T12W8KP", "Cork"),
        ("IE", "1 Main Street, Dublin, D6W XY00", "1 Main Street", "D6W XY00", "Dublin"),
        ("CA", "111 Wellington St, Ottawa, ON K1A 0A9", "111 Wellington St", "K1A 0A9", "Ottawa, ON"),
        ("CA", "111 Wellington St, Ottawa, ON, K1A0A9", "111 Wellington St", "K1A0A9", "Ottawa, ON"),
        ("AU", "1 George St, Sydney, NSW 2000", "1 George St", "2000", "Sydney, NSW"),
        ("PT", "Rua Augusta 1, 1100-048 Lisboa", "Rua Augusta 1", "1100-048", "Lisboa"),
        ("SE", "Drottninggatan 1, 111 51 Stockholm", "Drottninggatan 1", "111 51", "Stockholm"),
        ("SE", "Box 123, SE-111 51 Stockholm", "Box 123", "SE-111 51", "Stockholm"),
        ("IT", "Via Roma 1, 00184 Roma RM", "Via Roma 1", "00184", "Roma RM"),
        (
            "ES",
            "Calle Mayor 1, 3\N{MASCULINE ORDINAL INDICATOR} B, 28013 Madrid",
            "Calle Mayor 1\n3\xba B",
            "28013",
            "Madrid",
        ),
        ("FR", "1 rue de Rivoli, F-75001 Paris CEDEX 01", "1 rue de Rivoli", "F-75001", "Paris CEDEX 01"),
        ("AT", "Stephansplatz 1/2/3, A-1010 Wien", "Stephansplatz 1/2/3", "A-1010", "Wien"),
        ("CH", "Bahnhofstrasse 1, CH-8001 Z\xfcrich", "Bahnhofstrasse 1", "CH-8001", "Z\xfcrich"),
        ("PL", "ul. Prosta 1, 00-238 Warszawa", "ul. Prosta 1", "00-238", "Warszawa"),
        ("IS", "Laugavegur 1, 101 Reykjav\xedk", "Laugavegur 1", "101", "Reykjav\xedk"),
        ("CZ", "Dlouh\xe1 1, 110 00 Praha 1", "Dlouh\xe1 1", "110 00", "Praha 1"),
        ("RO", "Strada Lunga 1, 500035 Bra\u0219ov", "Strada Lunga 1", "500035", "Bra\u0219ov"),
    ],
)
def test_street_postcode_and_city(country: str, typed: str, street: str, postcode: str, city: str) -> None:
    assert parse_address(typed, country) == Address(street, postcode, city)


@pytest.mark.parametrize(
    ("country", "typed", "street", "postcode"),
    [
        ("GB", "10 Downing Street, SW1A 2AA", "10 Downing Street", "SW1A 2AA"),
        ("GB", "Flat 2, 10 Downing Street, SW1A 2AA", "Flat 2\n10 Downing Street", "SW1A 2AA"),
        ("IE", "1 Main Street, D02 XY45", "1 Main Street", "D02 XY45"),
    ],
)
def test_a_postcode_alone_makes_no_city_out_of_the_street(country: str, typed: str, street: str, postcode: str) -> None:
    assert parse_address(typed, country) == Address(street, postcode, "")


@pytest.mark.parametrize(
    ("country", "typed", "street"),
    [
        ("NL", "", ""),
        ("NL", " , ; ", ""),
        ("DE", "Musterstr. 1 10115 Berlin", "Musterstr. 1 10115 Berlin"),
        ("GB", "10 Downing Street London SW1A 2AA", "10 Downing Street London SW1A 2AA"),
        ("US", "350 Fifth Avenue New York NY 10118", "350 Fifth Avenue New York NY 10118"),
        ("GB", "Unit 1, 2 Mill Road, Leeds", "Unit 1\n2 Mill Road\nLeeds"),
        ("HK", "Flat 1, 123 Nathan Road", "Flat 1\n123 Nathan Road"),
        ("NL", "Damrak 1, 10115 Berlin", "Damrak 1\n10115 Berlin"),
    ],
)
def test_what_is_not_recognised_stays_in_the_street(country: str, typed: str, street: str) -> None:
    assert parse_address(typed, country) == Address(street, "", "")


@given(st.text(alphabet="abc XYZ 0123456789,;\n-'", max_size=60), st.sampled_from(("NL", "DE", "GB", "US", "IE", "PT")))
def test_no_letter_or_figure_that_was_typed_is_lost(typed: str, country: str) -> None:
    address = parse_address(typed, country)
    kept = sorted(character for part in address for character in part.upper() if character.isalnum())
    assert kept == sorted(character for character in typed.upper() if character.isalnum())
