"""Files of the whole matrix, judged by rule sets and read by a parser that others wrote."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from facturx.parse_xml import parse_ubl_cii_xml

from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.model import Document
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.read import read_invoice
from vabackoffice.einvoice.rules import check
from vabackoffice.einvoice.validate import validate
from vabackoffice.einvoice.write import write

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


@pytest.mark.slow
def test_the_rules_of_others_accept_the_file(export: Any) -> None:
    case, profile = export

    found = validate(write(from_invoice(case.invoice), profile_named(profile)), profile_named(profile))

    assert found is not None
    assert [one for one in found if not one.is_warning] == []


def test_the_parser_of_others_reads_the_same_amounts(export: Any, fitted: Callable[..., Document]) -> None:
    case, profile = export
    document = fitted(case.invoice, profile)

    read = parse_ubl_cii_xml(write(document, profile_named(profile)), level="en16931", check_xsd=False)

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


def test_our_own_check_finds_nothing(export: Any) -> None:
    case, profile = export

    assert check(from_invoice(case.invoice), profile_named(profile)) == []


def test_our_own_reader_reads_the_same_document(export: Any, fitted: Callable[..., Document]) -> None:
    case, profile = export
    document = fitted(case.invoice, profile)

    assert read_invoice(write(document, profile_named(profile))) == document


def test_the_same_document_gives_the_same_bytes(export: Any) -> None:
    case, profile = export

    written = [write(from_invoice(case.invoice), profile_named(profile)) for _ in range(2)]

    assert written[0] == written[1]
