"""What done tasks cost: prices of the day, volume steps, and what is said about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.lines import task_lines
from vabackoffice.domain.price_steps import PriceStep, parse_steps
from vabackoffice.domain.rate import PriceRow
from vabackoffice.domain.task_price import DoneTask, charge_tasks
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence

TENTH = Decimal("0.1")


def posts(quantity: str, day: str = "2026-03-20", engagement: str = "acme/desk", unit: str = "post") -> DoneTask:
    return DoneTask(1, date.fromisoformat(day), "Posts", Decimal(quantity), unit, None, engagement, "post")


def price(steps: str, per: str = "month", since: str | None = None, *, own: bool = True) -> PriceRow:
    """Return a price in steps, or with one price alone."""
    found = parse_steps(steps, "EUR") if "," in steps else ()
    first = found[0].price if found else Decimal(steps)
    return PriceRow("post", own, "post", first, "EUR", date.fromisoformat(since) if since else None, found, per)


def charged(
    tasks: Sequence[DoneTask], *prices: PriceRow, billed: Sequence[DoneTask] = ()
) -> list[list[tuple[str, str]]]:
    """Return quantity and price of each charge, task by task."""
    found = charge_tasks(tasks, prices, "EUR", billed)
    return [[(f"{one.quantity}", f"{one.unit_price}") for one in charges] for _, charges in found]


def reasons(tasks: Sequence[DoneTask], *prices: PriceRow) -> list[str]:
    return [charge.why for _, charges in charge_tasks(tasks, prices, "EUR") for charge in charges]


def test_a_task_that_reaches_over_a_step_is_cut_there() -> None:
    assert charged([posts("25")], price("20:12,10")) == [[("20", "12"), ("5", "10")]]
    # 10 at 15, the next 10 at 12, 4 at 10.
    assert charged([posts("24")], price("10:15,20:12,10")) == [[("10", "15"), ("10", "12"), ("4", "10")]]


def test_a_limit_that_is_reached_exactly_begins_nothing() -> None:
    assert charged([posts("20"), posts("1")], price("20:12,10")) == [[("20", "12")], [("1", "10")]]


def test_each_month_begins_anew_and_the_engagement_goes_on() -> None:
    tasks = [posts("15", "2026-03-31"), posts("15", "2026-04-01"), posts("10", "2026-04-30")]
    assert charged(tasks, price("20:12,10")) == [[("15", "12")], [("15", "12")], [("5", "12"), ("5", "10")]]
    whole = price("20:12,10", "engagement")
    assert charged(tasks, whole) == [[("15", "12")], [("5", "12"), ("10", "10")], [("10", "10")]]


def test_engagements_are_counted_apart() -> None:
    tasks = [posts("15"), posts("15", engagement="acme/shop")]
    assert charged(tasks, price("20:12,10", "engagement")) == [[("15", "12")], [("15", "12")]]


def test_what_was_billed_before_counts_also_at_another_price() -> None:
    # 18 were billed in March before the steps began: 2 are left at 12.
    before = [posts("18", "2026-03-05"), posts("40", "2026-02-05"), posts("40", unit="story")]
    prices = [price("14"), price("20:12,10", since="2026-03-16")]
    assert charged([posts("5")], *prices, billed=before) == [[("2", "12"), ("3", "10")]]


def test_a_price_of_its_own_is_outside_the_steps() -> None:
    agreed = DoneTask(2, date(2026, 3, 1), "Posts", Decimal(19), "post", Decimal(9), "acme/desk", "post")
    assert charged([agreed, posts("21")], price("20:12,10")) == [[("19", "9")], [("20", "12"), ("1", "10")]]


def test_the_price_of_the_day_on_which_it_was_done() -> None:
    prices = [price("12", own=False), price("13", since="2026-03-10", own=False), price("11", since="2026-04-01")]
    tasks = [posts("1", "2026-03-09"), posts("1", "2026-03-10"), posts("1", "2026-04-01")]
    assert charged(tasks, *prices) == [[("1", "12")], [("1", "13")], [("1", "11")]]
    assert reasons(tasks, *prices) == [
        "done Mon 9 Mar 2026 at 12.00 EUR per post, the price of post",
        "done Tue 10 Mar 2026 at 13.00 EUR per post, the price of post since 2026-03-10",
        "done Wed 1 Apr 2026 at 11.00 EUR per post, acme's own price of post since 2026-04-01",
    ]


def test_each_step_says_which_units_it_is_for() -> None:
    own = "acme's own price of post"
    assert reasons([posts("25")], price("20:12,10")) == [
        f"done Fri 20 Mar 2026: posts 1 to 20 in March 2026 at 12.00 EUR, {own}",
        f"done Fri 20 Mar 2026: posts 21 to 25 in March 2026 at 10.00 EUR, {own}",
    ]
    assert reasons([posts("21")], price("20:12,10", "engagement"))[1] == (
        f"done Fri 20 Mar 2026: post 21 of acme/desk at 10.00 EUR, {own}"
    )
    assert reasons([posts("21.5")], price("20:12,10"))[1] == (
        f"done Fri 20 Mar 2026: 1.5 posts after 20 in March 2026 at 10.00 EUR, {own}"
    )


def test_a_day_without_a_price_is_an_error_that_names_it() -> None:
    with pytest.raises(ConflictError) as refused:
        charge_tasks([posts("1")], [price("12", since="2026-03-21")], "EUR")
    assert refused.value.message == "No price is known for one post of 'acme/desk, post' on Fri 20 Mar 2026."
    assert refused.value.hint == "Set one: 'va price set acme \"post\" AMOUNT --from 2026-03-20 --unit post'."


def test_each_charge_is_a_line_of_its_own() -> None:
    lines = task_lines([posts("25")], "EUR", [price("20:12,10")], [posts("18", "2026-03-01")])
    # 18 before: 2 x 12 = 24.00 and 23 x 10 = 230.00.
    assert [(line.text, str(line.quantity), str(line.net)) for line in lines] == [
        ("Posts", "2", "24.00 EUR"),
        ("Posts", "23", "230.00 EUR"),
    ]
    assert lines[0].sources == lines[1].sources


def test_a_bundle_says_what_is_in_it() -> None:
    contents = "10 × post, 5 × story"
    starter = DoneTask(1, date(2026, 3, 2), "March", Decimal(1), "bundle", Decimal(150), "acme/desk", "st", contents)
    [line] = task_lines([starter], "EUR")
    assert line.text == "March (10 × post, 5 × story)"
    assert line.reasons == (
        "done Mon 2 Mar 2026 at 150.00 EUR per bundle",
        "one bundle is 10 × post, 5 × story",
    )


cents = st.integers(0, 5000).map(lambda minor: Decimal(minor) / 100)
limits = st.lists(st.integers(1, 60), max_size=3, unique=True).map(sorted)
days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
# Quantities in tenths, each done on a day.
work = st.lists(st.tuples(st.integers(1, 300), days), max_size=8)


@st.composite
def stepped(draw: st.DrawFn) -> PriceRow:
    """Draw a price with rising limits and any prices."""
    found = [PriceStep(Decimal(limit), draw(cents)) for limit in draw(limits)]
    steps = (*found, PriceStep(None, draw(cents)))
    per = draw(st.sampled_from(["month", "engagement"]))
    return PriceRow("post", True, "post", steps[0].price, "EUR", None, steps, per)  # noqa: FBT003 - the client's own


def tasks_of(done: Sequence[tuple[int, date]]) -> list[DoneTask]:
    return [posts(str(tenths * TENTH), day.isoformat()) for tenths, day in done]


def sums(tasks: Sequence[DoneTask], row: PriceRow, billed: Sequence[DoneTask] = ()) -> dict[Decimal, Decimal]:
    """Return the quantity charged at each price."""
    found: dict[Decimal, Decimal] = {}
    for _, charges in charge_tasks(tasks, [row], "EUR", billed):
        for charge in charges:
            found[charge.unit_price] = found.get(charge.unit_price, Decimal(0)) + charge.quantity
    return found


def slow_sums(done: Sequence[tuple[int, date]], row: PriceRow) -> dict[Decimal, Decimal]:
    """Price one tenth of a unit after the other."""
    counted: dict[object, int] = {}
    found: dict[Decimal, Decimal] = {}
    for tenths, day in done:
        whole = day.month if row.steps_per == "month" else "all"
        for _ in range(tenths):
            counted[whole] = counted.get(whole, 0) + 1
            paid = next(one.price for one in row.steps if one.limit is None or counted[whole] <= one.limit * 10)
            found[paid] = found.get(paid, Decimal(0)) + TENTH
    return found


@given(work, stepped())
def test_steps_count_as_if_unit_by_unit(done: list[tuple[int, date]], row: PriceRow) -> None:
    assert sums(tasks_of(done), row) == slow_sums(done, row)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), stepped(), st.data())
def test_any_parts_of_a_quantity_cost_the_same(parts: list[int], row: PriceRow, data: st.DataObject) -> None:
    march = st.dates(date(2026, 3, 1), date(2026, 3, 31))
    tasks = [posts(str(part), data.draw(march).isoformat()) for part in parts]
    whole = posts(str(sum(parts)))
    assert sums(tasks, row) == sums([whole], row)
    # Whole units at whole cents: what is billed is the same to the cent.
    nets = [sum(line.net.minor for line in task_lines(each, "EUR", [row])) for each in (tasks, [whole])]
    assert nets[0] == nets[1]


@given(work, stepped(), st.lists(st.integers(0, 8), max_size=3).map(sorted))
def test_billing_in_several_goes_costs_the_same(done: list[tuple[int, date]], row: PriceRow, cuts: list[int]) -> None:
    tasks = tasks_of(done)
    in_goes: dict[Decimal, Decimal] = {}
    for start, end in zip([0, *cuts], [*cuts, len(tasks)], strict=True):
        for unit_price, quantity in sums(tasks[start:end], row, tasks[:start]).items():
            in_goes[unit_price] = in_goes.get(unit_price, Decimal(0)) + quantity
    assert in_goes == sums(tasks, row)


@given(work, stepped())
def test_no_unit_is_lost_and_each_charge_is_something(done: list[tuple[int, date]], row: PriceRow) -> None:
    for task, charges in charge_tasks(tasks_of(done), [row], "EUR"):
        assert list(accumulate(charge.quantity for charge in charges))[-1] == task.quantity
        assert all(charge.quantity > 0 for charge in charges)
