"""The staff area begins with where one works along and what one may do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory.enums import Role
from directory.models import Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import User
from tests.factories.directory import organisation
from tests.factories.people import coordination, editor, staff
from tests.factories.site import home
from tests.integration.workplace.reading import logged_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_site(db: None) -> None:
    home()


def dashboard(person: User) -> str:
    """Return the words of the dashboard as somebody reads it."""
    answer = logged_in(person).get("/intern/")
    assert answer.status_code == 200
    html = answer.content.decode()
    return words(html[html.index("<main") : html.index("</main>")])


def test_staff_find_their_organisations_with_their_roles_and_no_others() -> None:
    north, south = organisation(title="Beispielverein Nord"), organisation(title="Verein Süd")
    organisation(title="Verein West")
    person = editor(of=north)
    Membership.objects.create(user=person, organisation=north, role=Role.SIGNATORY)
    Membership.objects.create(user=person, organisation=south, role=Role.STAFF)
    sync_groups(person)

    text = dashboard(person)

    assert "Beispielverein Nord Redaktion, Zeichnungsberechtigt" in text
    assert "Verein Süd Mitarbeitend" in text
    assert "Verein West" not in text


def test_what_has_ended_is_not_shown() -> None:
    here, former, archived = (organisation(title=f"Verein {w}") for w in ("Eins", "Zwei", "Drei"))
    person, yesterday = staff(of=here), timezone.localdate() - timedelta(days=1)
    Membership.objects.create(user=person, organisation=former, role=Role.STAFF, until=yesterday)
    Membership.objects.create(user=person, organisation=archived, role=Role.STAFF)
    OrganisationPage.objects.filter(pk=archived.pk).update(archived_on=yesterday)

    text = dashboard(person)

    assert "Verein Eins" in text
    assert "Verein Zwei" not in text
    assert "Verein Drei" not in text


def test_the_coordination_is_led_to_its_work() -> None:
    text = dashboard(coordination())

    assert "Koordination Was für das ganze Netzwerk zu tun ist" in text


def test_only_who_edits_is_led_to_the_admin() -> None:
    verein = organisation()

    assert "Seiten bearbeiten" in dashboard(editor(of=verein))
    assert "Seiten bearbeiten" not in dashboard(staff(of=verein))


def test_everybody_finds_his_account() -> None:
    text = dashboard(staff(of=organisation()))

    assert "Benachrichtigungen Wählen, worüber Sie Mails bekommen." in text


def test_every_link_of_the_dashboard_leads_to_a_page() -> None:
    client = logged_in(editor(of=organisation()))
    html = client.get("/intern/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    links = {part.split('"')[0] for part in main.split('<a href="')[1:]}

    assert len(links) >= 4
    for link in links:
        answer = client.get(link, follow=True)
        assert answer.status_code == 200, link


def test_visitors_see_nothing_of_it(client: Client) -> None:
    assert client.get("/intern/").status_code == 302
