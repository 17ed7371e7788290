"""`va init`, `va business`, `va regime`: from nothing to a book, and changing what it says of her."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from tests.conftest import INIT, Va

from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from pathlib import Path

NL = ("init", "--name=Example Office", "--country=NL")


def test_init_says_what_it_made_and_what_comes_next(no_book: Va) -> None:
    no_book(*INIT).check(
        output=f"""
Made the book '{no_book.book}' for Example Office: NL, EUR, documents in nl, Europe/Amsterdam, regime nl-standard.
Address: street 'Voorbeeldstraat 1', postcode '1012 AB', city 'Amsterdam'.
Next: 'va client add HANDLE --name NAME'.
""",
        error="",
    )
    no_book("business", "show").check(
        output="""
name                 Example Office
street               Voorbeeldstraat 1
postcode             1012 AB
city                 Amsterdam
country              NL
currency             EUR
language             nl
timezone             Europe/Amsterdam
email                office@example.com
vat id               NL004495445B01
registration number  12345678
iban                 NL91ABNA0417164300
terms days           14
paper                A4
template             classic
accent               #1f5c57
regimes              since ever nl-standard
"""
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_book_is_readable_by_its_owner_only(no_book: Va) -> None:
    no_book(*NL).check()
    assert stat.S_IMODE(no_book.book.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("options", "settled"),
    [
        (["--country=NL"], ("EUR", "nl", "Europe/Amsterdam", "nl-standard")),
        (["--country=DE"], ("EUR", "de", "Europe/Berlin", "de-standard")),
        (["--country=ES"], ("EUR", "es", "Europe/Madrid", "es-standard")),
        (["--country=IT"], ("EUR", "it", "Europe/Rome", "it-standard")),
        (["--country=US"], ("USD", "en", "America/New_York", "us-unregistered")),
        (["--country=UK"], ("GBP", "en", "Europe/London", "uk-unregistered")),
        (["--country=GB", "--vat-id=980780684"], ("GBP", "en", "Europe/London", "uk-standard")),
        (["--country=PH"], ("PHP", "en", "Asia/Manila", "other-unregistered")),
        (["--country=SE"], ("SEK", "en", "Europe/Stockholm", "se-standard")),
    ],
)
def test_the_country_settles_what_is_not_said(
    no_book: Va, options: list[str], settled: tuple[str, str, str, str]
) -> None:
    made = no_book.json("init", "--name=Example", *options)
    business = no_book.json("business", "show")
    assert (made["currency"], business["language"], business["timezone"], made["regime"]) == settled
    assert business["currency"] == made["currency"]
    assert business["regimes"] == {"since ever": made["regime"]}


@pytest.mark.parametrize(
    ("alias", "code"), [("nl-kor", "nl-small"), ("NL_KOR", "nl-small"), ("other-unregistered", "other-unregistered")]
)
def test_a_regime_is_said_by_its_code(no_book: Va, alias: str, code: str) -> None:
    assert no_book.json(*NL, f"--regime={alias}")["regime"] == code


def test_what_is_said_wins_over_the_customs_of_the_country(no_book: Va) -> None:
    no_book(*NL, "--currency=usd", "--language=EN", "--timezone=Europe/Lisbon", "--terms-days=30").check()
    business = no_book.json("business", "show")
    found = [business[name] for name in ("currency", "language", "timezone", "terms_days")]
    assert found == ["USD", "en", "Europe/Lisbon", 30]


@pytest.mark.parametrize(
    "option",
    [
        "--country=XX",
        "--name= ",
        "--regime=nonsense",
        "--regime=de-small",
        "--timezone=Europe/Atlantis",
        "--iban=NL91ABNA0417164301",
        "--vat-id=NL004495446B01",
        "--email=office",
        "--bic=INGB",
        "--terms-days=-1",
    ],
)
def test_nothing_is_left_behind_when_anything_is_refused(no_book: Va, option: str) -> None:
    no_book(*NL, option).check(exit_code=2)
    assert list(no_book.book.parent.glob("book*")) == []


def test_what_is_missing_is_asked_for(no_book: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str | None] = {}
    answers = {"Your name or your firm's": "Example Office", "Country (two letters)": "de"}

    def prompt(question: str, default: str | None = None, **_: object) -> str:
        asked[question] = default
        return answers.get(question, default or "")

    monkeypatch.setattr("vabackoffice.cli.invocation.can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)
    no_book("init", "--name=").check()
    assert asked == {"Your name or your firm's": None, "Country (two letters)": None, "Tax regime": "de-standard"}
    business = no_book.json("business", "show")
    assert (business["name"], business["country"], business["regimes"]) == (
        "Example Office",
        "DE",
        {"since ever": "de-standard"},
    )


def test_a_disk_that_fails_leaves_no_half_book(no_book: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "The disk is full; nothing was changed."
        raise MissingError(message)

    monkeypatch.setattr("vabackoffice.usecases.business._write_first", fail)
    no_book(*NL).check(exit_code=3, error="va: The disk is full; nothing was changed.")
    assert list(no_book.book.parent.glob("book*")) == []


def test_a_vat_id_that_does_not_fit_is_kept_when_insisted_on(no_book: Va) -> None:
    no_book(*NL, "--vat-id=NL004495446B01", "--force").check()
    assert no_book.json("business", "show")["vat_id"] == "NL004495446B01"


def test_init_is_undone_and_done_again(empty_va: Va) -> None:
    empty_va("undo").check()
    empty_va("client", "list").check(
        exit_code=3, error=f"va: The book '{empty_va.book}' has no business yet.\n    Set it up with 'va init'."
    )
    empty_va("init", "--name=Another Office", "--country=BE").check()
    assert empty_va.json("business", "show")["name"] == "Another Office"


def test_particulars_are_changed_one_by_one(empty_va: Va) -> None:
    empty_va("business", "edit", "--phone=+31 20 123 4567", "--terms-days=7", "--paper=letter").check(
        output="Changed paper, phone, terms days."
    )
    empty_va("business", "edit", "--address=Kade 2, 3511 AB Utrecht").check(
        output="Changed address.\nAddress: street 'Kade 2', postcode '3511 AB', city 'Utrecht'."
    )
    found = empty_va.json("business", "show")
    assert (found["phone"], found["terms_days"], found["paper"]) == ("+31 20 123 4567", 7, "Letter")
    assert (found["street"], found["email"]) == ("Kade 2", "office@example.com")


def test_an_option_that_is_empty_clears_the_field(empty_va: Va) -> None:
    empty_va("business", "edit", "--phone=1", "--vat-id=", "--iban=", "--email=").check()
    found = empty_va.json("business", "show")
    assert (found["vat_id"], found["iban"], found["email"]) == ("", "", "")


def test_what_a_country_asks_is_kept_from_a_day_on(empty_va: Va) -> None:
    empty_va("business", "edit", "--set", "work_m2=12", "--set", "Hebesatz = 410").check(
        output="Changed hebesatz, work m2."
    )
    empty_va("business", "edit", "--set", "work_m2=15", "--from=2026-07-01").check()
    assert empty_va.json("business", "show")["facts"] == {
        "hebesatz": "410",
        "work_m2": "12",
        "work_m2 from 2026-07-01": "15",
    }


def test_regimes_are_dated(empty_va: Va) -> None:
    empty_va("regime", "set", "nl-kor", "--from=2026-07-01").check(output="Regime nl-small holds from 2026-07-01 on.")
    empty_va("regime", "list").check(output="since ever  nl-standard\n2026-07-01  nl-small")
    empty_va("regime", "set", "nl-kor").check(output="Regime nl-small holds since ever.")
    assert empty_va.json("regime", "list") == {"regimes": {"since ever": "nl-small", "2026-07-01": "nl-small"}}


def picture() -> bytes:
    """Return the smallest PNG: one grey dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def test_a_logo_travels_in_the_book_and_can_be_taken_off(empty_va: Va, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture())
    empty_va("business", "edit", "--logo", logo).check(output="Changed logo.")
    kept = empty_va.json("business", "show")["logo_sha256"]
    assert kept in empty_va.export()
    empty_va("business", "edit", "--logo=").check(output="Changed logo.")
    assert empty_va.json("business", "show")["logo_sha256"] is None
