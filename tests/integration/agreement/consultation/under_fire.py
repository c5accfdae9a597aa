"""Decisions at the same instant, by many processes: `python -m …under_fire TASK`.

Runs as a process of its own on a database of its own; prints what happened as JSON.
"""

import json
import sys
from functools import partial
from typing import Any

from tests.integration.agreement.evidence.under_fire import Act, at_once

# Sets Django up, so it comes first.
from agreement.consultation.actions import invite  # isort: skip
from agreement.consultation.actions_answer import save_answer  # isort: skip
from agreement.consultation.actions_member import change_comment, withdraw_comment  # isort: skip
from agreement.consultation.checking import Words  # isort: skip
from agreement.consultation.disposing import dispose  # isort: skip
from agreement.models import (  # isort: skip
    Consultation,
    ConsultationComment,
    Disposition,
    Invitation,
    VersionProcess,
)
from agreement.process.actions import adopt, back_to_draft  # isort: skip
from directory.models import OrganisationPage  # isort: skip
from portal.accounts.models import Notification  # isort: skip
from tests.factories import consultation as rounds  # isort: skip
from tests.factories import people  # isort: skip
from tests.integration.agreement.consultation.test_inviting import later  # isort: skip


def decisions() -> dict[str, Any]:
    """Let six people decide differently on one comment at once."""
    made = rounds.consultation()
    here = OrganisationPage.objects.get(uuid=made.invitations.all()[0].organisation)
    people.editor(of=here)
    Notification.objects.all().delete()
    comment = rounds.comment(to=made, of=here)
    acts = [
        partial(dispose, comment, people.coordination(), "adopted", f"Grund {number}", "")
        for number in range(6)
    ]
    ends = at_once(acts)
    kept = Disposition.objects.get()
    return {"ends": ends, "reason": kept.reason, "notices": Notification.objects.count()}


def invitations() -> dict[str, Any]:
    """Let four people invite to the same round at once, while there is something to carry."""
    first = rounds.consultation()
    here = OrganisationPage.objects.get(uuid=first.invitations.all()[0].organisation)
    rounds.comment(to=first, of=here)
    back_to_draft(first.process, people.coordination())
    process = rounds.frozen(first.process.agreement.working_text)
    acts = [partial(invite, process, people.coordination(), open_until=later()) for _ in range(4)]
    ends = at_once(acts)
    again = Consultation.objects.exclude(pk=first.pk).get()
    return {"ends": ends, "comments": again.comments.count(), "asked": again.invitations.count()}


def against_adoption() -> dict[str, Any]:
    """Let the version be adopted and the last open comment be decided on at the same instant."""
    made = rounds.consultation()
    here = OrganisationPage.objects.get(uuid=made.invitations.all()[0].organisation)
    comment = rounds.comment(to=made, of=here)
    by = people.coordination()
    acts: list[Act] = [
        partial(dispose, comment, by, "adopted", "Grund", ""),
        partial(adopt, made.process, by),
    ]
    ends = at_once(acts)
    state = VersionProcess.objects.get(pk=made.process_id).state
    return {"ends": ends, "state": state, "decided": Disposition.objects.exists()}


def edits() -> dict[str, Any]:
    """Let six editors change one draft at once, each as it was opened."""
    made = rounds.consultation()
    here = OrganisationPage.objects.get(uuid=made.invitations.all()[0].organisation)
    draft = rounds.comment(to=made, of=here, released=False)
    acts: list[Act] = [
        partial(
            change_comment,
            draft,
            people.editor(of=here),
            Words("remark", f"Text {number}"),
            draft.changed_at,
        )
        for number in range(6)
    ]
    return {"ends": at_once(acts), "text": ConsultationComment.objects.get().text}


def taking_back() -> dict[str, Any]:
    """Let a comment be taken back and decided on at the same instant."""
    made = rounds.consultation()
    here = OrganisationPage.objects.get(uuid=made.invitations.all()[0].organisation)
    comment = rounds.comment(to=made, of=here)
    acts: list[Act] = [
        partial(withdraw_comment, comment, people.editor(of=here)),
        partial(dispose, comment, people.coordination(), "adopted", "Grund", ""),
    ]
    ends = at_once(acts)
    state = ConsultationComment.objects.get().state
    return {"ends": ends, "state": state, "decided": Disposition.objects.exists()}


def answers() -> dict[str, Any]:
    """Let an answer be released and changed at the same instant."""
    made = rounds.consultation()
    invitation = made.invitations.all()[0]
    here = OrganisationPage.objects.get(uuid=invitation.organisation)
    base = Invitation.objects.get(pk=invitation.pk).changed_at
    more: dict[str, Any] = {"base": base, "position": "agrees"}
    lead = people.lead_editor(of=here)
    acts: list[Act] = [
        partial(save_answer, invitation, lead, answer="Freigegeben", release=True, **more),
        partial(save_answer, invitation, people.editor(of=here), answer="Geändert", **more),
    ]
    ends = at_once(acts)
    kept = Invitation.objects.get(pk=invitation.pk)
    return {"ends": ends, "answer": kept.answer, "released": kept.released_at is not None}


if __name__ == "__main__":
    every = (decisions, invitations, against_adoption, edits, taking_back, answers)
    tasks = {each.__name__: each for each in every}
    sys.stdout.write(json.dumps(tasks[sys.argv[1]]()))
