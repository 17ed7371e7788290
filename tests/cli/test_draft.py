"""`va invoice draft`, `add`, `edit`, `discard`, `preview`: what is billed, why, and that nothing is billed twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def march(va: Va) -> Va:
    """Log work at the bakery: 50m and 20m of inbox on the 2nd, 1h05 of anything on the 3rd, an hour in February."""
    va("service", "add", "inbox").check()
    va("log", "1h", "bakery", "Older", "--on=2026-02-27").check()
    va("log", "50m", "bakery", "Sorted mail", "--service=inbox", "--on=2026-03-02").check()
    va("log", "20m", "bakery", "Answers", "--service=inbox", "--on=2026-03-02").check()
    va("log", "1h05", "bakery", "Newsletter", "--on=2026-03-03").check()
    return va


def draft_of(va: Va, *command: str) -> dict[str, Any]:
    """Run a command that shows one draft and return it."""
    [draft] = va.json("invoice", *command)["drafts"]
    found: dict[str, Any] = draft
    return found


def test_a_draft_says_why_for_every_line_and_for_its_vat(march: Va) -> None:
    # Up to 15m each: 50m -> 1h, 20m -> 30m, together 1.50 h x 35.50 = 53.25; 1h05 -> 1h15, 1.25 h x 35.50 = 44.375.
    # Net 53.25 + 44.38 = 97.63; 21 % of it is 20.5023; together 118.13.
    march("invoice", "draft", "bakery", "2026-03").check(
        output="""
Draft 1 for bakery, Example Bakery, 2026-03

Inbox                                                                      53.25
    1.50 hour × 35.50 EUR
    2 entries, 1h10 worked, 1h30 billed: each entry rounded up to 15m
    35.50 EUR per hour from the first terms of bakery/main
Virtuele assistentie                                                       44.38
    1.25 hour × 35.50 EUR
    1 entry, 1h05 worked, 1h15 billed: each entry rounded up to 15m
    35.50 EUR per hour from the first terms of bakery/main
--------------------------------------------------------------------------------
Net                                                                        97.63
VAT 21 % on 97.63                                                          20.50
Total EUR                                                                 118.13

VAT: VAT of the Netherlands at 21 %: business customer in the Netherlands.
Left out: 1h since 2026-02-27, older and unbilled: 'va invoice draft bakery 2026-02-27..2026-03-31'
""",
        error="",
    )


@pytest.mark.parametrize(
    ("grouping", "lines"),
    [
        ("entry", [("Sorted mail", "1.00"), ("Answers", "0.50"), ("Newsletter", "1.25")]),
        ("day", [("Inbox: Sorted mail, Answers", "1.50"), ("Newsletter", "1.25")]),
        ("service", [("Inbox", "1.50"), ("Virtuele assistentie", "1.25")]),
        ("one", [("Virtuele assistentie", "2.75")]),
    ],
)
def test_however_lines_are_grouped_the_hours_are_the_same(
    march: Va, grouping: str, lines: list[tuple[str, str]]
) -> None:
    draft = draft_of(march, "preview", "bakery", "2026-03", f"--group={grouping}")
    assert [(line["text"], line["quantity"]) for line in draft["lines"]] == lines
    # 2.75 h x 35.50 = 97.625; two lines that each round half a cent up add one: 44.375 -> 44.38, so 97.63 as well.
    assert draft["net"] == "97.63"


def test_the_grouping_of_the_engagement_holds_unless_another_is_said(march: Va) -> None:
    march("engagement", "edit", "bakery", "--group=one").check()
    assert len(draft_of(march, "preview", "bakery", "2026-03")["lines"]) == 1
    assert len(draft_of(march, "preview", "bakery", "2026-03", "--group=entry")["lines"]) == 3


def test_without_a_period_everything_until_today_is_billed(march: Va) -> None:
    march("log", "1h", "bakery", "Tomorrow", "--on=2026-03-17").check()
    draft = draft_of(march, "draft", "bakery")
    # The period is that of the work: from 27 February until before 4 March.
    assert draft["period"] == {"start": "2026-02-27", "end": "2026-03-04"}
    assert sum(len(line["reasons"]) for line in draft["lines"]) == 4
    assert draft["net"] == "133.13"  # 97.63 and the hour of February at 35.50


def test_older_tasks_are_not_forgotten(march: Va) -> None:
    for title in ("One", "Two"):
        march("task", "add", "bakery", title, "--price=5").check()
    march("task", "done", "1", "--on=2026-02-03").check()
    march("task", "done", "2", "--on=2026-02-28").check()
    assert march.json("invoice", "preview", "bakery", "2026-03")["left_out"] == [
        "1h and 2 tasks since 2026-02-03, older and unbilled: 'va invoice draft bakery 2026-02-03..2026-03-31'"
    ]


def test_hours_under_flat_terms_are_named_and_never_count_as_older(march: Va) -> None:
    march("engagement", "add", "bakery/shop", "--flat").check()
    march("log", "2h", "bakery/shop", "--on=2026-01-05").check()
    march("log", "3h", "bakery/shop", "--on=2026-03-05").check()
    flat = "3h of bakery/shop is not billed: the first terms of bakery/shop are flat: only tasks are billed"
    older = "1h since 2026-02-27, older and unbilled: 'va invoice draft bakery 2026-02-27..2026-03-31'"
    assert march.json("invoice", "preview", "bakery", "2026-03")["left_out"] == [flat, older]
    assert draft_of(march, "preview", "bakery")["period"]["start"] == "2026-02-27"


def test_nothing_is_billed_twice(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-03").check()
    march.refuses(
        *("invoice", "draft", "bakery", "2026-03"),
        exit_code=5,
        error="va: There is nothing to bill for 'bakery' in 2026-03.\n"
        "    1h since 2026-02-27, older and unbilled: 'va invoice draft bakery 2026-02-27..2026-03-31'",
    )
    march("invoice", "draft", "bakery").check()
    march.refuses(
        *("invoice", "draft", "bakery"),
        exit_code=5,
        error="va: There is nothing to bill for 'bakery' until today.\n"
        "    'va entries --client bakery' shows what there is.",
    )
    march("invoice", "issue", "1", "2", "--yes").check()
    march("invoice", "draft", "bakery").check(exit_code=5)
    billed = [entry["invoice"] for entry in march.json("entries", "2026")["entries"]]
    assert sorted(billed) == ["2026-0001", "2026-0001", "2026-0001", "2026-0002"]


def test_claimed_work_stays_as_it_is(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-03").check()
    for command in (("edit", "@1", "--duration=2h"), ("delete", "@1", "--yes"), ("split", "@1", "30m")):
        march.refuses(
            *command,
            exit_code=5,
            error="va: Entry 4 is on draft 1.\n    Release it with 'va invoice discard 1', change it, and draft again.",
        )


def test_discarding_releases_the_work(march: Va) -> None:
    first = draft_of(march, "draft", "bakery", "2026-03")
    march("invoice", "discard", "1", "--yes").check(output="Discarded draft 1; its work is unbilled again.")
    second = draft_of(march, "draft", "bakery", "2026-03")
    assert second == first | {"draft": 2}


def test_drafting_editing_and_discarding_are_undone_and_redone(march: Va) -> None:
    steps = [
        ("invoice", "draft", "bakery", "2026-03", "--notes=Hello"),
        ("invoice", "edit", "1", "--line=1", "--remove"),
        ("invoice", "add", "1", "Train", "--price=23.40"),
        ("invoice", "discard", "1", "--yes"),
    ]
    states = [march.export()]
    for step in steps:
        march(*step).check()
        states.append(march.export())
    for state in reversed(states[:-1]):
        march("undo").check()
        assert march.export() == state
    for state in states[1:]:
        march("redo").check()
        assert march.export() == state


def test_previews_write_nothing(march: Va, tmp_path: Path) -> None:
    before = march.export()
    named = draft_of(march, "preview", "bakery", "2026-03")
    march("invoice", "preview", "bakery", "2026-03", "-o", tmp_path / "preview.pdf").check(
        error=f"Wrote {tmp_path / 'preview.pdf'}"
    )
    assert march.export() == before
    text = PdfReader(tmp_path / "preview.pdf").pages[0].extract_text()
    assert "Concept" in text
    assert "118,13" in text
    # What is previewed by the client's handle is what is drafted, and what is previewed by the draft's number.
    drafted = draft_of(march, "draft", "bakery", "2026-03")
    assert drafted == named | {"draft": 1}
    assert draft_of(march, "preview", "1") == drafted


def test_a_percentage_off_is_spread_over_the_rates_without_losing_a_cent(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-03", "--discount=10%").check()
    march("invoice", "add", "1", "Book", "--price=33.33", "--vat=S:9").check()
    draft = draft_of(march, "add", "1", "Licence", "--price=19.99", "--vat=E")
    # Net 97.63 + 33.33 + 19.99 = 150.95; 10 % is 15.095 -> 15.10. By net that is 976.61, 333.41 and 199.97 cents:
    # 976 + 333 + 199 = 1508, and the two cents that are left go to .97 and .61.
    shares = [line["net"] for line in draft["lines"] if line["kind"] == "discount"]
    assert shares == ["-9.77", "-3.33", "-2.00"]
    # 97.63 - 9.77 = 87.86 x 21 % = 18.4506; 33.33 - 3.33 = 30.00 x 9 % = 2.70; 19.99 - 2.00 = 17.99 without VAT.
    groups = [(group["category"], group["rate"], group["net"], group["vat"]) for group in draft["vat_breakdown"]]
    assert groups == [("S", "21", "87.86", "18.45"), ("S", "9", "30.00", "2.70"), ("E", "0", "17.99", "0.00")]
    assert (draft["net"], draft["vat"], draft["total"]) == ("135.85", "21.15", "157.00")
    assert draft["lines"][-1]["reasons"] == ["10% of 150.95 EUR"]


def test_an_amount_off_and_none_again(march: Va) -> None:
    draft = draft_of(march, "draft", "bakery", "2026-03", "--discount=7.63")
    assert (draft["lines"][-1]["text"], draft["lines"][-1]["net"], draft["net"]) == ("Korting", "-7.63", "90.00")
    assert draft["total"] == "108.90"
    without = draft_of(march, "edit", "1", "--discount=")
    assert (len(without["lines"]), without["net"]) == (2, "97.63")


def test_own_lines_and_changed_texts(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-03").check()
    march("invoice", "add", "1", "Train ticket", "--qty=2", "--unit=trip", "--price=11.70").check()
    march("invoice", "add", "1", "Agreed reduction", "--qty=-1", "--price=8").check()
    march("invoice", "edit", "1", "--line=3", "--price=12", "--qty=3").check()
    draft = draft_of(march, "edit", "1", "--line=1", "--text=Inbox, all of March")
    assert [(line["text"], line["quantity"], line["unit_price"], line["net"]) for line in draft["lines"]] == [
        ("Inbox, all of March", "1.50", "35.50", "53.25"),
        ("Virtuele assistentie", "1.25", "35.50", "44.38"),
        ("Train ticket", "3", "12.00", "36.00"),
        ("Agreed reduction", "-1", "8.00", "-8.00"),
    ]
    assert draft["lines"][2]["reasons"] == ["added by hand"]
    assert draft["net"] == "125.63"


def test_taking_a_line_off_frees_its_work(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-03").check()
    march("invoice", "edit", "1", "--line=2", "--remove").check()
    other = draft_of(march, "draft", "bakery", "2026-03")
    assert [line["net"] for line in other["lines"]] == ["44.38"]
    march("invoice", "issue", "1", "2", "--yes").check()
    assert all(entry["invoice"] for entry in march.json("entries", "2026-03")["entries"])


def test_notes_are_kept_and_changed(march: Va, tmp_path: Path) -> None:
    march("invoice", "draft", "bakery", "2026-03", "--notes=Thank you.").check()
    march("invoice", "preview", "1", "-o", tmp_path / "1.pdf").check()
    assert "Thank you." in PdfReader(tmp_path / "1.pdf").pages[0].extract_text()
    march("invoice", "edit", "1", "--notes=See you in April.").check()
    march("invoice", "preview", "1", "-o", tmp_path / "2.pdf").check()
    text = PdfReader(tmp_path / "2.pdf").pages[0].extract_text()
    assert "See you in April." in text
    assert "Thank you." not in text


def test_two_currencies_make_two_drafts(march: Va) -> None:
    march("engagement", "add", "bakery/us", "--hourly=50", "--currency=USD").check()
    march("log", "2h", "bakery/us", "--on=2026-03-04").check()
    drafts = march.json("invoice", "draft", "bakery", "2026-03")["drafts"]
    assert [(draft["draft"], draft["currency"], draft["net"]) for draft in drafts] == [
        (1, "EUR", "97.63"),
        (2, "USD", "100.00"),
    ]
    march("invoice", "discard", "bakery", "--yes").check(
        exit_code=4, error="va: 'bakery' has the drafts 1 and 2.\n    Name one by its number."
    )
    march("invoice", "preview", "bakery", "-o", march.book.with_name("x.pdf")).check(
        exit_code=2,
        error="va: There are 3 drafts to preview, and a PDF holds one.\n"
        "    Name one by its number; 'va invoice draft HANDLE' gives it one.",
    )
    assert not march.book.with_name("x.pdf").exists()


def test_nothing_to_preview(va: Va) -> None:
    va("invoice", "preview", "acme", "2026-03").check(
        exit_code=5,
        error="va: There is nothing to bill for 'acme' in 2026-03.\n"
        "    'va entries 2026-03 --client acme' shows what there is.",
    )


def test_a_preview_can_be_opened(march: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    march("invoice", "preview", "bakery", "--open").check()
    [path] = opened
    assert Path(path).read_bytes().startswith(b"%PDF-")


def test_a_choice_of_vat_holds_for_the_whole_draft(va: Va) -> None:
    va("client", "add", "nova", "--country=DE").check()
    va("engagement", "add", "nova", "--hourly=50").check()
    va("log", "1h", "nova", "--on=2026-03-04").check()
    draft = draft_of(va, "draft", "nova", "--vat=S")
    assert (draft["vat"], draft["total"]) == ("10.50", "60.50")
    assert draft["vat_reasons"] == [
        "VAT of the Netherlands at 21 %: business customer in Germany, as chosen with --vat."
    ]


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        (
            "draft bakery 2026-03 --group=week",
            2,
            ("va: Lines cannot be grouped by 'week'.", "Use one of: entry, day, service, one."),
        ),
        (
            "draft acme --discount=ten",
            2,
            ("va: 'ten' is not a number.", "Write it like 1250, 1250.50, 1.250,50 or 1,250.50."),
        ),
        (
            "edit 1 --discount=200",
            2,
            (
                "va: A discount of '200' takes 200.00 EUR off 97.63 EUR.",
                "Give more than nothing and no more than the net total, such as '10%' or '50'.",
            ),
        ),
        (
            "edit 1",
            2,
            ("va: Nothing was named that shall change.", "'va invoice edit --help' lists what can be changed."),
        ),
        (
            "edit 1 --qty=5",
            2,
            (
                "va: It is not said which line shall change.",
                "Name it: '--line 1' is the first one of 'va invoice preview DRAFT'.",
            ),
        ),
        (
            "edit 1 --line=3 --text=New",
            4,
            ("va: Draft 1 has no line 3.", "It has 2: 'va invoice preview 1'."),
        ),
        (
            "edit 1 --line=1 --price=50",
            2,
            (
                "va: Line 1 is billed work; its quantity and price come from the book.",
                "Change its text, change the work and draft again, or add a line of your own.",
            ),
        ),
        (
            "add 1 Train --price=1.250",
            2,
            (
                "va: '1.250' can be read in two ways: 1250 or 1.25.",
                "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
            ),
        ),
        (
            "add 1 Train --price=-5",
            2,
            ("va: The price '-5' is less than nothing.", "Give the price of one unit, such as '12' or '12.50'."),
        ),
        (
            "add 1 Train --price=5 --vat=XX",
            2,
            ("va: 'XX' is not a VAT treatment.", "Use auto, S, AE, E, O, G, Z, or a rate as in S:9."),
        ),
        (
            "add 1 Train --price=5 --vat=S:19",
            2,
            (
                "va: '19 %' is not a VAT rate of the Netherlands on 2026-03-03.",
                "The rates are 21 %, 9 %.",
            ),
        ),
        ("discard 7 --yes", 4, ("va: There is no draft 7.", "'va invoice list' shows drafts and invoices.")),
        ("discard acme --yes", 4, ("va: 'acme' has no draft.", "Make one: 'va invoice draft acme'.")),
    ],
)
def test_what_is_refused_changes_nothing(march: Va, command: str, exit_code: int, error: tuple[str, str]) -> None:
    march("log", "1h", "acme", "--on=2026-03-02").check()
    march("invoice", "draft", "bakery", "2026-03").check()
    march.refuses("invoice", *command.split(), exit_code=exit_code, error="\n    ".join(error))


def test_the_last_line_is_not_taken_off(march: Va) -> None:
    march("invoice", "draft", "bakery", "2026-02").check()
    march.refuses(
        *("invoice", "edit", "bakery", "--line=1", "--remove"),
        exit_code=2,
        error="va: A draft without lines would bill nothing.\n    Discard it instead: 'va invoice discard 1'.",
    )
