"""The electronic invoice inside a PDF: Factur-X, ZUGFeRD and XRechnung attach it as a file."""

from __future__ import annotations

import logging
from io import BytesIO

from vabackoffice.errors import InvalidInputError

# Every name that a version of these standards has given to the file.
_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_XML_WANTED = "Ask the sender for the invoice as XML."


def invoice_inside(content: bytes) -> bytes:
    """Return the XML that is attached to a PDF.

    Raises:
        InvalidInputError: the PDF cannot be read, is locked, or has no invoice attached.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its notes are for developers
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            message = "The PDF is locked with a password."
            raise InvalidInputError(message, _XML_WANTED)
        attached = {name.lower(): files for name, files in reader.attachments.items()}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"The PDF cannot be read: {error}."
        raise InvalidInputError(message, _XML_WANTED) from error
    for name in _NAMES:
        if attached.get(name):
            return bytes(attached[name][0])
    message = "The PDF is a picture of an invoice only: no electronic invoice is attached to it."
    raise InvalidInputError(message, _XML_WANTED)
