"""Public holidays of a country, for surcharges and working days."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.period import Period
from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.pricing import WorkedEntry


def holidays_in(country: str, region: str, period: Period) -> Container[date]:
    """Return the public holidays of a country, and of its region where that is a known one, within a period.

    Args:
        country: ISO 3166-1 code.
        region: ISO 3166-2 subdivision without the country (`BY` for Bavaria), or anything else, which names none.
        period: the years it touches are looked up.

    Raises:
        MissingError: the calendar of the country is not known.
    """
    last = period.end - timedelta(1)
    return frozenset().union(*(_of_year(country, region, year) for year in range(period.start.year, last.year + 1)))


def surcharge_holidays(
    history: Sequence[Terms], entries: Sequence[WorkedEntry], home: str, payer: Mapping[str, Any]
) -> Container[date]:
    """Return the days on which a holiday's surcharge holds: none where no terms have one.

    Args:
        history: all terms of the engagement, the first first.
        entries: the work, by day.
        home: the business's country, whose holidays count where the terms say so.
        payer: the client, with `country` and `region`.
    """
    dear = [one for one in history if any(rule.rule == "holiday" for rule in one.surcharges)]
    if not dear or not entries:
        return ()
    days = Period(entries[0].day, entries[-1].day + timedelta(days=2))  # a night ends on the day after
    if dear[-1].holidays == "own":
        return holidays_in(home, "", days)
    return holidays_in(payer["country"], payer["region"], days)


@lru_cache(maxsize=64)
def _of_year(country: str, region: str, year: int) -> frozenset[date]:
    import holidays

    try:
        known = holidays.country_holidays(country, years=year, subdiv=None)
    except NotImplementedError as error:
        message = f"The public holidays of '{country}' are not known."
        raise MissingError(message, "Leave the surcharge 'holiday' out, or say '--holidays own'.") from error
    if region in known.subdivisions:
        known = holidays.country_holidays(country, years=year, subdiv=region)
    return frozenset(known)
