"""The sums of a tax year on one basis, each with the documents it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.income import IncomeLine, SideLine, in_currency
from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vabackoffice.domain.tax_year import Basis

    Row = tuple[str, Money, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount under one name in one currency, and the numbers of the documents it comes from."""

    name: str
    amount: Money
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of a year on one basis; what has a rate is in the book's currency, the rest in its own.

    `income` is by category, `by_month` by `2026-03`; `vat`, `withheld` and `fees` have one sum per currency, and
    `by_currency` is the income of each currency that anything is in.
    """

    basis: Basis
    home: str
    income: tuple[Sum, ...]
    by_client: tuple[Sum, ...]
    by_month: tuple[Sum, ...]
    by_currency: tuple[Sum, ...]
    vat: tuple[Sum, ...]
    withheld: tuple[Sum, ...]
    fees: tuple[Sum, ...]
    lines: tuple[IncomeLine, ...]

    def at_home(self, sums: Iterable[Sum]) -> Money:
        """Return the total of `sums` in the book's currency, other currencies left out."""
        return total([one.amount for one in sums if one.amount.currency == self.home], self.home)

    @property
    def profit_books(self) -> Money:
        """Income less what banks and processors kept, in the book's currency; before expenses the book cannot hold."""
        return self.at_home(self.income) - self.at_home(self.fees)


def make_figures(basis: Basis, home: str, lines: Sequence[IncomeLine], sides: Iterable[SideLine]) -> Figures:
    """Return the sums of `lines` and of what is beside them; in `home`, the book's currency, where a rate is known."""

    def by(name: Callable[[IncomeLine], str]) -> tuple[Sum, ...]:
        return _sums(((name(line), in_currency(line.net, line.rate, home), (line.document,)) for line in lines), home)

    vat = [("vat", in_currency(line.vat, line.rate, home), (line.document,)) for line in lines if line.vat]
    beside = [(side.kind, in_currency(side.amount, side.rate, home), side.documents) for side in sides]
    currencies: list[Row] = [(one.amount.currency, one.amount, one.documents) for one in by(lambda line: line.category)]
    currencies += [(money.currency, Money.zero(money.currency), numbers) for _, money, numbers in beside]
    return Figures(
        basis,
        home,
        by(lambda line: line.category),
        by(lambda line: line.client),
        by(lambda line: f"{line.day:%Y-%m}"),
        _sums(currencies, home),
        _sums(vat, home),
        _sums((row for row in beside if row[0] == "withheld"), home),
        _sums((row for row in beside if row[0] == "fee"), home),
        tuple(lines),
    )


def _sums(rows: Iterable[Row], home: str) -> tuple[Sum, ...]:
    """Add up what has the same name and currency: the book's currency first, then by name."""
    amounts: dict[tuple[str, str], Money] = {}
    documents: dict[tuple[str, str], set[str]] = {}
    for name, amount, numbers in rows:
        key = (amount.currency, name)
        amounts[key] = amounts[key] + amount if key in amounts else amount
        documents.setdefault(key, set()).update(numbers)
    ordered = sorted(amounts, key=lambda key: (key[0] != home, *key))
    return tuple(Sum(key[1], amounts[key], tuple(sorted(documents[key]))) for key in ordered)


def short_numbers(numbers: Iterable[str]) -> str:
    """Return document numbers with runs drawn together and the same beginning said once: `2026-0001 to 0003, 0007`."""
    shown: list[str] = []
    last = start = ""
    for number in [*numbers, ""]:
        if last and _follows(last, number):
            last = number
            continue
        if last != start:
            shown[-1] += f" to {_digits(last)}"
        if number:
            shown.append(_digits(number) if _head(number) == _head(last) and _digits(number) else number)
        start = last = number
    return ", ".join(shown)


def _follows(number: str, later: str) -> bool:
    one, other = _digits(number), _digits(later)
    return bool(one and other) and _head(number) == _head(later) and int(other) == int(one) + 1


def _head(number: str) -> str:
    return number.rstrip("0123456789")


def _digits(number: str) -> str:
    return number[len(_head(number)) :]
