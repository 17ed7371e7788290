"""`va engagement terms` and `end` of an hour bank: said in full, begun at a boundary, never under what is billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

RETAINER = ("--retainer=400", "--hours=10")
TERMS = ("engagement", "terms", "acme/desk")


@pytest.fixture
def desk(va: Va) -> Va:
    """Agree on a retainer from 2026 on."""
    va("engagement", "add", "acme/desk", "--from=2026-01-01", *RETAINER, "--overage=50").check()
    return va


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            [*RETAINER, "--every=week", "--anchor=4", "--overage-steps=3h:40,50", "--use=oldest-first", "--carry=2"],
            (
                "400.00 EUR per week with 10h, billed in advance, from Thursday on, "
                "unused hours are carried for 2 periods, "
                "oldest hours first, hours over in each period the first 3h at 40.00 EUR, then 50.00 EUR, not rounded"
            ),
        ),
        (
            [*RETAINER, "--anchor=15", "--prorata", "--debt=carry", "--low=30%", "--in-arrears"],
            (
                "400.00 EUR per month with 10h, billed in arrears, from day 15 on, cut periods by days, "
                "hours over are a debt, low at 30 %, not rounded"
            ),
        ),
        (
            ["--package", "--every=quarter", "--debt=ask", "--renew=draft", "--low=10"],
            (
                "prepaid hours, periods of a quarter, hours over are a debt and asked for before a start, low at 10 %, "
                "a low bank is filled with the month, not rounded"
            ),
        ),
        (
            ["--hourly=40", "--surcharge=holiday:100", "--holidays=own", "--cap=20h", "--over-cap=lapse"],
            (
                "40.00 EUR per hour, not rounded, surcharge holiday 100 %, holidays of your own country, "
                "at most 20h per month, what lies above lapses"
            ),
        ),
        (
            [*RETAINER, "--anchor=1", "--low=20", "--debt=bill", "--renew=propose", "--holidays=client"],
            "400.00 EUR per month with 10h, billed in advance, not rounded",
        ),
    ],
)
def test_terms_say_everything_that_is_not_as_usual(va: Va, options: list[str], said: str) -> None:
    va("engagement", "add", "acme/desk", *options).check(output=f"Added acme/desk: {said}.", error="")
    assert va.json("engagement", "show", "acme/desk")["terms"][0]["model"] in {"retainer", "package", "hourly"}


def test_renewal_and_holidays_are_kept_with_the_terms(desk: Va) -> None:
    terms = desk.json(*TERMS, "--from=2026-04-01", "--renew=draft", "--holidays=own", "--debt=ask")["terms"]
    assert (terms["renew"], terms["holidays"], terms["debt"], terms["fee"]) == ("draft", "own", "ask", "400.00")


@pytest.mark.parametrize("option", ["--renew=never", "--holidays=theirs", "--debt=forgive"])
def test_a_choice_that_is_none_is_refused(va: Va, option: str) -> None:
    name, _, value = option.removeprefix("--").partition("=")
    choices = {"renew": "propose, draft", "holidays": "client, own", "debt": "bill, carry, ask"}
    ran = va("engagement", "add", "acme/desk", *RETAINER, option)
    assert ran.exit_code == 2
    assert f"'{value}'" in ran.err
    assert choices[name] in ran.err


def test_new_terms_begin_at_a_boundary(desk: Va) -> None:
    desk.refuses(
        *TERMS,
        "--from=2026-04-15",
        "--hours=12",
        exit_code=2,
        error="va: The new terms begin on Wed 15 Apr 2026, "
        "inside the period from Wed 1 Apr 2026 to Thu 30 Apr 2026.\n"
        "    Begin on 2026-04-01 or 2026-05-01, or cut both periods by days with '--prorata'.",
    )
    desk(*TERMS, "--from=2026-04-15", "--hours=12", "--prorata").check()
    desk(*TERMS, "--from=2026-05-01", "--hourly=40").check()


def test_terms_that_follow_must_begin_at_a_boundary_too(desk: Va) -> None:
    desk(*TERMS, "--from=2026-05-01", "--hours=12").check()
    desk.refuses(
        *TERMS,
        *("--from=2026-04-01", "--every=quarter"),
        exit_code=2,
        error="va: The terms that follow begin on Fri 1 May 2026, "
        "inside the period from Wed 1 Apr 2026 to Tue 30 Jun 2026.\n"
        "    Begin on 2026-04-01 or 2026-07-01, or cut both periods by days with '--prorata'.",
    )


def test_terms_never_change_a_settled_period(desk: Va) -> None:
    desk("invoice", "draft", "acme", "2026-02").check()
    desk.refuses(
        *TERMS,
        *("--from=2026-02-01", "--carry=all"),
        exit_code=5,
        error="va: That would change February 2026, which draft 1 has settled.\n"
        "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )
    desk(*TERMS, "--from=2026-03-01", "--carry=all").check()
    desk("undo").check()
    desk("invoice", "discard", "1", "--yes").check()
    desk(*TERMS, "--from=2026-02-01", "--carry=all").check()


@pytest.mark.parametrize("options", [["--hours=12"], ["--retainer=500"], ["--hourly=40"]])
def test_terms_never_change_a_month_whose_fee_is_billed(desk: Va, options: list[str]) -> None:
    desk("invoice", "draft", "acme", "2026-03").check()
    desk.refuses(
        *TERMS,
        "--from=2026-03-01",
        *options,
        exit_code=5,
        error="va: That would change March 2026, whose fee is on draft 1.\n"
        "    Take a day from 2026-04-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )
    desk(*TERMS, "--from=2026-04-01", *options).check()


def test_terms_by_days_cut_no_billed_month(desk: Va) -> None:
    desk("invoice", "draft", "acme", "2026-03").check()
    desk.refuses(
        *TERMS,
        *("--from=2026-03-20", "--hours=12", "--prorata"),
        exit_code=5,
        error="va: That would change March 2026, whose fee is on draft 1.\n"
        "    Take a day from 2026-04-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )


def test_an_agreement_ends_after_what_is_settled(desk: Va) -> None:
    desk("invoice", "draft", "acme", "2026-02").check()
    end = ("engagement", "end", "acme/desk")
    for day in ("2026-01-31", "2026-02-20"):
        desk.refuses(
            *end,
            f"--on={day}",
            exit_code=5,
            error="va: That would change February 2026, which draft 1 has settled.\n"
            "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'.",
        )
    # On its last day February ends as it did: nothing is carried, and its hours lapse.
    desk(*end, "--on=2026-02-28").check(output="acme/desk ends on 2026-02-28.")
    desk(*end, "--on=2026-03-20").check()


def test_an_agreement_with_carry_over_does_not_end_with_a_settled_period(va: Va) -> None:
    """What was carried out of February would lapse."""
    va("engagement", "add", "acme/desk", "--from=2026-01-01", *RETAINER, "--carry=all").check()
    va("invoice", "draft", "acme", "2026-02").check()
    va.refuses(
        *("engagement", "end", "acme/desk", "--on=2026-02-28"),
        exit_code=5,
        error="va: That would change February 2026, which draft 1 has settled.\n"
        "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )


def test_a_fee_billed_in_advance_keeps_its_month(va: Va) -> None:
    va("engagement", "add", "acme/desk", "--from=2026-01-01", *RETAINER, "--prorata").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va.refuses(
        *("engagement", "end", "acme/desk", "--on=2026-03-20"),
        exit_code=5,
        error="va: That would change March 2026, whose fee is on draft 1.\n"
        "    Take a day from 2026-04-01 on, or discard it and draft again: 'va invoice discard 1'.",
    )
