"""A PDF that carries the electronic invoice: one file for people and for programs."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from vabackoffice.documents.pdf import Attachment, write_pdf
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.pdf_container import container
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.read import read_invoice
from vabackoffice.einvoice.write import write
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
HTML = (
    '<!doctype html><html lang="en"><head><title>7</title><style>body { font-family: "Source Sans Pro" }</style>'
    "</head><body><p>Invoice 7</p></body></html>"
)


def hybrid(invoice: Invoice, name: str) -> bytes:
    profile = profile_named(name)
    said = container(profile)
    attachment = Attachment(
        said.file_name,
        write(from_invoice(invoice), profile),
        said.description,
        said.relationship,
        said.xmp_properties,
        said.xmp_schema,
    )
    return write_pdf(HTML, created=CREATED, attachment=attachment)


@pytest.mark.parametrize(
    ("profile", "name", "level"),
    [("facturx", "factur-x.xml", "EN 16931"), ("xrechnung-cii", "xrechnung.xml", "XRECHNUNG")],
)
def test_the_file_is_attached_once_and_described(profile: str, name: str, level: str, invoice_of: Any) -> None:
    with pikepdf.open(io.BytesIO(hybrid(invoice_of("de-standard-de-plain"), profile))) as pdf:
        (attached,) = pdf.Root.AF
        xmp = pdf.Root.Metadata.read_bytes().decode()

        assert (str(attached.UF), str(attached.AFRelationship)) == (name, "/Alternative")
        assert str(attached.EF.F.Params.ModDate) == "D:20260401093000Z"
        assert list(pdf.attachments) == [name]
        assert (xmp.count("<rdf:RDF"), xmp.count("<pdfaExtension:schemas>")) == (1, 1)
        assert f"<fx:DocumentFileName>{name}</fx:DocumentFileName>" in xmp
        assert f"<fx:ConformanceLevel>{level}</fx:ConformanceLevel>" in xmp
        assert "<pdfaSchema:prefix>fx</pdfaSchema:prefix>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert 'pdfaid:part="3"' in xmp


def test_a_second_run_gives_the_same_bytes(invoice_of: Any) -> None:
    invoice = invoice_of("de-standard-de-plain")

    assert hybrid(invoice, "facturx") == hybrid(invoice, "facturx")


def test_our_reader_takes_the_invoice_out_again(invoice_of: Any) -> None:
    invoice = invoice_of("de-standard-de-plain")

    assert read_invoice(hybrid(invoice, "facturx")).totals == from_invoice(invoice).totals


def test_only_some_kinds_are_attached() -> None:
    with pytest.raises(InvalidInputError) as error:
        container(profile_named("peppol"))

    assert error.value.message == "A file of the kind 'peppol' is sent on its own, not inside a PDF."
    assert "facturx, fr-ctc, xrechnung-cii" in error.value.hint
