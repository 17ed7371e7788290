"""`va price set --steps`, and tasks by the price list: priced by the day, step by step, frozen once billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

STEPS = ("price", "set", "acme", "post", "12", "--unit=post", "--steps=20:12,10", "--from=2026-03-01")


@pytest.fixture
def posts(va: Va) -> Va:
    """Leave a service `post`: for acme 12.00 for the first 20 of a month since 1 March, then 10.00."""
    va("service", "add", "post").check()
    va(*STEPS).check(
        output="post costs acme 12.00 EUR per post for the first 20 of a month, then 10.00 EUR from 2026-03-01 on."
    )
    return va


def done(va: Va, quantity: str, day: str) -> int:
    """Add a task for acme's posts, done on a day; return its id."""
    key: int = va.json("task", "add", "acme", "Posts", f"--qty={quantity}", "--service=post")["task"]["id"]
    va("task", "done", str(key), f"--on={day}").check()
    return key


def costs(va: Va) -> list[tuple[int, str, str]]:
    """Return id, price of the first unit and amount of each task."""
    found = va.json("task", "list")["tasks"]
    return sorted((task["id"], task["unit_price"], task["amount"]) for task in found)


def test_a_price_in_steps_as_json(posts: Va) -> None:
    [price] = posts.json("price", "list")["prices"]
    assert price == {
        "service": "post",
        "client": "acme",
        "unit": "post",
        "amount": "12.00",
        "currency": "EUR",
        "from": "2026-03-01",
        "steps": [{"up_to": "20", "amount": "12.00"}, {"up_to": None, "amount": "10.00"}],
        "per": "month",
    }
    rows = [" ".join(row.split()) for row in posts("price", "list").check().out.splitlines()[2:]]
    assert rows == ["post acme 12.00 EUR post for the first 20 of a month, then 10.00 EUR 2026-03-01"]
    # The same day again replaces the steps, too.
    plain = posts.json("price", "set", "acme", "post", "11", "--unit=posts", "--from=2026-03-01")
    assert (plain["unit"], plain["amount"], plain["steps"], plain["per"]) == ("post", "11.00", [], None)
    assert posts.json("price", "list")["prices"] == [plain]


def test_a_task_over_a_step_is_shown_and_billed_in_two_lines(posts: Va) -> None:
    posts("task", "add", "acme", "Posts", "--qty=25", "--service=post").check(
        output="Added task 1 for acme/inbox: Posts, 25 post: 20 at 12.00 EUR, 5 at 10.00 EUR = 290.00 EUR"
    )
    posts("task", "done", "1", "--on=2026-03-12").check()
    [task] = posts.json("task", "list")["tasks"]
    assert (task["unit_price"], task["amount"], task["priced"]) == ("12.00", "290.00", "steps")
    [draft] = posts.json("invoice", "draft", "acme", "2026-03")["drafts"]
    assert [(line["quantity"], line["unit_price"], line["net"]) for line in draft["lines"]] == [
        ("20", "12.00", "240.00"),
        ("5", "10.00", "50.00"),
    ]
    assert draft["lines"][1]["reasons"] == [
        "done Thu 12 Mar 2026: posts 21 to 25 in March 2026 at 10.00 EUR, acme's own price of post since 2026-03-01"
    ]


def test_what_was_billed_earlier_in_the_month_counts(posts: Va) -> None:
    done(posts, "18", "2026-03-02")
    posts("invoice", "draft", "acme", "2026-03").check()
    posts("invoice", "issue", "1", "--yes").check()
    done(posts, "5", "2026-03-01")
    # 18 were billed: two more at 12.00, three at 10.00 = 54.00.
    assert costs(posts) == [(1, "12.00", "216.00"), (2, "12.00", "54.00")]
    [draft] = posts.json("invoice", "draft", "acme", "2026-03")["drafts"]
    assert [(line["quantity"], line["net"]) for line in draft["lines"]] == [("2", "24.00"), ("3", "30.00")]
    assert costs(posts) == [(1, "12.00", "216.00"), (2, "12.00", "54.00")]  # as billed
    posts("invoice", "issue", "2", "--yes").check()
    # A correction that reopens the first 18 makes them the last of the month: 15 at 12.00, three at 10.00.
    posts("invoice", "credit", "2026-0001", "--reopen", "--yes").check()
    assert costs(posts) == [(1, "12.00", "210.00"), (2, "12.00", "54.00")]


def test_open_tasks_count_after_done_ones_and_by_the_day_they_are_due(posts: Va) -> None:
    posts("task", "add", "acme", "Later", "--qty=10", "--service=post", "--due=2026-04-02").check()
    posts("task", "add", "acme", "Now", "--qty=10", "--service=post").check()
    done(posts, "15", "2026-03-12")
    # March: 15 done, then 5 at 12.00 and 5 at 10.00. April begins anew.
    assert costs(posts) == [(1, "12.00", "120.00"), (2, "12.00", "110.00"), (3, "12.00", "180.00")]


def test_a_task_without_a_price_on_its_day(posts: Va) -> None:
    key = done(posts, "5", "2026-02-27")
    posts("task", "done", str(key)).check(exit_code=5)
    [task] = posts.json("task", "list")["tasks"]
    assert (task["unit_price"], task["amount"], task["priced"]) == (None, None, "list")
    posts("task", "reopen", "1").check(
        output="Open again: task 1 for acme/inbox: Posts, 5 post at 12.00 EUR = 60.00 EUR"
    )
    posts("task", "done", "1", "--on=2026-02-27").check(
        output="Done task 1 for acme/inbox: Posts, 5 post, no price on that day"
    )
    posts.refuses(
        *("invoice", "draft", "acme", "2026-02"),
        exit_code=5,
        error="va: No price is known for one post of 'acme/inbox, post' on Fri 27 Feb 2026.\n"
        "    Set one: 'va price set acme \"post\" AMOUNT --from 2026-02-27 --unit post'.",
    )


def test_the_unit_of_a_service_with_several(posts: Va) -> None:
    posts("price", "set", "acme", "post", "40").check()  # also by the hour
    assert posts.json("task", "add", "acme", "Posts", "--service=post")["task"]["unit"] == "post"
    posts("price", "set", "acme", "post", "3", "--unit=page").check()
    posts.refuses(
        *("task", "add", "acme", "Posts", "--service=post"),
        exit_code=2,
        error="va: 'post' has a price per page and per post.\n    Say which: '--unit page'.",
    )
    assert posts.json("task", "add", "acme", "Posts", "--service=post", "--unit=pages")["task"]["unit_price"] == "3.00"


def test_the_price_of_billed_tasks_does_not_change(posts: Va) -> None:
    done(posts, "25", "2026-03-12")
    posts("invoice", "draft", "acme", "2026-03").check()
    posts.refuses(
        *STEPS[:4],
        *("11", "--unit=post", "--from=2026-03-12"),
        exit_code=5,
        error="va: Work of Thu 12 Mar 2026 for 'acme/inbox' is already on draft 1.\n"
        "    Let the price begin after that day, or discard it and draft again: 'va invoice discard 1'.",
    )
    posts("invoice", "issue", "1", "--yes").check()
    posts.refuses(
        *STEPS,
        exit_code=5,
        error="va: Work of Thu 12 Mar 2026 for 'acme/inbox' is already on invoice 2026-0001.\n"
        "    Let the price begin after that day, or correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )
    # Another unit, another client, everybody without a price of her own, and later days are free.
    posts("price", "set", "acme", "post", "11", "--unit=page", "--from=2026-03-01").check()
    posts("price", "set", "bakery", "post", "11", "--unit=post").check()
    posts("price", "set", "all", "post", "11", "--unit=post").check()
    posts("price", "set", "acme", "post", "11", "--unit=post", "--from=2026-03-13").check()


def test_an_hour_can_be_billed_as_a_task_and_is_frozen_too(va: Va) -> None:
    va("service", "add", "call", "--price=50").check()
    assert va.json("task", "add", "acme", "Calls", "--qty=1.5", "--service=call")["task"]["amount"] == "75.00"
    va("task", "done", "1", "--on=2026-03-12").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va("price", "set", "all", "call", "55").check(exit_code=5)
    va("price", "set", "all", "call", "55", "--from=2026-03-13").check()


def test_a_task_and_its_price_in_steps_of_the_whole_engagement(va: Va) -> None:
    va("service", "add", "post").check()
    va("price", "set", "all", "post", "15", "--unit=post", "--steps=10:15,20:12,10", "--per=engagement").check(
        output="post costs all 15.00 EUR per post for the first 10 of the engagement, 12.00 EUR up to 20, "
        "then 10.00 EUR from the beginning on."
    )
    done(va, "12", "2026-01-12")
    done(va, "12", "2026-03-12")
    # 10 x 15 + 2 x 12 = 174.00; then 8 x 12 + 4 x 10 = 136.00.
    assert costs(va) == [(1, "15.00", "174.00"), (2, "12.00", "136.00")]
    [draft] = va.json("invoice", "draft", "acme")["drafts"]
    assert [line["net"] for line in draft["lines"]] == ["150.00", "24.00", "96.00", "40.00"]


def test_everybodys_price_is_frozen_by_the_clients_who_pay_it(posts: Va) -> None:
    posts("price", "set", "all", "post", "15", "--unit=post").check()
    posts("task", "add", "bakery", "Posts", "--service=post").check()
    posts("task", "done", "1", "--on=2026-03-12").check()
    posts("task", "add", "bakery", "Agreed", "--service=post", "--price=9").check()
    posts("task", "done", "2", "--on=2026-03-14").check()
    posts("invoice", "draft", "bakery", "2026-03").check()
    posts.refuses(
        *("price", "set", "all", "post", "16", "--unit=post"),
        exit_code=5,
        error="va: Work of Thu 12 Mar 2026 for 'bakery/main' is already on draft 1.\n"
        "    Let the price begin after that day, or discard it and draft again: 'va invoice discard 1'.",
    )
    posts("price", "set", "all", "post", "16", "--unit=post", "--from=2026-03-13").check()  # the agreed one stays


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (
            "12 --unit=post --steps=20:12",
            (
                "va: The steps '20:12' are not understood.",
                "Write '20:12,10': the first 20 units at 12, then 10; limits must rise.",
            ),
        ),
        (
            "15 --unit=post --steps=20:12,10",
            (
                "va: The first unit would cost 15.00 EUR and 12.00 EUR at once.",
                "Begin the steps with the price: 'post 12 --steps 20:12,10'.",
            ),
        ),
        (
            "12 --steps=20:12,10",
            (
                "va: The steps '20:12,10' would count hours.",
                "Say what they count with '--unit post'; steps are for tasks.",
            ),
        ),
        (
            "12 --unit=post --steps=20:12,10 --per=week",
            ("va: 'week' is not a per.", "Use one of: month, engagement."),
        ),
        (
            "12 --unit=post --per=month",
            (
                "va: '--per month' says where steps are counted, and there are none.",
                "Give them with '--steps 20:12,10', or leave '--per' out.",
            ),
        ),
        (
            "12 --unit=post --steps=20:12,-10",
            ("va: The price '-10' is less than nothing.", "Give the price of one unit, such as '12' or '12.50'."),
        ),
    ],
)
def test_steps_that_are_refused_change_nothing(posts: Va, options: str, error: tuple[str, str]) -> None:
    posts.refuses("price", "set", "acme", "post", *options.split(), exit_code=2, error="\n    ".join(error))
