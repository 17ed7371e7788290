"""`va service add --bundle`: services sold together at one price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def starter(va: Va) -> Va:
    """Leave the services `social post` and `story`, and a bundle of them at 150.00."""
    va("service", "add", "social post").check()
    va("service", "add", "story").check()
    va("service", "add", "Starter", "--bundle=social:10, story:2.5", "--price=150").check(
        output="Added service starter (10 × social post, 2.5 × story) at 150.00 EUR per bundle."
    )
    return va


def test_what_a_bundle_holds_and_costs(starter: Va) -> None:
    starter("price", "set", "acme", "starter", "140", "--from=2026-03-01").check(
        output="starter costs acme 140.00 EUR per bundle from 2026-03-01 on."
    )
    starter("service", "show", "start").check(
        output="starter\n"
        "Holds 10 × social post, 2.5 × story\n"
        "all: 150.00 EUR per bundle from the beginning on\n"
        "acme: 140.00 EUR per bundle from 2026-03-01 on"
    )
    found = starter.json("service", "show", "starter")
    assert found["bundle"] == [
        {"service": "social post", "quantity": "10"},
        {"service": "story", "quantity": "2.5"},
    ]
    assert [(price["client"], price["unit"], price["amount"]) for price in found["prices"]] == [
        (None, "bundle", "150.00"),
        ("acme", "bundle", "140.00"),
    ]
    starter("service", "show", "story").check(output="story\nNo price yet.")


def test_a_task_of_a_bundle_is_billed_at_its_price_and_says_what_is_in_it(starter: Va) -> None:
    starter("task", "add", "bakery", "Spring", "--service=starter", "--qty=2").check(
        output="Added task 1 for bakery/main: Spring, 2 bundle at 150.00 EUR = 300.00 EUR, "
        "with 10 × social post, 2.5 × story"
    )
    [task] = starter.json("task", "list")["tasks"]
    assert [part["service"] for part in task["bundle"]] == ["social post", "story"]
    starter("task", "done", "1", "--on=2026-03-12").check()
    [draft] = starter.json("invoice", "draft", "bakery", "2026-03")["drafts"]
    [line] = draft["lines"]
    assert (line["text"], line["quantity"], line["unit"], line["unit_price"], line["net"]) == (
        "Spring (10 × social post, 2.5 × story)",
        "2",
        "bundle",
        "150.00",
        "300.00",
    )
    assert line["reasons"] == [
        "done Thu 12 Mar 2026 at 150.00 EUR per bundle, the price of starter",
        "one bundle is 10 × social post, 2.5 × story",
    ]


def test_a_bundle_can_have_a_price_for_one_client_only(va: Va) -> None:
    va("service", "add", "post").check()
    va("service", "add", "pack", "--bundle=post:3").check(output="Added service pack (3 × post).")
    va("price", "set", "acme", "pack", "30").check()
    assert va.json("task", "add", "acme", "March", "--service=pack")["task"]["amount"] == "30.00"
    va("task", "add", "bakery", "March", "--service=pack").check(exit_code=5)


@pytest.mark.parametrize(
    ("bundle", "exit_code", "error"),
    [
        (
            "stroy:5",
            4,
            (
                "va: There is no service 'stroy'.",
                "Did you mean story or starter? 'va service add NAME' makes one, 'va service list' shows all.",
            ),
        ),
        (
            "starter:2",
            2,
            ("va: 'starter' is a bundle itself.", "Name what is in it: 'social post:10,story:2.5'."),
        ),
        (
            "story:5,social post:2,story:1",
            2,
            ("va: 'story' is in the bundle twice.", "Write 'post:10,story:5': each service once, and how many of it."),
        ),
        (
            "story",
            2,
            (
                "va: 'story' is not part of a bundle.",
                "Write 'post:10,story:5': each service once, and how many of it.",
            ),
        ),
        (
            "story:0",
            2,
            (
                "va: There cannot be 0 of 'story' in a bundle.",
                "Write 'post:10,story:5': each service once, and how many of it.",
            ),
        ),
        (
            "story:many",
            2,
            ("va: 'many' is not a number.", "Write it like 1250, 1250.50, 1.250,50 or 1,250.50."),
        ),
        (
            "two:1",
            4,
            (
                "va: There is no service 'two'.",
                "Did you mean story? 'va service add NAME' makes one, 'va service list' shows all.",
            ),
        ),  # not even itself
    ],
)
def test_what_is_no_bundle_changes_nothing(starter: Va, bundle: str, exit_code: int, error: tuple[str, str]) -> None:
    starter.refuses("service", "add", "two", f"--bundle={bundle}", exit_code=exit_code, error="\n    ".join(error))


def test_a_service_that_there_is_not_is_not_shown(va: Va) -> None:
    va.refuses(
        *("service", "show", "starter"),
        exit_code=4,
        error="va: There is no service 'starter'.\n    'va service add NAME' makes one, 'va service list' shows all.",
    )
