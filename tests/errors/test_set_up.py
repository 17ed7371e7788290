"""Bad input to `va init`, `business`, `regime`, `client`: what is said, how it ends, and that nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

COMPARE = "Compare it with a letter of the tax office; '--force' keeps it as it is."
SHORT_NAME = "a" * 39 + "\N{HORIZONTAL ELLIPSIS}"


def test_a_book_that_is_there_is_left_alone(va: Va) -> None:
    va.refuses(
        *("init", "--name=Another Office", "--country=BE"),
        exit_code=5,
        error=f"va: The book '{va.book}' already belongs to Example Office.\n"
        "    Change her particulars with 'va business edit', or make another book with '--book PATH'.",
    )


@pytest.mark.parametrize(
    "command",
    [
        "business show",
        "client list",
        "client add acme",
        "regime set nl-kor",
        "engagement add acme --hourly=40",
        "service list",
        "price list",
        "task list",
        "month",
        "invoice list",
        "invoice draft acme",
        "invoice issue 1 --yes",
    ],
)
def test_commands_without_a_book(no_book: Va, command: str) -> None:
    no_book(*command.split()).check(
        exit_code=3,
        output="",
        error=f"va: There is no book at '{no_book.book}'.\n"
        "    Set one up with 'va init', or name another with '--book PATH' or VA_BOOK.",
    )
    assert not no_book.book.exists()


@pytest.mark.parametrize(
    ("command", "message", "hint"),
    [
        ("init --country=NL", "Your name or your firm's is missing.", "Give it with '--name NAME'."),
        ("init --name=Example", "Country (two letters) is missing.", "Give it with '--country CODE'."),
    ],
)
def test_init_asks_nobody_without_a_terminal(no_book: Va, command: str, message: str, hint: str) -> None:
    no_book(*command.split()).check(exit_code=3, output="", error=f"va: {message}\n    {hint}")


@pytest.mark.parametrize(
    ("regime", "message", "hint"),
    [
        (
            "es-small",
            (
                "There is no regime 'es-small': Spain has no VAT exemption for small businesses "
                "(Directive (EU) 2020/285 is not in Spanish law)."
            ),
            "Use 'es-standard'.",
        ),
        (
            "de-kleinunternehmer",
            "The regime 'de-small' is not one of the Netherlands.",
            "Use one of: nl-standard, nl-small.",
        ),
        ("zzz", "There is no regime 'zzz'.", "A country without VAT rules here is 'other-unregistered'."),
    ],
)
def test_regimes(empty_va: Va, regime: str, message: str, hint: str) -> None:
    empty_va.refuses("regime", "set", regime, "--from=2026-01-01", exit_code=2, error=f"va: {message}\n    {hint}")


def test_a_regime_that_is_nearly_one_names_it(empty_va: Va) -> None:
    said = empty_va("regime", "set", "nl-standart").check(exit_code=2).err
    assert said.startswith("va: There is no regime 'nl-standart'.\n    Did you mean nl-standard or ")


def test_a_country_without_rules_of_its_own_has_one_regime(no_book: Va) -> None:
    no_book("init", "--name=Example", "--country=PH", "--regime=nl-kor").check(
        exit_code=2,
        error="va: The regime 'nl-small' is not one of PH.\n    Use one of: other-unregistered.",
    )


@pytest.mark.parametrize(
    ("option", "message", "hint"),
    [
        (
            "--iban=NL91ABNA0417164301",
            "'NL91ABNA0417164301' is not a valid IBAN.",
            (
                "Copy it from a bank statement; a wrong digit sends money astray. "
                "(The number's checksum or check digit is invalid.)"
            ),
        ),
        ("--iban=none", "'none' is not a valid IBAN.", None),
        (
            "--vat-id=NL004495446B01",
            "'NL004495446B01' is not a valid VAT id.",
            f"{COMPARE} (The number's checksum or check digit is invalid.)",
        ),
        ("--currency=EURO", "'EURO' is not a currency code.", "Did you mean EUR?"),
        (
            "--currency=$",
            "'$' is not a currency code.",
            "Use the three letters of ISO 4217, like EUR, USD or GBP.",
        ),
        ("--language=pt", "Documents are not printed in 'pt'.", "Use one of: en, nl, de, es, it, fr."),
        (
            "--timezone=Europe/Atlantis",
            "'Europe/Atlantis' is not a time zone.",
            "Use a name such as 'Europe/Amsterdam' or 'America/New_York'.",
        ),
        ("--paper=A5", "'A5' is not a paper size for documents.", "Choose A4 or Letter."),
        (
            "--accent=red",
            "'red' is not a colour.",
            "Give red, green and blue as six hexadecimal digits: '#1f5c57'.",
        ),
        ("--email=office", "'office' is not an e-mail address.", "Write it as 'name@example.com'."),
        (
            "--bic=INGB",
            "'INGB' is not a valid BIC.",
            "It has 8 or 11 letters and digits, such as 'INGBNL2A'. (The number has an invalid length.)",
        ),
        ("--name=", "The name is empty.", "Give it a name of at least one letter."),
        ("--terms-days=366", "366 days to pay is not possible.", "Give between 0 and 365 days."),
        ("--set=hebesatz", "'hebesatz' is not KEY=VALUE.", "Write it as 'hebesatz=410'."),
        ("--yes", "Nothing was named that shall change.", "'va business edit --help' lists what can be changed."),
    ],
)
def test_particulars_of_the_business(empty_va: Va, option: str, message: str, hint: str | None) -> None:
    before = empty_va.export()
    ran = empty_va("business", "edit", option).check(exit_code=2, output="")
    assert ran.err.startswith(f"va: {message}\n    ")
    if hint is not None:
        assert ran.err == f"va: {message}\n    {hint}\n"
    assert empty_va.export() == before


def test_an_iban_is_never_kept_by_force_and_a_vat_id_is(empty_va: Va) -> None:
    empty_va("business", "edit", "--force", "--iban=NL91ABNA0417164301").check(exit_code=2)
    empty_va("business", "edit", "--force", "--vat-id=nl 004495446 b01").check(output="Changed vat id.")
    assert empty_va.json("business", "show")["vat_id"] == "NL004495446B01"


def test_a_template_that_is_not_there(empty_va: Va) -> None:
    empty_va.refuses(
        *("business", "edit", "--template=fancy"),
        exit_code=4,
        error="va: No template is called 'fancy'.\n    There are: classic, modern, plain.",
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.gif", b"GIF89a", "'logo.gif' is not a PNG, JPEG or SVG picture.\n    Save the logo as one of these."),
        (
            "logo.png",
            b"not a picture",
            (
                "The logo is not a picture of the type 'image/png'.\n"
                "    Give a PNG, JPEG or SVG file that a browser can show."
            ),
        ),
        (
            "large.png",
            b"\x89PNG\r\n" + b"\0" * 2_000_000,
            "'large.png' has 2000006 bytes.\n    Use a picture of at most 2 MB; it travels in every invoice.",
        ),
    ],
)
def test_logos(empty_va: Va, tmp_path: Path, name: str, content: bytes, message: str) -> None:
    logo = tmp_path / name
    logo.write_bytes(content)
    empty_va.refuses("business", "edit", "--logo", logo, exit_code=2, error=f"va: {message}")


def test_a_logo_that_is_not_there(empty_va: Va, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    empty_va.refuses(
        *("business", "edit", "--logo", logo),
        exit_code=4,
        error=f"va: There is no file '{logo}'.\n    Name a PNG, JPEG or SVG file.",
    )


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ["big", "--name=" + "a" * 4000],
            f"The name '{SHORT_NAME}' has 4000 characters.",
            "Use at most 200 characters; what is longer fits no invoice.",
        ),
        (
            ["../../etc"],
            "'../../etc' cannot be a handle.",
            "Use up to 40 letters a-z, digits and single hyphens, such as 'acme' or 'acme-shop'.",
        ),
        (
            ["a" * 4000],
            f"'{SHORT_NAME}' cannot be a handle.",
            "Use up to 40 letters a-z, digits and single hyphens, such as 'acme' or 'acme-shop'.",
        ),
        (
            ["acme", "--country=Germany"],
            "'Germany' is not a country code.",
            "Use two letters such as NL, DE, ES, IT, US, GB.",
        ),
        (
            ["acme", "--country=DE", "--vat-id=DE136695977"],
            "'DE136695977' is not a valid VAT id.",
            f"{COMPARE} (The number's checksum or check digit is invalid.)",
        ),
        (
            ["acme", "--country=GB", "--vat-id=GB980780685"],
            "'GB980780685' is not a valid VAT id of GB.",
            f"{COMPARE} (The number's checksum or check digit is invalid.)",
        ),
        (["acme", "--vat=X"], "'X' is not a VAT category.", "Use auto, S, AE, E, O, G or Z."),
        (["acme", "--withholding=115%"], "'115%' is not a percentage from 0 to 100.", "Write it like 15% or 7.5%."),
        (["acme", "--currency=XYZ"], "'XYZ' is not a currency code.", None),
        (["acme", "--terms-days=-1"], "-1 days to pay is not possible.", "Give between 0 and 365 days."),
    ],
)
def test_clients(empty_va: Va, arguments: list[str], message: str, hint: str | None) -> None:
    before = empty_va.export()
    ran = empty_va("client", "add", *arguments).check(exit_code=2, output="")
    assert ran.err.startswith(f"va: {message}\n    ")
    if hint is not None:
        assert ran.err == f"va: {message}\n    {hint}\n"
    assert empty_va.export() == before


def test_a_vat_id_that_does_not_fit_is_kept_when_insisted_on(va: Va) -> None:
    va("client", "edit", "acme", "--vat-id=DE136695977", "--force").check()
    assert va.json("client", "show", "acme")["client"]["vat_id"] == "DE136695977"
    va("client", "add", "brit", "--country=GB", "--vat-id=980780685", "--force").check()
    assert va.json("client", "show", "brit")["client"]["vat_id"] == "GB980780685"


def test_nothing_to_change_on_a_client(va: Va) -> None:
    va.refuses(
        *("client", "edit", "acme"),
        exit_code=2,
        error="va: Nothing was named that shall change.\n    'va client edit --help' lists what can be changed.",
    )
    va.refuses(
        *("engagement", "edit", "acme"),
        exit_code=2,
        error="va: Nothing was named that shall change.\n    'va engagement edit --help' lists what can be changed.",
    )


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        ("client show acne", 4, ("There is no client 'acne'.", "Did you mean acme? 'va client list' shows all.")),
        ("invoice draft acm2", 4, ("There is no client 'acm2'.", "Did you mean acme? 'va client list' shows all.")),
        ("task add zzz Title --price=1", 4, ("There is no client 'zzz'.", "'va client list' shows all.")),
        (
            "engagement show acme/inbx",
            4,
            ("There is no engagement 'inbx' of acme.", "Did you mean inbox? 'va engagement list acme' shows all."),
        ),
        (
            "price set acne travel 1",
            4,
            ("There is no client 'acne'.", "Did you mean acme? 'va client list' shows all."),
        ),
    ],
)
def test_unknown_handles_name_the_nearest(va: Va, command: str, exit_code: int, error: tuple[str, str]) -> None:
    va.refuses(*command.split(), exit_code=exit_code, error="va: " + "\n    ".join(error))


def test_a_handle_that_could_be_two(va: Va) -> None:
    va("client", "add", "acorn").check()
    va.refuses("client", "show", "ac", exit_code=2, error="va: 'ac' could be acme or acorn.\n    Type one more letter.")
