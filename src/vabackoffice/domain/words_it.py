"""Italian words of the input grammar, as they are written; full names before short ones."""

from vabackoffice.domain.words import DAYS, DURATIONS, GROUPS, MONTHS, PERIODS, SHIFTS, WEEKDAYS, Vocabulary, grouped

WORDS = Vocabulary(
    months=grouped(
        "gennaio/genn/gen, febbraio/febbr/feb, marzo/mar, aprile/apr, maggio/magg/mag, giugno/giu, luglio/lug, "
        "agosto/ago, settembre/sett/set, ottobre/ott, novembre/nov, dicembre/dic",
        MONTHS,
    ),
    weekdays=grouped(
        "lunedì/lun, martedì/mart/mar, mercoledì/merc/mer, giovedì/giov/gio, venerdì/ven, sabato/sab, domenica/dom",
        WEEKDAYS,
    ),
    day_groups=grouped("ogni giorno/tutti i giorni/quotidianamente, giorni lavorativi/lavorativi", GROUPS),
    days=grouped("altro ieri/altroieri/ieri altro/avantieri, ieri, oggi, domani, dopodomani", DAYS),
    days_apart=grouped("giorno/giorni/gg, settimana/settimane", (1, 7)),
    months_apart=grouped("mese/mesi, anno/anni", (1, 12)),
    distances={("", " fa"): -1, ("tra ", ""): 1, ("fra ", ""): 1},
    shifts=grouped("scorso/scorsa/passato/passata, questo/questa/quest, prossimo/prossima", SHIFTS),
    periods=grouped("settimana, mese, trimestre, anno", PERIODS),
    letters={"t": "quarter"},
    durations=grouped("ora/ore, minuto/minuti/min, secondo/secondi/sec", DURATIONS),
    now=frozenset({"adesso", "ora"}),
    ordinals=frozenset({"º", "°", "o"}),
    fillers=frozenset({"il", "lo", "la", "l", "di", "del", "dello", "della", "dell"}),
    dates="oggi, lun, '2 marzo', '3 giorni fa'",
    spans="marzo, 'il mese scorso'",
)
