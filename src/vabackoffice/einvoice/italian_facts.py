"""What FatturaPA asks for and EN 16931 has no term for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.deposit import is_deposit
from vabackoffice.domain.document_facts import SOCIAL

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice

FORFETTARIO, ORDINARY = "RF19", "RF01"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ItalianFacts:
    """The facts beside the document.

    Args:
        regime: RegimeFiscale, RF19 (forfettario) or RF01 (ordinary).
        progressive: ProgressivoInvio, up to five letters and digits, never used before by this sender.
        codice_fiscale: the seller's; a person's has 16 letters and digits.
        first_name: the seller's; with `last_name` it takes the place of the business name.
        sdi_code: CodiceDestinatario of a buyer in Italy, seven letters and digits.
        pec: the certified mail of a buyer without a code.
        buyer_codice_fiscale: of a buyer in Italy.
        buyer_is_business: a private person abroad has no tax number to state.
        withheld: the ritenuta d'acconto, in euros, taken off what is to be paid.
        withholding_rate: its percentage; RT01 and payment reason A (professional work).
        stamp_duty: the bollo paid virtually, whoever bears it.
        is_deposit: the invoice charges a deposit (TD02).
        pension_lines: the lines that are the 4 % of the INPS (rivalsa, TC22); they become a fund, not lines.
        pension_rate: its percentage.
    """

    regime: str
    progressive: str
    codice_fiscale: str = ""
    first_name: str = ""
    last_name: str = ""
    sdi_code: str = ""
    pec: str = ""
    buyer_codice_fiscale: str = ""
    buyer_is_business: bool = True
    withheld: Decimal = _ZERO
    withholding_rate: Decimal = _ZERO
    stamp_duty: Decimal = _ZERO
    is_deposit: bool = False
    pension_lines: tuple[str, ...] = ()
    pension_rate: Decimal = Decimal(4)


def italian_facts(invoice: Invoice, regime: str, progressive: str, stamp_duty: Decimal = _ZERO) -> ItalianFacts:
    """Return the facts that the invoice itself knows.

    Args:
        invoice: of a seller in Italy.
        regime: the code of the book's regime: `it-small` is RF19, any other RF01.
        progressive: the file's own number.
        stamp_duty: the bollo that the seller bears herself; what is charged on stands on the invoice.
    """
    withheld = invoice.withheld.amount if invoice.withheld else _ZERO
    base = invoice.net.amount
    sold = [line for line in invoice.lines if line.kind != "discount"]
    return ItalianFacts(
        regime=FORFETTARIO if regime == "it-small" else ORDINARY,
        progressive=progressive,
        codice_fiscale=_compact(invoice.seller.tax_number),
        sdi_code=_compact(invoice.buyer.sdi_code),
        pec=invoice.buyer.pec.strip(),
        buyer_codice_fiscale=_compact(invoice.buyer.tax_number),
        buyer_is_business=invoice.buyer.is_business,
        withheld=withheld,
        withholding_rate=(withheld / base * 100).quantize(Decimal("0.01")) if withheld and base else _ZERO,
        stamp_duty=invoice.stamp_duty.amount if invoice.stamp_duty else stamp_duty,
        is_deposit=is_deposit(invoice),
        pension_lines=tuple(str(place) for place, line in enumerate(sold, start=1) if line.kind == SOCIAL),
    )


def _compact(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())
