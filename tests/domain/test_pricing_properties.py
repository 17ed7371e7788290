"""Lines from random months of work: no entry, second or cent is lost, whatever the grouping."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.engagement import Terms, terms_on
from vabackoffice.domain.lines import time_lines
from vabackoffice.domain.pricing import Grouping, Tariff, WorkedEntry, not_billed, price_hours
from vabackoffice.domain.rate import PriceRow, hourly_price
from vabackoffice.domain.rounding import RoundingRule, round_seconds

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Line

MINUTE = 60
HOUR = 60 * MINUTE


def march(day: int) -> date:
    return date(2026, 3, day)


UP_15 = Terms("hourly", RoundingRule(15 * MINUTE), valid_from=date(2026, 1, 1), hourly_rate=Decimal(40))
TRAVEL = PriceRow("travel", client_specific=True, unit="hour", amount=Decimal(25), currency="EUR")

rules = st.builds(
    RoundingRule,
    st.sampled_from((0, 6 * MINUTE, 15 * MINUTE, HOUR)),
    st.sampled_from(("up", "nearest", "down")),
    st.sampled_from((0, 30 * MINUTE)),
    st.sampled_from(("entry", "task-day", "day", "invoice")),
)
histories = st.lists(
    st.builds(
        Terms,
        model=st.sampled_from(("hourly", "hourly", "flat")),
        rounding=rules,
        valid_from=st.integers(1, 5).map(march),
        hourly_rate=st.sampled_from((Decimal(30), Decimal("37.50"), Decimal(40))),
    ),
    max_size=2,
).map(lambda later: [UP_15, *later])
agreements = st.fixed_dictionaries({"acme/inbox": histories, "acme/social": histories})
entry_lists = st.lists(
    st.tuples(
        st.integers(1, 5).map(march),
        st.integers(1, 4 * HOUR),
        st.sampled_from(("", "Mail", "Calls")),
        st.sampled_from(("acme/inbox", "acme/social")),
        st.sampled_from(("", "inbox", "travel")),
        st.sampled_from(("", "newsletter")),
    ),
    max_size=10,
).map(lambda rows: [WorkedEntry(key, *row) for key, row in enumerate(rows)])


def lines_of(
    entries: list[WorkedEntry], terms: dict[str, list[Terms]], prices: list[PriceRow], grouping: Grouping
) -> list[Line]:
    return time_lines(price_hours(entries, Tariff("EUR", terms, prices)), "EUR", grouping)


groupings = st.sampled_from(("entry", "day", "service", "one"))


@given(entry_lists, agreements, groupings)
def test_every_entry_is_in_exactly_one_line_or_named_as_not_billed(
    entries: list[WorkedEntry], terms: dict[str, list[Terms]], grouping: Grouping
) -> None:
    lines = lines_of(entries, terms, [TRAVEL], grouping)
    sources = {source.source_id: source for line in lines for source in line.sources}
    left_out = [entry.id for entry, _ in not_billed(entries, Tariff("EUR", terms))]
    assert sum(len(line.sources) for line in lines) == len(sources)
    assert sorted([*sources, *left_out]) == [entry.id for entry in entries]
    for entry in entries:
        if entry.id in sources:
            assert sources[entry.id].worked_seconds == entry.seconds


@given(entry_lists, agreements)
def test_grouping_loses_and_invents_no_second(entries: list[WorkedEntry], terms: dict[str, list[Terms]]) -> None:
    choices: tuple[Grouping, ...] = ("entry", "day", "service", "one")
    billed = [
        {s.source_id: s.billed_seconds for line in lines for s in line.sources}
        for lines in (lines_of(entries, terms, [TRAVEL], grouping) for grouping in choices)
    ]
    assert billed[0] == billed[1] == billed[2] == billed[3]


@given(entry_lists, agreements, groupings)
def test_lines_add_up_and_stand_in_order(
    entries: list[WorkedEntry], terms: dict[str, list[Terms]], grouping: Grouping
) -> None:
    lines = lines_of(entries, terms, [TRAVEL], grouping)
    assert [(x.engagement, x.first_day) for x in lines] == sorted((x.engagement, x.sources[0].on_date) for x in lines)
    for line in lines:
        billed = sum(source.billed_seconds for source in line.sources)
        # Half up in whole numbers: hundredths of an hour, then cents.
        hundredths = (2 * billed * 100 + 3600) // 7200
        assert line.quantity == Decimal(hundredths) / 100
        assert line.net.minor == (2 * hundredths * int(line.unit_price * 100) + 100) // 200
        days = [source.on_date for source in line.sources]
        assert (line.first_day, line.last_day) == (min(days), max(days))
        assert days == sorted(days)


@given(entry_lists, agreements)
def test_what_is_rounded_as_one_bills_its_rounded_total(
    entries: list[WorkedEntry], terms: dict[str, list[Terms]]
) -> None:
    lines = lines_of(entries, terms, [TRAVEL], "entry")
    billed = {source.source_id: source.billed_seconds for line in lines for source in line.sources}
    groups: dict[tuple[object, ...], list[WorkedEntry]] = {}
    for entry in entries:
        held = terms_on(terms[entry.engagement], entry.day, entry.engagement)
        if held.model == "flat":
            continue
        rate, _ = hourly_price(entry, held, [TRAVEL], "EUR")
        level = held.rounding.level
        apart = {
            "entry": (entry.id,),
            "task-day": (entry.day, entry.task),
            "day": (entry.day,),
            "invoice": (),
        }[level]
        groups.setdefault((entry.engagement, rate, held.rounding, *apart), []).append(entry)
    for (_, _, rule, *_), group in groups.items():
        assert isinstance(rule, RoundingRule)
        worked = sum(entry.seconds for entry in group)
        assert sum(billed[entry.id] for entry in group) == round_seconds(worked, rule)
