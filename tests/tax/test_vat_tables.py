"""The VAT tables that come with the program: complete, dated, sourced, and refused when damaged."""

import hashlib
import shutil
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from vabackoffice.domain.eu import EU_VAT_MEMBERS
from vabackoffice.domain.vat_tables import Rate, Wording
from vabackoffice.errors import MissingError
from vabackoffice.tax.vat_tables import load_vat_tables, read_vat_tables, tables_sha256

FOLDER = Path(str(files("vabackoffice.tax") / "tables"))
NAMES = ("rates.toml", "wordings.toml", "regimes.toml")


def rows_of(name: str) -> list[tuple[str, dict[str, Any]]]:
    table = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    rows = [(country["code"], row) for country in table["country"] for row in country["rows"]]
    return rows + [("", row) for row in table.get("refused", [])]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_source_evidence_and_a_day_of_review(name: str) -> None:
    sources = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["source"]
    for country, row in rows_of(name):
        assert row["source"], (country, row)
        assert set(row["source"]) <= set(sources), (country, row)
        assert row["evidence"] in ("A", "B", "C", "U"), (country, row)
        assert type(row["review_by"]) is date, (country, row)


@pytest.mark.parametrize("name", NAMES)
def test_no_source_is_listed_for_nothing(name: str) -> None:
    table = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    used = {key for _, row in rows_of(name) for key in row["source"]}
    assert used == set(table["source"])


def test_every_rate_is_good_enough_to_be_charged_and_names_its_law() -> None:
    for country, row in rows_of("rates.toml"):
        assert row["evidence"] in ("A", "B"), (country, row)
        assert row["law"], (country, row)
    assert len(load_vat_tables().rates) == len(rows_of("rates.toml"))


def overlaps(one: Rate | Wording, other: Rate | Wording) -> bool:
    first, second = sorted((one, other), key=lambda row: row.valid_from)
    return first.valid_to is None or first.valid_to >= second.valid_from


def test_rates_of_one_level_never_overlap() -> None:
    for one, other in combinations(load_vat_tables().rates, 2):
        if (one.country, one.level) == (other.country, other.level):
            assert not overlaps(one, other), (one, other)


def test_phrases_of_one_key_and_language_never_overlap() -> None:
    for one, other in combinations(load_vat_tables().wordings, 2):
        if (one.key, one.country, one.language) == (other.key, other.country, other.language):
            assert not overlaps(one, other), (one, other)


@pytest.mark.parametrize("country", [*(member.country for member in EU_VAT_MEMBERS), "CH"])
def test_every_day_since_2020_has_one_standard_rate(country: str) -> None:
    tables = load_vat_tables()
    day = date(2020, 1, 1)
    while day < date(2027, 1, 1):
        assert [rate.level for rate in tables.rates_on(country, day)].count("standard") == 1, day
        day += timedelta(days=1)


# The Commission's booklet and database (edition 06/2021; TEDB), read country by country.
@pytest.mark.parametrize(
    ("country", "day", "level", "percent"),
    [
        ("NL", "2026-03-01", "standard", "21"),
        ("NL", "2026-03-01", "reduced", "9"),
        ("DE", "2020-06-30", "standard", "19"),
        ("DE", "2020-07-01", "standard", "16"),
        ("DE", "2020-07-01", "reduced", "5"),
        ("DE", "2020-12-31", "reduced", "5"),
        ("DE", "2021-01-01", "reduced", "7"),
        ("IE", "2020-09-01", "standard", "21"),
        ("IE", "2021-03-01", "standard", "23"),
        ("CH", "2023-12-31", "standard", "7.7"),
        ("CH", "2024-01-01", "standard", "8.1"),
        ("CH", "2024-01-01", "reduced", "2.6"),
        ("GB", "2026-03-01", "standard", "20"),
        ("FR", "2026-03-01", "reduced_2", "5.5"),
        ("IT", "2026-03-01", "super_reduced", "4"),
        ("EE", "2023-12-31", "standard", "20"),
        ("EE", "2024-01-01", "standard", "22"),
        ("EE", "2025-07-01", "standard", "24"),
        ("FI", "2024-08-31", "standard", "24"),
        ("FI", "2024-09-01", "standard", "25.5"),
        ("LU", "2023-06-01", "standard", "16"),
        ("LU", "2024-01-01", "standard", "17"),
        ("RO", "2025-07-31", "standard", "19"),
        ("RO", "2025-08-01", "standard", "21"),
        ("SK", "2025-01-01", "standard", "23"),
        ("HU", "2026-03-01", "standard", "27"),
    ],
)
def test_rates_on_the_days_they_changed(country: str, day: str, level: str, percent: str) -> None:
    rates = load_vat_tables().rates_on(country, date.fromisoformat(day))
    assert [rate.percent for rate in rates if rate.level == level] == [Decimal(percent)]


def test_regime_names_are_unique_and_every_standard_regime_has_a_rate() -> None:
    tables = load_vat_tables()
    names = [name for regime in tables.regimes for name in (regime.code, *regime.aliases)]
    assert len(set(names)) == len(names)
    for regime in tables.regimes:
        assert regime.code == regime.code.lower()
        if regime.kind == "standard":
            assert tables.rates_on(regime.country, date(2026, 3, 1)), regime


def test_small_and_reverse_charge_phrases_exist_for_the_sellers_countries() -> None:
    rows = {(row.key, row.country) for row in load_vat_tables().wordings if row.covers(date(2026, 3, 1))}
    assert {("reverse_charge", country) for country in ("NL", "DE", "AT", "BE", "FR", "ES", "IT", "PT", "IE")} <= rows
    assert {("small_business", country) for country in ("NL", "DE", "AT", "BE", "FR", "IT", "PT")} <= rows
    spoken = {(row.key, row.language) for row in load_vat_tables().wordings if row.country == "EU"}
    for language in ("nl", "de", "fr", "es", "it", "pt", "en"):
        assert {("reverse_charge", language), ("small_business", language)} <= spoken


def test_tables_are_read_once() -> None:
    assert load_vat_tables() is load_vat_tables()


def test_checksum_is_over_the_three_files() -> None:
    content = b"".join((FOLDER / name).read_bytes() for name in NAMES)
    assert tables_sha256() == hashlib.sha256(content).hexdigest()


NL = '{ level = "standard", percent = "21", valid_from = 2012-10-01'


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "rates.toml",
            NL,
            NL.replace('"21"', '"x"'),
            "country 'NL', row 1, cannot be read: 'percent' is 'x', not a rate",
        ),
        ("rates.toml", NL, NL.replace('"21"', '"-1"'), "country 'NL', row 1, cannot be read: 'percent' is '-1', not a"),
        (
            "rates.toml",
            NL,
            NL.replace('"21"', "21"),
            "country 'NL', row 1, cannot be read: 'percent' is 21, not a text",
        ),
        (
            "rates.toml",
            NL,
            NL.replace("2012-10-01", '"2012-10-01"'),
            "country 'NL', row 1, cannot be read: 'valid_from' is '2012-10-01', not a date",
        ),
        (
            "rates.toml",
            NL,
            NL + ", valid_to = 2012-09-30",
            "country 'NL', row 1, cannot be read: 'valid_to' 2012-09-30 is before 'valid_from' 2012-10-01",
        ),
        (
            "rates.toml",
            '["tedb"], evidence = "B"',
            '["tedb"], evidence = "Z"',
            "'evidence' is 'Z', not one of A, B, C, U",
        ),
        ("rates.toml", 'source = ["tedb"]', 'source = ["nowhere"]', "'source' is ['nowhere'], and each must be one of"),
        (
            "rates.toml",
            'source = ["tedb"]',
            "source = []",
            "'source' is [], and each must be one of the file's sources",
        ),
        ("rates.toml", NL, "1, " + NL, "country 'NL', row 1, cannot be read: 'review_by' is None, not a date"),
        ("rates.toml", 'code = "NL"', "code = 7", "country 7, cannot be read: it has no code or no rows"),
        ("rates.toml", "[source]", "[sources]", "'rates.toml' cannot be read: it has no [source] or no [[country]]"),
        ("rates.toml", "rows = [", "rows = ", "'rates.toml' cannot be read: Invalid"),
        ("wordings.toml", '"Btw verlegd"', '""', "cannot be read: 'text' is '', not a text"),
        ("wordings.toml", 'key = "reverse_charge"', 'key = "reversed"', "row 1, cannot be read: 'key' is 'reversed'"),
        ("regimes.toml", 'kind = "small"', 'kind = "tiny"', "cannot be read: 'kind' is 'tiny', not one of standard"),
        ("regimes.toml", 'aliases = ["nl-kor"]', 'aliases = "nl-kor"', "'aliases' is 'nl-kor', not a list of texts"),
        ("regimes.toml", 'reason = "', 'why = "', "refused row 1, cannot be read: 'reason' is None, not a text"),
    ],
)
def test_damage_is_named_with_file_and_row(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "tables")
    damaged = tmp_path / "tables" / name
    text = damaged.read_text(encoding="utf-8")
    assert old in text
    damaged.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MissingError) as caught:
        read_vat_tables(tmp_path / "tables")
    assert name in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint == "The tables come with the program: install vabackoffice again."


def test_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match=r"^The table 'regimes\.toml' is not there\.$"):
        read_vat_tables(tmp_path)


def test_rate_of_weak_evidence_gives_no_figure(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "tables")
    rates = tmp_path / "tables" / "rates.toml"
    weak = rates.read_text(encoding="utf-8").replace('evidence = "B"', 'evidence = "C"')
    rates.write_text(weak, encoding="utf-8")
    assert read_vat_tables(tmp_path / "tables").rates == ()
