"""What a PDF says about the electronic invoice attached to it (Factur-X 1.09, ZUGFeRD 2.5): a hybrid of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.einvoice.profiles import Profile

_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
# File name and XMP level; the law asks Germans for the relationship Alternative, and France takes it.
_FILES = {
    "facturx": ("factur-x.xml", "EN 16931"),
    "fr-ctc": ("factur-x.xml", "EN 16931"),
    "xrechnung-cii": ("xrechnung.xml", "XRECHNUNG"),
}
_PROPERTIES = (
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
    ("Version", "The actual version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "The conformance level of the embedded XML document"),
)


@dataclass(frozen=True, slots=True)
class Container:
    """How the file is attached, and the XMP that describes it.

    `xmp_properties` is one `rdf:Description`; `xmp_schema` is the `rdf:li` that describes their schema, as PDF/A wants
    it of every schema that is not its own.
    """

    file_name: str
    description: str
    relationship: str
    xmp_properties: bytes
    xmp_schema: bytes


def container(profile: Profile) -> Container:
    """Return what a PDF says that carries a file of `profile`.

    Raises:
        InvalidInputError: files of this kind are not attached to PDFs.
    """
    if profile.name not in _FILES:
        message = f"A file of the kind '{profile.name}' is sent on its own, not inside a PDF."
        raise InvalidInputError(message, f"Use one of {', '.join(_FILES)}.")
    name, level = _FILES[profile.name]
    values = {"DocumentFileName": name, "DocumentType": "INVOICE", "Version": "1.0", "ConformanceLevel": level}
    return Container(name, "Invoice data", "Alternative", _properties(values), _schema())


def _properties(values: dict[str, str]) -> bytes:
    said = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value in values.items())
    return f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">{said}</rdf:Description>'.encode()


def _schema() -> bytes:
    rows = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"
        for name, about in _PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{rows}</rdf:Seq></pdfaSchema:property></rdf:li>"
    ).encode()
