"""What the editors of an invited organisation do with its comments."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agreement.consultation import actions_member as acts
from agreement.consultation.checking import Words, WordsRefused
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.round_text import RoundText
from agreement.enums import CommentKind, CommentState, Disclosure, DispositionResult
from agreement.importing.notation import lines_of_blocks
from agreement.models import Consultation, ConsultationComment, Disposition, Invitation
from directory.enums import Role
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import consultation as rounds
from tests.factories import directory, people

REMARK = Words(CommentKind.REMARK, "Beispiel: bitte klarer.")


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def consultation(here: OrganisationPage) -> Consultation:
    return rounds.consultation(organisations=[here])


@pytest.fixture
def editor(here: OrganisationPage) -> Any:
    return people.editor(of=here)


def clauses(consultation: Consultation) -> list[str]:
    return list(RoundText(consultation).places)


def write(
    consultation: Consultation, by: Any, of: OrganisationPage, words: Words = REMARK, **more: Any
) -> acts.Kept:
    return acts.write_comment(consultation, by, str(of.uuid), words, **more)


def over(consultation: Consultation) -> Consultation:
    """Let the last day of a consultation be yesterday."""
    consultation.open_until = timezone.localdate() - timedelta(days=1)
    consultation.save()
    return consultation


def test_a_comment_is_a_draft_until_it_is_released(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    uid = clauses(consultation)[0]
    kept = write(consultation, editor, here, clause=uid)
    assert kept.late == ""
    comment = ConsultationComment.objects.get()
    assert comment.state == CommentState.DRAFT
    assert (str(comment.clause), comment.author) == (uid, editor)
    assert comment.organisation_name == "Beispielwerk Hier"

    invitation = Invitation.objects.get(organisation=here.uuid)
    assert acts.release_comments(invitation, editor) == 1
    comment.refresh_from_db()
    assert comment.state == CommentState.RELEASED
    assert comment.released_at is not None
    assert acts.release_comments(invitation, editor) == 0


def test_only_the_chosen_drafts_are_released(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    first, second = (write(consultation, editor, here).comment for _each in range(2))
    invitation = Invitation.objects.get(organisation=here.uuid)
    assert acts.release_comments(invitation, editor, [second.pk]) == 1
    first.refresh_from_db()
    assert first.state == CommentState.DRAFT


def test_where_everything_is_shown_at_once_a_comment_is_never_a_draft(
    editor: Any, here: OrganisationPage
) -> None:
    consultation = rounds.consultation(organisations=[here], disclosure=Disclosure.AT_ONCE)
    assert write(consultation, editor, here).comment.state == CommentState.RELEASED


def test_the_coordination_is_told_once_of_what_is_released(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    coordination = people.coordination()
    write(consultation, editor, here, release=True)
    write(consultation, editor, here, release=True)
    told = Notification.objects.filter(recipient=coordination, text__contains="freigegeben")
    assert told.count() == 1
    assert "klarer" not in told.get().text


@pytest.mark.parametrize("role", ["staff", "signatory", "coordination", "administrator", "there"])
def test_nobody_but_its_editors_comments_for_an_organisation(
    consultation: Consultation, here: OrganisationPage, role: str
) -> None:
    made: dict[str, Callable[[], Any]] = {
        "staff": lambda: people.staff(of=here),
        "signatory": lambda: people.signatory(of=here),
        "coordination": people.coordination,
        "administrator": people.administrator,
        "there": lambda: people.editor(of=directory.organisation()),
    }
    draft = rounds.comment(to=consultation, of=here, released=False)
    released = rounds.comment(to=consultation, of=here)
    invitation = Invitation.objects.get(organisation=here.uuid)
    who = made[role]()
    for act in (
        lambda: write(consultation, who, here),
        lambda: acts.change_comment(draft, who, REMARK, draft.changed_at),
        lambda: acts.delete_draft(draft, who),
        lambda: acts.withdraw_comment(released, who),
        lambda: acts.release_comments(invitation, who),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_organisation_that_was_not_asked_cannot_comment(consultation: Consultation) -> None:
    there = directory.organisation()
    with pytest.raises(PermissionDenied):
        write(consultation, people.editor(of=there), there)


@pytest.mark.parametrize("has_ended", [True, False])
def test_a_comment_that_comes_too_late_is_kept_as_a_draft(
    consultation: Consultation, editor: Any, here: OrganisationPage, has_ended: bool
) -> None:
    if has_ended:
        consultation.ended_at = timezone.now()
        consultation.save()
    else:
        over(consultation)
    kept = write(consultation, editor, here, release=True)
    assert kept.comment.state == CommentState.DRAFT
    assert "als Entwurf Ihrer Organisation gespeichert" in kept.late
    changed = acts.change_comment(kept.comment, editor, REMARK, kept.comment.changed_at)
    assert changed.late
    with pytest.raises(ConsultationRefused, match="Entwürfe bleiben erhalten"):
        acts.release_comments(Invitation.objects.get(organisation=here.uuid), editor)


def test_the_last_day_still_counts(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    consultation.open_until = timezone.localdate()
    consultation.save()
    assert write(consultation, editor, here, release=True).late == ""


def test_a_quote_must_stand_in_the_clause(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    uid = clauses(consultation)[0]
    words = RoundText(consultation).wording(uid)[0].text
    with pytest.raises(WordsRefused) as refused:
        write(consultation, editor, here, Words("remark", "Ja", "nie gesagt"), clause=uid)
    assert "stehen so nicht in der Klausel" in refused.value.errors["quote"]
    assert not ConsultationComment.objects.exists()
    write(consultation, editor, here, Words("remark", "Ja", f"„{words}“"), clause=uid)
    assert ConsultationComment.objects.get().quote == f"„{words}“"


def test_a_quote_from_an_earlier_round_may_stay(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    uid = clauses(consultation)[0]
    facts = {"clause": uid, "quote": "so stand es einmal"}
    draft = rounds.comment(to=consultation, of=here, released=False, **facts)
    changed = Words("remark", "Neu gesagt", "so stand es einmal")
    acts.change_comment(draft, editor, changed, draft.changed_at)
    draft.refresh_from_db()
    assert draft.text == "Neu gesagt"


def test_another_wording_is_kept_as_blocks(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    uid = clauses(consultation)[0]
    old = lines_of_blocks(RoundText(consultation).wording(uid))
    words = Words("proposal", lines=f"{old}\n- und ein Punkt mehr")
    comment = write(consultation, editor, here, words, clause=uid).comment
    assert comment.proposal[-1] == {"kind": "bullet", "runs": [{"text": "und ein Punkt mehr"}]}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("unfug", "Ja"), "kind"),
        (Words("remark"), "text"),
        (Words("objection", "  "), "text"),
        (Words("remark", "x" * 20_001), "text"),
        (Words("proposal", lines=""), "lines"),
        (Words("proposal", lines="SAME"), "lines"),
        (Words("agreement", lines="Ganz anders"), "kind"),
        (Words("remark", "Ja", "x" * 5_001), "quote"),
        (Words("proposal", lines="x" * 1_000_001), "lines"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused_at_its_field(
    consultation: Consultation, editor: Any, here: OrganisationPage, words: Words, field: str
) -> None:
    uid = clauses(consultation)[0]
    if words.lines == "SAME":
        words = Words("proposal", lines=lines_of_blocks(RoundText(consultation).wording(uid)))
    with pytest.raises(WordsRefused) as refused:
        write(consultation, editor, here, words, clause=uid)
    assert list(refused.value.errors) == [field]


def test_to_agree_needs_no_words(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    write(consultation, editor, here, Words("agreement"), clause=clauses(consultation)[1])
    write(consultation, editor, here, Words("agreement"))
    assert ConsultationComment.objects.count() == 2


def test_the_second_of_two_editors_is_told(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    draft = write(consultation, editor, here).comment
    opened = draft.changed_at
    other = people.editor(of=here)
    acts.change_comment(draft, other, Words("remark", "Die andere war schneller"), opened)
    with pytest.raises(acts.ChangedMeanwhile) as told:
        acts.change_comment(draft, editor, Words("remark", "Ich auch"), opened)
    assert isinstance(told.value.current, ConsultationComment)
    assert told.value.current.text == "Die andere war schneller"
    base = told.value.current.changed_at
    acts.change_comment(draft, editor, Words("remark", "Ich auch"), base)
    draft.refresh_from_db()
    assert draft.text == "Ich auch"


def test_only_drafts_change_and_go(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    released = write(consultation, editor, here, release=True).comment
    with pytest.raises(ConsultationRefused, match="Nehmen Sie sie erst zurück"):
        acts.change_comment(released, editor, REMARK, released.changed_at)
    with pytest.raises(ConsultationRefused, match="nur Entwürfe"):
        acts.delete_draft(released, editor)
    draft = acts.withdraw_comment(released, editor)
    assert draft.state == CommentState.DRAFT
    acts.delete_draft(draft, editor)
    assert not ConsultationComment.objects.exists()
    with pytest.raises(ConsultationRefused, match="inzwischen gelöscht"):
        acts.change_comment(draft, editor, REMARK, draft.changed_at)


def test_what_is_disposed_of_stays(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    comment = write(consultation, editor, here, release=True).comment
    Disposition.objects.create(comment=comment, result=DispositionResult.REJECTED, reason="Nein.")
    with pytest.raises(ConsultationRefused, match="schon behandelt"):
        acts.withdraw_comment(comment, editor)


def test_what_was_carried_on_or_ended_stays(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    comment = write(consultation, editor, here, release=True).comment
    consultation.ended_at = timezone.now()
    consultation.save()
    with pytest.raises(ConsultationRefused, match="bleibt stehen"):
        acts.withdraw_comment(comment, editor)


def test_a_comment_stays_with_its_organisation_when_its_author_goes(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    comment = write(consultation, editor, here, release=True).comment
    editor.delete()
    comment.refresh_from_db()
    assert comment.author is None
    assert comment.organisation_name == "Beispielwerk Hier"


def test_rights_that_ended_while_the_page_was_open_count(
    consultation: Consultation, here: OrganisationPage
) -> None:
    gone = people.member(of=here, role=Role.EDITOR, until=date(2020, 1, 1))
    with pytest.raises(PermissionDenied):
        write(consultation, gone, here)


def test_a_draft_goes_from_every_round_that_it_was_carried_through(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    before = rounds.comment(to=consultation, of=here, released=False)
    draft = rounds.comment(to=consultation, of=here, released=False, carried_from=before)
    with pytest.raises(ConsultationRefused, match="in der neueren Runde"):
        acts.delete_draft(before, editor)
    acts.delete_draft(draft, editor)
    assert not ConsultationComment.objects.exists()


def test_what_an_earlier_round_heard_is_taken_back_and_never_deleted(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    before = rounds.comment(to=consultation, of=here)
    again = rounds.comment(to=consultation, of=here, carried_from=before)
    draft = acts.withdraw_comment(again, editor)
    with pytest.raises(ConsultationRefused, match="gilt sie als zurückgenommen"):
        acts.delete_draft(draft, editor)
    with pytest.raises(ConsultationRefused, match="bleibt stehen"):
        acts.withdraw_comment(before, editor)
