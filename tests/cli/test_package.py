"""`va package`: sell, list, edit and delete blocks of hours; every number is worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

if TYPE_CHECKING:
    from tests.conftest import Va

SELL = ("package", "sell", "acme/block", "--hours=10", "--price=400")


@pytest.fixture
def block(va: Va) -> Va:
    """Agree on prepaid hours from 2026 on."""
    va("engagement", "add", "acme/block", "--from=2026-01-01", "--package", "--overage=45").check()
    return va


@pytest.fixture
def until_2026(block: Va) -> Va:
    """Let the agreement end with the year."""
    block("engagement", "end", "acme/block", "--on=2026-12-31").check()
    return block


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "bought on Mon 16 Mar 2026, usable without end"),
        (["--expires=never"], "bought on Mon 16 Mar 2026, usable without end"),
        # 1 March and 60 days: 31 days of March leave 30 for April, so that 30 April is the last one.
        (["--on=2026-03-01", "--expires=60d"], "bought on Sun 1 Mar 2026, usable until Thu 30 Apr 2026"),
        (["--on=2026-03-01", "--expires=1 Sep"], "bought on Sun 1 Mar 2026, usable until Tue 1 Sep 2026"),
        (["--expires=30 days", "--from-first-use"], "bought on Mon 16 Mar 2026, usable for 30 days from first use"),
        (["--on=2026-12-01", "--expires=60d"], "bought on Tue 1 Dec 2026, usable until Sat 30 Jan 2027"),
    ],
)
def test_selling_says_how_it_was_read(va: Va, options: list[str], said: str) -> None:
    va("engagement", "add", "acme/block", "--package").check()
    va(*SELL, *options).check(output=f"Sold package 1: 10h for 400.00 EUR, acme/block, {said}", error="")


def test_a_package_lasts_no_longer_than_the_agreement(until_2026: Va) -> None:
    until_2026(*SELL, "--expires=2027-06-30").check()
    (package,) = until_2026.json("package", "list")["packages"]
    assert (package["expires_on"], package["last_day"]) == ("2027-06-30", "2026-12-31")


def test_a_sold_package_as_json(block: Va) -> None:
    assert block.json(*SELL, "--hours=7h30", "--on=2026-03-01", "--expires=60d") == {
        "package": {
            "id": 1,
            "engagement": "acme/block",
            "bought_on": "2026-03-01",
            "seconds": 27_000,
            "hours": "7.50",
            "price": "400.00",
            "currency": "EUR",
            "expires_on": None,
            "expires_days": 60,
            "from_first_use": False,
            "status": "open",
            "left_seconds": 27_000,
            "left": "7.50",
            "last_day": "2026-04-30",
            "invoice": None,
            "draft": None,
        }
    }


def test_what_became_of_each_package(block: Va) -> None:
    for options in (
        ("--hours=2", "--on=2026-01-05"),
        ("--hours=5", "--on=2026-02-01", "--expires=28d"),
        ("--hours=10", "--on=2026-03-02", "--expires=60d"),
        ("--hours=3", "--on=2026-03-10", "--expires=30d", "--from-first-use"),
        ("--hours=4", "--on=2026-04-01"),
    ):
        block("package", "sell", "acme/block", "--price=100", *options).check()
    # 3 h: 2 h use up the first, 1 h is of the second, which lapses on 1 March. 1h30 is of the third: 8h30 are left.
    block("log", "3h", "acme/block", "--on=2026-02-03").check()
    block("log", "1h30", "acme/block", "--on=2026-03-05").check()
    block("invoice", "draft", "acme", "2026-02").check()

    block("package", "list").check(
        output="""
   For         Bought      Hours       Price  Left  Usable                      Billed
───────────────────────────────────────────────────────────────────────────────────────
1  acme/block  2026-01-05     2h  100.00 EUR    0m  used up
2  acme/block  2026-02-01     5h  100.00 EUR    0m  lapsed on 2026-03-01        draft 1
3  acme/block  2026-03-02    10h  100.00 EUR  8h30  until Fri 1 May 2026
4  acme/block  2026-03-10     3h  100.00 EUR    3h  for 30 days from first use
5  acme/block  2026-04-01     4h  100.00 EUR    4h  without end
""",
        error="",
    )
    packages = block.json("package", "list", "acme")["packages"]
    assert [(one["id"], one["status"], one["left_seconds"], one["last_day"], one["draft"]) for one in packages] == [
        (1, "used up", 0, None, None),
        (2, "lapsed", 0, "2026-03-01", 1),
        (3, "open", 30_600, "2026-05-01", None),
        (4, "open", 10_800, None, None),
        (5, "to come", 14_400, None, None),
    ]


def test_the_list_can_be_of_one_client_or_engagement_or_empty(block: Va) -> None:
    nothing = "No packages. 'va package sell HANDLE --hours 10 --price 400' sells one."
    block("package", "list").check(output=nothing)
    block(*SELL).check()
    block("package", "sell", "bakery", "--hours=1", "--price=30").check()
    assert [one["id"] for one in block.json("package", "list")["packages"]] == [1, 2]
    assert [one["id"] for one in block.json("package", "list", "bak")["packages"]] == [2]
    assert [one["id"] for one in block.json("package", "list", "acme/block")["packages"]] == [1]
    block("package", "list", "acme/inbox").check(output=nothing)
    csv = block("package", "list", "bakery", "--csv").check().out.splitlines()
    assert csv[0].startswith("id,engagement,bought_on,hours,price,")
    assert csv[1].startswith("2,bakery/main,2026-03-16,1.00,30.00,EUR,")


def test_what_is_missing_is_asked_for_at_a_terminal(block: Va) -> None:
    answers = [("The client:", "acme/block"), ("The number of hours:", "10"), ("The price:", "400")]
    code, out, _ = at_a_terminal(block, ["package", "sell"], answers)
    assert code == 0
    assert out.startswith("Sold package 1: 10h for 400.00 EUR, acme/block, bought on Mon 16 Mar 2026")


def test_what_is_missing_is_named_without_a_terminal(block: Va) -> None:
    for options, error in (
        ((), "va: The client is missing.\n    Give it with 'HANDLE'."),
        (("acme/block",), "va: The number of hours is missing.\n    Give it with '--hours H'."),
        (("acme/block", "--hours=10"), "va: The price is missing.\n    Give it with '--price AMOUNT'."),
    ):
        block.refuses("package", "sell", *options, exit_code=3, error=error)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--hours=0"], "A package of '0m' has no hours.\n    Say how many were sold: '--hours 10'."),
        (["--hours=-5"], "'-5' hours are less than none.\n    Give a number of hours, such as '10' or '7h30'."),
        (
            ["--price=-4"],
            (
                "The price '-4.00 EUR' of the package is less than nothing.\n"
                "    Give what the client pays: '--price 400', or 0 for a gift."
            ),
        ),
        (
            ["--price=4 USD"],
            "The price '4 USD' is in USD, and the agreement in EUR.\n    Write it as '400' or '400 EUR'.",
        ),
        (
            ["--on=2026-03-10", "--expires=2026-03-09"],
            "The package ends on Mon 9 Mar 2026, before it is bought.\n    Give a last day from 2026-03-10 on.",
        ),
        (
            ["--expires=-3d"],
            "'-3' days to use the package are less than none.\n    Give the days after its purchase: '--expires 60d'.",
        ),
        (
            ["--expires=2026-04-30", "--from-first-use"],
            (
                "The package has no days that could begin with its first use.\n"
                "    Say how many: '--expires 60d --from-first-use'."
            ),
        ),
        (
            ["--on=2025-12-31"],
            (
                "The package is bought on Wed 31 Dec 2025, but the agreement begins on Thu 1 Jan 2026.\n"
                "    Give a day inside the agreement."
            ),
        ),
        (
            ["--on=2027-01-01"],
            (
                "The package is bought on Fri 1 Jan 2027, but the agreement ends on Thu 31 Dec 2026.\n"
                "    Give a day inside the agreement."
            ),
        ),
    ],
)
def test_what_is_no_package_is_refused(until_2026: Va, options: list[str], error: str) -> None:
    until_2026.refuses(*SELL, *options, exit_code=2, error=f"va: {error}")


def test_flat_terms_count_no_hours(va: Va) -> None:
    va("engagement", "add", "acme/posts", "--flat").check()
    va.refuses(
        *("package", "sell", "acme/posts", "--hours=10", "--price=400"),
        exit_code=5,
        error="va: 'acme/posts' has flat terms on Mon 16 Mar 2026: hours are not counted there.\n"
        "    Sell it under another engagement, or agree on hours: "
        "'va engagement terms acme/posts --from DATE --package'.",
    )


def test_a_purchase_in_a_settled_period_is_refused(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-01-01", "--retainer=400", "--hours=10").check()
    va("invoice", "draft", "acme", "2026-02").check()  # settles January and February
    sell = ("package", "sell", "acme/desk", "--hours=5", "--price=200")
    va.refuses(
        *sell,
        "--on=2026-02-28",
        exit_code=5,
        error="va: That would change February 2026, which draft 1 has settled.\n"
        "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )
    va("client", "edit", "acme", "--address=Beispielweg 1, 10115 Berlin").check()
    va("invoice", "issue", "1", "--yes").check()
    va.refuses(
        *sell,
        "--on=2026-01-31",
        exit_code=5,
        error="va: That would change January 2026, which invoice 2026-0001 has settled.\n"
        "    Take a day from 2026-03-01 on, or correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )
    va(*sell, "--on=2026-03-01").check()


def test_a_purchase_before_hours_that_are_billed_is_refused(va: Va) -> None:
    """The package would cover them, and the client would pay twice."""
    va("log", "1h", "acme", "--on=2026-03-05").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va.refuses(
        *("package", "sell", "acme", "--hours=5", "--price=200", "--on=2026-03-01"),
        exit_code=5,
        error="va: Work of Thu 5 Mar 2026 for 'acme/inbox' is already on draft 1.\n"
        "    Let the package begin after that day, or discard it and draft again: 'va invoice discard 1'.",
    )
    va("package", "sell", "acme", "--hours=5", "--price=200", "--on=2026-03-06").check()


def test_a_package_can_be_corrected(block: Va) -> None:
    block(*SELL, "--on=2026-03-01", "--expires=60d").check()
    edit = ("package", "edit", "1")
    block(*edit, "--hours=12", "--price=470").check(
        output="Now package 1: 12h for 470.00 EUR, acme/block, bought on Sun 1 Mar 2026, usable until Thu 30 Apr 2026"
    )
    # 2 March and 60 days; then a day that is named; then no end at all.
    assert block.json(*edit, "--on=2026-03-02")["package"]["last_day"] == "2026-05-01"
    assert block.json(*edit, "--from-first-use")["package"]["last_day"] is None
    assert block.json(*edit, "--from-purchase", "--expires=2026-09-30")["package"]["last_day"] == "2026-09-30"
    package = block.json(*edit, "--expires=never")["package"]
    assert (package["expires_on"], package["expires_days"], package["seconds"]) == (None, None, 43_200)
    block("undo", "5").check()
    (package,) = block.json("package", "list")["packages"]
    assert (package["hours"], package["price"], package["last_day"]) == ("10.00", "400.00", "2026-04-30")


def test_a_package_can_be_deleted_and_come_back(block: Va) -> None:
    block(*SELL).check()
    line = "package 1: 10h for 400.00 EUR, acme/block, bought on Mon 16 Mar 2026, usable without end"
    block.refuses(
        *("package", "delete", "1"),
        exit_code=3,
        error=f"va: Deleting {line} needs a yes.\n    Add '--yes' to go ahead.",
    )
    block("package", "delete", "1", "--yes").check(output=f"Deleted {line}")
    assert block.json("package", "list") == {"packages": []}
    block("undo").check()
    assert block.json("package", "list")["packages"][0]["hours"] == "10.00"


def test_a_billed_package_stays_as_it_is(block: Va) -> None:
    block(*SELL, "--on=2026-02-01").check()
    block("invoice", "draft", "acme", "2026-02").check()
    for command in (("edit", "1", "--price=390"), ("delete", "1", "--yes")):
        block.refuses(
            *("package", *command),
            exit_code=5,
            error="va: Package 1 is on draft 1.\n    Discard it and draft again: 'va invoice discard 1'.",
        )
    block("client", "edit", "acme", "--address=Beispielweg 1, 10115 Berlin").check()
    block("invoice", "issue", "1", "--yes").check()
    block.refuses(
        *("package", "edit", "1", "--hours=12"),
        exit_code=5,
        error="va: Package 1 is on invoice 2026-0001.\n    Correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )


def test_an_unbilled_package_cannot_move_into_a_settled_period_or_out_of_one(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-02-01", "--retainer=400", "--hours=10").check()
    va("invoice", "draft", "acme", "2026-02").check()
    va("package", "sell", "acme/desk", "--hours=5", "--price=200", "--on=2026-03-01").check()
    va.refuses(
        *("package", "edit", "1", "--on=2026-02-28"),
        exit_code=5,
        error="va: That would change February 2026, which draft 1 has settled.\n"
        "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )


def test_what_cannot_be_corrected_is_said(block: Va) -> None:
    missing = "va: There is no package 9.\n    'va package list' shows all."
    block.refuses("package", "edit", "9", "--hours=4", exit_code=4, error=missing)
    block.refuses("package", "delete", "9", "--yes", exit_code=4, error=missing)
    block(*SELL).check()
    block.refuses(
        *("package", "edit", "1"),
        exit_code=2,
        error="va: Nothing was named that shall change.\n    'va package edit --help' lists what can be changed.",
    )
    block.refuses(
        *("package", "edit", "1", "--on=2025-01-01"),
        exit_code=2,
        error="va: The package is bought on Wed 1 Jan 2025, but the agreement begins on Thu 1 Jan 2026.\n"
        "    Give a day inside the agreement.",
    )
