"""Amounts of money as typed, with and without a currency."""

import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.amount import check_currency, parse_money, parse_price
from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError

currencies = st.sampled_from(("EUR", "USD", "JPY", "KWD", "CHF"))
anything = st.text(max_size=110) | st.text(alphabet="0123456789.,' -$\u20ac\u00a3\u00a5eurusd", max_size=30)


@pytest.mark.parametrize(
    ("text", "expected", "minor", "currency"),
    [
        ("1250", "EUR", 125000, "EUR"),
        ("1250.5", "EUR", 125050, "EUR"),
        ("\u20ac 1,250.50", "EUR", 125050, "EUR"),
        ("1.250,50 \u20ac", "EUR", 125050, "EUR"),
        ("\u20ac1\u202f250,50", "USD", 125050, "EUR"),
        ("35 USD", "EUR", 3500, "USD"),
        ("USD 35", "EUR", 3500, "USD"),
        ("35usd", "EUR", 3500, "USD"),
        ("\u00a312", "EUR", 1200, "GBP"),
        ("\u00a312", "GIP", 1200, "GIP"),
        ("$5", "EUR", 500, "USD"),
        ("$5", "USD", 500, "USD"),
        ("$5", "CAD", 500, "CAD"),
        ("5 $", "AUD", 500, "AUD"),
        ("$5", "NZD", 500, "NZD"),
        ("$35 CAD", "EUR", 3500, "CAD"),
        ("US$ 5", "CAD", 500, "USD"),
        ("\u00a51250", "EUR", 1250, "JPY"),
        ("20 Z\u0141", "EUR", 2000, "PLN"),
        ("-5", "EUR", -500, "EUR"),
        ("-\u20ac5", "EUR", -500, "EUR"),
        ("\u20ac-5", "EUR", -500, "EUR"),
        ("- 5 EUR", "USD", -500, "EUR"),
        ("0", "EUR", 0, "EUR"),
        (".5", "EUR", 50, "EUR"),
        ("12.00", "JPY", 12, "JPY"),
        ("1.2340", "KWD", 1234, "KWD"),
    ],
)
def test_amounts(text: str, expected: str, minor: int, currency: str) -> None:
    assert parse_money(text, expected) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1.250", "'1.250' can be read in two ways: 1250 or 1.25.", "Write 1250 (or 1250.00) for the first, 1.25"),
        (
            "\u20ac 1,250",
            "'1,250' can be read in two ways: 1250 or 1.25.",
            "Write 1250 (or 1250.00) for the first, 1.25",
        ),
        ("1.2345", "'1.2345' has more decimals than EUR has (2).", "Round it first: 1.23 EUR."),
        ("12.5 JPY", "'12.5 JPY' has more decimals than JPY has (0).", "Round it first: 13 JPY."),
        ("", "'' is not an amount.", "Write it like 1250, 1250.50, '35 USD'"),
        ("USD", "'USD' is not an amount.", "Write it like 1250"),
        ("two euros", "'two euros' is not an amount.", "Write it like 1250"),
        ("5 acme EUR", "'5 acme EUR' is not an amount.", "Write it like 1250"),
        ("1.2.3", "'1.2.3' is not a number.", "Write it like 1250"),
        ("--5", "'--5' is not a number.", "Write it like 1250"),
        ("5 euro", "'euro' is not a currency code.", "Did you mean EUR?"),
        ("USD 5 EUR", "'USD 5 EUR' names two currencies: USD and EUR.", "Write one currency"),
        ("$ 5 EUR", "'$ 5 EUR' names two currencies: USD and EUR.", "Write one currency"),
        ("\u0663 EUR", "'\u0663 EUR' is not an amount.", "Write it like 1250"),
    ],
)
def test_what_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_money(text, "EUR")
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


@settings(max_examples=150, deadline=None)
@given(st.integers(-(10**11), 10**11), currencies, currencies)
def test_printed_money_is_read_back(minor: int, currency: str, expected: str) -> None:
    money = Money(minor, currency)
    if currency == "KWD" and 1000 <= abs(minor) < 1000000:  # three decimals after up to three digits stay in doubt
        with pytest.raises(InvalidInputError, match="can be read in two ways"):
            parse_money(str(money), expected)
    else:
        assert parse_money(str(money), expected) == money


@pytest.mark.parametrize(
    ("typed", "code"), [("EUR", "EUR"), ("eur", "EUR"), (" Usd ", "USD"), ("xcg", "XCG"), ("zwg", "ZWG")]
)
def test_currency_codes_are_upper_cased(typed: str, code: str) -> None:
    assert check_currency(typed) == code


@pytest.mark.parametrize("funds", ["XAU", "XTS", "XXX", "USN", "CHE"])
def test_metals_funds_and_test_codes_are_no_currencies_to_invoice_in(funds: str) -> None:
    with pytest.raises(InvalidInputError, match=f"'{funds}' is not a currency code."):
        check_currency(funds)


@pytest.mark.parametrize(("typed", "near"), [("EURO", "EUR"), ("USDD", "USD"), ("GPB", "GBP"), ("chff", "CHF")])
def test_an_unknown_code_names_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_currency(typed)
    assert caught.value.message == f"'{typed}' is not a currency code."
    assert near in re.findall("[A-Z]{3}", caught.value.hint)


@pytest.mark.parametrize("typed", ["", "12", "??", "acmeworks"])
def test_a_code_like_no_other_says_what_a_code_is(typed: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_currency(typed)
    assert caught.value.hint == "Use the three letters of ISO 4217, like EUR, USD or GBP."


@settings(max_examples=200, deadline=None)
@given(anything, currencies)
def test_nothing_but_invalid_input_escapes(text: str, currency: str) -> None:
    with suppress(InvalidInputError):
        assert abs(parse_money(text, currency).minor) < 10**15
    with suppress(InvalidInputError):
        assert check_currency(text).isupper()


@pytest.mark.parametrize(
    ("text", "price"),
    [("12", "12"), ("12.50 EUR", "12.50"), ("\u20ac 0,125", "0.125"), ("0", "0"), ("1.250,50", "1250.50")],
)
def test_a_price_may_be_finer_than_its_currency(text: str, price: str) -> None:
    assert parse_price(text, "EUR") == Decimal(price)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("12 USD", "'12 USD' is in USD, and the price is in EUR.", "Write it as '12' or '12 EUR'."),
        ("-12", "The price '-12' is less than nothing.", "Give the price of one unit, such as '12' or '12.50'."),
        ("twelve", "'twelve' is not an amount.", "Write it like 1250, 1250.50, '35 USD' or 'EUR 1.250,50'."),
        (
            "1.250",
            "'1.250' can be read in two ways: 1250 or 1.25.",
            "Write 1250 (or 1250.00) for the first, 1.25 for the second.",
        ),
    ],
)
def test_what_is_no_price_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_price(text, "EUR")
    assert (caught.value.message, caught.value.hint) == (message, hint)
