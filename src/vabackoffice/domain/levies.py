"""What goes off or on below the lines: income tax that the client withholds, a social charge, stamp duty."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.country import customs
from vabackoffice.domain.document_facts import SOCIAL
from vabackoffice.domain.eu import country_code, country_name
from vabackoffice.domain.invoice import Line
from vabackoffice.domain.money import Money, total
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vabackoffice.domain.document_tables import Levy
    from vabackoffice.domain.invoice import Invoice


def check_withholding(client: str, here: str, there: str, *, is_business: bool, is_exempt: bool) -> None:
    """Refuse tax withheld by a client that has none to withhold.

    Args:
        client: the handle, for messages.
        here: the seller's country.
        there: the client's country.
        is_business: the client is a business.
        is_exempt: the seller's regime knows no withholding.

    Raises:
        InvalidInputError: abroad, from a private person, or under a regime without withholding.
    """
    home = country_name(here)
    if country_code(here) != country_code(there):
        why = f"only businesses in {home} withhold its income tax, and '{client}' is in {country_name(there)}"
    elif not is_business:
        why = f"only businesses withhold income tax in {home}, and '{client}' is a private customer"
    elif is_exempt:
        why = "your regime is one that no tax is withheld from"
    else:
        return
    message = f"Nothing can be withheld by '{client}': {why}."
    raise InvalidInputError(message, f"Take it off: 'va client edit {client} --withholding 0'.")


def social_charge_lines(lines: Sequence[Line], levy: Levy, text: str, currency: str) -> list[Line]:
    """Return the lines that charge a social charge on: one per VAT group, taxed as the group, that lose no cent."""
    groups: dict[tuple[str, Decimal], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.vat_category, line.vat_rate), []).append(line)
    net = total([line.net for line in lines], currency)
    weights = [max(0, total([line.net for line in group], currency).minor) for group in groups.values()]
    shares = net.times(levy.figure / 100).spread(weights) if net.minor > 0 else []
    return [
        Line(
            kind=SOCIAL,
            text=text,
            quantity=Decimal(1),
            unit="piece",
            unit_price=share.amount,
            net=share,
            reasons=(f"{levy.figure:f}% of {total([line.net for line in group], currency)}: {levy.source}",),
            vat_choice=group[0].vat_choice,
            vat_category=category,
            vat_rate=rate,
        )
        for ((category, rate), group), share in zip(groups.items(), shares, strict=False)
        if share
    ]


def stamp_duty_on(invoice: Invoice, levies: Iterable[Levy]) -> Money | None:
    """Return the stamp duty that a document bears, None where none is due.

    It is due in the country's own currency; a document in another one is not judged, as the threshold has no rate.
    """
    for levy in levies:
        groups = [group for group in invoice.vat_breakdown if group.category in levy.categories]
        untaxed = total([group.net for group in groups], invoice.currency)
        if invoice.currency == customs(invoice.seller.country)[0] and untaxed.amount > (levy.above or 0):
            return Money.of(levy.figure, invoice.currency)
    return None
