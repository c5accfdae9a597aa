"""Services, topics, languages and places are there, and loading them again changes nothing."""

import pytest
from django.core.exceptions import ValidationError

from directory.gazetteer import gazetteer
from directory.models import (
    Language,
    Locality,
    Municipality,
    PlaceAlias,
    PostalCode,
    Service,
    Topic,
)
from directory.places import PlaceKind, search_place
from directory.reference_data import load_reference_data

pytestmark = pytest.mark.django_db

MODELS = (Service, Topic, Language, Municipality, PostalCode, Locality, PlaceAlias)


def test_the_reference_data_is_whole() -> None:
    load_reference_data()
    assert list(Service.objects.values_list("code", flat=True)) == [
        "mbe",
        "jmd",
        "im",
        "fsa",
        "svb",
    ]
    assert Topic.objects.count() == 16
    assert Municipality.objects.count() == 32
    assert PostalCode.objects.count() == 32
    assert Locality.objects.count() == 84
    assert {"de", "en", "uk", "ru", "ar", "tr"} <= set(
        Language.objects.values_list("code", flat=True)
    )


def test_loading_again_adds_nothing_and_keeps_what_was_added() -> None:
    load_reference_data()
    Language.objects.create(code="zh", name="Chinesisch", endonym="中文")
    before = [set(model.objects.values_list("pk", flat=True)) for model in MODELS]
    load_reference_data()
    assert [set(model.objects.values_list("pk", flat=True)) for model in MODELS] == before


def test_a_place_is_found_in_the_database() -> None:
    load_reference_data()
    found = search_place("Östringen", gazetteer())
    assert found.kind is PlaceKind.FOUND
    assert found.place is not None
    assert found.place.municipality.ags == "08215064"
    assert search_place("76684", gazetteer()).place == found.place
    assert search_place("Büchig", gazetteer()).kind is PlaceKind.CHOOSE


def test_places_are_read_once(django_assert_num_queries: object) -> None:
    load_reference_data()
    gazetteer()
    with django_assert_num_queries(0):  # type: ignore[operator]
        gazetteer()


def test_a_new_locality_is_known_at_once() -> None:
    load_reference_data()
    assert search_place("Beispieldorf", gazetteer()).kind is PlaceKind.UNKNOWN
    Locality.objects.create(
        name="Beispieldorf", municipality=Municipality.objects.get(name="Forst")
    )
    assert search_place("Beispieldorf", gazetteer()).kind is PlaceKind.FOUND


def test_a_town_is_found_in_cyrillic_and_arabic_letters() -> None:
    load_reference_data()
    for typed in ("Эстринген", "Естрінген", "أوسترينغن"):
        place = search_place(typed, gazetteer()).place
        assert place is not None, typed
        assert place.label == "Östringen"


def test_a_new_spelling_is_known_at_once_and_a_removed_one_no_longer() -> None:
    load_reference_data()
    assert search_place("Estringenas", gazetteer()).kind is PlaceKind.UNKNOWN
    town = Municipality.objects.get(name="Östringen")
    alias = PlaceAlias.objects.create(name="Estringenas", municipality=town)
    assert search_place("Estringenas", gazetteer()).kind is PlaceKind.FOUND
    alias.delete()
    assert search_place("Estringenas", gazetteer()).kind is PlaceKind.UNKNOWN


def test_a_spelling_that_was_taken_away_does_not_come_back() -> None:
    load_reference_data()
    PlaceAlias.objects.get(name="Эстринген").delete()
    load_reference_data()
    assert not PlaceAlias.objects.filter(name="Эстринген").exists()


@pytest.mark.parametrize("name", ["🙂", "ab", "76684", "Bretten 2"])
def test_a_spelling_that_nobody_could_search_for_is_refused(name: str) -> None:
    load_reference_data()
    town = Municipality.objects.get(name="Bretten")
    with pytest.raises(ValidationError, match="mindestens drei Buchstaben"):
        PlaceAlias(name=name, municipality=town).full_clean()
