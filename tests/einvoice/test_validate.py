"""The deep check: what it finds, and that it says None where it has not looked."""

from __future__ import annotations

from importlib.util import find_spec
from threading import Thread
from typing import Any

import pytest

from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.validate import validate
from vabackoffice.einvoice.write import write


def test_the_schema_finds_an_element_that_does_not_belong(invoice_of: Any) -> None:
    profile = profile_named("facturx")
    written = write(from_invoice(invoice_of("mixed-rates")), profile)

    found = validate(written.replace(b"ram:LineOne", b"ram:LineNine"), profile)

    assert found is not None
    assert (found[0].rule, found[0].term[:5]) == ("XSD", "line ")
    assert "LineNine" in found[0].message


def test_the_rules_find_a_wrong_sum_and_name_the_rule(invoice_of: Any) -> None:
    profile = profile_named("peppol")
    written = write(from_invoice(invoice_of("mixed-rates")), profile)

    found = validate(written.replace(b'EUR">146.43</cbc:PayableAmount', b'EUR">146.44</cbc:PayableAmount'), profile)

    assert found is not None
    assert [one.rule for one in found if not one.is_warning] == ["BR-CO-16"]


@pytest.mark.parametrize("missing", ["facturx", "lxml", "saxonche"])
def test_without_the_packages_nothing_is_checked(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "vabackoffice.einvoice.validate.find_spec", lambda name: None if name == missing else find_spec(name)
    )

    assert validate(b"<x/>", profile_named("facturx")) is None


def test_fatturapa_has_no_rules_to_check_with() -> None:
    assert validate(b"<x/>", profile_named("fatturapa")) is None


def test_beside_the_main_thread_nothing_is_checked() -> None:
    found: list[object] = ["not run"]

    thread = Thread(target=lambda: found.append(validate(b"<x/>", profile_named("facturx"))))
    thread.start()
    thread.join()

    assert found == ["not run", None]
