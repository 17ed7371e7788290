"""The example invoice: sums worked out by hand, and plainly an example in every language."""

from decimal import Decimal

import pytest
from stdnum import iban, iso11649

from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError


def test_the_sums() -> None:
    # Inbox: 85 40 50 35 70 55 60 45 minutes, up to quarters 90 45 60 45 75 60 60 45 = 480 = 8.00 h at 42.00
    # Travel: 110 45 20 → 120 45 30 = 195 = 3.25 h at 42.00. Books: 75 125 → 75 135 = 210 = 3.50 h at 48.50
    # 336.00 + 136.50 + 169.75 + 4 × 17.50 + 120.00 + 150.00 + 18.40 − 25.00 = 975.65; 21 % of it 204.8865
    invoice = sample_invoice("nl")

    assert [line.quantity for line in invoice.lines[:3]] == [Decimal("8.00"), Decimal("3.25"), Decimal("3.50")]
    assert (invoice.net, invoice.vat, invoice.total) == (
        Money(97565, "EUR"),
        Money(20489, "EUR"),
        Money(118054, "EUR"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_example(language: str) -> None:
    invoice = sample_invoice(language)

    assert invoice.language == language
    assert {line.kind for line in invoice.lines} == {"time", "task", "fee", "extra", "discount"}
    assert invoice.seller.email == "ada@example.com"
    assert iban.is_valid(invoice.seller.iban)
    assert iso11649.is_valid(invoice.payment_reference)


def test_a_credit_note_names_what_it_corrects_and_a_draft_has_no_number() -> None:
    assert sample_invoice("de", kind="credit_note").corrects == "2026-0031"
    assert sample_invoice("de", number=None).number is None


def test_another_language_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'pt'"):
        sample_invoice("pt")
