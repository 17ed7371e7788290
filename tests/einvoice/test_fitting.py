"""What each kind of electronic invoice changes in a document before it is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from vabackoffice.einvoice.fitting import fit
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.model import Identifier, Note
from vabackoffice.einvoice.profiles import PROFILES, profile_named
from vabackoffice.einvoice.write import write
from vabackoffice.errors import MissingError, NotFoundError


def test_outside_the_scope_both_vat_ids_go_but_not_for_italy(invoice_of: Any) -> None:
    document = from_invoice(invoice_of("it-standard-us-negative-price"))

    assert fit(document, profile_named("facturx")).seller.vat_id == ""
    assert fit(document, profile_named("fatturapa")).seller.vat_id == "IT00743110157"


def test_a_seller_with_a_tax_number_only_repeats_it_as_identifier(invoice_of: Any) -> None:
    seller = fit(from_invoice(invoice_of("de-small-de-prepaid")), profile_named("facturx")).seller

    assert seller.identifiers == (Identifier("21/815/08150"),)
    assert seller.tax_number == "21/815/08150"


def test_a_seller_with_a_vat_id_does_not(invoice_of: Any) -> None:
    assert fit(from_invoice(invoice_of("de-standard-de-plain")), profile_named("facturx")).seller.identifiers == ()


def test_peppol_gets_one_note(invoice_of: Any) -> None:
    document = replace(from_invoice(invoice_of("mixed-rates")), notes=(Note("One"), Note("Two", "AAB")))

    assert fit(document, profile_named("peppol")).notes == (Note("One\nTwo"),)
    assert fit(document, profile_named("facturx")).notes == document.notes


@pytest.mark.parametrize(("paid", "frame"), [("0", "S1"), ("50", "S4"), ("120", "S2")])
def test_the_french_frame_says_what_was_paid(paid: str, frame: str, invoice_of: Any) -> None:
    document = from_invoice(invoice_of("french"))
    totals = replace(document.totals, prepaid=Decimal(paid), payable=document.totals.gross - Decimal(paid))

    assert fit(replace(document, totals=totals), profile_named("fr-ctc")).process == frame


def test_fitting_twice_changes_nothing(invoice_of: Any) -> None:
    for profile in PROFILES:
        once = fit(from_invoice(invoice_of("de-small-us-deposit")), profile)
        assert fit(once, profile) == once


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotFoundError) as error:
        profile_named("edifact")

    assert error.value.message == "'edifact' is not a kind of electronic invoice."
    assert "facturx, xrechnung-cii, xrechnung-ubl, peppol, nlcius, fr-ctc, fatturapa" in error.value.hint


def test_fatturapa_without_its_facts_is_refused(invoice_of: Any) -> None:
    with pytest.raises(MissingError) as error:
        write(from_invoice(invoice_of("it-small-it-deposit")), profile_named("fatturapa"))

    assert "tax regime" in error.value.message
    assert "va regime set" in error.value.hint


def test_what_xml_cannot_hold_is_left_out(invoice_of: Any) -> None:
    document = replace(from_invoice(invoice_of("mixed-rates")), notes=(Note("a\x00b\x0b<c>&\ud800"),))

    assert b"ab&lt;c&gt;&amp;" in write(document, profile_named("peppol"))
