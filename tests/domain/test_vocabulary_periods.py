"""Periods in the words of five languages; a worked calendar around Monday 2 March 2026."""

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_skeleton
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.period import Period, parse_period
from vabackoffice.errors import InvalidInputError

MONDAY = date(2026, 3, 2)
LANGUAGES = ("nl", "de", "es", "it", "fr")
# Last, this and next week, month, quarter and year.
PHRASES = {
    "nl": "vorige week; deze week; volgende week; vorige maand; deze maand; volgende maand; "
    "vorig kwartaal; dit kwartaal; volgend kwartaal; vorig jaar; dit jaar; volgend jaar",
    "de": "letzte Woche; diese Woche; nächste Woche; letzten Monat; diesen Monat; nächsten Monat; "
    "letztes Quartal; dieses Quartal; nächstes Quartal; letztes Jahr; dieses Jahr; nächstes Jahr",
    "es": "la semana pasada; esta semana; la próxima semana; el mes pasado; este mes; el mes próximo; "
    "el trimestre pasado; este trimestre; el próximo trimestre; el año pasado; este año; el próximo año",
    "it": "la settimana scorsa; questa settimana; la prossima settimana; il mese scorso; questo mese; "
    "il mese prossimo; il trimestre scorso; questo trimestre; il prossimo trimestre; "
    "l'anno scorso; quest'anno; l'anno prossimo",
    "fr": "la semaine dernière; cette semaine; la semaine prochaine; le mois dernier; ce mois; le mois prochain; "
    "le trimestre dernier; ce trimestre; le trimestre prochain; l'année dernière; cette année; l'année prochaine",
}
ENGLISH = [f"{shift} {unit}" for unit in ("week", "month", "quarter", "year") for shift in ("last", "this", "next")]

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def read(text: str, language: str, *, today: date = MONDAY) -> str:
    return str(parse_period(text, today=today, language=language))


@pytest.mark.parametrize(
    ("language", "period", "texts"),
    [
        (
            "nl",
            "2026-02",
            "vorige maand; Vorige Maand; de vorige maand; afgelopen maand; verleden maand; februari; feb.",
        ),
        ("nl", "2026-W09", "vorige week; afgelopen week; voorbije week; 2026-wk9; wk9; week 9; wk 9 2026"),
        ("nl", "2026-Q1", "dit kwartaal; K1; 2026-K1; kw1; Q1; kwartaal 1; Q1 2026"),
        ("nl", "2025-04", "april; apr 2025; april 2025; apr. 2025"),
        ("nl", "2026-04", "komende maand; volgende maand; april 2026"),
        ("de", "2026-02", "letzten Monat; letzter Monat; im letzten Monat; vorigen Monat; vergangenen Monat; Februar"),
        ("de", "2026-03", "dieser Monat; diesen Monat; März; Maerz; marz; märz; Mär.; im März; 2026-03"),
        ("de", "2026-W10", "diese Woche; KW10; 2026-KW10; KW 10; Woche 10; KW 10 2026; week 10"),
        ("de", "2025-12", "Dezember; Dez.; dez 2025"),
        ("de", "2025", "letztes Jahr; voriges Jahr; vergangenes Jahr"),
        ("es", "2026-02", "el mes pasado; mes pasado; el mes anterior; febrero; feb; febrero de 2026"),
        ("es", "2026-03", "este mes; el mes actual; marzo; Marzo de 2026; mar 2026; mar. 2026"),
        ("es", "2026-04", "el mes que viene; el próximo mes; el proximo mes; abril 2026"),
        ("es", "2025", "el año pasado; el ano pasado"),
        ("es", "2026-Q1", "este trimestre; T1; 2026-T1; trimestre 1; T1 de 2026; enero..marzo"),
        ("es", "2025-08", "agosto; ago; ago."),
        ("it", "2026-02", "il mese scorso; lo scorso mese; il mese passato; febbraio; feb; feb 2026"),
        ("it", "2026-W09", "la settimana scorsa; la scorsa settimana; la settimana passata; settimana 9"),
        ("it", "2025-09", "settembre; set; sett.; settembre 2025"),
        ("it", "2026", "quest'anno; quest\u2019anno; questo anno"),
        ("it", "2026-Q1", "questo trimestre; T1; 2026 T1"),
        ("fr", "2026-02", "le mois dernier; mois passé; le mois précédent; février; fevrier; févr.; fév. 2026"),
        ("fr", "2026-03", "ce mois-ci; ce mois; mars; Mars 2026; mar 2026"),
        ("fr", "2026-W09", "la semaine dernière; la semaine derniere; la semaine passée"),
        ("fr", "2026-W10", "cette semaine; cette semaine-ci; semaine 10; la semaine 10"),
        ("fr", "2025", "l'an dernier; l\u2019an dernier; l'année dernière; l'annee passee"),
        ("fr", "2025-08", "août; aout; août 2025"),
        ("nl", "2026-03-01", "gisteren; zondag; 1 mrt; 1 dag geleden; yesterday"),
        ("de", "2026-02-27..2026-03-01", "27. Feb..gestern; vor 3 Tagen .. gestern; letzten Freitag..So."),
        ("es", "2026-01-01..2026-03-01", "1 de enero..ayer; enero .. 1 de marzo"),
    ],
)
def test_periods(language: str, period: str, texts: str) -> None:
    for text in texts.split("; "):
        assert (text, read(text, language)) == (text, period)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(
            ("vorige maand", "de"),
            ("letzten Monat", "nl"),
            ("le mois dernier", "en"),
            ("vorige", "nl"),
            ("de het", "nl"),
        ),
        *(
            ("mars..", "fr"),
            ("marzo 260", "es"),
            ("T1", "de"),
            ("KW9", "fr"),
            ("dit decennium", "nl"),
            ("de 2026", "es"),
        ),
    ],
)
def test_what_is_no_period_in_that_language(text: str, language: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, language)
    assert caught.value.message == f"'{text}' is not a period."


def test_the_hint_speaks_the_language() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read("letzte", "de")
    assert caught.value.hint == (
        "Write it like 2026, 2026-Q1, 2026-03, 2026-W12, März, 'letzten Monat' or 2026-01-01..2026-03-15."
    )


@settings(max_examples=100, deadline=None)
@given(days, st.sampled_from(LANGUAGES), st.sampled_from(((1, 1), (4, 6))))
def test_last_this_and_next_mean_what_they_mean_in_english(
    today: date, language: str, year_start: tuple[int, int]
) -> None:
    for own, english in zip(PHRASES[language].split("; "), ENGLISH, strict=True):
        found = parse_period(own, today=today, year_start=year_start, language=language)
        assert (own, found) == (own, parse_period(english, today=today, year_start=year_start))


@settings(max_examples=60, deadline=None)
@given(days, days, st.sampled_from(LANGUAGES))
def test_months_and_quarters_as_cldr_prints_them_are_read_back(day: date, today: date, language: str) -> None:
    wanted = str(Period.of_month_containing(day))
    for skeleton in ("yMMMM", "yMMM"):
        text = format_skeleton(skeleton, day, locale=language)
        assert (text, read(text, language, today=today)) == (text, wanted)
        assert read(text.upper(), language, today=today) == wanted
    # Without a year: count back from today's month to one of that name.
    name = Locale(language).months["stand-alone"]["wide"][day.month]
    year, month = today.year, today.month
    while month != day.month:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    assert read(name, language, today=today) == str(Period.month(year, month))
    quarter = Locale(language).quarters["format"]["abbreviated"][(day.month + 2) // 3]
    assert read(f"{day.year}-{quarter}", language, today=today) == str(Period.quarter(day.year, (day.month + 2) // 3))
