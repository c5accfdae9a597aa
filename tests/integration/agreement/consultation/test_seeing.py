"""Who sees what of a consultation: the whole table."""

from typing import Any

import pytest
from django.utils import timezone

from agreement.consultation.seeing import answers_seen_by, comments_seen_by
from agreement.enums import Disclosure
from agreement.models import Consultation, Invitation
from directory.models import OrganisationPage
from tests.factories import consultation as rounds
from tests.factories import directory, people

WHO = ("own", "own_staff", "invited", "not_invited", "coordination", "administrator", "visitor")
EVERYBODY_OF_THE_NETWORK = set(WHO) - {"visitor"}
OWN = {"own", "own_staff"}
ALL_INVITED = OWN | {"invited", "coordination"}


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation()


@pytest.fixture
def everybody(here: OrganisationPage) -> dict[str, Any]:
    there = directory.organisation(title="Auch eingeladen")
    return {
        "own": people.editor(of=here),
        "own_staff": people.staff(of=here),
        "invited": people.staff(of=there),
        "not_invited": people.lead_editor(of=directory.organisation()),
        "coordination": people.coordination(),
        "administrator": people.administrator(),
        "visitor": people.visitor(),
        "there": there,
    }


def made(here: OrganisationPage, everybody: dict[str, Any], disclosure: str) -> Consultation:
    asked = [here, everybody["there"]]
    consultation = rounds.consultation(organisations=asked, disclosure=disclosure)
    rounds.comment(to=consultation, of=here, released=False)
    rounds.comment(to=consultation, of=here)
    Invitation.objects.filter(organisation=here.uuid).update(released_at=timezone.now())
    return consultation


def seeing(everybody: dict[str, Any], consultation: Consultation, state: str) -> set[str]:
    return {
        who
        for who in WHO
        if comments_seen_by(everybody[who], consultation).filter(state=state).exists()
    }


@pytest.mark.parametrize("disclosure", Disclosure.values)
@pytest.mark.parametrize("has_ended", [True, False])
def test_nobody_else_ever_sees_a_draft(
    here: OrganisationPage, everybody: dict[str, Any], disclosure: str, has_ended: bool
) -> None:
    consultation = made(here, everybody, disclosure)
    if has_ended:
        Consultation.objects.update(ended_at=timezone.now())
    assert seeing(everybody, consultation, "draft") == OWN


@pytest.mark.parametrize(
    ("disclosure", "seen_by"),
    [
        (Disclosure.RELEASED, ALL_INVITED),
        (Disclosure.AT_ONCE, ALL_INVITED),
        (Disclosure.AFTER_END, OWN | {"coordination"}),
    ],
)
def test_what_is_released_is_seen_as_was_chosen_for_the_round(
    here: OrganisationPage, everybody: dict[str, Any], disclosure: str, seen_by: set[str]
) -> None:
    consultation = made(here, everybody, disclosure)
    assert seeing(everybody, consultation, "released") == seen_by
    answers = {
        who
        for who in WHO
        if answers_seen_by(everybody[who], consultation).filter(released_at__isnull=False).exists()
    }
    assert answers == seen_by


@pytest.mark.parametrize("disclosure", Disclosure.values)
def test_the_whole_network_reads_what_was_said_once_it_has_ended(
    here: OrganisationPage, everybody: dict[str, Any], disclosure: str
) -> None:
    consultation = made(here, everybody, disclosure)
    Consultation.objects.update(ended_at=timezone.now())
    assert seeing(everybody, consultation, "released") == EVERYBODY_OF_THE_NETWORK


def test_an_answer_that_is_not_released_is_the_organisations_own(
    here: OrganisationPage, everybody: dict[str, Any]
) -> None:
    consultation = made(here, everybody, Disclosure.RELEASED)
    Invitation.objects.update(released_at=None, position="agrees")
    mine = answers_seen_by(everybody["own"], consultation)
    assert [str(one.organisation) for one in mine] == [str(here.uuid)]
    assert not answers_seen_by(everybody["coordination"], consultation).exists()
