"""Dates in the words of five languages; a worked calendar around Monday 2 March 2026."""

import unicodedata
from datetime import date, timedelta
from typing import Literal

import pytest
from babel import Locale
from babel.dates import format_date, format_timedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.civil_date import find_date, parse_date
from vabackoffice.errors import InvalidInputError

MONDAY = date(2026, 3, 2)
LANGUAGES = ("nl", "de", "es", "it", "fr")
# What CLDR counts as one of each.
UNITS: tuple[tuple[Literal["day", "week", "month", "year"], timedelta], ...] = (
    ("day", timedelta(1)),
    ("week", timedelta(7)),
    ("month", timedelta(30)),
    ("year", timedelta(365)),
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def read(text: str, language: str, *, today: date = MONDAY, future: bool = False) -> str:
    return parse_date(text, today=today, language=language, future=future).isoformat()


@pytest.mark.parametrize(
    ("language", "day", "texts"),
    [
        (
            "nl",
            "2026-03-02",
            "vandaag; Vandaag; ma; ma.; maandag; 2 maart; 2 mrt; 2 mrt.; op 2 maart; 2e maart; 2de mrt",
        ),
        ("nl", "2026-03-01", "gisteren; zo; zo.; zondag; afgelopen zondag; 1 dag geleden; 1 maart 2026; 1ste maart"),
        ("nl", "2026-02-28", "eergisteren; 2 dagen geleden; za; vorige zaterdag; za 28 feb; zaterdag 28 februari 2026"),
        ("nl", "2026-02-23", "vorige maandag; afgelopen maandag; afgelopen ma; 1 week geleden; ma 23 feb."),
        ("nl", "2026-03-09", "volgende maandag; komende maandag; aanstaande ma; over 1 week; over 7 dagen"),
        ("nl", "2026-03-03", "morgen; volgende dinsdag; over 1 dag"),
        ("nl", "2026-03-04", "overmorgen; over 2 dagen; in 2 dagen; komende wo"),
        ("nl", "2026-01-02", "2 maanden geleden; 2 januari; 2-jan-2026; 2 jan. 2026"),
        ("de", "2026-03-02", "heute; Mo; Mo.; Montag; am Montag; 2. März; 2.März; 2. Maerz; 2 marz; 2. Mär.; 2. Mrz"),
        ("de", "2026-03-02", "Montag, 2. März 2026; Montag, den 2. März 2026; Mo., 2. März; am 2. märz; MONTAG"),
        ("de", "2026-03-01", "gestern; So; so.; Sonntag; letzten Sonntag; letzter Sonntag; vor 1 Tag; 1. März 2026"),
        ("de", "2026-02-28", "vorgestern; vor 2 Tagen; Sa; Sonnabend; letzten Samstag; Samstag, 28. Februar 2026"),
        ("de", "2026-02-23", "letzten Montag; vorigen Montag; vergangenen Montag; vor 1 Woche; den 23. Feb."),
        ("de", "2026-03-09", "nächsten Montag; naechsten Montag; kommenden Mo.; in 1 Woche; in 7 Tagen"),
        ("de", "2026-03-03", "morgen; nächsten Dienstag; in 1 Tag"),
        ("de", "2026-03-04", "übermorgen; Uebermorgen; ubermorgen; in 2 Tagen"),
        ("de", "2026-01-02", "vor 2 Monaten; 2. Januar; 2. Jänner 2026; 2. Jan."),
        ("es", "2026-03-02", "hoy; lun; lun.; lunes; el lunes; 2 de marzo; 2 mar; el 2 de marzo; 2 de mar. de 2026"),
        ("es", "2026-03-02", "lunes, 2 de marzo de 2026; lun, 2 mar 2026; Lunes 2 de Marzo del 2026; mar 2 2026"),
        (
            "es",
            "2026-03-01",
            "ayer; dom; domingo; el domingo pasado; hace 1 día; 1 de marzo; 1º de marzo; 1.º de marzo",
        ),
        ("es", "2026-02-28", "anteayer; antes de ayer; antier; hace 2 dias; hace 2 días; sab; sáb.; sábado; SÁBADO"),
        ("es", "2026-02-24", "mar; mar.; martes; el martes pasado; el pasado martes; martes 24 de febrero"),
        ("es", "2026-02-23", "lunes pasado; el lunes pasado; hace 1 semana; 7 días atrás"),
        ("es", "2026-03-09", "el próximo lunes; el lunes proximo; el lunes que viene; dentro de 1 semana; en 7 días"),
        ("es", "2026-03-03", "mañana; manana; dentro de 1 día; el martes que viene"),
        ("es", "2026-03-04", "pasado mañana; dentro de 2 días; próximo miércoles"),
        ("es", "2026-01-02", "hace 2 meses; 2 ene; 2 de enero"),
        ("es", "2025-08-02", "2 ago; 2 de agosto; 2 ago."),
        ("it", "2026-03-02", "oggi; lun; lun.; lunedì; lunedi; 2 marzo; il 2 marzo; 2 mar; lunedì 2 marzo 2026"),
        (
            "it",
            "2026-03-01",
            "ieri; dom; domenica; domenica scorsa; la scorsa domenica; 1 giorno fa; 1º marzo; 1° marzo",
        ),
        ("it", "2026-02-28", "l'altro ieri; l\u2019altro ieri; altroieri; ieri l'altro; avantieri; 2 giorni fa; sab"),
        ("it", "2026-02-24", "mar; martedì; martedi scorso; lo scorso martedì; mar scorso"),
        ("it", "2026-02-23", "lunedì scorso; lo scorso lunedi; 1 settimana fa; 7 gg fa"),
        ("it", "2026-03-09", "lunedì prossimo; il prossimo lunedì; tra 1 settimana; fra 7 giorni"),
        ("it", "2026-03-03", "domani; tra 1 giorno"),
        ("it", "2026-03-04", "dopodomani; tra 2 giorni; mercoledì prossimo"),
        ("it", "2026-03-08", "l'8 marzo 2026"),
        ("it", "2026-01-02", "2 mesi fa; 2 gennaio; 2 gen"),
        ("it", "2025-09-02", "2 set; 2 settembre; 2 sett."),
        (
            "fr",
            "2026-03-02",
            "aujourd'hui; aujourd\u2019hui; lun; lun.; lundi; 2 mars; le 2 mars; lundi 2 mars 2026; 2 mar",
        ),
        (
            "fr",
            "2026-03-01",
            "hier; dim; dimanche; dimanche dernier; il y a 1 jour; 1er mars; le 1er mars 2026; 1 mars",
        ),
        ("fr", "2026-02-28", "avant-hier; avant hier; il y a 2 jours; sam.; samedi dernier; 28 fevrier; 28 févr."),
        ("fr", "2026-02-24", "mar; mar.; mardi; mardi dernier; mardi 24 fév"),
        ("fr", "2026-02-23", "lundi dernier; lundi passé; il y a 1 semaine; il y a 7 j"),
        ("fr", "2026-03-09", "lundi prochain; le lundi prochain; dans 1 semaine; dans 7 jours"),
        ("fr", "2026-03-03", "demain; dans 1 jour"),
        ("fr", "2026-03-04", "après-demain; apres-demain; après demain; mercredi prochain"),
        ("fr", "2026-01-02", "il y a 2 mois; 2 janv.; 2 janvier"),
        ("fr", "2025-08-02", "2 aout; 2 août"),
        ("nl", "2024-03-02", "2 jaar geleden; 2 jaren geleden; 24 maanden geleden; 2 years ago"),
        ("de", "2024-03-02", "vor 2 Jahren; vor 2 jahre; vor 24 Monaten"),
        ("es", "2024-03-02", "hace 2 años; hace 2 anos; 2 años atrás; hace 24 meses"),
        ("it", "2024-03-02", "2 anni fa; 24 mesi fa"),
        ("fr", "2024-03-02", "il y a 2 ans; il y a 2 années; il y a 2 annees; il y a 24 mois"),
        ("de", "2027-03-02", "in 1 Jahr; in 12 Monaten"),
        ("it", "2027-03-02", "tra 1 anno; fra 12 mesi"),
        ("en", "2026-02-28", "day before yesterday; the day before yesterday"),
        ("en", "2026-03-04", "day after tomorrow; wednesday next; next wed."),
        ("en", "2026-03-02", "mon.; Mon. 2 Mar."),
        ("nl-BE", "2026-03-01", "gisteren; yesterday"),
        ("sv", "2026-03-01", "yesterday"),
    ],
)
def test_dates(language: str, day: str, texts: str) -> None:
    for text in texts.split("; "):
        assert (text, read(text, language)) == (text, day)


def test_dates_still_to_come() -> None:
    assert read("so", "de", future=True) == "2026-03-08"
    assert read("1 maart", "nl", future=True) == "2027-03-01"
    assert read("mar", "fr", future=True) == "2026-03-03"


def test_months_apart_end_on_the_last_day_of_a_shorter_month() -> None:
    may = date(2026, 5, 31)
    assert read("vor 3 Monaten", "de", today=may) == "2026-02-28"
    assert read("hace 1 mes", "es", today=may) == "2026-04-30"
    assert read("27 mesi fa", "it", today=may) == "2024-02-29"
    assert read("dans 7 mois", "fr", today=may) == "2026-12-31"
    assert read("over 8 maanden", "nl", today=may) == "2027-01-31"


@pytest.mark.parametrize(
    ("text", "language"),
    [("vor 30000 Monaten", "de"), ("over 99999999999999999999 maanden", "nl"), ("hace 9999999999 días", "es")],
)
def test_dates_outside_the_calendar_are_refused(text: str, language: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text, language)
    assert caught.value.message == f"'{text}' is too far away."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("gisteren", "en"), ("gisteren", "de"), ("gestern", "nl"), ("hier", "es"), ("lunes", "it"), ("lunedi", "fr")),
        *(("deze maandag", "nl"), ("vor Tagen", "de"), ("hace -3 días", "es"), ("3 giorni", "it"), ("il y a", "fr")),
        *(("3 tage geleden", "nl"), ("1eme mars", "fr"), ("lunes 2", "es"), ("de het", "nl")),
    ],
)
def test_what_is_no_date_in_that_language(text: str, language: str) -> None:
    assert find_date(text, today=MONDAY, language=language) is None


def test_the_hint_speaks_the_language() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read("soon", "nl")
    assert caught.value.message == "'soon' is not a date."
    assert caught.value.hint == "Write it like vandaag, ma, '2 mrt', '3 dagen geleden' or 2026-03-02."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_the_calendar_does_not_have_is_refused(language: str) -> None:
    february = Locale(language).months["format"]["wide"][2]
    with pytest.raises(InvalidInputError) as caught:
        read(f"30 {february}", language)
    assert caught.value.message == f"'30 {february}' is not a date: February 2026 has 28 days."


@settings(max_examples=60, deadline=None)
@given(days, days, st.sampled_from(LANGUAGES))
def test_dates_as_cldr_prints_them_are_read_back(day: date, today: date, language: str) -> None:
    # CLDR, the standard data on how languages write dates, is what calendars and letters print.
    short = "EEE d MMM yyyy", "EEEE d MMM. yyyy", "d-MMM-yyyy", "d. MMMM yyyy"
    for pattern in ("full", "long", *short):
        text = format_date(day, pattern, language)
        decomposed = unicodedata.normalize("NFD", text)
        bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
        for typed in (text, text.upper(), text.replace(",", ""), decomposed, bare):
            assert (typed, read(typed, language, today=today)) == (typed, day.isoformat())


@settings(max_examples=60, deadline=None)
@given(days, st.integers(1, 400), st.sampled_from(LANGUAGES))
def test_distances_as_cldr_prints_them_are_read_back(today: date, amount: int, language: str) -> None:
    def months(direction: int, count: int) -> date:
        """Walk month by month, then back to a day that the month has."""
        year, month = today.year, today.month
        for _ in range(count):
            month += direction
            year, month = (year + direction, 12 if month < 1 else 1) if month not in range(1, 13) else (year, month)
        return next(date(year, month, day) for day in range(today.day, 0, -1) if day <= length(year, month))

    for direction in (-1, 1):
        for unit, size in UNITS:
            span = direction * amount * size
            text = format_timedelta(
                span, granularity=unit, threshold=10**6, add_direction=True, format="long", locale=language
            )
            in_months = {"month": amount, "year": 12 * amount}.get(unit)
            wanted = months(direction, in_months) if in_months else today + direction * amount * size
            assert (text, read(text, language, today=today)) == (text, wanted.isoformat())


def length(year: int, month: int) -> int:
    """Return how many days the month has."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(1)).day


@settings(max_examples=60, deadline=None)
@given(days, st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_weekdays_against_a_walk_through_the_calendar(today: date, weekday: int, language: str) -> None:
    def walk(first: int, step: int) -> str:
        day = today + timedelta(first)
        while day.weekday() != weekday:
            day += timedelta(step)
        return day.isoformat()

    last, following = {
        "nl": ("vorige {}", "volgende {}"),
        "de": ("letzten {}", "nächsten {}"),
        "es": ("el {} pasado", "el próximo {}"),
        "it": ("{} scorso", "{} prossimo"),
        "fr": ("{} dernier", "{} prochain"),
    }[language]
    for style in ("wide", "abbreviated"):
        name = Locale(language).days["format"][style][weekday]
        assert read(name, language, today=today) == walk(0, -1)
        assert read(name, language, today=today, future=True) == walk(0, 1)
        assert read(last.format(name), language, today=today) == walk(-1, -1)
        assert read(following.format(name), language, today=today) == walk(1, 1)
