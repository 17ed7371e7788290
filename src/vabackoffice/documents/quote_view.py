"""A quote as plain data for templates: its choices beside each other, each with its terms and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.invoice_view import invoice_view
from vabackoffice.documents.letter_view import labelled, letter_view
from vabackoffice.documents.terms_view import terms_view
from vabackoffice.documents.typography import document_locale, long_date, money, price, quantity, unit_name
from vabackoffice.documents.words import words
from vabackoffice.domain.pricing import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel import Locale

    from vabackoffice.documents.look import Look
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.invoice import Party
    from vabackoffice.domain.quote import Choice, Quote, QuoteLine, Sum


def quote_view(
    quote: Quote, choices: Sequence[Choice], parties: tuple[Party, Party], language: str, look: Look
) -> dict[str, Any]:
    """Return what the template of quotes and the look's layout may print.

    Args:
        quote: with its number.
        choices: the ways to accept it, each with its sums and their VAT.
        parties: the business, and the client.
        language: the client's.
        look: paper, colour, logo and own words.

    Raises:
        InvalidInputError: documents are not made in that language.
    """
    word, (seller, buyer) = words(language), parties
    locale = document_locale(language, seller.country)
    until = long_date(quote.valid_until, locale) if quote.valid_until else ""
    several = len(choices) > 1
    return {
        **letter_view(seller, buyer, look, locale),
        "kind": "quote",
        "is_draft": False,
        "stamp": "",
        "name": word["quote"],
        "number": quote.number,
        "title": f"{word['quote']} {quote.number}",
        "currency": quote.currency,
        "subject": quote.title,
        "facts": labelled(
            [(word["date"], long_date(quote.issued_on, locale)), *([(word["valid_until"], until)] if until else [])]
        ),
        "references": labelled([(word["customer_reference"], buyer.buyer_reference)] if buyer.buyer_reference else []),
        "due": _due(choices, locale),
        "choices": [_choice(one, look, quote.currency, locale) for one in choices],
        "wordings": _wordings(choices),
        "notes": quote.notes,
        "valid": word["valid_sentence"].format(date=until) if until else "",
        "how_to_accept": word["how_to_choose" if several else "how_to_accept"],
    }


def _due(choices: Sequence[Choice], locale: Locale) -> dict[str, str] | None:
    """Return the one amount there is, when there is one way to accept and it is paid at once."""
    sums = choices[0].sums if len(choices) == 1 else ()
    if len(sums) != 1 or choices[0].offers:
        return None
    return {"label": words(locale.language)["total"], "amount": money(sums[0].invoice.payable, locale)}


def _wordings(choices: Sequence[Choice]) -> list[str]:
    """Return why VAT is not charged, where it is not; what is legal on invoices only is not said."""
    notes = (group.note for one in choices for part in one.sums for group in part.invoice.vat_breakdown)
    return [note for note in dict.fromkeys(notes) if note]


def _choice(choice: Choice, look: Look, currency: str, locale: Locale) -> dict[str, Any]:
    name = words(locale.language)["option"].format(name=choice.option) if choice.option else ""
    return {
        "name": name,
        "work": [_item(line, currency, locale) for line in choice.items],
        "offers": [_offer(line, terms, currency, locale) for line, terms in choice.offers],
        "sums": [_sum(one, look, locale) for one in choice.sums],
    }


def _item(line: QuoteLine, currency: str, locale: Locale) -> dict[str, str]:
    counted = f"{quantity(line.quantity, line.unit, locale)} {unit_name(line.quantity, line.unit, locale)}"
    each = price(line.unit_price, currency, locale)
    return {"text": line.text, "counted": f"{counted} × {each}", "amount": money(line.net(currency), locale)}


def _offer(line: QuoteLine, terms: Terms, currency: str, locale: Locale) -> dict[str, Any]:
    name = line.engagement.partition("/")[2]
    called = words(locale.language)["assistance"] if name == UNNAMED else name.replace("-", " ").capitalize()
    return {"name": called, "terms": terms_view(terms, currency, locale, until=(line.terms or {}).get("until", ""))}


def _sum(one: Sum, look: Look, locale: Locale) -> dict[str, Any]:
    """Return what an invoice over it would say below its lines."""
    word = words(locale.language)
    invoice = one.invoice
    label = word["total"] if invoice.payable == invoice.total else word["amount_due"]
    rows = invoice_view(invoice, look)["totals"]
    return {
        "per": word["per"][one.per],
        "rows": rows,
        "total": {"label": label, "value": money(invoice.payable, locale)},
    }
