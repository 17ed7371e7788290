"""Writing a document as one kind of electronic invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.cii import write_cii
from vabackoffice.einvoice.fatturapa import write_fatturapa
from vabackoffice.einvoice.fitting import fit
from vabackoffice.einvoice.ubl import write_ubl
from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from vabackoffice.einvoice.italian_facts import ItalianFacts
    from vabackoffice.einvoice.model import Document
    from vabackoffice.einvoice.profiles import Profile


def write(document: Document, profile: Profile, italian: ItalianFacts | None = None) -> bytes:
    """Return the file; the same document gives the same bytes. `check` says beforehand whether it will be accepted.

    Raises:
        MissingError: FatturaPA without the facts that it alone asks for.
    """
    fitted = fit(document, profile)
    if profile.syntax == "cii":
        return write_cii(fitted)
    if profile.syntax == "ubl":
        return write_ubl(fitted)
    if italian is None:
        message = "FatturaPA needs the seller's tax regime and a number for the file."
        raise MissingError(message, "'va regime set it-forfettario --from DATE' records the regime.")
    return write_fatturapa(fitted, italian)
