"""Tables that were not made by a spreadsheet: damaged, inflated, huge, or about others' offices."""

from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from directory.models import ImportRun, OfficePage
from directory.tables.reading import LARGEST_FILE, UnreadableTable, read_table
from tests.security.world import World

# Django leaves the temporary file of an upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

PAGE = "/admin/tabellen/"
HEADS = ["Kennung", "Name"]


def workbook(*rows: list[Any]) -> bytes:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook with the files in it changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def damaged(random: Random) -> Iterator[bytes]:
    """Return workbooks with bytes changed, in the packing and in what is packed."""
    good = workbook(["", "Beispiel"], [1.5, True])
    with ZipFile(BytesIO(good)) as archive:
        names = archive.namelist()
    for _ in range(150):
        content = bytearray(good)
        for _each in range(random.randint(1, 6)):
            content[random.randrange(4, len(content))] = random.randrange(256)
        yield bytes(content)
        victim = random.choice(names)

        def spoil(name: str, inner: bytes, victim: str = victim) -> bytes:
            changed = bytearray(inner)
            if name == victim:
                for _each in range(random.randint(1, 4)):
                    changed[random.randrange(len(changed))] = random.choice(b'<>"/=0a &xs')
            return bytes(changed)

        yield repacked(good, spoil)


@pytest.mark.filterwarnings("ignore")  # openpyxl warns of what it passes over
def test_no_damaged_workbook_is_a_crash() -> None:
    refused = 0
    for content in damaged(Random(1789)):
        try:
            read_table(content)
        except UnreadableTable as error:
            refused += "Bitte" in str(error)
    assert refused > 50


def test_a_workbook_without_anything_in_it_is_refused() -> None:
    with pytest.raises(UnreadableTable, match="lässt sich nicht lesen"):
        read_table(repacked(workbook(), lambda _name, _inner: b""))


def test_a_cell_that_is_too_long_is_named_in_a_workbook_too() -> None:
    with pytest.raises(UnreadableTable, match="Eine Zelle hat mehr als 2000 Zeichen"):
        read_table(workbook(["", "x" * 2_001]))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(
        workbook(),
        lambda name, inner: b" " * 70_000_000 if name.endswith("sheet1.xml") else inner,
    )
    assert len(bomb) < LARGEST_FILE
    with pytest.raises(UnreadableTable):
        read_table(bomb)


def test_entities_are_not_multiplied() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><sst><si><t>&e11;</t></si></sst>'.encode()
    for place in ("workbook.xml", "sheet1.xml", "styles.xml"):

        def laugh(name: str, inner: bytes, place: str = place) -> bytes:
            return laughs if name.endswith(place) else inner

        with pytest.raises(UnreadableTable):
            read_table(repacked(workbook(), laugh))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gross.csv", b"Kennung;Name\n" + b"x" * 10_000_000, "größer als 2 MB"),
        ("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "keine Tabelle"),
        ("seite.xlsx", b"<html><script>alert(1)</script></html>", "alert(1)"),
        ("archiv.xlsx", b"PK\x03\x04 kein Archiv", "lässt sich nicht lesen"),
    ],
)
@pytest.mark.django_db
def test_whatever_is_uploaded_is_answered_in_words(
    world: World, name: str, content: bytes, sentence: str
) -> None:
    answer = upload(world.client("editor_here"), content, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert b"<script>alert" not in answer.content
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_a_row_about_another_houses_office_reaches_nothing(world: World) -> None:
    """Neither by its key, nor by the address of its house, nor by a name of its own."""
    client, there = world.client("editor_here"), OfficePage.objects.get(pk=world.office_there.pk)
    upload(client, workbook([str(there.uuid), "Gekapert"]), "tabelle.xlsx", follow=True)
    page = client.get(PAGE).content.decode()
    assert "gehört nicht zu dieser Organisation" in page
    assert there.title not in page
    number = world.there.pk
    for act in ("upload", "take_over", "undo"):
        answer = client.post(f"{PAGE}?organisation={number}", {"act": act, "row": "2"})
        assert answer.status_code == 404
    now = OfficePage.objects.get(pk=there.pk)
    assert (now.latest_revision_id, now.title) == (there.latest_revision_id, there.title)


@pytest.mark.django_db
def test_an_editor_takes_back_no_import_of_another_house(world: World) -> None:
    run = ImportRun.objects.create(
        organisation=world.there,
        changes=[{"uuid": str(world.office_there.uuid), "before": None, "after": 1}],
    )
    answer = world.client("editor_here").post(PAGE, {"act": "undo", "run": str(run.uuid)})
    assert answer.status_code == 404
    run.refresh_from_db()
    assert run.undone_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=HYPERLINK()"])
def test_what_somebody_typed_calculates_in_nobodys_spreadsheet(world: World, formula: str) -> None:
    OfficePage.objects.filter(pk=world.office_there.pk).update(title=formula)
    for client, address in (
        (Client(), "/partner/beratungsstellen.csv"),
        (world.client("editor_there"), f"{PAGE}beratungsstellen.csv"),
    ):
        told = client.get(address).content.decode()
        assert f";'{formula};" in told
        for start in ("\n", ";", '"', ","):
            assert f"{start}{formula}" not in told


def upload(client: Client, content: bytes, name: str, *, follow: bool = False) -> Any:
    """Upload a file as a table."""
    file = SimpleUploadedFile(name, content)
    return client.post(PAGE, {"act": "upload", "file": file}, follow=follow)
