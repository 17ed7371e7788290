"""`va bank --statement`: what the client gets, from the book to the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

TODAY = "2026-03-19T17:00:00+01:00"


@pytest.fixture
def desk(va: Va) -> Va:
    """A retainer of 10 h a month since January; 28 h used in the last eight weeks, 20 h of them in February."""
    va.at(TODAY)
    add = ("engagement", "add", "acme/desk", "--retainer=400", "--hours=10", "--overage=50", "--from=2026-01-01")
    va(*add, "--carry=cap:19h").check()
    va("log", "20h", "acme/desk", "Trade fair", "--on=2026-02-10").check()
    va("log", "2h", "acme/desk", "Inbox", "--on=2026-03-02").check()
    va("log", "6h", "acme/desk", "--on=2026-03-09").check()
    va("log", "9h", "acme/desk", "not for the client", "--on=2026-03-10", "--no-bill").check()
    va("log", "9h", "Own bookkeeping", "--internal=admin", "--on=2026-03-10").check()
    return va


MESSAGE = """
Hours left: Acme Example GmbH · desk, March 2026
2:00 h left of 10:00 h (as of 19 March 2026)
Used: 8:00 h
Expected to run out: 23 March 2026, at the pace of the last 8 weeks
Next period: 10:00 h from 1 April 2026
What was done:
- Mon 2 Mar · 2:00 h · Inbox
- Mon 9 Mar · 6:00 h · Virtual assistance
"""


def test_a_message_to_send(desk: Va) -> None:
    # January's 10 h and February's make 20, all used; March has 10. 28 h in 56 days: 2 h last four days.
    desk("bank", "acme/desk", "--statement", "text").check(output=MESSAGE, error="")


def test_a_period_that_is_over(desk: Va) -> None:
    desk("bank", "acme/desk", "2026-02", "--statement", "text").check(
        output="Hours left: Acme Example GmbH · desk, February 2026\n"
        "0:00 h left of 20:00 h (as of 28 February 2026)\n"
        "Used: 20:00 h\n"
        "Next period: 10:00 h from 1 March 2026\n"
        "What was done:\n"
        "- Tue 10 Feb · 20:00 h · Trade fair"
    )


def test_all_of_it_and_in_the_clients_language(desk: Va) -> None:
    desk("client", "edit", "acme", "--language=de").check()
    shown = desk("bank", "acme/desk", "--all", "--statement", "text").check().out.splitlines()
    assert shown[:3] == [
        "Verbleibende Stunden: Acme Example GmbH · desk, 1. Jan. \N{EN DASH} 19. März 2026",
        "2:00 h von 30:00 h übrig (Stand 19. März 2026)",
        "Genutzt: 28:00 h",
    ]


def test_nothing_that_is_the_assistants_alone_is_told(desk: Va) -> None:
    told = [desk("bank", "acme/desk", "--statement", form).check().out for form in ("text", "html")]
    assert not [word for word in ("not for the client", "bookkeeping") for text in told if word in text]


def test_files_are_written_once(desk: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for form, start in (("html", b"<!doctype html>"), ("pdf", b"%PDF-1.7"), ("text", b"Hours left")):
        file = tmp_path / f"hours.{form}"
        desk("bank", "acme/desk", "--statement", form, "-o", file).check(output=f"Wrote {file}", error="")
        first = file.read_bytes()
        assert first.startswith(start)
        file.unlink()
        desk("bank", "acme/desk", "--statement", form, "-o", file).check()
        assert file.read_bytes() == first
    desk("bank", "acme/desk", "--statement", "pdf").check(output="Wrote hours-acme-example-gmbh-2026-03-19.pdf")
    assert (tmp_path / "hours-acme-example-gmbh-2026-03-19.pdf").read_bytes() == (tmp_path / "hours.pdf").read_bytes()


def test_html_without_a_file_is_printed(desk: Va, tmp_path: Path) -> None:
    desk("bank", "acme/desk", "--statement", "html", "-o", tmp_path / "hours.html").check()
    printed = desk("bank", "acme/desk", "--statement", "html").check().out
    assert printed.rstrip("\n") == (tmp_path / "hours.html").read_text(encoding="utf-8").rstrip("\n")


def test_for_scripts(desk: Va, tmp_path: Path) -> None:
    printed = desk("bank", "acme/desk", "--statement", "text").check().out
    assert desk.json("bank", "acme/desk", "--statement", "text") == {
        "engagement": "acme/desk",
        "statement": "text",
        "content": printed,
    }
    file = tmp_path / "hours.pdf"
    assert desk.json("bank", "acme/desk", "--statement", "pdf", "-o", file) == {
        "engagement": "acme/desk",
        "statement": "pdf",
        "file": str(file),
    }


def test_a_statement_writes_nothing_in_the_book(desk: Va) -> None:
    before = desk.export()
    for form in ("text", "html"):
        desk("bank", "acme/desk", "--statement", form).check()
    assert desk.export() == before


def test_the_users_own_template(desk: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own" / "reports").mkdir(parents=True)
    (tmp_path / "own" / "reports" / "bank.html").write_text("{{ client }}, {{ work.total }}", encoding="utf-8")
    monkeypatch.setenv("VA_TEMPLATES", str(tmp_path / "own"))
    desk("bank", "acme/desk", "--statement", "html").check(output="Acme Example GmbH, 8:00\u00a0h")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (
            ("acme/desk", "--statement", "docx"),
            2,
            "va: 'docx' is not a form of a statement.\n    Use text, html or pdf.",
        ),
        (
            ("acme/desk", "-o", "hours.pdf"),
            2,
            (
                "va: '-o' names a file for a statement, and none was asked for.\n"
                "    Add '--statement text', '--statement html' or '--statement pdf'."
            ),
        ),
        (
            ("acme/desk", "--statement", "text", "--explain"),
            2,
            "va: '--statement' is for the client, '--explain' for yourself.\n    Ask for one of them at a time.",
        ),
        (
            ("acme/desk", "2026-05", "--statement", "text"),
            5,
            "va: '2026-05' has not begun.\n    Leave the period out for the present one.",
        ),
        (
            ("acme/desk", "2025", "--statement", "text"),
            5,
            "va: 'acme/desk' has no hour bank in '2025'.\n    It runs from 2026-01-01.",
        ),
    ],
)
def test_what_cannot_be_told(desk: Va, arguments: tuple[str, ...], exit_code: int, error: str) -> None:
    desk.refuses("bank", *arguments, exit_code=exit_code, error=error)


def test_an_engagement_without_a_bank(desk: Va) -> None:
    ran = desk("bank", "acme/inbox", "--statement", "text").check(exit_code=5, output="")
    assert ran.err.startswith("va: 'acme/inbox' has no hour bank")
