"""Staff ask about a clause, the coordination answers, and the answer stays with the clause."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreement.identity import Stored
from agreement.models import AgreementVersion, ClauseQuestion, SectionPage, WorkingTextPage
from agreement.review import questions
from agreement.review.questions import LONGEST, MOST_OPEN
from agreement.review.refusals import ReviewRefused
from directory.models import OrganisationLogEntry, OrganisationPage
from portal.accounts.models import Notification
from portal.accounts.own_data import own_data
from tests.factories import agreement as make
from tests.factories import people
from tests.integration.agreement.review.conftest import IN_FORCE, browser

pytestmark = pytest.mark.django_db
START = "/intern/rueckfragen/"


def place(clause: Stored) -> str:
    return f"{START}vereinbarung/{clause['id']}/"


def ask(client: Client, clause: Stored, text: str = "Gilt das auch für Kinder?") -> Any:
    return client.post(place(clause), {"text": text}, follow=True)


def test_staff_ask_and_are_told_the_answer_by_mail(
    version: AgreementVersion, clause: Stored, staff: Client, coordination: Client, asker: Any
) -> None:
    asked = ask(staff, clause)
    assert "Ihre Frage ist gestellt" in asked.content.decode()
    question = ClauseQuestion.objects.get()
    assert question.version == version
    told = Notification.objects.get(kind="rueckfragen")
    assert told.recipient.groups.filter(name="Koordination").exists()
    assert told.path.endswith(f"#frage-{question.pk}")

    page = coordination.get(f"{START}frage/{question.pk}/antwort/").content.decode()
    assert "Gilt das auch für Kinder?" in page
    done = coordination.post(f"{START}frage/{question.pk}/antwort/", {"text": "Ja."}, follow=True)

    assert "Die Antwort steht jetzt bei der Klausel." in done.content.decode()
    assert Notification.objects.filter(kind="rueckfragen", recipient=asker).exists()
    html = staff.get(place(clause)).content.decode()
    assert "Ja." in html
    assert "älter als der Wortlaut" not in html
    assert OrganisationLogEntry.objects.filter(action="portal.question.answer").exists()


def test_question_and_answer_stand_on_the_page_of_the_clause_for_the_network_only(
    version: AgreementVersion, clause: Stored, staff: Client, coordinator: Any, client: Client
) -> None:
    ask(staff, clause)
    questions.answer(ClauseQuestion.objects.get(), coordinator, "Ja, auch für Kinder.")
    address = f"/vereinbarung/k/{clause['id']}/"

    html = staff.get(address, follow=True).content.decode()
    assert "Gilt das auch für Kinder?" in html
    assert "Ja, auch für Kinder." in html
    assert f'action="{place(clause)}"' in html
    public = client.get(address, follow=True)
    assert public.status_code == 200
    assert "Rückfrage" not in public.content.decode()
    assert not public.cookies


def test_the_page_says_when_the_answer_is_older_than_the_wording(
    version: AgreementVersion,
    text: WorkingTextPage,
    clause: Stored,
    staff: Client,
    coordinator: Any,
) -> None:
    ask(staff, clause)
    questions.answer(ClauseQuestion.objects.get(), coordinator, "Ja.")
    section = SectionPage.objects.child_of(text).get().specific
    changed = {**clause, "value": {**clause["value"], "text": "<p>Nur Erwachsene.</p>"}}
    make.set_clauses(section, [changed])
    section.save_revision().publish()
    make.in_force(make.sealed(text, coordinator), IN_FORCE.replace(year=2026), coordinator)

    html = staff.get(place(clause)).content.decode()

    assert "Antwort ist älter als der Wortlaut" in html
    assert "geschrieben zu Fassung 1" in html
    questions.answer(ClauseQuestion.objects.get(), coordinator, "Nein, nicht mehr.")
    assert "Antwort ist älter" not in staff.get(place(clause)).content.decode()


def test_only_the_coordination_sees_who_asked(
    version: AgreementVersion,
    here: OrganisationPage,
    clause: Stored,
    staff: Client,
    coordination: Client,
    asker: Any,
) -> None:
    ask(staff, clause)
    colleague = browser(people.staff(of=here)).get(place(clause)).content.decode()

    assert here.title in colleague
    assert asker.email not in colleague
    assert asker.email in coordination.get(place(clause)).content.decode()


def test_whoever_asked_takes_an_open_question_back_and_nobody_else(
    version: AgreementVersion,
    here: OrganisationPage,
    clause: Stored,
    staff: Client,
    coordinator: Any,
) -> None:
    ask(staff, clause)
    address = f"{START}frage/{ClauseQuestion.objects.get().pk}/zurueckziehen/"
    colleague = browser(people.lead_editor(of=here))
    assert colleague.get(address).status_code == 403
    assert colleague.post(address).status_code == 403
    assert "Gilt das auch" in staff.get(address).content.decode()
    staff.post(address)
    assert not ClauseQuestion.objects.exists()

    ask(staff, clause)
    question = ClauseQuestion.objects.get()
    questions.answer(question, coordinator, "Ja.")
    answer = staff.post(f"{START}frage/{question.pk}/zurueckziehen/", follow=True)
    assert "schon beantwortet" in answer.content.decode()
    assert ClauseQuestion.objects.exists()
    questions.withdraw(question, coordinator)
    assert not ClauseQuestion.objects.exists()


@pytest.mark.parametrize("path", ["antwort", "zurueckziehen"])
def test_nobody_but_the_coordination_answers(
    version: AgreementVersion, here: OrganisationPage, clause: Stored, staff: Client, path: str
) -> None:
    ask(staff, clause)
    question = ClauseQuestion.objects.get()
    for user in (people.lead_editor(of=here), people.administrator()):
        client = browser(user)
        assert client.get(f"{START}frage/{question.pk}/{path}/").status_code == 403
        answer = client.post(f"{START}frage/{question.pk}/{path}/", {"text": "Ja."})
        assert answer.status_code == 403
    question.refresh_from_db()
    assert not question.answer


def test_visitors_are_sent_to_the_log_in(
    version: AgreementVersion, clause: Stored, client: Client
) -> None:
    for address in (START, place(clause)):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/konto/anmelden/" in answer["Location"]
        assert client.post(address, {"text": "Hallo?"}).status_code == 403
    assert not ClauseQuestion.objects.exists()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("  ", "Schreiben Sie Ihre Frage."),
        ("x" * (LONGEST + 1), f"Kürzen Sie es auf {LONGEST} Zeichen"),
    ],
)
def test_a_question_that_says_nothing_or_too_much_is_sent_back(
    version: AgreementVersion, clause: Stored, staff: Client, written: str, sentence: str
) -> None:
    answer = ask(staff, clause, written)

    assert sentence in answer.content.decode()
    assert written.strip() in answer.content.decode()
    assert not ClauseQuestion.objects.exists()


def test_the_same_question_twice_and_too_many_are_refused(
    version: AgreementVersion, clause: Stored, staff: Client, asker: Any
) -> None:
    ask(staff, clause)
    assert "haben Sie schon gestellt" in ask(staff, clause).content.decode()
    for number in range(MOST_OPEN - 1):
        questions.ask(version.agreement, clause["id"], asker, f"Frage {number}?")
    with pytest.raises(ReviewRefused):
        questions.ask(version.agreement, clause["id"], asker, "Noch eine?")


def test_addresses_of_nothing_say_so(version: AgreementVersion, staff: Client) -> None:
    for path in (
        f"vereinbarung/{make.uid()}/",
        f"gibt-es-nicht/{make.uid()}/",
        f"frage/{make.uid()}/zurueckziehen/",
    ):
        assert staff.get(START + path).status_code == 404


def test_the_list_puts_open_questions_first_and_filters(
    version: AgreementVersion,
    text: WorkingTextPage,
    clause: Stored,
    staff: Client,
    coordinator: Any,
) -> None:
    other = make.clause(heading="Zugang", text="<p>Ohne Termin (Beispiel).</p>")
    make.section(other, of=text)
    make.in_force(make.sealed(text, coordinator), IN_FORCE.replace(year=2026), coordinator)
    for number in range(2):
        ask(staff, clause, f"Frage {number}?")
    for question in ClauseQuestion.objects.all():
        questions.answer(question, coordinator, "Ja.")
    ask(staff, other)

    rows = staff.get(START).context["rows"]
    assert [(row.uid, row.open, row.total) for row in rows] == [
        (other["id"], 1, 1),
        (clause["id"], 0, 2),
    ]
    only = staff.get(START, {"stand": "offen", "vereinbarung": "unbekannt"})
    assert [row.uid for row in only.context["rows"]] == [other["id"]]
    assert "§ 2 Abs. 1 Zugang" in only.content.decode()
    assert staff.get(START, {"page": "x"}).status_code == 200


def test_pages_cost_the_same_however_much_was_asked(
    version: AgreementVersion, clause: Stored, staff: Client, asker: Any
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert staff.get(address).status_code == 200
        return len(captured)

    ask(staff, clause)
    addresses = (START, place(clause), f"/vereinbarung/k/{clause['id']}/")
    for address in addresses:
        queries(address)
    before = [queries(address) for address in addresses]
    for number in range(8):
        questions.ask(version.agreement, clause["id"], asker, f"Frage {number}?")

    assert [queries(address) for address in addresses] == before


def test_ones_own_data_holds_what_one_asked_and_a_deleted_account_leaves_the_question(
    version: AgreementVersion, clause: Stored, staff: Client, asker: Any
) -> None:
    ask(staff, clause)
    [mine] = own_data(asker)["questions"]["asked"]
    assert mine["question"] == "Gilt das auch für Kinder?"

    asker.delete()

    question = ClauseQuestion.objects.get()
    assert question.asked_by is None
    assert question.text


def test_the_coordination_finds_open_questions_at_home(
    version: AgreementVersion, clause: Stored, staff: Client, coordination: Client
) -> None:
    ask(staff, clause)

    html = coordination.get("/admin/").content.decode()

    assert "Rückfragen und Überprüfungen" in html
    assert "Rückfrage zu § 1 Abs. 1 Zielgruppe" in html
