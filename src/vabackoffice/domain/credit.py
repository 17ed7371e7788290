"""What a credit note takes back of an invoice: all that is left, lines in whole or in part, or an amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.credit_note import agreed_for, make_note, rounded_to
from vabackoffice.domain.credited import FOLLOWING, Credited, group_key, line_key, place_of
from vabackoffice.domain.invoice import Invoice, Line, LineSource
from vabackoffice.domain.money import Money, total
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.credit_choice import Parts
    from vabackoffice.domain.invoice import VatGroup


def credit_rest(credited: Credited, text: str) -> Invoice:
    """Return the note over all that is left: by line, or per VAT group, called `text`, after a note over an amount.

    Raises:
        ConflictError: nothing is left.
    """
    invoice = credited.invoice
    if credited.left.minor <= 0:
        message = f"{invoice.number} is credited already."
        raise ConflictError(message, "'va invoice list' shows which document corrects which.")
    if credited.by_amount:
        lines = [_lump(group, credited.group_left(group)[0], text) for group in invoice.vat_breakdown]
    else:
        lines = [_rest_of_line(credited, place) for place in range(1, len(invoice.lines) + 1)]
    charged = [line for line in lines if line.net]
    zero = Money.zero(invoice.currency)
    # After notes over amounts nothing but a rounding may be left.
    return make_note(credited, charged or [_lump(invoice.vat_breakdown[0], zero, text)], closing=True)


def credit_lines(credited: Credited, parts: Parts) -> Invoice:
    """Return the note over lines, in whole or in part; discounts on the document go with them in proportion.

    Raises:
        NotFoundError: there is no such line.
        InvalidInputError: the line follows from others, or is not to be divided.
        ConflictError: more than is left of a line, of its VAT group or of the invoice.
    """
    lines = [_part_of_line(credited, place, quantity) for place, quantity in sorted(parts.items())]
    lines += _following(credited, lines)
    if not any(line.net for line in lines):
        message = f"The lines that were named come to nothing on {credited.invoice.number}."
        raise InvalidInputError(message, "Name lines that were charged.")
    _refuse_too_much(credited, lines)
    if _takes_all(credited, lines):
        return make_note(credited, lines, closing=True)
    note = make_note(credited, lines, closing=False)
    return rounded_to(note, agreed_for(credited, lines)) if credited.invoice.prices_include_vat else note


def credit_amount(credited: Credited, amount: Money, text: str) -> Invoice:
    """Return the note over `amount`, VAT included, taken off every VAT group in proportion to what is left of it.

    Net and VAT that cannot reach it exactly are rounded up or down to it (BT-114).

    Raises:
        InvalidInputError: nothing or less.
        ConflictError: more than is left.
    """
    if amount.minor <= 0:
        message = f"A credit note over {amount} takes nothing back."
        raise InvalidInputError(message, "Give the amount with VAT, above zero: amounts on a credit note are positive.")
    if credited.left < amount:
        message = f"{amount} is more than the {credited.left} that is left of {credited.invoice.number}."
        raise ConflictError(message, f"Credit at most that: '--amount {credited.left.amount}'.")
    if amount == credited.left:
        return credit_rest(credited, text)
    groups = credited.invoice.vat_breakdown
    left = [credited.group_left(group) for group in groups]
    shares = amount.spread([max(0, (net + vat).minor) for net, vat in left])
    lines = [
        _lump(group, min(_net_of(share, group.rate), net), text)
        for group, share, (net, _) in zip(groups, shares, left, strict=True)
        if share.minor > 0
    ]
    note = make_note(credited, [line for line in lines if line.net], closing=False)
    above = max(amount - total([net + vat for net, vat in left], amount.currency), Money.zero(amount.currency))
    return rounded_to(replace(note, stamp_duty=min(above, credited.rest("stamp_duty"))), amount)


def _rest_of_line(credited: Credited, place: int) -> Line:
    quantity, net = credited.taken(place)
    line = credited.invoice.lines[place - 1]
    if line.kind in FOLLOWING:
        return _taking_back(credited, place, _share(line, line.net - net))
    rest = replace(line, quantity=line.quantity - quantity, net=line.net - net)
    return _taking_back(credited, place, _divided(rest, line))


def _part_of_line(credited: Credited, place: int, quantity: Decimal | None) -> Line:
    invoice = credited.invoice
    if not 1 <= place <= len(invoice.lines):
        message = f"{invoice.number} has no line {place}."
        raise NotFoundError(message, f"It has {len(invoice.lines)}: 'va invoice show {invoice.number}'.")
    line, (taken, net) = invoice.lines[place - 1], credited.taken(place)
    _refuse_part(invoice, place)
    left = line.quantity - taken
    if not left or (quantity is not None and left < quantity):
        message = f"{_size(left)} {line.unit} is left of line {place} of {invoice.number}."
        hint = f"Credit at most that: '--lines {place}:{_size(left)}'." if left else "It is credited already."
        raise ConflictError(message, hint)
    if quantity is None or quantity == left:
        return _rest_of_line(credited, place)
    so_far = line.net.times((taken + quantity) / line.quantity)
    return _taking_back(credited, place, _divided(replace(line, quantity=quantity, net=so_far - net), line))


def _refuse_part(invoice: Invoice, place: int) -> None:
    line = invoice.lines[place - 1]
    if line.kind in FOLLOWING:
        message = f"Line {place} follows from the other lines of {invoice.number} and is credited with them."
        raise InvalidInputError(message, "Name the lines that it follows from.")
    if line.net.minor < 0 or line.quantity <= 0:
        message = f"Line {place} of {invoice.number} takes something off; it is credited with the whole invoice only."
        raise InvalidInputError(message, f"'va invoice credit {invoice.number}' credits all that is left.")


def _divided(part: Line, whole: Line) -> Line:
    """Return a part of a line with its share of the line's discount said as an amount, unless that is a percentage."""
    if not whole.discount or whole.discount.endswith("%") or whole.kind == "discount":
        return part
    return replace(part, discount=f"{part.discount_amount.amount}" if part.discount_amount else "")


def _following(credited: Credited, lines: Sequence[Line]) -> list[Line]:
    """Return what goes with the lines: discounts on the document and the like, by VAT group, as running totals."""
    invoice, found = credited.invoice, []
    for place, line in enumerate(invoice.lines, start=1):
        if line.kind not in FOLLOWING:
            continue
        before = [one for note in credited.notes for one in note.lines if place_of(one)]
        base, so_far = (_base(some, line) for some in (invoice.lines, [*before, *lines]))
        if base.minor > 0:
            net = line.net.times(Decimal(so_far.minor) / base.minor) - credited.taken(place)[1]
            if net:
                found.append(_taking_back(credited, place, _share(line, net)))
    return found


def _share(following: Line, net: Money) -> Line:
    """Return the part of a line that follows from others; its quantity says which way it counts."""
    sign = Decimal(1).copy_sign(following.quantity)
    return replace(following, quantity=sign, unit_price=sign * net.amount, net=net)


def _base(lines: Sequence[Line], following: Line) -> Money:
    """Return the net of the lines that `following` follows from."""
    found = [line.net for line in lines if line.kind not in FOLLOWING and line_key(line) == line_key(following)]
    return total(found, following.net.currency)


def _taking_back(credited: Credited, place: int, line: Line) -> Line:
    source = LineSource("line", place, credited.invoice.issue_date, "")
    return replace(line, sources=(source,))


def _lump(group: VatGroup, net: Money, text: str) -> Line:
    return Line(
        kind="extra",
        text=text,
        quantity=Decimal(1),
        unit="piece",
        unit_price=net.amount,
        net=net,
        vat_choice=f"S:{group.rate:f}" if group.category == "S" else group.category,
        vat_category=group.category,
        vat_rate=group.rate,
    )


def _refuse_too_much(credited: Credited, lines: Sequence[Line]) -> None:
    for group in credited.invoice.vat_breakdown:
        net = total([line.net for line in lines if line_key(line) == group_key(group)], credited.invoice.currency)
        left = credited.group_left(group)[0]
        if left < net:
            number = credited.invoice.number
            message = f"{net} net is more than the {left} net that is left of {number} at {group.rate:f} %."
            raise ConflictError(message, f"'va invoice credit {number}' credits all that is left.")


def _takes_all(credited: Credited, lines: Sequence[Line]) -> bool:
    """Say whether nothing is left in any VAT group after these lines."""
    return all(
        total([line.net for line in lines if line_key(line) == group_key(group)], group.net.currency)
        == credited.group_left(group)[0]
        for group in credited.invoice.vat_breakdown
    )


def _net_of(gross: Money, rate: Decimal) -> Money:
    net = (Decimal(gross.minor) / (1 + rate / 100)).quantize(Decimal(1), ROUND_HALF_UP)
    return Money(int(net), gross.currency)


def _size(quantity: Decimal) -> str:
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
