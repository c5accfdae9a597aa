"""Every way that the admin offers leads somewhere, on this host, and says so in German."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.admin.search import admin_search_areas

from directory.models import OrganisationPage
from portal.accounts.models import User
from tests.factories.directory import office, organisation
from tests.factories.news import article
from tests.factories.people import administrator, coordination, editor, lead_editor
from tests.integration.workplace.reading import logged_in, menu_of, request_of, words

pytestmark = pytest.mark.django_db

WHO: dict[str, Callable[[OrganisationPage], User]] = {
    "editor": lambda verein: editor(of=verein),
    "lead editor": lambda verein: lead_editor(of=verein),
    "coordination": lambda _verein: coordination(),
    "administrator": lambda _verein: administrator(),
}
FOR_ADMINISTRATORS = {"users", "groups", "sites", "collections", "page-types-usage"}


@pytest.fixture(params=WHO)
def person(request: pytest.FixtureRequest) -> User:
    """Return somebody of each kind who may enter the admin."""
    verein = organisation()
    office(of=verein)
    article(verein)
    return WHO[request.param](verein)


def test_every_item_of_the_menu_leads_to_a_page(person: User) -> None:
    client, request = logged_in(person), request_of(person)
    items = [*menu_of(request), *admin_search_areas.search_items_for_request(request)]

    answers = {str(item.url): client.get(item.url, follow=True).status_code for item in items}

    assert len(answers) >= 6
    assert answers == dict.fromkeys(answers, 200)


def test_no_item_of_the_menu_leads_to_another_host(person: User) -> None:
    addresses = [str(item.url) for item in menu_of(request_of(person))]

    assert [address for address in addresses if not address.startswith("/admin/")] == []


@pytest.mark.parametrize("name", ["editor", "lead editor", "coordination"])
def test_only_administrators_are_offered_what_only_they_may_use(name: str) -> None:
    items = {item.name for item in menu_of(request_of(WHO[name](organisation())))}

    assert items & FOR_ADMINISTRATORS == set()
    of_administrators = {item.name for item in menu_of(request_of(administrator()))}
    assert of_administrators >= FOR_ADMINISTRATORS


def test_the_help_says_how_to_work_here(person: User) -> None:
    answer = logged_in(person).get("/admin/hilfe/")

    text = words(answer.content.decode())
    for topic in ("veröffentlichen", "Freigaben", "Personen und Rechte", "Mails vom Portal"):
        assert topic in text
    assert "seit 6 Monaten niemand bestätigt" in text


def test_visitors_are_led_from_the_help_to_the_log_in(client: Any) -> None:
    answer = client.get("/admin/hilfe/")

    assert answer.status_code == 302
    assert "login" in answer["Location"] or "anmelden" in answer["Location"]


def test_the_admins_account_page_leaves_mails_to_the_portals_own(person: User) -> None:
    client = logged_in(person)
    answer = client.get("/admin/account/")

    panels = [p.name for tab in answer.context["panels_by_tab"].values() for p in tab]
    assert set(panels) == {"name_email", "locale", "theme"}
    assert "Mein Konto" in answer.content.decode()
    text = words(answer.content.decode())
    assert "Notification" not in text


def test_the_admins_account_page_still_saves(person: User) -> None:
    form = {
        "name_email-first_name": "Beispiel",
        "name_email-last_name": "Person",
        "locale-preferred_language": "de",
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    answer = logged_in(person).post("/admin/account/", form)

    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.get_full_name() == "Beispiel Person"
