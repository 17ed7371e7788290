"""`va bank`: rows, reasons and what is left; the contracts of tests/contracts/ show how each rule counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vabackoffice.domain.duration import hours_text

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def desk(va: Va) -> Va:
    """Agree on ten hours a month, at most two of them carried; a package of 5 h; 7 h and then 4h30 worked in March."""
    retainer = ("--retainer=400", "--hours=10", "--carry=cap:2h", "--overage=50")
    va("engagement", "add", "acme/desk", "--from=2026-02-01", *retainer).check()
    va("package", "sell", "acme/desk", "--hours=5", "--price=200", "--on=2026-03-02", "--expires=30d").check()
    va("log", "7h", "acme/desk", "Mail", "--on=2026-03-03").check()
    va("log", "4h30", "acme/desk", "Mail", "--on=2026-03-10").check()
    return va


def test_the_current_period_with_its_reasons(desk: Va) -> None:
    # 10 h + 2 h carried - 7 h - 4h30 = 0h30 of March's hours, which may go on; the package: 2 March + 30 d = 1 April.
    desk("bank", "acme/desk", "--explain").check(
        output="""
acme/desk, March 2026
  11h30 used, 5h30 of 17h left until 31 Mar
  5h (package 1) lapse after Wed 1 Apr 2026

Date             What                                                                Hours  Balance
───────────────────────────────────────────────────────────────────────────────────────────────────
Sun 1 Mar 2026   carried in                                                            +2h       2h
                 Carried from February 2026: 2h, at most 2h are carried
Sun 1 Mar 2026   allowance                                                            +10h      12h
                 10h included in March 2026
Mon 2 Mar 2026   bought, package 1                                                     +5h      17h
                 5h bought as package 1 for 200.00 EUR, usable until Wed 1 Apr 2026
Tue 3 Mar 2026   worked, allowance, entry 1                                            -7h      10h
                 7h of the 10h included in March 2026; 3h of them are left
Tue 10 Mar 2026  worked, allowance, entry 2                                            -3h       7h
                 3h of the 10h included in March 2026; nothing of them is left
Tue 10 Mar 2026  worked, carried over, entry 2                                       -1h30     5h30
                 1h30 of the 2h carried into March 2026; 30m of them are left
""",
        error="",
    )


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_reasons_fit_the_terminal(desk: Va, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = desk("bank", "acme/desk", "--explain", "--all").check().out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert any(line.startswith("Tue 10 Mar 2026  worked, carried over, entry 2") for line in lines)


def test_a_bank_as_json(desk: Va) -> None:
    found = desk.json("bank", "acme/desk", "2026-03-03..2026-03-31")
    first = found["rows"][0]
    assert first == {
        "date": "2026-03-03",
        "kind": "draw",
        "source": "allowance",
        "entry": 1,
        "seconds": -25_200,
        "hours": "-7.00",
        "balance": "10.00",
        "why": "7h of the 10h included in March 2026; 3h of them are left",
    }
    assert [(row["kind"], row["hours"], row["balance"]) for row in found["rows"]] == [
        ("draw", "-7.00", "10.00"),
        ("draw", "-3.00", "7.00"),
        ("draw", "-1.50", "5.50"),
    ]
    del found["rows"]
    assert found == {
        "engagement": "acme/desk",
        "unit": "hours",
        "period": {"start": "2026-03-03", "end": "2026-04-01"},
        "balance": "5.50",
        "balance_seconds": 19_800,
        "used": "11.50",
        "used_seconds": 41_400,
        "expires": [{"date": "2026-04-01", "hours": "5.00", "source": "package:1"}],
        "low": False,
    }


def test_a_past_period_stands_as_it_ended(desk: Va) -> None:
    desk("bank", "acme/desk", "2026-02").check(
        output="""
acme/desk, February 2026
  0m used, 0m left at the end

Date             What               Hours  Balance
──────────────────────────────────────────────────
Sun 1 Feb 2026   allowance           +10h      10h
Sat 28 Feb 2026  lapsed, allowance    -8h       2h
Sat 28 Feb 2026  carried out          -2h       0m
"""
    )
    found = desk.json("bank", "acme/desk", "2026-02")
    assert (found["balance"], found["used"], found["expires"], found["low"]) == ("0.00", "0.00", [], None)


def test_all_rows_since_the_beginning(desk: Va) -> None:
    found = desk.json("bank", "acme/desk", "--all")
    assert found["period"] == {"start": "2026-02-01", "end": "2026-03-17"}
    assert [row["kind"] for row in found["rows"]] == [
        *("allowance", "expiry", "carry_out"),
        *("carry_in", "allowance", "purchase", "draw", "draw", "draw"),
    ]
    assert (found["balance"], found["used"]) == ("5.50", "11.50")


def test_days_in_which_there_can_be_nothing_say_so(desk: Va) -> None:
    desk("engagement", "end", "acme/desk", "--on=2026-06-30").check()
    for period, said in (
        ("2025-03", "acme/desk, March 2025\n  The agreement begins on Sun 1 Feb 2026."),
        ("2026-05", "acme/desk, May 2026\n  These days are still to come."),
        ("2026-07", "acme/desk, July 2026\n  The agreement ended on Tue 30 Jun 2026."),
    ):
        desk("bank", "acme/desk", period).check(output=said, error="")
        found = desk.json("bank", "acme/desk", period)
        assert (found["rows"], found["used"]) == ([], "0.00")
    desk.at("2026-09-01T12:00:00+02:00")  # long after the end its last period is the current one
    assert desk("bank", "acme/desk").out.startswith("acme/desk, June 2026\n  0m used, 0m left at the end")


def test_planned_work_is_not_counted_yet(desk: Va) -> None:
    desk("log", "2h", "acme/desk", "--on=2026-03-20").check()
    assert "  2h of days to come are not counted yet." in desk("bank", "acme/desk").out.splitlines()
    assert desk.json("bank", "acme/desk")["balance"] == "5.50"


def test_a_debt_is_less_than_nothing(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-03-01", "--retainer=400", "--hours=10", "--debt=carry").check()
    va("log", "12h10", "acme/desk", "--on=2026-03-03").check()
    found = va.json("bank", "acme/desk")
    # 10 h - 12h10 = -2h10 = -2.1667 h.
    assert [(row["source"], row["hours"], row["balance"]) for row in found["rows"][1:]] == [
        ("allowance", "-10.00", "0.00"),
        ("debt", "-2.17", "-2.17"),
    ]
    assert (found["balance"], found["used"], found["low"]) == ("-2.17", "12.17", True)
    lines = va("bank", "acme/desk").out.splitlines()
    assert lines[1:3] == ["  12h10 used, 2h10 below zero until 31 Mar", "  The bank is low: at most 20 % are left."]
    assert lines[-1].split() == ["Tue", "3", "Mar", "2026", "worked,", "debt,", "entry", "1", "-2h10", "-2h10"]


def test_hours_beyond_stand_beside_the_balance(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-03-01", "--retainer=400", "--hours=1", "--overage=50").check()
    va("log", "1h20", "acme/desk", "--on=2026-03-03").check()
    found = va.json("bank", "acme/desk")["rows"][-1]
    assert (found["kind"], found["source"], found["seconds"], found["hours"], found["balance"]) == (
        *("overage", "overage", 1200),
        *("0.33", "0.00"),
    )
    lines = va("bank", "acme/desk").out.splitlines()
    assert lines[1] == "  1h20 used, nothing left of 1h until 31 Mar, 20m beyond"
    assert lines[-1].startswith("Tue 3 Mar 2026  beyond the bank, entry 1")


def test_the_client_alone_means_the_only_bank_or_that_of_the_default(desk: Va) -> None:
    assert desk.json("bank", "ac")["engagement"] == "acme/desk"  # acme/inbox is hourly
    desk("engagement", "add", "acme/block", "--package").check()
    desk.refuses(
        *("bank", "acme"),
        exit_code=2,
        error="va: 'acme' has several hour banks: acme/block, acme/desk.\n    Name one: 'va bank acme/block'.",
    )
    desk("engagement", "edit", "acme/desk", "--default").check()
    assert desk.json("bank", "acme")["engagement"] == "acme/desk"
    desk("engagement", "edit", "acme/desk", "--no-default").check()
    desk("engagement", "end", "acme/desk", "--on=2026-03-10").check()
    assert desk.json("bank", "acme")["engagement"] == "acme/block"


@pytest.mark.parametrize("handle", ["bakery", "bakery/main"])
def test_without_a_bank_it_says_what_to_do(va: Va, handle: str) -> None:
    va.refuses(
        *("bank", handle),
        exit_code=5,
        error="va: 'bakery/main' has no hour bank: its terms are neither a retainer nor packages.\n"
        "    Sell hours: 'va package sell bakery/main --hours H --price AMOUNT'; or agree on a retainer: "
        "'va engagement terms bakery/main --from DATE --retainer FEE --hours H'.",
    )


def test_what_cannot_be_shown_is_refused(desk: Va) -> None:
    desk.refuses(
        "bank", "nobody", exit_code=4, error="va: There is no client 'nobody'.\n    'va client list' shows all."
    )
    desk.refuses(
        *("bank", "acme/desk", "2026-03", "--all"),
        exit_code=2,
        error="va: '2026-03' and '--all' are asked for at once.\n    Name a period, or say '--all'.",
    )


@pytest.mark.parametrize(
    ("seconds", "text"),
    # Half a hundredth of an hour is 18 s.
    [(0, "0.00"), (17, "0.00"), (18, "0.01"), (-17, "0.00"), (-18, "-0.01"), (-600, "-0.17"), (35_400, "9.83")],
)
def test_hours_have_two_decimals(seconds: int, text: str) -> None:
    assert hours_text(seconds) == text
