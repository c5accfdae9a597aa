"""Narrowing results, with counts that tell what a click would give."""

from datetime import date

import pytest

from directory.models import Municipality, Topic
from portal.search.asking import Choice
from portal.search.kinds import Kind
from portal.search.models import Facet
from tests.factories import directory
from tests.search.shelf import Shelf, ask, titles


def counts(choices: list[Choice]) -> dict[str, int]:
    return {choice.value: choice.count for choice in choices}


@pytest.fixture
def mixed(shelf: Shelf) -> Shelf:
    """Five things about Kessel, of two kinds, topics and years."""
    one, two = (Facet.TOPIC, "eins"), (Facet.TOPIC, "zwei")
    shelf.put("Kessel A", kind=Kind.ARTICLE, day=date(2025, 1, 1), facets=[one])
    shelf.put("Kessel B", kind=Kind.ARTICLE, day=date(2026, 1, 1), facets=[one, two])
    shelf.put("Kessel C", kind=Kind.PAGE, facets=[one])
    shelf.put("Kessel D", kind=Kind.PAGE, facets=[two])
    shelf.put("Kessel E", kind=Kind.MEETING, day=date(2026, 3, 1))
    for code in ("eins", "zwei"):
        Topic.objects.get_or_create(code=code, defaults={"name": f"Thema {code}"})
    shelf.fill()
    return shelf


def test_each_value_says_how_many_results_it_has(mixed: Shelf) -> None:
    choices = ask("Kessel").choices
    assert counts(choices[Facet.KIND]) == {"article": 2, "page": 2, "meeting": 1}
    assert counts(choices[Facet.TOPIC]) == {"eins": 3, "zwei": 2}
    assert [choice.name for choice in choices[Facet.TOPIC]] == ["Thema eins", "Thema zwei"]
    assert [choice.value for choice in choices[Facet.YEAR]] == ["2026", "2025"]


def test_a_facet_does_not_count_by_its_own_choice_but_by_the_others(mixed: Shelf) -> None:
    found = ask("Kessel", filters=frozenset({(Facet.KIND, "article")}))
    assert set(titles(found)) == {"Kessel A", "Kessel B"}
    assert counts(found.choices[Facet.KIND]) == {"article": 2, "page": 2, "meeting": 1}
    assert counts(found.choices[Facet.TOPIC]) == {"eins": 2, "zwei": 1}
    assert [each.value for each in found.choices[Facet.KIND] if each.is_chosen] == ["article"]


def test_two_values_of_one_facet_widen_and_two_facets_narrow(mixed: Shelf) -> None:
    kinds = {(Facet.KIND, "article"), (Facet.KIND, "meeting")}
    assert ask("Kessel", filters=frozenset(kinds)).total == 3
    assert ask("Kessel", filters=frozenset({*kinds, (Facet.YEAR, "2026")})).total == 2
    assert ask("Kessel", filters=frozenset({*kinds, (Facet.TOPIC, "zwei")})).total == 1


def test_a_choice_that_finds_nothing_stays_so_that_it_can_be_taken_back(mixed: Shelf) -> None:
    for value in ("gibt-es-nicht", "<script>", "9" * 400, "\x00"):
        for facet in Facet:
            found = ask("Kessel", filters=frozenset({(facet, value)}))
            assert found.total == 0
            assert [each.value for each in found.choices[facet] if each.is_chosen] == [value]


def test_an_unknown_facet_changes_nothing(mixed: Shelf) -> None:
    assert ask("Kessel", filters=frozenset({("farbe", "rot")})).total == 5


def test_organisations_and_municipalities_are_named(shelf: Shelf) -> None:
    organisation = directory.organisation(title="Verein Kesselfreunde Beispiel")
    town = Municipality.objects.first() or Municipality.objects.create(
        ags="08215017", name="Beispielstadt", kind="Stadt", lat=49, lon=8
    )
    facets = [(Facet.ORGANISATION, str(organisation.pk)), (Facet.MUNICIPALITY, town.ags)]
    shelf.put("Kessel", facets=facets)
    shelf.fill()
    choices = ask("Kessel").choices
    assert [each.name for each in choices[Facet.ORGANISATION]] == ["Verein Kesselfreunde Beispiel"]
    assert [each.name for each in choices[Facet.MUNICIPALITY]] == [town.name]


def test_the_name_of_a_hidden_organisation_is_no_choice(shelf: Shelf) -> None:
    organisation = directory.organisation(title="Verein Geheim Beispiel")
    organisation.unpublish()
    shelf.put("Kessel", facets=[(Facet.ORGANISATION, str(organisation.pk))])
    shelf.fill()
    assert ask("Kessel").choices[Facet.ORGANISATION] == []
