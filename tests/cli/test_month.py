"""`va month`: month-end for all clients, previewed, drafted, issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def march(va: Va) -> Va:
    """Two clients with work in March: 1h30 at 40.00 abroad, 50m at 35.50 (up to 15m) at home."""
    va("log", "1h30", "acme", "Sorted mail", "--on=2026-03-02").check()
    va("log", "50m", "bakery", "Newsletter", "--on=2026-03-03").check()
    return va


def drafts_of(month: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the drafts of all clients."""
    return [draft for client in month["clients"] for draft in client["drafts"]]


def test_the_preview_shows_all_clients_and_writes_nothing(march: Va) -> None:
    before = march.export()
    # 1.50 x 40.00 = 60.00 without VAT; 1.00 x 35.50 and 21 % = 35.50 + 7.455 -> 7.46 = 42.96; together 102.96.
    march("month", "2026-03").check(
        output="""
Not drafted yet for acme, Acme Example GmbH, 2026-03

Inbox                                                                      60.00
    1.50 hour × 40.00 EUR
    1 entry, 1h30 worked, 1h30 billed: not rounded
    40.00 EUR per hour from the first terms of acme/inbox
--------------------------------------------------------------------------------
Net                                                                        60.00
Total EUR                                                                  60.00

VAT: Reverse charge: business customer in Germany with VAT id DE136695976
    (Directive 2006/112/EC art. 44 and 196).

Not drafted yet for bakery, Example Bakery, 2026-03

Virtuele assistentie                                                       35.50
    1.00 hour × 35.50 EUR
    1 entry, 50m worked, 1h billed: each entry rounded up to 15m
    35.50 EUR per hour from the first terms of bakery/main
--------------------------------------------------------------------------------
Net                                                                        35.50
VAT 21 % on 35.50                                                           7.46
Total EUR                                                                  42.96

VAT: VAT of the Netherlands at 21 %: business customer in the Netherlands.

All together 102.96 EUR
""",
        error="",
    )
    march("month", "2026-03", "--preview").check()
    assert march.export() == before


def test_last_month_is_meant_when_none_is_named(march: Va) -> None:
    assert march.json("month")["period"] == {"start": "2026-02-01", "end": "2026-03-01"}
    march("month").check(output="There is nothing to bill in 2026-02.")


def test_what_is_previewed_is_what_is_drafted_and_issued(march: Va) -> None:
    previewed = drafts_of(march.json("month", "2026-03"))
    drafted = drafts_of(march.json("month", "2026-03", "--draft"))
    assert drafted == [one | {"draft": key} for key, one in enumerate(previewed, start=1)]
    march("month", "2026-03", "--issue", "--yes").check(
        output="""
Issued 2026-0001: acme, 60.00 EUR, due 2026-03-30
Issued 2026-0002: bakery, 42.96 EUR, due 2026-03-30
""",
        error="""
acme: Acme Example GmbH, 60.00 EUR, due 2026-03-30
bakery: Example Bakery, 42.96 EUR, due 2026-03-30
""",
    )
    for number, one in zip(("2026-0001", "2026-0002"), previewed, strict=True):
        issued = march.json("invoice", "show", number)
        for key in ("client", "lines", "vat_breakdown", "net", "vat", "total", "payable", "period", "wordings"):
            assert issued[key] == one[key]


def test_drafting_twice_drafts_nothing_new(march: Va) -> None:
    march("month", "2026-03", "--draft").check()
    before = march.export()
    again = march("month", "2026-03", "--draft").check()
    assert again.out.startswith("Draft 1 for acme")
    assert march.export() == before
    march("undo").check(output="Undid month of Mon 16 Mar 12:00 (6 rows)")
    assert [draft["draft"] for draft in drafts_of(march.json("month", "2026-03"))] == [None, None]


def test_issuing_twice_issues_nothing_new(march: Va) -> None:
    issued = march.json("month", "2026-03", "--issue", "--date=2026-04-01", "--yes")["issued"]
    assert [(one["number"], one["client"], one["total"], one["currency"]) for one in issued] == [
        ("2026-0001", "acme", "60.00", "EUR"),
        ("2026-0002", "bakery", "42.96", "EUR"),
    ]
    assert march.json("invoice", "show", "2026-0001")["issue_date"] == "2026-04-01"
    march.refuses(
        *("month", "2026-03", "--issue", "--yes"),
        exit_code=5,
        error="va: There is nothing to bill in 2026-03.\n"
        "    'va entries' shows what there is, 'va invoice list' what was billed.",
    )
    march("month", "2026-03").check(output="There is nothing to bill in 2026-03.")


def test_drafts_of_the_month_are_issued_with_the_rest(march: Va) -> None:
    march("invoice", "draft", "acme", "--notes=Thank you.").check()
    march("invoice", "draft", "bakery", "2026-03-01..2026-03-15", "--discount=10%").check()
    march("log", "1h", "bakery", "--on=2026-03-16").check()
    found = drafts_of(march.json("month", "2026-03"))
    # 35.50 - 3.55 = 31.95 is drafted already; the hour of the 16th is not.
    assert [(one["draft"], one["net"]) for one in found] == [(1, "60.00"), (2, "31.95"), (None, "35.50")]
    march("month", "2026-03", "--issue", "--yes").check()
    found = march.json("invoice", "list")["invoices"]
    assert [(one["number"], one["net"]) for one in found] == [
        ("2026-0001", "60.00"),
        ("2026-0002", "31.95"),
        ("2026-0003", "35.50"),
    ]


def test_a_client_who_cannot_be_billed_hides_no_other(march: Va) -> None:
    march("client", "edit", "acme", "--vat-id=").check()
    problem = "'acme' is a business in Germany without a VAT id; the reverse charge needs the VAT ids of both sides."
    found = march.json("month", "2026-03")["clients"]
    assert [(one["client"], len(one["drafts"]), one["problem"]) for one in found] == [
        ("acme", 0, problem),
        ("bakery", 1, None),
    ]
    assert march("month", "2026-03").out.startswith(
        f"Cannot be billed yet: acme: {problem}\n"
        "    Add it with 'va client edit acme --vat-id …', or charge your own VAT with '--vat S'.\n"
    )
    assert [one["client"] for one in drafts_of(march.json("month", "2026-03", "--draft"))] == ["bakery"]


def test_a_month_is_issued_whole_or_not_at_all(march: Va) -> None:
    march("engagement", "add", "bakery/shop", "--hourly=20", "--from=2026-03-10").check()
    march("log", "1h", "bakery/shop", "--on=2026-03-09").check()
    assert march.json("month", "2026-03")["clients"][1]["problem"] == "'bakery/shop' has no terms on 2026-03-09."
    march.refuses(
        *("month", "2026-03", "--issue", "--yes"),
        exit_code=5,
        error="va: 'bakery/shop' has no terms on 2026-03-09.\n"
        "    Say what held then: 'va engagement terms bakery/shop --from 2026-03-09 --hourly RATE'.",
    )
    march("engagement", "terms", "bakery/shop", "--from=2026-03-09", "--hourly=20").check()
    issued = march.json("month", "2026-03", "--issue", "--yes")["issued"]
    assert [one["number"] for one in issued] == ["2026-0001", "2026-0002"]


def test_what_is_left_out_is_said(march: Va) -> None:
    march("log", "2h", "bakery", "--on=2026-02-02").check()
    march("log", "3h", "bakery", "--no-bill", "--on=2026-03-02").check()
    march("engagement", "add", "bakery/plan", "--retainer=400", "--hours=10").check()
    march("log", "1h", "bakery/plan", "--on=2026-03-04").check()
    march("log", "1h", "bakery/plan", "--on=2026-03-05").check()
    [_, bakery] = march.json("month", "2026-03")["clients"]
    retainer = (
        "the first terms of bakery/plan are a retainer: hours draw on its allowance; "
        "what is beyond is billed when its period is over"
    )
    assert bakery["left_out"] == [
        f"2h of bakery/plan is not billed: {retainer}",
        "2h since 2026-02-02, older and unbilled: 'va invoice draft bakery 2026-02-02..2026-03-31'",
    ]
    assert "Left out: bakery: 2h of bakery/plan is not billed" in march("month", "2026-03").out


def test_fees_and_packages_of_earlier_months_are_not_forgotten(march: Va) -> None:
    march("engagement", "add", "bakery/plan", "--retainer=400", "--hours=10", "--from=2026-01-01").check()
    march("package", "sell", "bakery/plan", "--hours=5", "--price=150", "--on=2026-02-10").check()
    assert march.json("month", "2026-03")["clients"][1]["left_out"] == [
        (
            "2 retainer fees and 1 package since 2026-01-01, older and unbilled: "
            "'va invoice draft bakery 2026-01-01..2026-03-31'"
        )
    ]
    march("invoice", "draft", "bakery", "2026-01-01..2026-03-31").check()
    assert march("month", "2026-03").check().out.count("older and unbilled") == 0


def test_two_currencies_are_never_added(march: Va) -> None:
    march("engagement", "add", "bakery/us", "--hourly=50", "--currency=USD").check()
    march("log", "2h", "bakery/us", "--on=2026-03-04").check()
    # 100.00 and 21 % are 121.00.
    assert march("month", "2026-03").check().out.endswith("\nAll together 102.96 EUR\nAll together 121.00 USD\n")


def test_two_things_at_once_are_refused(march: Va) -> None:
    march.refuses(
        *("month", "--draft", "--issue"),
        exit_code=2,
        error="va: '--preview', '--draft' and '--issue' were said together.\n    Choose one of them.",
    )


def test_without_a_yes_nothing_is_issued(march: Va) -> None:
    march.refuses(
        *("month", "2026-03", "--issue"),
        exit_code=3,
        error="acme: Acme Example GmbH, 60.00 EUR, due 2026-03-30\n"
        "bakery: Example Bakery, 42.96 EUR, due 2026-03-30\n"
        "va: Issuing 2 invoices dated 2026-03-16 for good needs a yes.\n"
        "    Add '--yes' to go ahead.",
    )


def test_a_debt_is_billed_in_the_month_in_which_the_agreement_ends(va: Va) -> None:
    terms = ("--package", "--debt=carry", "--overage=50")
    va("engagement", "add", "acme/desk", "--from=2026-02-01", "--until=2026-03-10", *terms).check()
    va("package", "sell", "acme/desk", "--hours=2", "--price=80", "--on=2026-02-01").check()
    va("log", "5h", "acme/desk", "--on=2026-02-10").check()
    va("month", "2026-02", "--draft").check()
    # 5 h less the 2 h of the package, 3 x 50.00. Nothing else happens in March.
    [draft] = drafts_of(va.json("month", "2026-03"))
    assert [(line["quantity"], line["net"]) for line in draft["lines"]] == [("3.00", "150.00")]


def test_hours_that_come_in_late_are_on_the_next_invoice_as_such(march: Va) -> None:
    march("month", "2026-03", "--issue", "--yes").check()
    march("log", "1h", "bakery", "Forgotten", "--on=2026-03-13").check()
    march("log", "2h", "bakery", "News", "--on=2026-04-02").check()
    march.at("2026-05-01T10:00:00+02:00")
    [client] = march.json("month", "2026-04")["clients"]
    [line] = client["drafts"][0]["lines"]
    # 1 h and 2 h at 35.50.
    assert (line["quantity"], line["net"], client["left_out"]) == ("3.00", "106.50", [])
    assert "late: work of Fri 13 Mar 2026, whose period was billed before" in line["reasons"]
    march("month", "2026-04", "--draft").check()
    assert march("month", "2026-05").check().out == "There is nothing to bill in 2026-05.\n"
