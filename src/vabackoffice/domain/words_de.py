"""German words of the input grammar, Austrian ones included, as they are written; full names before short ones."""

from vabackoffice.domain.words import DAYS, DURATIONS, GROUPS, MONTHS, PERIODS, SHIFTS, WEEKDAYS, Vocabulary, grouped


def _declined(*stems: str) -> str:
    return "/".join(f"{stem}{ending}" for stem in stems for ending in ("e", "er", "es", "en", "em"))


# Who has no umlaut keys writes ae, oe and ue.
WORDS = Vocabulary(
    months=grouped(
        "Januar/Jan/Jänner/Jaenner/Jän/Jaen, Februar/Feb/Feber, März/Maerz/Mär/Mrz, April/Apr, Mai, Juni/Jun, "
        "Juli/Jul, August/Aug, September/Sept/Sep, Oktober/Okt, November/Nov, Dezember/Dez",
        MONTHS,
    ),
    weekdays=grouped(
        "Montag/Mo, Dienstag/Di, Mittwoch/Mi, Donnerstag/Do, Freitag/Fr, Samstag/Sa/Sonnabend, Sonntag/So",
        WEEKDAYS,
    ),
    day_groups=grouped("täglich/taeglich/jeden Tag, wochentags/Wochentage/Arbeitstage", GROUPS),
    days=grouped("vorgestern, gestern, heute, morgen, übermorgen/uebermorgen", DAYS),
    days_apart=grouped("Tag/Tage/Tagen, Woche/Wochen/Wo", (1, 7)),
    months_apart=grouped("Monat/Monate/Monaten, Jahr/Jahre/Jahren", (1, 12)),
    distances={("vor ", ""): -1},
    shifts=grouped(
        f"{_declined('letzt', 'vorig', 'vergangen')}, {_declined('dies')}, {_declined('nächst', 'naechst', 'kommend')}",
        SHIFTS,
    ),
    periods=grouped("Woche, Monat, Quartal, Jahr", PERIODS),
    letters={"kw": "week"},
    durations=grouped("Stunde/Stunden/Std, Minute/Minuten/Min, Sekunde/Sekunden/Sek", DURATIONS),
    now=frozenset({"jetzt"}),
    ordinals=frozenset(),
    fillers=frozenset({"am", "im", "den", "der", "die", "das", "dem", "des"}),
    dates="heute, Mo, '2. März', 'vor 3 Tagen'",
    spans="März, 'letzten Monat'",
)
