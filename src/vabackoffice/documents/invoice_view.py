"""An invoice as plain data for templates: everything already put into words and figures of its language."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.annex_view import annex_view
from vabackoffice.documents.letter_view import labelled, letter_view
from vabackoffice.documents.look import Look
from vabackoffice.documents.payment_qr import epc_qr_svg
from vabackoffice.documents.typography import (
    amount,
    document_locale,
    exchange_rate,
    in_fours,
    long_date,
    money,
    percent,
    price,
    quantity,
    span,
    unit_name,
)
from vabackoffice.documents.words import words
from vabackoffice.domain.money import Money
from vabackoffice.domain.number import parse_percent

if TYPE_CHECKING:
    from babel import Locale

    from vabackoffice.domain.invoice import Invoice, Line, VatGroup

__all__ = ["Look", "invoice_view"]

# EN 16931 categories (UNTDID 5305) that get a line among the totals even when they are the only one.
_ALWAYS_SHOWN = ("S", "Z", "AE")
_WITH_RATE = ("S", "Z")


def invoice_view(invoice: Invoice, look: Look, *, proforma: bool = False) -> dict[str, Any]:
    """Return what a template may print: strings, lists and dictionaries only, nothing it could call.

    Args:
        invoice: a draft (`number` is None), an invoice or a credit note.
        look: paper, colour, logo, own words, and whether the timesheet is wanted.
        proforma: a draft is shown to the client as what the invoice will be, which it says it is not.

    Raises:
        InvalidInputError: documents are not made in the invoice's language.
    """
    word = words(invoice.language)
    locale = document_locale(invoice.language, invoice.seller.country)
    name = word["proforma" if proforma else _kind(invoice)]
    stamp = "" if invoice.number else word["proforma" if proforma else "draft"]
    marked = "" if proforma else f"({word['draft']})"
    return {
        **letter_view(invoice.seller, invoice.buyer, look, locale),
        "intro": "" if _is_credit(invoice) else look.intro,
        "kind": invoice.kind,
        "is_draft": bool(stamp) and not proforma,
        "stamp": stamp,
        "name": name,
        "number": invoice.number or "",
        "title": f"{name} {invoice.number or marked}".strip(),
        "currency": invoice.currency,
        "facts": _facts(invoice, locale),
        "references": _references(invoice),
        "shows_vat": len(invoice.vat_breakdown) > 1,
        "lines": [_line(line, invoice, locale) for line in invoice.lines],
        "totals": _totals(invoice, locale),
        "due": _due(invoice, locale),
        "wordings": [*([word["not_an_invoice"]] if proforma else []), *_wordings(invoice)],
        "notes": invoice.notes,
        "payment": _payment(invoice, locale),
        "annex": annex_view(invoice, locale) if look.show_annex else None,
    }


def _kind(invoice: Invoice) -> str:
    """Return the word for the document; a credit note over the whole invoice has one of its own in German."""
    if _is_credit(invoice):
        return "cancellation" if invoice.cancels else "credit_note"
    return "invoice"


def _is_credit(invoice: Invoice) -> bool:
    return invoice.kind == "credit_note"


def _facts(invoice: Invoice, locale: Locale) -> list[dict[str, str]]:
    word = words(invoice.language)
    period = invoice.period
    rows = [(word["date"], long_date(invoice.issue_date, locale))]
    if period is None:
        rows.append((word["service_date"], long_date(invoice.supply_date, locale)))
    else:
        rows.append((word["service_period"], span(period.start, period.end - timedelta(days=1), locale)))
    if not _is_credit(invoice):
        rows.append((word["due_date"], long_date(invoice.due_date, locale)))
    return labelled(rows)


def _references(invoice: Invoice) -> list[dict[str, str]]:
    word = words(invoice.language)
    rows = [
        (word["corrects"], _corrected(invoice)),
        (word["customer_reference"], invoice.buyer.buyer_reference),
        (word["customer_vat_id"], invoice.buyer.vat_id),
    ]
    return labelled([row for row in rows if row[1]])


def _corrected(invoice: Invoice) -> str:
    if not invoice.corrects_date:
        return invoice.corrects
    locale = document_locale(invoice.language, invoice.seller.country)
    return f"{invoice.corrects}, {long_date(invoice.corrects_date, locale)}"


def _line(line: Line, invoice: Invoice, locale: Locale) -> dict[str, Any]:
    counted = line.kind != "discount"
    return {
        "kind": line.kind,
        "text": line.text,
        "service": line.service,
        "reasons": list(line.reasons),
        "days": _days(line, invoice, locale),
        "discount": _discount(line, invoice, locale),
        "quantity": quantity(line.quantity, line.unit, locale) if counted else "",
        "unit": unit_name(line.quantity, line.unit, locale) if counted else "",
        "price": price(line.unit_price, invoice.currency, locale) if counted else "",
        "vat": percent(line.vat_rate, locale) if line.vat_category in _WITH_RATE else "\N{EN DASH}",
        "amount": amount(line.net, locale),
    }


def _discount(line: Line, invoice: Invoice, locale: Locale) -> str:
    """Return what is taken off the line, with its percentage where it is one; empty without a discount."""
    off = line.discount_amount
    if not off:
        return ""
    word = words(invoice.language)
    share = f" {percent(parse_percent(line.discount), locale)}" if line.discount.endswith("%") else ""
    return str(word["labelled"].format(label=f"{word['discount']}{share}", value=amount(-off, locale)))


def _days(line: Line, invoice: Invoice, locale: Locale) -> str:
    """Return the line's own days (EN 16931 BG-26) where the invoice's period does not cover them."""
    first, last = line.first_day or line.last_day, line.last_day or line.first_day
    period = invoice.period
    if first is None or last is None or (period is not None and period.start <= first and last < period.end):
        return ""
    return span(first, last, locale)


def _totals(invoice: Invoice, locale: Locale) -> list[dict[str, str]]:
    """Return the rows that lead from the lines to what is to be paid; none when they would only repeat it."""
    word = words(invoice.language)
    groups = [group for group in invoice.vat_breakdown if len(invoice.vat_breakdown) > 1 or _is_shown(group)]
    rows = [(_vat_label(group, invoice, locale), group.vat) for group in groups]
    if rows:
        rows.insert(0, (word["subtotal"], invoice.net))
    below = [(_below_label(name, invoice, locale), money) for name, money in _below(invoice) if money]
    if below:
        rows += [(word["total"], invoice.total), *below]
    return labelled([(label, amount(value, locale)) for label, value in rows])


def _below(invoice: Invoice) -> list[tuple[str, Money]]:
    """Return what lies between the total and what is to be paid, by the word for it."""
    nothing = Money.zero(invoice.currency)
    return [
        ("stamp_duty", invoice.stamp_duty or nothing),
        ("rounding", invoice.rounding or nothing),
        ("withheld", -(invoice.withheld or nothing)),
        ("prepaid", -(invoice.prepaid or nothing)),
    ]


def _below_label(name: str, invoice: Invoice, locale: Locale) -> str:
    """Return the word for a row below the total; withheld tax with its rate, where one in hundredths makes it up."""
    label = str(words(invoice.language)[name])
    if name != "withheld" or invoice.withheld is None or not invoice.net:
        return label
    exact = invoice.withheld.amount * 100 / invoice.net.amount
    rates = [exact.quantize(Decimal(step)) for step in ("1", "0.1", "0.01")]
    rate = next((rate for rate in rates if invoice.net.times(rate / 100) == invoice.withheld), None)
    return f"{label} {percent(rate, locale)}" if rate else label


def _is_shown(group: VatGroup) -> bool:
    return group.category in _ALWAYS_SHOWN


def _vat_label(group: VatGroup, invoice: Invoice, locale: Locale) -> str:
    word = words(invoice.language)
    alone = len(invoice.vat_breakdown) == 1
    base, rate = amount(group.net, locale), percent(group.rate, locale)
    if group.category in _WITH_RATE:
        label = word["vat_rate"] if alone else word["vat_rate_on"]
    elif group.category == "AE":
        label = word["reverse_charge"] if alone else word["reverse_charge_on"]
    else:
        label = word["exempt_on"] if group.category == "E" else word["outside_on"]
    return str(label.format(base=base, rate=rate))


def _due(invoice: Invoice, locale: Locale) -> dict[str, str]:
    word = words(invoice.language)
    label = word["amount_credited"] if _is_credit(invoice) else word["amount_due"]
    return {"label": label, "amount": money(invoice.payable, locale)}


def _wordings(invoice: Invoice) -> list[str]:
    """Return the legal sentences, and each VAT group's reason unless a sentence or the notes already say it."""
    said = list(invoice.wordings)
    told = (*said, invoice.notes)
    said += [group.note for group in invoice.vat_breakdown if not any(group.note in text for text in told)]
    said += _national(invoice)
    return [text for text in dict.fromkeys(said) if text]


def _national(invoice: Invoice) -> list[str]:
    """Return the VAT in the seller's own money and the rate it was reckoned with (Directive 2006/112/EC art. 230)."""
    found = invoice.national
    if found is None:
        return []
    locale = document_locale(invoice.language, invoice.seller.country)
    sentence = words(invoice.language)["national_vat"].format(
        currency=found.vat.currency,
        vat=money(found.vat, locale),
        foreign=invoice.currency,
        rate=exchange_rate(found.rate, locale),
        source=found.source,
        date=long_date(found.on, locale),
    )
    return [sentence]


def _payment(invoice: Invoice, locale: Locale) -> dict[str, Any] | None:
    if _is_credit(invoice) or invoice.payable.minor <= 0:
        return None
    word, seller = words(invoice.language), invoice.seller
    rows = [
        (word["account_holder"], seller.account_holder or (seller.name if seller.iban else "")),
        (word["iban"], in_fours(seller.iban)),
        (word["bic"], seller.bic),
        (word["bank"], seller.bank_name),
        (word["payment_reference"], _reference(invoice)),
    ]
    due_date, due = long_date(invoice.due_date, locale), money(invoice.payable, locale)
    code = epc_qr_svg(invoice)
    return {
        "request": word["please_pay"].format(amount=due, date=due_date),
        "rows": labelled([row for row in rows if row[1]]),
        "qr": f"data:image/svg+xml;base64,{b64encode(code.encode()).decode()}" if code else "",
    }


def _reference(invoice: Invoice) -> str:
    from stdnum import iso11649

    wanted = invoice.payment_reference or invoice.number or ""
    return in_fours(wanted) if iso11649.is_valid(wanted) else wanted
