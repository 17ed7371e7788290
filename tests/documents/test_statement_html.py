"""The "hours left" in a real browser: it asks for nothing, fits a telephone, can be read day and night, and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.chromium import Chromium, chromium
from tests.documents.statements import HOUR, LONG_NAMES, LONG_NOTE, NOTES, sample, viewed, work

from vabackoffice.documents.contrast import contrast
from vabackoffice.documents.html import render_statement_html
from vabackoffice.documents.look import Look
from vabackoffice.documents.statement_view import DARK, LIGHT
from vabackoffice.documents.words import LANGUAGES, words
from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from vabackoffice.domain.bank_statement import BankStatement

TELEPHONE, DESK = 360, 1200
# A logo that would be drawn from elsewhere if it could.
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="90"><image href="http://evil.example/l.png"/></svg>'
)
EVIL = '<img src="http://evil.example/x.png"><script src="http://evil.example/x.js"></script>'
# Everything there may be to show, as wide as it comes.
FULL = sample(
    lapsed=HOUR,
    used=4000 * HOUR,
    beyond=1000 * HOUR,
    price=Money(12345678900, "EUR"),
    work=work((2, 3000 * HOUR, 0), (3, 1000 * HOUR, 999 * HOUR), (9, HOUR, 0), (12, HOUR, HOUR)),
)
# Each text of the page with the colour it has and the one behind it.
COLOURS = """
(() => {
  const hex = text => "#" + text.match(/[0-9.]+/g).slice(0, 3).map(n => (+n).toString(16).padStart(2, "0")).join("");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.textContent.trim() && !element.closest("svg"))
      found.push([hex(getComputedStyle(element).color), hex(getComputedStyle(document.body).backgroundColor)]);
  }
  return found;
})()
"""
WIDTHS = """
[document.documentElement.scrollWidth, innerWidth,
 Math.max(...[...document.querySelectorAll("body *")].map(element => element.getBoundingClientRect().right))]
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chromium, list[str]]]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def tab(browser: tuple[Chromium, list[str]]) -> Chromium:
    return browser[0]


def page(folder: Path, statement: BankStatement, notes: Mapping[int, str] = NOTES, **options: Any) -> Path:
    """Write a statement as the command does."""
    html = render_statement_html(viewed(statement, notes, medium="screen", **options), None)
    return file(folder, html)


def file(folder: Path, html: str) -> Path:
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_the_browser_sees_what_a_page_asks_for_and_how_wide_it_is(
    browser: tuple[Chromium, list[str]], tmp_path: Path
) -> None:
    """The other tests say something only because this one fails where they must."""
    tab, reached = browser
    outside = '<img src="http://outside.example/x.png"><style>@import "http://outside.example/x.css";</style>'
    shown = file(tmp_path, f'<!doctype html><body style="margin:0">{outside}<p style="width:361px">wide</p>')
    tab.open(shown, TELEPHONE)

    assert set(tab.asked_for) == {shown.as_uri(), "http://outside.example/x.png", "http://outside.example/x.css"}
    assert {line.split()[1] for line in reached} == {"http://outside.example/x.png", "http://outside.example/x.css"}
    assert tab.run(WIDTHS)[2] == TELEPHONE + 1
    reached.clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_asks_for_nothing_fits_and_can_be_read(
    browser: tuple[Chromium, list[str]], tmp_path: Path, language: str, *, dark: bool
) -> None:
    tab, reached = browser
    notes = {1: LONG_NOTE, 2: "W" * 300, 3: "", 4: EVIL}
    look = Look(logo=LOGO, logo_type="image/svg+xml") if dark else Look(accent="#fff3b0")
    shown = page(tmp_path, FULL, notes, language=language, name=LONG_NAMES[language], agreement="x" * 80, look=look)
    for width in (TELEPHONE, DESK):
        tab.open(shown, width, dark=dark)

        assert (tab.asked_for, reached) == ([shown.as_uri()], [])
        scrolled, inner, furthest = tab.run(WIDTHS)
        assert (scrolled, inner) == (width, width)
        assert furthest <= width
        colours = tab.run(COLOURS)
        assert {ground for _, ground in colours} == {DARK if dark else LIGHT}
        assert min(contrast(*pair) for pair in colours) >= 4.5


def test_the_figures_stand_below_each_other(tab: Chromium, tmp_path: Path) -> None:
    shown = page(tmp_path, FULL)
    for width in (TELEPHONE, DESK):
        tab.open(shown, width)
        edges = tab.run('[...document.querySelectorAll("tr .figure")].map(cell => cell.getBoundingClientRect().right)')
        assert len(edges) == 6  # a heading, four entries and the total
        assert max(edges) - min(edges) < 1


def heard(tab: Chromium, *roles: str) -> list[tuple[str, str]]:
    """Return role and name of what a screen reader finds, in its order."""
    nodes = tab.tell("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node["name"]["value"]) for node in nodes if node["role"]["value"] in roles]


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
def test_what_a_screen_reader_says(tab: Chromium, tmp_path: Path, width: int) -> None:
    tab.open(page(tmp_path, sample()), width)

    assert heard(tab, "heading", "table", "image", "columnheader", "rowheader") == [
        ("heading", "Hours left"),
        ("image", "Hours used and left Used 6:35\u00a0h, Left 4:55\u00a0h"),
        ("heading", "Good to know"),
        ("heading", "What was done"),
        ("table", "What was done, March 2026"),
        ("columnheader", "Date"),
        ("columnheader", "Work"),
        ("columnheader", "Hours"),
        ("rowheader", "Total"),
    ]
    assert len(heard(tab, "row")) == 6
    assert tab.run('[...document.querySelectorAll("h1, h2")].map(heading => heading.tagName)') == ["H1", "H2", "H2"]


def test_text_from_outside_stays_text(tab: Chromium, tmp_path: Path) -> None:
    notes = {1: EVIL, 2: "{{ 7 * 7 }}", 3: "</style><script>document.title = 'owned'</script>", 4: "two\nlines"}
    shown = page(tmp_path, sample(), notes, name=EVIL, agreement=EVIL)
    tab.open(shown, TELEPHONE)

    assert tab.asked_for == [shown.as_uri()]
    assert tab.run('[...document.querySelectorAll("td.text")].map(cell => cell.textContent)') == list(notes.values())
    assert tab.run("document.title") == f"Hours left \N{EN DASH} {EVIL}"
    assert "<script" not in shown.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_statement_is_the_same_page(language: str) -> None:
    first, second = (
        render_statement_html(viewed(sample(), language=language, medium="screen"), None) for _ in range(2)
    )
    assert first == second
    assert f'<html lang="{language}-' in first
    assert f"<h1>{words(language)['hours_left']}</h1>" in first


def test_the_users_own_template_wins(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "bank.html").write_text("{{ client }}: {{ headline.hours }}", encoding="utf-8")
    assert render_statement_html(viewed(), tmp_path) == "Example Bakery Ltd: 4:55\u00a0h"
