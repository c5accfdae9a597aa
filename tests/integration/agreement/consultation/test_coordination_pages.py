"""The coordination's pages: inviting, managing, deciding in the synopsis; and its files."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from agreement.consultation.actions import end
from agreement.consultation.disposing import dispose
from agreement.enums import Disclosure, DispositionResult
from agreement.models import Consultation, Disposition
from agreement.process.actions import back_to_draft
from agreement.text.runs import BlockKind, Run, TextBlock
from tests.factories import consultation as rounds
from tests.factories import directory, people
from tests.factories.site import home
from tests.integration.agreement.consultation.test_disposing import clauses_of, next_round
from tests.integration.agreement.consultation.test_inviting import later

pytestmark = pytest.mark.django_db

PAGE = "/intern/abstimmung/"


@pytest.fixture
def site(db: None) -> None:
    home()


@pytest.fixture
def desk(client: Client, site: None) -> Client:
    """The coordination at its desk."""
    client.force_login(people.coordination())
    return client


def synopsis_of(consultation: Consultation) -> str:
    return f"{PAGE}{consultation.pk}/synopse/"


def text_of(answer: Any) -> str:
    found = BeautifulSoup(answer.content, "html.parser").find("main")
    assert found
    return " ".join(found.get_text(" ").split())


def decision(on: Any, **fields: Any) -> dict[str, Any]:
    base = {"comment": str(on.pk), "base": "", "result": "adopted", "reason": "Beispiel: gut."}
    return {**base, **fields}


def test_after_freezing_the_coordination_is_led_to_invite_and_invites(desk: Client) -> None:
    process = rounds.frozen()
    address = f"{PAGE}einladen/{process.pk}/"
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    chosen = [box["value"] for box in page.select("input[name=organisations][checked]")]
    assert len(chosen) == 2
    sent = {
        "organisations": chosen[:1],
        "open_until": later(10).isoformat(),
        "disclosure": Disclosure.AT_ONCE,
        "message": "Beispiel: um die Übergabe.",
    }
    answer = desk.post(address, sent, follow=True)
    made = Consultation.objects.get()
    assert answer.redirect_chain[-1][0] == f"{PAGE}{made.pk}/verwalten/"
    assert "1 Organisation ist eingeladen" in answer.content.decode()
    assert [str(one.organisation) for one in made.invitations.all()] == chosen[:1]
    assert (made.disclosure, made.open_until) == (Disclosure.AT_ONCE, later(10))
    assert desk.get(address)["Location"] == f"{PAGE}{made.pk}/verwalten/"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("organisations", [], "mindestens eine Organisation"),
        ("organisations", ["nonsense"], "gibt es nicht mehr"),
        ("open_until", "", "letzten Tag"),
        ("open_until", "2020-01-01", "schon vorbei"),
        ("open_until", "32.13.", "kein Datum"),
        ("disclosure", "secret", "Wählen Sie einen Eintrag"),
        ("message", "x" * 4001, "4000"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_at_the_field_and_keeps_what_was_typed(
    field: str, value: Any, said: str, desk: Client
) -> None:
    process = rounds.frozen()
    party = text_parties(process)[0]
    sent = {
        "organisations": [party],
        "open_until": later(10).isoformat(),
        "disclosure": Disclosure.RELEASED,
        "message": "Beispiel: bitte lesen.",
        field: value,
    }
    answer = desk.post(f"{PAGE}einladen/{process.pk}/", sent)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Consultation.objects.exists()
    if field != "message":
        assert "Beispiel: bitte lesen." in answer.content.decode()


def text_parties(process: Any) -> list[str]:
    parties = process.agreement.working_text.parties.select_related("organisation")
    return [str(one.organisation.uuid) for one in parties]


def test_more_time_a_reminder_and_the_end_are_given_on_the_page(desk: Client) -> None:
    made = rounds.consultation(until=later(5))
    address = f"{PAGE}{made.pk}/verwalten/"
    assert "0 von 2 Organisationen haben geantwortet" in text_of(desk.get(address))
    answer = desk.post(address, {"act": "extend", "open_until": later(2).isoformat()})
    assert "Kürzer wird eine Frist nicht" in answer.content.decode()
    desk.post(address, {"act": "extend", "open_until": later(9).isoformat()})
    assert Consultation.objects.get().open_until == later(9)
    answer = desk.post(address, {"act": "remind"}, follow=True)
    assert "2 Organisationen sind erinnert" in answer.content.decode()
    answer = desk.post(address, {"act": "remind"}, follow=True)
    assert "Warten Sie bis morgen" in answer.content.decode()
    assert "Diesen Schritt gibt es nicht" in desk.post(address, {"act": "burn"}).content.decode()
    desk.post(address, {"act": "end"})
    assert Consultation.objects.get().ended_at
    assert "schon beendet" in desk.post(address, {"act": "end"}).content.decode()


def test_the_pages_of_the_coordination_are_its_own(client: Client, site: None) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    client.force_login(people.lead_editor(of=here))
    for address in (f"{PAGE}{made.pk}/verwalten/", f"{PAGE}einladen/{made.process_id}/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"act": "end"}).status_code == 403
    page = client.get(synopsis_of(made))
    assert page.status_code == 200
    assert b"<textarea" not in page.content
    assert client.post(synopsis_of(made), decision(comment)).status_code == 403
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("tail", ["", "docx/", "xlsx/"])
def test_who_was_not_asked_reads_the_synopsis_once_the_consultation_has_ended(
    tail: str, client: Client, site: None
) -> None:
    here, other = directory.organisation(), directory.organisation()
    made = rounds.consultation(organisations=[here])
    client.force_login(people.editor(of=other))
    assert client.get(f"{synopsis_of(made)}{tail}").status_code == 404
    end(made, people.coordination())
    assert client.get(f"{synopsis_of(made)}{tail}").status_code == 200


def test_another_organisations_comments_stay_hidden_while_the_round_hides_them(
    client: Client, site: None
) -> None:
    here, there = directory.organisation(), directory.organisation()
    made = rounds.consultation(organisations=[here, there], disclosure=Disclosure.AFTER_END)
    rounds.comment(to=made, of=there, text="Beispiel: Geheimnis von dort.")
    rounds.comment(to=made, of=here, text="Beispiel: von hier.")
    rounds.comment(to=made, of=here, text="Beispiel: nur ein Entwurf.", released=False)
    made.invitations.filter(organisation=there.uuid).update(
        position="objects", answer="Beispiel: dagegen.", released_at=timezone.now()
    )
    client.force_login(people.editor(of=here))
    page = text_of(client.get(synopsis_of(made)))
    assert "von hier" in page
    for hidden in ("Geheimnis", "Entwurf", "dagegen"):
        assert hidden not in page
    workbook = load_workbook(BytesIO(client.get(f"{synopsis_of(made)}xlsx/").content))
    cells = [str(cell.value) for sheet in workbook for line in sheet for cell in line]
    assert not [cell for cell in cells if "Geheimnis" in cell or "dagegen" in cell]
    assert [cell for cell in cells if "von hier" in cell]


def test_the_coordination_decides_on_a_comment_and_the_page_shows_it(desk: Client) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here, clause=clauses_of(made)[0], quote="Wortlaut")
    address = f"{synopsis_of(made)}?offen=on"
    assert "1 Anmerkung wartet" in text_of(desk.get(address))
    answer = desk.post(address, decision(comment))
    assert answer["Location"] == f"{address}#anmerkung-{comment.pk}"
    page = text_of(desk.get(synopsis_of(made)))
    assert "Behandlung: Übernommen" in page
    assert "Beispiel: gut." in page
    assert "Hier steht keine Anmerkung" in text_of(desk.get(address))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("result", "", "Wählen Sie, was aus der Anmerkung wird"),
        ("result", "burnt", "Wählen Sie einen Eintrag"),
        ("reason", " ", "Schreiben Sie, warum"),
        ("reason", "x" * 4001, "4000"),
        ("comment", "nonsense", "Bitte prüfen Sie Ihre Angaben"),
        ("comment", "00000000-0000-4000-8000-000000000000", "zurückgenommen"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_words(
    field: str, value: str, said: str, desk: Client
) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    answer = desk.post(synopsis_of(made), decision(comment, **{field: value}))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Disposition.objects.exists()


def test_who_decides_second_reads_what_the_first_decided_and_keeps_what_was_typed(
    desk: Client,
) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    comment = rounds.comment(to=made, of=here)
    dispose(comment, people.coordination(), DispositionResult.REJECTED, "Beispiel: zuerst.", "")
    answer = desk.post(synopsis_of(made), decision(comment))
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Inzwischen ist über diese Anmerkung entschieden worden" in page.get_text()
    form = page.select_one(f"#anmerkung-{comment.pk} form")
    assert form
    typed = form.select_one("textarea")
    assert typed
    assert typed.get_text().strip() == "Beispiel: gut."
    again = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    desk.post(synopsis_of(made), {**again, "result": "adopted", "reason": "Beispiel: gut."})
    assert Disposition.objects.get().reason == "Beispiel: gut."


def test_the_synopsis_takes_as_many_queries_for_many_comments_as_for_one(
    desk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    clauses = clauses_of(made)
    rounds.comment(to=made, of=here, clause=clauses[0])
    desk.get(synopsis_of(made))
    with CaptureQueriesContext(connection) as few:
        desk.get(synopsis_of(made))
    for number in range(12):
        one = rounds.comment(to=made, of=here, clause=clauses[number % 2], text=f"Nr. {number}")
        if number % 2:
            dispose(one, people.coordination(), DispositionResult.SETTLED, "Beispiel", "")
    with django_assert_max_num_queries(len(few)):
        page = desk.get(synopsis_of(made))
    assert "Nr. 11" in text_of(page)


def test_the_result_is_shown_as_what_changed_since_the_round(desk: Client) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    first, second = clauses_of(made)
    rounds.comment(to=made, of=here, clause=first)
    rounds.comment(to=made, of=here, clause=second)
    again = next_round(made, keeps=1, of=[here])
    page = text_of(desk.get(synopsis_of(made)))
    assert "Der Wortlaut ist unverändert." in page
    assert "Die Klausel steht nicht mehr im Text." in page
    assert "In der nächsten Runde wieder gestellt" in page
    page = text_of(desk.get(synopsis_of(again)))
    assert "Aus einer früheren Runde übernommen." in page
    assert "Die Klausel, zu der das gesagt wurde, gibt es nicht mehr." in page


def proposal() -> list[dict[str, Any]]:
    return [TextBlock(BlockKind.PARAGRAPH, (Run("Wortlaut, ganz neu (Beispiel)."),)).to_data()]


def test_the_workbook_runs_nothing_and_holds_every_comment(desk: Client) -> None:
    here = directory.organisation(title="=HYPERLINK(1)")
    made = rounds.consultation(organisations=[here])
    about = clauses_of(made)[0]
    comment = rounds.comment(
        to=made, of=here, clause=about, text="=1+1", quote="@SUM(1)", proposal=proposal()
    )
    dispose(comment, people.coordination(), DispositionResult.PARTLY, "+cmd|' /C calc'!A0", "")
    answer = desk.get(f"{synopsis_of(made)}xlsx/")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in answer["Cache-Control"]
    workbook = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in workbook for line in sheet for cell in line if cell.value]
    assert all(cell.data_type in {"s", "d"} for cell in cells)
    values = {cell.value for cell in cells}
    for said in ("=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "Teilweise übernommen", here.title):
        assert said in values
    assert "Wortlaut, ganz neu (Beispiel)." in values


def test_the_word_document_is_a_table_in_landscape_with_a_head_on_every_page(desk: Client) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    about = clauses_of(made)[0]
    comment = rounds.comment(
        to=made, of=here, clause=about, text="Erste Zeile\nzweite\x07", proposal=proposal()
    )
    dispose(comment, people.coordination(), DispositionResult.ADOPTED, "Beispiel: gut.", "")
    document = docx.Document(BytesIO(desk.get(f"{synopsis_of(made)}docx/").content))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    answers, comments = document.tables
    assert answers.cell(1, 0).text == here.title
    assert comments._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
    cells = [cell.text for cell in comments.rows[1].cells]
    assert "§ 1" in cells[0]
    assert here.title in cells[1]
    assert "Erste Zeile\nzweite" in cells[2]
    assert "Beispiel: gut." in cells[3]
    runs = [run for each in comments.rows[1].cells[2].paragraphs for run in each.runs]
    assert any(run.underline for run in runs)
    assert any(run.font.strike for run in runs)


@pytest.mark.parametrize(
    "query",
    ["?organisation=nonsense", "?abschnitt=%C3%A4%22%3C", "?offen=2&organisation=1&abschnitt=x"],
)
def test_a_filter_that_makes_no_sense_shows_a_page_and_no_error(query: str, desk: Client) -> None:
    here = directory.organisation()
    made = rounds.consultation(organisations=[here])
    rounds.comment(to=made, of=here)
    for tail in ("", "docx/", "xlsx/"):
        assert desk.get(f"{synopsis_of(made)}{tail}{query}").status_code == 200


def test_preparing_a_version_leads_to_inviting_then_says_who_has_answered(desk: Client) -> None:
    first, second = directory.organisation(), directory.organisation()
    text = rounds.text(parties=[first, second])
    process = rounds.frozen(text)
    address = reverse("agreement_versions", args=[text.pk])
    page = desk.get(address).content.decode()
    assert f'href="{PAGE}einladen/{process.pk}/"' in page
    made = rounds.consultation(of=process)
    made.invitations.filter(organisation=first.uuid).update(released_at=timezone.now())
    rounds.comment(to=made, of=first)
    page = desk.get(address).content.decode()
    facts = BeautifulSoup(page, "html.parser").select("dl.versions__facts dd")
    told = [" ".join(fact.get_text(" ").split()) for fact in facts]
    assert told[-2:] == [first.title, second.title]
    assert f'href="{synopsis_of(made)}"' in page
    assert f"{synopsis_of(made)}#anmerkung-" in page
    back_to_draft(process, people.coordination())
    page = desk.get(address).content.decode()
    assert f'href="{synopsis_of(made)}"' in page
    assert "einladen/" not in page
    rounds.frozen(text)
    assert f'href="{PAGE}einladen/{process.pk}/"' in desk.get(address).content.decode()


def test_who_was_asked_in_an_earlier_round_alone_still_reads_what_was_carried_from_there(
    client: Client, site: None
) -> None:
    here, other = directory.organisation(), directory.organisation()
    made = rounds.consultation(organisations=[here, other])
    rounds.comment(to=made, of=here, text="Beispiel: von hier.")
    rounds.comment(to=made, of=other, text="Beispiel: von dort.")
    again = next_round(made, of=[other])
    client.force_login(people.editor(of=here))
    page = text_of(client.get(synopsis_of(again)))
    assert "von hier" in page
    assert "von dort" not in page
