"""Offers: made, shown with the VAT that would be charged, accepted into what was agreed, declined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


@pytest.fixture
def offered(va: Va) -> Va:
    """Offer the bakery a website in every option, and hours (A) or a retainer with posts (B)."""
    va("quote", "add", "bakery", "Website", "and", "inbox").check()
    va("quote", "line", "bakery", "Website", "--price=900").check()
    va("quote", "offer", "bakery", "bakery/inbox", "--hourly=42", "--round=15m/up", "--option=A").check()
    va("quote", "offer", "bakery", "bakery/inbox", "--retainer=400", "--hours=10", "--option=B").check()
    va("quote", "line", "bakery", "Posts", "--qty=8", "--unit=post", "--price=12.50", "--option=b").check()
    return va


def sums(shown: Any) -> dict[tuple[str | None, str], tuple[str, str, str]]:
    """Return net, VAT and total by option and rhythm."""
    return {
        (one["option"], part["per"]): (part["net"], part["vat"], part["total"])
        for one in shown["options"]
        for part in one["sums"]
    }


def test_a_quote_has_a_number_of_its_own_and_is_valid_for_30_days(va: Va) -> None:
    va("quote", "add", "acme", "Newsletter").check(
        output="""\
Added quote Q-2026-0001 for acme, valid until 2026-04-15.

Quote Q-2026-0001 for acme: Newsletter
Mon 16 Mar 2026, valid until Wed 15 Apr 2026, open

It offers nothing yet: 'va quote line Q-2026-0001 TEXT --price 100'."""
    )
    assert va.json("quote", "add", "acme", "--valid=never")["number"] == "Q-2026-0002"
    assert va.json("quote", "add", "acme", "--valid=31 mar")["valid_until"] == "2026-03-31"
    va.at("2027-01-04T12:00:00+01:00")
    assert va.json("quote", "add", "acme")["number"] == "Q-2027-0001"


def test_the_number_of_a_deleted_quote_is_not_given_again(va: Va) -> None:
    va("quote", "add", "acme").check()
    va("quote", "delete", "acme", "--yes").check(output="Deleted quote Q-2026-0001.")

    assert va.json("quote", "add", "acme")["number"] == "Q-2026-0002"
    assert [one["number"] for one in va.json("quote", "list")["quotes"]] == ["Q-2026-0002"]


def test_each_option_is_shown_with_the_vat_that_would_be_charged(offered: Va) -> None:
    # The Netherlands, 21 %: 900 -> 189; 42 -> 8.82; 400 -> 84; 900 + 8 x 12.50 = 1,000 -> 210.
    assert sums(offered.json("quote", "show", "bakery")) == {
        ("A", "once"): ("900.00", "189.00", "1089.00"),
        ("A", "hour"): ("42.00", "8.82", "50.82"),
        ("B", "once"): ("1000.00", "210.00", "1210.00"),
        ("B", "month"): ("400.00", "84.00", "484.00"),
    }
    offered("quote", "show", "q-2026-0001").check(
        output="""\
Quote Q-2026-0001 for bakery: Website and inbox
Mon 16 Mar 2026, valid until Wed 15 Apr 2026, open

  1  Website, 1 piece at 900.00 EUR = 900.00 EUR
  2  option A: bakery/inbox, 42.00 EUR per hour, each entry rounded up to 15m
  3  option B: bakery/inbox, 400.00 EUR per month with 10h, billed in advance, not rounded
  4  option B: Posts, 8 post at 12.50 EUR = 100.00 EUR

Option A: once 900.00 + VAT 189.00 = 1089.00 EUR
Option A: per hour 42.00 + VAT 8.82 = 50.82 EUR
Option B: once 1000.00 + VAT 210.00 = 1210.00 EUR
Option B: per month 400.00 + VAT 84.00 = 484.00 EUR"""
    )


def test_a_client_abroad_owes_the_vat_itself(va: Va) -> None:
    va("quote", "add", "acme").check()
    va("quote", "line", "acme", "Website", "--price=900").check()

    assert sums(va.json("quote", "show", "acme")) == {(None, "once"): ("900.00", "0.00", "900.00")}


def test_what_has_undecided_vat_is_shown_without_and_has_no_pdf(va: Va) -> None:
    va("client", "add", "coast", "--name=Coast Example", "--country=DE").check()
    va("quote", "add", "coast").check()
    va("quote", "line", "coast", "Website", "--price=900").check()

    shown = va.json("quote", "show", "coast")

    assert shown["options"] == []
    assert "VAT id" in shown["problem"]
    assert va("quote", "pdf", "coast").exit_code == 2


def test_accepting_writes_terms_and_tasks_as_one_operation(offered: Va) -> None:
    before = offered.export()
    offered("quote", "accept", "bakery", "--option=b", "--on=2026-04-01").check(
        output="""\
Quote Q-2026-0001 is accepted with option B.
From 2026-04-01 on, bakery/inbox: 400.00 EUR per month with 10h, billed in advance, not rounded.
Added 2 tasks: 'va task list bakery --open'."""
    )

    [terms] = offered.json("engagement", "show", "bakery/inbox")["terms"]
    assert (terms["model"], terms["fee"], terms["allowance_seconds"], terms["valid_from"]) == (
        *("retainer", "400.00", 36_000),
        "2026-04-01",
    )
    tasks = offered.json("task", "list", "bakery")["tasks"]
    assert [(one["engagement"], one["title"], one["quantity"], one["amount"], one["status"]) for one in tasks] == [
        ("inbox", "Website", "1", "900.00", "open"),
        ("inbox", "Posts", "8", "100.00", "open"),
    ]
    [quote] = offered.json("quote", "list")["quotes"]
    assert (quote["status"], quote["accepted_on"], quote["chosen"]) == ("accepted", "2026-03-16", "B")
    offered("undo").check()
    assert offered.export() == before


def test_an_agreement_there_is_gets_new_terms_as_offered(va: Va) -> None:
    va("engagement", "terms", "acme/inbox", "--from=2026-02-01", "--hourly=41", "--round=15m/up").check()
    va("quote", "add", "acme").check()
    va("quote", "offer", "acme", "acme/inbox", "--hourly=45").check()

    accepted = va.json("quote", "accept", "acme", "--on=2026-04-01")

    assert accepted["engagements"] == [{"engagement": "acme/inbox", "terms": "45.00 EUR per hour, not rounded"}]
    assert [one["hourly_rate"] for one in va.json("engagement", "show", "acme/inbox")["terms"]] == [
        "40.00",
        "41.00",
        "45.00",
    ]


def test_work_without_an_agreement_gets_one_for_tasks(va: Va) -> None:
    va("client", "add", "coast", "--name=Coast Example", "--country=NL").check()
    va("quote", "add", "coast").check()
    va("quote", "line", "coast", "Website", "--price=0.125", "--qty=8", "--unit=page").check()
    va("quote", "accept", "coast").check()

    [task] = va.json("task", "list", "coast")["tasks"]
    assert (task["engagement"], task["unit_price"], task["amount"]) == ("main", "0.125", "1.00")


def test_an_engagement_with_an_end_ends(va: Va) -> None:
    va("quote", "add", "acme").check()
    va("quote", "offer", "acme", "acme/summer", "--hourly=45", "--until=2026-08-31").check()
    va("quote", "accept", "acme", "--on=2026-06-01").check()

    assert va.json("engagement", "show", "acme/summer")["ends"] == "2026-08-31"


def test_an_expired_quote_needs_a_yes(offered: Va) -> None:
    offered.at("2026-04-16T12:00:00+02:00")
    offered.refuses(
        *("quote", "accept", "bakery", "--option=A"),
        exit_code=3,
        error="""\
va: Accepting quote Q-2026-0001, which expired on 2026-04-15 needs a yes.
    Add '--yes' to go ahead.""",
    )
    assert offered.json("quote", "list", "--open") == {"quotes": []}
    offered("quote", "accept", "bakery", "--option=A", "--on=2026-04-15").check()  # the answer came in time


def test_a_quote_is_answered_once(offered: Va) -> None:
    offered("quote", "decline", "bakery", "--reason=Too dear").check(
        output="Quote Q-2026-0001 was declined on 2026-03-16."
    )
    closed = """\
va: Quote Q-2026-0001 was declined on 2026-03-16.
    Make a new one: 'va quote add'."""
    for command in (["accept", "--option=A"], ["decline"], ["edit", "--title=x"], ["line", "More", "--price=1"]):
        words = [command[0], "Q-2026-0001", *command[1:]]
        offered.refuses("quote", *words, exit_code=5, error=closed)
    offered.refuses("quote", "delete", "Q-2026-0001", "--yes", exit_code=5, error=closed)
    assert offered.json("quote", "list")["quotes"][0]["reason"] == "Too dear"
    offered("undo").check()
    offered("quote", "accept", "bakery", "--option=A").check()
    offered.refuses(
        *("quote", "accept", "Q-2026-0001", "--option=A"),
        exit_code=5,
        error="""\
va: Quote Q-2026-0001 was accepted on 2026-03-16 with option A.
    Make a new one: 'va quote add'.""",
    )


@pytest.mark.parametrize(
    ("words", "exit_code", "error"),
    [
        (["accept", "bakery"], 2, "Quote Q-2026-0001 offers A or B.\n    Say which: '--option A'."),
        (
            ["accept", "bakery", "--option=C"],
            4,
            "Quote Q-2026-0001 has no option 'C'.\n    It offers A or B.",
        ),
        (
            ["accept", "bakery", "--option=A", "--on=2026-03-15"],
            2,
            "Quote Q-2026-0001 was made on 2026-03-16, after 2026-03-15.\n    Give the day of the answer: '--on DATE'.",
        ),
        (
            ["offer", "bakery", "bakery/more", "--hourly=40", "--retainer=400"],
            2,
            (
                "The terms are hourly and retainer at once.\n"
                "    Choose one of --hourly, --flat, --retainer, --package; overtime of a retainer is '--overage'."
            ),
        ),
        (
            ["offer", "bakery", "bakery/more", "--hourly=40", "--hours=10"],
            2,
            "Included hours belong to a retainer, not to hourly terms.\n    Say '--retainer FEE --hours H'.",
        ),
        (
            ["offer", "bakery", "acme/inbox", "--hourly=40"],
            2,
            "Quote Q-2026-0001 is for 'bakery', not for 'acme'.\n    Write 'bakery/inbox'.",
        ),
        (
            ["offer", "bakery", "bakery/inbox", "--hourly=40", "--option=a"],
            5,
            (
                "Line 2 of quote Q-2026-0001 offers 'bakery/inbox' already.\n    "
                "Give both lines options of their own, or take it off: 'va quote edit Q-2026-0001 --line 2 --remove'."
            ),
        ),
        (
            ["line", "bakery", "More", "--price=1", "--qty=0"],
            2,
            "A quantity of '0' offers nothing.\n    Give how many, more than nothing: '--qty 3'.",
        ),
        (
            ["line", "bakery", "More", "--price=1", f"--option={'x' * 21}"],
            2,
            f"'{'x' * 21}' cannot name an option.\n    Use up to 20 letters, such as 'A' or 'Small'.",
        ),
        (
            ["edit", "bakery", "--line=2", "--price=50"],
            2,
            (
                "Line 2 offers the terms of 'bakery/inbox'.\n    Take it off "
                "('va quote edit Q-2026-0001 --line 2 --remove') and offer it anew."
            ),
        ),
        (
            ["edit", "bakery", "--line=9", "--remove"],
            4,
            "Quote Q-2026-0001 has no line 9.\n    It has 4: 'va quote show Q-2026-0001'.",
        ),
        (
            ["edit", "bakery", "--remove"],
            2,
            (
                "It is not said which line shall change.\n"
                "    Name it: '--line 1' is the first one of 'va quote show QUOTE'."
            ),
        ),
        (
            ["edit", "bakery", "--valid=2026-03-15"],
            2,
            "The quote would be valid until 2026-03-15, before 2026-03-16.\n    Give a later day: '--valid 30d'.",
        ),
        (["show", "Q-2026-0009"], 4, "There is no quote 'Q-2026-0009'.\n    'va quote list' shows all."),
        (["show", "acme"], 4, "'acme' has no open quote.\n    Make one: 'va quote add acme'."),
    ],
)
def test_what_is_refused(offered: Va, words: list[str], exit_code: int, error: str) -> None:
    offered.refuses("quote", *words, exit_code=exit_code, error=f"va: {error}")


def test_an_empty_quote_cannot_be_sent_or_accepted(va: Va) -> None:
    va("quote", "add", "acme").check()
    for command in ("accept", "pdf"):
        va.refuses(
            *("quote", command, "acme"),
            exit_code=5,
            error="""\
va: Quote Q-2026-0001 offers nothing yet.
    Add a line: 'va quote line Q-2026-0001 TEXT --price 100'.""",
        )


def test_a_line_can_be_changed_and_taken_off(offered: Va) -> None:
    changed = offered.json("quote", "edit", "bakery", "--line=1", "--price=800", "--text=Small website", "--option=A")
    assert [(one["text"], one["net"], one["option"]) for one in changed["lines"]][:1] == [
        ("Small website", "800.00", "A")
    ]
    changed = offered.json("quote", "edit", "bakery", "--line=4", "--remove", "--notes=Bis bald")
    assert len(changed["lines"]) == 3
    assert changed["notes"] == "Bis bald"


def test_terms_in_another_currency_need_a_name_of_their_own(va: Va) -> None:
    va("engagement", "add", "acme/dollars", "--hourly=50", "--currency=USD").check()
    va("quote", "add", "acme").check()

    va.refuses(
        *("quote", "offer", "acme", "acme/dollars", "--hourly=55"),
        exit_code=5,
        error="""\
va: 'acme/dollars' is billed in USD, and quote Q-2026-0001 is in EUR.
    Offer it under another name.""",
    )


@pytest.mark.parametrize("template", ["classic", "modern", "plain"])
def test_the_pdf_has_the_options_beside_each_other_and_uses_no_invoice_number(
    offered: Va, template: str, tmp_path: Path
) -> None:
    offered("business", "edit", f"--template={template}", "--set", "footer=Example terms apply.").check()
    offered("quote", "pdf", "bakery", "-o", tmp_path / "quote.pdf").check()

    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "quote.pdf").pages)
    for part in (
        *("Offerte Q-2026-0001", "Optie A", "Optie B", "Website and inbox", "Uurtarief", "€\u00a042,00"),
        *("Vast bedrag per maand", "Inbegrepen uren", "10:00", "Eenmalig", "Per maand", "Btw 21%", "€\u00a01.210,00"),
        *("geldig tot en met 15 april 2026", "Example terms apply."),
    ):
        assert part in text.replace("Offerte \n", "Offerte "), part
    offered("task", "add", "bakery", "Call", "--price=10").check()
    offered("task", "done", "1").check()
    offered("invoice", "draft", "bakery").check()
    assert offered.json("invoice", "issue", "1", "--yes")["issued"][0]["number"] == "2026-0001"


def test_a_template_of_ones_own_without_the_block_leaves_quotes_classic(
    offered: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VA_TEMPLATES", str(tmp_path))
    (tmp_path / "own.html").write_text("<html lang='en'><title>x</title>{{ number }}", encoding="utf-8")
    offered("business", "edit", "--template=own").check()
    offered("quote", "pdf", "bakery", "-o", tmp_path / "quote.pdf").check()

    assert "Optie B" in PdfReader(tmp_path / "quote.pdf").pages[0].extract_text()


def test_today_lists_open_quotes_and_those_that_expire(offered: Va) -> None:
    offered("quote", "add", "acme", "--valid=2026-03-23").check()

    to_do = [(one["what"], one["command"]) for one in offered.json()["to_do"]]

    assert to_do == [
        ("Quote Q-2026-0002 for acme expires on 2026-03-23", "va quote accept Q-2026-0002"),
        ("Quote Q-2026-0001 for bakery is open until 2026-04-15", "va quote show Q-2026-0001"),
    ]
    offered.at("2026-03-24T12:00:00+01:00")
    assert [one["what"] for one in offered.json()["to_do"]] == ["Quote Q-2026-0001 for bakery is open until 2026-04-15"]
