"""Writing XML: elements by their prefixed names, and text that any reader accepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, namespaces: Mapping[str, str], **attributes: str) -> ET.Element:
    """Return a root named with its prefix (`rsm:CrossIndustryInvoice`), which declares `namespaces`."""
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": address for prefix, address in namespaces.items()}
    return ET.Element(name, declared | attributes)


def group(parent: ET.Element, name: str) -> ET.Element:
    """Add an element that will hold others."""
    return ET.SubElement(parent, name)


def put(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """Add an element with `text`; nothing when there is no text, because an empty element is an error everywhere."""
    cleaned = _FORBIDDEN.sub("", text).strip()
    if cleaned:
        ET.SubElement(parent, name, {key: value for key, value in attributes.items() if value}).text = cleaned


def money(amount: Decimal) -> str:
    """Return an amount with the decimals it has and two at least: `12.50`."""
    text = f"{amount:f}"
    return text if len(text.partition(".")[2]) > 1 else f"{amount:.2f}"


def number(value: Decimal) -> str:
    """Return a quantity, price or rate without zeros that say nothing: `12.5`, `20`."""
    return f"{value.normalize():f}" if value else "0"


def to_bytes(root: ET.Element) -> bytes:
    """Return the document as UTF-8, indented, with a declaration."""
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
