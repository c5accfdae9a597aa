"""What partners say about a text, what staff ask about it, and who follows it: each with a word."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agreement.consultation.disposing import dispose
from agreement.enums import Disclosure, DispositionResult, FollowMail, OfficialPosition
from agreement.models import (
    Acknowledgement,
    AgreementPage,
    AgreementVersion,
    ChangesTold,
    ClauseQuestion,
    Consultation,
    ConsultationComment,
    Invitation,
    Review,
    Subscription,
    SubscriptionMail,
)
from agreement.process.actions import back_to_draft
from directory.models import OrganisationPage
from portal.accounts.models import User
from tests.factories import agreement as texts
from tests.factories import consultation as rounds
from tests.factories.site import home
from tests.security.world.markers import word


@dataclass(frozen=True)
class Consulted:
    """What tests name of the agreement on which the partners are asked."""

    clause: str
    ended: Consultation
    """The organisation there alone was asked; its released comments are open to all by now."""
    running: Consultation
    """The organisation there alone is asked; what it releases only the coordination sees."""
    draft: ConsultationComment
    released: ConsultationComment
    answer: Invitation
    question: ClauseQuestion
    review: Review
    subscription: Subscription


def plant_consulted(
    here: OrganisationPage, there: OrganisationPage, people: dict[str, User]
) -> Consulted:
    """Put a version in force, ask about two rounds of the next one, and say much to them."""
    coordination = people["coordination"]
    made = texts.agreement(title="Beraten (Beispiel)", slug="beraten")
    home().add_child(instance=AgreementPage(title="Beraten", slug="beraten", agreement=made))
    text = texts.working_text(of=made, parties=[here, there], slug="dritte-arbeitsfassung")
    stored = texts.clause(texts.rule(), heading="Zielgruppe")
    section = texts.section(stored, of=text, title="Zielgruppen", slug="zielgruppen")
    version = texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    _write(section, stored, "roundclause")
    first = rounds.frozen(text, coordination)
    ended = _ask(first, there, coordination, Disclosure.RELEASED, "endedmessage")
    _say_in_ended_round(ended, here, there, stored["id"], coordination)
    back_to_draft(first, coordination)
    second = rounds.frozen(text, coordination)
    running = _ask(second, there, coordination, Disclosure.AFTER_END, "message")
    draft, released, answer = _say(running, there, stored["id"], coordination)
    _tell(version, there)
    return Consulted(
        clause=stored["id"],
        ended=Consultation.objects.get(pk=ended.pk),
        running=running,
        draft=draft,
        released=released,
        answer=answer,
        question=_question(version, stored["id"], there),
        review=_reviews(version, stored["id"]),
        subscription=_subscription(version, stored["id"]),
    )


def _write(section: Any, stored: Any, place: str) -> None:
    """Change the clause for the rounds, which the network alone reads."""
    value = {**stored["value"], "text": f"<p>Wortlaut {word(place)}.</p>"}
    texts.set_clauses(section, [{**stored, "value": {**value, "change_reason": "Beispiel"}}])
    section.save_revision().publish()


def _ask(
    process: Any, organisation: OrganisationPage, by: Any, disclosure: str, place: str
) -> Consultation:
    made = rounds.consultation(
        of=process, organisations=[organisation], disclosure=disclosure, by=by
    )
    Consultation.objects.filter(pk=made.pk).update(message=f"Es geht um {word(place)}.")
    made.refresh_from_db()
    return made


def _say_in_ended_round(
    asked: Consultation, here: OrganisationPage, there: OrganisationPage, clause: str, by: Any
) -> None:
    """Leave a comment that is settled, an answer, and an answer that nobody released."""
    settled = rounds.comment(
        to=asked,
        of=there,
        clause=clause,
        text=f"Anmerkung {word('endedcomment')}",
        quote=f"Stelle {word('endedquote')}",
        proposal=_proposal("endedproposal"),
    )
    dispose(settled, by, DispositionResult.REJECTED, f"Grund {word('endedreason')}", "")
    _answer(asked, there, "endedanswer", released=True)
    # As if asked too; its answer was never released.
    Invitation.objects.create(
        consultation=asked,
        organisation=here.uuid,
        organisation_name=here.title,
        position=OfficialPosition.AGREES,
        answer=f"Antwort {word('hereanswer')}",
    )


def _say(
    asked: Consultation, there: OrganisationPage, clause: str, by: Any
) -> tuple[ConsultationComment, ConsultationComment, Invitation]:
    draft = rounds.comment(
        to=asked,
        of=there,
        clause=clause,
        released=False,
        text=f"Entwurf {word('draftcomment')}",
        quote=f"Stelle {word('draftquote')}",
        proposal=_proposal("draftproposal"),
    )
    released = rounds.comment(
        to=asked,
        of=there,
        clause=clause,
        text=f"Anmerkung {word('releasedcomment')}",
        proposal=_proposal("releasedproposal"),
    )
    dispose(released, by, DispositionResult.SETTLED, f"Grund {word('disposition')}", "")
    answer = _answer(asked, there, "draftanswer", released=False)
    return draft, ConsultationComment.objects.get(pk=released.pk), answer


def _answer(asked: Consultation, of: OrganisationPage, place: str, *, released: bool) -> Invitation:
    invitation = Invitation.objects.get(consultation=asked, organisation=of.uuid)
    invitation.position, invitation.answer = OfficialPosition.OBJECTS, f"Antwort {word(place)}"
    invitation.released_at = timezone.now() if released else None
    invitation.save()
    return invitation


def _proposal(place: str) -> list[dict[str, Any]]:
    """Return another wording as it is kept."""
    return [{"kind": "paragraph", "runs": [{"text": f"Besser {word(place)}."}]}]


def _colleague() -> User:
    """Return the member of staff there whose name few may read."""
    return User.objects.get(last_name=word("surname"))


def _question(version: AgreementVersion, clause: str, there: OrganisationPage) -> ClauseQuestion:
    return ClauseQuestion.objects.create(
        agreement=version.agreement,
        clause=clause,
        version=version,
        wording="0" * 64,
        text=f"Frage {word('question')}",
        asked_by=_colleague(),
        organisation=there.uuid,
        organisation_name=there.title,
    )


def _reviews(version: AgreementVersion, clause: str) -> Review:
    """Plan a review of the clause, after one that is done."""
    today = timezone.localdate()
    Review.objects.create(
        agreement=version.agreement,
        version=version,
        due_on=today,
        done_on=today,
        outcome=f"Ergebnis {word('reviewoutcome')}",
    )
    made: Review = Review.objects.create(
        agreement=version.agreement,
        clause=clause,
        due_on=today + timedelta(days=3),
        occasion=f"Anlass {word('reviewoccasion')}",
    )
    return made


def _subscription(version: AgreementVersion, clause: str) -> Subscription:
    """Let a visitor follow the clause, with a mail that waits."""
    made: Subscription = Subscription.objects.create(
        agreement=version.agreement,
        clause=clause,
        email=f"{word('subscriber')}@example.org",
        secret=word("subscription"),
        confirmed_at=timezone.now(),
    )
    SubscriptionMail.objects.create(
        subscription=made, version=version, event=FollowMail.IN_FORCE, sent_at=timezone.now()
    )
    return made


def _tell(version: AgreementVersion, there: OrganisationPage) -> None:
    """Let the colleague there have something to read."""
    ChangesTold.objects.create(version=version, effective_on=date(2024, 1, 1))
    Acknowledgement.objects.create(
        user=_colleague(),
        version=version,
        organisation=there.uuid,
        organisation_name=there.title,
        digest="0" * 64,
    )
