"""Money: whole minor units (cents) of one currency, rounded half up, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

# ISO 4217 currencies whose minor unit is not a hundredth; every other one has two decimals.
_EXPONENTS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def exponent(currency: str) -> int:
    """Return how many decimals the minor unit of `currency` has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units: `Money(121000, "EUR")` is 1,210.00 euros."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """Return `amount` (major units) rounded half up to the minor unit; a float is refused."""
        if isinstance(amount, float):
            message = f"money is never a float: {amount!r}"
            raise TypeError(message)
        scaled = Decimal(amount).scaleb(exponent(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing at all in `currency`."""
        return cls(0, currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with the currency's decimals: Decimal("1210.00")."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        """Add money of the same currency; two currencies never mix."""
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract money of the same currency."""
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Money:
        """Return the same amount owed the other way."""
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare amounts of the same currency."""
        return self.minor < self._same(other).minor

    def __bool__(self) -> bool:
        """Nothing is false."""
        return self.minor != 0

    def __str__(self) -> str:
        """Return the form every message and script uses: `1210.00 EUR`."""
        return f"{self.amount} {self.currency}"

    def times(self, factor: Decimal) -> Money:
        """Return the amount times `factor`, rounded half up to the minor unit."""
        return Money.of(self.amount * factor, self.currency)

    def spread(self, weights: Sequence[int]) -> list[Money]:
        """Split the amount over `weights` without losing a cent (largest remainder, first wins a tie)."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            message = f"weights must not be negative and must add up to more than zero: {list(weights)}"
            raise ValueError(message)
        sign = -1 if self.minor < 0 else 1
        shares = [divmod(abs(self.minor) * weight, total) for weight in weights]
        left = abs(self.minor) - sum(whole for whole, _ in shares)
        lucky = set(sorted(range(len(shares)), key=lambda i: (-shares[i][1], i))[:left])
        return [Money(sign * (whole + (i in lucky)), self.currency) for i, (whole, _) in enumerate(shares)]

    def _same(self, other: Money) -> Money:
        if self.currency != other.currency:
            message = f"{self} and {other} are in two currencies"
            raise InvalidInputError(message, "Convert one of them first; amounts of two currencies are never added.")
        return other


def total(amounts: Sequence[Money], currency: str) -> Money:
    """Return the sum of `amounts`, all of which must be in `currency`."""
    return sum(amounts, Money.zero(currency))
