"""VIES is asked over the network only when somebody wants it: a server on this machine plays its part."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, ClassVar
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

NAMES = "urn:ec.europa.eu:taxud:vies:services:checkVat:types"
ENVELOPE = '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>{}</env:Body></env:Envelope>'
ANSWER = (
    f'<ns2:checkVatApproxResponse xmlns:ns2="{NAMES}"><ns2:countryCode>DE</ns2:countryCode>'
    "<ns2:vatNumber>136695976</ns2:vatNumber><ns2:requestDate>2026-03-16+01:00</ns2:requestDate>"
    "<ns2:valid>{valid}</ns2:valid><ns2:traderName>{name}</ns2:traderName>"
    "<ns2:requestIdentifier>{proof}</ns2:requestIdentifier></ns2:checkVatApproxResponse>"
)
FAULT = "<env:Fault><faultcode>env:Server</faultcode><faultstring>MS_UNAVAILABLE</faultstring></env:Fault>"


class Service(BaseHTTPRequestHandler):
    """Answers whatever it is told to, and remembers what it was asked."""

    status: ClassVar[int] = 200
    content: ClassVar[str] = ""
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        """Answer one question."""
        Service.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(Service.status)
        self.end_headers()
        self.wfile.write(Service.content.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


@pytest.fixture
def vies(va: Va, monkeypatch: pytest.MonkeyPatch) -> Iterator[Va]:
    """A service on this machine instead of the European Commission's."""
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("VA_VIES_URL", f"http://127.0.0.1:{server.server_port}/")
    Service.asked.clear()
    answer("true", "ACME GMBH", "WAPIAAAAY1")
    yield va
    server.shutdown()
    server.server_close()
    thread.join()


def answer(valid: str, name: str = "---", proof: str = "") -> None:
    Service.status, Service.content = 200, ENVELOPE.format(ANSWER.format(valid=valid, name=name, proof=proof))


def test_a_valid_id_is_kept_with_its_proof(vies: Va) -> None:
    vies("client", "check", "acme").check(
        output="VIES: 'DE136695976' is valid on 2026-03-16, ACME GMBH, consultation number WAPIAAAAY1."
    )
    root = ET.fromstring(Service.asked[0])  # noqa: S314 - our own question
    fields = {part.tag.rpartition("}")[2]: part.text for part in root.iter() if part.text and part.text.strip()}
    assert fields == {
        "countryCode": "DE",
        "vatNumber": "136695976",
        "requesterCountryCode": "NL",
        "requesterVatNumber": "004495445B01",
    }
    assert "VIES: 'DE136695976' is valid on 2026-03-16" in vies.json("client", "show", "acme")["client"]["vies"]
    assert vies.json("client", "check", "acme") == {
        "client": "acme",
        "vat_id": "DE136695976",
        "valid": True,
        "name": "ACME GMBH",
        "consultation": "WAPIAAAAY1",
        "asked_at": "2026-03-16T12:00:00+01:00",
    }


def test_an_invalid_id_and_a_name_that_is_not_told(vies: Va) -> None:
    answer("false")
    vies("client", "check", "acme").check(output="VIES: 'DE136695976' is NOT valid on 2026-03-16.")


def test_without_a_vat_id_of_ones_own_there_is_no_proof(vies: Va) -> None:
    vies("business", "edit", "--vat-id=").check()
    vies("client", "check", "acme").check()
    assert "requester" not in Service.asked[0]


@pytest.mark.parametrize(
    ("status", "content", "problem"),
    [
        (500, ENVELOPE.format(FAULT), "VIES gave no answer (MS_UNAVAILABLE)."),
        (200, "<html>", "VIES answered something that cannot be read."),
        (200, ENVELOPE.format(""), "VIES answered something that cannot be read."),
        (200, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "VIES answered something that cannot be read."),
    ],
)
def test_no_answer_is_a_note(vies: Va, status: int, content: str, problem: str) -> None:
    Service.status, Service.content = status, content
    before = vies.export()
    vies("client", "check", "acme").check(
        output=f"{problem} 'DE136695976' passes the check of its digits; try again later."
    )
    assert vies.json("client", "check", "acme")["valid"] is None
    assert vies.export() == before


def test_no_network_is_a_note(va: Va) -> None:
    said = va("client", "check", "acme").check(error="").out
    assert said.startswith("VIES cannot be reached (")


def test_what_cannot_be_asked(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    va.refuses(
        *("client", "check", "bakery"),
        exit_code=2,
        error="va: 'bakery' has no VAT id.\n    Add it: 'va client edit bakery --vat-id ID'.",
    )
    va("client", "add", "alp", "--country=CH", "--vat-id=CHE107787577MWST").check()
    va.refuses(
        *("client", "check", "alp"),
        exit_code=2,
        error="va: VIES does not know 'CHE107787577MWST': "
        "it holds the VAT ids of the EU and of Northern Ireland (XI).\n"
        "    Ask the tax office of that country, or the client for a certificate.",
    )
    monkeypatch.setenv("VA_VIES_URL", "file:///etc/passwd")
    va.refuses(
        *("client", "check", "acme"),
        exit_code=2,
        error="va: 'file:///etc/passwd' is no address of a service.\n"
        "    Unset VA_VIES_URL to ask the European Commission's.",
    )


def test_issuing_asks_when_told_to_and_waits_for_nothing(vies: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        vies("log", "3h", "acme", f"--on={day}").check()
        vies("invoice", "draft", "acme", day).check()
    vies("invoice", "issue", "1", "--yes").check()
    assert Service.asked == []
    answer("false")
    said = vies("invoice", "issue", "2", "--yes", "--check-vies").check().err
    assert "VIES: 'DE136695976' is NOT valid on 2026-03-16.\n" in said
    monkeypatch.setenv("VA_VIES_URL", "http://127.0.0.1:9/")
    said = vies("invoice", "issue", "3", "--yes", "--check-vies").check().err
    assert "'DE136695976' was not checked online." in said
    assert len(vies.json("invoice", "list")["invoices"]) == 3
