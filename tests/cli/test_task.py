"""`va task`: flat-fee work, open until done, done until billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

NEWSLETTER = ("task", "add", "bakery", "Newsletter", "March", "--price=80", "--due=31 mar")


def test_a_task_from_open_to_billed(va: Va) -> None:
    va(*NEWSLETTER).check(
        output="Added task 1 for bakery/main: Newsletter March, 1 piece at 80.00 EUR = 80.00 EUR, due 2026-03-31"
    )
    va("task", "done", "1", "--on=yesterday").check(
        output="Done task 1 for bakery/main: Newsletter March, 1 piece at 80.00 EUR = 80.00 EUR"
    )
    va("task", "reopen", "1").check(
        output="Open again: task 1 for bakery/main: Newsletter March, 1 piece at 80.00 EUR = 80.00 EUR, due 2026-03-31"
    )
    va("task", "done", "1").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    assert va.json("task", "list")["tasks"] == [
        {
            "id": 1,
            "client": "bakery",
            "engagement": "main",
            "title": "Newsletter March",
            "quantity": "1",
            "unit": "piece",
            "unit_price": "80.00",
            "amount": "80.00",
            "due": "2026-03-31",
            "status": "billed",
            "done_on": "2026-03-16",
            "invoice": "2026-0001",
            "service": None,
            "priced": "own",
            "bundle": [],
        }
    ]


def test_quantities_and_prices_are_multiplied_once(va: Va) -> None:
    # 7 x 0.125 = 0.875 -> 0.88; 2.5 x 33.33 = 83.325 -> 83.33.
    va("task", "add", "bakery", "Posts", "--qty=7", "--unit=post", "--price=0.125").check(
        output="Added task 1 for bakery/main: Posts, 7 post at 0.125 EUR = 0.88 EUR"
    )
    va("task", "add", "bakery", "Pages", "--qty=2,5", "--unit=page", "--price=33.33").check(
        output="Added task 2 for bakery/main: Pages, 2.5 page at 33.33 EUR = 83.33 EUR"
    )


def test_a_task_has_the_price_of_its_service_on_the_day(va: Va) -> None:
    va("service", "add", "social post", "--price=12", "--unit=post").check()
    va("price", "set", "bakery", "social post", "11", "--unit=post", "--from=2026-03-01").check()
    va("price", "set", "bakery", "social post", "10", "--unit=post", "--from=2026-04-01").check()
    for client, price in (("bakery", "11.00"), ("acme", "12.00")):
        task = va.json("task", "add", client, "Posts", "--qty=5", "--service=social post")["task"]
        assert (task["unit"], task["unit_price"]) == ("post", price)
    assert (
        va.json("task", "add", "acme", "Post", "--service=social post", "--price=15")["task"]["unit_price"] == "15.00"
    )


def test_the_list_has_open_tasks_first_by_their_due_date(va: Va) -> None:
    va("task", "add", "bakery", "Later", "--price=1").check()
    va("task", "add", "acme", "Soon", "--price=2", "--due=2026-03-20").check()
    va("task", "add", "bakery", "Done", "--price=3").check()
    va("task", "done", "3").check()
    rows = [" ".join(row.split()) for row in va("task", "list").check().out.splitlines()[2:]]
    assert rows == [
        "2 acme Soon 1 piece 2.00 EUR 2026-03-20 open",
        "1 bakery Later 1 piece 1.00 EUR open",
        "3 bakery Done 1 piece 3.00 EUR done 2026-03-16",
    ]
    assert [task["id"] for task in va.json("task", "list", "bakery", "--open")["tasks"]] == [1]
    va("task", "list", "acme", "--csv").check(
        output="id,client,engagement,title,quantity,unit,unit_price,amount,due,status,done_on,invoice,service,priced\n"
        "2,acme,inbox,Soon,1,piece,2.00,2.00,2026-03-20,open,,,,own"
    )


def test_an_empty_list_says_how_to_begin(va: Va) -> None:
    va("task", "list").check(output="No tasks. 'va task add HANDLE TITLE --price 12' makes one.")


def test_a_done_task_waits_for_its_period(va: Va) -> None:
    va(*NEWSLETTER).check()
    va("task", "done", "1", "--on=2026-03-10").check()
    va("invoice", "draft", "bakery", "2026-02").check(exit_code=5)
    [draft] = va.json("invoice", "draft", "bakery", "2026-03")["drafts"]
    [line] = draft["lines"]
    assert (line["kind"], line["text"], line["net"]) == ("task", "Newsletter March", "80.00")
    assert line["reasons"] == ["done Tue 10 Mar 2026 at 80.00 EUR per piece"]


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        (
            "task add bakery Posts",
            5,
            (
                "va: The task 'Posts' has no price.",
                "Give it one with '--price 12', or name a service with a price: '--service NAME'.",
            ),
        ),
        (
            "task add bakery Posts --price=1.250",
            2,
            (
                "va: '1.250' can be read in two ways: 1250 or 1.25.",
                "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
            ),
        ),
        (
            "task add bakery Posts --price=12 --qty=0",
            2,
            ("va: A quantity of '0' is no task.", "Give how many, more than nothing: '--qty 3'."),
        ),
        (
            "task add bakery Posts --price=-1",
            2,
            ("va: The price '-1' is less than nothing.", "Give the price of one unit, such as '12' or '12.50'."),
        ),
        (
            "task add bakery Posts --price=999999999999 --qty=999999999999",
            2,
            (
                "va: 999999999999 × 999999999999 EUR is more than fits an invoice.",
                "Check the quantity and the price.",
            ),
        ),
        (
            "task add bakery Posts --price=12 --unit=2x",
            2,
            (
                "va: '2x' is not a unit.",
                "Use one word of up to 20 letters: hour, piece, post, page, call, trip, word.",
            ),
        ),
        ("task done 7", 4, ("va: There is no task 7.", "'va task list' shows all.")),
        ("task done 2", 5, ("va: Task 2 was done on 2026-03-16.", "If it is not: 'va task reopen 2'.")),
        ("task reopen 1", 5, ("va: Task 1 is open.", "There is nothing to reopen.")),
        ("task reopen 3", 5, ("va: Task 3 is on draft 1.", "'va invoice discard 1' frees it.")),
    ],
)
def test_what_is_refused_changes_nothing(va: Va, command: str, exit_code: int, error: tuple[str, str]) -> None:
    va(*NEWSLETTER).check()
    va("task", "add", "acme", "Done", "--price=3").check()
    va("task", "add", "bakery", "Drafted", "--price=3").check()
    va("task", "done", "3").check()
    va("invoice", "draft", "bakery").check()
    va("task", "done", "2").check()
    va.refuses(*command.split(), exit_code=exit_code, error="\n    ".join(error))


def test_a_billed_task_is_reopened_by_a_correction_only(va: Va) -> None:
    va(*NEWSLETTER).check()
    va("task", "done", "1").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    va.refuses(
        *("task", "reopen", "1"),
        exit_code=5,
        error="va: Task 1 is on invoice 2026-0001.\n    'va invoice credit 2026-0001 --reopen' corrects it.",
    )
