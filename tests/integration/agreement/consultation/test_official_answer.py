"""The official answer: written by editors, released by who leads them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agreement.consultation.actions_answer import save_answer, take_back_answer
from agreement.consultation.actions_member import ChangedMeanwhile
from agreement.consultation.checking import WordsRefused
from agreement.consultation.refusals import ConsultationRefused
from agreement.models import Consultation, Invitation
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import consultation as rounds
from tests.factories import directory, people

AGREES = {"position": "agrees", "answer": "Wir stimmen zu (Beispiel)."}


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def invitation(here: OrganisationPage) -> Invitation:
    rounds.consultation(organisations=[here])
    return Invitation.objects.get()


def save(invitation: Invitation, by: Any, **facts: Any) -> str:
    base = Invitation.objects.get(pk=invitation.pk).changed_at
    return save_answer(invitation, by, **{**AGREES, "base": base, **facts})


def test_editors_write_it_and_the_lead_editor_releases_it(
    invitation: Invitation, here: OrganisationPage
) -> None:
    coordination = people.coordination()
    editor, lead = people.editor(of=here), people.lead_editor(of=here)
    assert save(invitation, editor) == ""
    with pytest.raises(PermissionDenied):
        save(invitation, editor, release=True)
    assert save(invitation, lead, release=True) == ""
    invitation.refresh_from_db()
    assert invitation.released_by == lead
    assert invitation.position == "agrees"
    told = Notification.objects.filter(recipient=coordination, text__contains="Stimmt zu")
    assert told.count() == 1


@pytest.mark.parametrize("role", ["staff", "signatory", "coordination", "administrator"])
def test_nobody_else_answers_for_an_organisation(
    invitation: Invitation, here: OrganisationPage, role: str
) -> None:
    of = {"staff": {"of": here}, "signatory": {"of": here}}.get(role, {})
    who = getattr(people, role)(**of)
    for act in (lambda: save(invitation, who), lambda: take_back_answer(invitation, who)):
        with pytest.raises(PermissionDenied):
            act()


def test_a_released_answer_changes_only_after_it_was_taken_back(
    invitation: Invitation, here: OrganisationPage
) -> None:
    lead = people.lead_editor(of=here)
    save(invitation, lead, release=True)
    with pytest.raises(ConsultationRefused, match="ändert sich nicht mehr"):
        save(invitation, lead, position="objects")
    with pytest.raises(PermissionDenied):
        take_back_answer(invitation, people.editor(of=here))
    take_back_answer(invitation, lead)
    save(invitation, lead, position="objects", release=True)
    invitation.refresh_from_db()
    assert invitation.position == "objects"


def test_after_the_last_day_it_stays_as_it_is(
    invitation: Invitation, here: OrganisationPage
) -> None:
    lead = people.lead_editor(of=here)
    save(invitation, lead, release=True)
    Consultation.objects.update(open_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ConsultationRefused, match="bleibt, wie sie ist"):
        take_back_answer(invitation, lead)


def test_one_that_comes_too_late_is_kept_and_not_released(
    invitation: Invitation, here: OrganisationPage
) -> None:
    Consultation.objects.update(open_until=timezone.localdate() - timedelta(days=1))
    late = save(invitation, people.lead_editor(of=here), release=True)
    assert "Frist" in late
    invitation.refresh_from_db()
    assert invitation.released_at is None
    assert invitation.answer == AGREES["answer"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"position": "unfug"}, "position"),
        ({"position": "", "release": True}, "position"),
        ({"answer": "x" * 20_001}, "answer"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    invitation: Invitation, here: OrganisationPage, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(WordsRefused) as refused:
        save(invitation, people.lead_editor(of=here), **facts)
    assert list(refused.value.errors) == [field]


def test_the_second_of_two_is_told(invitation: Invitation, here: OrganisationPage) -> None:
    opened = invitation.changed_at
    save(invitation, people.editor(of=here), answer="Zuerst da")
    with pytest.raises(ChangedMeanwhile) as told:
        save(invitation, people.lead_editor(of=here), base=opened)
    assert isinstance(told.value.current, Invitation)
    assert told.value.current.answer == "Zuerst da"
