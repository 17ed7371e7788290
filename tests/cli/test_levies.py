"""Italy's stamp duty, social charge and withheld tax, Spain's, France's sentences: from the draft to the tax year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_issue import text_of

if TYPE_CHECKING:
    from tests.conftest import Va

ROMA = ("client", "add", "roma", "--name=Esempio Srl", "--country=IT", "--vat-id=IT00743110157", "--sdi-code=ABC1234")
NOT_WITHHELD = "Si richiede la non applicazione della ritenuta alla fonte"
BOLLO = "Imposta di bollo assolta in modo virtuale"


def italian(va: Va, regime: str) -> Va:
    va(
        *("init", "--name=Ada Esempio", "--country=IT", f"--regime={regime}", "--vat-id=IT00743110157"),
        *("--address=Via Esempio 1, 00100 Roma", "--iban=IT60X0542811101000000123456"),
    ).check()
    va(*ROMA, "--address=Via Roma 2, 20121 Milano").check()
    va("engagement", "add", "roma", "--hourly=50").check()
    return va


def issue(va: Va, hours: str, *, day: str = "2026-03-02", client: str = "roma") -> dict[str, Any]:
    va("log", hours, client, f"--on={day}").check()
    va("invoice", "draft", client).check()
    number = va.json("invoice", "issue", client, "--yes")["issued"][0]["number"]
    found: dict[str, Any] = va.json("invoice", "show", number)
    return found


def amounts(found: dict[str, Any], *names: str) -> list[str]:
    return [found[name] for name in names]


def test_stamp_duty_is_charged_on_above_the_limit(no_book: Va) -> None:
    va = italian(no_book, "it-forfettario")
    # 1.54 h at 50 is 77.00, and 1.55 h is 77.50: the limit is 77.47.
    below = issue(va, "1h32m24s")
    assert amounts(below, "total", "stamp_duty", "payable") == ["77.00", "0.00", "77.00"]
    above = issue(va, "1h33m", day="2026-03-03")
    assert amounts(above, "total", "stamp_duty", "payable", "open") == ["77.50", "2.00", "79.50", "79.50"]
    assert any(BOLLO in text for text in above["wordings"])
    assert not any(BOLLO in text for text in below["wordings"])
    assert all(any(NOT_WITHHELD in text for text in one["wordings"]) for one in (below, above))
    printed = " ".join(text_of(va, "2026-0002").split())
    assert "Imposta di bollo 2,00" in printed
    assert "Copia di cortesia" in printed


def test_stamp_duty_may_be_borne(no_book: Va) -> None:
    va = italian(no_book, "it-forfettario")
    va("business", "edit", "--set=bollo=borne").check()
    found = issue(va, "2h")
    assert amounts(found, "stamp_duty", "payable") == ["0.00", "100.00"]
    assert any(BOLLO in text for text in found["wordings"])
    va("business", "edit", "--set=bollo=perhaps").check()
    va("log", "2h", "roma", "--on=2026-03-03").check()
    va.refuses(
        *("invoice", "draft", "roma"),
        exit_code=2,
        error="va: 'bollo=perhaps' is not understood.\n"
        "    Say 'va business edit --set bollo=charged' or 'va business edit --set bollo=borne'.",
    )


def test_stamp_duty_charged_on_is_paid_and_is_income(no_book: Va) -> None:
    va = italian(no_book, "it-forfettario")
    issue(va, "2h")
    va("pay", "2026-0001", "51", "--on=2026-03-16").check()
    # Half of 102.00 is paid: 50.00 of the fee and 1.00 of the stamp duty.
    cash = va.json("tax", "year", "2026", "--basis=cash")
    assert [(one["category"], one["amount"]) for one in cash["income"]] == [
        ("income.exempt", "50.00"),
        ("income.stamp_duty", "1.00"),
    ]
    accrual = va.json("tax", "year", "2026", "--basis=accrual")
    assert [(one["category"], one["amount"]) for one in accrual["income"]] == [
        ("income.exempt", "100.00"),
        ("income.stamp_duty", "2.00"),
    ]
    va("pay", "2026-0001", "51", "--on=2026-03-16").check()
    assert va.json("invoice", "show", "2026-0001")["status"] == "paid"
    assert va.json("tax", "year", "2026")["open_at_end"] == []


def test_an_ordinary_business_charges_the_social_charge_and_is_withheld_from(no_book: Va) -> None:
    va = italian(no_book, "it-ordinario")
    va("business", "edit", "--set=rivalsa=yes").check()
    va("client", "edit", "roma", "--withholding=20%").check()
    found = issue(va, "10h")
    # 500.00 and 4 % of it; 22 % of 520.00 is 114.40; 20 % of 520.00 is 104.00.
    assert [(line["kind"], line["text"], line["net"], line["vat_rate"]) for line in found["lines"]][1:] == [
        ("social", "Rivalsa INPS 4%", "20.00", "22")
    ]
    names = ("net", "vat", "total", "withheld", "stamp_duty", "payable")
    assert amounts(found, *names) == ["520.00", "114.40", "634.40", "104.00", "0.00", "530.40"]
    assert "Ritenuta d\u2019acconto ai sensi dell\u2019art. 25 del DPR 600/1973" in found["wordings"]
    assert "Ritenuta d\u2019acconto 20% \N{MINUS SIGN}104,00" in " ".join(text_of(va, "2026-0001").split())
    assert va("pay", "2026-0001", "530.40").check().out.splitlines()[-1] == (
        "2026-0001 is paid: 530.40 paid, 0.00 EUR open."
    )


def test_from_2027_the_new_articles_are_cited(no_book: Va) -> None:
    no_book.at("2027-01-04T09:00:00+01:00")
    va = italian(no_book, "it-ordinario")
    va("client", "edit", "roma", "--withholding=20%").check()
    found = issue(va, "10h", day="2026-12-30")
    assert "Ritenuta d\u2019acconto ai sensi dell\u2019art. 61 del D.Lgs. 141/2026" in found["wordings"]


def test_withholding_is_refused_where_it_cannot_be(no_book: Va) -> None:
    va = italian(no_book, "it-forfettario")
    hint = "\n    Take it off: 'va client edit {} --withholding 0'."
    va.refuses(
        *("client", "edit", "roma", "--withholding=20%"),
        exit_code=2,
        error="va: Nothing can be withheld by 'roma': your regime is one that no tax is withheld from."
        + hint.format("roma"),
    )
    va.refuses(
        *("client", "add", "wien", "--country=AT", "--withholding=20%"),
        exit_code=2,
        error="va: Nothing can be withheld by 'wien': only businesses in Italy withhold its income tax, "
        "and 'wien' is in Austria." + hint.format("wien"),
    )


def test_a_client_that_moved_abroad_withholds_no_more(no_book: Va) -> None:
    va = italian(no_book, "it-ordinario")
    va("client", "edit", "roma", "--withholding=20%").check()
    va("client", "edit", "roma", "--country=AT", "--vat-id=ATU13585627").check()
    va("log", "1h", "roma", "--on=2026-03-02").check()
    assert "'roma' is in Austria" in va("invoice", "draft", "roma").check(exit_code=2).err


@pytest.fixture
def spanish(no_book: Va) -> Va:
    """A Spanish business with a Spanish client that withholds 15 %."""
    no_book(
        *("init", "--name=Ada Ejemplo", "--country=ES", "--regime=es-general", "--vat-id=ESB58378431"),
        *("--address=Calle Mayor 1, 28013 Madrid",),
    ).check()
    no_book("client", "add", "sol", "--country=ES", "--vat-id=ESB58378431", "--withholding=15%").check()
    no_book("client", "edit", "sol", "--address=Calle Sol 2, 28013 Madrid").check()
    no_book("engagement", "add", "sol", "--hourly=100").check()
    return no_book


VERIFACTU = (
    "Spain's RD 1007/2023 (VeriFactu) asks the self-employed for a chained register of their invoices "
    "from 2027-07-01 on; a delay to October 2028 was announced. vabackoffice keeps no such register."
)


def test_spain(spanish: Va) -> None:
    spanish("log", "10h", "sol", "--on=2026-03-02").check()
    spanish("invoice", "draft", "sol").check()
    issued = spanish("invoice", "issue", "1", "--yes").check()
    assert issued.err.splitlines()[0] == VERIFACTU
    found = spanish.json("invoice", "show", "2026-0001")
    # 1000.00, IVA 21 % 210.00, IRPF 15 % 150.00.
    names = ("total", "withheld", "payable")
    assert amounts(found, *names) == ["1210.00", "150.00", "1060.00"]
    assert found["wordings"] == ["Retención a cuenta del IRPF (art. 95 del RD 439/2007)"]


def test_the_doctor_says_it_too_and_finds_nothing_wrong(spanish: Va) -> None:
    findings = spanish.json("doctor")["findings"]
    assert ("notice", VERIFACTU) in [(one["kind"], one["message"]) for one in findings]


def test_a_month_says_it_once(spanish: Va) -> None:
    spanish("log", "1h", "sol", "--on=2026-03-02").check()
    said = spanish("month", "2026-03", "--issue", "--yes").check().err
    assert said.count("RD 1007/2023") == 1


def test_tables_past_their_day_of_review_warn_once(va: Va) -> None:
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("invoice", "draft", "bakery").check()
    va.at("2028-01-03T09:00:00+01:00")
    said = va("invoice", "issue", "1", "--yes").check().err
    assert said.count("The table 'rates.toml' was to be checked again by 2027-01-31") == 1
    assert said.count("Update vabackoffice") == 1
    assert "table" in [one["kind"] for one in va.json("doctor")["findings"]]


def test_france(no_book: Va) -> None:
    va = no_book
    va(
        *("init", "--name=Ada Exemple", "--country=FR", "--regime=fr-franchise", "--registration-number=732829320"),
        *("--address=1 rue Exemple, 75001 Paris",),
    ).check()
    va("client", "add", "paris", "--country=FR", "--address=2 rue Exemple, 75002 Paris").check()
    va("engagement", "add", "paris", "--hourly=50").check()
    va("log", "1h", "paris", "--on=2026-03-02").check()
    va("invoice", "draft", "paris").check()
    va.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=3,
        error="va: The invoice for paris cannot be issued yet: 1 thing is missing.\n"
        "    'EI' beside the name of your business: 'va business edit --name 'NAME EI'' "
        "(Code de commerce art. R526-27, from 2022-05-15)",
    )
    va("business", "edit", "--name=Ada Exemple EI").check()
    va("invoice", "issue", "1", "--yes").check()
    assert va.json("invoice", "show", "2026-0001")["wordings"] == [
        "TVA non applicable, art. 293 B du CGI",
        "Pénalités de retard : trois fois le taux d\u2019intérêt légal.",
        "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.",
        "Pas d\u2019escompte pour paiement anticipé.",
    ]
