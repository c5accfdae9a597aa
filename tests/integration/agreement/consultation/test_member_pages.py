"""The pages on which organisations read a round and answer it, as a browser asks for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.consultation.round_text import RoundText
from agreement.enums import CommentState, Disclosure, DispositionResult
from agreement.importing.notation import lines_of_blocks
from agreement.models import Consultation, ConsultationComment, Disposition, Invitation
from directory.models import Membership, OrganisationPage
from tests.factories import consultation as rounds
from tests.factories import directory, people

HOME = "/intern/abstimmung/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def there(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielverein Dort")


@pytest.fixture
def consultation(here: OrganisationPage, there: OrganisationPage) -> Consultation:
    return rounds.consultation(organisations=[here, there])


@pytest.fixture
def editor(here: OrganisationPage) -> Any:
    return people.editor(of=here)


@pytest.fixture
def lead(here: OrganisationPage) -> Any:
    return people.lead_editor(of=here)


@pytest.fixture
def uid(consultation: Consultation) -> str:
    return next(iter(RoundText(consultation).places))


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(consultation: Consultation, rest: str = "") -> str:
    return f"{HOME}{consultation.pk}/{rest}"


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def section(consultation: Consultation) -> str:
    return address(consultation, "text/zielgruppen/")


def test_an_editor_finds_what_waits_and_until_when(consultation: Consultation, editor: Any) -> None:
    text = read(client_of(editor), HOME)
    assert "Rückmeldung bis" in text
    assert "Die Leitung der Redaktion gibt sie frei." in text
    assert address(consultation) in text


def test_without_a_consultation_the_page_says_so(editor: Any) -> None:
    assert "Zurzeit ist nichts abzustimmen" in read(client_of(editor), HOME)


def test_what_has_ended_is_listed_below(consultation: Consultation, editor: Any) -> None:
    Consultation.objects.update(ended_at=timezone.now())
    text = read(client_of(editor), f"{HOME}?page=99")
    assert "Beendete Abstimmungen" in text
    assert "Diese Seite der Liste gibt es nicht." in text


def test_a_comment_with_another_wording_goes_from_draft_to_release(
    consultation: Consultation,
    editor: Any,
    here: OrganisationPage,
    there: OrganisationPage,
    uid: str,
) -> None:
    client = client_of(editor)
    form = address(consultation, f"anmerken/{uid}/")
    assert "Wortlaut" in read(client, form)
    old = lines_of_blocks(RoundText(consultation).wording(uid))
    sent = {"kind": "proposal", "text": "", "quote": "Wortlaut", "lines": f"{old} Und mehr."}
    answer = client.post(form, sent, follow=True)
    assert "Als Entwurf gespeichert." in answer.content.decode()
    comment = ConsultationComment.objects.get()
    assert comment.state == CommentState.DRAFT
    text = read(client, section(consultation))
    assert "Und mehr." in text
    assert "<ins>" in text

    stranger = client_of(people.editor(of=there))
    assert "Und mehr." not in read(stranger, section(consultation))
    drafts = address(consultation, f"entwuerfe/{here.uuid}/")
    assert "Und mehr." in read(client, drafts)
    answer = client.post(drafts, {"comment": [str(comment.pk)]}, follow=True)
    assert "1 Anmerkung ist freigegeben." in answer.content.decode()
    assert "Und mehr." in read(stranger, section(consultation))


def test_one_button_saves_and_releases(consultation: Consultation, editor: Any, uid: str) -> None:
    sent = {"kind": "agreement", "freigeben": "ja"}
    client_of(editor).post(address(consultation, f"anmerken/{uid}/"), sent)
    assert ConsultationComment.objects.get().state == CommentState.RELEASED


def test_a_wrong_quote_is_told_at_its_field_and_nothing_typed_is_lost(
    consultation: Consultation, editor: Any, uid: str
) -> None:
    sent = {"kind": "remark", "text": "Mein langer Text", "quote": "nie gesagt"}
    answer = client_of(editor).post(address(consultation, f"anmerken/{uid}/"), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Diese Worte stehen so nicht in der Klausel." in text
    assert 'href="#id_quote"' in text
    assert "Mein langer Text" in text
    assert "nie gesagt" in text
    assert not ConsultationComment.objects.exists()


@pytest.mark.parametrize("kind", ["", "unfug", "proposal"])
def test_a_kind_that_is_none_is_refused_in_words(
    consultation: Consultation, editor: Any, kind: str
) -> None:
    sent = {"kind": kind, "text": "Bleibt stehen"}
    answer = client_of(editor).post(address(consultation, "anmerken/"), sent)
    text = answer.content.decode()
    assert "Wählen Sie, was Sie sagen möchten." in text
    assert "Bleibt stehen" in text


@pytest.mark.parametrize("text", ["\x00", "x" * 20_001])
def test_text_that_cannot_be_kept_is_refused_without_a_fault(
    consultation: Consultation, editor: Any, text: str
) -> None:
    sent = {"kind": "remark", "text": f"a{text}b"}
    answer = client_of(editor).post(address(consultation, "anmerken/"), sent)
    assert answer.status_code == 200
    assert "has-error" in answer.content.decode()


def test_a_comment_after_the_last_day_is_kept_and_the_person_is_told_why(
    consultation: Consultation, editor: Any, uid: str
) -> None:
    Consultation.objects.update(open_until=timezone.localdate() - timedelta(days=1))
    sent = {"kind": "remark", "text": "Zu spät", "freigeben": "ja"}
    answer = client_of(editor).post(address(consultation, f"anmerken/{uid}/"), sent, follow=True)
    text = answer.content.decode()
    assert "Die Frist ist seit dem" in text
    assert "als Entwurf Ihrer Organisation gespeichert" in text
    assert "Zu spät" in text
    assert ConsultationComment.objects.get().state == CommentState.DRAFT


def test_the_second_of_two_editors_keeps_the_typed_text_and_sees_the_others(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    comment = rounds.comment(to=consultation, of=here, released=False, text="Anfang")
    url = address(consultation, f"anmerkung/{comment.pk}/")
    opened = comment.changed_at.isoformat()
    first = {"kind": "remark", "text": "Von der ersten", "base": opened}
    client_of(people.editor(of=here)).post(url, first)
    mine = {"kind": "remark", "text": "Von mir", "base": opened}
    client = client_of(editor)
    text = client.post(url, mine).content.decode()
    assert "inzwischen geändert" in text
    assert "Von der ersten" in text
    assert "Von mir" in text
    comment.refresh_from_db()
    assert comment.text == "Von der ersten"
    assert comment.changed_at.isoformat() in text
    client.post(url, mine | {"base": comment.changed_at.isoformat()})
    comment.refresh_from_db()
    assert comment.text == "Von mir"


def test_text_typed_into_a_comment_that_was_deleted_becomes_a_new_one(
    consultation: Consultation, editor: Any, here: OrganisationPage, uid: str
) -> None:
    comment = rounds.comment(to=consultation, of=here, released=False, clause=uid)
    url = address(consultation, f"anmerkung/{comment.pk}/")
    comment.delete()
    client = client_of(editor)
    sent = {"kind": "remark", "text": "Noch da", "clause": uid, "base": ""}
    text = client.post(url, sent).content.decode()
    assert "inzwischen gelöscht" in text
    assert "Noch da" in text
    again = address(consultation, f"anmerken/{uid}/")
    assert f'action="{again}"' in text
    client.post(again, sent)
    assert str(ConsultationComment.objects.get().clause) == uid
    stranger = client_of(people.staff(of=here))
    assert stranger.post(url, sent).status_code == 403


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_who_was_logged_out_or_lost_the_role_meanwhile_keeps_the_typed_text(
    consultation: Consultation, editor: Any, uid: str, prefix: str
) -> None:
    url = prefix + address(consultation, f"anmerken/{uid}/")
    sent = {"kind": "remark", "text": "Mein langer, mühsam getippter Text"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = Client().post(url, sent, headers=headers)
    assert answer.status_code == 403
    assert "mühsam getippter Text" in answer.content.decode()
    Membership.objects.filter(user=editor).update(role="staff")
    answer = client_of(editor).post(url, sent)
    assert answer.status_code == 403
    assert "mühsam getippter Text" in answer.content.decode()
    assert not ConsultationComment.objects.exists()


@pytest.mark.parametrize("base", ["", "gestern", "2020-01-01T00:00:00"])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(
    consultation: Consultation, editor: Any, here: OrganisationPage, base: str
) -> None:
    comment = rounds.comment(to=consultation, of=here, released=False, text="Bleibt")
    url = address(consultation, f"anmerkung/{comment.pk}/")
    client_of(editor).post(url, {"kind": "remark", "text": "Neu", "base": base})
    comment.refresh_from_db()
    assert comment.text == "Bleibt"


def test_a_draft_is_deleted_after_one_more_question(
    consultation: Consultation, editor: Any, here: OrganisationPage
) -> None:
    comment = rounds.comment(to=consultation, of=here, released=False)
    client, url = client_of(editor), address(consultation, f"anmerkung/{comment.pk}/loeschen/")
    assert "Entwurf löschen?" in read(client, url)
    assert ConsultationComment.objects.exists()
    client.post(url)
    assert not ConsultationComment.objects.exists()


def test_a_released_comment_is_taken_back_until_it_is_disposed_of(
    consultation: Consultation, editor: Any, here: OrganisationPage, uid: str
) -> None:
    comment = rounds.comment(to=consultation, of=here, clause=uid)
    client = client_of(editor)
    url = address(consultation, f"anmerkung/{comment.pk}/zuruecknehmen/")
    assert url in read(client, section(consultation))
    client.post(url)
    comment.refresh_from_db()
    assert comment.state == CommentState.DRAFT
    ConsultationComment.objects.update(state=CommentState.RELEASED, released_at=timezone.now())
    Disposition.objects.create(comment=comment, result=DispositionResult.ADOPTED, reason="Gut so.")
    text = read(client, section(consultation))
    assert url not in text
    assert "Übernommen" in text
    assert "Gut so." in text
    assert "Der Wortlaut ist seit dieser Runde gleich geblieben." in text
    answer = client.post(url, follow=True)
    assert "schon behandelt" in answer.content.decode()


def test_a_quote_that_no_longer_stands_is_marked(
    consultation: Consultation, editor: Any, here: OrganisationPage, uid: str
) -> None:
    before = rounds.comment(to=consultation, of=here)
    rounds.comment(to=consultation, of=here, clause=uid, quote="So war es", carried_from=before)
    text = read(client_of(editor), section(consultation))
    assert "So war es" in text
    assert "stehen in der Klausel dieser Runde nicht mehr" in text
    assert "aus einer früheren Runde übernommen" in text


def test_the_lead_editor_releases_the_official_answer_and_takes_it_back(
    consultation: Consultation,
    editor: Any,
    lead: Any,
    here: OrganisationPage,
    there: OrganisationPage,
) -> None:
    url = address(consultation, f"stellungnahme/{here.uuid}/")
    invitation = Invitation.objects.get(organisation=here.uuid)
    sent = {
        "position": "changes",
        "answer": "Mit Änderungen",
        "base": invitation.changed_at.isoformat(),
    }
    writer = client_of(editor)
    assert "Speichern und freigeben" not in read(writer, url)
    writer.post(url, sent)
    assert writer.post(url, sent | {"freigeben": "ja"}).status_code == 403

    client = client_of(lead)
    invitation.refresh_from_db()
    sent["base"] = invitation.changed_at.isoformat()
    answer = client.post(url, sent | {"freigeben": "ja"}, follow=True)
    assert "liegt vor" in answer.content.decode()
    assert "Mit Änderungen" in read(client_of(people.staff(of=there)), address(consultation))
    assert "ändert sich nicht mehr" in client.post(url, sent).content.decode()
    client.post(f"{url}zuruecknehmen/")
    invitation.refresh_from_db()
    assert invitation.released_at is None


def test_to_release_without_a_position_is_refused_at_its_field(
    consultation: Consultation, lead: Any, here: OrganisationPage
) -> None:
    url = address(consultation, f"stellungnahme/{here.uuid}/")
    base = Invitation.objects.get(organisation=here.uuid).changed_at.isoformat()
    sent = {"answer": "Nur Text", "base": base, "freigeben": "ja"}
    text = client_of(lead).post(url, sent).content.decode()
    assert "Wählen Sie die Haltung Ihrer Organisation" in text
    assert "Nur Text" in text


def test_staff_read_and_cannot_write(
    consultation: Consultation, here: OrganisationPage, uid: str
) -> None:
    draft = rounds.comment(to=consultation, of=here, released=False, text="Unser Entwurf")
    client = client_of(people.staff(of=here))
    assert "Unser Entwurf" in read(client, address(consultation))
    assert "Anmerken" not in read(client, section(consultation))
    read(client, address(consultation, f"stellungnahme/{here.uuid}/"))
    for rest in (
        f"anmerken/{uid}/",
        "anmerken/",
        f"anmerkung/{draft.pk}/",
        f"anmerkung/{draft.pk}/loeschen/",
        f"anmerkung/{draft.pk}/zuruecknehmen/",
        f"entwuerfe/{here.uuid}/",
        f"stellungnahme/{here.uuid}/",
        f"stellungnahme/{here.uuid}/zuruecknehmen/",
    ):
        assert client.post(address(consultation, rest), {"kind": "agreement"}).status_code == 403


def test_another_organisations_draft_is_as_if_it_were_not_there(
    consultation: Consultation, here: OrganisationPage, there: OrganisationPage
) -> None:
    draft = rounds.comment(to=consultation, of=here, released=False)
    for who in (people.editor(of=there), people.coordination(), people.administrator()):
        for rest in ("", "loeschen/", "zuruecknehmen/"):
            answer = client_of(who).get(address(consultation, f"anmerkung/{draft.pk}/{rest}"))
            assert answer.status_code == 404


def test_an_organisation_that_was_not_asked_reads_the_text_alone(
    consultation: Consultation, here: OrganisationPage, uid: str
) -> None:
    rounds.comment(to=consultation, of=here, clause=uid, text="Unter uns")
    client = client_of(people.lead_editor(of=directory.organisation()))
    assert "nicht eingeladen" in read(client, address(consultation))
    assert "Unter uns" not in read(client, section(consultation))
    assert client.get(address(consultation, f"anmerken/{uid}/")).status_code == 403
    Consultation.objects.update(ended_at=timezone.now())
    assert "Unter uns" in read(client, section(consultation))


def test_visitors_are_sent_to_the_log_in(consultation: Consultation, uid: str) -> None:
    for rest in ("", "text/zielgruppen/", f"anmerken/{uid}/"):
        answer = Client().get(address(consultation, rest))
        assert answer.status_code == 302
        assert "/konto/" in answer["Location"]


def test_what_is_not_there_is_said_in_words(consultation: Consultation, editor: Any) -> None:
    client = client_of(editor)
    nothing = "11111111-1111-4111-8111-111111111111"
    for url in (
        f"{HOME}{nothing}/",
        address(consultation, "text/fehlt/"),
        address(consultation, f"anmerken/{nothing}/"),
        address(consultation, f"anmerkung/{nothing}/"),
    ):
        assert client.get(url).status_code == 404
    assert client.get(address(consultation, f"entwuerfe/{nothing}/")).status_code == 403


def test_somebody_of_two_organisations_chooses_for_which_to_speak(
    consultation: Consultation, here: OrganisationPage, there: OrganisationPage
) -> None:
    both = people.editor(of=here)
    Membership.objects.create(user=both, organisation=there, role="editor")
    client, url = client_of(both), address(consultation, "anmerken/")
    assert "Für welche Organisation" in read(client, url)
    client.post(url, {"kind": "remark", "text": "Für dort", "organisation": str(there.uuid)})
    assert ConsultationComment.objects.get().organisation == there.uuid
    client.post(url, {"kind": "remark", "text": "Für dort", "organisation": "unfug"})
    assert ConsultationComment.objects.count() == 1


def test_nothing_typed_runs_as_a_script(
    here: OrganisationPage, there: OrganisationPage, editor: Any
) -> None:
    consultation = rounds.consultation(organisations=[here, there], disclosure=Disclosure.AT_ONCE)
    Consultation.objects.update(message=SCRIPT)
    Invitation.objects.filter(organisation=here.uuid).update(
        answer=SCRIPT, released_at=timezone.now(), position="agrees"
    )
    uid = next(iter(RoundText(consultation).places))
    client = client_of(editor)
    old = lines_of_blocks(RoundText(consultation).wording(uid))
    sent = {"kind": "proposal", "text": SCRIPT, "lines": f"{old}{SCRIPT}"}
    client.post(address(consultation, f"anmerken/{uid}/"), sent)
    comment = ConsultationComment.objects.get()
    ConsultationComment.objects.update(quote=SCRIPT)
    Disposition.objects.create(comment=comment, result=DispositionResult.PARTLY, reason=SCRIPT)
    stranger = client_of(people.staff(of=there))
    for url in (address(consultation), section(consultation)):
        assert SCRIPT not in read(stranger, url)
    assert "&lt;script&gt;" in read(stranger, section(consultation))


def test_many_comments_take_no_more_queries(
    consultation: Consultation,
    editor: Any,
    here: OrganisationPage,
    there: OrganisationPage,
    uid: str,
) -> None:
    client = client_of(editor)
    urls = [
        HOME,
        address(consultation),
        section(consultation),
        address(consultation, f"entwuerfe/{here.uuid}/"),
    ]

    def add(count: int) -> None:
        for number in range(count):
            facts = {"clause": uid, "author": editor, "text": f"Nummer {number}"}
            rounds.comment(to=consultation, of=here, released=False, **facts)
            said = rounds.comment(to=consultation, of=there, **facts)
            Disposition.objects.create(comment=said, result="adopted", reason="Ja.")
            rounds.comment(to=consultation, of=there)

    def counts() -> list[int]:
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                read(client, url)
            found.append(len(queries))
        return found

    add(1)
    few = counts()
    add(8)
    assert counts() == few
    assert max(few) <= 45
