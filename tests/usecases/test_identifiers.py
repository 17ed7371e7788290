"""VAT ids of every country that publishes an arithmetic: a real one passes, the same with one digit wrong does not."""

import pytest

from vabackoffice.errors import InvalidInputError
from vabackoffice.usecases.identifiers import check_iban, check_leitweg_id, check_vat_id

# Country, a number that its tax office or the documentation of python-stdnum publishes, and one digit of it changed.
PUBLISHED = [
    ("AT", "ATU13585627", "ATU13585628"),
    ("BE", "BE0428759497", "BE0428759498"),
    ("BG", "BG175074752", "BG175074753"),
    ("CY", "CY10259033P", "CY10259034P"),
    ("CZ", "CZ25123891", "CZ25123892"),
    ("DE", "DE136695976", "DE136695977"),
    ("DK", "DK13585628", "DK13585629"),
    ("EE", "EE100931558", "EE100931559"),
    ("ES", "ESB58378431", "ESB58378432"),
    ("FI", "FI20774740", "FI20774741"),
    ("FR", "FR40303265045", "FR40303265046"),
    ("GR", "EL094259216", "EL094259217"),
    ("HR", "HR33392005961", "HR33392005962"),
    ("HU", "HU12892312", "HU12892313"),
    ("IE", "IE6433435F", "IE6433436F"),
    ("IT", "IT00743110157", "IT00743110158"),
    ("LT", "LT119511515", "LT119511516"),
    ("LU", "LU15027442", "LU15027443"),
    ("LV", "LV40003521600", "LV40003521601"),
    ("MT", "MT11679112", "MT11679113"),
    ("NL", "NL004495445B01", "NL004495446B01"),
    ("PL", "PL8567346215", "PL8567346216"),
    ("PT", "PT501964843", "PT501964844"),
    ("RO", "RO18547290", "RO18547291"),
    ("SE", "SE123456789701", "SE123456789801"),
    ("SI", "SI50223054", "SI50223055"),
    ("SK", "SK2022749619", "SK2022749610"),
    ("XI", "XI980780684", "XI980780685"),
    ("GB", "GB980780684", "GB980780685"),
    ("CH", "CHE107787577MWST", "CHE107787578MWST"),
    ("NO", "NO995525828MVA", "NO995525829MVA"),
]


def test_the_list_has_all_member_states_and_the_three_beside_them() -> None:
    assert len({country for country, _, _ in PUBLISHED}) == 27 + len(("XI", "GB", "CH", "NO"))


@pytest.mark.parametrize(("country", "right", "wrong"), PUBLISHED)
def test_the_digits_are_checked(country: str, right: str, wrong: str) -> None:
    assert check_vat_id(right.lower(), country) == right
    with pytest.raises(InvalidInputError, match="is not a valid VAT id"):
        check_vat_id(wrong, country)
    assert check_vat_id(wrong, country, force=True) == wrong


@pytest.mark.parametrize(
    ("country", "right"), [(country, right) for country, right, _ in PUBLISHED if country not in ("CH", "NO", "XI")]
)
def test_the_prefix_may_be_left_out(country: str, right: str) -> None:
    assert check_vat_id(right[2:], country) == right


def test_spaces_and_points_do_not_count() -> None:
    assert check_vat_id("nl 0044.95.445.b01", "NL") == "NL004495445B01"
    assert check_vat_id("CHE-107.787.577 MWST", "CH") == "CHE107787577MWST"
    assert check_vat_id("", "NL") == ""


def test_a_country_without_an_arithmetic_keeps_what_was_typed() -> None:
    assert check_vat_id("95-1234567", "US") == "951234567"


@pytest.mark.parametrize("number", ["04011000-1234512345-06", "991-33333TEST-33", " 991-01484-64 ", ""])
def test_a_leitweg_id_that_fits_is_kept(number: str) -> None:
    assert check_leitweg_id(number) == number.strip()


@pytest.mark.parametrize("number", ["991-01484-99", "04011000-1234512345-60", "PO 7"])
def test_a_leitweg_id_whose_check_digits_do_not_fit_is_refused(number: str) -> None:
    with pytest.raises(InvalidInputError, match=f"'{number}' is not a valid Leitweg-ID"):
        check_leitweg_id(number)


def test_an_iban_of_a_bank_that_no_list_knows_is_kept_and_a_wrong_digit_is_not() -> None:
    assert check_iban("BE68 5390 0754 7034") == "BE68539007547034"  # the example of the SWIFT registry
    with pytest.raises(InvalidInputError, match="is not a valid IBAN"):
        check_iban("BE68 5390 0754 7035")
