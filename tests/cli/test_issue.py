"""`va invoice issue`: number, frozen rows and PDF, all or nothing, and the VAT that the law asks for."""

from __future__ import annotations

import hashlib
import sqlite3
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


def pdf_of(va: Va, number: str) -> bytes:
    """Return the PDF of an invoice as `va invoice pdf` writes it."""
    path = va.book.with_name(f"{number}.pdf")
    va("invoice", "pdf", number, "-o", path).check()
    return path.read_bytes()


def text_of(va: Va, number: str) -> str:
    """Return the text of all pages of an invoice's PDF, spaces made one."""
    reader = PdfReader(BytesIO(pdf_of(va, number)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def issue_hour(va: Va, client: str, *, day: str = "2026-03-02", **options: str) -> dict[str, Any]:
    """Log an hour, draft and issue it; return the invoice as scripts read it."""
    va("log", "1h", client, f"--on={day}").check()
    draft = va.json("invoice", "draft", client, day)["drafts"][0]["draft"]
    dated = [f"--{name}={value}" for name, value in options.items()]
    [issued] = va.json("invoice", "issue", str(draft), *dated, "--yes")["issued"]
    found: dict[str, Any] = va.json("invoice", "show", issued["number"])
    return found


def test_issuing_says_what_left_the_house(va: Va) -> None:
    va("log", "1h30", "acme", "Sorted mail", "--on=2026-03-02").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va("invoice", "issue", "acme", "--yes").check(
        output="""
Issued 2026-0001: Acme Example GmbH, 60.00 EUR, due 2026-03-30
'va invoice pdf 2026-0001' writes 2026-0001-acme-example-gmbh.pdf
""",
        error="Draft 1: Acme Example GmbH, 60.00 EUR, dated 2026-03-16, due 2026-03-30",
    )
    va("invoice", "show", "2026-0001").check(
        output="""
Invoice 2026-0001 for acme, Acme Example GmbH
Mon 16 Mar 2026, due Mon 30 Mar 2026, issued

Inbox                                                                      60.00
    1.50 hour × 40.00 EUR
--------------------------------------------------------------------------------
Net                                                                        60.00
Total EUR                                                                  60.00
Open                                                                       60.00
Btw verlegd
Reverse charge
"""
    )


def test_without_a_yes_nothing_is_issued(va: Va) -> None:
    va("log", "1h", "acme", "--on=2026-03-02").check()
    va("invoice", "draft", "acme").check()
    before = va.export()
    va("invoice", "issue", "1").check(
        exit_code=3,
        output="",
        error="Draft 1: Acme Example GmbH, 40.00 EUR, dated 2026-03-16, due 2026-03-30\n"
        "va: Issuing 1 invoice for good needs a yes.\n    Add '--yes' to go ahead.",
    )
    assert va.export() == before


def test_domestic_vat(va: Va) -> None:
    found = issue_hour(va, "bakery")
    # 35.50 x 21 % = 7.455 -> 7.46.
    assert (found["net"], found["vat"], found["total"], found["payable"]) == ("35.50", "7.46", "42.96", "42.96")
    assert found["vat_breakdown"] == [
        {"category": "S", "rate": "21", "net": "35.50", "vat": "7.46", "exemption_code": None, "note": None}
    ]
    text = text_of(va, "2026-0001")
    for part in ("2026-0001", "Factuur", "Example Bakery", "Bakkerstraat 2", "3511 AB Utrecht", "NL004495445B01"):
        assert part in text
    for part in ("Btw 21%", "35,50", "7,46", "€ 42,96", "NL91 ABNA 0417 1643 00", "RF31 2026 0001", "30 maart 2026"):
        assert part in text


def test_small_business(va: Va) -> None:
    va("regime", "set", "nl-kor", "--from=2026-01-01").check()
    found = issue_hour(va, "bakery")
    wording = "Vrijgesteld van btw (KOR, art. 25 Wet OB 1968)"
    assert (found["vat"], found["total"], found["wordings"]) == ("0.00", "35.50", [wording])
    assert found["vat_breakdown"] == [
        {"category": "E", "rate": "0", "net": "35.50", "vat": "0.00", "exemption_code": None, "note": wording}
    ]
    assert wording in text_of(va, "2026-0001")


def test_the_regime_of_the_day_of_the_work_decides(va: Va) -> None:
    va("regime", "set", "nl-kor", "--from=2026-03-03").check()
    assert issue_hour(va, "bakery", day="2026-03-02")["vat"] == "7.46"
    assert issue_hour(va, "bakery", day="2026-03-03")["vat"] == "0.00"


@pytest.mark.parametrize(
    ("language", "wording"),
    [("en", "Reverse charge"), ("de", "Steuerschuldnerschaft des Leistungsempfängers"), ("nl", "Btw verlegd")],
)
def test_reverse_charge_names_both_vat_ids_and_speaks_the_clients_language(va: Va, language: str, wording: str) -> None:
    va("client", "edit", "acme", f"--language={language}").check()
    found = issue_hour(va, "acme")
    assert (found["vat"], found["total"]) == ("0.00", "40.00")
    [group] = found["vat_breakdown"]
    assert (group["category"], group["exemption_code"]) == ("AE", "VATEX-EU-AE")
    # The law of the seller's country asks for its words; the client's language comes beside them.
    assert found["wordings"] == list(dict.fromkeys(["Btw verlegd", wording]))
    text = text_of(va, "2026-0001")
    assert "NL004495445B01" in text
    assert "DE136695976" in text
    assert wording in text
    assert "Btw verlegd" in text


def test_outside_the_eu(va: Va) -> None:
    va("client", "add", "usco", "--name=Example Inc.", "--country=US", "--currency=USD").check()
    va("client", "edit", "usco", "--address=1 Example Way, Springfield, IL 62701").check()
    va("engagement", "add", "usco", "--hourly=50").check()
    found = issue_hour(va, "usco")
    [group] = found["vat_breakdown"]
    assert (group["category"], group["exemption_code"], found["total"]) == ("O", "VATEX-EU-O", "50.00")
    assert "Outside the scope of VAT" in text_of(va, "2026-0001")


def test_a_private_client_in_the_eu_pays_the_sellers_vat(va: Va) -> None:
    va("client", "add", "ada", "--country=DE", "--private").check()
    va("engagement", "add", "ada", "--hourly=50").check()
    assert issue_hour(va, "ada")["total"] == "60.50"


def test_a_business_in_the_eu_without_a_vat_id_is_refused_with_both_ways_out(va: Va) -> None:
    va("client", "add", "nova", "--country=DE").check()
    va("engagement", "add", "nova", "--hourly=50").check()
    va("log", "1h", "nova", "--on=2026-03-04").check()
    va.refuses(
        *("invoice", "draft", "nova"),
        exit_code=2,
        error="va: 'nova' is a business in Germany without a VAT id; "
        "the reverse charge needs the VAT ids of both sides.\n"
        "    Add it with 'va client edit nova --vat-id …', or charge your own VAT with '--vat S'.",
    )
    va("client", "edit", "nova", "--vat-id=DE136695976").check()
    assert va.json("invoice", "preview", "nova")["drafts"][0]["vat_breakdown"][0]["category"] == "AE"
    va("client", "edit", "nova", "--vat-id=", "--vat=S").check()
    assert va.json("invoice", "draft", "nova")["drafts"][0]["total"] == "60.50"


def test_withheld_tax_is_taken_off_what_is_to_be_paid(va: Va) -> None:
    va("client", "edit", "bakery", "--withholding=15%").check()
    found = issue_hour(va, "bakery")
    # 15 % of 35.50 net is 5.325 -> 5.33; 42.96 less that is 37.63.
    assert [found[name] for name in ("total", "withheld", "payable", "open")] == ["42.96", "5.33", "37.63", "37.63"]
    shown = va("invoice", "show", "2026-0001").out
    assert "Withheld by the client                                                     -5.33" in shown
    assert "To be paid                                                                 37.63" in shown
    text = text_of(va, "2026-0001")
    assert "−5,33" in text
    assert "€ 37,63" in text


def test_numbers_have_no_gaps_and_begin_anew_each_year(va: Va) -> None:
    dates = ["2026-03-01", "2026-03-01", "2026-12-31", "2027-01-02", "2027-01-02"]
    numbers = [issue_hour(va, "bakery", day="2026-02-02", date=day)["number"] for day in dates]
    assert numbers == ["2026-0001", "2026-0002", "2026-0003", "2027-0001", "2027-0002"]
    assert [row["issue_date"] for row in va.json("invoice", "list")["invoices"]] == dates


def test_a_date_before_the_last_one_is_refused(va: Va) -> None:
    issue_hour(va, "bakery", date="2026-03-10")
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    before = va.export()
    va("invoice", "issue", "2", "--date=2026-03-09", "--yes").check(
        exit_code=5,
        output="",
        error="Draft 2: Example Bakery, 42.96 EUR, dated 2026-03-09, due 2026-03-23\n"
        "va: The invoice would be dated 2026-03-09, before the last one of 2026-03-10.\n"
        "    Date it 2026-03-10 or later: '--date 2026-03-10'.",
    )
    assert va.export() == before
    va("invoice", "issue", "2", "--date=2026-03-10", "--yes").check()


def test_all_drafts_are_issued_or_none(va: Va) -> None:
    for client in ("bakery", "acme"):
        va("log", "1h", client, "--on=2026-03-02").check()
        va("invoice", "draft", client).check()
    va("client", "edit", "acme", "--vat-id=").check()
    before = va.export()
    va("invoice", "issue", "1", "2", "--yes").check(exit_code=2, output="")
    assert va.export() == before
    va("client", "edit", "acme", "--vat-id=DE136695976").check()
    va("invoice", "issue", "2", "1", "2", "--yes").check()
    found = [(row["number"], row["client"]) for row in va.json("invoice", "list")["invoices"]]
    assert found == [("2026-0001", "acme"), ("2026-0002", "bakery")]


def test_a_draft_is_issued_once(va: Va) -> None:
    issue_hour(va, "bakery")
    correct = "    Correct it with a credit note: 'va invoice credit 2026-0001'."
    for command in (("issue", "1", "--yes"), ("discard", "1", "--yes"), ("edit", "1", "--notes=x")):
        va.refuses("invoice", *command, exit_code=5, error=f"va: Draft 1 was issued already, as 2026-0001.\n{correct}")
    va.refuses(
        *("invoice", "issue", "2026-0001", "--yes"),
        exit_code=5,
        error=f"va: 2026-0001 was issued already.\n{correct}",
    )


def test_the_stored_pdf_is_what_is_written_and_what_its_hash_says(va: Va, tmp_path: Path) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    [issued] = va.json("invoice", "issue", "1", "--yes")["issued"]
    content = pdf_of(va, "2026-0001")
    assert hashlib.sha256(content).hexdigest() == issued["sha256"]
    assert va.json("invoice", "pdf", "2026-0001", "-o", tmp_path / "a.pdf")["sha256"] == issued["sha256"]
    assert issued["sha256"] in va.export()


def test_issued_rows_refuse_to_change(va: Va) -> None:
    issue_hour(va, "bakery")
    with sqlite3.connect(va.book) as connection:
        for statement in (
            "UPDATE invoice SET total_minor = 1",
            "DELETE FROM invoice_line",
            "UPDATE invoice_vat SET vat_minor = 0",
            "DELETE FROM document",
            "DELETE FROM claim",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
    va.refuses(
        "undo",
        exit_code=5,
        error="va: The last command issued invoice 2026-0001.\n"
        "    Correct it with a credit note: 'va invoice credit 2026-0001'.",
    )


def test_a_name_from_anywhere_makes_a_harmless_file_and_a_readable_pdf(
    va: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "../../<script>alert(1)</script>"
    monkeypatch.chdir(tmp_path)
    va("client", "edit", "bakery", f"--name={name}").check()
    issue_hour(va, "bakery")
    va("invoice", "pdf", "2026-0001").check(output="Wrote 2026-0001-script-alert-1-script.pdf")
    assert name in PdfReader(tmp_path / "2026-0001-script-alert-1-script.pdf").pages[0].extract_text()


def test_a_file_that_is_there_is_replaced_after_a_yes_only(va: Va, tmp_path: Path) -> None:
    issue_hour(va, "bakery")
    target = tmp_path / "invoice.pdf"
    target.write_bytes(b"mine")
    va("invoice", "pdf", "2026-0001", "-o", target).check(
        exit_code=5,
        error=f"va: '{target}' is already there.\n    Name another file with '-o FILE', or add '--yes' to replace it.",
    )
    assert target.read_bytes() == b"mine"
    va("invoice", "pdf", "2026-0001", "-o", target, "--yes").check(output=f"Wrote {target}")
    content = target.read_bytes()
    assert content.startswith(b"%PDF")
    va("invoice", "pdf", "2026-0001", "-o", target).check(output=f"Wrote {target}")
    va("invoice", "pdf", "2026-0001", "-o", tmp_path).check(
        exit_code=5, error=f"va: '{tmp_path}' is a folder.\n    Name a file in it: '-o {tmp_path / 'NAME'}'."
    )
    va("invoice", "pdf", "2026-0001", "-o", tmp_path / "no" / "x.pdf").check(
        exit_code=3,
        error=f"va: '{tmp_path / 'no' / 'x.pdf'}' cannot be written: No such file or directory.\n"
        "    Name another place with '-o FILE'.",
    )
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf" or "partial" in path.name] == [
        "invoice.pdf"
    ]


def test_a_draft_below_nothing_is_no_invoice(va: Va) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "add", "1", "Taken back", "--qty=-2", "--price=35.50").check()
    before = va.export()
    # 35.50 - 71.00 = -35.50, and 21 % of it is -7.455 -> -7.46.
    said = va("invoice", "issue", "1", "--yes").check(exit_code=2, output="").err.splitlines()
    assert said[1:] == [
        "va: Draft 1 comes to -42.96 EUR, less than nothing.",
        "    What was billed too much is taken back with 'va invoice credit NUMBER'.",
    ]
    assert va.export() == before


def test_a_draft_has_no_number_to_show(va: Va) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    for command in ("show", "pdf"):
        va("invoice", command, "1").check(
            exit_code=4,
            error="va: Draft 1 has no number yet.\n"
            "    'va invoice preview 1' shows it, 'va invoice issue 1' issues it.",
        )


def test_a_logo_is_on_the_invoice(va: Va, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9'>Mark</text></svg>")
    va("business", "edit", "--logo", logo).check()
    issue_hour(va, "bakery")
    assert "Mark" in text_of(va, "2026-0001")


def test_a_person_is_asked_before_anything_leaves_the_house(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    before = va.export()
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("vabackoffice.cli.invocation.can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", confirm)
    assert va("invoice", "issue", "1").check(exit_code=2).err.endswith("\nva: Nothing was done.\n")
    assert va.export() == before
    va("invoice", "issue", "1").check()
    assert [question[:26] for question in asked] == ["Issuing 1 invoice for good"] * 2


def test_the_annex_shows_what_was_worked_and_what_was_billed(va: Va) -> None:
    va("log", "50m", "bakery", "Sorted mail", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    text = text_of(va, "2026-0001")
    assert "Sorted mail" in text
    assert "0:50" in text
    assert "1:00" in text
