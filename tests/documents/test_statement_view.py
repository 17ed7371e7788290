"""The "hours left": figures worked out by hand, in the words of the client; and the same as a short message."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.documents.statements import HOUR, LONG_NAMES, LONG_NOTE, MINUTE, sample, viewed, work

from vabackoffice.documents.contrast import contrast, readable
from vabackoffice.documents.look import Look
from vabackoffice.documents.statement_text import MOST_LINES, statement_text
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.bank_statement import BankStatement, Lapsing, NextPeriod
from vabackoffice.domain.money import Money


def plain(view: Any) -> Any:
    """Return it with plain spaces, which are easier to type."""
    text = json.dumps(view, ensure_ascii=False)
    return json.loads(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " "))


def said(statement: BankStatement, **options: Any) -> dict[str, str]:
    """Return the lines of the outlook by label."""
    return {row["label"]: ", ".join(row["lines"]) for row in plain(viewed(statement, **options))["outlook"]}


def bar(statement: BankStatement) -> list[tuple[str, str, int, int]]:
    parts = plain(viewed(statement))["bar"]["parts"]
    return [(f"{part['kind']}: {part['label']}", part["hours"], part["start"], part["width"]) for part in parts]


OVER = sample(
    used=13 * HOUR + 35 * MINUTE,
    left=0,
    beyond=125 * MINUTE,
    price=Money(9360, "EUR"),
    lapsing=(),
    run_out=None,
    work=work((2, 395 * MINUTE, 0), (16, 7 * HOUR, 125 * MINUTE)),
)


def test_what_stands_on_the_page() -> None:
    view = plain(viewed())

    assert view["headline"] == {"hours": "4:55 h", "text": "left of 11:30 h", "is_debt": False}
    assert (view["client"], view["agreement"], view["period"]) == ("Example Bakery Ltd", "inbox", "March 2026")
    assert view["as_of"] == "as of 19 March 2026"
    assert view["outlook"] == [
        {"label": "Expiring", "lines": ["1:30 h on 31 March 2026", "3:25 h on 30 April 2026"]},
        {"label": "Expected to run out", "lines": ["29 March 2026, at the pace of the last 8 weeks"]},
        {"label": "Next period", "lines": ["10:00 h from 1 April 2026"]},
    ]
    assert view["work"] == {
        "rows": [
            {"date": "Mon 2 Mar", "note": "Inbox", "hours": "1:30 h", "remarks": []},
            {"date": "Tue 3 Mar", "note": "Travel for the trade fair in Frankfurt", "hours": "2:00 h", "remarks": []},
            {"date": "Mon 9 Mar", "note": "Virtual assistance", "hours": "0:45 h", "remarks": []},
            {"date": "Thu 12 Mar", "note": "Newsletter", "hours": "2:20 h", "remarks": []},
        ],
        "earlier": None,
        "total": "6:35 h",
    }
    assert view["seller"] == {
        "name": "Example Office",
        "address": ["Example Office", "Voorbeeldstraat 1", "1012 AB Amsterdam"],
        "contact": ["office@example.com"],
    }


def test_the_bar_ends_with_what_is_left() -> None:
    # 395 of 690 minutes are 572.46 thousandths.
    assert bar(sample()) == [("used: Used", "6:35 h", 0, 572), ("left: Left", "4:55 h", 572, 428)]


def test_the_bar_shows_extra_hours_beyond_what_there_was() -> None:
    # 690 of 690 + 125 minutes are 846.6 thousandths.
    assert bar(OVER) == [
        ("used: Used", "11:30 h", 0, 847),
        ("left: Left", "0:00 h", 847, 0),
        ("over: Extra hours", "2:05 h", 847, 153),
    ]


def test_the_bar_shows_a_debt_and_what_lapsed() -> None:
    debt = sample(available=6 * HOUR, used=8 * HOUR, left=0, debt=2 * HOUR)
    assert bar(debt) == [
        ("used: Used", "6:00 h", 0, 750),
        ("left: Left", "0:00 h", 750, 0),
        ("over: Hours used in advance", "2:00 h", 750, 250),
    ]
    lapsed = sample(available=20 * HOUR, used=8 * HOUR, lapsed=10 * HOUR, left=2 * HOUR)
    assert bar(lapsed) == [
        ("used: Used", "8:00 h", 0, 400),
        ("lapsed: Expired", "10:00 h", 400, 500),
        ("left: Left", "2:00 h", 900, 100),
    ]


def test_the_bar_of_nothing_is_empty() -> None:
    empty = sample(available=0, used=0, left=0, work=())
    assert [(start, width) for _, _, start, width in bar(empty)] == [(0, 0), (0, 0)]


def test_a_debt_comes_first_where_there_is_one() -> None:
    view = plain(viewed(sample(available=6 * HOUR, left=0, debt=2 * HOUR)))
    assert view["headline"] == {"hours": "2:00 h", "text": "used in advance", "is_debt": True}


def test_extra_hours_have_their_price() -> None:
    assert said(OVER)["Extra hours"] == "2:05 h, €93.60 excluding any VAT"
    assert said(OVER, with_vat=True)["Extra hours"] == "2:05 h, €93.60"
    assert said(replace(OVER, price=None))["Extra hours"] == "2:05 h"
    assert said(OVER, language="de")["Zusatzstunden"] == "2:05 h, 93,60 € zzgl. etwaiger USt."


def test_what_is_not_known_is_not_said() -> None:
    assert said(sample(lapsing=(), run_out=None, next_period=None)) == {}
    assert said(sample(lapsing=(), run_out=None, next_period=NextPeriod(date(2026, 4, 1), 0))) == {
        "Next period": "1 April 2026"
    }


def test_an_entry_says_what_of_it_is_extra_and_that_it_came_late() -> None:
    entries = work((2, 2 * HOUR, 30 * MINUTE), (3, HOUR, HOUR), (4, HOUR, 0))
    late = (*entries[:2], replace(entries[2], is_late=True, day=date(2025, 12, 30)))
    rows = plain(viewed(sample(work=late)))["work"]["rows"]

    assert [row["remarks"] for row in rows] == [["of which 0:30 h extra"], ["Extra hours"], ["added later"]]
    assert rows[2]["date"] == "Tue, 30 Dec 2025"  # one of another year, so all have their year


def test_a_second_in_one_place_is_a_second_in_all() -> None:
    view = plain(viewed(sample(work=work((2, 90 * MINUTE + 1, 0), (3, 120 * MINUTE, 0)))))
    assert [row["hours"] for row in view["work"]["rows"]] == ["1:30:01 h", "2:00:00 h"]
    assert view["headline"]["hours"] == "4:55:00 h"


def test_the_first_of_many_entries_become_one_line() -> None:
    def shown(most_rows: int) -> tuple[Any, list[str]]:
        found = plain(viewed(most_rows=most_rows))["work"]
        return found["earlier"], [row["date"] for row in found["rows"]]

    assert shown(4) == (None, ["Mon 2 Mar", "Tue 3 Mar", "Mon 9 Mar", "Thu 12 Mar"])
    assert shown(3) == ({"text": "1 earlier entry", "hours": "1:30 h"}, ["Tue 3 Mar", "Mon 9 Mar", "Thu 12 Mar"])
    assert shown(2) == ({"text": "2 earlier entries", "hours": "3:30 h"}, ["Mon 9 Mar", "Thu 12 Mar"])
    assert shown(0) == ({"text": "4 earlier entries", "hours": "6:35 h"}, [])


def test_the_accent_is_readable_by_day_and_by_night() -> None:
    # Pale yellow and near-black: one is lost on white, the other on black.
    for accent in ("#fff3b0", "#101418", "#1f5c57", "#808080", "#ffffff", "#000000"):
        look = viewed(look=Look(accent=accent))["look"]
        assert contrast(look["accent_on_light"], look["light"]) >= 4.5
        assert contrast(look["accent_on_dark"], look["dark"]) >= 7
    assert readable("#1f5c57", "#ffffff") == "#1f5c57"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the well-known grey that just fails
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # and the one that just passes


def test_the_message() -> None:
    assert statement_text(viewed()) == (
        "Hours left: Example Bakery Ltd · inbox, March 2026\n"
        "4:55 h left of 11:30 h (as of 19 March 2026)\n"
        "Used: 6:35 h\n"
        "Expiring: 1:30 h on 31 March 2026, 3:25 h on 30 April 2026\n"
        "Expected to run out: 29 March 2026, at the pace of the last 8 weeks\n"
        "Next period: 10:00 h from 1 April 2026\n"
        "What was done:\n"
        "- Mon 2 Mar · 1:30 h · Inbox\n"
        "- Tue 3 Mar · 2:00 h · Travel for the trade fair in Frankfurt\n"
        "- Mon 9 Mar · 0:45 h · Virtual assistance\n"
        "- Thu 12 Mar · 2:20 h · Newsletter"
    )


def test_the_message_says_what_is_extra_once() -> None:
    assert statement_text(viewed(OVER, agreement="", language="fr")) == (
        "Heures restantes : Example Bakery Ltd, mars 2026\n"
        "0:00 h restantes sur 11:30 h (au 19 mars 2026)\n"
        "Utilisées : 11:30 h\n"
        "Heures supplémentaires : 2:05 h, 93,60 € hors TVA éventuelle\n"
        "Prochaine période : 10:00 h à partir du 1er avril 2026\n"
        "Travail effectué :\n"
        "- lun. 2 mars · 6:35 h · Inbox\n"
        "- lun. 16 mars · 7:00 h · Travel for the trade fair in Frankfurt"
    )


def test_the_message_without_work() -> None:
    empty = sample(available=5 * HOUR, used=0, left=5 * HOUR, lapsing=(), run_out=None, next_period=None, work=())
    assert statement_text(viewed(empty)).splitlines()[1:] == [
        "5:00 h left of 5:00 h (as of 19 March 2026)",
        "Used: 0:00 h",
        "No hours used so far.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_stays_short_whatever_there_is_to_say(language: str) -> None:
    everything = sample(
        lapsed=HOUR,
        used=400 * HOUR,
        beyond=10 * HOUR,
        price=Money(123456789, "EUR"),
        lapsing=tuple(Lapsing(HOUR, date(2026, 9, on)) for on in range(1, 20)),
        work=work(*((on, 20 * HOUR, 0) for on in range(1, 20))),
    )
    notes = {one.entry: f"{LONG_NOTE}\n\n{LONG_NOTE}" for one in everything.work}
    text = statement_text(
        viewed(everything, notes, language=language, name=LONG_NAMES[language] * 3, agreement="x" * 90)
    )
    lines = text.splitlines()

    assert len(lines) == MOST_LINES
    assert len("\n".join(line for line in lines if not line.startswith("- "))) <= 600
    assert max(map(len, lines)) <= 160
    assert not set(text) & {"\t", "\x1b", "\u00a0", "\u2009", "\u202f", "|"}
    assert "19" in lines[8]  # how many entries there are in all
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_it(language: str) -> None:
    view = viewed(replace(OVER, lapsing=sample().lapsing, run_out=date(2026, 3, 29)), language=language)
    assert len(view["outlook"]) == 4
    assert "{" not in statement_text(view)
