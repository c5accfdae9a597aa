"""Who may propose, agree on and withdraw example cases, and what the log keeps of it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agreement.enums import ExampleState
from agreement.examples.actions import (
    ActRefused,
    agree,
    change,
    propose,
    propose_from_case,
    withdraw,
)
from agreement.models import Agreement, ExampleCase, WorkingTextPage
from agreement.responsibility.facts import Ages, Case
from directory.models import OrganisationLogEntry
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.examples.conftest import case

pytestmark = pytest.mark.django_db

FACTS = {
    "title": "Lehrstelle",
    "description": "Jemand sucht eine Lehrstelle.",
    "age": 19,
    "expected_leads": ["jmd"],
}


def test_staff_propose_a_case_and_the_log_knows_it(text: WorkingTextPage) -> None:
    staff = people.staff()

    made = propose(staff, text.agreement, FACTS)

    assert made.state == ExampleState.PROPOSED
    assert made.proposed_by == staff
    entry = OrganisationLogEntry.objects.get(action="portal.example.propose")
    assert (entry.user, entry.object_id) == (staff, str(made.pk))


def test_nobody_outside_the_network_proposes(text: WorkingTextPage) -> None:
    for outsider in (people.visitor(), people.account(), people.administrator()):
        with pytest.raises(PermissionDenied):
            propose(outsider, text.agreement, FACTS)
    assert not ExampleCase.objects.exists()


@pytest.mark.parametrize("act", [agree, withdraw, lambda user, one: change(user, one, FACTS)])
def test_only_the_coordination_decides(text: WorkingTextPage, act: Any) -> None:
    made = case(text, ExampleState.PROPOSED)
    here = organisation()

    for user in (people.staff(), people.lead_editor(of=here), people.administrator()):
        with pytest.raises(PermissionDenied):
            act(user, made)
    made.refresh_from_db()
    assert made.state == ExampleState.PROPOSED


def test_agreeing_and_withdrawing_are_logged_and_done_once(
    text: WorkingTextPage, coordination: Any
) -> None:
    made = case(text, ExampleState.PROPOSED)

    agree(coordination, made)
    with pytest.raises(ActRefused, match="Vereinbart"):
        agree(coordination, made)
    withdraw(coordination, made)

    made.refresh_from_db()
    assert made.state == ExampleState.WITHDRAWN
    acts = OrganisationLogEntry.objects.filter(object_id=str(made.pk)).order_by("timestamp")
    assert [entry.action for entry in acts] == [
        "portal.example.agree",
        "portal.example.withdraw",
    ]


def test_changing_what_was_agreed_makes_it_a_proposal_again(
    text: WorkingTextPage, coordination: Any
) -> None:
    made = case(text, expected_leads=["jmd", "mbe"])

    same = {"title": "Neuer Titel", "expected_leads": ["mbe", "jmd"]}
    assert change(coordination, made, same).state == ExampleState.AGREED
    assert change(coordination, made, {"age": 20}).state == ExampleState.PROPOSED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"age": 121}, "age"),
        ({"parent_age": 200}, "parent_age"),
        ({"age": None}, "age"),
        ({"title": "Anruf von 030 23125-123"}, "title"),
        ({"description": "Mail an anna@example.org"}, "description"),
        ({"description": "x" * 100_000}, "description"),
        ({"source": "0171 3920000"}, "source"),
        ({"topic": "gibtsnicht"}, "topic"),
        ({"municipality": "00000000"}, "municipality"),
        ({"status": "erfunden"}, "status"),
        ({"status": "duldung", "arrival": "eu"}, "arrival"),
        ({"expected_leads": ["gibtsnicht"]}, "expected_leads"),
        ({"expected_supports": ["jmd"]}, "expected_supports"),
        ({"title": ""}, "title"),
    ],
)
def test_what_no_case_can_be_is_refused_at_its_field(
    text: WorkingTextPage, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        propose(people.staff(), text.agreement, {**FACTS, **wrong})

    assert list(refused.value.message_dict) == [field]
    assert not ExampleCase.objects.exists()


def test_a_real_question_becomes_a_case_by_its_codes_alone(text: WorkingTextPage) -> None:
    made = propose_from_case(
        people.staff(),
        case=Case(ages=Ages(19, 19), status="duldung", accommodation="au", arrival="flucht"),
        title="Duldung und Lehrstelle",
        description="Jemand hat eine Duldung und sucht eine Lehrstelle.",
        expected_leads={"jmd"},
        expected_supports={"im"},
    )

    made.refresh_from_db()
    assert (made.age, made.parent_age, made.status) == (19, None, "duldung")
    assert (made.accommodation, made.arrival, made.period) == ("au", "flucht", "")
    assert (made.expected_leads, made.expected_supports) == (["jmd"], ["im"])
    assert made.agreement == text.agreement


def test_without_an_agreement_no_question_becomes_a_case(db: None) -> None:
    with pytest.raises(Agreement.DoesNotExist):
        propose_from_case(
            people.staff(), case=Case(), title="x", description="y", expected_leads=()
        )
