"""The tables on documents that come with the program: complete, sourced, dated, and what they say on which day."""

import shutil
import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from vabackoffice.domain.document_tables import Span
from vabackoffice.errors import MissingError
from vabackoffice.tax.document_tables import load_document_tables, read_document_tables
from vabackoffice.tax.review import TABLES, overdue_tables

FOLDER = Path(str(files("vabackoffice.tax") / "tables"))
NAMES = ("mentions.toml", "particulars.toml", "levies.toml", "notices.toml")


def rows_of(name: str) -> list[tuple[str, dict[str, Any]]]:
    table = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [(country["code"], row) for country in table["country"] for row in country["rows"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_source_evidence_and_a_day_of_review(name: str) -> None:
    sources = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["source"]
    used: set[str] = set()
    for country, row in rows_of(name):
        used |= set(row["source"])
        assert row["source"], (country, row)
        assert row["evidence"] in ("A", "B", "C", "U"), (country, row)
        assert type(row["review_by"]) is date, (country, row)
        assert type(row["valid_from"]) is date, (country, row)
    assert used == set(sources)


def overlap(one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.first)
    return first.last is None or first.last >= second.first


def test_sentences_of_one_role_and_language_never_overlap() -> None:
    for one, other in combinations(load_document_tables().mentions, 2):
        if (one.country, one.role, one.language, one.when) == (other.country, other.role, other.language, other.when):
            assert not overlap(one.span, other.span), (one, other)


def test_levies_are_those_of_the_law() -> None:
    tables = load_document_tables()
    march = date(2026, 3, 16)
    # RIRPF art. 95.1; DPR 600/1973 art. 25; L. 662/1996 art. 1 c. 212; DPR 642/1972 tariff art. 13.
    assert [one.figure for one in tables.levies_of("withholding", "ES", march)] == [Decimal(15), Decimal(7)]
    assert [one.figure for one in tables.levies_of("withholding", "IT", march)] == [Decimal(20)]
    assert [one.figure for one in tables.levies_of("social_charge", "IT", march)] == [Decimal(4)]
    [stamp] = tables.levies_of("stamp_duty", "IT", march)
    assert (stamp.figure, stamp.above) == (Decimal("2.00"), Decimal("77.47"))
    assert not [one for one in tables.levies if one.country not in ("ES", "IT")]


FR = (
    "Pénalités de retard : trois fois le taux d\u2019intérêt légal.",
    "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.",
    "Pas d\u2019escompte pour paiement anticipé.",
)
COPY = (
    "Copia di cortesia: l\u2019originale è la fattura elettronica in formato XML trasmessa al Sistema di Interscambio."
)
NOT_WITHHELD = (
    "Si richiede la non applicazione della ritenuta alla fonte a titolo d\u2019acconto ai sensi dell\u2019art. 1, "
    "comma 67, della Legge n. 190/2014."
)
BOLLO = "Imposta di bollo assolta in modo virtuale ai sensi dell\u2019art. 6, comma 2, del D.M. 17 giugno 2014"
ES = "Retención a cuenta del IRPF (art. 95 del RD 439/2007)"


@pytest.mark.parametrize(
    ("country", "facts", "day", "expected"),
    [
        ("FR", "business home small E invoice", "2026-03-16", FR),  # C. com. L441-9: between businesses
        ("FR", "private home small E invoice", "2026-03-16", ()),
        ("FR", "business home small E credit_note", "2026-03-16", ()),
        ("IT", "business home small E invoice", "2026-12-31", (NOT_WITHHELD, COPY)),
        ("IT", "business home small E invoice stamp_duty", "2027-01-01", (NOT_WITHHELD, BOLLO, COPY)),
        ("IT", "private home small E invoice", "2026-03-16", (COPY,)),
        ("IT", "business home small E invoice", "2023-12-31", (NOT_WITHHELD,)),  # small businesses: XML since 2024
        # D.Lgs. 10/2026 and 141/2026 from 2027-01-01 (DPR 633/1972 art. 7-ter and DPR 600/1973 art. 25 before).
        ("IT", "business abroad standard AE invoice", "2026-12-31", ("Art. 7-ter del DPR 633/1972",)),
        ("IT", "business abroad standard AE invoice", "2027-01-01", ("Art. 17 del D.Lgs. 10/2026",)),
        ("IT", "business abroad standard O invoice", "2027-01-01", ("Art. 17 del D.Lgs. 10/2026",)),
        (
            "IT",
            "business home standard S invoice withheld",
            "2026-12-31",
            ("Ritenuta d\u2019acconto ai sensi dell\u2019art. 25 del DPR 600/1973", COPY),
        ),
        (
            "IT",
            "business home standard S invoice withheld",
            "2027-01-01",
            ("Ritenuta d\u2019acconto ai sensi dell\u2019art. 61 del D.Lgs. 141/2026", COPY),
        ),
        ("ES", "business home standard S invoice withheld", "2026-03-16", (ES,)),
        ("ES", "business home standard S invoice", "2026-03-16", ()),
        ("GB", "business home unregistered O invoice", "2026-03-16", ()),
        ("US", "business home unregistered O invoice", "2026-03-16", ()),
        ("NL", "business home standard S invoice", "2026-03-16", ()),
        ("DE", "business home small E invoice", "2026-03-16", ()),
        ("CH", "business home standard S invoice", "2026-03-16", ()),
    ],
)
def test_sentences_of_the_day(country: str, facts: str, day: str, expected: tuple[str, ...]) -> None:
    tables = load_document_tables()
    assert tables.mentions_for(country, frozenset(facts.split()), "en", date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("country", "facts", "in_eu", "expected"),
    [
        ("NL", "business home standard", True, "seller registration, seller address, seller number, buyer address"),
        ("NL", "private home standard", True, "seller registration, seller address, seller number"),
        ("NL", "business home small", True, "seller registration, seller address"),  # art. 220a(1)(c)
        ("NL", "business abroad small AE", True, "seller registration, seller address, buyer address"),
        ("DE", "business home small", True, "seller number, buyer address, seller address"),
        ("ES", "business home standard", True, "seller number, buyer number, buyer address, seller address"),
        ("ES", "private home standard", True, "seller number, seller address"),
        ("FR", "business abroad small", True, "seller name, seller registration, buyer address, seller address"),
        ("IT", "private home small", True, "seller number, buyer number, seller address"),
        ("AT", "business home standard", True, "buyer address, seller address, seller number"),
        ("BE", "business home small", True, "seller number, buyer number, seller address"),
        ("IE", "business home standard", True, "seller address, seller number, buyer address"),
        ("GB", "business home unregistered", False, "seller address, buyer address"),
        ("GB", "business home standard", False, "seller address, seller number, buyer address"),
        ("CH", "business home standard", False, "seller address, seller number, buyer address"),
        ("CH", "business home unregistered", False, ""),
        ("US", "business home unregistered", False, ""),
        ("AU", "business home unregistered", False, ""),
        ("DE", "business home standard xrechnung", True, "seller number, buyer address, seller address, buyer routing"),
        (
            "NL",
            "private home standard peppol",
            True,
            "seller registration, seller address, seller number, buyer routing",
        ),
    ],
)
def test_what_a_country_asks(country: str, facts: str, in_eu: bool, expected: str) -> None:  # noqa: FBT001 - a column
    asked = load_document_tables().particulars_for(country, frozenset(facts.split()), date(2026, 3, 16), in_eu=in_eu)
    assert ", ".join(f"{one.party} {one.what}" for one in asked if not one.is_advice) == expected


def test_a_law_of_2027_is_named_from_its_first_day() -> None:
    def law(day: str) -> str:
        facts = frozenset(("home", "private", "small"))
        found = load_document_tables().particulars_for("IT", facts, date.fromisoformat(day), in_eu=True)
        return next(one.source for one in found if one.party == "seller")

    assert law("2026-12-31").startswith("DPR 633/1972 art. 21")
    assert law("2027-01-01").startswith("D.Lgs. 10/2026 art. 72")


def test_notices_are_for_the_country_and_the_day() -> None:
    def said(country: str, day: str) -> list[str]:
        return [one.text for one in load_document_tables().notices_for(country, date.fromisoformat(day))]

    # RDL 15/2025: the self-employed from 2027-07-01; nothing here claims that the program keeps the register.
    assert "from 2027-07-01 on" in said("ES", "2026-11-23")[0]
    assert "since 2027-07-01" in said("ES", "2027-07-01")[0]
    assert all("vabackoffice keeps no such register." in said("ES", day)[0] for day in ("2026-11-23", "2027-07-01"))
    assert said("ES", "2025-07-28") == said("NL", "2026-11-23") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("mentions.toml", 'role = "withheld"', 'role = ""', "'role' is '', not a text"),
        (
            "mentions.toml",
            'when = ["withheld"]',
            'when = ["held"]',
            "'when' has 'held', which is no fact of an invoice",
        ),
        ("particulars.toml", 'party = "buyer"', 'party = "payer"', "'party' is 'payer', not one of seller, buyer"),
        ("particulars.toml", 'above = "100"', 'above = "few"', "'above' is 'few', not an amount"),
        ("particulars.toml", "hint = true", 'hint = "yes"', "'hint' is 'yes', neither true nor false"),
        ("levies.toml", 'percent = "15"', 'percent = "-15"', "'percent' is '-15', not a rate in per cent"),
        ("levies.toml", 'key = "stamp_duty"', 'key = "stamp"', "'key' is 'stamp', not one of withholding"),
        ("notices.toml", "valid_from = 2025-07-29", 'valid_from = "soon"', "'valid_from' is 'soon', not a date"),
    ],
)
def test_damage_is_named_with_file_and_row(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "tables")
    damaged = tmp_path / "tables" / name
    text = damaged.read_text(encoding="utf-8")
    assert old in text
    damaged.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MissingError) as caught:
        read_document_tables(tmp_path / "tables")
    assert name in caught.value.message
    assert message in caught.value.message


def test_weak_evidence_gives_no_levy_and_refuses_nothing(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "tables")
    for name in NAMES:
        weak = (FOLDER / name).read_text(encoding="utf-8").replace('evidence = "B"', 'evidence = "C"')
        (tmp_path / "tables" / name).write_text(weak, encoding="utf-8")
    tables = read_document_tables(tmp_path / "tables")
    assert tables.levies == ()
    assert all(one.is_advice for one in tables.particulars if one.country == "NL")
    assert tables.mentions == load_document_tables().mentions


def test_rows_past_their_day_of_review_are_counted_unless_they_are_history(tmp_path: Path) -> None:
    rows = (
        "{ valid_from = 2000-01-01, review_by = 2026-01-31 }, { review_by = 2026-01-31 },\n"
        "{ valid_to = 2025-12-31, review_by = 2026-01-31 }, { review_by = 2026-03-01 }, { review_by = 2027-01-31 },"
    )
    elsewhere = '[[country]]\ncode = "DE"\nrows = [{ review_by = 2020-01-01 }]\n'
    for name in TABLES:
        held = rows if name == "rates.toml" else ""
        text = f'[source]\nx = "x"\n[[country]]\ncode = "NL"\nrows = [\n{held}\n]\n{elsewhere}'
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert overdue_tables("NL", date(2026, 1, 31), tmp_path) == []
    [found] = overdue_tables("NL", date(2026, 3, 1), tmp_path)
    assert found.message == "The table 'rates.toml' was to be checked again by 2026-01-31 (2 rows)."
    assert [one.rows for one in overdue_tables("NL", date(2026, 3, 2), tmp_path)] == [3]
    assert len(overdue_tables("DE", date(2026, 3, 2), tmp_path)) == len(TABLES)
