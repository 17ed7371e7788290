"""The words on documents: every language says everything, in its own typography."""

import re
from typing import Any

import pytest

from vabackoffice.documents.words import LANGUAGES, words
from vabackoffice.errors import InvalidInputError


def flat(language: str) -> dict[str, str]:
    """Return all texts of a language by their path."""
    found: dict[str, str] = {}

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                walk(f"{path}.{key}", part)
        else:
            found[path] = value

    walk("", words(language))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys(language: str) -> None:
    assert flat(language).keys() == flat("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_padded(language: str) -> None:
    assert [key for key, text in flat(language).items() if not text or text != text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_places_to_fill_in_every_language(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    assert {k: places(v) for k, v in flat(language).items()} == {k: places(v) for k, v in flat("en").items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_are_typographic(language: str) -> None:
    assert [text for text in flat(language).values() if "'" in text or '"' in text] == []


def test_german_has_no_eszett_so_that_it_is_right_in_switzerland() -> None:
    assert [text for text in flat("de").values() if "ß" in text] == []


def test_french_sets_a_no_break_space_before_a_colon() -> None:
    assert [text for text in flat("fr").values() if re.search("[^\u00a0]:", text)] == []


def test_the_names_of_documents() -> None:
    names = {language: (words(language)["invoice"], words(language)["credit_note"]) for language in LANGUAGES}

    assert names == {
        "en": ("Invoice", "Credit note"),
        "nl": ("Factuur", "Creditfactuur"),
        "de": ("Rechnung", "Rechnungskorrektur"),  # never "Gutschrift", which is self-billing (§ 14 (2) UStG)
        "es": ("Factura", "Factura rectificativa"),
        "it": ("Fattura", "Nota di credito"),
        "fr": ("Facture", "Avoir"),
    }


def test_another_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(InvalidInputError) as refused:
        words("pt")

    assert refused.value.message == "Documents cannot be made in 'pt'."
    assert "en, nl, de, es, it, fr" in refused.value.hint
