"""`va report rounding` and `va month --what-if`: worked, billed, and billed by another rule, calculated by hand."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

RULES = (
    ("15m/up",),
    ("6m/nearest",),
    ("30m/down",),
    ("none",),
    ("15m/up", "--round-level", "day"),
    ("1h/up", "--round-level", "task-day"),
    ("10m/nearest", "--round-level", "invoice"),
    ("15m/up", "--minimum", "30m"),
)


@pytest.fixture
def worked(va: Va) -> Va:
    """Log 70m and 20m on one day for the bakery (35.50, 15m/up), and 50m for acme (40.00, not rounded)."""
    va("log", "70m", "bakery", "Posts", "--on", "2026-03-03").check()
    va("log", "20m", "bakery", "Call", "--on", "2026-03-03").check()
    va("log", "50m", "acme", "Mail", "--on", "2026-03-04").check()
    va("log", "30m", "acme", "Repair", "--no-bill", "--on", "2026-03-04").check()
    return va


def rows(va: Va, *arguments: str) -> dict[str, Any]:
    """Return minutes worked and billed and the amount, now and with the other rule, and what it is more."""
    found = va.json("report", "rounding", *arguments)["rows"]
    return {
        row["engagement"]: (
            row["worked_seconds"] // 60,
            (row["billed_seconds"] // 60, row["amount"]),
            (row["what_if_seconds"] // 60, row["what_if_amount"]),
            (row["difference_seconds"] // 60, row["difference_amount"]),
        )
        for row in found
    }


def test_the_present_rules(worked: Va) -> None:
    # 1h15 and 30m: 1.75 x 35.50 = 62.125; 50m are 0.83h: 33.20.
    assert (
        worked("report", "rounding").check(error="").out
        == """\
Rounding in 2026-03, EUR without VAT
Engagement   Rule                          Worked  Billed   +/-  Amount
───────────────────────────────────────────────────────────────────────
acme/inbox   not rounded                      50m     50m    0m   33.20
bakery/main  each entry rounded up to 15m    1h30    1h45  +15m   62.13

Total                                        2h20    2h35  +15m   95.33
"""
    )


@pytest.mark.parametrize(
    ("rule", "acme", "bakery"),
    [
        # acme: 50m, 0.83h. bakery: 70m and 20m on one day.
        ("15m/up", ((60, "40.00"), (10, "6.80")), ((105, "62.13"), (0, "0.00"))),
        ("6m/nearest", ((48, "32.00"), (-2, "-1.20")), ((90, "53.25"), (-15, "-8.88"))),
        ("15m/up --round-level day", ((60, "40.00"), (10, "6.80")), ((90, "53.25"), (-15, "-8.88"))),
        ("none --minimum 30m", ((50, "33.20"), (0, "0.00")), ((100, "59.29"), (-5, "-2.84"))),
        ("1h --minimum 90m", ((120, "80.00"), (70, "46.80")), ((240, "142.00"), (135, "79.87"))),
    ],
)
def test_another_rule(worked: Va, rule: str, acme: Any, bakery: Any) -> None:
    now = {"acme/inbox": (50, (50, "33.20")), "bakery/main": (90, (105, "62.13"))}
    expected = {"acme/inbox": (*now["acme/inbox"], *acme), "bakery/main": (*now["bakery/main"], *bakery)}

    assert rows(worked, "--what-if", *rule.split()) == expected

    worked("invoice", "draft", "bakery", "2026-03").check()
    worked("invoice", "issue", "1", "--yes").check()
    assert rows(worked, "--what-if", *rule.split()) == expected  # billed already or not


def test_both_side_by_side_also_in_va_month(worked: Va) -> None:
    expected = """\
Rounding in 2026-03, EUR without VAT: now, and each entry rounded to the nearest 6m
Engagement   Worked  Billed  Amount  What if  Amount   +/-  Amount
──────────────────────────────────────────────────────────────────
acme/inbox      50m     50m   33.20      48m   32.00   -2m   -1.20
bakery/main    1h30    1h45   62.13     1h30   53.25  -15m   -8.88

Total          2h20    2h35   95.33     2h18   85.25  -17m  -10.08
"""
    assert worked("report", "rounding", "--what-if", "6m/nearest").check(error="").out == expected
    assert worked("month", "2026-03", "--what-if", "6m/nearest").check(error="").out == expected
    shown = worked.json("month", "2026-03", "--what-if", "6m/nearest")
    assert shown == worked.json("report", "rounding", "2026-03", "--what-if", "6m/nearest")
    assert shown["what_if"] == "each entry rounded to the nearest 6m"


def test_months_are_rounded_each_for_itself(va: Va) -> None:
    va("log", "20m", "acme", "--on", "2026-02-27").check()
    va("log", "20m", "acme", "--on", "2026-03-02").check()

    found = rows(va, "2026-02..2026-03", "--what-if", "30m/up", "--round-level", "invoice")

    # Two times 0.33h at 40.00 are 26.40, two times 30m are 40.00.
    assert found == {"acme/inbox": (40, (40, "26.40"), (60, "40.00"), (20, "13.60"))}


def test_retainers_flat_fees_and_what_packages_cover_are_left_aside(worked: Va) -> None:
    for name, terms in (("desk", "--retainer 600 --hours 20 --from 2026-01-01"), ("site", "--flat")):
        worked("engagement", "add", f"acme/{name}", *terms.split()).check()
        worked("log", "10m", f"acme/{name}", "--on", "2026-03-05").check()
    worked("engagement", "add", "bakery/block", "--hourly", "40").check()
    worked("package", "sell", "bakery/block", "--hours", "1", "--price", "30", "--on", "2026-03-01").check()
    worked("log", "1h", "bakery/block", "--on", "2026-03-05").check()
    assert list(rows(worked, "--what-if", "15m")) == ["acme/inbox", "bakery/main"]

    worked("log", "10m", "bakery/block", "--on", "2026-03-06").check()
    assert rows(worked, "--what-if", "15m")["bakery/block"] == (10, (10, "6.80"), (15, "10.00"), (5, "3.20"))


@pytest.mark.parametrize("rule", RULES, ids=" ".join)
def test_a_rule_against_itself_makes_no_difference(va: Va, rule: tuple[str, ...]) -> None:
    dice = random.Random(repr(rule))  # noqa: S311 - the same days for the same rule, nothing secret
    va("engagement", "add", "acme/own", "--hourly", "37", "--round", *rule).check()
    for _ in range(8):
        va("log", f"{dice.randrange(1, 200)}m", "acme/own", "--on", f"2026-03-{dice.randrange(1, 9):02}").check()

    _, now, then, more = rows(va, "--what-if", *rule)["acme/own"]

    assert now == then
    assert more == (0, "0.00")


@pytest.mark.parametrize("rule", [rule for rule in RULES if "--minimum" not in rule], ids=" ".join)
def test_an_exact_multiple_never_moves(va: Va, rule: tuple[str, ...]) -> None:
    dice = random.Random(repr(rule))  # noqa: S311 - as above
    for _ in range(8):
        va("log", f"{dice.randrange(1, 5)}h", "acme", "--on", f"2026-03-{dice.randrange(1, 9):02}").check()

    worked, now, then, _ = rows(va, "--what-if", *rule)["acme/inbox"]

    assert (worked, worked) == (now[0], then[0])
    assert now == then


def test_prices_that_include_vat(va: Va) -> None:
    va("client", "add", "ada", "--name", "Ada", "--private", "--country", "NL", "--prices-include-vat").check()
    va("engagement", "add", "ada/main", "--hourly", "60.50").check()
    va("log", "50m", "ada", "--on", "2026-03-04").check()

    # 60.50 with 21 % VAT is 50.00 without: 0.83h are 41.50, an hour 50.00.
    assert rows(va, "--what-if", "1h") == {"ada/main": (50, (50, "41.50"), (60, "50.00"), (10, "8.50"))}


def test_two_currencies_are_two_tables(worked: Va) -> None:
    worked("client", "add", "coast", "--name", "Coast", "--country", "US", "--currency", "USD").check()
    worked("engagement", "add", "coast/main", "--hourly", "60").check()
    worked("log", "1h", "coast", "--on", "2026-03-02").check()

    titles = [line for line in worked("report", "rounding").check().out.splitlines() if line.startswith("Rounding")]

    assert [re.findall("EUR|USD", title) for title in titles] == [["EUR"], ["USD"]]
    totals = worked.json("report", "rounding")["totals"]
    assert [(total["currency"], total["amount"]) for total in totals] == [("EUR", "95.33"), ("USD", "60.00")]
    assert totals[0]["what_if_amount"] is None


def test_csv_and_nothing_there(worked: Va) -> None:
    assert worked("report", "rounding", "2026-03", "--what-if", "15m", "--csv").check().out.splitlines()[1:] == [
        "acme/inbox,EUR,3000,3000,33.20,3600,40.00,600,6.80",
        "bakery/main,EUR,5400,6300,62.13,6300,62.13,0,0.00",
    ]
    worked("report", "rounding", "2025").check(output="No work by the hour in 2025.", error="")


def test_work_without_terms_hides_nothing_else(worked: Va) -> None:
    worked("engagement", "add", "acme/new", "--hourly", "50", "--from", "2026-03-15").check()
    worked("log", "1h", "acme/new", "--on", "2026-03-14").check()

    ran = worked("report", "rounding").check()

    assert ran.err.startswith("acme/new is not counted: 'acme/new' has no terms on")
    assert "acme/inbox" in ran.out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            "report rounding --minimum 30m",
            (
                "va: '--minimum' is part of another rule, and none is named.\n"
                "    Name one: '--what-if 15m/up', or '--what-if none' with a minimum."
            ),
        ),
        (
            "report rounding --round-level day",
            (
                "va: '--round-level' is part of another rule, and none is named.\n"
                "    Name one: '--what-if 15m/up', or '--what-if none' with a minimum."
            ),
        ),
        (
            "month 2026-03 --what-if 15m --draft",
            (
                "va: '--what-if' only shows; it drafts and issues nothing.\n"
                "    Leave '--draft' or '--issue' out, or change the terms: 'va engagement terms'."
            ),
        ),
        (
            "report rounding --what-if 15m/sideways",
            (
                "va: '15m/sideways' is not a rounding rule.\n"
                "    Write a duration and the way, such as '15m/up', '6m/nearest' or '30m/down', or 'none'."
            ),
        ),
    ],
)
def test_what_is_refused(worked: Va, arguments: str, error: str) -> None:
    worked.refuses(*arguments.split(), exit_code=2, error=error)
