"""A credit note from the lines it takes back: its VAT groups, what stands below its total, its rounding.

It shows positive amounts (EN 16931 type 381). VAT and withheld tax go by running totals: a note's share is what is
taken back with it less what was taken back before, so that notes over everything leave nothing over, to the cent, in
every VAT group.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.credited import FOLLOWING, Credited, group_key, line_key, place_of
from vabackoffice.domain.gross_price import with_vat
from vabackoffice.domain.invoice import vat_on
from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.invoice import Invoice, Line, NationalVat, VatGroup


def make_note(credited: Credited, lines: Sequence[Line], *, closing: bool) -> Invoice:
    """Return the note with its VAT groups and what stands below the total; what closes the invoice takes the rest."""
    invoice = credited.invoice
    groups = [_group(credited, group, lines) for group in invoice.vat_breakdown]
    note = replace(
        invoice,
        kind="credit_note",
        lines=tuple(lines),
        vat_breakdown=tuple(group for group in groups if group.net or group.vat),
        payment_reference="",
        corrects=invoice.number or "",
        corrects_date=invoice.issue_date,
        cancels=closing and not credited.notes,
        withheld=None,
        stamp_duty=credited.rest("stamp_duty") if closing else None,
        prepaid=credited.rest("prepaid") if closing else None,
        rounding=credited.rest("rounding") if closing else None,
        national=None,
    )
    return replace(note, withheld=_withheld(credited, note, closing=closing), national=_national(credited, note))


def _group(credited: Credited, group: VatGroup, lines: Sequence[Line]) -> VatGroup:
    net_left, vat_left = credited.group_left(group)
    net = total([line.net for line in lines if line_key(line) == group_key(group)], group.net.currency)
    if net == net_left:
        return replace(group, net=net, vat=vat_left)
    so_far = vat_on(group.net - net_left + net, group.rate)
    return replace(group, net=net, vat=so_far - (group.vat - vat_left))


def rounded_to(note: Invoice, amount: Money) -> Invoice:
    """Return the note with the rounding that makes it come to `amount`."""
    return replace(note, rounding=amount - note.to_settle)


def agreed_for(credited: Credited, lines: Sequence[Line]) -> Money:
    """Return what was agreed with VAT for what the lines take back, as running totals."""
    found = Money.zero(credited.invoice.currency)
    for line in lines:
        whole, (quantity, net) = credited.invoice.lines[place_of(line) - 1], credited.taken(place_of(line))
        agreed = with_vat(whole).net
        if whole.kind in FOLLOWING:
            before, now = Decimal(net.minor) / whole.net.minor, Decimal((net + line.net).minor) / whole.net.minor
        else:
            before, now = quantity / whole.quantity, (quantity + line.quantity) / whole.quantity
        found += agreed.times(now) - agreed.times(before)
    return found


def _withheld(credited: Credited, note: Invoice, *, closing: bool) -> Money:
    invoice = credited.invoice
    if closing or not invoice.net or not invoice.withheld:
        return credited.rest("withheld")
    taken = invoice.withheld - credited.rest("withheld")
    net = total([one.net for one in (*credited.notes, note)], invoice.currency)
    return invoice.withheld.times(Decimal(net.minor) / invoice.net.minor) - taken


def _national(credited: Credited, note: Invoice) -> NationalVat | None:
    national = credited.invoice.national
    if national is None:
        return None
    before = total([one.vat for one in credited.notes], note.currency)
    now, taken = (Money.of(vat.amount * national.rate, national.vat.currency) for vat in (before + note.vat, before))
    return replace(national, vat=now - taken)
