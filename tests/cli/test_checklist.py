"""What is missing is told all at once, before anything is issued, with the command that supplies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.conftest import Va

SHOP = ("client", "add", "shop", "--name=Example Shop")


@pytest.fixture
def bare(no_book: Va) -> Va:
    """A Dutch business that has only its name, and two hours for a client that has only its name."""
    no_book("init", "--name=Example Office", "--country=NL").check()
    no_book(*SHOP).check()
    no_book("engagement", "add", "shop", "--hourly=100").check()
    no_book("log", "2h", "shop", "--on=2026-03-02").check()
    no_book("invoice", "draft", "shop").check()
    return no_book


MISSING = """
    KvK number of your business: 'va business edit --registration-number NUMBER' \
(Handelsregisterwet 2007 art. 27: the KvK number stands on invoices)
    address of your business: 'va business edit --address 'STREET 1, 12345 CITY'' \
(Directive 2006/112/EC art. 226 points 3 and 5)
    VAT id of your business: 'va business edit --vat-id ID' (Directive 2006/112/EC art. 226 points 3 and 5)
    address of 'shop': 'va client edit shop --address 'STREET 1, 12345 CITY'' \
(Directive 2006/112/EC art. 226 points 3 and 5)"""


def test_an_invoice_is_refused_with_the_whole_list(bare: Va) -> None:
    error = "va: The invoice for shop cannot be issued yet: 4 things are missing." + MISSING
    bare.refuses("invoice", "issue", "1", "--yes", exit_code=3, error=error)
    bare.refuses("invoice", "issue", "1", exit_code=3, error=error)


def test_a_month_is_refused_with_the_whole_list_of_all_clients(bare: Va) -> None:
    bare("client", "add", "bakery").check()
    bare("engagement", "add", "bakery", "--hourly=101").check()
    bare("log", "1h", "bakery", "--on=2026-03-02").check()
    error = bare("month", "2026-03", "--issue", "--yes").check(exit_code=3, output="").err
    assert error.startswith("va: The invoice for bakery and shop cannot be issued yet: 5 things are missing.\n")
    assert "address of 'bakery': 'va client edit bakery" in error
    assert error.count("KvK number of your business") == 1
    assert bare.json("invoice", "list")["invoices"][0]["status"] == "draft"


def test_the_preview_shows_it_beforehand(bare: Va) -> None:
    shown = bare("invoice", "preview", "1").check().out
    assert f"Before it can be issued:{MISSING}\nGood to have:\n    bank account of your business: " in shown
    [draft] = bare.json("invoice", "preview", "shop")["drafts"]
    assert [one["supply"] for one in draft["missing"]] == [
        "va business edit --registration-number NUMBER",
        "va business edit --address 'STREET 1, 12345 CITY'",
        "va business edit --vat-id ID",
        "va client edit shop --address 'STREET 1, 12345 CITY'",
    ]
    assert [one["supply"] for one in draft["advice"]] == ["va business edit --iban IBAN"]


def test_supplied_it_can_be_issued_without_the_account(bare: Va) -> None:
    bare("business", "edit", "--registration-number=12345678", "--vat-id=NL004495445B01").check()
    bare("business", "edit", "--address=Voorbeeldstraat 1, 1012 AB Amsterdam").check()
    bare("client", "edit", "shop", "--address=Winkelweg 2, 3511 AB Utrecht").check()
    shown = bare("invoice", "preview", "1").check().out
    assert "Before it can be issued" not in shown
    bare("invoice", "issue", "1", "--yes").check()


def test_lines_outside_vat_stand_alone(va: Va) -> None:
    va("client", "add", "hal", "--country=US", "--address=1 Example Way, Troy, NY 12180").check()
    va("engagement", "add", "hal", "--hourly=50").check()
    va("log", "1h", "hal", "--on=2026-03-02").check()
    va("invoice", "draft", "hal").check()
    va.refuses(
        *("invoice", "add", "1", "Ticket in Utrecht", "--price=10", "--vat=S:9"),
        exit_code=2,
        error="va: The lines mix services outside the scope of VAT (O) with S; no invoice can (BR-O-11).\n"
        "    Bill them on two drafts, or for a client outside the EU say G: 'va client edit hal --vat G'.",
    )
    # Both ways out lead on.
    va("client", "edit", "hal", "--vat=G").check()
    va("invoice", "add", "1", "Ticket in Utrecht", "--price=10", "--vat=S:9").check()
    va("invoice", "issue", "1", "--yes").check()
    groups = va.json("invoice", "show", "2026-0001")["vat_breakdown"]
    assert [(group["category"], group["net"]) for group in groups] == [("S", "10.00"), ("G", "50.00")]


def test_exempt_work_names_the_article_in_the_notes(va: Va) -> None:
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery", "--vat=E").check()
    va.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=3,
        error="va: The invoice for bakery cannot be issued yet: 1 thing is missing.\n"
        "    the article that exempts the work: 'va invoice edit DRAFT --notes 'Exempt: ARTICLE'' "
        "(Directive 2006/112/EC art. 226 point 11)",
    )
    va("invoice", "edit", "1", "--notes=Vrijgesteld: art. 11 lid 1 onder o Wet OB 1968").check()
    va("invoice", "issue", "1", "--yes").check()
    [group] = va.json("invoice", "show", "2026-0001")["vat_breakdown"]
    assert (group["category"], group["note"]) == ("E", "Vrijgesteld: art. 11 lid 1 onder o Wet OB 1968")
    file = va.book.with_name("exempt.pdf")
    va("invoice", "pdf", "2026-0001", "-o", file).check()
    assert PdfReader(file).pages[0].extract_text().count("art. 11 lid 1") == 1  # the notes, and not once more
