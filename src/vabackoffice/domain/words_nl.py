"""Dutch words of the input grammar, as they are written; full names before short ones."""

from vabackoffice.domain.words import DAYS, DURATIONS, GROUPS, MONTHS, PERIODS, SHIFTS, WEEKDAYS, Vocabulary, grouped

WORDS = Vocabulary(
    months=grouped(
        "januari/jan, februari/febr/feb, maart/mrt, april/apr, mei, juni/jun, juli/jul, augustus/aug, "
        "september/sept/sep, oktober/okt, november/nov, december/dec",
        MONTHS,
    ),
    weekdays=grouped("maandag/ma, dinsdag/di, woensdag/wo, donderdag/do, vrijdag/vr, zaterdag/za, zondag/zo", WEEKDAYS),
    day_groups=grouped("dagelijks/elke dag/iedere dag, werkdagen/doordeweeks", GROUPS),
    days=grouped("eergisteren, gisteren, vandaag, morgen, overmorgen", DAYS),
    days_apart=grouped("dag/dagen/dgn, week/weken", (1, 7)),
    months_apart=grouped("maand/maanden, jaar/jaren", (1, 12)),
    distances={("", " geleden"): -1, ("over ", ""): 1},
    shifts=grouped(
        "vorige/vorig/afgelopen/verleden/voorbije/voorbij, deze/dit, "
        "volgende/volgend/komende/komend/aankomende/aanstaande",
        SHIFTS,
    ),
    periods=grouped("week, maand, kwartaal, jaar", PERIODS),
    letters={"k": "quarter", "kw": "quarter", "wk": "week"},
    durations=grouped("uur/uren/u, minuut/minuten/min, seconde/seconden/sec", DURATIONS),
    now=frozenset({"nu"}),
    ordinals=frozenset({"e", "de", "ste"}),
    fillers=frozenset({"de", "het", "op", "van"}),
    dates="vandaag, ma, '2 mrt', '3 dagen geleden'",
    spans="maart, 'vorige maand'",
)
