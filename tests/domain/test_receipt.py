"""What money settles of an invoice, and what a settled part consists of."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.money import Money
from vabackoffice.domain.receipt import Account, Settlement, portion, settle
from vabackoffice.errors import ConflictError, InvalidInputError

# Net 1000.00 and VAT 210.00, of which the client withholds 150.00 and pays 1060.00.
TOTAL, TAX = 121_000, 15_000


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def account(paid: int = 0, withheld: int = 0, *, credit: int = 0) -> Account:
    """Return the invoice above after some payments, its open amount counted as `va invoice show` does."""
    rest = TOTAL - paid - withheld
    to_withhold = min(TAX - withheld, rest)
    return Account("2026-0001", eur(paid), eur(withheld), eur(rest - to_withhold), eur(to_withhold), eur(credit))


def plain(paid: int = 0, *, credit: int = 0) -> Account:
    """Return an invoice of 1210.00 from which nothing is withheld."""
    return Account("2026-0001", eur(paid), eur(0), eur(TOTAL - paid), eur(0), eur(credit))


def settled(amount: int, withheld: int = 0, credit: int = 0) -> Settlement:
    return Settlement(eur(amount), eur(withheld), eur(credit))


def test_a_payment_settles_up_to_what_is_open_and_the_rest_is_credit() -> None:
    assert settle(plain(), eur(60_500)) == settled(60_500)
    assert settle(plain(60_500), eur(60_500)) == settled(60_500)
    assert settle(plain(60_500), eur(70_000)) == settled(60_500, 0, 9_500)
    assert settle(plain(121_000), eur(500)) == settled(0, 0, 500)


def test_tax_is_withheld_in_proportion_by_running_totals() -> None:
    # 530.00 of 1060.00 is a half: 75.00 of 150.00, twice.
    assert settle(account(), eur(53_000)) == settled(53_000, 7_500)
    assert settle(account(53_000, 7_500), eur(53_000)) == settled(53_000, 7_500)
    # Three times 0.01 of 1060.00: 0.0014, 0.0028, 0.0042 of tax, so none; 3.53 more makes 3.56: 0.5037, so 0.50.
    assert settle(account(), eur(1)) == settled(1, 0)
    assert settle(account(3, 0), eur(353)) == settled(353, 50)


def test_a_stated_tax_is_taken_as_it_is() -> None:
    assert settle(account(), eur(106_000), eur(0)) == settled(106_000, 0)
    # All 1210.00 came although 150.00 was to be withheld.
    assert settle(account(), eur(121_000), eur(0)) == settled(121_000, 0)
    assert settle(account(), eur(106_000), eur(20_000)) == settled(101_000, 20_000, 5_000)
    # The client's tax certificate comes later than the money.
    assert settle(account(106_000, 0), eur(0), eur(15_000)) == settled(0, 15_000)


def test_what_was_withheld_too_little_before_is_made_up_for() -> None:
    # After 530.00 without tax, 680.00 is unsettled: 530.00 of money and all of the 150.00.
    assert settle(account(53_000, 0), eur(53_000)) == settled(53_000, 15_000)
    # Withheld more than the share before: 100.00 with 530.00; only 50.00 is left for the other 530.00.
    assert settle(account(53_000, 10_000), eur(53_000)) == settled(53_000, 5_000)
    # 100.00 is more than the 82.50 due after 583.00 in all, so nothing now.
    assert settle(account(53_000, 10_000), eur(5_300)) == settled(5_300, 0)


def test_money_that_goes_back_takes_its_share_of_the_tax_with_it() -> None:
    assert settle(plain(121_000), eur(-10_000)) == settled(-10_000)
    assert settle(account(106_000, 15_000), eur(-106_000)) == settled(-106_000, -15_000)
    assert settle(account(106_000, 15_000), eur(-53_000)) == settled(-53_000, -7_500)
    assert settle(account(106_000, 15_000), eur(-53_000), eur(0)) == settled(-53_000, 0)
    assert settle(account(106_000, 15_000), eur(0), eur(-15_000)) == settled(0, -15_000)


def test_money_that_goes_back_takes_the_credit_first() -> None:
    assert settle(plain(121_000, credit=9_000), eur(-5_000)) == settled(0, 0, -5_000)
    assert settle(plain(121_000, credit=9_000), eur(-130_000)) == settled(-121_000, 0, -9_000)


@pytest.mark.parametrize(
    ("before", "amount", "withheld", "message"),
    [
        (plain(), 0, None, "A payment of nothing settles nothing."),
        (plain(), 0, 0, "A payment of nothing settles nothing."),
        (plain(100), -101, None, "1.01 EUR cannot go back: 1.00 EUR was paid on 2026-0001."),
        (plain(100, credit=50), -151, None, "1.51 EUR cannot go back: 1.50 EUR was paid on 2026-0001."),
        (account(), 100, -50, "'-0.50' withheld and the amount have opposite signs."),
        (account(106_000, 15_000), -100, 50, "'0.50' withheld and the amount have opposite signs."),
        (account(), 100, 121_001, "1210.01 EUR withheld is more than the 1210.00 EUR that is unsettled on 2026-0001."),
        (
            account(106_000, 15_000),
            0,
            -15_001,
            "150.01 EUR withheld cannot be taken back: 150.00 EUR was withheld on 2026-0001.",
        ),
    ],
)
def test_what_cannot_be_is_refused(before: Account, amount: int, withheld: int | None, message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        settle(before, eur(amount), None if withheld is None else eur(withheld))

    assert refused.value.message == message
    assert refused.value.hint


def test_more_money_than_expected_asks_what_was_withheld() -> None:
    with pytest.raises(ConflictError) as refused:
        settle(account(), eur(121_000))

    assert refused.value.message == (
        "1210.00 EUR is more than the 1060.00 EUR expected on 2026-0001: the client was to withhold 150.00 EUR."
    )
    assert refused.value.hint == "Say what was withheld: '--withheld 0' if nothing was, else '--withheld 150.00'."


def test_a_portion_is_in_proportion_half_up() -> None:
    # 605.00 of 1210.00 is a half of both.
    assert portion([100_000, 21_000], 60_500) == [50_000, 10_500]
    # 100.00 of 1210.00: 82.6446 net.
    assert portion([100_000, 21_000], 10_000) == [8_264, 1_736]
    # A half cent goes up: 1 of 2 parts of 1.
    assert portion([1, 1], 1) == [1, 0]
    assert portion([1, 1], -1) == [-1, 0]
    assert portion([0, 0], 0) == [0, 0]


def test_two_vat_groups_fill_up_by_running_totals() -> None:
    # Nets 100.00 and 50.00, VAT 21.00 and 4.50: 175.50. Of 58.50, a third: 33.33, 50.00 - 33.33, 57.00 - 50.00, 1.50.
    assert portion([10_000, 5_000, 2_100, 450], 5_850) == [3_333, 1_667, 700, 150]


amounts = st.integers(0, 10_000_000)
groups = st.lists(amounts, min_size=1, max_size=4).filter(any)
cuts = st.lists(st.fractions(0, 1), max_size=6).map(sorted)


@given(groups, cuts)
def test_the_shares_of_all_payments_add_up_to_the_invoice(parts: list[int], steps: list[Fraction]) -> None:
    whole = sum(parts)
    totals = [int(whole * step) for step in steps] + [whole]

    before = [0] * len(parts)
    for running in totals:
        now = portion(parts, running)
        assert sum(now) == running
        for share, part in zip(now, parts, strict=True):
            assert abs(Fraction(share) - Fraction(part * running, whole)) <= 1  # at most a cent off its exact share
        before = now

    assert before == parts


@given(groups, st.fractions(0, 1))
def test_the_first_parts_together_are_rounded_once(parts: list[int], step: Fraction) -> None:
    whole, settled_now = sum(parts), int(sum(parts) * step)

    found = portion(parts, settled_now)

    for count in range(1, len(parts) + 1):
        exact = Fraction(sum(parts[:count]) * settled_now, whole)
        assert sum(found[:count]) == (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@given(amounts.filter(bool), st.integers(0, 3_000_000), st.lists(st.integers(1, 4_000_000), max_size=6))
def test_paying_in_pieces_withholds_the_expected_tax_and_leaves_nothing(
    payable: int, tax: int, pieces: list[int]
) -> None:
    paid = withheld = 0
    for piece in [*pieces, payable]:
        amount = min(piece, payable - paid)
        if not amount:
            break
        before = Account("1", eur(paid), eur(withheld), eur(payable - paid), eur(tax - withheld), eur(0))
        found = settle(before, eur(amount))
        assert found.amount == eur(amount)
        assert found.withheld.minor >= 0
        paid, withheld = paid + found.amount.minor, withheld + found.withheld.minor
        # The running total of the tax is the tax's share of the running total of the money, half up.
        assert withheld == (2 * tax * paid + payable) // (2 * payable)

    assert (paid, withheld) == (payable, tax)


@given(amounts.filter(bool), amounts, st.integers(1, 20_000_000))
def test_what_came_in_can_go_back_and_all_is_as_before(payable: int, tax: int, amount: int) -> None:
    before = Account("1", eur(0), eur(0), eur(payable), eur(tax), eur(0))
    came = settle(before, eur(amount), None if amount <= payable else eur(0))
    after = Account("1", came.amount, came.withheld, eur(payable - came.amount.minor), eur(0), came.credit)

    went = settle(after, eur(-amount))

    assert (came.amount + went.amount, came.withheld + went.withheld, came.credit + went.credit) == (eur(0),) * 3
