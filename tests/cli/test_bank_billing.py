"""Billing a hour bank: what is settled stays settled, late work goes to the next invoice, nothing is billed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

APRIL = "2026-04-01T10:00:00+02:00"
MAY = "2026-05-01T10:00:00+02:00"


@pytest.fixture
def desk(va: Va) -> Va:
    """A retainer of 400.00 a month from January on: 10 h, 2 h of which may be carried, 50.00 an hour over."""
    va(
        "engagement",
        "add",
        "acme/desk",
        "--retainer=400",
        "--hours=10",
        "--overage=50",
        "--carry=cap:2h",
        "--from=2026-01-01",
    )
    va("log", "8h", "acme/desk", "--on=2026-01-10").check()
    va("log", "13h", "acme/desk", "--on=2026-02-10").check()
    va("log", "9h", "acme/desk", "--on=2026-03-10").check()
    return va


def lines(va: Va, *arguments: str) -> list[tuple[str, str, str]]:
    """Return first day, quantity and net of the lines of all drafts."""
    drafts = va.json(*arguments)["drafts"]
    return [(line["text"], line["quantity"], line["net"]) for draft in drafts for line in draft["lines"]]


def claims(va: Va) -> list[tuple[str, int, str]]:
    document = va("export").check().json
    return sorted((row["kind"], row["source_id"], row["period_start"]) for row in document["tables"]["claim"])


def test_a_month_settles_every_bank_period_that_is_over(desk: Va) -> None:
    desk.at(APRIL)
    # January leaves 2 of 10 h, which are carried: February has 12 and uses 13, so 1 h is over. March leaves 1 h.
    assert lines(desk, "invoice", "draft", "acme", "2026-03") == [
        ("Retainer March 2026", "1", "400.00"),
        ("Extra hours February 2026", "1.00", "50.00"),
    ]
    assert claims(desk) == [
        ("bank", 3, "2026-01-01"),
        ("bank", 3, "2026-02-01"),
        ("bank", 3, "2026-03-01"),
        ("entry", 1, ""),
        ("entry", 2, ""),
        ("entry", 3, ""),
        ("fee", 3, "2026-03-01"),
    ]
    desk.refuses(
        "invoice", "draft", "acme", "2026-03", exit_code=5,
        error="va: There is nothing to bill for 'acme' in 2026-03.\n"
        "    2 retainer fees since 2026-01-01, older and unbilled: 'va invoice draft acme 2026-01-01..2026-03-31'",
    )  # fmt: skip


def test_late_work_draws_on_the_open_period_and_is_named(desk: Va) -> None:
    desk.at(APRIL)
    desk("invoice", "draft", "acme", "2026-03").check()
    desk("log", "1h", "acme/desk", "--on=2026-02-20").check()
    desk("log", "12h", "acme/desk", "--on=2026-04-01").check()
    desk.at(MAY)
    # 1 h carried and 10 h included; 1 h late and 12 h of April: 2 h over.
    shown = desk.json("invoice", "preview", "acme", "2026-04")["drafts"][1]["lines"]
    assert [(line["quantity"], line["net"]) for line in shown] == [("1", "400.00"), ("2.00", "100.00")]
    assert shown[0]["reasons"][-1] == "late: work of Fri 20 Feb 2026, whose period was billed before"


def test_an_invoice_on_the_first_day_bills_the_fee_and_closes_nothing(desk: Va) -> None:
    desk.at("2026-03-01T09:00:00+01:00")
    # The fee of March is due, and February is over; March has just begun.
    assert lines(desk, "invoice", "draft", "acme", "2026-03") == [
        ("Retainer March 2026", "1", "400.00"),
        ("Extra hours February 2026", "1.00", "50.00"),
    ]
    assert ("bank", 3, "2026-03-01") not in claims(desk)
    desk("log", "3h", "acme/desk", "--on=2026-03-20").check()
    desk.at(APRIL)
    # Of March's 10 h 9 and 3 were used: 2 h over, with the fee of April.
    assert lines(desk, "invoice", "draft", "acme", "2026-04") == [
        ("Retainer April 2026", "1", "400.00"),
        ("Extra hours March 2026", "2.00", "100.00"),
    ]


def test_discarding_a_draft_opens_its_periods_again(desk: Va) -> None:
    desk.at(APRIL)
    before = desk.export()
    first = lines(desk, "invoice", "draft", "acme", "2026-03")
    desk("invoice", "discard", "1", "--yes").check()
    assert claims(desk) == []
    assert lines(desk, "invoice", "draft", "acme", "2026-03") == first
    desk("undo", "3").check()
    assert desk.export() == before


def test_a_credit_note_that_reopens_lets_the_period_be_billed_again(desk: Va) -> None:
    desk.at(APRIL)
    first = lines(desk, "invoice", "draft", "acme", "2026-03")
    desk("invoice", "issue", "1", "--yes").check()
    desk("invoice", "credit", "2026-0001", "--reopen", "--yes").check()
    assert lines(desk, "invoice", "draft", "acme", "2026-03") == first


def test_a_retainer_without_any_work_is_billed(va: Va) -> None:
    va("engagement", "add", "bakery/desk", "--retainer=300", "--hours=5", "--in-arrears", "--from=2026-03-01").check()
    va.at(APRIL)
    (client,) = va.json("month", "2026-03")["clients"]
    assert client["client"] == "bakery"
    assert [line["net"] for line in client["drafts"][0]["lines"]] == ["300.00"]
    assert client["banks"] == [
        {
            "engagement": "bakery/desk",
            "before": 0,
            "came_in": 18000,
            "used": 0,
            "lapsed": 18000,
            "beyond": 0,
            "after": 0,
        }
    ]
    assert va.json("month", "2026-02")["clients"] == []


def test_the_month_compares_with_the_month_before(desk: Va) -> None:
    desk.at("2026-03-01T09:00:00+01:00")
    desk("invoice", "draft", "acme", "2026-02").check()  # the fee and an hour over: 450.00
    desk("invoice", "issue", "1", "--yes").check()
    desk.at(APRIL)
    (client,) = desk.json("month", "2026-03")["clients"]
    assert client["differences"] == [{"currency": "EUR", "net": "400.00", "before": "450.00", "difference": "-50.00"}]
    shown = desk("month", "2026-03").check().out
    # What February carried is nothing; March: 10 h in, 9 used, and the hour that is left stays.
    assert "Hour bank acme/desk: 0m before, 10h in, 9h used, 1h after" in shown
    assert "Net 400.00 EUR, the period before 450.00 EUR: 50.00 EUR less" in shown


def test_a_surcharge_on_hours_of_the_bank_is_a_line_of_money(va: Va) -> None:
    va(
        *("engagement", "add", "acme/desk", "--retainer=400", "--hours=10", "--overage=50"),
        *("--surcharge=weekend:50", "--from=2026-03-01"),
    ).check()
    va("log", "22:00-1:00", "acme/desk", "--on=2026-03-06").check()  # Friday: two hours, then one on Saturday
    va("log", "30m", "acme/desk", "--on=2026-03-08").check()  # a Sunday
    va.at(APRIL)
    # 1h30 at 50 % of 50.00: 1.50 x 25.00 = 37.50.
    assert lines(va, "invoice", "draft", "acme", "2026-03") == [
        ("Retainer March 2026", "1", "400.00"),
        ("Surcharge (weekend +50%)", "1.50", "37.50"),
    ]


def test_a_surcharge_without_a_rate_is_refused(va: Va) -> None:
    va(
        *("engagement", "add", "acme/desk", "--retainer=400", "--hours=10", "--surcharge=weekend:50"),
        "--from=2026-03-01",
    ).check()
    va("log", "1h", "acme/desk", "--on=2026-03-07").check()
    va.at(APRIL)
    va.refuses(
        "invoice", "draft", "acme", "2026-03", exit_code=5,
        error="va: No rate is known for the surcharge on 1h of 'acme/desk'.\n"
        "    Set one: 'va engagement terms acme/desk --from DATE --overage RATE'.",
    )  # fmt: skip


def capped(va: Va, *rule: str) -> Any:
    va("engagement", "add", "acme/social", "--hourly=30", *rule).check()
    va("log", "9h", "acme/social", "--on=2026-03-09").check()
    va("log", "3h", "acme/social", "--on=2026-03-10").check()
    va("log", "2h", "acme/social", "--on=2026-04-07").check()


def test_what_waits_over_a_cap_is_billed_once_there_is_room(va: Va) -> None:
    capped(va, "--cap=10h")
    va.at(APRIL)
    assert lines(va, "invoice", "draft", "acme", "2026-03") == [("Social", "10.00", "300.00")]
    assert claims(va) == [("entry", 1, ""), ("part", 2, "2026-03-01")]
    va.refuses(
        "edit", "@2", "--duration=4h", exit_code=5,
        error="va: Entry 2 is on draft 1.\n"
        "    Release it with 'va invoice discard 1', change it, and draft again.",
    )  # fmt: skip
    va.at(MAY)
    # The 2 h that waited, and the 2 h of April.
    assert lines(va, "invoice", "draft", "acme", "2026-04") == [("Social", "4.00", "120.00")]
    assert claims(va) == [("entry", 1, ""), ("entry", 2, ""), ("entry", 3, ""), ("part", 2, "2026-03-01")]


def test_what_lapses_over_a_cap_is_claimed_with_nothing(va: Va) -> None:
    capped(va, "--cap=250", "--over-cap=lapse")
    va.at(MAY)
    # 250.00 at 30.00: 8.33 h are 249.90, 8.34 h would be 250.20. The rest of March is never billed.
    assert lines(va, "invoice", "draft", "acme", "2026-03") == [("Social", "8.33", "249.90")]
    assert claims(va) == [("entry", 1, ""), ("entry", 2, ""), ("part", 1, "2026-03-01")]
    assert lines(va, "invoice", "draft", "acme", "2026-04") == [("Social", "2.00", "60.00")]


def test_a_holiday_of_the_clients_country_is_dear(va: Va) -> None:
    va("engagement", "add", "bakery/social", "--hourly=30", "--surcharge=holiday:100").check()
    va("log", "1h", "bakery/social", "--on=2026-04-27").check()  # the King's birthday, a holiday in the Netherlands
    va("engagement", "add", "acme/social", "--hourly=30", "--surcharge=holiday:100").check()
    va("log", "1h", "acme/social", "--on=2026-04-27").check()  # an ordinary Monday in Germany
    va("log", "1h", "acme/social", "--on=2026-05-01").check()
    va.at("2026-06-01T10:00:00+02:00")
    assert lines(va, "invoice", "draft", "bakery", "2026-04") == [("Social (feestdag +100%)", "1.00", "60.00")]
    assert lines(va, "invoice", "draft", "acme", "2026-04..2026-05-31") == [
        ("Social", "1.00", "30.00"),
        ("Social (public holiday +100%)", "1.00", "60.00"),
    ]


def test_lines_that_share_an_entry_come_off_together(va: Va) -> None:
    va("engagement", "add", "acme/social", "--hourly=30", "--surcharge=weekend:50").check()
    va("log", "22:00-1:00", "acme/social", "--on=2026-03-06").check()  # Friday to Saturday: two prices
    va("log", "1h", "acme/inbox", "--on=2026-03-06").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va("invoice", "edit", "1", "--line=2", "--remove").check()
    assert claims(va) == [("entry", 2, "")]
    assert [line["net"] for line in va.json("invoice", "preview", "1")["drafts"][0]["lines"]] == ["40.00"]


def test_a_package_is_billed_by_the_hours_it_holds(va: Va) -> None:
    va("package", "sell", "acme", "--hours=7h30", "--price=300").check()
    assert lines(va, "invoice", "draft", "acme") == [("Package of 7:30\N{NO-BREAK SPACE}h", "1", "300.00")]
