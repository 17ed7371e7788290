"""Whatever is typed in any language is read or refused, and nothing else happens."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.civil_date import parse_date
from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_moment, parse_time_range
from vabackoffice.domain.period import parse_period
from vabackoffice.domain.words import vocabulary
from vabackoffice.errors import InvalidInputError

LANGUAGES = ("en", "nl", "de", "es", "it", "fr")
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 13, 5, 30, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NUMBERS_AND_MARKS = ["1", "2", "29", "31", "2026", "0000", "9999", "9" * 30, "3m", "9:00", *"-./',", ".."]


def spoken(language: str) -> list[str]:
    """Return everything the grammar knows in that language, and numbers and marks to go with it."""
    tables = (table for table in vocabulary(language) if not isinstance(table, str))
    words = (word for table in tables for word in table)
    return [part for word in words for part in ([word] if isinstance(word, str) else word)] + NUMBERS_AND_MARKS


phrases = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.lists(st.sampled_from(spoken(language)), max_size=5).map(" ".join)
)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=110) | phrases,
    st.sampled_from(LANGUAGES) | st.text(max_size=3),
    st.sampled_from((MONDAY, date(2024, 2, 29), date.min, date.max)),
    st.booleans(),
)
@example("vor " + "9" * 90 + " Monaten", "de", MONDAY, False)  # noqa: FBT003 - hypothesis takes examples by position
@example("hace 1 mes", "es", date.min, False)  # noqa: FBT003
@example("dans 1 mois", "fr", date.max, False)  # noqa: FBT003
@example("volgend jaar", "nl", date.max, False)  # noqa: FBT003
@example("vor " + "9" * 90 + " Stunden", "de", MONDAY, False)  # noqa: FBT003
def test_nothing_but_invalid_input_escapes(text: str, language: str, today: date, future: bool) -> None:  # noqa: FBT001
    with suppress(InvalidInputError):
        assert parse_date(text, today=today, future=future, language=language)
    with suppress(InvalidInputError):
        period = parse_period(text, today=today, language=language)
        assert period.start in period
    with suppress(InvalidInputError):
        assert parse_moment(text, on=today, now=NOW, zone=AMSTERDAM, language=language)
    with suppress(InvalidInputError):
        start, end = parse_time_range(text, on=today, now=NOW, zone=AMSTERDAM, language=language)
        assert end.astimezone(UTC) > start.astimezone(UTC)
    assert not (looks_like_range(text, language=language) and looks_like_duration(text))
