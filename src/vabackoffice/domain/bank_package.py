"""A package while it is open: what is left of it, and the last day on which that can be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.contract import Package
    from vabackoffice.domain.period import Period


@dataclass(slots=True)
class OpenPackage:
    """A package that was bought; `last_day` is its last usable day, None while it has no end."""

    package: Package
    source: str
    name: str
    left: int
    last_day: date | None

    @property
    def turn(self) -> tuple[date, date, int]:
        """Its turn among the open ones: bought first, then ending first, then the lower number."""
        return self.package.bought_on, self.last_day or date.max, self.package.id

    @property
    def waits_for_use(self) -> bool:
        """Whether its days have not begun."""
        return self.package.from_first_use and self.package.expires_days is not None and self.last_day is None

    def take(self, wanted: int) -> int:
        """Take up to `wanted` seconds out; return how many there were."""
        taken = min(wanted, self.left)
        self.left -= taken
        return taken

    def begin(self, day: date, pauses: Sequence[Period]) -> None:
        """Let its days begin with its first use on `day`."""
        self.last_day = _last_day(self.package, day, pauses)


def open_package(package: Package, pauses: Sequence[Period]) -> OpenPackage:
    """Return a package as it is on the day of its purchase."""
    hours = format_duration(package.seconds)
    return OpenPackage(
        package,
        source=f"package:{package.id}",
        name=f"package {package.id} ({hours} bought on {format_date(package.bought_on)})",
        left=package.seconds,
        last_day=None if package.from_first_use else _last_day(package, package.bought_on, pauses),
    )


def _last_day(package: Package, begun_on: date, pauses: Sequence[Period]) -> date | None:
    """Return the last usable day: each paused day from `begun_on` to it, both included, moves it a day later."""
    if package.expires_on is None and package.expires_days is None:
        return None
    try:
        last = package.expires_on or begun_on + timedelta(package.expires_days or 0)
        for pause in pauses:
            if begun_on < pause.end and pause.start <= last:
                last += pause.end - max(pause.start, begun_on)
    except OverflowError:  # a pause until further notice
        return None
    return last
