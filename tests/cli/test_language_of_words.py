"""Dates and periods are typed in the language of the business, or in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
