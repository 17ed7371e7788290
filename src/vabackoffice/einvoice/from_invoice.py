"""An invoice of the book as an electronic invoice: what the book calls it becomes what EN 16931 calls it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money, total
from vabackoffice.einvoice.from_party import party_of
from vabackoffice.einvoice.model import (
    CREDIT_NOTE,
    INVOICE,
    Allowance,
    Days,
    Document,
    Line,
    Note,
    Payment,
    Preceding,
    Totals,
    VatBreakdown,
)
from vabackoffice.einvoice.phrases import discount_words, french_notes, stamp_duty_words, withheld_words
from vabackoffice.einvoice.units import unit_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vabackoffice.domain import invoice as domain

_ZERO = Decimal(0)
_SEPA_TRANSFER, _TRANSFER = "58", "30"
_AS_AGREED = "57"  # money flows back: how is agreed between the two
_SEPA = (
    " AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE"
    " SI SK SM VA "
)


def from_invoice(invoice: domain.Invoice) -> Document:
    """Return what `invoice` says on the terms of EN 16931.

    - Discounts become allowances on the document (BG-20), stamp duty that is charged on becomes a charge (BG-21).
    - Withheld tax has no term: the amount due stays gross and the payment terms (BT-20) say what to transfer.
    """
    is_credit = invoice.kind == "credit_note"
    lines, allowances = _lines(invoice), _allowances(invoice)
    reference, order = _references(invoice.buyer)
    national = invoice.national
    return Document(
        number=invoice.number or "",
        issue_date=invoice.issue_date,
        type_code=CREDIT_NOTE if is_credit else INVOICE,
        currency=invoice.currency,
        accounting_currency=national.vat.currency if national else "",
        due_date=invoice.due_date,
        buyer_reference=reference,
        order=order,
        terms=_terms(invoice),
        notes=_notes(invoice),
        seller=party_of(invoice.seller, is_seller=True),
        buyer=party_of(invoice.buyer, is_seller=False),
        delivery_date=invoice.supply_date,
        period=_period(invoice),
        payment=Payment(_AS_AGREED) if is_credit else _payment(invoice),
        preceding=Preceding(invoice.corrects, invoice.corrects_date) if invoice.corrects else None,
        allowances=allowances,
        lines=lines,
        breakdown=_breakdown(invoice, allowances),
        totals=_totals(invoice, allowances),
    )


def _references(buyer: domain.Party) -> tuple[str, str]:
    """Return buyer reference and order: a Leitweg-ID takes the place of the reference, which then is the order."""
    if buyer.leitweg_id:
        return buyer.leitweg_id, buyer.buyer_reference
    return buyer.buyer_reference, ""


def _vat(category: str, rate: Decimal) -> tuple[str, Decimal | None]:
    """Return category and rate as EN 16931 has them: a standard rate of nothing is the zero rate, and O has none."""
    if category == "O":
        return category, None
    return ("Z" if category == "S" and not rate else category), rate


def _lines(invoice: domain.Invoice) -> tuple[Line, ...]:
    sold = [line for line in invoice.lines if line.kind != "discount"]
    return tuple(_line(str(place), line, invoice.language) for place, line in enumerate(sold, start=1))


def _line(place: str, line: domain.Line, language: str) -> Line:
    category, rate = _vat(line.vat_category, line.vat_rate)
    name, _, description = line.text.strip().partition("\n")
    first, last = line.first_day or line.last_day, line.last_day or line.first_day
    # A price is never negative (BR-27): what is deducted has a negative quantity.
    sign = -1 if line.unit_price < 0 else 1
    return Line(
        id=place,
        name=name or line.service,
        description=description.strip(),
        note="; ".join(line.reasons),
        quantity=line.quantity * sign,
        unit=unit_code(line.unit),
        price=line.unit_price * sign,
        net=line.net.amount,
        category=category,
        rate=rate,
        days=Days(first, last) if first and last else None,
        allowance=line.discount_amount.amount,
        reason=discount_words(line.discount, language) if line.discount_amount else "",
    )


def _allowances(invoice: domain.Invoice) -> tuple[Allowance, ...]:
    found = [
        _allowance(line.net.amount, _vat(line.vat_category, line.vat_rate), line.text)
        for line in invoice.lines
        if line.kind == "discount" and line.net
    ]
    if invoice.stamp_duty:
        # Art. 15 DPR 633/72 leaves it out of the taxable base; with O no other category may stand (BR-O-11).
        outside = any(line.vat_category == "O" for line in invoice.lines)
        vat = _vat("O" if outside else "E", _ZERO)
        found.append(_allowance(invoice.stamp_duty.amount, vat, stamp_duty_words(invoice.language)))
    return tuple(found)


def _allowance(net: Decimal, vat: tuple[str, Decimal | None], reason: str) -> Allowance:
    return Allowance(abs(net), *vat, reason, is_charge=net > 0)


def _breakdown(invoice: domain.Invoice, allowances: tuple[Allowance, ...]) -> tuple[VatBreakdown, ...]:
    found: dict[tuple[str, Decimal], VatBreakdown] = {}
    for group in invoice.vat_breakdown:
        category, rate = _vat(group.category, group.rate)
        reason = "" if category in ("S", "Z") else group.note
        one = VatBreakdown(group.net.amount, group.vat.amount, category, rate or _ZERO, reason, group.exemption_code)
        _put(found, one)
    if invoice.stamp_duty:
        charge = allowances[-1]
        _put(
            found,
            VatBreakdown(charge.amount, Money.zero(invoice.currency).amount, charge.category, _ZERO, charge.reason),
        )
    return tuple(found.values())


def _put(found: dict[tuple[str, Decimal], VatBreakdown], one: VatBreakdown) -> None:
    """Add a group to what stands under its category and rate: there is one breakdown for each (BR-S-01, BR-E-01 …)."""
    key = (one.category, one.rate)
    known = found.get(key)
    if known is None:
        found[key] = one
        return
    found[key] = VatBreakdown(
        known.net + one.net, known.vat + one.vat, *key, known.reason or one.reason, known.code or one.code
    )


def _totals(invoice: domain.Invoice, allowances: tuple[Allowance, ...]) -> Totals:
    nothing = Money.zero(invoice.currency)
    stamp, rounding = invoice.stamp_duty or nothing, invoice.rounding or nothing
    prepaid = invoice.prepaid or nothing
    gross = invoice.total + stamp
    return Totals(
        lines=total([line.net for line in invoice.lines if line.kind != "discount"], invoice.currency).amount,
        allowances=_sum((one.amount for one in allowances if not one.is_charge), nothing),
        charges=_sum((one.amount for one in allowances if one.is_charge), nothing),
        net=(invoice.net + stamp).amount,
        vat=invoice.vat.amount,
        gross=gross.amount,
        prepaid=prepaid.amount,
        rounding=rounding.amount,
        payable=(gross - prepaid + rounding).amount,
        vat_accounting=invoice.national.vat.amount if invoice.national else None,
    )


def _sum(amounts: Iterable[Decimal], nothing: Money) -> Decimal:
    return sum(amounts, nothing.amount)


def _terms(invoice: domain.Invoice) -> str:
    if not invoice.withheld:
        return ""
    return withheld_words(invoice.withheld, invoice.payable, invoice.language)


def _notes(invoice: domain.Invoice) -> tuple[Note, ...]:
    notes = [invoice.notes.strip(), *invoice.wordings]
    if invoice.national:
        rate = invoice.national
        notes.append(f"1 {invoice.currency} = {rate.rate:f} {rate.vat.currency} ({rate.source}, {rate.on})")
    french = invoice.seller.country == "FR" and invoice.buyer.is_business and invoice.kind == "invoice"
    said = [text for text in dict.fromkeys(notes) if text]
    return french_notes(said) if french else tuple(Note(text) for text in said)


def _period(invoice: domain.Invoice) -> Days | None:
    """Return the days of the service, wide enough for every line: Peppol wants each line inside (R110, R111)."""
    if invoice.period is None:
        return None
    days = [day for line in invoice.lines for day in (line.first_day, line.last_day) if day]
    first, last = invoice.period.start, invoice.period.end - timedelta(days=1)
    return Days(min(first, *days), max(last, *days)) if days else Days(first, last)


def _payment(invoice: domain.Invoice) -> Payment | None:
    """Return the transfer that is asked for; none without an account to transfer to."""
    seller = invoice.seller
    if not seller.iban:
        return None
    is_sepa = invoice.currency == "EUR" and f" {seller.iban[:2].upper()} " in _SEPA
    return Payment(
        means=_SEPA_TRANSFER if is_sepa else _TRANSFER,
        reference=invoice.payment_reference or invoice.number or "",
        account="".join(seller.iban.split()),
        holder=seller.account_holder or seller.name,
        bic=seller.bic,
    )
