"""The demo's partners are asked about a round: they answer and comment, each comment is settled."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from agreement.consultation.actions import invite
from agreement.consultation.actions_answer import save_answer
from agreement.consultation.actions_member import write_comment
from agreement.consultation.checking import Words
from agreement.consultation.disposing import dispose
from agreement.consultation.round_text import RoundText
from agreement.importing.notation import lines_of_blocks
from agreement.models import Consultation, VersionProcess
from directory.enums import Role
from directory.models import Membership, OrganisationPage
from portal.accounts.models import User
from portal.operations.demo.agreement_text import clause_uid


def consult(
    process: VersionProcess,
    file: Mapping[str, Any],
    organisations: Mapping[str, OrganisationPage],
    by: User,
) -> Consultation:
    """Ask every party about the frozen round, say what the file says, and decide on all of it."""
    until = timezone.localdate() + timedelta(days=file["days"])
    asked = invite(process, by, open_until=until, message=file["message"])
    for said in file["comments"]:
        _comment(asked, said, organisations[said["organisation"]], by)
    for answer in file["answers"]:
        organisation = organisations[answer["organisation"]]
        invitation = asked.invitations.get(organisation=organisation.uuid)
        save_answer(
            invitation,
            _lead_of(organisation),
            position=answer["position"],
            answer=answer["answer"],
            base=invitation.changed_at,
            release=True,
        )
    return asked


def _comment(
    asked: Consultation, said: Mapping[str, Any], organisation: OrganisationPage, by: User
) -> None:
    clause = clause_uid(said["clause"]) if "clause" in said else None
    lines = ""
    if clause and "replaces" in said:
        wording = lines_of_blocks(RoundText(asked).wording(clause))
        lines = wording.replace(said["replaces"], said["by"])
    words = Words(said["kind"], said["text"], said.get("quote", ""), lines)
    kept = write_comment(
        asked, _lead_of(organisation), str(organisation.uuid), words, clause=clause, release=True
    )
    dispose(kept.comment, by, said["result"], said["reason"], "")


def _lead_of(organisation: OrganisationPage) -> User:
    leads = Membership.objects.filter(organisation=organisation, role=Role.LEAD_EDITOR)
    person: User = leads.select_related("user").order_by("pk")[0].user
    return person
