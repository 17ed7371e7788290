"""HTML to PDF: the only place that knows WeasyPrint.

Every file is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once, and the same HTML and date give
the same bytes: fonts come from a package, never from the machine, and no clock is read.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_FAMILY = "Source Sans Pro"
_FACES = (
    ("Regular", 400, "normal"),
    ("It", 400, "italic"),
    ("Semibold", 600, "normal"),
    ("SemiboldIt", 600, "italic"),
)

# Relative addresses in a template resolve to here and are then refused like any other (RFC 2606: never exists).
_NOWHERE = "http://template.invalid/"

# PDF/A wants the schema of every XMP property outside its own list described in the file (ISO 19005-3, 6.6.2.3).
_PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

_END_OF_SCHEMAS = b"</rdf:Bag></pdfaExtension:schemas>"

_INSTALL = (
    "Install Pango. Debian, Ubuntu: 'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'. "
    "Fedora: 'dnf install pango harfbuzz'. macOS: 'brew install pango'. "
    "Windows: install MSYS2, then 'pacman -S mingw-w64-ucrt-x86_64-pango'. 'va doctor' checks it."
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF, as ISO 19005-3 wants it described.

    Args:
        name: its file name.
        content: its bytes.
        description: what it is, in a few words.
        relationship: to the document: Alternative, Data, Source, Supplement.
        xmp_properties: one `rdf:Description` that says what is attached; may be empty.
        xmp_schema: the `rdf:li` that describes the schema of these properties; may be empty.
    """

    name: str
    content: bytes
    description: str
    relationship: str
    xmp_properties: bytes = b""
    xmp_schema: bytes = b""


def load() -> None:
    """Load what makes PDFs now, so that a caller who holds the book need not wait for it.

    Raises:
        MissingError: Pango is not installed.
    """
    with _listening():
        _fonts()


def write_pdf(html: str, *, created: datetime, attachment: Attachment | None = None) -> bytes:
    """Return `html` as one PDF/A-3a and PDF/UA-1 file, dated `created`.

    Args:
        html: a whole document with `lang` and `title`; it may fetch nothing but `data:` addresses.
        created: aware instant written as creation and modification date; the clock is never read.
        attachment: a file to carry, such as the electronic invoice.

    Raises:
        MissingError: Pango is not installed.
        InvalidInputError: the document asks for something outside itself, has a character without a glyph, or a
            picture that cannot be shown or has no alternative text.
    """
    # fontTools, where it makes the subsets, stamps them with the time of day unless it is told another.
    with _listening() as errors, _environment("SOURCE_DATE_EPOCH", str(int(created.timestamp()))):
        fetcher = _fetcher(frozenset())
        pdf = _write(html, created, fetcher, attachment)
    _refuse_outside(fetcher.refused)
    _refuse_errors(errors)
    return pdf


def count_pages(html: str) -> int:
    """Return how many pages `write_pdf` would write, without writing them.

    Raises:
        MissingError: Pango is not installed.
    """
    with _listening():
        return len(_lay_out(html, _fetcher(frozenset())).pages)


def _write(html: str, created: datetime, fetcher: Any, attachment: Attachment | None) -> bytes:
    document = _lay_out(html, fetcher)
    document.fonts = _Fonts()
    document.metadata.created = document.metadata.modified = created.isoformat(timespec="seconds")
    if attachment:
        document.metadata.attachments = [*document.metadata.attachments, _attach(attachment, created)]
    document.metadata.generate_rdf_metadata = _with_pdf_ua(document.metadata.generate_rdf_metadata, attachment)
    target = BytesIO()
    document.write_pdf(target, pdf_variant="pdf/a-3a", finisher=lambda document, pdf: _finish(html, document, pdf))
    return target.getvalue()


def _lay_out(html: str, fetcher: Any) -> Any:
    weasyprint = _weasyprint()
    # A document with fonts of its own gets a set of its own, so that it never changes another one.
    font_config, faces = _load_fonts() if "@font-face" in html else _fonts()
    source = weasyprint.HTML(string=html, base_url=_NOWHERE, url_fetcher=fetcher)
    return source.render(font_config=font_config, stylesheets=[faces])


def _attach(attachment: Attachment, created: datetime) -> Any:
    return _weasyprint().Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=created,
        modified=created,
    )


def _with_pdf_ua(inner: Callable[..., bytes], attachment: Attachment | None) -> Callable[..., bytes]:
    """Return a writer of the XMP that also claims PDF/UA-1, inside the one rdf:RDF that XMP allows.

    What an attachment says of itself goes there too, and its schema into the one list of schemas.
    """
    more = _PDF_UA
    if attachment:
        more = more.replace(_END_OF_SCHEMAS, attachment.xmp_schema + _END_OF_SCHEMAS) + attachment.xmp_properties

    def write(variant: str, version: int, conformance: str) -> bytes:
        head, end, tail = inner(variant, version, conformance).rpartition(b"</rdf:RDF>")
        return head + more + end + tail

    return write


def _finish(html: str, document: Any, pdf: Any) -> None:
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    if missing:
        raise _missing_glyphs(html, missing)
    _refuse_pictures(pdf)
    attached = pdf.catalog.get("AF")
    if attached is not None:  # WeasyPrint 70 lists every attachment of a template twice
        once = list(dict.fromkeys(attached))
        attached.clear()
        attached.extend(once)


def _refuse_pictures(pdf: Any) -> None:
    """Refuse what WeasyPrint lets pass and PDF/A (6.2.4.3) or PDF/UA (7.3) forbid."""
    if any(getattr(part, "extra", {}).get("ColorSpace") == "/DeviceCMYK" for part in pdf.objects):
        message = "A picture is in the printing colours CMYK."
        raise InvalidInputError(message, "Save the logo or picture in RGB, as screens show it: as PNG, for example.")
    figures = [part for part in pdf.objects if isinstance(part, dict) and part.get("S") == "/Figure"]
    if any("Alt" not in figure for figure in figures):
        message = "A picture of the template has no words for those who cannot see it."
        raise InvalidInputError(message, "Give it 'alt=\"…\"', or '<title>…</title>' inside an SVG.")


def _missing_glyphs(html: str, missing: set[str]) -> InvalidInputError:
    named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in sorted(missing))
    text = " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)).split())
    first = min((text.find(character) for character in missing if character in text), default=-1)
    near = f" First seen in {text[max(0, first - 30) : first + 30].strip()!r}." if first >= 0 else ""
    return InvalidInputError(
        f"The document's font cannot print {named}.{near}",
        "Replace it where it was typed: a name, an address, a line, a note or the notes of time entries. "
        "Or embed a font that has it in a template of your own.",
    )


def _refuse_outside(refused: list[str]) -> None:
    if refused:
        address = refused[0].removeprefix(_NOWHERE)
        message = f"The template asks for '{address[:200]}', which is not part of the document."
        raise InvalidInputError(
            message, "Documents are made offline: embed pictures, fonts and styles as 'data:' addresses."
        )


def _refuse_errors(errors: list[str]) -> None:
    if errors:
        shown = re.sub(r"(data:[^,'\"\s]{0,40})[^'\"\s]*", r"\1…", errors[0]).rstrip(".")
        message = f"The document would not be whole: {shown}."
        raise InvalidInputError(message, "Correct the template or the logo; 'va template check' tries them.")


class _Fonts(dict[int, Any]):
    """The fonts of one document, without the layout tables that no PDF holds.

    Where libharfbuzz-subset is not installed, fontTools reads these tables only to drop them: 5/6 of its time.
    """

    def __setitem__(self, key: int, font: Any) -> None:
        font.file_content = _without_layout(font.file_content)
        super().__setitem__(key, font)


@lru_cache(maxsize=16)
def _without_layout(content: bytes) -> bytes:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(BytesIO(content), recalcTimestamp=False)
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    stripped = BytesIO()
    font.save(stripped, reorderTables=None)
    return stripped.getvalue()


@lru_cache(maxsize=1)
def _fonts() -> tuple[Any, Any]:
    """Return the font configuration and the parsed font style sheet that all documents of the process share."""
    return _load_fonts()


def _load_fonts() -> tuple[Any, Any]:
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    folder = Path(str(files("font_source_sans_pro"))) / "files"
    urls = [(folder / f"SourceSansPro-{face}.ttf").as_uri() for face, _, _ in _FACES]
    rules = "".join(
        f'@font-face {{ font-family: "{_FAMILY}"; font-weight: {weight}; font-style: {style}; src: url("{url}") }}\n'
        for (_, weight, style), url in zip(_FACES, urls, strict=True)
    )
    with _own_fonts_only():
        font_config = FontConfiguration()
    faces = weasyprint.CSS(string=rules, font_config=font_config, url_fetcher=_fetcher(frozenset(urls)))
    return font_config, faces


def _fetcher(allowed: frozenset[str]) -> Any:
    """Return a fetcher that reads `data:` and exactly the `allowed` addresses, and lists what it refused."""
    _weasyprint()
    from weasyprint.urls import URLFetcher

    class Fetcher(URLFetcher):  # type: ignore[misc]
        refused: list[str]

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:") or url in allowed:
                return super().fetch(url, headers)
            self.refused.append(url)
            message = f"refused: {url}"
            raise ValueError(message)

    fetcher = Fetcher(allowed_protocols={"data", "file"}, allow_redirects=False)
    fetcher.refused = []
    return fetcher


@lru_cache(maxsize=1)
def _weasyprint() -> Any:
    try:
        # Without Pango, WeasyPrint prints an essay to stdout before it fails.
        with redirect_stdout(StringIO()), _own_fonts_only():
            import weasyprint
    except OSError as error:
        message = "PDFs need the library Pango, which is not installed."
        raise MissingError(message, _INSTALL) from error
    return weasyprint


def _own_fonts_only() -> Any:
    return _environment("FONTCONFIG_FILE", str(Path(__file__).with_name("fonts.conf")))


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Keep the libraries' notes to developers away from the user, and collect what WeasyPrint calls errors."""
    errors: list[str] = []
    listener = logging.Handler(logging.ERROR)
    listener.emit = lambda record: errors.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.propagate = False
    logger.addHandler(listener)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield errors
    finally:
        logger.removeHandler(listener)
