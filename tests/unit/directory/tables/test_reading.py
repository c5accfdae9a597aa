"""Tables as people's spreadsheets write them, and files that are none."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.tables.reading import (
    LARGEST_FILE,
    MOST_ROWS,
    Table,
    UnreadableTable,
    read_table,
)

ROW = {"Name": "Stelle Östringen", "Ort": "Östringen"}


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableTable) as caught:
        read_table(content)
    return str(caught.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_way_to_write_csv_is_read(separator: str, encoding: str, end: str) -> None:
    lines = [separator.join(("Name", "Ort")), separator.join(ROW.values())]
    table = read_table(end.join(lines).encode(encoding))
    assert table == Table(("Name", "Ort"), ((2, ROW),))


def test_a_workbook_is_read_as_what_it_shows() -> None:
    table = read_table(book(("Name", "Postleitzahl", "Lift"), ("Stelle", 76646.0, True), (None,)))
    assert table.rows == ((2, {"Name": "Stelle", "Postleitzahl": "76646", "Lift": "ja"}),)


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_file() -> None:
    table = read_table(b"Name;Ort\n;\nStelle;Bretten\n\n")
    assert [number for number, _cells in table.rows] == [3]


def test_the_quote_against_formulas_goes_and_every_other_stays() -> None:
    table = read_table(b"Name;Telefon\n'=1+1;'+49 30 23125100\n'Zitat';x")
    (_two, first), (_three, second) = table.rows
    assert first == {"Name": "=1+1", "Telefon": "+49 30 23125100"}
    assert second["Name"] == "'Zitat'"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "In der Datei steht nichts"),
        (b"\n;;\n", "In der Datei steht nichts"),
        (b"x" * (LARGEST_FILE + 1), "größer als 2 MB"),
        (b"Name;Name\na;b", "Die Spalte „Name“ gibt es zweimal"),
        (b"Name;\na;b", "In Zeile 2 stehen Angaben in einer Spalte ohne Überschrift"),
        (b"Name\na;b", "In Zeile 2 stehen Angaben in einer Spalte ohne Überschrift"),
        (b"Name\n" + b"x\n" * (MOST_ROWS + 1), "Mehr als 2.000 auf einmal gehen nicht"),
        (b"Name\n" + b"x" * 2_001, "Eine Zelle hat mehr als 2000 Zeichen"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "Das ist keine Tabelle"),
        (b"PK\x03\x04 kein Archiv", "Die Excel-Datei lässt sich nicht lesen"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refused(content)


def test_an_archive_that_unpacks_to_far_too_much_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    assert "Die Excel-Datei lässt sich nicht lesen" in refused(file.getvalue())


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert "Die Excel-Datei lässt sich nicht lesen" in refused(file.getvalue())


@given(st.binary(max_size=400))
def test_no_file_whatever_is_a_fault(content: bytes) -> None:
    try:
        table = read_table(content)
    except UnreadableTable:
        return
    assert all(set(cells) == set(table.heads) for _number, cells in table.rows)
