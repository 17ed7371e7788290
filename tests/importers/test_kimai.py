"""Kimai's CSV export: five languages, every notation of a length, and the form of the import plug-in."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source
from vabackoffice.usecases.import_plan import when_of

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The columns of the default template in each language, in the order of English.
ENGLISH = (
    "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,E-mail,Staff number,"
    "Customer,Project,Activity,Description,Billable,Tags,Type,category,Account,Project number,VAT-ID,Order number"
)
LANGUAGES = {
    "en": ENGLISH,
    "de": (
        "Datum,Von,Bis,Dauer,Währung,Preis,Interner Preis,Preis pro Stunde,Festpreis,Name,Benutzer,E-Mail,"
        "Personalnummer,Kunde,Projekt,Tätigkeit,Beschreibung,Abrechenbar,Schlagworte,Typ,category,Kundennummer,"
        "Projektnummer,Umsatzsteuer-ID,Bestellnummer"
    ),
    "nl": (
        "Datum,Van,Tot,Duur,Valuta,Bedrag,Intern tarief,Uurtarief,Vast bedrag,Naam,Gebruikersnaam,E-mail,"
        "Personeelsnummer,Klant,Project,Activiteit,Beschrijving,Factureerbaar,Labels,Type,category,Rekening,"
        "Projectnummer,Btw-nummer,Dossiernummer"
    ),
    "es": (
        "Fecha,De,Para,Duración,Moneda,Tarifa,Tarifa interna,Tarifa por hora,Tarifa fija,Nombre,Usuario,"
        "Correo electrónico,Número de personal,Cliente,Proyecto,Actividad,Descripción,Facturable,Etiquetas,Tipo,"
        "category,Cuenta,Número del proyecto,CIF / NIF,Número de pedido"
    ),
    "it": (
        "Data,Da,A,Durata,Valuta,Prezzo,Costo interno,Tariffa oraria,Prezzo fisso,Nome,Utente,E-mail,Numero personale,"
        "Cliente,Progetto,Attività,Descrizione,Fatturabile,Etichette,Tipo,category,Account,Numero progetto,P.IVA,"
        "Numero d'ordine"
    ),
}
PLUGIN = "Date,From,To,Duration,Rate,User,Customer,Project,Activity,Description,Exported,Tags,Hourly rate,Fixed rate"
BAKERY = {
    "Date": "2026-03-20",
    "From": "12:00",
    "To": "13:30",
    "Duration": "1:30",
    "Currency": "EUR",
    "Price": "60",
    "Name": "Ada Example",
    "User": "ada",
    "E-mail": "ada@example.com",
    "Customer": "Example Bakery",
    "Project": "Website",
    "Activity": "Shop",
    "Description": "Wrote texts",
    "Billable": "1",
    "Tags": "foo, bar",
    "Type": "timesheet",
    "category": "work",
}
BAKERY_ROW = ImportedRow(
    row=1,
    seconds=5400,
    start=datetime(2026, 3, 20, 12),  # noqa: DTZ001
    end=datetime(2026, 3, 20, 13, 30),  # noqa: DTZ001
    on_date=date(2026, 3, 20),
    client="Example Bakery",
    project="Website",
    task="Shop",
    note="Wrote texts",
    tags=("foo", "bar"),
    billable=True,
    user="ada",
    email="ada@example.com",
)


def export(
    *rows: dict[str, str], heading: str = ENGLISH, shown: str = "", mark: str = ",", end: str = "\n", more: str = ""
) -> str:
    """Write rows that differ from that of the bakery in these cells.

    `heading` has the columns in English, `shown` in another language; `more` are custom columns.
    """
    names = heading.split(",")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator=end)
    custom = more.split(",") if more else []
    writer.writerow([*(shown or heading).split(","), *custom])
    writer.writerows([*((BAKERY | row).get(name, "") for name in names), *custom] for row in rows)
    return text.getvalue()


def rows_of(tmp_path: Path, text: str, dates: str = "") -> list[Row]:
    file = tmp_path / "kimai.csv"
    file.write_text(text, encoding="utf-8")
    return list(read_source("kimai", file, dates))


def one_row(tmp_path: Path, **cells: str) -> ImportedRow:
    [row] = rows_of(tmp_path, export(cells))
    assert isinstance(row, ImportedRow), row
    return row


def spans(tmp_path: Path, *rows: str) -> list[tuple[str, str, int | None]]:
    """Read rows of date, from, to and duration; return start, end and seconds as they come into the book."""
    names = ("Date", "From", "To", "Duration")
    read = rows_of(tmp_path, export(*(dict(zip(names, row.split(), strict=True)) for row in rows)))
    found = [when_of(row, AMSTERDAM) for row in read if isinstance(row, ImportedRow)]
    assert len(found) == len(rows), read
    return [
        (f"{when.start:%Y-%m-%d %H:%M:%S}", f"{when.end:%H:%M:%S}", when.seconds)
        if when.span
        else (str(when.on_date), "", when.seconds)
        for when in found
    ]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("mark", [",", ";"])
def test_headings_are_read_in_the_user_s_language(tmp_path: Path, language: str, mark: str) -> None:
    assert rows_of(tmp_path, export({}, shown=LANGUAGES[language], mark=mark)) == [BAKERY_ROW]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + export({}, end="\r\n"), id="as Windows has it"),
        pytest.param(export({}, more="Ticket,Date of order,Kilometres,From"), id="custom columns"),
        pytest.param(export({}, heading=ENGLISH.replace("Price,Internal price,Hourly price,", "")), id="no rates"),
        pytest.param(export({}, heading=",".join(reversed(ENGLISH.split(",")))), id="other order"),
        pytest.param(export({"Type": "", "category": ""}), id="no type"),
        pytest.param(export({"Duration": "1:30:00"}), id="a length with seconds"),
        pytest.param(export({"Duration": "1.5"}), id="a length in decimals"),
        pytest.param(export({"Duration": "1,50"}), id="a length with a decimal comma"),
        pytest.param(export({"Duration": "5400"}), id="a length in seconds"),
        pytest.param(export({"From": "12:00 PM", "To": "1:30 PM"}), id="times of twelve hours"),
        pytest.param(export({"From": "12:00:00", "To": "13:30:00"}), id="times with seconds"),
        pytest.param(export({"Date": "20.03.2026"}), id="dates with dots"),
        pytest.param(export({"Date": "3/20/2026"}), id="month first"),
    ],
)
def test_the_same_row_in_any_shape_is_the_same_row(tmp_path: Path, text: str) -> None:
    assert rows_of(tmp_path, text) == [BAKERY_ROW]


def test_the_form_of_the_import_plug_in_is_read_with_its_spaces_before_quotes(tmp_path: Path) -> None:
    text = (
        ",".join(f'"{name}"' for name in PLUGIN.split(","))
        + '\n"2026-03-20","15:50","17:51","7260","231.92","ada@example.com","Example Bakery","Website", "Testing",'
        '"some, of it","0","foo,bar","115.00","0"\n'
    )

    [row] = rows_of(tmp_path, text)

    assert row == ImportedRow(
        row=1,
        seconds=7260,
        start=datetime(2026, 3, 20, 15, 50),  # noqa: DTZ001
        end=datetime(2026, 3, 20, 17, 51),  # noqa: DTZ001
        on_date=date(2026, 3, 20),
        client="Example Bakery",
        project="Website",
        task="Testing",
        note="some, of it",
        tags=("foo", "bar"),
        user="ada@example.com",
    )


@pytest.mark.parametrize(
    ("billable", "expected"), [("1", True), ("", False), ("0", False), ("Yes", True), ("Ja", True), ("No", False)]
)
def test_an_empty_cell_under_billable_means_that_it_is_not(
    tmp_path: Path,
    billable: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert one_row(tmp_path, Billable=billable).billable is expected


def test_older_headings_say_nothing_of_what_is_billable_but_what_was_exported(tmp_path: Path) -> None:
    cells = [{"Exported": word} for word in ("0", "1", "", "Exported", "Not exported")]

    rows = rows_of(tmp_path, export(*cells, heading=PLUGIN))

    assert [row.billable for row in rows if isinstance(row, ImportedRow)] == [None] * 5
    assert [row.invoiced for row in rows if isinstance(row, ImportedRow)] == [False, True, False, True, False]


def test_a_person_goes_by_the_name_of_the_account(tmp_path: Path) -> None:
    assert one_row(tmp_path).user == "ada"
    assert one_row(tmp_path, User="").user == "Ada Example"


def test_an_end_before_the_start_is_on_the_next_day(tmp_path: Path) -> None:
    assert spans(tmp_path, "2026-03-20 23:30 00:30 1:00", "2026-03-20 12:00 11:30 23.5") == [
        ("2026-03-20 23:30:00", "00:30:00", 3600),
        ("2026-03-20 12:00:00", "11:30:00", 23 * 3600 + 1800),
    ]


def test_the_length_counts_where_the_clock_has_no_seconds(tmp_path: Path) -> None:
    assert spans(
        tmp_path,
        "2026-03-20 12:00 12:06 0:06",
        "2026-03-20 12:00 12:06 0.11",
        "2026-03-20 12:00 12:06 0:06:40",
        "2026-03-20 12:00 12:06 0:05",
        "2026-03-20 12:00 12:06 400",
        "2026-03-20 12:00 14:00 2",
        "2026-03-20 12:00 12:00 0:00:20",
    ) == [
        ("2026-03-20 12:00:00", "12:06:00", 360),
        ("2026-03-20 12:00:00", "12:06:36", 396),
        ("2026-03-20 12:00:00", "12:06:40", 400),
        ("2026-03-20 12:00:00", "12:05:00", 300),
        ("2026-03-20 12:00:00", "12:06:40", 400),
        ("2026-03-20 12:00:00", "14:00:00", 7200),
        ("2026-03-20 12:00:00", "12:00:20", 20),
    ]


def test_a_record_with_a_break_or_a_rounded_length_keeps_its_length_and_loses_its_times(tmp_path: Path) -> None:
    assert spans(tmp_path, "2026-03-20 09:00 17:00 7:30", "2026-03-20 09:05 09:10 0:15") == [
        ("2026-03-20", "", 7 * 3600 + 1800),
        ("2026-03-20", "", 900),
    ]


def test_a_night_when_the_clock_changes_is_as_long_as_it_was(tmp_path: Path) -> None:
    # Amsterdam's clock goes from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
    assert spans(tmp_path, "2026-03-29 01:30 04:30 2:00", "2026-10-24 22:00 04:00 7:00") == [
        ("2026-03-29 01:30:00", "04:30:00", 7200),
        ("2026-10-24 22:00:00", "04:00:00", 7 * 3600),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Date": "2026-02-30"}, "'2026-02-30' is not a date like 2024-03-04."),
        ({"From": "25:00"}, "'25:00' is not a time like 10:23:52."),
        ({"To": ""}, "The timer is still running: there is no end."),
        ({"Duration": ""}, "'' is not a duration like 01:00:01 or 1.50."),
        ({"Duration": "-1:30"}, "'-1:30' is not a duration like 01:00:01."),
        ({"Type": "expense"}, "It is of the type 'expense', not work."),
        ({"category": "holiday"}, "It is of the type 'holiday', not work."),
        ({"Billable": "Perhaps"}, "'Perhaps' says neither yes nor no."),
    ],
)
def test_a_faulty_row_is_refused_by_itself(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    assert rows_of(tmp_path, export({}, cells, {})) == [BAKERY_ROW, RefusedRow(2, reason), replace(BAKERY_ROW, row=3)]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (ENGLISH.replace("Duration,", ""), "'kimai.csv' has no column 'Duration'."),
        (LANGUAGES["de"].replace("Von,Bis,", ""), "'kimai.csv' has no column 'Von', 'Bis'."),
        (LANGUAGES["nl"].replace("Klant,Project,", ""), "'kimai.csv' has no column 'Klant'."),
        ("Name,Company,VAT-ID,Country", "'kimai.csv' has no column 'Date', 'From', 'To', 'Duration', 'Customer'."),
    ],
)
def test_another_export_is_refused_and_the_right_one_named(tmp_path: Path, heading: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(tmp_path, export({}, heading=heading))

    assert caught.value.message == message
    assert caught.value.hint.startswith("In Kimai: Export, CSV")


def test_an_export_of_nothing_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, export()) == []
