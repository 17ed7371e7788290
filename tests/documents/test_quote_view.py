"""Quotes as plain data and on paper: terms in the client's words, options beside each other."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from tests.documents.conftest import CREATED

from vabackoffice.documents.html import render_quote_html
from vabackoffice.documents.look import PAPERS, Look, Paper
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample_quote import sample_quote_view
from vabackoffice.documents.terms_view import terms_view
from vabackoffice.documents.typography import document_locale
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.terms_reading import read_terms


def said(typed: dict[str, Any], language: str = "en", until: str = "") -> list[tuple[str, str]]:
    """Return labels and values with plain spaces."""
    rows = terms_view(read_terms(typed, "EUR", None), "EUR", document_locale(language, "IE"), until=until)
    return [(row["label"], row["value"].replace("\u00a0", " ")) for row in rows]


def test_terms_in_the_words_of_the_client() -> None:
    typed = {
        "retainer": "400",
        "hours": "10",
        "carry": "cap:2h",
        "overage_steps": "3h:40,50",
        "round": "15m/up",
        "minimum": "30m",
        "surcharge": ["weekend:50"],
        "payment_days": 30,
    }
    assert said(typed, until="2026-12-31") == [
        ("Fee per month", "€400.00, billed in advance"),
        ("Hours included", "10:00 h"),
        ("Unused hours", "are carried over, up to 2:00 h"),
        ("Extra hours", "the first 3:00 h at €40.00 per hour, then €50.00 per hour"),
        ("Time is billed", "in steps of 0:15 h, rounded up, each piece of work"),
        ("Billed at least", "0:30 h, each piece of work"),
        ("Surcharge", "weekend +50%"),
        ("Payment", "within 30 days of the invoice"),
        ("Until", "31 December 2026"),
    ]


@pytest.mark.parametrize(
    ("typed", "language", "rows"),
    [
        ({"hourly": "40.0625"}, "en", [("Hourly rate", "40.0625 EUR")]),
        (
            {"hourly": "40", "cap": "500", "cap_every": "week"},
            "de",
            [("Stundensatz", "40,00 €"), ("Höchstens, pro Woche", "500,00 €")],
        ),
        ({"flat": True}, "en", [("Tasks at a fixed price", "\N{CHECK MARK}")]),
        (
            {"package": True, "overage": "45"},
            "en",
            [("Prepaid hours", "\N{CHECK MARK}"), ("Extra hours", "€45.00 per hour")],
        ),
        (
            {"retainer": "90", "every": "quarter", "in_advance": False, "hours": "3", "carry": "2"},
            "nl",
            [
                ("Vast bedrag per kwartaal", "€ 90,00, achteraf gefactureerd"),
                ("Inbegrepen uren", "3:00 h"),
                ("Niet-gebruikte uren", "blijven nog 2 periodes geldig"),
            ],
        ),
    ],
)
def test_other_terms(typed: dict[str, Any], language: str, rows: list[tuple[str, str]]) -> None:
    assert said(typed, language) == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_is_nothing_but_plain_data(language: str) -> None:
    def check(value: object) -> None:
        assert type(value) in {dict, list, str, bool, type(None)}
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(part)

    check(sample_quote_view(language, Look()))


@pytest.mark.parametrize("template", ["classic", "modern", "plain"])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_options_stand_beside_each_other_in_every_template(template: str, paper: Paper) -> None:
    look = Look(paper, template)
    pdf = write_pdf(render_quote_html(sample_quote_view("en", look), template, None), created=CREATED)

    texts = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    sheet = pypdfium2.PdfDocument(pdf)[0]
    words = sheet.get_textpage()
    tops = []
    for option in ("Option A", "Option B"):
        hit = words.search(option, match_case=True).get_next()
        assert hit is not None
        tops.append(words.get_charbox(hit[0])[3])
    assert tops[0] == pytest.approx(tops[1])
    whole = " ".join(" ".join(texts).split())
    for part in (
        "Q-2026-0007",
        "Hourly rate",
        "Fee per month",
        "Once",
        "Per month",
        "valid until 1 May 2026",
        "name the option",
    ):
        assert part in whole


def test_everything_from_outside_is_escaped() -> None:
    view = sample_quote_view("en", Look(intro="<script>", footer="<script>"))
    view["subject"] = view["notes"] = view["choices"][0]["name"] = view["choices"][0]["work"][0]["text"] = "<script>"

    html = render_quote_html(view, "classic", None)

    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 6
