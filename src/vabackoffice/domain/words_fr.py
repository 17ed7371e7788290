"""French words of the input grammar, as they are written; full names before short ones."""

from vabackoffice.domain.words import DAYS, DURATIONS, GROUPS, MONTHS, PERIODS, SHIFTS, WEEKDAYS, Vocabulary, grouped

WORDS = Vocabulary(
    months=grouped(
        "janvier/janv/jan, février/févr/fév, mars, avril/avr, mai, juin, juillet/juil, août, septembre/sept/sep, "
        "octobre/oct, novembre/nov, décembre/déc",
        MONTHS,
    ),
    weekdays=grouped("lundi/lun, mardi/mar, mercredi/mer, jeudi/jeu, vendredi/ven, samedi/sam, dimanche/dim", WEEKDAYS),
    day_groups=grouped("quotidien/quotidiennement/chaque jour/tous les jours, jours ouvrés/ouvrés", GROUPS),
    days=grouped("avant hier, hier, aujourd hui/aujourdhui, demain, après demain", DAYS),
    days_apart=grouped("jour/jours/j, semaine/semaines/sem", (1, 7)),
    months_apart=grouped("mois, année/années/an/ans", (1, 12)),
    distances={("il y a ", ""): -1, ("dans ", ""): 1},
    shifts=grouped("dernier/dernière/passé/passée/précédent/précédente, ce/cet/cette, prochain/prochaine", SHIFTS),
    periods=grouped("semaine, mois, trimestre, année/an", PERIODS),
    letters={"t": "quarter"},
    durations=grouped("heure/heures, minute/minutes/min/mn, seconde/secondes/sec", DURATIONS),
    now=frozenset({"maintenant"}),
    ordinals=frozenset({"er", "e"}),
    fillers=frozenset({"le", "la", "l", "de", "du", "ci"}),  # "ci" of "ce mois-ci"
    dates="aujourd'hui, lun, '2 mars', 'il y a 3 jours'",
    spans="mars, 'le mois dernier'",
)
