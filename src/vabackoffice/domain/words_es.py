"""Spanish words of the input grammar, as they are written; full names before short ones."""

from vabackoffice.domain.words import DAYS, DURATIONS, GROUPS, MONTHS, PERIODS, SHIFTS, WEEKDAYS, Vocabulary, grouped

WORDS = Vocabulary(
    months=grouped(
        "enero/ene, febrero/febr/feb, marzo/mar, abril/abr, mayo/may, junio/jun, julio/jul, agosto/ago, "
        "septiembre/setiembre/sept/sep/set, octubre/oct, noviembre/nov, diciembre/dic",
        MONTHS,
    ),
    weekdays=grouped(
        "lunes/lun, martes/mart/mar, miércoles/miérc/mié, jueves/juev/jue, viernes/vier/vie, sábado/sáb, domingo/dom",
        WEEKDAYS,
    ),
    day_groups=grouped("diario/diariamente/cada día/todos los días, laborables/días laborables", GROUPS),
    days=grouped("anteayer/antier/antes ayer, ayer, hoy, mañana, pasado mañana", DAYS),
    days_apart=grouped("día/días, semana/semanas/sem", (1, 7)),
    months_apart=grouped("mes/meses, año/años", (1, 12)),
    distances={("hace ", ""): -1, ("", " atras"): -1, ("dentro ", ""): 1, ("en ", ""): 1},
    # "que viene" is next, "en curso" is this.
    shifts=grouped("pasado/pasada/anterior, este/esta/actual, próximo/próxima/viene", SHIFTS),
    periods=grouped("semana, mes, trimestre, año", PERIODS),
    letters={"t": "quarter"},
    durations=grouped("hora/horas, minuto/minutos/min, segundo/segundos/seg", DURATIONS),
    now=frozenset({"ahora"}),
    ordinals=frozenset({"º", "o", "ro"}),
    fillers=frozenset({"el", "la", "de", "del", "que", "º"}),
    dates="hoy, lun, '2 de marzo', 'hace 3 días'",
    spans="marzo, 'el mes pasado'",
)
