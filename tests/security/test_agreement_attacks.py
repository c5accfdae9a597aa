"""Whoever does not speak for all partners changes nothing of what they accept and agree on."""

import re

import pytest

from agreement.models import AcceptedFinding, ExampleCase
from tests.factories import agreement
from tests.security.world import ROLES, VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

COVERAGE = "/intern/abdeckung/"
OTHERS = sorted(set(ROLES) - {"coordination"})


def kept() -> tuple[object, ...]:
    """Return everything that the partners have said about their rules."""
    return (
        list(AcceptedFinding.objects.values_list().order_by("pk")),
        list(ExampleCase.objects.values_list().order_by("pk")),
    )


def open_finding(world: World) -> str:
    """Return the address at which the coordination accepts a gap, as its page has it."""
    AcceptedFinding.objects.filter(when={}).delete()
    section = type(world.texts.section).objects.get(pk=world.texts.section.pk)
    agreement.set_clauses(section, [agreement.clause(agreement.rule(age_to=26))])
    section.save_revision().publish()
    page = world.client("coordination").get(COVERAGE).content.decode()
    found = re.search(rf'href="({COVERAGE}hinnehmen/[^"]+)"', page)
    assert found, "nothing is open"
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("role", OTHERS)
def test_only_the_coordination_accepts_a_gap_or_takes_that_back(world: World, role: str) -> None:
    address = open_finding(world)
    accepted = AcceptedFinding.objects.latest("pk")
    before, client = kept(), world.client(role)
    refused = {302} if role == VISITOR else {403}
    for target in (address, f"{COVERAGE}zuruecknehmen/{accepted.uuid}/"):
        answer = client.post(target, {"reason": "Beispiel: eigenmächtig."})
        assert answer.status_code == 403, target  # with what was typed, for visitors too
        assert not answer.get("Location", "").startswith(COVERAGE)
        assert client.get(target).status_code in refused, target
    assert kept() == before


def test_the_coordination_does_both(world: World) -> None:
    """So that the refusals above are not for another reason."""
    address, client = open_finding(world), world.client("coordination")
    before = AcceptedFinding.objects.count()
    client.post(address, {"reason": "Beispiel: so beschlossen."})
    assert AcceptedFinding.objects.count() == before + 1
    client.post(f"{COVERAGE}zuruecknehmen/{AcceptedFinding.objects.latest('pk').uuid}/")
    assert AcceptedFinding.objects.count() == before


@pytest.mark.parametrize("role", OTHERS)
def test_only_the_coordination_decides_on_a_case(world: World, role: str) -> None:
    before, client = kept(), world.client(role)
    fields = {"title": "Anders", "description": "Ein anderer Fall.", "age": "20", "state": "agreed"}
    for example in ExampleCase.objects.all():
        address = f"{COVERAGE}beispielfaelle/{example.uuid}/"
        for act in ("agree", "withdraw"):
            answer = client.post(address, {"act": act})
            assert answer.status_code == 403, act
            assert not answer.get("Location", "").startswith(COVERAGE)
        assert client.post(f"{address}bearbeiten/", fields).status_code == 403
    assert kept() == before


def test_who_proposes_a_case_does_not_agree_to_it_by_the_same_form(world: World) -> None:
    fields = {
        "title": "Neuer Fall",
        "description": "Ein erfundener Fall.",
        "age": "20",
        "state": "agreed",
        "proposed_by": str(world.people["coordination"].pk),
    }
    answer = world.client("staff").post(f"{COVERAGE}beispielfaelle/neu/", fields)
    assert answer.status_code == 302
    made = ExampleCase.objects.get(title="Neuer Fall")
    assert (made.state, made.proposed_by) == ("proposed", world.people["staff"])
