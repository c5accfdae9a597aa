"""Who provides what where, and whom a change touches."""

from datetime import date
from typing import Any

import pytest

from agreement.impact_page.providers import (
    Provider,
    ProviderChange,
    provider_changes,
    providers_in,
    providing,
    reaches,
    touches,
)
from agreement.responsibility.answers import Answer, ServiceAnswer, Verdict
from agreement.responsibility.impact import Change
from agreement.responsibility.rules import Condition

PLACES = ["bretten", "forst", "malsch"]
DAY = date(2026, 3, 1)


def row(organisation: str, *places: str, since: str = "", until: str = "") -> dict[str, object]:
    return {
        "organisation": organisation,
        "municipalities": list(places),
        "valid_from": since,
        "valid_until": until,
    }


def change(before: str, after: str, *places: str) -> Change:
    def answer(service: str) -> Answer:
        return Answer(Verdict.SETTLED, leads=(ServiceAnswer(service, ("k",), ("r",)),))

    when = Condition(municipalities=frozenset(places))
    return Change(when, None, answer(before), answer(after), 1)


def test_only_rows_of_the_day_and_sections_of_a_service_name_providers() -> None:
    sections: list[dict[str, Any]] = [
        {"service": "im", "providers": [row("a"), row("b", "forst", since="2026-03-01")]},
        {
            "service": "im",
            "providers": [row("c", until="2026-02-28"), row("d", since="2026-03-02")],
        },
        {"service": "", "providers": [row("e")]},
        {"purpose": "general"},
    ]
    assert providers_in(sections, DAY) == (
        Provider("a", "im"),
        Provider("b", "im", frozenset({"forst"})),
    )


def test_who_names_a_place_goes_before_who_provides_all_others() -> None:
    rows = [Provider("kreis", "im"), Provider("stadt", "im", frozenset({"forst"}))]
    assert providing(rows, "im", "forst") == {"stadt"}
    assert providing(rows, "im", "malsch") == {"kreis"}
    assert providing(rows, "mbe", "malsch") == frozenset()


def test_an_organisation_reaches_as_far_as_text_and_offers_say() -> None:
    named = [Provider("kreis", "im"), Provider("stadt", "im", frozenset({"forst"}))]
    offers = [
        Provider("verein", "mbe"),
        Provider("stadt", "im", frozenset({"malsch"})),
    ]
    assert reaches(named, offers, PLACES) == {
        "kreis": {"im": {"bretten", "malsch"}},
        "stadt": {"im": {"forst", "malsch"}},
        "verein": {"mbe": set(PLACES)},
    }


@pytest.mark.parametrize(
    ("before", "after", "gaining", "losing"),
    [
        ({"mbe": {"forst"}}, {}, (), ("mbe",)),
        ({}, {"jmd": {"forst"}}, ("jmd",), ()),
        ({"mbe": {"forst"}}, {"jmd": {"forst"}}, ("jmd",), ("mbe",)),
    ],
)
def test_an_organisation_loses_by_what_it_provided_and_gains_by_what_it_provides(
    before: dict[str, set[str]],
    after: dict[str, set[str]],
    gaining: tuple[str, ...],
    losing: tuple[str, ...],
) -> None:
    reach = {service: frozenset(places) for service, places in before.items()}
    reach_after = {service: frozenset(places) for service, places in after.items()}
    for changed in (change("mbe", "jmd"), change("mbe", "jmd", "forst", "bretten")):
        (touch,) = touches([changed], reach, reach_after)
        assert (touch.gaining, touch.losing) == (gaining, losing)
    assert touches([change("mbe", "jmd", "bretten")], reach, reach_after) == []
    assert touches([change("im", "fsa")], reach, reach_after) == []


def test_other_providers_are_told_with_all_places_that_change_alike() -> None:
    before = [Provider("kreis", "im"), Provider("verein", "mbe")]
    after = [
        Provider("kreis", "im"),
        Provider("stadt", "im", frozenset({"forst", "malsch"})),
        Provider("verein", "mbe"),
    ]
    assert provider_changes(before, after, PLACES) == [
        ProviderChange("im", ("kreis",), ("stadt",), frozenset({"forst", "malsch"}))
    ]
    assert provider_changes(after, after, PLACES) == []
