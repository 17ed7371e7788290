"""`va engagement`: what was agreed, from which day on, and that it prices the work of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--hourly=40"], "40.00 EUR per hour, not rounded"),
        (["--hourly=0.125", "--round=6m/nearest"], "0.125 EUR per hour, each entry rounded to the nearest 6m"),
        (
            ["--hourly=40", "--round=15m", "--minimum=30m", "--round-level=day"],
            "40.00 EUR per hour, each day rounded up to 15m, at least 30m",
        ),
        (["--flat"], "flat-fee tasks only"),
        (["--hourly=40", "--payment-days=30"], "40.00 EUR per hour, not rounded, payable in 30 days"),
        (
            ["--hourly=40", "--surcharge=weekend:50", "--surcharge=rush:25", "--cap=20h"],
            "40.00 EUR per hour, not rounded, surcharge weekend 50 %, surcharge rush 25 %, at most 20h per month",
        ),
        (
            ["--hourly=40", "--cap=500", "--cap-every=week"],
            "40.00 EUR per hour, not rounded, at most 500.00 EUR per week",
        ),
        (
            ["--retainer=400", "--hours=10", "--carry=cap:2h", "--overage=45", "--in-arrears"],
            (
                "400.00 EUR per month with 10h, billed in arrears, up to 2h of unused hours are carried, "
                "45.00 EUR per hour over, not rounded"
            ),
        ),
        (["--package", "--overage=45"], "prepaid hours, 45.00 EUR per hour over, not rounded"),
        (["--hourly=40", "--currency=usd"], "40.00 USD per hour, not rounded"),
    ],
)
def test_adding_says_how_it_was_read(va: Va, options: list[str], said: str) -> None:
    va("engagement", "add", "acme/social", *options).check(output=f"Added acme/social: {said}.", error="")


def test_an_engagement_without_a_name_is_the_main_one(empty_va: Va) -> None:
    empty_va("client", "add", "acme").check()
    empty_va("engagement", "add", "acme", "--hourly=40", "--from=2026-01-01", "--until=2026-12-31").check(
        output="Added acme/main from 2026-01-01 on until 2026-12-31: 40.00 EUR per hour, not rounded."
    )


def test_terms_change_from_a_day_on(va: Va) -> None:
    va("engagement", "terms", "bakery", "--from=2026-07-01", "--hourly=38").check(
        output="From 2026-07-01 on, bakery/main: 38.00 EUR per hour, each entry rounded up to 15m."
    )
    va("engagement", "show", "bakery").check(
        output="""
bakery/main, billed in EUR
  since ever  35.50 EUR per hour, each entry rounded up to 15m
  2026-07-01  38.00 EUR per hour, each entry rounded up to 15m
"""
    )
    found = va.json("engagement", "show", "bakery/main")
    assert [(one["valid_from"], one["hourly_rate"]) for one in found["terms"]] == [
        (None, "35.50"),
        ("2026-07-01", "38.00"),
    ]


def test_the_same_day_again_replaces_the_terms(va: Va) -> None:
    va("engagement", "terms", "bakery", "--from=2026-07-01", "--hourly=38").check()
    va("engagement", "terms", "bakery", "--from=2026-07-01", "--hourly=39", "--round=none").check()
    terms = va.json("engagement", "show", "bakery")["terms"]
    assert [one["hourly_rate"] for one in terms] == ["35.50", "39.00"]
    assert terms[1]["rounding"] == {"unit_seconds": 0, "mode": "up", "minimum_seconds": 0, "level": "entry"}


def test_the_list_shows_what_holds_today(va: Va) -> None:
    va("engagement", "terms", "acme", "--from=2026-03-16", "--hourly=45").check()
    va("engagement", "terms", "bakery", "--from=2026-03-17", "--hourly=99").check()
    va("engagement", "add", "bakery/shop", "--flat", "--from=2026-04-01").check()
    rows = [row.split("  ") for row in va("engagement", "list").check().out.splitlines()[2:]]
    assert [(row[0], next(cell for cell in row[1:] if cell).strip()) for row in rows] == [
        ("acme/inbox", "45.00 EUR per hour, not rounded"),
        ("bakery/main", "35.50 EUR per hour, each entry rounded up to 15m"),
        ("bakery/shop", "from 2026-04-01"),
    ]
    assert [row["engagement"] for row in va.json("engagement", "list", "bakery")["engagements"]] == [
        "bakery/main",
        "bakery/shop",
    ]


def test_a_rate_that_changes_in_mid_month_gives_two_lines(va: Va) -> None:
    va("log", "1h30", "acme", "--on=2026-03-10").check()
    va("engagement", "terms", "acme", "--from=2026-03-11", "--hourly=45").check()
    va("log", "2h", "acme", "--on=2026-03-11").check()
    va("log", "15m", "acme", "--on=2026-03-10").check()
    [draft] = va.json("invoice", "draft", "acme", "2026-03")["drafts"]
    # 1.75 h at the rate of the 10th: 70.00; 2 h at that of the 11th: 90.00.
    assert [(line["quantity"], line["unit_price"], line["net"]) for line in draft["lines"]] == [
        ("1.75", "40.00", "70.00"),
        ("2.00", "45.00", "90.00"),
    ]
    assert draft["lines"][1]["reasons"] == [
        "1 entry, 2h worked, 2h billed: not rounded",
        "45.00 EUR per hour from the terms of acme/inbox since 2026-03-11",
    ]
    assert draft["net"] == "160.00"


def test_each_engagement_rounds_by_its_own_rule(va: Va) -> None:
    va("engagement", "add", "bakery/shop", "--hourly=35.50", "--round=30m/down").check()
    for target in ("bakery/main", "bakery/shop"):
        for duration in ("20m", "50m"):
            va("log", duration, target, "--on=2026-03-10").check()
    [draft] = va.json("invoice", "preview", "bakery", "2026-03")["drafts"]
    # main, up to 15m: 30m + 1h = 1.50 h x 35.50 = 53.25. shop, down to 30m: 0 + 30m = 0.50 h x 35.50 = 17.75.
    assert [(line["quantity"], line["net"]) for line in draft["lines"]] == [("1.50", "53.25"), ("0.50", "17.75")]


def test_a_name_a_default_and_a_grouping_can_change(va: Va) -> None:
    va("engagement", "add", "acme/social", "--hourly=30", "--group=day").check()
    va("engagement", "edit", "acme/social", "--name=posts", "--default", "--group=one").check(
        output="Changed acme/posts."
    )
    va("log", "1h", "acme").check(output="Logged Mon 16 Mar 2026, 1h, acme/posts")
    va("engagement", "edit", "acme/inbox", "--default").check()
    va("log", "1h", "acme").check(output="Logged Mon 16 Mar 2026, 1h, acme/inbox")
    found = {row["engagement"]: row["default"] for row in va.json("engagement", "list", "acme")["engagements"]}
    assert found == {"acme/inbox": True, "acme/posts": False}


def test_work_after_the_end_is_refused(va: Va) -> None:
    va("engagement", "end", "acme/inbox", "--on=2026-03-10").check(output="acme/inbox ends on 2026-03-10.")
    va("log", "1h", "acme/inbox", "--on=2026-03-10").check()
    va.refuses(
        *("log", "1h", "acme/inbox", "--on=2026-03-11"),
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-10.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )
    va.refuses(
        *("engagement", "end", "acme/inbox", "--on=2026-03-09"),
        exit_code=5,
        error="va: 'acme/inbox' has work on 2026-03-10, after 2026-03-09.\n"
        "    End it on that day or later, or move the work first.",
    )
    assert "ends 2026-03-10" in va("engagement", "show", "acme/inbox").out


def test_an_agreement_ends_neither_before_it_begins_nor_before_a_package(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-03-05", "--package").check()
    va("package", "sell", "acme/desk", "--hours=10", "--price=400", "--on=2026-03-10").check()
    va.refuses(
        *("engagement", "end", "acme/desk", "--on=2026-03-04"),
        exit_code=2,
        error="va: The engagement would end on 2026-03-04, before it begins on 2026-03-05.\n    Give a later day.",
    )
    va.refuses(
        *("engagement", "end", "acme/desk", "--on=2026-03-09"),
        exit_code=5,
        error="va: Package 1 of 'acme/desk' is bought on 2026-03-10, after 2026-03-09.\n"
        "    End it on that day or later, or say 'va package delete 1' first.",
    )
    va("engagement", "end", "acme/desk", "--on=2026-03-10").check(output="acme/desk ends on 2026-03-10.")


def test_the_longest_time_to_pay_that_was_agreed_holds(va: Va) -> None:
    va("client", "edit", "acme", "--terms-days=7").check()
    va("engagement", "add", "acme/social", "--hourly=30", "--payment-days=30").check()
    va("log", "1h", "acme/inbox", "--on=2026-03-02").check()
    # 16 March and the client's 7 days; then the 30 of the other engagement as well.
    assert va.json("invoice", "preview", "acme")["drafts"][0]["due_date"] == "2026-03-23"
    va("log", "1h", "acme/social", "--on=2026-03-02").check()
    assert va.json("invoice", "preview", "acme")["drafts"][0]["due_date"] == "2026-04-15"


def test_a_surcharge_is_priced_and_what_is_over_a_cap_waits(va: Va) -> None:
    va("engagement", "add", "acme/social", "--hourly=30", "--surcharge=weekend:50", "--cap=20h").check()
    va("log", "1h", "acme/social", "--on=2026-03-07").check()  # a Saturday
    va("log", "20h", "acme/social", "--on=2026-03-09").check()

    shown = va.json("invoice", "preview", "acme")
    # Saturday: 1 h at 30 + 50 % = 45; of the 20 h on Monday 19 h fit under the cap: 19 x 30 = 570.
    (draft,) = shown["drafts"]
    assert [(line["quantity"], line["unit_price"], line["net"]) for line in draft["lines"]] == [
        ("1.00", "45.00", "45.00"),
        ("19.00", "30.00", "570.00"),
    ]
    assert draft["lines"][0]["text"] == "Social (weekend +50%)"
    assert shown["left_out"] == [
        "1h of acme/social wait over the cap of 20h per month, for a later period with room",
    ]


def test_a_task_of_a_day_is_what_was_done_under_one_note(va: Va) -> None:
    va("engagement", "add", "acme/social", "--hourly=30", "--round=1h", "--round-level=task-day").check()
    for note, day in (("Posts", 2), ("Mail", 2), ("posts", 2), ("Posts", 3)):
        va("log", "20m", "acme/social", note, f"--on=2026-03-0{day}").check()
    # On the 2nd 40m of posts and 20m of mail are an hour each, on the 3rd 20m of posts: 3.00 h x 30.00.
    [draft] = va.json("invoice", "preview", "acme")["drafts"]
    assert [(line["quantity"], line["net"]) for line in draft["lines"]] == [("3.00", "90.00")]
    assert (
        draft["lines"][0]["reasons"][0] == "4 entries, 1h20 worked, 3h billed: each task on each day rounded up to 1h"
    )
