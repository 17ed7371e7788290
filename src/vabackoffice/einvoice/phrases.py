"""Sentences that an electronic invoice says in words because the standard has no term for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vabackoffice.domain.money import Money

# Withheld income tax has no term in EN 16931: what is due stays gross, and the payment terms say what to transfer.
_WITHHELD = {
    "de": "Abzüglich einbehaltener Steuer von {withheld} sind {left} zu überweisen.",
    "en": "After withholding tax of {withheld}, {left} is to be transferred.",
    "es": "Con una retención de {withheld}, el importe a transferir es {left}.",
    "fr": "Après une retenue à la source de {withheld}, la somme à virer est de {left}.",
    "it": "Al netto della ritenuta d'acconto di {withheld}, l'importo da versare è {left}.",
    "nl": "Na inhouding van {withheld} bronbelasting is over te maken: {left}.",
}
_STAMP_DUTY = {
    "de": "Stempelsteuer",
    "en": "Stamp duty",
    "es": "Impuesto de timbre",
    "fr": "Droit de timbre",
    "it": "Imposta di bollo",
    "nl": "Zegelrecht",
}

_DISCOUNT = {
    "de": "Rabatt",
    "en": "Discount",
    "es": "Descuento",
    "fr": "Remise",
    "it": "Sconto",
    "nl": "Korting",
}

# Code de commerce art. L441-9, L441-10 II and D441-5: every invoice between businesses says all three. The word by
# which a sentence is known, the subject code (UNTDID 4451), and the sentence where the invoice has none.
_FRENCH = (
    ("recouvrement", "PMT", "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."),
    (
        "pénalités de retard",
        "PMD",
        "Pénalités de retard : trois fois le taux d\N{RIGHT SINGLE QUOTATION MARK}intérêt légal.",
    ),
    ("escompte", "AAB", "Pas d\N{RIGHT SINGLE QUOTATION MARK}escompte pour paiement anticipé."),
)


def withheld_words(withheld: Money, left: Money, language: str) -> str:
    """Return the payment terms of an invoice from which the buyer withholds tax."""
    return _WITHHELD.get(language, _WITHHELD["en"]).format(withheld=withheld, left=left)


def stamp_duty_words(language: str) -> str:
    """Return what stamp duty is called."""
    return _STAMP_DUTY.get(language, _STAMP_DUTY["en"])


def discount_words(discount: str, language: str) -> str:
    """Return why less is charged for a line: `Discount 10%`."""
    return f"{_DISCOUNT.get(language, _DISCOUNT['en'])} {discount}"


def french_notes(texts: Iterable[str]) -> tuple[Note, ...]:
    """Return the notes of a French seller: what they say about late and early payment gets its subject code.

    What is missing of it is added, because an invoice between businesses without it is refused (BR-FR-05).
    """
    left = list(texts)
    found = []
    for word, subject, usual in _FRENCH:
        said = next((text for text in left if word in text.lower()), usual)
        left = [text for text in left if text != said]
        found.append(Note(said, subject))
    return (*(Note(text) for text in left), *found)
