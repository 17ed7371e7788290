"""The packaged templates on paper: what stands where, on which page, and what a reader can take from it."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion
from tests.documents.conftest import CREATED

from vabackoffice.documents.html import render_invoice_html
from vabackoffice.documents.look import PAPERS, Look, Paper
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.invoice import Invoice, Kind, group_by_vat
from vabackoffice.domain.money import Money

PdfOf = Callable[..., bytes]
PagesOf = Callable[..., list[str]]
MM = 72 / 25.4
TEMPLATES = ("classic", "modern", "plain")
LONG = "Example Bakery of a Very Long Name " * 5 + "x" * 25  # 200 characters


@pytest.fixture(params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> str:
    """Run a test once with each template."""
    return str(request.param)


def with_lines(invoice: Invoice, times: int) -> Invoice:
    lines = invoice.lines[:7] * times
    return replace(invoice, lines=lines, vat_breakdown=group_by_vat(lines, {}))


def places(pdf: bytes, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every place of `text` on a page, in millimetres from its top left."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    words, found = sheet.get_textpage(), []
    height = sheet.get_height()
    search = words.search(text, match_case=True)
    while (hit := search.get_next()) is not None:
        boxes = [words.get_charbox(index) for index in range(hit[0], hit[0] + hit[1])]
        left, bottom, right, top = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        found.append((left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_in_reading_order(
    template: str, language: str, pages_of: PagesOf, snapshot: SnapshotAssertion
) -> None:
    assert "\n---\n".join(pages_of(sample_invoice(language), Look(template=template))) == snapshot


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4)])
def test_paper(template: str, paper: Paper, width: float, height: float, pdf_of: PdfOf) -> None:
    sizes = {page.get_size() for page in pypdfium2.PdfDocument(pdf_of(sample_invoice("en"), Look(paper, template)))}

    assert [(round(w / MM, 1), round(h / MM, 1)) for w, h in sizes] == [(width, height)]


@pytest.mark.parametrize("paper", PAPERS)
def test_eight_lines_and_the_payment_fit_on_one_page_before_the_timesheet(
    template: str, paper: Paper, pages_of: PagesOf
) -> None:
    first, second, *_ = pages_of(sample_invoice("en"), Look(paper, template))

    assert "Please pay €1,200.05 by 15 April 2026." in first
    assert "Timesheet" not in first
    assert second.lstrip().startswith("Timesheet")


@pytest.mark.parametrize(("paper", "top", "bottom"), [("A4", 61, 90), ("Letter", 52, 80.5)])
@pytest.mark.parametrize("template", ["classic", "modern"])
def test_the_address_is_seen_through_the_window(
    template: str, paper: Paper, top: float, bottom: float, pdf_of: PdfOf
) -> None:
    # A4: DIN 5008 form B, recipient from 62.7 to 90 mm. Letter: a #10 window, 2.04 to 3.17 inches.
    pdf = pdf_of(sample_invoice("en"), Look(paper, template))

    for line in ("Example Bakery Ltd", "Attn. Bea Baker", "12 Flour Lane", "Cork", "T12 X000"):
        left, above, right, below = places(pdf, 0, line)[0]
        assert top <= above < below <= bottom
        assert 20 <= left < right <= 105


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole(template: str, pages_of: PagesOf) -> None:
    pages = pages_of(with_lines(sample_invoice("en"), 10), Look(template=template, show_annex=False))

    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert page.count("Description") == 1
        assert f"Page {number} of 3" in page
        assert "Invoice 2026-0042 · Ada Example" in page
    assert "".join(pages).count("Courier, as on the receipt of 12 March 1 piece 18.40 18.40") == 10
    assert "Amount due" in pages[-1]


@pytest.mark.parametrize("count", range(10, 16))
def test_totals_never_stand_on_a_page_without_a_line(template: str, count: int, pages_of: PagesOf) -> None:
    invoice = sample_invoice("en")
    lines = (invoice.lines * 2)[:count]
    pages = pages_of(
        replace(invoice, lines=lines, vat_breakdown=group_by_vat(lines, {})), Look(template=template, show_annex=False)
    )

    [totals] = [page for page in pages if "Subtotal" in page]
    assert "Quantity" in totals


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_printed_code_pays_the_printed_amount(template: str, language: str, pdf_of: PdfOf) -> None:
    invoice = sample_invoice(language)

    page = pypdfium2.PdfDocument(pdf_of(invoice, Look(template=template)))[0].render(scale=2.5).to_pil()

    [code] = zxingcpp.read_barcodes(page)
    assert code.text.split("\n")[5:] == [
        *(invoice.seller.name, invoice.seller.iban, f"EUR{invoice.total.amount}", "", "RF18539007547034")
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_very_long_names_stay_on_the_paper(template: str, paper: Paper, pdf_of: PdfOf, pages_of: PagesOf) -> None:
    invoice = sample_invoice("en")
    seller = replace(invoice.seller, name=LONG, account_holder=LONG, email="x" * 200, bank_name="x" * 200)
    buyer = replace(invoice.buyer, name="y" * 200, contact=LONG, vat_id="z" * 90)
    lines = (replace(invoice.lines[0], text="w" * 400), *invoice.lines[1:])
    long = replace(invoice, seller=seller, buyer=buyer, lines=lines, number="N" * 60, notes=LONG * 5)

    pdf = pypdfium2.PdfDocument(pdf_of(long, Look(paper, template)))

    for page in pdf:
        width, text = page.get_width(), page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= width - 18 * MM
        assert min(bottom for _, bottom, _, _ in boxes) >= 5 * MM
    everything = "".join("".join(pages_of(long, Look(paper, template))).split())
    for character, times in {"y": 200, "w": 400, "z": 90}.items():
        assert everything.count(character * 10) >= times // 10 - 8


def test_a_description_longer_than_a_page_loses_nothing(template: str, pages_of: PagesOf) -> None:
    invoice = sample_invoice("en")
    story = "\n".join(f"Paragraph {number} of a long story." for number in range(150))
    lines = (replace(invoice.lines[0], text=story, sources=()), *invoice.lines[4:])

    text = "".join(
        pages_of(replace(invoice, lines=lines, notes=story.replace("Paragraph", "Note")), Look(template=template))
    )

    assert [n for n in range(150) if f"Paragraph {n} of" not in text or f"Note {n} of" not in text] == []
    assert "Please pay" in text


def test_a_draft_says_so_on_every_page(template: str, pages_of: PagesOf) -> None:
    pages = pages_of(sample_invoice("nl", number=None), Look(template=template))

    assert len(pages) == 2
    assert all(page.count("Concept") >= 2 for page in pages)
    assert not any("Concept" in page for page in pages_of(sample_invoice("nl"), Look(template=template)))


def test_a_credit_note_is_called_so_and_asks_for_no_payment(template: str, pages_of: PagesOf) -> None:
    [first, _] = pages_of(sample_invoice("de", kind="credit_note"), Look(template=template))

    assert "Rechnungskorrektur 2026-0042" in first
    assert "Zur Rechnung 2026-0031" in first
    assert "IBAN" not in first
    assert "Fällig" not in first


@pytest.mark.parametrize("category", ["O", "E"])
def test_without_vat_nothing_speaks_of_vat_but_the_wording(template: str, category: str, pages_of: PagesOf) -> None:
    invoice = sample_invoice("en")
    lines = tuple(replace(line, vat_category=category, vat_rate=Decimal(0)) for line in invoice.lines)
    bare = replace(
        invoice,
        lines=lines,
        vat_breakdown=group_by_vat(lines, {}),
        seller=replace(invoice.seller, vat_id=""),
        buyer=replace(invoice.buyer, vat_id=""),
    )

    text = "".join(pages_of(bare, Look(template=template, show_annex=False)))
    worded = "".join(
        pages_of(replace(bare, wordings=("VAT exempt, small enterprises",)), Look(template=template, show_annex=False))
    )

    assert "VAT" not in text
    assert "Subtotal" not in text
    assert "€975.65" in text
    assert "VAT exempt, small enterprises" in worded


def test_several_rates_get_a_column(template: str, pages_of: PagesOf) -> None:
    invoice = sample_invoice("nl")
    lines = tuple(replace(line, vat_rate=Decimal(9 if line.unit == "hour" else 21)) for line in invoice.lines)

    text = pages_of(replace(invoice, lines=lines, vat_breakdown=group_by_vat(lines, {})), Look(template=template))[0]

    # Hours: 336.00 + 136.50 + 169.75 = 642.25, 9 % of it 57.80; the rest 333.40, 21 % of it 70.01
    assert "Btw 9% over 642,25" in text
    assert "57,80" in text
    assert "Btw 21% over 333,40" in text
    assert "70,01" in text


def test_withheld_tax_is_taken_off(template: str, pages_of: PagesOf) -> None:
    text = pages_of(replace(sample_invoice("it"), withheld=Money(19513, "EUR")), Look(template=template))[0]

    # 975.65 + 22 % (214.64) = 1,190.29 less 195.13 = 995.16
    assert "Ritenuta d\u2019acconto 20% −195,13" in text
    assert "Totale da pagare 995,16" in text


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "png"), ("L", "png"), ("RGB", "jpeg")])
def test_a_logo_takes_the_place_of_the_name(template: str, mode: str, kind: str, pdf_of: PdfOf) -> None:
    content = io.BytesIO()
    Image.new(mode, (600, 200)).save(content, kind)
    look = Look(
        template=template,
        logo=content.getvalue(),
        logo_type="image/png" if kind == "png" else "image/jpeg",
        show_annex=False,
    )

    pdf = pdf_of(sample_invoice("en"), look)

    assert places(pdf, 0, "Ada Example")[0][1] > 50  # not in the head any more
    pictures = [part for part in pypdfium2.PdfDocument(pdf)[0].get_objects() if isinstance(part, pypdfium2.PdfImage)]
    assert len(pictures) == 1
    assert b"/Interpolate true" not in pdf


def test_plain_begins_with_what_to_pay_by_when_and_to_whom(pdf_of: PdfOf) -> None:
    pdf = pdf_of(sample_invoice("en"), Look(template="plain"))

    order = ["Invoice 2026-0042", "Please pay €1,200.05 by 15 April 2026.", "IBAN", "Attn. Bea Baker", "Description"]
    tops = [places(pdf, 0, text)[0][1] for text in order]
    assert tops == sorted(tops)
    assert tops[2] < 60


def test_plain_prints_a_credit_note_with_its_amount_first(pdf_of: PdfOf) -> None:
    pdf = pdf_of(sample_invoice("en", kind="credit_note"), Look(template="plain"))

    assert places(pdf, 0, "Amount credited: €1,200.05")[0][1] < places(pdf, 0, "Attn. Bea Baker")[0][1]


@pytest.mark.parametrize("notes", range(5))
def test_the_lines_begin_on_the_first_page_whatever_follows_them(template: str, notes: int, pages_of: PagesOf) -> None:
    invoice = replace(sample_invoice("en"), notes="\n".join(["Note"] * notes))

    assert "Description" in pages_of(invoice, Look(template=template, show_annex=False))[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_modern_has_its_band_on_the_first_page_and_a_stripe_on_the_others(paper: Paper, pdf_of: PdfOf) -> None:
    look = Look(paper, "modern", accent="#ffcc00", show_annex=False)
    sheets = [
        page.render(scale=1).to_pil()
        for page in pypdfium2.PdfDocument(pdf_of(with_lines(sample_invoice("en"), 6), look))
    ]

    band, stripe = round(25 * MM), round(2 * MM)
    assert len(sheets) > 1
    for x in (1, sheets[0].width // 2, sheets[0].width - 2):
        assert sheets[0].getpixel((x, stripe)) == (255, 204, 0)
        assert sheets[0].getpixel((x, band)) == (255, 204, 0)
        assert sheets[1].getpixel((x, stripe)) == (255, 204, 0)
        assert sheets[1].getpixel((x, round(6 * MM))) == (255, 255, 255)


@pytest.mark.parametrize("paper", PAPERS)
def test_own_words_stand_above_the_lines_and_at_every_foot(
    template: str, paper: Paper, pages_of: PagesOf, pdf_of: PdfOf
) -> None:
    look = Look(paper, template, intro="Dear baker,\nthis is March.", footer="One line.\n" + "Long " * 45 + "\nThird.")
    invoice = with_lines(sample_invoice("en"), 4)

    pages, pdf = pages_of(invoice, look), pypdfium2.PdfDocument(pdf_of(invoice, look))

    assert pages[0].index("this is March.") < pages[0].index("Description")
    assert len(pages) > 2
    for number, page in enumerate(pages):
        assert "One line." in page
        assert "Third." in page
        assert places(pdf_of(invoice, look), number, "Third.")[0][3] < pdf[number].get_height() / MM - 5


def test_a_proforma_says_what_it_is_on_every_page(template: str) -> None:
    html = render_invoice_html(sample_invoice("de", number=None), Look(template=template), None, proforma=True)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(html, created=CREATED))).pages]

    assert all(page.count("Proforma") >= 2 for page in pages)
    assert "keine Rechnung" in "".join(pages)
    assert "Entwurf" not in "".join(pages)


def test_all_that_lies_between_total_and_amount_due_is_printed(template: str, pages_of: PagesOf) -> None:
    invoice = replace(
        sample_invoice("en"),
        withheld=Money(10000, "EUR"),
        stamp_duty=Money(200, "EUR"),
        prepaid=Money(5000, "EUR"),
        rounding=Money(1, "EUR"),
        wordings=("A legal sentence.",),
    )

    text = pages_of(invoice, Look(template=template))[0]

    # 1,200.05 + 2.00 + 0.01 - 100.00 - 50.00 = 1,052.06
    for row in ("Total 1,200.05", "Stamp duty 2.00", "Rounding 0.01", "Already paid −50.00", "Amount due €1,052.06"):
        assert row in text
    assert "−100.00" in text
    assert "A legal sentence." in text


@pytest.mark.parametrize("kind", ["invoice", "credit_note"])
def test_a_reader_hears_headings_in_order_and_the_heads_of_tables(template: str, kind: Kind) -> None:
    html = render_invoice_html(sample_invoice("en", kind=kind), Look(template=template), None)

    assert re.findall(r"<h(\d)", html) == ["1", "2"]
    assert all("scope=" in cell for cell in re.findall(r"<th\b[^>]*>", html))
    assert all("alt=" in picture for picture in re.findall(r"<img\b[^>]*>", html))
    style = html[html.index("<style>") : html.index("</style>")]
    assert "crisp-edges" in style
    assert not re.search(r"opacity\s*:", style)
