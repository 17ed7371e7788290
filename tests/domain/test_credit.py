"""Credit notes: worked by hand, and for any invoice and any sequence of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.documents import KEYS, any_line, check_sums, invoice, line

from vabackoffice.domain.credit import credit_amount, credit_lines, credit_rest
from vabackoffice.domain.credit_choice import read_parts
from vabackoffice.domain.credited import Credited
from vabackoffice.domain.gross_price import agreed_with_vat
from vabackoffice.domain.invoice import Invoice, Line
from vabackoffice.domain.money import Money
from vabackoffice.errors import BackOfficeError, ConflictError, InvalidInputError, NotFoundError

S21, S9, E = KEYS[0], KEYS[1], KEYS[3]
CENT = Decimal("0.01")


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def figures(note: Invoice) -> list[str]:
    return [str(money.amount) for money in (note.net, note.vat, note.to_settle)]


def after(credited: Credited, *notes: Invoice) -> Credited:
    return replace(credited, notes=(*credited.notes, *notes))


# 2 h x 40 = 80 and 1 x 20.50 at 21 %, 3 x 10 at 9 %: VAT 21.11 (21.105) and 2.70, 130.50 net, 154.31 in all.
THREE = invoice((line(S21, "2", "40"), line(S21, "1", "20.50"), line(S9, "3", "10")))


def test_all_of_it() -> None:
    note = credit_rest(Credited(THREE), "Rest")
    assert figures(note) == ["130.50", "23.81", "154.31"]
    assert (note.kind, note.cancels, note.corrects, note.corrects_date) == (
        *("credit_note", True, "2026-0001"),
        THREE.issue_date,
    )
    assert note.vat_breakdown == THREE.vat_breakdown


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1", ["80.00", "16.80", "96.80"]),
        ("1:0.5", ["20.00", "4.20", "24.20"]),
        ("2,3:1", ["30.50", "5.21", "35.71"]),  # 20.50 + 10; 4.305 -> 4.31 and 0.90
    ],
)
def test_lines(typed: str, expected: list[str]) -> None:
    note = credit_lines(Credited(THREE), read_parts(typed))
    assert figures(note) == expected
    assert not note.cancels


def test_vat_of_the_last_note_is_what_is_left() -> None:
    # Two halves of 1.00 at 21 %: 0.105 -> 0.11 each would be 0.22 of 0.21 charged.
    whole = Credited(invoice((line(S21, "2", "0.50"),)))
    first = credit_lines(whole, {1: Decimal(1)})
    second = credit_rest(after(whole, first), "Rest")
    assert [figures(first), figures(second)] == [["0.50", "0.11", "0.61"], ["0.50", "0.10", "0.60"]]


def test_an_amount_is_taken_off_every_rate_in_proportion() -> None:
    # 100 at 21 % and 100 at 9 %: 121 + 109 = 230. Of 23: 12.10 and 10.90, that is 10 + 2.10 and 10 + 0.90.
    whole = Credited(invoice((line(S21, "1", "100"), line(S9, "1", "100"))))
    note = credit_amount(whole, eur("23"), "Credit on invoice 2026-0001")
    assert figures(note) == ["20.00", "3.00", "23.00"]
    assert [(one.text, str(one.net.amount)) for one in note.lines] == [("Credit on invoice 2026-0001", "10.00")] * 2


def test_an_amount_that_net_and_vat_cannot_reach_is_rounded() -> None:
    # 10 / 1.21 = 8.26; 21 % of it is 1.73: 9.99 and 0.01.
    note = credit_amount(Credited(THREE_AT_21), eur("10"), "Credit")
    assert figures(note) == ["8.26", "1.73", "10.00"]
    assert note.rounding == eur("0.01")


THREE_AT_21 = invoice((line(S21, "3", "100"),))


def test_a_discount_on_the_whole_goes_with_the_lines() -> None:
    off = Line(
        "discount", "Discount 10%", Decimal(-1), "piece", Decimal(30), eur("-30"), vat_category="S", vat_rate=S21[1]
    )
    whole = Credited(invoice((line(S21, "1", "100"), line(S21, "1", "200"), replace(off, discount="10%"))))
    first = credit_lines(whole, read_parts("1"))
    assert [str(one.net.amount) for one in first.lines] == ["100.00", "-10.00"]
    assert figures(first) == ["90.00", "18.90", "108.90"]
    second = credit_lines(after(whole, first), read_parts("2"))
    assert figures(second) == ["180.00", "37.80", "217.80"]
    assert after(whole, first, second).left == eur("0")


def test_a_discount_on_a_line_is_shared() -> None:
    whole = Credited(invoice((line(S21, "4", "25", "10"),)))  # 100 - 10 = 90
    note = credit_lines(whole, {1: Decimal(1)})
    assert (figures(note)[0], note.lines[0].discount, str(note.lines[0].discount_amount.amount)) == (
        *("22.50", "2.50"),
        "2.50",
    )


def test_withheld_tax_is_shared() -> None:
    whole = Credited(replace(THREE_AT_21, withheld=eur("45")))  # 15 % of 300
    first = credit_lines(whole, {1: Decimal(1)})
    assert (first.withheld, first.payable) == (eur("15"), eur("106"))
    assert credit_rest(after(whole, first), "Rest").withheld == eur("30")


def test_prices_that_include_vat_come_back_as_agreed() -> None:
    without, rounding = agreed_with_vat([line(S21, "3", "10"), line(S21, "1", "5")], "EUR")
    whole = Credited(invoice(without, rounding=rounding, prices_include_vat=True))
    first = credit_lines(whole, {1: Decimal(1)})
    assert first.to_settle == eur("10")
    assert credit_rest(after(whole, first), "Rest").to_settle == eur("25")


@pytest.mark.parametrize(
    ("typed", "error", "message"),
    [
        ("4", NotFoundError, "2026-0001 has no line 4."),
        ("0", NotFoundError, "2026-0001 has no line 0."),
        ("1:3", ConflictError, "2 hour is left of line 1 of 2026-0001."),
        ("1:2.01", ConflictError, "2 hour is left of line 1 of 2026-0001."),
    ],
)
def test_more_than_there_is_is_refused(typed: str, error: type[BackOfficeError], message: str) -> None:
    with pytest.raises(error) as caught:
        credit_lines(Credited(THREE), read_parts(typed))
    assert caught.value.message == message


def test_more_than_is_left_is_refused_with_what_is_left() -> None:
    once = after(Credited(THREE), credit_lines(Credited(THREE), read_parts("1:1.5")))
    with pytest.raises(ConflictError, match=r"0\.5 hour is left of line 1"):
        credit_lines(once, read_parts("1:1"))
    gone = after(once, credit_lines(once, read_parts("1")))
    with pytest.raises(ConflictError, match="0 hour is left of line 1"):
        credit_lines(gone, read_parts("1"))
    with pytest.raises(ConflictError, match=r"57\.52 EUR is more than the 57\.51 EUR that is left"):
        credit_amount(gone, eur("57.52"), "Credit")
    assert credit_amount(gone, eur("57.51"), "Credit").to_settle == gone.left


def test_lines_after_an_amount_are_held_to_what_is_left() -> None:
    once = after(Credited(THREE_AT_21), credit_amount(Credited(THREE_AT_21), eur("121"), "Credit"))
    with pytest.raises(ConflictError, match=r"300\.00 EUR net is more than the 200\.00 EUR net that is left"):
        credit_lines(once, read_parts("1"))
    assert figures(credit_rest(once, "Rest")) == ["200.00", "42.00", "242.00"]


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_an_amount_of_nothing_is_refused(amount: str) -> None:
    with pytest.raises(InvalidInputError):
        credit_amount(Credited(THREE), eur(amount), "Credit")


@pytest.mark.parametrize("typed", ["", "one", "1,,2", "1:", "1:0", "1:-1", "1,1:0.5", "1;2", "99999"])
def test_what_names_no_lines_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        read_parts(typed)


def test_what_follows_or_takes_off_is_not_credited_alone() -> None:
    off = replace(line(S21, "-1", "10"), kind="deposit")
    whole = Credited(invoice((line(S21, "1", "100"), off, replace(line(S21, "-1", "5"), kind="discount"))))
    for place in (2, 3):
        with pytest.raises(InvalidInputError):
            credit_lines(whole, {place: None})


@st.composite
def any_invoice(draw: st.DrawFn) -> Invoice:
    lines = draw(st.lists(any_line().filter(lambda one: one.net.minor > 0), min_size=1, max_size=5))
    if draw(st.booleans()):
        without, rounding = agreed_with_vat(lines, "EUR")
        made = invoice(without, rounding=rounding, prices_include_vat=True)
    else:
        made = invoice(tuple(lines))
    return replace(made, withheld=made.net.times(Decimal("0.15"))) if draw(st.booleans()) else made


@given(any_invoice())
def test_a_note_over_everything_leaves_nothing(made: Invoice) -> None:
    note = credit_rest(Credited(made), "Rest")
    assert note.vat_breakdown == made.vat_breakdown
    assert (note.to_settle, note.payable) == (made.to_settle, made.payable)
    check_sums(note)


@given(any_invoice(), st.data())
def test_no_sequence_of_notes_takes_more_than_there_is(made: Invoice, data: st.DataObject) -> None:
    credited = Credited(made)
    for _ in range(data.draw(st.integers(0, 5), label="notes")):
        note = _any_note(credited, data)
        if note is not None:
            assert note.to_settle.minor > 0
            check_sums(note, vat_may_miss=CENT)
            credited = after(credited, note)
        assert credited.left.minor >= 0
        for group in made.vat_breakdown:
            net, vat = credited.group_left(group)
            assert net.minor >= 0
            assert vat.minor >= 0
    if credited.left:
        credited = after(credited, credit_rest(credited, "Rest"))
    assert credited.left == eur("0")
    assert all(credited.group_left(group) == (eur("0"), eur("0")) for group in made.vat_breakdown)
    assert all(credited.rest(name) == eur("0") for name in ("withheld", "rounding"))


def _any_note(credited: Credited, data: st.DataObject) -> Invoice | None:
    """Draw a note over lines or an amount; None where it is refused, as one that takes too much must be."""
    if data.draw(st.booleans(), label="by amount"):
        amount = Money(data.draw(st.integers(1, max(1, credited.left.minor + 10)), label="cents"), "EUR")
        try:
            return credit_amount(credited, amount, "Credit")
        except ConflictError:
            assert credited.left < amount or not credited.left
            return None
    place = data.draw(st.integers(1, len(credited.invoice.lines)), label="place")
    quantity = data.draw(st.none() | st.decimals("0.01", 999, places=2), label="quantity")
    try:
        return credit_lines(credited, {place: quantity})
    except (ConflictError, InvalidInputError):
        return None
