"""Country and language codes, and what usually goes with a country."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from stdnum.eu.vat import MEMBER_STATES

from vabackoffice.domain.amount import check_currency
from vabackoffice.domain.country import check_country, check_language, customs
from vabackoffice.errors import InvalidInputError

HINT = "Use two letters such as NL, DE, ES, IT, US, GB."


@pytest.mark.parametrize(
    ("typed", "code"), [("NL", "NL"), (" nl ", "NL"), ("UK", "GB"), ("el", "GR"), ("XI", "XI"), ("AX", "AX")]
)
def test_codes(typed: str, code: str) -> None:
    assert check_country(typed) == code


@pytest.mark.parametrize(
    ("typed", "shown", "hint"),
    [
        ("", "", HINT),
        ("12", "12", HINT),
        ("Germany", "Germany", HINT),
        ("x" * 50, "x" * 39 + "\N{HORIZONTAL ELLIPSIS}", HINT),
    ],
)
def test_what_is_no_code_is_refused(typed: str, shown: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_country(typed)
    assert (caught.value.message, caught.value.hint) == (f"'{shown}' is not a country code.", hint)


def test_near_codes_are_named() -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_country("NX")
    assert caught.value.hint.startswith("Did you mean ")
    assert caught.value.hint.endswith(HINT)


def test_every_member_state_is_a_country_with_customs_of_its_own() -> None:
    elsewhere = customs("??")
    for code in MEMBER_STATES:
        assert customs(check_country(code)) != elsewhere


@pytest.mark.parametrize(
    "country", ["AT", "AU", "BE", "CH", "CZ", "DE", "ES", "FR", "GB", "IT", "NL", "PH", "US", "ZA", "??"]
)
def test_customs_are_things_that_exist(country: str) -> None:
    currency, language, zone = customs(country)
    assert check_currency(currency) == currency
    assert check_language(language) == language
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(("typed", "language"), [("nl", "nl"), (" DE ", "de"), ("En", "en")])
def test_languages(typed: str, language: str) -> None:
    assert check_language(typed) == language


@pytest.mark.parametrize("typed", ["", "pt", "nl-NL", "Dutch"])
def test_a_language_without_documents_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_language(typed)
    assert caught.value.message == f"Documents are not printed in '{typed}'."
    assert caught.value.hint == "Use one of: en, nl, de, es, it, fr."
