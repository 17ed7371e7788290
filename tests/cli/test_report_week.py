"""`va report week`: clients and own work by the days of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def filled(va: Va) -> Va:
    """Log a week of which Thursday 19 March is today, one entry before it and one after it."""
    va.at("2026-03-19T15:00:00+01:00")
    for words in (
        "9h bakery --on 2026-03-15",
        "2h30 acme --on 2026-03-16",
        "45m acme --on 2026-03-16",
        "1h bakery --on 2026-03-16",
        "4h acme --on 2026-03-19",
        "30m --internal admin --on 2026-03-17",
        "1h --internal acquisition --on 2026-03-22",
        "9h acme --on 2026-03-23",
    ):
        va("log", *words.split()).check()
    return va


def week(va: Va, *arguments: str) -> str:
    return "\n".join(line.rstrip() for line in va("report", "week", *arguments).check(error="").out.splitlines())


def test_this_week_with_today_in_brackets(filled: Va) -> None:
    assert (
        week(filled)
        == f"""\
Week 2026-W12
                       Mon  Tue  Wed  [Thu]  Fri  Sat  Sun  Total
                        16   17   18   [19]   20   21   22
{"─" * 65}
acme                  3h15    -    -     4h    -    -    -   7h15
bakery                  1h    -    -      -    -    -    -     1h
internal acquisition     -    -    -      -    -    -   1h     1h
internal admin           -  30m    -      -    -    -    -    30m

Total                 4h15  30m    -     4h    -    -   1h   9h45"""
    )


def test_targets_stand_last(filled: Va) -> None:
    filled("client", "add", "coast", "--name", "Coast Example", "--country", "NL").check()
    filled("target", "20h/week", "acme").check()
    filled("target", "5h/week", "coast").check()
    filled("target", "6h/day", "--from", "2026-03-01").check()

    lines = week(filled).splitlines()

    assert [line.split()[-2:] for line in (lines[1], *lines[4:7], lines[-1])] == [
        ["Total", "Target"],
        ["7h15", "20h"],
        ["1h", "-"],
        ["-", "5h"],  # coast has no hours yet
        ["9h45", "30h"],  # five days of 6h
    ]


def test_another_week_by_any_of_its_days(filled: Va) -> None:
    for period in (["last", "week"], ["2026-W11"], ["2026-03-12"], ["2026-03-10..2026-03-12"]):
        lines = week(filled, *period).splitlines()
        assert lines[0] == "Week 2026-W11"
        assert "[" not in lines[1]
        assert lines[-1].split() == ["Total", *"-" * 6, "9h", "9h"]


def test_json(filled: Va) -> None:
    filled("target", "20h/week", "acme").check()

    found = filled.json("report", "week")

    assert found["period"] == {"start": "2026-03-16", "end": "2026-03-23"}
    assert found["days"] == [f"2026-03-{day}" for day in range(16, 23)]
    assert found["rows"][0] == {
        "client": "acme",
        "internal": None,
        "day_seconds": [11_700, 0, 0, 14_400, 0, 0, 0],
        "seconds": 26_100,
        "target_seconds": 72_000,
        "difference_seconds": -45_900,
    }
    assert [(row["client"], row["internal"], row["target_seconds"]) for row in found["rows"][1:]] == [
        ("bakery", None, None),
        (None, "acquisition", None),
        (None, "admin", None),
    ]
    assert found["total"]["day_seconds"] == [15_300, 1800, 0, 14_400, 0, 0, 3600]
    assert found["total_seconds"] == 35_100


def test_seconds_are_rounded_and_it_is_said(filled: Va) -> None:
    filled("log", "1h00m29s", "bakery", "--on", "2026-03-18").check()
    filled("log", "20m30s", "bakery", "--on", "2026-03-19").check()

    lines = week(filled).splitlines()

    # 1h + 1h00m29s + 20m30s are 2h20m59s.
    assert lines[5].split() == ["bakery", "1h", "-", "1h", "21m", "-", "-", "-", "2h21"]
    assert lines[-1] == "Rounded to the minute; '--json' has the seconds."


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_fullest_week_fits_a_terminal(va: Va, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    handle = "the-very-long-name-of-a-client-of-example"[:40].rstrip("-")
    va("client", "add", handle, "--name", "Long Example", "--country", "NL").check()
    va("engagement", "add", f"{handle}/main", "--hourly", "40").check()
    va("target", "100h30/week", handle).check()
    for day in range(16, 23):
        for target in ([handle], ["--internal", "acquisition"], ["acme"]):
            va("log", "10h59", *target, "--on", f"2026-03-{day}").check()

    lines = week(va).splitlines()

    assert max(map(len, lines)) <= int(columns)
    assert lines[-1].split()[-2:] == ["230h39", "-"]  # 21 entries of 10h59


def test_a_week_without_hours(va: Va) -> None:
    va("report", "week", "2025-W10").check(output="No hours in 2025-W10.", error="")
    assert va.json("report", "week", "2025-W10")["rows"] == []


def test_more_than_a_week_is_refused(va: Va) -> None:
    va.refuses(
        *("report", "week", "this", "month"),
        exit_code=2,
        error="va: 2026-03 is more than a week.\n"
        "    Name one like 2026-W12, or see 'va report hours 2026-03 --by week'.",
    )
