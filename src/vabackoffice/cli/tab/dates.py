"""Days and periods as TAB offers them: the common ones in the business's language, and those of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

# Today, yesterday, then this and last week, month, quarter and year, as people say them.
WORDS = {
    "en": "today, yesterday, this week, last week, this month, last month, this quarter, last quarter, "
    "this year, last year",
    "nl": "vandaag, gisteren, deze week, vorige week, deze maand, vorige maand, dit kwartaal, vorig kwartaal, "
    "dit jaar, vorig jaar",
    "de": "heute, gestern, diese Woche, letzte Woche, dieser Monat, letzter Monat, dieses Quartal, letztes Quartal, "
    "dieses Jahr, letztes Jahr",
    "es": "hoy, ayer, esta semana, la semana pasada, este mes, el mes pasado, este trimestre, el trimestre pasado, "
    "este año, el año pasado",
    "it": "oggi, ieri, questa settimana, la settimana scorsa, questo mese, il mese scorso, questo trimestre, "
    "il trimestre scorso, quest'anno, l'anno scorso",
    "fr": "aujourd'hui, hier, cette semaine, la semaine dernière, ce mois, le mois dernier, ce trimestre, "
    "le trimestre dernier, cette année, l'année dernière",
}
_DAYS = 2  # of them mean a day


def period_words(language: str, typed: str) -> list[str]:
    """Return the words for periods in `language`, or in English when what is typed begins none of them."""
    own = WORDS.get(language[:2], WORDS["en"]).split(", ")
    return own if any(word.lower().startswith(typed.lower()) for word in own) else WORDS["en"].split(", ")


def next_words(phrases: list[str], before: tuple[str, ...]) -> list[str]:
    """Return the word that comes after `before` in each phrase that begins with it, each once."""
    begun = [word.lower() for word in before]
    split = [phrase.split() for phrase in phrases]
    fitting = [words for words in split if [word.lower() for word in words[: len(begun)]] == begun]
    return list(dict.fromkeys(words[len(begun)] for words in fitting if len(words) > len(begun)))


def day_words(language: str, typed: str) -> list[str]:
    """Return the words for today and yesterday."""
    return period_words(language, typed)[:_DAYS]


def recent_days(today: date) -> list[tuple[str, str]]:
    """Return the last fortnight: ISO date and day of the week."""
    days = [today - timedelta(back) for back in range(14)]
    return [(f"{day}", f"{day:%A}") for day in days]


def calendar_periods(today: date) -> list[str]:
    """Return the last twelve months, four quarters, five years and four weeks, each the newest first."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(12)]
    quarters = [divmod(today.year * 4 + (today.month - 1) // 3 - back, 4) for back in range(4)]
    weeks = [(today - timedelta(7 * back)).isocalendar() for back in range(4)]
    return [
        *(f"{year}-{month + 1:02}" for year, month in months),
        *(f"{year}-Q{quarter + 1}" for year, quarter in quarters),
        *(f"{today.year - back}" for back in range(5)),
        *(f"{week.year}-W{week.week:02}" for week in weeks),
    ]
