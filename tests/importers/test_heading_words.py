"""Headings suggest what columns are, in six languages."""

from __future__ import annotations

import pytest

from vabackoffice.importers.heading_words import UNITS, WORDS
from vabackoffice.importers.table_columns import FIELDS, LENGTHS, propose_columns


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Date,Start,End,Duration,Client,Project,Task,Note,Tags,Billable,User", ""),
        ("Datum,Van,Tot,Duur,Klant,Project,Taak,Omschrijving,Labels,Factureerbaar,Medewerker", ""),
        ("Datum,Von,Bis,Dauer,Kunde,Projekt,Tätigkeit,Beschreibung,Schlagworte,Abrechenbar,Mitarbeiter", ""),
        ("Fecha,Inicio,Fin,Duración,Cliente,Proyecto,Tarea,Descripción,Etiquetas,Facturable,Usuario", ""),
        ("Data,Inizio,Fine,Durata,Cliente,Progetto,Attività,Descrizione,Etichette,Fatturabile,Utente", ""),
        ("Date,Début,Fin,Durée,Client,Projet,Tâche,Description,Étiquettes,Facturable,Utilisateur", ""),
        ("DATUM,Stunden,  kunde ,Nr", "date,hours,client"),
        ("Date,Duration (min),Hours,Customer", "date,minutes,,client"),
        ("Date,Duration (h),Duration (decimal),Company", "date,hours,,client"),
        ("Start,Start,Sekunden", "start,,seconds"),
    ],
)
def test_headings_suggest_what_columns_are(headings: str, fields: str) -> None:
    wanted = (fields or "date,start,end,duration,client,project,task,note,tags,billable,user").split(",")
    names = headings.split(",")

    assert propose_columns(names) == {name: field for name, field in zip(names, wanted, strict=False) if field}


def test_one_word_never_suggests_two_fields() -> None:
    words = [word for text in WORDS.values() for word in text.split(", ")]

    assert sorted(words) == sorted(set(words))
    assert set(WORDS) == set(FIELDS)
    assert set(UNITS) < set(LENGTHS)
