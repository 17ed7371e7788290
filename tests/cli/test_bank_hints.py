"""What the day's commands say of an hour bank and of a cap, and when they ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def desk(va: Va) -> Va:
    """Agree on twenty hours a month; 15h45 of March's are worked."""
    va("engagement", "add", "acme/desk", "--from=2026-03-01", "--retainer=800", "--hours=20", "--overage=50").check()
    va("log", "15h45", "acme/desk", "--on=2026-03-10").check()
    return va


def bank(seconds: int, of: int, until: str | None) -> dict[str, object]:
    return {"left_seconds": seconds, "of_seconds": of, "until": until}


def test_the_days_commands_say_what_is_left(desk: Va) -> None:
    desk("log", "30m", "acme/desk").check(
        output="Logged Mon 16 Mar 2026, 30m, acme/desk\nacme/desk: 3h45 of 20h left until 31 Mar", error=""
    )
    desk("start", "acme/desk", "--at=-15m").check(
        output="Started acme/desk at 11:45\nacme/desk: 3h30 of 20h left until 31 Mar", error=""
    )
    desk("status").check(
        output="acme/desk at 11:45, 15m\nToday 45m, this week 45m\nacme/desk: 3h30 of 20h left until 31 Mar"
    )
    desk("switch", "bakery").check(
        output="Stopped Mon 16 Mar 2026 11:45-12:00, 15m, acme/desk\nStarted bakery/main at 12:00"
    )
    desk("cancel").check()
    desk("start", "acme/desk").check()
    desk.at("2026-03-16T13:00:00+01:00")
    desk("stop").check(
        output="Stopped Mon 16 Mar 2026 12:00-13:00, 1h, acme/desk\nacme/desk: 2h30 of 20h left until 31 Mar"
    )
    assert desk("resume").check().out.splitlines()[1] == "acme/desk: 2h30 of 20h left until 31 Mar"


def test_the_same_as_json(desk: Va) -> None:
    assert desk.json("log", "30m", "acme/desk")["bank"] == bank(13_500, 72_000, "2026-03-31")
    assert desk.json("start", "acme/desk")["bank"] == bank(13_500, 72_000, "2026-03-31")
    desk.at("2026-03-16T12:15:00+01:00")
    assert desk.json("status")["bank"] == bank(12_600, 72_000, "2026-03-31")
    assert desk.json("stop")["bank"] == bank(12_600, 72_000, "2026-03-31")
    assert desk.json("status")["bank"] is None
    assert desk.json("start", "bakery")["bank"] is None
    assert desk.json("stop") == {"stopped": None, "bank": None}


@pytest.mark.parametrize("options", [["--no-bill"], ["--task=1"]])
def test_what_does_not_draw_says_nothing(desk: Va, options: list[str]) -> None:
    desk("task", "add", "acme/desk", "Newsletter", "--price=80").check()
    assert desk.json("log", "30m", "acme/desk", *options)["bank"] is None


def test_beyond_the_bank(desk: Va) -> None:
    desk("log", "6h", "acme/desk", "--on=2026-03-11").check(
        output="Logged Wed 11 Mar 2026, 6h, acme/desk\nacme/desk: nothing left of 20h until 31 Mar, 1h45 beyond"
    )
    desk("start", "acme/desk", "--at=11:00").check()  # what is billed beside the bank is no reason to ask
    # The running hour is beyond the bank too.
    assert desk("status").out.splitlines()[-1] == "acme/desk: nothing left of 20h until 31 Mar, 2h45 beyond"


def test_packages_say_until_when_they_can_be_used(va: Va) -> None:
    va("engagement", "add", "acme/block", "--package").check()
    va("package", "sell", "acme/block", "--hours=10", "--price=400", "--on=2026-03-01").check()
    line = "acme/block: 7h of 10h left"
    assert va("log", "3h", "acme/block", "--on=2026-03-02").out.splitlines()[1] == line
    va("package", "sell", "acme/block", "--hours=5", "--price=200", "--expires=2027-01-31").check()
    # Both are open: 15 h were bought.
    line = "acme/block: 11h of 15h left until 31 Jan 2027"
    assert va("log", "1h", "acme/block").out.splitlines()[1] == line


def test_a_retainer_without_hours_has_nothing_to_say(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-03-01", "--retainer=400", "--overage=50").check()
    va("log", "1h", "acme/desk").check(output="Logged Mon 16 Mar 2026, 1h, acme/desk")


def test_outside_of_the_agreement_and_on_flat_days_nothing_is_said(desk: Va) -> None:
    desk("engagement", "terms", "acme/desk", "--from=2026-04-01", "--flat").check()
    desk.at("2026-04-02T12:00:00+02:00")
    assert desk.json("log", "1h", "acme/desk")["bank"] is None
    desk("engagement", "add", "acme/later", "--from=2026-05-01", "--package").check()
    assert desk.json("log", "1h", "acme/later")["bank"] is None
    desk.at("2026-05-01T12:00:00+02:00")  # work without terms keeps that bank from being counted, and nothing else
    assert desk.json("log", "1h", "acme/later")["bank"] is None
    assert desk.json()["to_do"] == []
    desk.refuses(
        *("bank", "acme/later"),
        exit_code=5,
        error="va: 'acme/later' has no terms on Thu 2 Apr 2026.\n"
        "    Say what held then: 'va engagement terms acme/later --from 2026-04-02 --hourly RATE'.",
    )


EMPTY = "The bank of acme/desk is empty (nothing left of 1h until 31 Mar); starting a timer"


@pytest.fixture
def empty_bank(va: Va) -> Va:
    """Use up an hour whose terms ask before a timer starts on nothing; a timer runs for somebody else."""
    va("engagement", "add", "acme/desk", "--from=2026-03-01", "--retainer=40", "--hours=1", "--debt=ask").check()
    va("start", "acme/desk").check()  # with something left nobody is asked
    va("cancel").check()
    va("log", "1h", "acme/desk", "--on=2026-03-10").check()
    va("start", "bakery", "--at=11:00").check()
    return va


@pytest.mark.parametrize(
    "command", [["start", "acme/desk"], ["switch", "acme/desk"], ["resume", "1"], ["interrupt", "acme/desk", "10m"]]
)
def test_an_empty_bank_asks_first(empty_bank: Va, command: list[str]) -> None:
    empty_bank.refuses(*command, exit_code=3, error=f"va: {EMPTY} needs a yes.\n    Add '--yes' to go ahead.")
    assert empty_bank(*command, "--yes").check(error="").exit_code == 0


def test_a_person_can_answer(empty_bank: Va) -> None:
    code, _, screen = at_a_terminal(empty_bank, ["start", "acme/desk"], [(f"{EMPTY}. Go on? [y/N]:", "n")])
    assert (code, screen.splitlines()[-1]) == (2, "va: Nothing was done.")
    code, out, _ = at_a_terminal(empty_bank, ["start", "acme/desk"], [(f"{EMPTY}. Go on? [y/N]:", "y")])
    assert code == 0
    assert out.splitlines()[-1] == "acme/desk: nothing left of 1h until 31 Mar"


def test_logging_past_work_asks_nothing(empty_bank: Va) -> None:
    empty_bank("log", "30m", "acme/desk").check(
        output="Logged Mon 16 Mar 2026, 30m, acme/desk\nacme/desk: 30m below zero until 31 Mar", error=""
    )


@pytest.fixture
def capped(va: Va) -> Va:
    """Agree on at most 20 hours a month; 15h30 are logged in March and 5 h in February."""
    va("engagement", "add", "acme/desk", "--from=2026-02-01", "--hourly=40", "--cap=20h", "--round=15m").check()
    va("log", "5h", "acme/desk", "--on=2026-02-10").check(error="")
    va("log", "15h30", "acme/desk", "--on=2026-03-10").check(error="")
    return va


def test_from_four_fifths_on_the_cap_is_said(capped: Va) -> None:
    # 15h30 + 20m, as billed 30m, are 16 h: 80 %.
    capped("log", "20m", "acme/desk").check(
        output="Logged Mon 16 Mar 2026, 20m, acme/desk",
        error="acme/desk: 16h of at most 20h per month are used (80 %)",
    )
    capped("start", "acme/desk").check(error="acme/desk: 16h of at most 20h per month are used (80 %)")


def test_a_cap_that_is_used_up_asks_before_a_start(capped: Va) -> None:
    capped("log", "4h30", "acme/desk").check(error="acme/desk: 20h of at most 20h per month are used (100 %)")
    said = "acme/desk: 20h of at most 20h per month are used (100 %)"
    capped.refuses(
        *("start", "acme/desk"),
        exit_code=3,
        error=f"va: {said}; starting a timer needs a yes.\n    Add '--yes' to go ahead.",
    )
    capped("start", "acme/desk", "--yes").check(error=said)


def test_what_is_billed_in_the_month_counts_too(capped: Va) -> None:
    # The draft of March takes February's 5 h first and 15 h of its own; 30m of those wait, and an hour comes to them.
    capped("invoice", "draft", "acme", "2026-03").check()
    capped("log", "1h", "acme/desk").check(error="acme/desk: 21h30 of at most 20h per month are used (107 %)")


def test_a_cap_on_money_counts_prices_and_surcharges(va: Va) -> None:
    # Saturday 14 March: 4 h x 60 = 240; Monday: 4 h x 40 = 160. Together 400 of 500, 80 %; a quarter of an hour more
    # is 10: 410, 82 %.
    va("engagement", "add", "acme/desk", "--hourly=40", "--cap=500", "--surcharge=weekend:50").check()
    va("log", "4h", "acme/desk", "--on=2026-03-14").check(error="")
    va("log", "4h", "acme/desk").check(error="acme/desk: 400.00 EUR of at most 500.00 EUR per month are used (80 %)")
    va("log", "15m", "acme/desk").check(error="acme/desk: 410.00 EUR of at most 500.00 EUR per month are used (82 %)")


@pytest.mark.parametrize(("options", "percent"), [([], 96), (["--holidays=own"], 48)])
def test_a_holiday_makes_hours_dearer_under_a_cap(va: Va, options: list[str], percent: int) -> None:
    # 14 July is a holiday in France, where the client is, and none in the Netherlands: 6 h x 40 = 240 of 500, or 480.
    va("client", "add", "lune", "--country=FR").check()
    surcharge = ("--surcharge=holiday:100", "--cap=500", *options)
    va("engagement", "add", "lune/desk", "--hourly=40", *surcharge).check()
    va.at("2026-07-14T12:00:00+02:00")
    said = f"lune/desk: {percent * 5}.00 EUR of at most 500.00 EUR per month are used ({percent} %)"
    va("log", "6h", "lune/desk").check(error=said if percent >= 80 else "")


def test_today_lists_low_banks(desk: Va) -> None:
    assert desk.json()["to_do"] == []
    desk("log", "15m", "acme/desk").check()  # 4 h of 20 h are 20 %
    assert desk.json()["to_do"] == [
        {"what": "Bank of acme/desk is low: 4h of 20h left until 31 Mar", "command": "va bank acme/desk"}
    ]
    desk("package", "sell", "acme/desk", "--hours=5", "--price=200", "--on=2026-03-01").check()
    assert desk.json()["to_do"] == []


def test_today_proposes_the_same_package_again(va: Va) -> None:
    va("engagement", "add", "acme/block", "--package", "--debt=carry").check()
    sell = ("package", "sell", "acme/block", "--hours=7h30", "--price=300")
    va(*sell, "--on=2026-03-01", "--expires=60d", "--from-first-use").check()
    va("log", "7h", "acme/block").check()
    said = "Bank of acme/block is low: 30m of 7h30 left until 15 May"  # 16 March + 60 days
    command = "va package sell acme/block --hours 7h30 --price 300.00 --expires 60d --from-first-use"
    assert va.json()["to_do"] == [{"what": said, "command": command}]
    va(*command.split()[1:]).check()
    assert va.json()["to_do"] == []


def test_a_bank_that_renews_itself_waits_for_the_month(va: Va) -> None:
    va("engagement", "add", "acme/block", "--package", "--renew=draft").check()
    va("package", "sell", "acme/block", "--hours=10", "--price=400", "--on=2026-03-01", "--expires=2026-06-30").check()
    va("log", "9h", "acme/block").check()
    assert va.json()["to_do"] == [
        {"what": "Bank of acme/block is low: 1h of 10h left until 30 Jun", "command": "va month --draft"}
    ]


def test_a_used_up_package_on_hourly_terms_asks_for_nothing(va: Va) -> None:
    va("package", "sell", "acme", "--hours=1", "--price=40", "--on=2026-02-01").check()
    va("log", "1h", "acme", "--on=2026-02-02").check()
    assert [one["command"] for one in va.json()["to_do"]] == ["va month"]
