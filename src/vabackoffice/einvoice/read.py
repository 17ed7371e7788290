"""A received electronic invoice: whatever format it comes in, one model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.read_cii import read_cii
from vabackoffice.einvoice.read_fatturapa import read_fatturapa
from vabackoffice.einvoice.read_pdf import invoice_inside
from vabackoffice.einvoice.read_ubl import read_ubl
from vabackoffice.einvoice.safe_xml import parse, refuse_large
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from vabackoffice.einvoice.model import Document

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_READERS: dict[str, Callable[[Element], Document]] = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice": read_cii,
    f"{{{_UBL}:Invoice-2}}Invoice": read_ubl,
    f"{{{_UBL}:CreditNote-2}}CreditNote": read_ubl,
    "{http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2}FatturaElettronica": read_fatturapa,
}
_SIGNED = b"\x30\x82"  # the beginning of a signed file (.p7m)


def read_invoice(content: bytes) -> Document:
    """Return the invoice in a file: CII, UBL or FatturaPA, or a PDF that one of them is attached to.

    The file is data: nothing in it is fetched or run.

    Raises:
        InvalidInputError: larger than 20 MB, harmful, damaged, or not an electronic invoice.
    """
    refuse_large(content)
    if content.startswith(b"%PDF"):
        content = invoice_inside(content)
    if content.startswith(_SIGNED):
        message = "The file is signed (.p7m), and the invoice inside it cannot be read."
        raise InvalidInputError(message, "Save the XML without its signature first; the portal of the SdI offers it.")
    root = parse(content)
    reader = _READERS.get(root.tag)
    if reader is None:
        message = f"The file is XML, but no electronic invoice: it begins with '{root.tag[:80]}'."
        raise InvalidInputError(message, "Read are Factur-X and ZUGFeRD 2, XRechnung, Peppol, NLCIUS and FatturaPA.")
    return reader(root)
