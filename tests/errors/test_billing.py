"""Bad input to terms, drafts and invoices: what is said, how it ends, that nothing changes and no number is used."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage.book import open_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

DRAFTED = "Draft 1: Example Bakery, 42.96 EUR, dated 2026-03-16, due 2026-03-30\n"
TWO_READINGS = (
    "va: '1.250' can be read in two ways: 1250 or 1.25.",
    "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
)


@pytest.fixture
def drafted(va: Va) -> Va:
    """An hour at the bakery, drafted."""
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    return va


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("--hourly=1.250", TWO_READINGS),
        ("--retainer=1.250", TWO_READINGS),
        (
            "",
            (
                "va: The terms have no price.",
                "Say '--hourly 40', '--flat', '--retainer 400 --hours 10' or '--package'.",
            ),
        ),
        (
            "--retainer=400 --carry=all",
            (
                "va: Hours cannot be carried over when none are included.",
                "Say how many: '--hours 10', or leave '--carry' out.",
            ),
        ),
        (
            "--hourly=40 --round=15x",
            (
                "va: '15x' is not a rounding rule.",
                "Write a duration and the way, such as '15m/up', '6m/nearest' or '30m/down', or 'none'.",
            ),
        ),
        (
            "--hourly=40 --group=week",
            ("va: Lines cannot be grouped by 'week'.", "Use one of: entry, day, service, one."),
        ),
        ("--hourly=40 --currency=EURO", ("va: 'EURO' is not a currency code.", "Did you mean EUR?")),
        (
            "--hourly=40 --from=2026-03-02 --until=2026-03-01",
            (
                "va: The engagement would end on 2026-03-01, before it begins on 2026-03-02.",
                "Give a later day.",
            ),
        ),
        ("--hourly=40 --payment-days=-1", ("va: -1 days to pay is not possible.", "Give between 0 and 365 days.")),
    ],
)
def test_terms(va: Va, options: str, error: tuple[str, str]) -> None:
    va.refuses("engagement", "add", "acme/social", *options.split(), exit_code=2, error="\n    ".join(error))


def test_an_engagement_that_is_there(va: Va) -> None:
    va.refuses(
        *("engagement", "add", "acme/inbox", "--hourly=40"),
        exit_code=5,
        error="va: There is already an engagement 'acme/inbox'.\n"
        "    Give it new terms: 'va engagement terms acme/inbox --from DATE …'.",
    )
    va("engagement", "add", "acme/social", "--flat").check()
    va.refuses(
        *("engagement", "edit", "acme/social", "--name=inbox"),
        exit_code=5,
        error="va: There is already an engagement 'acme/inbox'.\n    Choose another name.",
    )


def test_a_rate_does_not_change_under_billed_work(drafted: Va) -> None:
    change = ("engagement", "terms", "bakery", "--hourly=38")
    drafted.refuses(
        *(*change, "--from=2026-03-02"),
        exit_code=5,
        error="va: Work of Mon 2 Mar 2026 for 'bakery/main' is already on draft 1.\n"
        "    Let the terms begin after that day, or discard it and draft again: 'va invoice discard 1'.",
    )
    drafted("invoice", "issue", "1", "--yes").check()
    drafted.refuses(
        *(*change, "--from=2026-03-01"),
        exit_code=5,
        error="va: Work of Mon 2 Mar 2026 for 'bakery/main' is already on invoice 2026-0001.\n"
        "    Let the terms begin after that day, or correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )
    drafted(*change, "--from=2026-03-03").check()
    # Newer terms do not shield the days before them.
    drafted(*change, "--from=2026-03-02").check(exit_code=5)
    drafted("invoice", "credit", "2026-0001", "--reopen", "--yes").check()
    drafted(*change, "--from=2026-03-02").check()


def test_terms_before_newer_ones_look_only_at_their_own_time(drafted: Va) -> None:
    drafted("invoice", "discard", "1", "--yes").check()
    drafted("engagement", "terms", "bakery", "--from=2026-03-01", "--hourly=36").check()
    drafted("invoice", "draft", "bakery").check()
    drafted("engagement", "terms", "bakery", "--from=2026-02-01", "--hourly=34").check()


def test_work_of_a_day_without_terms(va: Va) -> None:
    va("engagement", "add", "acme/new", "--hourly=50", "--from=2026-03-10").check()
    va("log", "1h", "acme/new", "--on=2026-03-09").check()
    va.refuses(
        *("invoice", "draft", "acme"),
        exit_code=5,
        error="va: 'acme/new' has no terms on 2026-03-09.\n"
        "    Say what held then: 'va engagement terms acme/new --from 2026-03-09 --hourly RATE'.",
    )


def test_work_of_a_day_without_a_regime(drafted: Va) -> None:
    # No command leaves a gap before the first regime; a book that was written by another hand may have one.
    with closing(open_book(drafted.book)) as book, book.operation("test", datetime(2026, 3, 16, tzinfo=UTC)):
        book.connection.execute("UPDATE tax_regime SET valid_from = '2026-03-03'")
    drafted.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=3,
        error="va: No tax regime is known for 2026-03-02.\n"
        "    Say which held then: 'va regime set REGIME --from 2026-03-02'.",
    )
    drafted("regime", "set", "nl-kor", "--from=2026-03-02").check()
    drafted("invoice", "issue", "1", "--yes").check()


def test_a_draft_without_a_client_to_name_it(va: Va) -> None:
    va.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=4,
        error="va: There is no draft 1.\n    'va invoice list' shows drafts and invoices.",
    )
    va.refuses(
        *("invoice", "issue", "acne", "--yes"),
        exit_code=4,
        error="va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
    )


@pytest.mark.parametrize("where", ["entry", "note"])
def test_a_character_that_no_font_has(va: Va, where: str) -> None:
    face = "\N{GRINNING FACE}"
    va("log", "1h", "bakery", f"Sent {face}" if where == "entry" else "Sent", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery", f"--notes={face if where == 'note' else 'Thanks'}").check()
    before = va.export()
    said = va("invoice", "issue", "1", "--yes").check(exit_code=2, output="").err
    assert said.startswith(f"{DRAFTED}va: The document's font cannot print '{face}' (U+1F600). First seen in ")
    assert said.endswith(
        "    Replace it where it was typed: a name, an address, a line, a note or the notes of time entries. "
        "Or embed a font that has it in a template of your own.\n"
    )
    assert va.export() == before
    va("invoice", "discard", "1", "--yes").check()
    va("edit", "@1", "--note=Sent").check()
    va("invoice", "draft", "bakery").check()
    assert va.json("invoice", "issue", "2", "--yes")["issued"][0]["number"] == "2026-0001"


@pytest.fixture
def templates(drafted: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own for templates, beside a drafted invoice."""
    assert drafted.book.exists()
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setenv("VA_TEMPLATES", str(folder))
    return folder


@pytest.mark.parametrize(
    ("template", "line", "problem"),
    [
        ("<title>{{ title }}</title>\n\n{{ buyer.nickname }}", 3, "'dict object' has no attribute 'nickname'."),
        ("<title>{{ title }}</title>\n{% if %}", 2, "Expected an expression, got 'end of statement block'."),
        ("{{ 1 / 0 }}", 1, "division by zero."),
        ("\n{% include 'nowhere.html' %}", 2, "there is no template 'nowhere.html'."),
    ],
)
def test_a_broken_template(drafted: Va, templates: Path, template: str, line: int, problem: str) -> None:
    (templates / "classic.html").write_text(template, encoding="utf-8")
    drafted("template", "check").check(
        exit_code=2,
        output=f"classic.html, line {line}: {problem}",
        error="va: 1 problem found.\n    Mend the template and check again; invoices are not affected until then.",
    )
    before = drafted.export()
    said = drafted("invoice", "issue", "1", "--yes").check(exit_code=2, output="").err
    assert said.startswith(
        f"{DRAFTED}va: Template 'classic.html', line {line}: {problem}\n    A template may use: annex, "
    )
    assert drafted.export() == before
    (templates / "classic.html").unlink()
    drafted("template", "check").check(output="All is well: classic, modern, plain.")
    assert drafted.json("invoice", "issue", "1", "--yes")["issued"][0]["number"] == "2026-0001"


def test_a_template_that_fetches_from_outside(drafted: Va, templates: Path) -> None:
    content = '<html lang="en"><title>{{ title }}</title><img alt="x" src="http://example.com/x.png"></html>'
    (templates / "classic.html").write_text(content, encoding="utf-8")
    drafted.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=2,
        error=f"{DRAFTED}va: The template asks for 'http://example.com/x.png', which is not part of the document.\n"
        "    Documents are made offline: embed pictures, fonts and styles as 'data:' addresses.",
    )


def test_a_template_that_was_taken_away(drafted: Va, templates: Path) -> None:
    drafted("template", "copy", "classic", "--as=mine").check(
        output=f"Copied to {templates / 'mine.html'}\n"
        "Use it with 'va business edit --template mine', check it with 'va template check'."
    )
    drafted("template", "list").check(output=f"classic\nmine\nmodern\nplain\nYour own: {templates}")
    drafted("business", "edit", "--template=mine").check()
    (templates / "mine.html").unlink()
    drafted.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=4,
        error=f"{DRAFTED}va: No template is called 'mine'.\n    There are: classic, modern, plain.",
    )


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        ("copy fancy", 4, ("There is no template 'fancy'.", "'va template list' shows all.")),
        (
            "copy ../../etc/passwd",
            2,
            (
                "'../../etc/passwd' cannot be a handle.",
                "Use up to 40 letters a-z, digits and single hyphens, such as 'acme' or 'acme-shop'.",
            ),
        ),
    ],
)
def test_templates_that_cannot_be_copied(
    drafted: Va, templates: Path, command: str, exit_code: int, error: tuple[str, str]
) -> None:
    drafted.refuses("template", *command.split(), exit_code=exit_code, error="va: " + "\n    ".join(error))
    assert list(templates.iterdir()) == []


def test_a_template_of_ones_own_is_not_written_over(drafted: Va, templates: Path) -> None:
    (templates / "classic.html").write_text("mine", encoding="utf-8")
    drafted.refuses(
        *("template", "copy"),
        exit_code=5,
        error=f"va: '{templates / 'classic.html'}' is already there.\n    Choose another name: '--as NAME'.",
    )


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "../../Example", "Example & Söhne <GmbH>"])
def test_names_from_anywhere_are_only_text(va: Va, name: str) -> None:
    va("client", "edit", "bakery", f"--name={name}").check()
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    issued = va("invoice", "issue", "1", "--yes").check().out.splitlines()
    assert issued[0] == f"Issued 2026-0001: {name}, 42.96 EUR, due 2026-03-30"
    file_name = issued[1].rpartition(" ")[2]
    assert set(file_name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert file_name.startswith("2026-0001-")


def test_with_json_an_error_is_json_too(va: Va) -> None:
    ran = va("invoice", "draft", "acme", "--json").check(exit_code=5, output="")
    assert ran.err == (
        "{\n"
        '  "error": {\n'
        '    "code": "conflict",\n'
        '    "message": "There is nothing to bill for \'acme\' until today.",\n'
        '    "hint": "\'va entries --client acme\' shows what there is."\n'
        "  }\n"
        "}\n"
    )
