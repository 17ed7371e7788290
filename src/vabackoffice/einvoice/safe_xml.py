"""XML from strangers: parsed without entities, without a document type, and within bounds."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from vabackoffice.errors import InvalidInputError

MOST_BYTES = 20 * 1024 * 1024
_MOST_ELEMENTS = 300_000
_DEEPEST = 100
_CHUNK = 65_536
_ENCODINGS = ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_AGAIN = "Ask the sender for the file again, as XML in UTF-8."


class _Bounded(ET.TreeBuilder):
    """A tree that stops growing: a small file can hold millions of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Refuse an element too many."""
        self.count += 1
        self.depth += 1
        if self.count > _MOST_ELEMENTS or self.depth > _DEEPEST:
            message = "The file has more elements, or more of them inside each other, than any invoice."
            raise InvalidInputError(message, "It is not an electronic invoice.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        """Come up again."""
        self.depth -= 1
        return super().end(tag)


def parse(content: bytes) -> ET.Element:
    """Return the root of an XML file.

    Raises:
        InvalidInputError: too large, not XML, of an encoding that is not read, or with a document type (DOCTYPE),
            through which a file could name others or grow without end.
    """
    refuse_large(content)
    text = _decode(content)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        message = "The file has a document type (DOCTYPE), which no electronic invoice needs."
        raise InvalidInputError(message, "It was not read, because such files can be harmful. Do not trust its sender.")
    # Entities are refused above, and growth is bounded: what S314 warns of cannot happen.
    parser = ET.XMLParser(target=_Bounded(), encoding="utf-8")  # noqa: S314 - see above
    data = _DECLARATION.sub("", text, count=1).encode()
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        root: ET.Element = parser.close()
    except ET.ParseError as error:
        message = f"The file is not XML: {error}."
        raise InvalidInputError(message, _AGAIN) from error
    return root


def refuse_large(content: bytes) -> None:
    """Refuse what is larger than any invoice.

    Raises:
        InvalidInputError: more than 20 MB.
    """
    if len(content) > MOST_BYTES:
        message = f"The file has {len(content) // 1024 // 1024} MB, and invoices of up to 20 MB are read."
        raise InvalidInputError(message, "Ask the sender for a file without attachments.")


def _decode(content: bytes) -> str:
    declared = _ENCODING.match(content[:200])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    if encoding not in _ENCODINGS:
        message = f"The file says it is written in '{encoding}', which is not read."
        raise InvalidInputError(message, _AGAIN)
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError as error:
        message = f"The file is not written in {encoding}, as it says."
        raise InvalidInputError(message, _AGAIN) from error
