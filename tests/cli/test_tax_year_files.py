"""`va tax year --csv` and `--pdf`: the report as files."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.cli.two_years import two_years

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


@pytest.fixture
def book(va: Va, tmp_path_factory: pytest.TempPathFactory) -> Va:
    """Run commands on the book of the two years."""
    return two_years(va, tmp_path_factory)


def test_the_csv_files(book: Va, tmp_path: Path) -> None:
    folder = tmp_path / "tax" / "2026"
    names = ["income.csv", "payments.csv", "open.csv", "hours.csv", "documents.csv"]

    book("tax", "year", "2026", "--csv", folder).check(output="\n".join(f"Wrote {folder / name}" for name in names))

    rows = {name: list(csv.DictReader((folder / name).read_text().splitlines())) for name in names}
    sums = {
        basis: sum(Decimal(row["book_net"]) for row in rows["income.csv"] if row["basis"] == basis and row["book_net"])
        for basis in ("accrual", "cash")
    }
    assert sums == {"accrual": Decimal(1300), "cash": Decimal(2350)}
    cash = [row for row in rows["income.csv"] if row["basis"] == "cash" and row["document"] == "2026-0002"]
    assert [(row["date"], row["net"], row["rate"], row["book_net"]) for row in cash] == [
        ("2026-02-28", "500.00", "0.92", "460.00"),
        ("2026-03-10", "400.00", "", ""),
    ]
    assert [(row["date"], row["amount"], row["settled"], row["unallocated"]) for row in rows["payments.csv"]][5:] == [
        ("2026-05-20", "300.00", "242.00", "58.00"),
        ("2026-06-05", "109.00", "109.00", "0.00"),
        ("2026-06-30", "-54.50", "-54.50", "0.00"),
    ]
    assert [(row["number"], row["open"]) for row in rows["open.csv"]] == [
        ("2026-0003", "530.00"),
        ("2026-0005", "54.50"),
    ]
    assert [(row["month"], row["client"], row["internal"], row["hours"]) for row in rows["hours.csv"]] == [
        ("2026-01", "acme", "", "2.50"),
        ("2026-07", "", "admin", "0.50"),
        ("2026-12", "bakery", "", "1.00"),
    ]
    named = {row["number"]: row for row in rows["documents.csv"]}
    assert sorted(named) == ["2025-0001", *(f"2026-000{place}" for place in range(1, 7)), "C2026-0001"]
    assert named["C2026-0001"]["corrects"] == "2026-0006"
    assert named["2026-0003"]["sha256"] == book.json("invoice", "pdf", "2026-0003", "-o", tmp_path / "x.pdf")["sha256"]


def test_csv_of_one_basis_holds_no_other(book: Va, tmp_path: Path) -> None:
    book("tax", "year", "2026", "--basis=accrual", "--csv", tmp_path).check()

    assert ",cash," not in (tmp_path / "income.csv").read_text()
    assert (tmp_path / "income.csv").read_text().startswith("basis,date,document,")
    assert (
        "\naccrual,2026-03-31,2026-0003,studio,income.services_domestic_std,S,21,EUR,1000.00,210.00,,EUR,1000.00,210.00\n"
        in (tmp_path / "income.csv").read_text()
    )


def pages(file: Path) -> list[str]:
    return [
        " ".join(page.extract_text().replace("\xa0", " ").split())
        for page in PdfReader(BytesIO(file.read_bytes())).pages
    ]


def test_the_pdf_is_a_report_in_figures_of_the_language(book: Va, tmp_path: Path) -> None:
    file = tmp_path / "2026.pdf"
    book("tax", "year", "2026", "--pdf", file).check(output=f"Wrote {file}")

    text = " ".join(pages(file))
    assert len(pages(file)) <= 2
    for said in (
        "Tax year 2026",
        "amounts in EUR · accrual basis, as usual in NL",
        "€ 1.290,80",
        "Services, standard VAT 1.200,00 1.200,00 2025-0001, 2026-0003 to 0004",
        "Services outside the EU 460,00 2026-0002",
        "Example Bakery 300,00 750,00",
        "January 2026 1.140,00 2025-0001, 2026-0001",
        "2,50 billable, 1,50 indirect",
        "Open on 31 December 2026",
        "58.00 EUR of bakery settle no invoice",
        "It is no tax return and advises on nothing",
        "Made on 10 January 2027",
    ):
        assert said in text

    again = tmp_path / "again.pdf"
    book("tax", "year", "2026", "--pdf", again).check()
    assert again.read_bytes() == file.read_bytes()


def test_json_and_files_go_together(book: Va, tmp_path: Path) -> None:
    found = book.json("tax", "year", "2026", "--pdf", tmp_path / "a.pdf", "--csv", tmp_path)

    assert found["files"][0] == str(tmp_path / "a.pdf")
    assert len(found["files"]) == 6
    assert found["profit_books"] == "1290.80"


def test_a_template_of_ones_own_wins(book: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VA_TEMPLATES", str(tmp_path))
    (tmp_path / "reports").mkdir()
    own = tmp_path / "reports" / "tax_year.html"
    own.write_text(
        '<!doctype html><html lang="en"><title>My year</title><p>{{ label }} of {{ business.name }}</p></html>'
    )
    book("tax", "year", "2026", "--pdf", tmp_path / "own.pdf").check()
    assert pages(tmp_path / "own.pdf") == ["2026 of Example Office"]

    own.write_text("<p>\n{{ nothing }}</p>")
    ran = book("tax", "year", "2026", "--pdf", tmp_path / "own.pdf", "--yes").check(exit_code=2)
    assert ran.err.startswith("va: Template 'tax_year.html', line 2: 'nothing' is undefined.\n")


def test_files_that_are_there_are_kept(book: Va, tmp_path: Path) -> None:
    file = tmp_path / "2026.pdf"
    file.write_text("mine")
    (tmp_path / "income.csv").write_text("mine")

    ran = book("tax", "year", "2026", "--pdf", file).check(exit_code=5)
    assert ran.err.startswith(f"va: '{file}' is already there.\n")
    book("tax", "year", "2026", "--csv", tmp_path).check(exit_code=5)
    assert (file.read_text(), (tmp_path / "income.csv").read_text()) == ("mine", "mine")

    book("tax", "year", "2026", "--pdf", file, "--csv", tmp_path, "--yes").check()
    assert file.read_bytes().startswith(b"%PDF")


def test_places_that_cannot_be_written_are_named(book: Va, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    ran = book("tax", "year", "2026", "--csv", tmp_path / "file").check(exit_code=3)
    assert ran.err.startswith(f"va: '{tmp_path / 'file'}' cannot be a folder: File exists.\n")
    book("tax", "year", "2026", "--pdf", tmp_path / "none" / "x.pdf").check(exit_code=3)


def test_a_report_writes_nothing_into_the_book(book: Va, tmp_path: Path) -> None:
    before = book.export()

    book("tax", "year", "2026", "--pdf", tmp_path / "a.pdf", "--csv", tmp_path).check()
    book("tax", "year", "nothing").check(exit_code=2)

    assert book.export() == before
    assert json.loads(book("history", "--json").check().out)["operations"][0]["command"] == "log"
