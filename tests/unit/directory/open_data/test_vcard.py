"""vCards: read back by a parser that is not ours, whatever stands in them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from directory.open_data.vcard import Card, vcard

UUID_OF_ALL = UUID("315973be-587a-5bb3-8a8b-ad77b171e01c")
PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=120)


def read(text: str) -> Any:
    return vobject.readOne(text)


def test_an_address_book_reads_every_part_of_a_card() -> None:
    card = Card(
        uuid=UUID_OF_ALL,
        name="Beratung am Markt",
        organisation="Beispielverein; Ortsgruppe",
        unit="Beratung, Markt",
        role="Beispielteam",
        phones=("+493023125100", "+493023125101"),
        emails=("beratung@example.org",),
        address=("Beispielstraße 1, Hinterhaus", "Bruchsal", "76646"),
        urls=("https://example.org/partner/a/b/",),
        note="Zeile eins\nZeile zwei",
        changed_at=datetime(2026, 5, 12, 8, 30, tzinfo=UTC),
    )
    book = read(vcard(card))
    assert book.version.value == "3.0"
    assert book.uid.value == f"urn:uuid:{UUID_OF_ALL}"
    assert book.fn.value == "Beratung am Markt"
    assert book.n.value.family == "Beratung am Markt"
    assert book.org.value == ["Beispielverein; Ortsgruppe", "Beratung, Markt"]
    assert book.role.value == "Beispielteam"
    assert [tel.value for tel in book.tel_list] == ["+493023125100", "+493023125101"]
    assert book.email.value == "beratung@example.org"
    assert book.adr.value.street == "Beispielstraße 1, Hinterhaus"
    assert (book.adr.value.code, book.adr.value.city) == ("76646", "Bruchsal")
    assert book.url.value == "https://example.org/partner/a/b/"
    assert book.note.value == "Zeile eins\nZeile zwei"
    assert book.rev.value == "2026-05-12T08:30:00Z"


def test_what_is_empty_is_left_out() -> None:
    text = vcard(Card(uuid=UUID_OF_ALL, name="Nur ein Name", phones=("",), emails=("",)))
    names = {line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if line}
    assert names == {"BEGIN", "VERSION", "PRODID", "UID", "FN", "N", "X-ABShowAs", "END"}


def test_a_person_is_not_shown_as_a_company() -> None:
    assert "X-ABShowAs" not in vcard(Card(uuid=UUID_OF_ALL, name="Funktion", is_person=True))


def test_lines_end_as_the_format_asks_and_none_is_too_long() -> None:
    card = Card(uuid=UUID_OF_ALL, name="Ä" * 200, note="日本語 und Zeichen 🎈" * 30)
    text = vcard(card)
    assert text.endswith("END:VCARD\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert read(text).fn.value == "Ä" * 200


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_no_field_can_add_a_line_of_its_own(end: str) -> None:
    attack = f"Stelle{end}END:VCARD{end}BEGIN:VCARD{end}FN:Anderswer"
    text = vcard(Card(uuid=UUID_OF_ALL, name=attack, urls=(f"https://example.org/{end}X:1",)))
    assert text.count("END:VCARD\r\n") == 1
    assert len(list(vobject.readComponents(text))) == 1
    assert not [line for line in text.split("\r\n") if line.startswith("X:1")]


@given(name=PRINTABLE, note=PRINTABLE, street=PRINTABLE)
def test_every_text_comes_back_as_it_was(name: str, note: str, street: str) -> None:
    card = Card(uuid=UUID_OF_ALL, name=name, note=note, address=(street, "Bretten", "75015"))
    book = read(vcard(card))
    assert book.fn.value == name
    assert book.note.value == note
    assert book.adr.value.street == street


def test_characters_that_nobody_can_read_are_left_out() -> None:
    assert read(vcard(Card(uuid=UUID_OF_ALL, name="a\x00b\x0bc\u2028d"))).fn.value == "abcd"
