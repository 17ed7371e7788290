"""`va report rates`: a month calculated by hand, what counts on which days, and what is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

APRIL = "2026-04-01T12:00:00+02:00"


@pytest.fixture
def month(va: Va) -> Va:
    """Work March: by the hour, under a retainer, on a flat fee, and for the business itself.

    49h for clients and 9h48 (588 minutes) of own work: 12 minutes for each of those hours.
    """
    for client in ("florist", "studio"):
        va("client", "add", client, "--name", "Example", "--country", "NL", "--address", "Straat 1, 1012 AB A").check()
    va("engagement", "add", "florist/desk", "--retainer", "620", "--hours", "20", "--from", "2026-01-01").check()
    va("engagement", "add", "studio/site", "--flat").check()
    va.at(APRIL)
    va("task", "add", "studio", "Website", "--price", "300").check()
    for words in (
        "10h acme Mail --on 2026-03-02",
        "5h acme Mail --on 2026-03-20",
        "3h acme Repair --on 2026-03-21 --no-bill",
        "12h florist Desk --on 2026-03-10",
        "15h studio Site --on 2026-03-12 --task 1",
        "4h bakery Posts --on 2026-03-13",
        "9h48 --internal admin Books --on 2026-03-14",
    ):
        va("log", *words.split()).check()
    va("task", "done", "1", "--on", "2026-03-31").check()
    va("service", "add", "inbox").check()
    return va


def cells(va: Va, *arguments: str) -> list[str]:
    """Return the rows of the tables without titles and headings, a bar between cells."""
    lines = va("report", "rates", *arguments).check(error="").out.splitlines()
    rows = (re.sub(r"(?<=\S) {2,}", "|", line.rstrip()) for line in lines if line and "─" not in line)
    return [row for row in rows if not row.startswith("What") and "Income" not in row]


def rows(va: Va, *arguments: str) -> dict[str, Any]:
    """Return income, hours and rate by name, as JSON has them; `*` marks what is unbilled altogether."""
    found = va.json("report", "rates", *arguments)["rows"]
    return {
        row["name"]: (
            row["income"] + ("*" if Decimal(row["unbilled"]) and row["unbilled"] == row["income"] else ""),
            row["seconds"] / 3600,
            row["rate"],
        )
        for row in found
    }


def issue(va: Va, client: str, *arguments: str) -> None:
    va("invoice", "draft", client, "2026-03", *arguments).check()
    va("invoice", "issue", client, "--yes").check()


def test_a_month_by_client(month: Va) -> None:
    issue(month, "bakery")
    month("invoice", "credit", "2026-0001", "--yes").check()

    shown = month("report", "rates", "2026-03").check(error="").out

    # acme 15h x 40 = 600 over 18h, with own work 21.6h; florist 620 over 12h, 14.4h; studio 300 over 15h, 18h;
    # bakery 4h x 35.50, credited, over 4h; all together 1520 over 49h and 58.8h.
    assert (
        shown
        == """\
What an hour earned by client, 2026-03, EUR without VAT
Client    Income  unbilled  Hours  Per hour  Own work  Per hour with it
───────────────────────────────────────────────────────────────────────
florist   620.00    620.00    12h     51.67      2h24             43.06
acme      600.00    600.00    18h     33.33      3h36             27.78
studio    300.00    300.00    15h     20.00        3h             16.67
bakery      0.00      0.00     4h      0.00       48m              0.00

Total    1520.00   1520.00    49h     31.02      9h48             25.85
"""
    )


def test_what_is_credited_and_reopened_is_unbilled_again(month: Va) -> None:
    issue(month, "bakery")
    assert rows(month, "2026-03")["bakery"] == ("142.00", 4, "35.50")

    month("invoice", "credit", "2026-0001", "--yes", "--reopen").check()

    assert rows(month, "2026-03")["bakery"] == ("142.00*", 4, "35.50")


def test_the_same_income_whether_drafted_issued_or_neither(month: Va) -> None:
    before = rows(month, "2026-03")
    month("month", "2026-03", "--draft").check()
    drafted = rows(month, "2026-03")
    for draft in range(1, 5):
        month("invoice", "issue", str(draft), "--yes").check()

    assert drafted == before
    assert rows(month, "2026-03") == {name: (found[0].rstrip("*"), *found[1:]) for name, found in before.items()}


def test_a_part_of_the_month_has_its_own_days(month: Va) -> None:
    # Ten of 31 days of 620.00 are 200.00; of acme's 15h ten were worked.
    expected = {"acme": ("400.00*", 10, "40.00"), "florist": ("200.00*", 12, "16.67")}
    assert rows(month, "2026-03-01..2026-03-10") == expected

    issue(month, "acme")
    issue(month, "florist")

    billed = {name: (found[0].rstrip("*"), *found[1:]) for name, found in expected.items()}
    assert rows(month, "2026-03-01..2026-03-10") == billed


def test_the_days_of_a_billed_month_add_up_to_it(month: Va) -> None:
    month("month", "2026-03", "--issue", "--yes").check()
    days = [rows(month, f"2026-03-{day:02}") for day in range(1, 32)]

    for name, (income, hours, _) in rows(month, "2026-03").items():
        assert sum(Decimal(day[name][0]) for day in days if name in day) == Decimal(income)
        assert sum(day[name][1] for day in days if name in day) == hours


def test_a_month_that_is_not_over_counts_until_today(month: Va) -> None:
    month.at("2026-03-10T12:00:00+01:00")

    found = month.json("report", "rates")

    assert found["period"] == {"start": "2026-03-01", "end": "2026-03-11"}
    assert rows(month)["florist"] == ("200.00*", 12, "16.67")


def test_a_flat_fee_counts_with_the_hours_on_its_task(va: Va) -> None:
    va("task", "add", "bakery", "Website", "--price", "300").check()
    va("log", "10h", "bakery", "--task", "1", "--on", "2026-02-20").check()
    va("log", "5h", "bakery", "--task", "1", "--on", "2026-03-03").check()

    remark = "5h on open tasks, which earn nothing until they are done."
    assert va("report", "rates").check(error=remark).out.splitlines()[3].split() == ["bakery", "0.00", "5h", "0.00"]

    va("task", "done", "1", "--on", "2026-03-05").check()
    expected = {"2026-02": ("200.00", 10, "20.00"), "2026-03": ("100.00", 5, "20.00")}
    assert {span: rows(va, span)["bakery"] for span in expected} == {
        span: (f"{found[0]}*", *found[1:]) for span, found in expected.items()
    }
    issue(va, "bakery")
    assert {span: rows(va, span)["bakery"] for span in expected} == expected


def test_a_flat_fee_without_hours_counts_on_its_day(va: Va) -> None:
    va("task", "add", "bakery", "Flyer", "--price", "80").check()
    va("task", "done", "1", "--on", "2026-03-05").check()

    assert cells(va, "2026-03-05", "--by", "task") == ["1|Flyer|80.00|80.00|0m|-", "Total|80.00|80.00|0m|-"]
    assert rows(va, "2026-03-06..2026-03-16") == {}


def test_hours_of_a_flat_engagement_are_shared_over_its_tasks(month: Va) -> None:
    for number, (title, price) in enumerate((("Flyer", "100"), ("Poster", "50")), start=2):
        month("task", "add", "studio", title, "--price", price).check()
        month("task", "done", str(number), "--on", "2026-03-20").check()
    month("log", "6h", "studio", "Drawing", "--on", "2026-03-19").check()

    # The website has hours of its own; 6h over 100.00 and 50.00 are 4h and 2h.
    found = rows(month, "2026-03", "--by", "task")

    assert found["Website"] == ("300.00*", 15, "20.00")
    assert found["Flyer"] == ("100.00*", 4, "25.00")
    assert found["Poster"] == ("50.00*", 2, "25.00")
    assert found["(no task)"] == ("1362.00*", 34, "40.06")  # 600 + 620 + 142 over 18h + 12h + 4h


def test_a_package_counts_by_its_use_and_what_lapses_when_it_does(va: Va) -> None:
    va("package", "sell", "acme", "--hours", "10", "--price", "400", "--on", "2026-02-01", "--expires", "45d").check()
    va("log", "4h", "acme", "--on", "2026-02-10").check()
    va("log", "1h", "acme", "--on", "2026-03-02").check()
    va.at(APRIL)

    # 45 days after 1 February is 18 March: 5h lapse then. 40.00 for each hour.
    expected = {"2026-02": "160.00*", "2026-03-01..2026-03-10": "40.00*", "2026-03": "240.00*"}
    assert {span: rows(va, span)["acme"][0] for span in expected} == expected

    va("invoice", "draft", "acme", "2026-02").check()
    va("invoice", "issue", "1", "--yes").check()

    assert {span: rows(va, span)["acme"][0] for span in expected} == {
        span: income.rstrip("*") for span, income in expected.items()
    }


def test_hours_beyond_a_retainer(va: Va) -> None:
    terms = ("--retainer", "310", "--hours", "2", "--overage", "45", "--from", "2026-03-01")
    va("engagement", "add", "acme/desk", *terms).check()
    va("log", "3h", "acme/desk", "--on", "2026-03-05").check()
    va.at(APRIL)

    # 310 and one hour at 45; until 10 March a third of the fee less 3.33: 100.
    assert rows(va, "2026-03")["acme"] == ("355.00*", 3, "118.33")
    assert rows(va, "2026-03-01..2026-03-10")["acme"] == ("145.00*", 3, "48.33")
    issue(va, "acme")
    assert rows(va, "2026-03")["acme"] == ("355.00", 3, "118.33")
    assert rows(va, "2026-03-01..2026-03-10")["acme"] == ("145.00", 3, "48.33")


def test_a_discount_belongs_to_the_lines_it_is_on(month: Va) -> None:
    month("invoice", "draft", "acme", "2026-03", "--discount", "10%").check()
    month("invoice", "add", "1", "Train ticket", "--qty", "1", "--price", "100").check()

    # 10 % of 700.00: 60.00 off the hours and 10.00 off the ticket, which belongs to no engagement.
    found = rows(month, "2026-03", "--by", "engagement")
    assert found["acme/inbox"] == ("540.00*", 18, "30.00")
    assert found["acme (by hand)"] == ("90.00*", 0, None)

    month("invoice", "issue", "1", "--yes").check()
    found = rows(month, "2026-03", "--by", "engagement")
    assert (found["acme/inbox"][0], found["acme (by hand)"][0]) == ("540.00", "90.00")


def test_a_credit_note_over_a_part_takes_it_off_its_days(month: Va) -> None:
    issue(month, "acme")
    month("invoice", "credit", "2026-0001", "--lines", "1:3", "--yes").check()

    # 3h of 15h are taken back: 120.00, of which 80.00 on the day with 10h of them.
    assert rows(month, "2026-03")["acme"] == ("480.00", 18, "26.67")
    assert rows(month, "2026-03-02")["acme"] == ("320.00", 10, "32.00")


def test_a_deposit_is_no_income(month: Va) -> None:
    month("invoice", "deposit", "studio", "100").check()
    month("invoice", "issue", "studio", "--yes").check()

    assert rows(month, "2026-03")["studio"] == ("300.00*", 15, "20.00")
    assert "studio" not in rows(month, "2026-04")


def test_prices_that_include_vat_count_without_it(va: Va) -> None:
    va("client", "add", "ada", "--name", "Ada", "--private", "--country", "NL", "--prices-include-vat").check()
    va("engagement", "add", "ada/main", "--hourly", "60.50").check()
    va("engagement", "add", "ada/desk", "--retainer", "375.10", "--hours", "10", "--from", "2026-03-01").check()
    va("log", "2h", "ada/main", "--on", "2026-03-04").check()
    va.at(APRIL)

    # 121.00 and 375.10 with 21 % VAT are 100.00 and 310.00 without.
    expected = {"ada/main": ("100.00", 2, "50.00"), "ada/desk": ("310.00", 0, None)}
    unbilled = {name: (f"{found[0]}*", *found[1:]) for name, found in expected.items()}
    assert rows(va, "2026-03", "--by", "engagement") == unbilled
    va("invoice", "draft", "ada", "2026-03").check()
    assert rows(va, "2026-03", "--by", "engagement") == unbilled
    va("invoice", "issue", "1", "--yes").check()
    assert rows(va, "2026-03", "--by", "engagement") == expected


def test_a_draft_that_cannot_be_issued_is_said(va: Va) -> None:
    va("log", "1h", "acme", "--on", "2026-03-02").check()
    va("invoice", "draft", "acme", "2026-03").check()
    va("client", "edit", "acme", "--vat-id", "").check()

    assert va("report", "rates").check().err.startswith("Draft 1 is not counted: ")


def test_by_service_fees_are_shared_by_hours(month: Va) -> None:
    month("log", "4h", "florist", "--service", "inbox", "--on", "2026-03-11").check()
    month("log", "1h", "acme", "--service", "inbox", "--on", "2026-03-11").check()

    # The retainer: 4h of 16h are 155.00 of 620.00; and acme's hour 40.00.
    expected = ("195.00*", 5, "39.00")
    assert rows(month, "2026-03", "--by", "service")["inbox"] == expected
    month("month", "2026-03", "--issue", "--yes").check()
    assert rows(month, "2026-03", "--by", "service")["inbox"] == ("195.00", 5, "39.00")


def test_each_currency_has_its_table(va: Va) -> None:
    va("client", "add", "coast", "--name", "Coast", "--country", "US", "--currency", "USD").check()
    va("engagement", "add", "coast/main", "--hourly", "60").check()
    va("log", "2h", "acme", "--on", "2026-03-02").check()
    va("log", "1h", "coast", "--on", "2026-03-02").check()
    va("log", "30m", "--internal", "travel", "--on", "2026-03-03").check()

    # Own work is shared by hours over both: 20m and 10m.
    assert cells(va) == [
        "acme|80.00|80.00|2h|40.00|20m|34.29",
        "Total|80.00|80.00|2h|40.00|20m|34.29",
        "coast|60.00|60.00|1h|60.00|10m|51.43",
        "Total|60.00|60.00|1h|60.00|10m|51.43",
    ]
    found = va.json("report", "rates")
    assert found["by"] == "client"
    assert [total["currency"] for total in found["totals"]] == ["EUR", "USD"]
    assert (found["own_seconds"], found["total_seconds"]) == (1800, 12600)


def test_bars_and_csv(month: Va) -> None:
    shown = month("report", "rates", "2026-03", "--chart").check(error="").out.splitlines()
    bars = {line.split()[0]: line.count("█") for line in shown[3:7]}
    # florist 43.06, bakery 142 / 4.8 = 29.58, acme 27.78, studio 16.67.
    assert list(bars) == ["florist", "bakery", "acme", "studio"]
    assert max(map(len, shown)) == 100
    assert bars["studio"] * 2 < bars["florist"] < bars["studio"] * 3

    assert month("report", "rates", "2026-03", "--csv").out.splitlines()[:2] == [
        "currency,name,task,income,unbilled,seconds,own_seconds,rate,rate_with_own",
        "EUR,florist,,620.00,620.00,43200,8640,51.67,43.06",
    ]


def test_work_without_a_price_hides_nothing_else(month: Va) -> None:
    month("engagement", "add", "acme/new", "--hourly", "50", "--from", "2026-03-15").check()
    month("log", "1h", "acme/new", "--on", "2026-03-16").check()
    month("log", "1h", "acme/new", "--on", "2026-03-14").check()

    ran = month("report", "rates", "2026-03", "--by", "engagement").check()

    assert ran.err.startswith("Unbilled work of acme/new is not counted: 'acme/new' has no terms on")
    assert "acme/inbox" in ran.out
    assert month.json("report", "rates", "2026-03")["remarks"] == [ran.err.strip()]


def test_nothing_there(va: Va) -> None:
    va("report", "rates", "2025").check(output="No hours for clients and no income in 2025.", error="")


def test_what_is_refused(va: Va) -> None:
    va.refuses(
        *("report", "rates", "2026-04"),
        exit_code=2,
        error=("va: '2026-04' has not begun.\n    Name a period with days until today, such as 'this month'."),
    )
    assert (
        va("report", "rates", "--by", "day").check(exit_code=2).err.startswith("va: 'day' is not a way to group rates")
    )
