"""What invoices and quotes have in common on paper: look, parties, page numbers, labelled rows."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.address import address_lines, party_numbers, sender_line
from vabackoffice.documents.contrast import on_colour, readable
from vabackoffice.documents.words import words

if TYPE_CHECKING:
    from babel import Locale

    from vabackoffice.documents.look import Look
    from vabackoffice.domain.invoice import Party

_PAPER = "#ffffff"


def letter_view(seller: Party, buyer: Party, look: Look, locale: Locale) -> dict[str, Any]:
    """Return what every template needs around the document itself: words, look, parties, page numbers, own texts."""
    word = words(locale.language)
    return {
        "language": str(locale).replace("_", "-"),
        "words": word,
        "page_of": _page_of(word["page_of"]),
        "look": _look(look),
        "intro": look.intro,
        "footer": look.footer,
        **_parties(seller, buyer, word, locale),
    }


def labelled(rows: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Return rows of a label and a value by these names."""
    return [{"label": label, "value": value} for label, value in rows]


def _page_of(text: str) -> list[str]:
    """Return the words before, between and after the two page numbers, which only the page itself knows."""
    before, rest = text.split("{page}")
    between, after = rest.split("{pages}")
    return [before, between, after]


def _look(look: Look) -> dict[str, str]:
    """Return the look; `accent_text` is the accent as it can be read on paper, `on_accent` what can be read on it."""
    return {
        "paper": look.paper,
        "template": look.template,
        "accent": look.accent,
        "accent_text": readable(look.accent, _PAPER),
        "on_accent": on_colour(look.accent),
        "logo": f"data:{look.logo_type};base64,{b64encode(look.logo).decode()}" if look.logo else "",
    }


def _parties(seller: Party, buyer: Party, word: dict[str, Any], locale: Locale) -> dict[str, Any]:
    abroad = seller.country != buyer.country
    return {
        "seller": {
            "name": seller.name,
            "address": address_lines(seller, abroad=abroad, locale=locale),
            "contact": [line for line in (seller.email, seller.phone, seller.website) if line],
            "numbers": party_numbers(seller, word),
            "sender_line": sender_line(seller),
        },
        "buyer": {"name": buyer.name, "address": address_lines(buyer, abroad=abroad, locale=locale)},
    }
