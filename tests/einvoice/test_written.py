"""Files of the whole matrix, judged by rule sets and read by a parser that others wrote."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from facturx.parse_xml import parse_ubl_cii_xml

from vabackoffice.einvoice.cii import write_cii
from vabackoffice.einvoice.model import Document
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.ubl import write_ubl

_TOTALS = {
    "BT-106": "lines",
    "BT-107": "allowances",
    "BT-108": "charges",
    "BT-109": "net",
    "BT-110": "vat",
    "BT-112": "gross",
    "BT-113": "prepaid",
    "BT-114": "rounding",
    "BT-115": "payable",
}


def written(document: Document, profile: str) -> bytes:
    return write_cii(document) if profile_named(profile).syntax == "cii" else write_ubl(document)


@pytest.mark.slow
def test_the_rules_of_others_accept_the_file(export: Any, fitted: Callable[..., Document], referee: Any) -> None:
    case, profile = export

    assert referee(written(fitted(case.invoice, profile), profile)) == []


def test_the_parser_of_others_reads_the_same_amounts(export: Any, fitted: Callable[..., Document]) -> None:
    case, profile = export
    document = fitted(case.invoice, profile)

    read = parse_ubl_cii_xml(written(document, profile), level="en16931", check_xsd=False)

    assert {term: Decimal(read.get(term, 0)) for term in _TOTALS} == {
        term: getattr(document.totals, name) for term, name in _TOTALS.items()
    }
    assert read["BT-1"] == document.number
    assert read["BT-2"] == document.issue_date
    assert Decimal(read.get("BT-111", 0)) == (document.totals.vat_accounting or 0)
    assert read["BG-4"]["name"] == case.invoice.seller.name
    assert read["BG-7"]["name"] == case.invoice.buyer.name
    assert [(row["BT-151"], Decimal(row["BT-131"]), Decimal(row["BT-146"])) for row in read["BG-25"]] == [
        (line.category, line.net, line.price) for line in document.lines
    ]
    assert [(row["BT-118"], Decimal(row["BT-116"]), Decimal(row["BT-117"])) for row in read["BG-23"]] == [
        (one.category, one.net, one.vat) for one in document.breakdown
    ]
