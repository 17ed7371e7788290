"""`va entries --by`: the list in groups with their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

SEVERAL = "Entries with several tags count under each; the total counts them once."


@pytest.fixture
def filled(va: Va) -> Va:
    """Log five entries of March."""
    va("service", "add", "calendar").check()
    va("log", "9:00-10:25", "acme", "Mail", "+email", "+urgent", "--on", "2026-03-02").check()
    va("log", "1h30", "bakery", "Plan", "--on", "2026-03-03", "--service", "calendar").check()
    va("log", "20m", "acme", "Call", "--on", "2026-03-10").check()
    va("log", "3h", "bakery", "Posts", "+email", "--on", "2026-03-10", "--no-bill").check()
    va("log", "45m", "--internal", "admin", "Books", "--on", "2026-03-11").check()
    return va


def groups(va: Va, *arguments: str) -> list[tuple[str | None, int, list[int]]]:
    """Return name, minutes and ids of each group."""
    found = va.json("entries", *arguments)["groups"]
    return [(group["name"], group["seconds"] // 60, group["entries"]) for group in found]


def test_by_client(filled: Va) -> None:
    shown = filled("entries", "--by", "client").check(error="").out
    # 3h + 1h30 = 4h30; 1h25 + 20m = 1h45; own work last; together 7h.
    assert "\n".join(line.rstrip() for line in shown.splitlines()) == (
        f"""\
Time entries by client, 2026-03
    Date             Time               For             What                 Billed
{"─" * 83}
                                  4h30  bakery          2 entries
@4  Tue 3 Mar 2026                1h30  bakery/main     Plan
@2  Tue 10 Mar 2026                 3h  bakery/main     Posts +email         no

                                  1h45  acme            2 entries
@5  Mon 2 Mar 2026   09:00-10:25  1h25  acme/inbox      Mail +email +urgent
@3  Tue 10 Mar 2026                20m  acme/inbox      Call

                                   45m  internal        1 entry
@1  Wed 11 Mar 2026                45m  internal admin  Books

                                    7h  5 entries"""
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "day",
            [("2026-03-02", 85, [1]), ("2026-03-03", 90, [2]), ("2026-03-10", 200, [3, 4]), ("2026-03-11", 45, [5])],
        ),
        ("week", [("2026-W10", 175, [1, 2]), ("2026-W11", 245, [3, 4, 5])]),
        ("month", [("2026-03", 420, [1, 2, 3, 4, 5])]),
        ("client", [("bakery", 270, [2, 4]), ("acme", 105, [1, 3]), (None, 45, [5])]),
        ("engagement", [("bakery/main", 270, [2, 4]), ("acme/inbox", 105, [1, 3]), ("internal admin", 45, [5])]),
        ("service", [("calendar", 90, [2]), (None, 330, [1, 3, 4, 5])]),
        ("tag", [("email", 265, [1, 4]), ("urgent", 85, [1]), (None, 155, [2, 3, 5])]),
        ("eng", [("bakery/main", 270, [2, 4]), ("acme/inbox", 105, [1, 3]), ("internal admin", 45, [5])]),
    ],
)
def test_groups(filled: Va, by: str, expected: list[tuple[str | None, int, list[int]]]) -> None:
    assert groups(filled, "--by", by) == expected


def test_the_filters_come_first(filled: Va) -> None:
    assert groups(filled, "--by", "day", "--client", "bakery", "--unbilled") == [("2026-03-03", 90, [2])]
    filled("entries", "2025", "--by", "client").check(output="No entries in 2025.", error="")


def test_json_keeps_what_scripts_rely_on(filled: Va) -> None:
    plain, grouped = filled.json("entries"), filled.json("entries", "--by", "tag")

    assert {name: grouped[name] for name in plain} == plain
    assert grouped["by"] == "tag"
    assert grouped["total_seconds"] == 25_200


def test_an_entry_with_two_tags_is_under_both_and_it_is_said(filled: Va) -> None:
    shown = filled("entries", "--by", "tag").check().out

    assert shown.count("Mail +email +urgent") == 2
    assert shown.endswith(f" 7h  5 entries\n{SEVERAL}\n")


def test_csv_has_no_groups(filled: Va) -> None:
    filled.refuses(
        *("entries", "--by", "client", "--csv"),
        exit_code=2,
        error="va: '--by' and '--csv' were said together.\n"
        "    Leave '--by' out: each row of the CSV has date, client, service and tags.",
    )


def test_a_way_to_group_that_is_none(filled: Va) -> None:
    filled.refuses(
        *("entries", "--by", "colour"),
        exit_code=2,
        error="va: 'colour' is not a way to group entries.\n"
        "    Use one of: day, week, month, client, engagement, service, tag.",
    )
