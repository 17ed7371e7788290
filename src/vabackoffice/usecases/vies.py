"""VIES, the European Commission's service that knows which VAT ids are valid: asked only when somebody wants it.

What it answers is kept as evidence; that it cannot be reached never keeps anybody from working.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from vabackoffice.domain.eu import EU_VAT_MEMBERS, country_code
from vabackoffice.errors import InvalidInputError
from vabackoffice.storage.vat_id_answers import Answer, add_answer

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from vabackoffice.storage.book import Book

SERVICE = "https://ec.europa.eu/taxation_customs/vies/services/checkVatService"

_NAMES = "urn:ec.europa.eu:taxud:vies:services:checkVat:types"
_ENVELOPE = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="{names}">'
    "<soapenv:Body><urn:checkVatApprox>{fields}</urn:checkVatApprox></soapenv:Body></soapenv:Envelope>"
)
_SECONDS = 10
_LONGEST = 100_000  # bytes: an answer has about a thousand
_WITHHELD = "---"  # how the service says that a member state does not tell a name


class NoAnswerError(Exception):
    """The service could not be asked, or did not know: why, in a few words."""


def ask_about(vat_id: str, asker: str, now: datetime, service: str = SERVICE) -> Answer:
    """Ask whether a VAT id is valid; with the VAT id of the asker the answer has a number that proves it.

    Args:
        vat_id: with its prefix, without spaces.
        asker: the business's own, empty when it has none.
        now: the present instant.
        service: the address of the service.

    Raises:
        InvalidInputError: the VAT id is none of the EU's.
        NoAnswerError: no network, or the service of that country is down.
    """
    if not _is_known(vat_id):
        message = f"VIES does not know '{vat_id}': it holds the VAT ids of the EU and of Northern Ireland (XI)."
        raise InvalidInputError(message, "Ask the tax office of that country, or the client for a certificate.")
    body = _request(vat_id, asker if _is_known(asker) else "")
    found = _read(_post(service, body))
    name = _text(found, "traderName") or _text(found, "name")
    is_valid = _text(found, "valid").lower() == "true"
    return Answer(vat_id, now, is_valid, "" if name == _WITHHELD else name, _text(found, "requestIdentifier"))


def check_vat_id_online(book: Book, now: datetime, vat_id: str, asker: str, service: str = SERVICE) -> Answer:
    """Ask about a VAT id and keep the answer in the book; the arguments and errors are those of `ask_about`."""
    answer = ask_about(vat_id, asker, now, service)
    with book.operation("client check", now):
        add_answer(book, answer)
    return answer


def _is_known(vat_id: str) -> bool:
    prefix = vat_id[:2].upper()
    members = {one.country for one in EU_VAT_MEMBERS if one.left is None}
    return prefix == "XI" or (prefix != "GR" and country_code(prefix) in members)


def _request(vat_id: str, asker: str) -> bytes:
    fields = {"countryCode": vat_id[:2], "vatNumber": vat_id[2:]}
    if asker:
        fields |= {"requesterCountryCode": asker[:2], "requesterVatNumber": asker[2:]}
    written = "".join(f"<urn:{name}>{escape(value)}</urn:{name}>" for name, value in fields.items())
    return _ENVELOPE.format(names=_NAMES, fields=written).encode()


def _post(service: str, body: bytes) -> bytes:
    """Send a question and return what came back, be it a fault."""
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    if not service.startswith(("https://", "http://")):
        message = f"'{service}' is no address of a service."
        raise InvalidInputError(message, "Unset VA_VIES_URL to ask the European Commission's.")
    request = Request(service, body, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - checked above
            return bytes(answer.read(_LONGEST))
    except HTTPError as error:
        return bytes(error.read(_LONGEST))  # SOAP faults come with status 500
    except (URLError, OSError) as error:
        message = f"VIES cannot be reached ({getattr(error, 'reason', error)})."
        raise NoAnswerError(message) from error


def _read(content: bytes) -> Element:
    """Return the part of an answer that holds the facts."""
    from xml.etree import ElementTree as ET

    message = "VIES answered something that cannot be read."
    if b"<!" in content:  # neither a document type nor entities: an answer has none
        raise NoAnswerError(message)
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a document type nothing can expand
    except ET.ParseError as error:
        raise NoAnswerError(message) from error
    fault = next((part.text for part in root.iter() if part.tag.rpartition("}")[2] == "faultstring"), None)
    if fault is not None:
        message = f"VIES gave no answer ({fault})."
        raise NoAnswerError(message)
    found = next((part for part in root.iter() if part.tag == f"{{{_NAMES}}}checkVatApproxResponse"), None)
    if found is None:
        raise NoAnswerError(message)
    return found


def _text(found: Element, name: str) -> str:
    return (found.findtext(f"{{{_NAMES}}}{name}") or "").strip()
