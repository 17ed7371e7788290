"""What people and programs write above the columns of a table of hours, in six languages."""

from __future__ import annotations

# The words of en, nl, de, es, it and fr, without what stands in brackets. One word never means two fields.
WORDS = {
    "date": "date, day, start date, datum, dag, startdatum, tag, fecha, día, dia, data, giorno, jour, date de début",
    "start": "start, from, begin, start time, started, started at, time in, clock in, van, starttijd, begintijd, "
    "begonnen, von, beginn, anfang, startzeit, beginnzeit, inicio, desde, de, hora de inicio, hora inicio, entrada, "
    "inizio, da, dalle, ora inizio, ora di inizio, début, heure de début, heure début, arrivée",
    "end": "end, to, until, stop, finish, end time, stop time, ended, ended at, time out, clock out, tot, einde, "
    "eindtijd, bis, ende, endzeit, fin, final, hasta, a, hora de fin, hora fin, salida, fine, alle, ora fine, "
    "ora di fine, à, jusqu'à, heure de fin, heure fin, départ",
    "duration": "duration, length, time, time spent, worked, total, duur, tijd, dauer, zeit, arbeitszeit, duración, "
    "duracion, tiempo, durata, tempo, durée, temps",
    "hours": "hours, hour, hrs, h, decimal hours, hours decimal, uren, uur, stunden, std, std., horas, ore, heures",
    "minutes": "minutes, minute, mins, min, minuten, minutos, minuti",
    "seconds": "seconds, second, secs, sec, seconden, sekunden, segundos, secondi, secondes",
    "client": "client, customer, company, account, klant, opdrachtgever, bedrijf, kunde, kundin, auftraggeber, firma, "
    "cliente, empresa, committente, azienda, société, entreprise",
    "project": "project, projekt, proyecto, progetto, projet, assignment, opdracht, auftrag, encargo, incarico",
    "task": "task, activity, service, type of work, taak, activiteit, dienst, aufgabe, tätigkeit, leistung, tarea, "
    "actividad, servicio, attività, servizio, tâche, activité, prestation",
    "note": "note, notes, text, description, comment, comments, details, memo, what, summary, subject, omschrijving, "
    "beschrijving, opmerking, notitie, onderwerp, beschreibung, bemerkung, kommentar, notiz, betreff, descripción, "
    "descripcion, nota, notas, comentario, concepto, asunto, descrizione, commento, oggetto, remarque, "
    "commentaire, objet, libellé, tekst, texto, testo, texte",
    "tags": "tags, tag(s), labels, label, etiketten, trefwoorden, schlagworte, schlagwörter, stichworte, etiquetas, "
    "etichette, étiquettes, mots-clés",
    "billable": "billable, billable?, factureerbaar, declarabel, abrechenbar, fakturierbar, facturable, fatturabile",
    "user": "user, member, person, name, employee, gebruiker, medewerker, naam, benutzer, mitarbeiter, mitarbeiterin, "
    "usuario, nombre, empleado, utente, nome, dipendente, utilisateur, collaborateur, nom",
    "email": "email, e-mail, mail, e-mailadres, e-mail-adresse, correo, correo electrónico, courriel",
}
# What in brackets behind the name of a length says its unit.
UNITS = {
    "hours": ("h", "hours", "decimal", "uren", "std", "stunden", "horas", "ore", "heures", "dezimal"),
    "minutes": ("m", "min", "mins", "minutes", "minuten", "minutos", "minuti"),
    "seconds": ("s", "sec", "secs", "seconds", "sekunden", "seconden", "segundos", "secondi", "secondes"),
}
