"""Inviting organisations to a frozen round."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agreement.consultation.actions import invite
from agreement.consultation.notices import CONSULTATION
from agreement.consultation.refusals import ConsultationRefused
from agreement.models import Consultation
from agreement.process.actions import back_to_draft
from directory.models import OrganisationLogEntry
from portal.accounts.models import Notification
from tests.factories import consultation as rounds
from tests.factories import directory, people

pytestmark = pytest.mark.django_db


def later(days: int = 14) -> Any:
    return timezone.localdate() + timedelta(days=days)


def told(person: Any) -> list[str]:
    found = Notification.objects.filter(recipient=person, kind=CONSULTATION).order_by("pk")
    return list(found.values_list("text", flat=True))


def test_without_a_choice_every_party_is_asked_and_its_editors_are_told() -> None:
    north, south = directory.organisation(), directory.organisation()
    editor, lead, signatory = (
        people.editor(of=north),
        people.lead_editor(of=south),
        people.signatory(of=south),
    )
    process = rounds.frozen(rounds.text(parties=[north, south]))
    made = invite(process, people.coordination(), open_until=later())
    asked = {str(one.organisation) for one in made.invitations.all()}
    assert asked == {str(north.uuid), str(south.uuid)}
    assert [len(told(one)) for one in (editor, lead, signatory)] == [1, 1, 0]
    assert north.title in told(editor)[0]
    assert OrganisationLogEntry.objects.filter(action="portal.consultation.invite").count() == 1


def test_the_chosen_organisations_alone_are_asked_also_one_that_is_no_party() -> None:
    other = directory.organisation()
    made = rounds.consultation(organisations=[other])
    assert [one.organisation_name for one in made.invitations.all()] == [other.title]


@pytest.mark.parametrize("role", ["administrator", "staff", "lead_editor"])
def test_nobody_but_the_coordination_invites(role: str) -> None:
    process = rounds.frozen()
    here = {"of": directory.organisation()} if role == "lead_editor" else {}
    with pytest.raises(PermissionDenied):
        invite(process, getattr(people, role)(**here), open_until=later())
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("days", [-1, -800, 365 * 400])
def test_a_day_that_is_over_or_cannot_be_is_refused_in_a_sentence(days: int) -> None:
    process = rounds.frozen()
    with pytest.raises(ConsultationRefused, match=r"\.$"):
        invite(process, people.coordination(), open_until=later(days))


def test_a_round_is_asked_about_once_and_only_while_it_is_frozen() -> None:
    process, by = rounds.frozen(), people.coordination()
    invite(process, by, open_until=later())
    with pytest.raises(ConsultationRefused, match="schon eingeladen"):
        invite(process, by, open_until=later())
    back_to_draft(process, by)
    with pytest.raises(ConsultationRefused, match="eingefroren"):
        invite(process, by, open_until=later())


@pytest.mark.parametrize("organisations", [[], ["00000000-0000-4000-8000-000000000000"]])
def test_nobody_or_somebody_unknown_cannot_be_invited(organisations: list[str]) -> None:
    process = rounds.frozen()
    with pytest.raises(ConsultationRefused, match=r"\.$"):
        invite(process, people.coordination(), open_until=later(), organisations=organisations)
    assert not Consultation.objects.exists()
