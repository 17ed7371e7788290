"""A statement as a file: the same bytes each time, one page of paper whatever was done, made of words and tags."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader
from tests.documents.statements import LONG_NAMES, LONG_NOTE, MINUTE, NOTES, SELLER, sample, work

from vabackoffice.documents.look import Look
from vabackoffice.documents.statement_view import Reader
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.bank_statement import BankStatement, StatedWork
from vabackoffice.usecases.bank_statement import FORMS, ClientStatement, Form, statement_name, write_statement


def found(
    statement: BankStatement, notes: dict[int, str] | None = None, language: str = "en", look: Look | None = None
) -> ClientStatement:
    reader = Reader(LONG_NAMES[language], "inbox", language, prices_include_vat=False)
    return ClientStatement(statement, NOTES if notes is None else notes, SELLER, reader, look or Look())


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def many(count: int) -> BankStatement:
    """Return a statement of so many entries of ten minutes."""
    entries = tuple(
        StatedWork(number, date(2026, 3, 1 + number % 19), 10 * MINUTE, 0, is_late=False) for number in range(count)
    )
    return sample(used=count * 10 * MINUTE, work=tuple(sorted(entries, key=lambda one: one.day)))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_statement_has_the_same_bytes(form: Form) -> None:
    assert write_statement(found(sample()), form, None) == write_statement(found(sample()), form, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_says_it_all_in_every_language(language: str) -> None:
    notes = {number: f"{LONG_NOTE} {number}" for number in range(1, 5)}
    [text] = pages(write_statement(found(sample(), notes, language), "pdf", None))

    for said in (LONG_NAMES[language].split()[0], "4:55 h", "11:30 h", "1:30 h", "3:25 h", "10:00 h", "2026"):
        assert said in text
    assert all(f"Geschäftsführung {number}" in text for number in notes)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_busy_month_stays_on_one_page(paper: str) -> None:
    # However many entries there are: the latest are on it, and the hours of the others in one line.
    notes = {number: f"{LONG_NOTE}\n{LONG_NOTE}" if number % 3 else f"Call {number}" for number in range(150)}
    [text] = pages(write_statement(found(many(150), notes, look=Look(paper=paper)), "pdf", None))  # type: ignore[arg-type]

    shown = text.count("0:10 h")
    assert shown >= 5
    left_out = (150 - shown) * 10
    assert f"{150 - shown} earlier entries {left_out // 60}:{left_out % 60:02} h" in text
    assert "Total 25:00 h" in text
    assert "Thu 19 Mar" in text


def test_as_many_entries_are_shown_as_there_is_room_for() -> None:
    notes = {number: f"Call {number}" for number in range(150)}

    def shown(count: int) -> int:
        [text] = pages(write_statement(found(many(count), notes), "pdf", None))
        return text.count("0:10 h")

    fitting = shown(150)
    assert shown(fitting) == fitting
    assert shown(fitting + 2) in {fitting, fitting + 1}  # without the line of the others there is room for one more


def test_the_page_is_archivable_and_accessible() -> None:
    content = write_statement(found(sample()), "pdf", None)
    with pikepdf.open(BytesIO(content)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == f"Hours left \N{EN DASH} {LONG_NAMES['en']}"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260319")
        roles = [str(part.S) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/S" in part]
        figures = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/Figure"]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == 2
    assert roles.count("/Table") == 1
    assert len(figures) == 1


def test_the_name_of_a_file_is_letters_and_figures() -> None:
    reader = Reader("Bäckerei & Söhne", "inbox", "de", prices_include_vat=False)
    named = found(sample(work=work((2, 60, 0))))._replace(reader=reader)
    assert statement_name(named) == "hours-backerei-sohne-2026-03-19"
