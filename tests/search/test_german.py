"""What German needs of a search, with a real Elasticsearch."""

from portal.search.models import CompoundWord
from tests.search.shelf import Shelf, ask, titles

TABLE = [
    ("Management", "Integrationsmanagement", "Das Integrationsmanagement hilft."),
    ("schulabschluss", "Zeugnisse", "Wir sprechen über Schulabschlüsse aus dem Ausland."),
    ("strasse", "Anfahrt", "Die Stelle liegt in der Straße am Markt."),
    ("Haus", "Wohnen", "Häuser mit vielen Wohnungen."),
    ("Mueller", "Mühle", "Hier arbeitete der Müller."),
    ("Migratonsberatung", "Migrationsberatung", "Für Erwachsene."),
    ("Auslaenderbehoerde", "Ausländerbehörde", "Im Rathaus."),
    ("Sprachkurs", "Deutsch lernen", "Alle Sprachkurse des Landkreises."),
    ("beratungen", "Hilfe", "Eine Beratung ist kostenlos."),
]


def test_what_is_asked_in_one_form_is_found_in_another(shelf: Shelf) -> None:
    for _asked, title, text in TABLE:
        shelf.put(title, text)
    shelf.fill()
    found = {asked: title in titles(ask(asked)) for asked, title, _text in TABLE}
    assert all(found.values()), found


def test_a_word_part_that_was_taught_is_found_in_longer_words(shelf: Shelf) -> None:
    CompoundWord.objects.create(word="Kessel")
    shelf.put("Zauberkesselfabrik")
    shelf.fill()
    assert titles(ask("Kessel")) == ["Zauberkesselfabrik"]


def test_a_long_word_that_nobody_wrote_is_found_by_its_parts(shelf: Shelf) -> None:
    shelf.put("Beratung", "Über die Migration.")
    shelf.put("Anderes", "Nur Beratung.")
    shelf.fill()
    assert titles(ask("Migrationsberatung")) == ["Beratung"]


def test_a_typing_mistake_gets_results_and_a_better_spelling(shelf: Shelf) -> None:
    shelf.put("Ausländerbehörde", "In Karlsruhe.")
    shelf.fill()
    found = ask("auslanderbehörd Karlsruhe")
    assert titles(found) == ["Ausländerbehörde"]
    found = ask("Wo ist die Auslenderbehörde?")
    assert titles(found) == ["Ausländerbehörde"]
    assert found.spelling == "Wo ist die Ausländerbehörde?"


def test_a_word_in_its_right_spelling_gets_no_other(shelf: Shelf) -> None:
    shelf.put("Leitung", "Eine Leistung der Leitung.")
    shelf.put("Leistung", "Das Gericht.")
    shelf.fill()
    found = ask("Leitung")
    assert (found.spelling, titles(found)) == ("", ["Leitung"])
