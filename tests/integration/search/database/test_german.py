"""What the database finds of German, typing mistakes included."""

import pytest

from tests.integration.search.database.conftest import Asked, Made, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Management", "Integrationsmanagement"),
        ("schulabschluss", "Schulabschlüsse"),
        ("strasse", "Straße"),
        ("Haus", "Häuser"),
        ("Mueller", "Müller"),
        ("müller", "MUELLER"),
        ("Migratonsberatung", "Migrationsberatung"),
        ("Ausländerbehröde", "Ausländerbehörde"),
        ("beraten", "Beratung"),
        ("Migrationsberatung", "Migrations-Beratung"),
        ("Migrations-Beratung", "Migrationsberatung"),
        ("Sprachku", "Sprachkurs"),
        ("Beratungsstelle für Frauen", "Frauenberatungsstelle"),
        ("§ 3 Abs. 2", "siehe § 3 Absatz 2"),
        ("§ 3", "siehe § 3 Abs. 2"),
        ("45-123/2024", "Az. 45-123/2024"),
        ("IM", "Das IM berät"),
        ("SGB VIII", "§ 13 SGB VIII"),
        ("консультация", "консультации"),
    ],
)
def test_a_word_finds_its_other_spellings(
    thing: Made, ask: Asked, asked: str, written: str
) -> None:
    language = "ru" if asked[0] == "к" else "de"
    wanted = thing("Beispiel", f"Vorher {written} nachher.", language=language)
    thing("Etwas anderes", "Hier steht im Garten nichts davon.", language=language)
    rows = ask(asked, language=language)
    assert found(rows) == [wanted.pk]
    assert "<mark>" in rows.rows[0].excerpt
