"""Sentences that an electronic invoice says in words because the standard has no term for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.model import Note

if TYPE_CHECKING:
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

# Code de commerce art. L441-9, L441-10 II and D441-5: every invoice between businesses says all three.
_FRENCH = (
    Note("Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.", "PMT"),
    Note("Pénalités de retard : trois fois le taux d'intérêt légal.", "PMD"),
    Note("Pas d'escompte pour paiement anticipé.", "AAB"),
)


def withheld_words(withheld: Money, left: Money, language: str) -> str:
    """Return the payment terms of an invoice from which the buyer withholds tax."""
    return _WITHHELD.get(language, _WITHHELD["en"]).format(withheld=withheld, left=left)


def stamp_duty_words(language: str) -> str:
    """Return what stamp duty is called."""
    return _STAMP_DUTY.get(language, _STAMP_DUTY["en"])


def french_notes() -> tuple[Note, ...]:
    """Return what a French seller says about late and early payment, with the subject codes of the French rules."""
    return _FRENCH
