"""Nobody learns of what he may not see: not by hits, counts, facets, suggestions or spelling."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.visibility import PUBLIC, Viewer
from portal.search.asking import Engine, Question, find, suggest
from portal.search.models import CompoundWord, Facet, SearchEntry
from tests.factories import people
from tests.search.shelf import Shelf, ask, titles

STAFF = Viewer(frozenset({PUBLIC, "group:7"}))
OTHER = Viewer(frozenset({PUBLIC, "group:8"}))


@pytest.fixture
def secret(shelf: Shelf) -> SearchEntry:
    """Something about Zauberkessel for one group, beside a public page on Kessel."""
    CompoundWord.objects.create(word="Kessel")
    shelf.put("Kessel", "Vom Kesselbau.", facets=[(Facet.TOPIC, "kochen")])
    secret = shelf.put(
        "Zauberkessel",
        "Der Zauberkessel ist geheim. Haltbarkeitsdatum unbekannt.",
        readers=["group:7"],
        facets=[(Facet.TOPIC, "magie")],
    )
    shelf.fill()
    return secret


def test_only_those_who_may_see_it_find_it(secret: SearchEntry) -> None:
    assert titles(ask("Zauberkessel", STAFF)) == ["Zauberkessel"]
    for who in (Viewer(), OTHER):
        found = ask("Haltbarkeitsdatum", who)
        assert (found.hits, found.total, found.spelling) == ([], 0, "")


def test_it_is_not_counted_in_totals_and_facets(secret: SearchEntry) -> None:
    for who, total in ((Viewer(), 1), (OTHER, 1), (STAFF, 2)):
        found = ask("Kessel", who)
        assert found.total == total
        assert [choice.count for choice in found.choices[Facet.KIND]] == [total]
        topics = {choice.value for choice in found.choices[Facet.TOPIC]}
        assert ("magie" in topics) <= (who is STAFF)


def test_it_is_not_suggested(secret: SearchEntry) -> None:
    assert [each.title for each in suggest("zaub", STAFF, "de")] == ["Zauberkessel"]
    for who in (Viewer(), OTHER):
        assert suggest("zaub", who, "de") == []


def test_its_words_are_no_other_spelling_of_what_others_typed(secret: SearchEntry) -> None:
    assert ask("Haltbarkeitsdatun", STAFF).spelling == "Haltbarkeitsdatum"
    for who in (Viewer(), OTHER):
        found = ask("Haltbarkeitsdatun", who)
        assert (found.spelling, found.total) == ("", 0)


def test_a_word_of_others_texts_does_not_stop_the_search_for_similar_ones(shelf: Shelf) -> None:
    shelf.put("Krautwickel", "Rezept.")
    shelf.put("Krautwinkel", "Ein Ort.", readers=["group:7"])
    shelf.fill()
    found = ask("Krautwinkel")
    assert titles(found) == ["Krautwickel"]
    assert found.spelling == "Krautwickel"


def test_whoever_sees_more_of_a_thing_finds_only_that_side_of_it(shelf: Shelf) -> None:
    shelf.put("Ansprechperson", "Ohne Namen.", but_not=["group:7"])
    shelf.put("Ansprechperson", "Mit Namen.", readers=["group:7"])
    shelf.fill()
    assert [hit.excerpt for hit in ask("Ansprechperson", STAFF).hits] == ["Mit Namen."]
    assert [hit.excerpt for hit in ask("Ansprechperson").hits] == ["Ohne Namen."]


@pytest.mark.django_db
def test_an_administrator_finds_what_anybody_finds_each_thing_once(shelf: Shelf) -> None:
    boss = Viewer(frozenset({PUBLIC}), people.administrator())
    shelf.put("Ansprechperson", "Ohne Namen.", but_not=["group:7"])
    shelf.put("Ansprechperson", "Mit Namen.", readers=["group:7"])
    shelf.put("Ansprechperson", "Ein Entwurf, von dem niemand weiß.", readers=[])
    shelf.fill()
    assert [hit.excerpt for hit in ask("Ansprechperson", boss).hits] == ["Mit Namen."]


def test_the_database_has_the_last_word(shelf: Shelf) -> None:
    shelf.put("Kessel eins", "")
    closed = shelf.put("Kessel zwei", "")
    shelf.fill()
    shelf.hidden.add(closed.object_id)
    found = ask("Kessel")
    assert titles(found) == ["Kessel eins"]
    assert found.total == 1
    assert [each.title for each in suggest("kess", Viewer(), "de")] == ["Kessel eins"]


def test_what_has_just_changed_is_left_out_until_elasticsearch_knows(shelf: Shelf) -> None:
    shelf.put("Kessel eins", "")
    changed = shelf.put("Kessel zwei", "")
    shelf.fill()
    SearchEntry.objects.filter(pk=changed.pk).update(is_pending=True, changed_at=timezone.now())
    found = ask("Kessel")
    assert (titles(found), found.total) == (["Kessel eins"], 1)
    assert [choice.count for choice in found.choices[Facet.KIND]] == [1]


def test_marks_of_an_older_text_are_never_shown(shelf: Shelf) -> None:
    changed = shelf.put("Kessel", "Das stand hier früher.")
    shelf.fill()
    SearchEntry.objects.filter(pk=changed.pk).update(
        title="Topf", text="Das steht hier jetzt.", revision=2
    )
    [hit] = ask("Kessel").hits
    assert (hit.title, hit.excerpt) == ("Topf", "Das steht hier jetzt.")


def test_with_too_much_to_be_told_the_database_answers(shelf: Shelf) -> None:
    entry = shelf.put("Kessel", "")
    shelf.fill()
    before = timezone.now() - timedelta(minutes=2)
    SearchEntry.objects.filter(pk=entry.pk).update(is_pending=True, changed_at=before)
    found = find(Question("Kessel"), Viewer())
    assert (found.engine, found.fell_back) == (Engine.DATABASE, True)


def test_what_has_expired_is_gone_at_that_moment(shelf: Shelf) -> None:
    now = timezone.now()
    shelf.put("Kessel", "", expires_at=now + timedelta(minutes=1))
    shelf.fill()
    assert ask("Kessel", now=now).total == 1
    assert ask("Kessel", now=now + timedelta(minutes=1)).total == 0
    assert suggest("Kess", Viewer(), "de", now + timedelta(minutes=1)) == []
