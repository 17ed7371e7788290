"""HTML to PDF: what every file is, what it refuses, and that it depends on nothing but its input."""

import base64
import io
import logging
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.resources import files
from typing import Any

import pikepdf
import pytest
from PIL import Image

from vabackoffice.documents import pdf as pdf_module
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.errors import InvalidInputError, MissingError

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
STYLE = '<style>body { font-family: "Source Sans Pro" } b { font-weight: 600 }</style>'


DRAWING = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<image href='http://example.com/x.png' width='9' height='9'/></svg>"
)


def document(body: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>Example</title>{STYLE}</head><body>{body}</body></html>'


def refused(body: str) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as error:
        write_pdf(document(body), created=CREATED)
    assert error.value.hint
    return error.value


def picture(kind: str, mode: str = "RGB") -> str:
    content = io.BytesIO()
    Image.new(mode, (4, 4)).save(content, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(content.getvalue()).decode()}"


@pytest.fixture(scope="module")
def example(pdf_of: Callable[..., bytes]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf_of(sample_invoice("en"))))


def test_the_file_claims_pdf_a_and_pdf_ua_in_one_rdf(example: pikepdf.Pdf) -> None:
    xmp = example.Root.Metadata.read_bytes().decode()

    assert xmp.count("<rdf:RDF") == 1
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp
    assert example.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_file_is_tagged_titled_and_in_a_language(example: pikepdf.Pdf) -> None:
    assert example.Root.MarkInfo.Marked
    assert example.Root.ViewerPreferences.DisplayDocTitle
    assert str(example.Root.Lang) == "en-GB"
    assert str(example.docinfo.Title) == "Invoice 2026-0042 – Ada Example"
    tags = [str(part.S) for part in objects(example) if part.get("/Type") == "/StructElem"]
    assert tags.count("/H1") == 1
    assert {"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Caption", "/Figure", "/Sect", "/H2"} <= set(tags)


def test_every_cell_names_its_header_and_every_picture_its_words(example: pikepdf.Pdf) -> None:
    elements = [part for part in objects(example) if part.get("/Type") == "/StructElem"]

    assert [cell for cell in elements if cell.S == "/TD" and len(cell.A.Headers) == 0] == []
    assert [str(figure.Alt) for figure in elements if figure.S == "/Figure"] == ["Payment QR code"]


def test_fonts_are_embedded_subsets_of_one_family(example: pikepdf.Pdf) -> None:
    fonts = [part for part in objects(example) if part.get("/Type") == "/FontDescriptor"]

    assert {str(font.FontFamily) for font in fonts} == {"Source Sans Pro"}
    assert all("/FontFile2" in font and "+" in str(font.FontName) for font in fonts)
    assert len({str(font.FontName) for font in fonts}) == 2  # regular and semibold


def test_the_date_is_the_one_given(example: pikepdf.Pdf) -> None:
    xmp = example.Root.Metadata.read_bytes().decode()

    assert str(example.docinfo.CreationDate) == "D:20260401093000+00'00"
    assert str(example.docinfo.ModDate) == "D:20260401093000+00'00"
    assert xmp.count("2026-04-01T09:30:00+00:00") == 2


def objects(pdf: pikepdf.Pdf) -> list[Any]:
    return [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary | pikepdf.Stream)]


def test_the_same_input_gives_the_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    html = document("<p>Twelve <b>hours</b></p>")
    before = write_pdf(html, created=CREATED)
    later = time.time() + 100_000

    monkeypatch.setattr(time, "time", lambda: later)

    assert write_pdf(html, created=CREATED) == before


def test_the_same_input_gives_the_same_bytes_in_another_process(pdf_of: Callable[..., bytes]) -> None:
    program = (
        "import sys; from datetime import UTC, datetime\n"
        "from vabackoffice.documents.html import render_invoice_html\n"
        "from vabackoffice.documents.look import Look\n"
        "from vabackoffice.documents.pdf import write_pdf\n"
        "from vabackoffice.documents.sample import sample_invoice\n"
        "html = render_invoice_html(sample_invoice('en'), Look(), None)\n"
        "sys.stdout.buffer.write(write_pdf(html, created=datetime(2026, 4, 1, 9, 30, tzinfo=UTC)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert ran.stdout == pdf_of(sample_invoice("en"))
    assert ran.stderr == b""


def test_another_date_gives_other_bytes() -> None:
    html = document("<p>Example</p>")

    assert write_pdf(html, created=CREATED) != write_pdf(html, created=CREATED.replace(day=2))


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ('<img alt="x" src="file:///etc/hostname">', "file:///etc/hostname"),
        ('<img alt="x" src="http://example.com/x.png">', "http://example.com/x.png"),
        ('<img alt="x" src="logo.png">', "logo.png"),
        ('<link rel="stylesheet" href="https://example.com/x.css">', "https://example.com/x.css"),
        ("<style>@import url(x.css)</style>", "x.css"),
        ('<p style="background: url(http://example.com/x.png)">x</p>', "http://example.com/x.png"),
        ('<link rel="attachment" href="file:///etc/hostname">', "file:///etc/hostname"),
        ('<object data="file:///etc/hostname"></object>', "file:///etc/hostname"),
        (
            "<style>@font-face { font-family: X; src: url(file:///x.ttf) } p { font-family: X }</style><p>x</p>",
            "file:///x.ttf",
        ),
        (f'<img alt="x" src="{DRAWING}">', "http://example.com/x.png"),
    ],
)
def test_nothing_outside_the_document_is_read(body: str, asked: str) -> None:
    assert refused(body).message == f"The template asks for '{asked}', which is not part of the document."


def test_the_packaged_fonts_are_not_for_documents_to_read() -> None:
    font = f"{files('font_source_sans_pro')}/files/SourceSansPro-Regular.ttf"

    assert "which is not part of the document" in refused(f'<link rel="attachment" href="file://{font}">').message


@pytest.mark.parametrize(
    ("character", "named"),
    [("\U0001f600", "'😀' (U+1F600)"), ("漢", "'漢' (U+6F22)"), ("\x07", "'\\x07' (U+0007)")],
)
def test_a_character_without_a_sign_is_named_with_its_place(character: str, named: str) -> None:
    error = refused(f"<p>Thanks a lot {character} for March</p>")

    assert error.message.startswith(f"The document's font cannot print {named}. First seen in ")
    assert "Thanks a lot" in error.message
    assert "note" in error.hint


@pytest.mark.parametrize(
    "text", ["1\u202f234,50\u00a0€", "Ωμέγα Жизнь Łódź ẞ", "a\u200bb\u2060c\u00add", "− – — “” … \u2018\u2019"]
)
def test_what_european_documents_are_written_with_can_be_printed(text: str) -> None:
    assert write_pdf(document(f"<p>{text} <b>{text}</b></p>"), created=CREATED)


def test_fonts_of_the_machine_are_never_used() -> None:
    html = document('<p style="font-family: DejaVu Sans, serif">Example</p>')

    with pikepdf.open(io.BytesIO(write_pdf(html, created=CREATED))) as found:
        fonts = {str(part.FontFamily) for part in objects(found) if part.get("/Type") == "/FontDescriptor"}

    assert fonts == {"Source Sans Pro"}


def test_a_font_of_one_document_does_not_reach_the_next() -> None:
    font = base64.b64encode((files("font_source_sans_pro") / "files" / "SourceSansPro-Black.ttf").read_bytes()).decode()
    plain = document("<p>Example</p>")
    own = f'<style>@font-face {{ font-family: "Source Sans Pro"; src: url(data:font/ttf;base64,{font}) }}</style>'
    before = write_pdf(plain, created=CREATED)

    write_pdf(document(f"{own}<p>Example</p>"), created=CREATED)

    assert write_pdf(plain, created=CREATED) == before


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<img alt="x" src="data:image/png;base64,AAAA">', "Failed to load image at 'data:image/png;base64…'"),
        ('<a href="#nowhere">x</a>', "No anchor #nowhere"),
    ],
)
def test_what_would_be_missing_from_the_page_is_an_error(body: str, problem: str) -> None:
    assert problem in refused(body).message


def test_a_picture_without_words_is_refused() -> None:
    assert refused(f'<img src="{picture("PNG")}">').message.startswith("A picture of the template has no words")


def test_a_drawing_without_words_is_refused() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}<path d="M0 0h9v9z"/></svg>'

    assert refused(drawing.format("")).message.startswith("A picture of the template has no words")
    assert write_pdf(document(drawing.format("<title>Wave</title>")), created=CREATED)


def test_printing_colours_are_refused() -> None:
    assert "CMYK" in refused(f'<img alt="x" src="{picture("JPEG", "CMYK")}">').message


def test_an_attachment_of_a_template_is_listed_once() -> None:
    html = document('<link rel="attachment" title="Terms" href="data:text/plain,Terms"><p>Example</p>')

    with pikepdf.open(io.BytesIO(write_pdf(html, created=CREATED))) as found:
        assert len(found.Root.AF) == 1


def test_without_pango_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                print("essay about installation")  # noqa: T201 - WeasyPrint does
                message = "cannot load library 'libpango-1.0-0'"
                raise OSError(message)

    monkeypatch.setattr(pdf_module, "_weasyprint", pdf_module._weasyprint.__wrapped__)  # noqa: SLF001
    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    with pytest.raises(MissingError) as missing:
        write_pdf(document("x"), created=CREATED)

    assert missing.value.exit_code == 3
    assert missing.value.message == "PDFs need the library Pango, which is not installed."
    for system in ("Debian", "libpango-1.0-0", "Fedora", "macOS", "brew install pango", "Windows", "MSYS2"):
        assert system in missing.value.hint


def test_the_libraries_are_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(listener)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_pdf(document('<p style="colour: red">Example</p>'), created=CREATED)
    logging.getLogger().removeHandler(listener)

    assert capfd.readouterr() == ("", "")
    assert heard == []


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    before = dict(os.environ)

    write_pdf(document("<p>Example</p>"), created=CREATED)

    assert dict(os.environ) == before


def test_importing_the_module_does_not_import_weasyprint() -> None:
    program = "import sys, vabackoffice.documents.pdf; print('weasyprint' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)

    assert ran.stdout == "False\n"
    assert import_module("vabackoffice.documents.pdf") is pdf_module
