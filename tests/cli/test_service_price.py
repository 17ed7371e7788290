"""`va service` and `va price`: kinds of work, and what a unit of them costs from which day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


def test_services_with_and_without_a_price(va: Va) -> None:
    va("service", "add", "Inbox").check(output="Added service inbox.")
    va("service", "add", "social post", "--price=12", "--unit=post").check(
        output="Added service social post at 12.00 EUR per post."
    )
    va("service", "list").check(output="inbox\nsocial post")
    assert va.json("price", "list")["prices"] == [
        {
            "service": "social post",
            "client": None,
            "unit": "post",
            "amount": "12.00",
            "currency": "EUR",
            "from": None,
            "steps": [],
            "per": None,
        }
    ]


def test_a_client_has_a_price_of_her_own_from_a_day_on(va: Va) -> None:
    va("service", "add", "travel", "--price=25").check()
    va("price", "set", "ac", "tra", "20", "--from=2026-03-10").check(
        output="travel costs acme 20.00 EUR per hour from 2026-03-10 on."
    )
    for day in ("2026-03-09", "2026-03-10"):
        for client in ("acme", "bakery"):
            va("log", "1h", client, "--service=travel", f"--on={day}").check()
    [acme] = va.json("invoice", "preview", "acme", "2026-03")["drafts"]
    [bakery] = va.json("invoice", "preview", "bakery", "2026-03")["drafts"]
    assert [(line["unit_price"], line["net"]) for line in acme["lines"]] == [("25.00", "25.00"), ("20.00", "20.00")]
    assert acme["lines"][1]["reasons"][1] == "20.00 EUR per hour, acme's own price of travel since 2026-03-10"
    assert [(line["unit_price"], line["quantity"]) for line in bakery["lines"]] == [("25.00", "2.00")]


def test_the_list_of_prices(va: Va) -> None:
    va("price", "list").check(output="No prices yet: 'va price set CLIENT SERVICE AMOUNT'.")
    va("service", "add", "travel", "--price=25").check()
    va("price", "set", "acme", "travel", "20", "--from=2026-03-10").check()
    va("price", "set", "bakery", "travel", "30").check()
    rows = [" ".join(row.split()) for row in va("price", "list", "acme").check().out.splitlines()[2:]]
    assert rows == ["travel all 25.00 EUR hour", "travel acme 20.00 EUR hour 2026-03-10"]
    assert len(va.json("price", "list")["prices"]) == 3


def test_the_same_day_again_replaces_a_price(va: Va) -> None:
    va("service", "add", "travel").check()
    va("price", "set", "all", "travel", "20").check(output="travel costs all 20.00 EUR per hour from the beginning on.")
    va("price", "set", "all", "travel", "22,5").check()
    assert [row["amount"] for row in va.json("price", "list")["prices"]] == ["22.50"]


def test_a_price_is_in_the_clients_currency(va: Va) -> None:
    va("client", "add", "usco", "--country=US", "--currency=USD").check()
    va("engagement", "add", "usco/main", "--hourly=50").check()
    va("service", "add", "social post").check()
    va("price", "set", "usco", "social post", "15 USD", "--unit=post").check(
        output="social post costs usco 15.00 USD per post from the beginning on."
    )
    va("task", "add", "usco", "Posts", "--qty=4", "--service=social").check(
        output="Added task 1 for usco/main: Posts, 4 post at 15.00 USD = 60.00 USD"
    )
    va("price", "set", "usco", "social post", "14", "--unit=post", "--currency=eur", "--from=2026-04-01").check(
        output="social post costs usco 14.00 EUR per post from 2026-04-01 on."
    )


TWO_READINGS = (
    "va: '1.250' can be read in two ways: 1250 or 1.25.",
    "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
)


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        ("price set acme travel 1.250", 2, TWO_READINGS),
        (
            "price set acme travel 12USD",
            2,
            ("va: '12USD' is in USD, and the price is in EUR.", "Write it as '12' or '12 EUR'."),
        ),
        (
            "price set acme travel -- -3",
            2,
            ("va: The price '-3' is less than nothing.", "Give the price of one unit, such as '12' or '12.50'."),
        ),
        (
            "price set acme travle 12",
            4,
            (
                "va: There is no service 'travle'.",
                "Did you mean travel? 'va service add NAME' makes one, 'va service list' shows all.",
            ),
        ),
        (
            "price set acme travel 12 --unit=2x",
            2,
            (
                "va: '2x' is not a unit.",
                "Use one word of up to 20 letters: hour, piece, post, page, call, trip, word.",
            ),
        ),
        (
            "price set acme travel 12 --currency=EURO",
            2,
            ("va: 'EURO' is not a currency code.", "Did you mean EUR?"),
        ),
        (
            "service add Travel",
            5,
            (
                "va: There is already a service 'travel'.",
                "Give it a price with 'va price set CLIENT SERVICE AMOUNT'.",
            ),
        ),
        ("service add calls --price=1.250", 2, TWO_READINGS),
    ],
)
def test_what_is_refused_changes_nothing(va: Va, command: str, exit_code: int, error: tuple[str, str]) -> None:
    va("service", "add", "travel").check()
    va.refuses(*command.split(), exit_code=exit_code, error="\n    ".join(error))


def test_the_price_of_billed_hours_does_not_change(va: Va) -> None:
    va("service", "add", "travel", "--price=25").check()
    va("log", "1h", "acme", "--service=travel", "--on=2026-03-09").check()
    va("invoice", "draft", "acme").check()
    va.refuses(
        *("price", "set", "acme", "travel", "20", "--from=2026-03-01"),
        exit_code=5,
        error="va: Work of Mon 9 Mar 2026 for 'acme/inbox' is already on draft 1.\n"
        "    Let the price begin after that day, or discard it and draft again: 'va invoice discard 1'.",
    )
    va("invoice", "issue", "1", "--yes").check()
    va.refuses(
        *("price", "set", "all", "travel", "20"),
        exit_code=5,
        error="va: Work of Mon 9 Mar 2026 for 'acme/inbox' is already on invoice 2026-0001.\n"
        "    Let the price begin after that day, or correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )
    va("price", "set", "all", "travel", "20", "--from=2026-03-10").check()
    # Another client's own price, and the price of a piece, have nothing to do with those hours.
    va("price", "set", "bakery", "travel", "20", "--from=2026-03-01").check()
    va("price", "set", "all", "travel", "20", "--unit=trip").check()
