"""What consultations show outside of their own pages: workplace, own data, the clause's page."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.consultation.round_text import RoundText
from agreement.consultation.workplace import to_answer
from agreement.enums import CommentState, DispositionResult
from agreement.models import AgreementPage, Consultation, Disposition, Invitation
from agreement.process.actions import adopt
from directory.models import OrganisationPage
from portal.accounts.own_data import own_data
from tests.factories import agreement as texts
from tests.factories import consultation as rounds
from tests.factories import directory, people
from tests.factories.site import home

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def there(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielverein Dort")


@pytest.fixture
def consultation(here: OrganisationPage, there: OrganisationPage) -> Consultation:
    text = rounds.text(parties=[here, there])
    home().add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    return rounds.consultation(of=rounds.frozen(text), organisations=[here, there])


def panel_of(user: Any) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return to_answer(request)


def test_editors_see_on_their_home_page_what_waits_and_until_when(
    consultation: Consultation, here: OrganisationPage
) -> None:
    rounds.comment(to=consultation, of=here, released=False)
    (line,) = panel_of(people.editor(of=here)).lines
    assert line.day == consultation.open_until
    assert line.url == f"/intern/abstimmung/{consultation.pk}/"
    assert line.note == "Beispielwerk Hier: Stellungnahme fehlt noch, 1 Entwurf"
    Invitation.objects.update(released_at=timezone.now())
    (line,) = panel_of(people.lead_editor(of=here)).lines
    assert "Stellungnahme freigegeben" in line.note


def test_nobody_else_has_that_panel_and_nobody_after_the_last_day(
    consultation: Consultation, here: OrganisationPage
) -> None:
    others = (people.staff(of=here), people.coordination(), people.administrator())
    for who in (*others, people.editor(of=directory.organisation()), AnonymousUser()):
        assert panel_of(who) is None
    Consultation.objects.update(open_until=timezone.localdate() - timedelta(days=1))
    assert panel_of(people.editor(of=here)) is None


def test_people_get_what_they_wrote_released_and_decided(
    consultation: Consultation, here: OrganisationPage
) -> None:
    lead, coordination = people.lead_editor(of=here), people.coordination()
    draft = rounds.comment(to=consultation, of=here, released=False, author=lead, text="Von mir")
    rounds.comment(to=consultation, of=here, author=people.editor(of=here), text="Nicht von mir")
    Invitation.objects.filter(organisation=here.uuid).update(released_by=lead, position="agrees")
    Disposition.objects.create(
        comment=draft, result=DispositionResult.SETTLED, reason="Erledigt.", decided_by=coordination
    )
    found = own_data(lead)["consultations"]
    (comment,) = found["comments"]
    assert comment["text"] == "Von mir"
    assert comment["organisation"] == "Beispielwerk Hier"
    (released,) = found["answers_released"]
    assert released["position"] == "agrees"
    (decided,) = own_data(coordination)["consultations"]["decisions"]
    assert decided["reason"] == "Erledigt."
    assert "Nicht von mir" not in json.dumps(own_data(lead), default=str)


@pytest.fixture
def clause(consultation: Consultation, here: OrganisationPage, there: OrganisationPage) -> str:
    """A clause in force to which two organisations said something, and its uid."""
    uid = next(iter(RoundText(consultation).places))
    said = rounds.comment(
        to=consultation, of=here, clause=uid, text=f"Bitte klarer {SCRIPT}", quote="Wortlaut"
    )
    rounds.comment(to=consultation, of=there, clause=uid, released=False, text="Nie freigegeben")
    Disposition.objects.create(
        comment=said, result=DispositionResult.REJECTED, reason="Es ist klar genug."
    )
    version = adopt(consultation.process, people.coordination())
    texts.in_force(version, timezone.localdate())
    return uid


def test_the_network_reads_at_the_clause_what_was_said_and_what_came_of_it(
    client: Client, clause: str, here: OrganisationPage, there: OrganisationPage
) -> None:
    client.force_login(people.staff(of=directory.organisation()))
    text = client.get(f"/vereinbarung/k/{clause}/").content.decode()
    assert "Was in Abstimmungen dazu gesagt wurde" in text
    assert "Beispielwerk Hier: Anmerkung" in text
    assert "Nicht übernommen" in text
    assert "Es ist klar genug." in text
    assert SCRIPT not in text
    assert "Nie freigegeben" not in text
    client.force_login(people.editor(of=there))
    assert "Nie freigegeben" not in client.get(f"/vereinbarung/k/{clause}/").content.decode()


def test_visitors_read_nothing_of_it_and_get_no_cookie(client: Client, clause: str) -> None:
    answer: Any = client.get(f"/vereinbarung/k/{clause}/")
    assert answer.status_code == 200
    assert "Abstimmung" not in answer.content.decode()
    assert not answer.cookies


def test_a_comment_that_was_asked_again_stands_there_once(
    client: Client, clause: str, here: OrganisationPage
) -> None:
    first = rounds.comment(to=Consultation.objects.get(), of=here, clause=clause, text="Zweimal")
    rounds.comment(
        to=Consultation.objects.get(), of=here, clause=clause, text="Zweimal", carried_from=first
    )
    client.force_login(people.staff())
    text = client.get(f"/vereinbarung/k/{clause}/").content.decode()
    assert text.count("Zweimal") == 1


def test_one_that_moved_to_another_clause_stays_where_it_was_said(
    client: Client, clause: str, here: OrganisationPage
) -> None:
    first = rounds.comment(to=Consultation.objects.get(), of=here, clause=clause, text="Hier noch")
    rounds.comment(to=Consultation.objects.get(), of=here, text="Hier noch", carried_from=first)
    client.force_login(people.staff())
    assert "Hier noch" in client.get(f"/vereinbarung/k/{clause}/").content.decode()


def test_many_comments_at_a_clause_take_no_more_queries(
    client: Client, clause: str, here: OrganisationPage
) -> None:
    client.force_login(people.staff())
    url = f"/vereinbarung/k/{clause}/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _number in range(8):
        said = rounds.comment(to=Consultation.objects.get(), of=here, clause=clause)
        Disposition.objects.create(comment=said, result="adopted", reason="Ja.")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert said.state == CommentState.RELEASED
