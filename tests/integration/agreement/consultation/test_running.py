"""More time, the end, and reminders of a consultation."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from agreement.consultation.actions import end, extend
from agreement.consultation.notices import CONSULTATION
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.reminders import remind, remind_to_answer
from agreement.consultation.rounds import is_open
from agreement.models import Consultation
from agreement.process.actions import adopt, back_to_draft, discard
from portal.accounts.models import Notification
from tests.factories import consultation as rounds
from tests.factories import directory, people
from tests.integration.agreement.consultation.test_inviting import later, told

pytestmark = pytest.mark.django_db


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.get(pk=consultation.pk)


def test_more_time_is_given_also_when_the_last_day_is_over_and_the_organisations_hear_of_it() -> (
    None
):
    here = directory.organisation()
    editor = people.editor(of=here)
    made = rounds.consultation(organisations=[here], until=later(1))
    Consultation.objects.filter(pk=made.pk).update(open_until=later(-1))
    assert not is_open(fresh(made))
    extend(made, people.coordination(), later(7))
    assert is_open(fresh(made))
    assert len(told(editor)) == 2


@pytest.mark.parametrize("days", [-1, 3, 5])
def test_a_deadline_never_becomes_shorter(days: int) -> None:
    made = rounds.consultation(until=later(5))
    with pytest.raises(ConsultationRefused, match=r"\.$"):
        extend(made, people.coordination(), later(days))
    assert fresh(made).open_until == later(5)


def test_an_ended_consultation_can_be_neither_extended_nor_ended_again_nor_reminded_of() -> None:
    here, by = directory.organisation(), people.coordination()
    editor = people.editor(of=here)
    made = rounds.consultation(organisations=[here])
    end(made, by)
    assert not is_open(fresh(made))
    assert "beendet" in told(editor)[-1]
    acts: list[Any] = [lambda: extend(made, by, later(30)), lambda: end(made, by)]
    for act in [*acts, lambda: remind(made, by)]:
        with pytest.raises(ConsultationRefused, match=r"\.$"):
            act()


def test_nobody_but_the_coordination_extends_ends_or_reminds() -> None:
    here = directory.organisation()
    made, lead = rounds.consultation(organisations=[here]), people.lead_editor(of=here)
    acts: list[Any] = [lambda: extend(made, lead, later(30)), lambda: end(made, lead)]
    for act in [*acts, lambda: remind(made, lead)]:
        with pytest.raises(PermissionDenied):
            act()
    assert is_open(fresh(made))


@pytest.mark.parametrize("act", [back_to_draft, adopt, lambda p, by: discard(p, by, "Beispiel")])
def test_the_consultation_ends_with_the_act_that_leads_its_process_on(act: Any) -> None:
    made, by = rounds.consultation(), people.coordination()
    act(made.process, by)
    assert fresh(made).ended_at is not None


def test_who_has_not_answered_is_reminded_once_some_days_before() -> None:
    answered, silent = directory.organisation(), directory.organisation()
    editors = people.editor(of=answered), people.editor(of=silent)
    made = rounds.consultation(organisations=[answered, silent], until=later(14))
    made.invitations.filter(organisation=answered.uuid).update(released_at=timezone.now())
    Notification.objects.all().delete()
    assert remind_to_answer(later(10)) == 0
    assert [remind_to_answer(later(day)) for day in (11, 11, 12, 14)] == [1, 0, 0, 0]
    assert [len(told(editor)) for editor in editors] == [0, 1]
    assert silent.title in told(editors[1])[0]


def test_on_the_day_of_the_invitation_nobody_is_reminded() -> None:
    rounds.consultation(until=later(1))
    assert remind_to_answer(later(0)) == 0
    assert remind_to_answer(later(1)) == 2


def test_the_coordination_hears_once_that_the_time_is_up_and_how_many_answered() -> None:
    made, somebody = rounds.consultation(until=later(3)), people.coordination()
    first = made.invitations.all()[0]
    made.invitations.filter(pk=first.pk).update(released_at=timezone.now())
    for days in (4, 5):
        remind_to_answer(later(days))
    found = [text for text in told(somebody) if "Frist" in text]
    assert len(found) == 1
    assert "1 von 2 Organisationen" in found[0]


def test_the_rounds_of_mail_remind() -> None:
    here = directory.organisation()
    editor = people.editor(of=here)
    rounds.consultation(organisations=[here], until=later(2))
    Consultation.objects.update(opened_at=timezone.now() - timedelta(days=9))
    Notification.objects.all().delete()
    call_command("send_notifications", verbosity=0)
    assert Notification.objects.filter(recipient=editor, kind=CONSULTATION).count() == 1


def test_the_coordination_reminds_by_hand_once_a_day() -> None:
    here, by = directory.organisation(), people.coordination()
    editor = people.editor(of=here)
    made = rounds.consultation(organisations=[here])
    Notification.objects.all().delete()
    assert remind(made, by) == 1
    with pytest.raises(ConsultationRefused, match="morgen"):
        remind(made, by)
    assert len(told(editor)) == 1
    made.invitations.update(released_at=timezone.now(), reminded_on=later(-1))
    with pytest.raises(ConsultationRefused, match="Alle"):
        remind(made, by)


def test_more_time_brings_another_reminder() -> None:
    made = rounds.consultation(until=later(10))
    assert remind_to_answer(later(8)) == 2
    extend(made, people.coordination(), later(20))
    assert remind_to_answer(later(12)) == 0
    assert remind_to_answer(later(20) - timedelta(days=2)) == 2
