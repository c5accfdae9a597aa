"""Who sees which notice, and that lists stay cheap."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import OrganisationPage
from news.enums import NoticeAudience
from news.models import Notice
from news.notices.listing import ON_A_PAGE
from portal.core.visibility import Viewer, may_see, viewer_of, visible
from tests.factories import people
from tests.factories.news import notice
from tests.integration.news.reading import AT_MOST, queries, text
from tests.integration.workplace.reading import logged_in

pytestmark = pytest.mark.django_db
PAGE = "/intern/hinweise/"


def test_visitors_are_sent_away_and_see_nothing(client: Client) -> None:
    told = notice(title="Vertraulich")

    for address in (PAGE, f"{PAGE}archiv/", f"{PAGE}{told.uuid}/", f"{PAGE}neu/"):
        answer = client.get(address)
        assert answer.status_code in {302, 403, 404}
        assert "Vertraulich" not in answer.content.decode()


def test_what_is_for_one_organisation_nobody_else_finds_but_the_coordination(
    here: OrganisationPage, colleague: Any, stranger: Any, coordinator: Any
) -> None:
    told = notice(of=here, title="Nur wir", audience=NoticeAudience.ORGANISATION)
    address = f"{PAGE}{told.uuid}/"

    for person in (colleague, coordinator):
        assert "Nur wir" in text(logged_in(person).get(PAGE))
        assert logged_in(person).get(address).status_code == 200
    other = logged_in(stranger)
    assert "Nur wir" not in text(other.get(PAGE))
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404


def test_the_policy_says_of_many_what_it_says_of_one(
    here: OrganisationPage, there: OrganisationPage, coordinator: Any
) -> None:
    for withdrawn in (None, timezone.now()):
        notice(withdrawn_at=withdrawn)
        for audience in NoticeAudience:
            notice(of=here, audience=audience, withdrawn_at=withdrawn)
            notice(of=there, audience=audience, withdrawn_at=withdrawn)
    lookers = [
        Viewer(),
        *map(
            viewer_of,
            (
                people.account(),
                people.staff(),
                people.staff(of=here),
                people.editor(of=there),
                people.lead_editor(of=here),
                coordinator,
                people.administrator(),
            ),
        ),
    ]
    for who in lookers:
        found = set(visible(Notice.objects.all(), who))
        assert found == {one for one in Notice.objects.all() if may_see(one, who)}


def test_lists_take_as_many_queries_however_long_they_are(
    here: OrganisationPage, colleague: Any
) -> None:
    client = logged_in(colleague)
    notice(of=here, asks_acknowledgement=True)
    few = queries(client, PAGE)
    for _number in range(ON_A_PAGE + 5):
        notice(of=here, asks_acknowledgement=True)

    assert queries(client, PAGE) == few <= AT_MOST + 6
    assert "Seite 1 von 2" in text(client.get(PAGE))


def test_a_page_of_the_list_that_is_not_there_shows_the_first(colleague: Any) -> None:
    notice(title="Einziger")

    page = text(logged_in(colleague).get(f"{PAGE}?page=99"))

    assert "Diese Seite der Liste gibt es nicht." in page
    assert "Einziger" in page


def test_the_staffs_home_names_what_is_to_confirm_first(colleague: Any) -> None:
    notice(title="Zu bestätigen", asks_acknowledgement=True)
    notice(title="Später geschrieben")

    page = text(logged_in(colleague).get("/intern/"))

    assert page.index("Zu bestätigen") < page.index("Später geschrieben")
    assert "bitte bestätigen" in page


def test_the_staffs_home_takes_as_many_queries_however_much_is_new(colleague: Any) -> None:
    client = logged_in(colleague)
    notice()
    few = queries(client, "/intern/")
    for _number in range(12):
        notice(asks_acknowledgement=True)

    assert queries(client, "/intern/") == few
    assert "13 Neuigkeiten" in text(client.get("/intern/"))
