"""Dates and periods are typed in the language of the business, or in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


def test_words_of_the_business_and_of_english_are_understood(va: Va) -> None:
    # The business is Dutch; today is Monday 16 March 2026.
    for number, day in enumerate(("gisteren", "yesterday", "vorige maandag", "2 mrt", "16 feb")):
        va("log", f"{number + 1}h", "acme", "--on", day).check()
    logged = va.json("entries", "maart 2026")["entries"]
    assert {entry["seconds"] // 3600: entry["date"] for entry in logged} == {
        1: "2026-03-15",
        2: "2026-03-15",
        3: "2026-03-09",
        4: "2026-03-02",
    }
    assert va.json("entries", "vorige", "maand")["total_seconds"] == 5 * 3600
    assert va.json("entries", "last", "month")["total_seconds"] == 5 * 3600


def test_words_of_another_language_are_not(va: Va) -> None:
    error = "va: 'gestern' is not a date.\n    Write it like vandaag, ma, '2 mrt', '3 dagen geleden' or 2026-03-02."
    va.refuses("log", "1h", "acme", "--on", "gestern", exit_code=2, error=error)
    va("business", "edit", "--language", "de").check()
    assert va("log", "1h", "acme", "--on", "gestern").check().out.startswith("Logged")


@pytest.mark.parametrize(
    ("language", "start", "end"),
    [
        ("nl", "3 uur geleden", "nu"),
        ("nl", "-3h", "25 min. geleden"),
        ("de", "vor 3 Stunden", "jetzt"),
        ("en", "3h ago", "now"),
    ],
)
def test_a_changed_time_is_read_in_the_words_of_the_business(va: Va, language: str, start: str, end: str) -> None:
    va("log", "9:00-10:25", "acme", "--on", "2026-03-02").check()
    va("business", "edit", "--language", language).check()

    both = va.json("edit", "@1", "--from", start, "--to", end)["after"]
    va("undo").check()
    only_start = va.json("edit", "@1", "--from", start, "--duration", "15m")["after"]
    va("undo").check()
    va("edit", "@1", "--on", "2026-03-16").check()
    last = va.json("edit", "@1", "--to", end)["after"]

    assert [both["start"], only_start["start"]] == ["2026-03-16T09:00:00+01:00"] * 2
    ended = "2026-03-16T11:35:00+01:00" if "25" in end else "2026-03-16T12:00:00+01:00"
    assert [both["end"], last["end"]] == [ended] * 2


def test_a_changed_start_in_the_words_of_another_language(va: Va) -> None:
    va("log", "9:00-11:50", "acme").check()

    assert va.json("edit", "@1", "--from", "2 uur geleden")["after"]["start"] == "2026-03-16T10:00:00+01:00"
    va.refuses(
        "edit", "@1", "--from", "vor 2 Stunden",
        exit_code=2, error="va: 'vor 2 Stunden' is not a time.\n    Write it like 9:00, 0900, 9:30pm, now or -25m.",
    )  # fmt: skip
