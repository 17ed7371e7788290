"""Regimes by name, and the phrases of an invoice by country, language and day."""

from datetime import date

import pytest

from vabackoffice.domain.vat_tables import Regime, VatTables, Wording, WordingKey, resolve_regime
from vabackoffice.errors import InvalidInputError
from vabackoffice.tax.vat_tables import load_vat_tables


@pytest.mark.parametrize(
    ("typed", "code", "country", "kind"),
    [
        ("nl-standard", "nl-standard", "NL", "standard"),
        ("nl-kor", "nl-small", "NL", "small"),
        ("NL-KOR", "nl-small", "NL", "small"),
        ("nl_small", "nl-small", "NL", "small"),
        ("de-kleinunternehmer", "de-small", "DE", "small"),
        ("at-kleinunternehmer", "at-small", "AT", "small"),
        ("be-franchise", "be-small", "BE", "small"),
        ("fr-franchise", "fr-small", "FR", "small"),
        ("it-forfettario", "it-small", "IT", "small"),
        ("it-ordinario", "it-standard", "IT", "standard"),
        ("pt-isencao", "pt-small", "PT", "small"),
        ("es-general", "es-standard", "ES", "standard"),
        ("el-standard", "gr-standard", "GR", "standard"),
        ("uk-standard", "uk-standard", "GB", "standard"),
        ("gb-standard", "uk-standard", "GB", "standard"),
        ("uk-unregistered", "uk-unregistered", "GB", "unregistered"),
        ("ch-standard", "ch-standard", "CH", "standard"),
        ("us-sole-trader", "us-unregistered", "US", "unregistered"),
        ("other-unregistered", "other-unregistered", "", "unregistered"),
        ("au-unregistered", "au-unregistered", "AU", "unregistered"),
        ("pl-small", "pl-small", "PL", "small"),
    ],
)
def test_regimes_by_code_and_alias(typed: str, code: str, country: str, kind: str) -> None:
    regime = resolve_regime(typed, load_vat_tables())
    assert (regime.code, regime.country, regime.kind) == (code, country, kind)


def test_every_member_state_has_a_standard_regime_and_all_but_spain_a_small_one() -> None:
    tables = load_vat_tables()
    for member in tables.eu_members:
        if member.country == "GB":
            continue
        code = member.country.lower()
        assert resolve_regime(f"{code}-standard", tables).kind == "standard"
        if member.country != "ES":
            assert resolve_regime(f"{code}-small", tables).kind == "small"


def test_spain_has_no_small_business_exemption() -> None:
    with pytest.raises(InvalidInputError) as caught:
        resolve_regime("es-small", load_vat_tables())
    assert caught.value.message == (
        "There is no regime 'es-small': Spain has no VAT exemption for small businesses "
        "(Directive (EU) 2020/285 is not in Spanish law)."
    )
    assert caught.value.hint == "Use 'es-standard'."


@pytest.mark.parametrize(("typed", "near"), [("nl-korr", "nl-kor"), ("de-kleinunternehmen", "de-kleinunternehmer")])
def test_unknown_regime_names_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        resolve_regime(typed, load_vat_tables())
    assert caught.value.message == f"There is no regime '{typed}'."
    assert caught.value.hint.startswith(f"Did you mean {near}")


@pytest.mark.parametrize("typed", ["", "au-standard", "nl-unregistered", "x-unregistered", "???"])
def test_what_is_no_regime(typed: str) -> None:
    with pytest.raises(InvalidInputError, match="There is no regime"):
        resolve_regime(typed, load_vat_tables())


def wording(key: WordingKey, country: str, language: str, text: str) -> Wording:
    return Wording(key, country, language, text, date(2020, 1, 1), None, "example")


WORDS = VatTables(
    regimes=(Regime("be-standard", "BE", "standard", (), "Belgium"),),
    rates=(),
    wordings=(
        wording("reverse_charge", "BE", "nl", "verlegd"),
        wording("reverse_charge", "BE", "fr", "autoliquidation"),
        wording("reverse_charge", "EU", "nl", "verlegd"),
        wording("reverse_charge", "EU", "en", "reverse charge"),
        wording("reverse_charge", "EU", "pt", "verlegd"),
    ),
    eu_members=(),
)


@pytest.mark.parametrize(
    ("country", "language", "expected"),
    [
        ("BE", "nl", ("verlegd",)),
        ("BE", "fr_BE", ("autoliquidation",)),
        ("BE", "EN-gb", ("verlegd", "autoliquidation", "reverse charge")),
        ("BE", "pt", ("verlegd", "autoliquidation")),  # the same words twice are printed once
        ("BE", "pl", ("verlegd", "autoliquidation")),
        ("BE", "", ("verlegd", "autoliquidation")),
        ("PL", "nl", ("verlegd",)),
        ("PL", "pl", ("reverse charge",)),
    ],
)
def test_phrases_in_the_legal_language_and_the_invoices(country: str, language: str, expected: tuple[str, ...]) -> None:
    assert WORDS.phrases("reverse_charge", country, language, date(2026, 3, 1), in_eu=True) == expected


def test_directives_terms_are_for_sellers_in_the_eu() -> None:
    assert WORDS.phrases("reverse_charge", "CH", "en", date(2026, 3, 1), in_eu=False) == ()


def test_phrase_of_another_day_is_not_used() -> None:
    assert WORDS.phrases("reverse_charge", "BE", "nl", date(2019, 12, 31), in_eu=True) == ()
