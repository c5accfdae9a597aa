"""What the coordination makes of comments, and what is still open when a round goes on."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agreement.consultation.carrying import has_lost_its_clause
from agreement.consultation.disposing import DecidedMeanwhile, base_of, dispose
from agreement.consultation.refusals import ConsultationRefused
from agreement.enums import CommentState, DispositionResult, LineageKind
from agreement.models import (
    ClauseLineage,
    Consultation,
    ConsultationComment,
    Disposition,
    Invitation,
    VersionProcess,
)
from agreement.problem_sentences import reasons
from agreement.process.actions import adopt, back_to_draft, problems_for_next_act
from agreement.process.guards import SealingRefused
from agreement.sealing_problems import ProblemCode
from tests.factories import agreement as texts
from tests.factories import consultation as rounds
from tests.factories import directory, people
from tests.integration.agreement.consultation.test_inviting import told

pytestmark = pytest.mark.django_db

ADOPTED, REJECTED = DispositionResult.ADOPTED, DispositionResult.REJECTED


def clauses_of(consultation: Consultation) -> list[str]:
    return [str(one["id"]) for one in section_of(consultation).clauses.raw_data]


def section_of(consultation: Consultation) -> Any:
    return consultation.process.agreement.working_text.sections()[0]


def next_round(
    consultation: Consultation, *, keeps: int = 2, of: Any = (), by: Any = None
) -> Consultation:
    """Return a consultation of the next round, whose text keeps the first clauses."""
    by = by or people.coordination()
    back_to_draft(consultation.process, by)
    section = section_of(consultation)
    texts.set_clauses(section, list(section.clauses.raw_data)[:keeps])
    section.save_revision().publish()
    process = rounds.frozen(consultation.process.agreement.working_text, by)
    return rounds.consultation(of=process, organisations=of, by=by)


def test_a_decision_is_kept_with_its_reason_and_the_organisation_is_told() -> None:
    here, by = directory.organisation(), people.coordination()
    editor = people.editor(of=here)
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    dispose(comment, by, ADOPTED, "  Beispiel: steht jetzt so da. ", "")
    kept = Disposition.objects.get(comment=comment)
    assert (kept.result, kept.reason, kept.decided_by) == (
        ADOPTED,
        "Beispiel: steht jetzt so da.",
        by,
    )
    assert "Übernommen. Beispiel: steht jetzt so da." in told(editor)[-1]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (ADOPTED, ""),
        (ADOPTED, "  \n "),
        ("", "Beispiel"),
        ("yes", "Beispiel"),
        (ADOPTED, "x" * 4001),
    ],
)
def test_without_a_result_and_a_reason_of_reasonable_length_nothing_is_decided(
    result: str, reason: str
) -> None:
    here = directory.organisation()
    comment = rounds.comment(to=rounds.consultation(organisations=[here]), of=here)
    with pytest.raises(ConsultationRefused, match=r"\.$"):
        dispose(comment, people.coordination(), result, reason, "")
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("role", ["lead_editor", "administrator"])
def test_nobody_but_the_coordination_decides(role: str) -> None:
    here = directory.organisation()
    comment = rounds.comment(to=rounds.consultation(organisations=[here]), of=here)
    who = people.lead_editor(of=here) if role == "lead_editor" else people.administrator()
    with pytest.raises(PermissionDenied):
        dispose(comment, who, ADOPTED, "Beispiel", "")


def test_whoever_decides_second_is_told_what_the_first_decided_and_may_then_replace_it() -> None:
    here, by = directory.organisation(), people.coordination()
    comment = rounds.comment(to=rounds.consultation(organisations=[here]), of=here)
    dispose(comment, by, ADOPTED, "Erster Grund", "")
    with pytest.raises(DecidedMeanwhile) as refusal:
        dispose(comment, people.coordination(), REJECTED, "Zweiter Grund", "")
    assert "Übernommen" in str(refusal.value)
    assert "Erster Grund" in str(refusal.value)
    assert Disposition.objects.get().reason == "Erster Grund"
    dispose(comment, by, REJECTED, "Zweiter Grund", base_of(refusal.value.disposition))
    assert Disposition.objects.get().reason == "Zweiter Grund"


def test_a_draft_cannot_be_decided_on() -> None:
    here = directory.organisation()
    comment = rounds.comment(to=rounds.consultation(organisations=[here]), of=here, released=False)
    with pytest.raises(ConsultationRefused):
        dispose(comment, people.coordination(), ADOPTED, "Beispiel", "")


def test_nothing_is_adopted_while_a_comment_is_open_and_the_reason_leads_to_it() -> None:
    here, by = directory.organisation(), people.coordination()
    made = rounds.consultation(organisations=[here])
    about = clauses_of(made)[1]
    comment = rounds.comment(to=made, of=here, clause=about)
    whole = rounds.comment(to=made, of=here)
    rounds.comment(to=made, of=here, released=False)
    with pytest.raises(SealingRefused) as refusal:
        adopt(made.process, by)
    assert {each.code for each in refusal.value.problems} == {ProblemCode.OPEN_CONSULTATION_COMMENT}
    assert Consultation.objects.get(pk=made.pk).ended_at is None
    process = VersionProcess.objects.get(pk=made.process_id)
    text = process.agreement.working_text
    first, second = reasons(problems_for_next_act(text, process), text)
    assert first.url == f"/intern/abstimmung/{made.pk}/synopse/#anmerkung-{comment.pk}"
    assert f"{here.title} zu § 2" in first.sentence or here.title in first.sentence
    assert "zum ganzen Text" in second.sentence
    for one in (comment, whole):
        dispose(one, by, ADOPTED, "Beispiel", "")
    assert adopt(process, by).number == 1


def test_after_adoption_decisions_stand() -> None:
    here, by = directory.organisation(), people.coordination()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    kept = dispose(comment, by, ADOPTED, "Beispiel", "")
    adopt(made.process, by)
    with pytest.raises(ConsultationRefused, match="weiter"):
        dispose(comment, by, REJECTED, "Anders", base_of(kept))


def test_what_is_open_is_asked_again_in_the_next_round_at_the_same_clause() -> None:
    here, by = directory.organisation(), people.coordination()
    made = rounds.consultation(organisations=[here])
    about = clauses_of(made)[0]
    author = people.editor(of=here)
    comment = rounds.comment(to=made, of=here, clause=about, quote="Wortlaut", author=author)
    settled = rounds.comment(to=made, of=here, text="Erledigtes")
    dispose(settled, by, ADOPTED, "Beispiel", "")
    again = next_round(made, of=[here])
    carried = ConsultationComment.objects.get(consultation=again)
    assert carried.carried_from == comment
    for name in ("organisation", "author", "clause", "quote", "text", "state", "created_at"):
        assert str(getattr(carried, name)) == str(
            getattr(ConsultationComment.objects.get(pk=comment.pk), name)
        ), name
    assert not has_lost_its_clause(carried)
    with pytest.raises(ConsultationRefused, match="neueren Runde"):
        dispose(comment, by, ADOPTED, "Beispiel", "")
    with pytest.raises(SealingRefused) as refusal:
        adopt(again.process, by)
    assert len(refusal.value.problems) == 1
    dispose(carried, by, REJECTED, "Beispiel", "")
    adopt(again.process, by)


def test_a_comment_is_carried_over_a_round_that_nobody_was_asked_about() -> None:
    here, by = directory.organisation(), people.coordination()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    back_to_draft(made.process, by)
    text = made.process.agreement.working_text
    unasked = rounds.frozen(text, by)
    with pytest.raises(SealingRefused):
        adopt(unasked, by)
    back_to_draft(unasked, by)
    again = rounds.consultation(of=rounds.frozen(text, by), by=by)
    assert ConsultationComment.objects.get(consultation=again).carried_from == comment


def test_drafts_are_carried_as_drafts_of_those_who_are_asked_again() -> None:
    here, other = directory.organisation(), directory.organisation()
    made = rounds.consultation(organisations=[here, other])
    rounds.comment(to=made, of=here, released=False, text="Entwurf")
    left = rounds.comment(to=made, of=other, released=False)
    Invitation.objects.filter(organisation=here.uuid).update(answer="Angefangen")
    again = next_round(made, of=[here])
    carried = ConsultationComment.objects.get(consultation=again)
    assert (carried.text, carried.state) == ("Entwurf", CommentState.DRAFT)
    assert ConsultationComment.objects.filter(pk=left.pk, carried_to=None).exists()
    assert Invitation.objects.get(consultation=again).answer == "Angefangen"
    latest = next_round(again, of=[other])
    assert ConsultationComment.objects.get(consultation=latest).carried_from == left


def test_a_comment_whose_clause_is_gone_is_carried_to_the_whole_text_and_says_so() -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here, clause=clauses_of(made)[1])
    carried = ConsultationComment.objects.get(consultation=next_round(made, keeps=1))
    assert carried.clause is None
    assert carried.carried_from == comment
    assert has_lost_its_clause(carried)


def test_a_comment_follows_the_lineage_of_its_clause() -> None:
    here, by = directory.organisation(), people.coordination()
    text = rounds.text()
    texts.signed(texts.sealed(text, by))
    made = rounds.consultation(of=rounds.frozen(text, by), organisations=[here], by=by)
    stays, goes = clauses_of(made)
    rounds.comment(to=made, of=here, clause=goes)
    ClauseLineage.objects.create(
        agreement=text.agreement, clause=goes, kind=LineageKind.MERGED, successors=[stays]
    )
    carried = ConsultationComment.objects.get(consultation=next_round(made, keeps=1, by=by))
    assert str(carried.clause) == stays
    assert has_lost_its_clause(carried)
