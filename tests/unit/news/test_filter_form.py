"""The filter of the list of articles, by itself."""

import pytest

from news.forms import ArticleFilterForm, Chosen, NamedOrganisation, NamedTown, Offered

VEREIN = NamedOrganisation("verein", "Verein Beispiel", "0001")
OFFERED = Offered(
    organisations=[VEREIN],
    topics=[("arbeit", "Arbeit")],
    towns=[NamedTown("08215009", "Bruchsal"), NamedTown("08215064", "Östringen")],
    years=[2026, 2025],
)


def form(**asked: str) -> ArticleFilterForm:
    return ArticleFilterForm(asked, OFFERED)


def test_nothing_chosen_is_all() -> None:
    assert form().chosen == Chosen()
    assert not form().chosen


def test_all_that_is_chosen_counts() -> None:
    asked = form(organisation="verein", anliegen="arbeit", ort="08215064", jahr="2025")

    assert asked.chosen == Chosen(VEREIN, "arbeit", "08215064", 2025)


@pytest.mark.parametrize(
    "spelling", ["08215064", "Östringen", "oestringen", "ostringen", "ÖSTRINGEN"]
)
def test_a_town_is_known_by_its_key_and_by_any_spelling_of_its_name(spelling: str) -> None:
    asked = form(ort=spelling)

    assert asked.chosen.town == "08215064"
    assert asked["ort"].value() == "08215064"


@pytest.mark.parametrize(
    "asked",
    [
        {"organisation": "fremd"},
        {"anliegen": "ARBEIT"},
        {"ort": "Berlin"},
        {"ort": "🙂"},
        {"ort": "99999999"},
        {"jahr": "1999"},
        {"jahr": "²"},
    ],
)
def test_a_part_that_is_not_there_filters_nothing(asked: dict[str, str]) -> None:
    refused = form(**{"anliegen": "arbeit", **asked})

    assert refused.chosen == Chosen()
    assert list(refused.errors) == list(asked)


def test_towns_stand_by_their_names_as_people_sort_them() -> None:
    more = Offered([], [], [*OFFERED.towns, NamedTown("08215099", "Zaisenhausen")], [])
    field = ArticleFilterForm({}, more).fields["ort"]

    assert [name for _key, name in field.choices][1:] == [  # type: ignore[attr-defined]
        "Bruchsal",
        "Östringen",
        "Zaisenhausen",
    ]


def test_only_an_organisation_alone_is_that() -> None:
    assert form(organisation="verein").chosen.is_organisation_alone
    assert not form(organisation="verein", jahr="2026").chosen.is_organisation_alone
    assert not form().chosen.is_organisation_alone
