"""`va client`: who pays, how her particulars are read, and that issued invoices keep what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

ACME_KEYS = {
    "id": 1,
    "handle": "acme",
    "name": "Acme Example GmbH",
    "contact": "",
    "street": "Musterweg 3",
    "postcode": "10115",
    "city": "Berlin",
    "region": "",
    "country": "DE",
    "is_business": True,
    "vat_id": "DE136695976",
    "tax_number": "",
    "registration_number": "",
    "language": "en",
    "currency": "EUR",
    "email": "",
    "terms_days": None,
    "withholding": "0",
    "vat_choice": "auto",
    "prices_include_vat": False,
    "buyer_reference": "",
    "leitweg_id": "",
    "sdi_code": "",
    "pec": "",
    "peppol_id": "",
    "einvoice": "",
    "archived_on": None,
    "vies": None,
    "engagements": ["inbox"],
    "credit": [],
}


def test_adding_says_how_it_was_read(empty_va: Va) -> None:
    empty_va(
        *("client", "add", "bakery", "--name=Example Bakery", "--address=Bakkerstraat 2, Binnenhof; 3511ab Utrecht")
    ).check(
        output="""
Added bakery: Example Bakery, business in NL, billed in EUR, documents in nl
Address: street 'Bakkerstraat 2, Binnenhof', postcode '3511AB', city 'Utrecht'.
Next: 'va engagement add bakery/main --hourly 40'.
""",
        error="",
    )


def test_a_client_needs_nothing_but_a_handle(empty_va: Va) -> None:
    empty_va("client", "add", "Ada-2").check(
        output="""
Added ada-2: Ada-2, business in NL, billed in EUR, documents in nl
Next: 'va engagement add ada-2/main --hourly 40'.
"""
    )


@pytest.mark.parametrize(
    ("country", "language"), [("DE", "de"), ("ES", "es"), ("IT", "it"), ("FR", "fr"), ("SE", "en"), ("US", "en")]
)
def test_a_client_abroad_is_written_to_in_her_language(empty_va: Va, country: str, language: str) -> None:
    added = empty_va.json("client", "add", "abroad", f"--country={country}")["client"]
    # The currency stays that of the books: what a client abroad is billed in is agreed, not guessed.
    assert (added["language"], added["currency"]) == (language, "EUR")


def test_show_tells_all(va: Va) -> None:
    assert va.json("client", "show", "acme")["client"] == ACME_KEYS
    va("client", "show", "ac").check(
        output="""
id                   1
handle               acme
name                 Acme Example GmbH
street               Musterweg 3
postcode             10115
city                 Berlin
country              DE
is business          True
vat id               DE136695976
language             en
currency             EUR
vat choice           auto
engagements          inbox
"""
    )


def test_every_particular_can_be_changed(va: Va) -> None:
    va(
        *("client", "edit", "acme", "--contact=Erika Muster", "--private", "--currency=chf", "--terms-days=30"),
        *("--withholding=15%", "--vat=o", "--buyer-reference=PO 7", "--leitweg-id=04011000-1234512345-06"),
        *("--sdi-code=0000000", "--pec=acme@pec.example.com", "--peppol-id=9930:de136695976", "--einvoice=facturx"),
        *("--tax-number=12/345/67890", "--registration-number=HRB 1", "--email=billing@example.com"),
        *("--address=Musterstr. 1, 10115 Berlin", "--prices-include-vat", "--region=", "--language=de"),
    ).check()
    assert va.json("client", "show", "acme")["client"] == ACME_KEYS | {
        "contact": "Erika Muster",
        "is_business": False,
        "currency": "CHF",
        "terms_days": 30,
        "withholding": "15",
        "vat_choice": "O",
        "buyer_reference": "PO 7",
        "leitweg_id": "04011000-1234512345-06",
        "sdi_code": "0000000",
        "pec": "acme@pec.example.com",
        "peppol_id": "9930:de136695976",
        "einvoice": "facturx",
        "tax_number": "12/345/67890",
        "registration_number": "HRB 1",
        "email": "billing@example.com",
        "street": "Musterstr. 1",
        "postcode": "10115",
        "city": "Berlin",
        "prices_include_vat": True,
        "language": "de",
    }


def test_a_handle_can_change_and_nothing_is_lost(va: Va) -> None:
    va("log", "1h", "acme", "--on=2026-03-02").check()
    said = "Acme Example GmbH, business in DE, VAT id DE136695976, billed in EUR, documents in en"
    va("client", "edit", "acme", "--handle=acme-gmbh").check(output=f"Changed acme-gmbh: {said}")
    assert va.json("invoice", "preview", "acme-gmbh")["drafts"][0]["net"] == "40.00"


def test_a_handle_that_is_taken_is_refused(va: Va) -> None:
    va.refuses(
        *("client", "edit", "acme", "--handle=bakery"),
        exit_code=5,
        error="va: There is already a client 'bakery'.\n    Choose another handle.",
    )
    va.refuses(
        *("client", "add", "acme"),
        exit_code=5,
        error="va: There is already a client 'acme'.\n"
        "    Change it with 'va client edit acme', or choose another handle.",
    )


def test_the_list_and_the_archive(va: Va) -> None:
    va("client", "archive", "bakery").check(output="Archived bakery.")
    heading, _, *rows = va("client", "list").check().out.splitlines()
    assert heading.split("  ")[0] == "Handle"
    assert [row.rstrip() for row in rows] == ["acme    Acme Example GmbH  DE       DE136695976  EUR, en"]
    assert [row["handle"] for row in va.json("client", "list", "--archived")["clients"]] == ["acme", "bakery"]
    va("client", "archive", "bakery", "--back").check(output="Brought back bakery.")
    assert [row["handle"] for row in va.json("client", "list")["clients"]] == ["acme", "bakery"]


def test_an_empty_list_says_how_to_begin(empty_va: Va) -> None:
    empty_va("client", "list").check(output="No clients yet: 'va client add HANDLE --name NAME'.")


def test_work_of_an_archived_client_can_still_be_billed(va: Va) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("client", "archive", "bakery").check()
    assert [row["client"] for row in va.json("month", "2026-03")["clients"]] == ["bakery"]
    assert va.json("invoice", "draft", "bakery", "2026-03")["drafts"][0]["net"] == "35.50"


def test_an_issued_invoice_keeps_what_it_says(va: Va) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    before = va.json("invoice", "show", "2026-0001")
    content = va("invoice", "pdf", "2026-0001", "-o", va.book.with_name("before.pdf")).check()
    va("client", "edit", "bakery", "--name=Another Bakery", "--country=BE", "--language=fr").check()
    va("business", "edit", "--name=Another Office").check()
    assert va.json("invoice", "show", "2026-0001") == before
    assert "Example Bakery" in va("invoice", "show", "2026-0001").out
    va("invoice", "pdf", "2026-0001", "-o", va.book.with_name("after.pdf")).check()
    assert va.book.with_name("after.pdf").read_bytes() == va.book.with_name("before.pdf").read_bytes()
    assert content.out == f"Wrote {va.book.with_name('before.pdf')}\n"


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("DE", "de 136 695 976", "DE136695976"),
        ("DE", "136695976", "DE136695976"),
        ("NL", "NL004495445B01", "NL004495445B01"),
        ("AT", "U13585627", "ATU13585627"),
        ("ES", "B-58378431", "ESB58378431"),
        ("ES", "X2482300W", "ESX2482300W"),
        ("FR", "K7399859412", "FRK7399859412"),
        ("GR", "094259216", "EL094259216"),
        ("GR", "GR 094259216", "EL094259216"),
        ("GR", "EL094259216", "EL094259216"),
        ("DE", "ATU13585627", "ATU13585627"),
        ("GB", "980780684", "GB980780684"),
        ("XI", "980780684", "XI980780684"),
        ("CH", "CHE-107.787.577 MWST", "CHE107787577MWST"),
        ("US", "12-3456789", "123456789"),
        ("NL", "", ""),
    ],
)
def test_vat_ids_are_kept_with_their_prefix(empty_va: Va, country: str, typed: str, kept: str) -> None:
    added = empty_va.json("client", "add", "acme", f"--country={country}", f"--vat-id={typed}")["client"]
    assert added["vat_id"] == kept
