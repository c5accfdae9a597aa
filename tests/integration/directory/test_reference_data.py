"""Services, topics, languages and places are there, and loading them again changes nothing."""

import pytest

from directory.gazetteer import gazetteer
from directory.models import Language, Locality, Municipality, PostalCode, Service, Topic
from directory.places import PlaceKind, search_place
from directory.reference_data import load_reference_data

pytestmark = pytest.mark.django_db

MODELS = (Service, Topic, Language, Municipality, PostalCode, Locality)


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
