"""The QR code that fills in a bank transfer: EPC069-12, "GiroCode"."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from vabackoffice.documents.words import words

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice

# EPC069-12 version 2.1, section 3.3: what a code can hold.
_NAME_LENGTH = 70
_TEXT_LENGTH = 140
_HIGHEST = Decimal("999999999.99")


def epc_qr_svg(invoice: Invoice) -> str | None:
    """Return the payment QR code of an invoice as SVG with a title, or None where the standard has none.

    There is none without a valid IBAN, in another currency than euro, when nothing is to be paid or more than
    the standard allows, on credit notes, and on drafts, which have no number to pay for.
    """
    from stdnum import bic, iban

    seller = invoice.seller
    amount = invoice.payable.amount
    payable = invoice.kind == "invoice" and invoice.number is not None and 0 < amount <= _HIGHEST
    if not payable or invoice.currency != "EUR" or not iban.is_valid(seller.iban):
        return None
    from segno.helpers import make_epc_qr

    text, reference = _remittance(invoice)
    code = make_epc_qr(
        name=(seller.account_holder or seller.name)[:_NAME_LENGTH],
        iban=iban.compact(seller.iban),
        amount=amount,
        text=text,
        reference=reference,
        bic=bic.compact(seller.bic) if bic.is_valid(seller.bic) else None,
        encoding="utf-8",
    )
    svg = BytesIO()
    title = words(invoice.language)["payment_qr"]
    code.save(svg, kind="svg", xmldecl=False, nl=False, omitsize=True, border=0, title=title)
    return svg.getvalue().decode()


def _remittance(invoice: Invoice) -> tuple[str | None, str | None]:
    """Return free text and structured reference (ISO 11649), of which a code holds exactly one."""
    from stdnum import iso11649

    wanted = invoice.payment_reference or invoice.number or ""
    if iso11649.is_valid(wanted):
        return None, iso11649.compact(wanted)
    return wanted[:_TEXT_LENGTH], None
