"""What an hour bank holds at one moment: allowance, carry-over, open packages, and a debt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_package import OpenPackage


@dataclass(slots=True)
class Tranche:
    """What is left of one period's allowance; `age` counts the periods since, paused ones left out."""

    left: int
    age: int = 0


@dataclass(slots=True)
class Pool:
    """Hours that draw as one: the allowance of the period, or all that was carried into it, oldest first."""

    source: str
    name: str
    tranches: list[Tranche] = field(default_factory=list)
    left: int = 0

    def take(self, wanted: int) -> int:
        """Take up to `wanted` seconds out, oldest first; return how many there were."""
        taken = min(wanted, self.left)
        self.left -= taken
        rest = taken
        while rest:
            oldest = self.tranches[0]
            part = min(rest, oldest.left)
            oldest.left -= part
            rest -= part
            if not oldest.left:
                del self.tranches[0]
        return taken


@dataclass(slots=True)
class Stock:
    """The whole bank. `packages` are in the order in which they draw; used-up ones are gone.

    Between two periods `waiting` and `waiting_debt` hold what was carried out of the one and not yet into the other.
    """

    allowance: Pool = field(default_factory=lambda: Pool("allowance", ""))
    carried: Pool = field(default_factory=lambda: Pool("carried", ""))
    packages: list[OpenPackage] = field(default_factory=list)
    debt: int = 0
    waiting: list[Tranche] = field(default_factory=list)
    waiting_debt: int = 0

    def carry_in(self, name: str) -> int:
        """Bring in what waits, as `name`; return the signed seconds. Open packages pay a debt at once."""
        self.carried = Pool("carried", name, self.waiting, sum(tranche.left for tranche in self.waiting))
        came_in = self.carried.left - self.waiting_debt
        self.debt, self.waiting, self.waiting_debt = self.waiting_debt, [], 0
        for package in self.packages:
            self.debt -= package.take(self.debt)
        self._drop_empty()
        return came_in

    def add_allowance(self, seconds: int, name: str) -> int:
        """Bring the allowance of a period in, as `name`; return how much of it pays a debt."""
        paid = self._pay(seconds)
        tranches = [Tranche(seconds - paid)] if seconds > paid else []
        self.allowance = Pool("allowance", name, tranches, seconds - paid)
        return paid

    def add_package(self, package: OpenPackage) -> int:
        """Bring a package in; return how much of it pays a debt."""
        paid = self._pay(package.left)
        package.take(paid)
        self.packages.append(package)
        self.settle_packages()
        return paid

    def settle_packages(self) -> None:
        """Put the open packages in the order in which they draw."""
        self._drop_empty()
        self.packages.sort(key=lambda package: package.turn)

    def ended_packages(self, day: date | None) -> list[OpenPackage]:
        """Take out and return the packages whose last usable day is `day` or earlier, earliest first; None: all."""
        ended = [
            package
            for package in self.packages
            if day is None or (package.last_day is not None and package.last_day <= day)
        ]
        if ended:
            self.packages = [package for package in self.packages if package not in ended]
        return sorted(ended, key=lambda package: (day and package.last_day, package.package.id))

    def lapse(self, carry: str) -> tuple[int, int]:
        """Take out what the carry rule lets lapse at the end of a period; return allowance and carry-over lapsed."""
        before = self.allowance.left, self.carried.left
        if carry == "none":
            self.allowance.take(before[0])
            self.carried.take(before[1])
        elif carry.startswith("cap:"):
            excess = max(0, sum(before) - carry_cap(carry))
            self.allowance.take(excess - self.carried.take(excess))
        elif carry != "all":
            self.carried.take(sum(tranche.left for tranche in self.carried.tranches if tranche.age >= int(carry)))
        return before[0] - self.allowance.left, before[1] - self.carried.left

    def carry_out(self) -> int:
        """Set aside what is left of the period, a period older; return the signed seconds."""
        went_out = self.allowance.left + self.carried.left - self.debt
        self.waiting = [*self.carried.tranches, *self.allowance.tranches]
        self.waiting_debt = self.debt
        for tranche in self.waiting:
            tranche.age += 1
        self.allowance, self.carried, self.debt = Pool("allowance", ""), Pool("carried", ""), 0
        return went_out

    def _pay(self, coming_in: int) -> int:
        paid = min(self.debt, coming_in)
        self.debt -= paid
        return paid

    def _drop_empty(self) -> None:
        self.packages = [package for package in self.packages if package.left]


@cache
def carry_cap(carry: str) -> int:
    """Return the seconds of `cap:2h`."""
    from vabackoffice.domain.terms_reading import read_hours

    return read_hours(carry.removeprefix("cap:"))
