"""The admin's home shows an editor what is his to do, and nothing of anybody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Revision, Workflow, WorkflowTask

from directory.models import OfficePage, OrganisationPage, Verification
from portal.accounts.models import User
from tests.factories.directory import offer, office, organisation
from tests.factories.news import article
from tests.factories.people import coordination, editor, lead_editor
from tests.integration.workplace.reading import home_of, logged_in, panels, words

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=200)


def published(page: Page, ago: timedelta = timedelta()) -> None:
    """Let a page have been published some time ago."""
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - ago)


def confirmed(place: OfficePage, ago: timedelta = timedelta()) -> None:
    """Let somebody have confirmed an office some time ago."""
    day = timezone.localdate() - ago
    Verification.objects.update_or_create(office=place, defaults={"verified_on": day})


def changed_by(person: User, page: Page, title: str) -> None:
    """Change a page without publishing it."""
    page.title = title
    page.save_revision(user=person, log_action=True)


def approval_by(verein: OrganisationPage) -> Workflow:
    """Return a workflow in which the lead editors of an organisation approve."""
    workflow: Workflow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Leitung")
    task.groups.add(Group.objects.get(pk=verein.lead_group_id))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def hand_in(page: Page, author: User, workflow: Workflow) -> Any:
    """Hand a page in for approval."""
    return workflow.start(page.save_revision(user=author).as_object(), author)


def test_drafts_of_ones_own_organisation_are_listed_and_no_others() -> None:
    here, there = organisation(), organisation()
    author, stranger = editor(of=here), editor(of=there)
    changed_by(author, office(of=here), "Neue Öffnungszeiten")
    changed_by(stranger, office(of=there), "Geheimer Umzug")

    drafts = home_of(editor(of=here))["drafts"]

    assert "Neue Öffnungszeiten Änderungen nicht veröffentlicht" in drafts
    assert "Geheimer Umzug" not in drafts


def test_who_has_no_draft_reads_what_can_be_done() -> None:
    assert "Alles ist veröffentlicht." in home_of(editor(of=organisation()))["drafts"]


def test_an_office_nobody_confirmed_for_long_is_to_be_checked() -> None:
    verein = organisation()
    fresh, old = office(of=verein, title="Neu"), office(of=verein, title="Alt")
    office(of=verein, title="Ganz ohne")
    confirmed(fresh, timedelta(days=100))
    confirmed(old, LONG_AGO)

    overdue = home_of(editor(of=verein))["overdue"]

    assert "Alt zuletzt bestätigt" in overdue
    assert "Ganz ohne noch nie bestätigt" in overdue
    assert "Neu" not in overdue
    assert "mit einem Klick" in overdue


def test_publishing_an_office_again_confirms_it() -> None:
    verein = organisation()
    old = office(of=verein)
    confirmed(old, LONG_AGO)

    OfficePage.objects.get(pk=old.pk).save_revision().publish()

    assert "Alle Beratungsstellen sind" in home_of(editor(of=verein))["overdue"]


def test_publishing_an_older_draft_neither_confirms_nor_takes_it_back() -> None:
    verein = organisation()
    place = OfficePage.objects.get(pk=office(of=verein).pk)
    old = place.save_revision()
    Revision.objects.filter(pk=old.pk).update(created_at=timezone.now() - LONG_AGO)
    confirmed(place, timedelta(days=300))

    Revision.objects.get(pk=old.pk).publish()
    day = timezone.localdate() - LONG_AGO
    assert Verification.objects.get(office=place).verified_on == day
    confirmed(place, timedelta(days=2))
    Revision.objects.get(pk=old.pk).publish()

    assert Verification.objects.get(office=place).verified_on > day


def test_after_how_many_months_is_a_setting(settings: Settings) -> None:
    verein = organisation()
    confirmed(office(of=verein), LONG_AGO)
    settings.DIRECTORY_REVIEW_MONTHS = 12

    assert "Alle Beratungsstellen sind" in home_of(editor(of=verein))["overdue"]


def test_an_office_whose_services_have_all_ended_is_to_be_looked_at() -> None:
    verein = organisation()
    yesterday = timezone.localdate() - timedelta(days=1)
    ended, half = office(of=verein, title="Beendet"), office(of=verein, title="Halb")
    for place in (ended, half):
        confirmed(place)
        offer(office=place, service="mbe", valid_until=yesterday)
    offer(office=half, service="jmd")

    overdue = home_of(editor(of=verein))["overdue"]

    assert "Beendet Alle Dienste sind abgelaufen" in overdue
    assert "Halb" not in overdue


def test_old_articles_are_counted_in_one_line() -> None:
    verein = organisation(title="Beispielverein Nord")
    for news in (article(verein), article(verein), article(organisation())):
        published(news, LONG_AGO)

    assert "Beispielverein Nord 2 ältere Artikel" in home_of(editor(of=verein))["old-articles"]


def test_lead_editors_find_what_waits_for_them_until_they_decide() -> None:
    verein = organisation()
    author, lead = editor(of=verein), lead_editor(of=verein)
    news = article(verein, "Neues Angebot")
    state = hand_in(news, author, approval_by(verein))

    assert "Neues Angebot eingereicht" in home_of(lead)["approvals"]
    assert "approvals" not in home_of(author)
    state.current_task_state.approve(user=lead)

    assert "Zurzeit wartet nichts auf Ihre Freigabe." in home_of(lead)["approvals"]


def test_authors_see_where_their_work_stands() -> None:
    verein = organisation()
    author, lead = editor(of=verein), lead_editor(of=verein)
    state = hand_in(article(verein, "Neues Angebot"), author, approval_by(verein))
    assert "Neues Angebot wartet auf Freigabe" in home_of(author)["handed-in"]

    state.current_task_state.reject(user=lead)

    assert "Neues Angebot braucht Änderungen" in home_of(author)["handed-in"]
    assert "handed-in" not in home_of(lead)


def test_changes_name_colleagues_but_of_others_only_what_they_are() -> None:
    verein = organisation()
    colleague, network, outside = editor(of=verein), coordination(), editor(of=organisation())
    for person, title in ((colleague, "Eins"), (network, "Zwei"), (outside, "Drei")):
        changed_by(person, office(of=verein), title)

    recent = home_of(editor(of=verein))["recent"]

    assert f"Eins {colleague}" in recent
    assert "Zwei Koordination" in recent
    assert "Drei Portalverwaltung" in recent
    assert outside.email not in recent
    assert network.email not in recent


def test_a_page_that_was_saved_often_is_one_change() -> None:
    verein = organisation()
    author, place = editor(of=verein), office(of=verein)
    for _time in range(5):
        changed_by(author, place, "Neue Öffnungszeiten")

    assert home_of(author)["recent"].count("Neue Öffnungszeiten") == 1
    assert PageLogEntry.objects.filter(page=place, action="wagtail.edit").count() == 5


def test_what_does_not_fit_is_counted() -> None:
    verein = organisation()
    author = editor(of=verein)
    for number in range(11):
        changed_by(author, office(of=verein), f"Entwurf {number}")

    assert "und 3 weitere Einträge" in home_of(author)["drafts"]


def test_every_line_leads_to_a_page_one_may_open() -> None:
    verein = organisation()
    lead = lead_editor(of=verein)
    published(office(of=verein), LONG_AGO)
    published(article(verein), LONG_AGO)
    changed_by(lead, office(of=verein), "Entwurf")
    hand_in(article(verein), editor(of=verein), approval_by(verein))
    client = logged_in(lead)
    html = client.get("/admin/").content.decode()

    panels_shown = html[html.index("workplace-") :]
    links = {part.split('"')[0] for part in panels_shown.split('<a href="')[1:]}

    assert len(links) >= 4
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_home_page_does_not_count_what_is_not_ones_own() -> None:
    html = logged_in(editor(of=organisation())).get("/admin/").content.decode()

    assert "w-summary" not in html
    assert "wagtail.org" not in html
    assert "<title>" in html
    assert "Startseite - Schnittstellenportal" in words(html[html.index("<title>") :][:200])


def fill(verein: OrganisationPage, author: User, workflow: Workflow, number: int) -> None:
    """Make as many entries for every panel of an organisation's editors."""
    for _each in range(number):
        confirmed(office(of=verein), LONG_AGO)
        published(article(verein), LONG_AGO)
        changed_by(author, office(of=verein), "Entwurf")
        hand_in(article(verein), author, workflow)


def test_the_home_page_costs_the_same_however_much_there_is_to_do() -> None:
    verein = organisation()
    author, lead = editor(of=verein), lead_editor(of=verein)
    workflow = approval_by(verein)
    client, counts = logged_in(lead), []
    client.get("/admin/")
    for number in (7, 4):
        fill(verein, author, workflow, number)
        for _other in range(number):
            fill(organisation(), editor(of=organisation()), workflow, 1)
        with CaptureQueriesContext(connection) as queries:
            shown = panels(client.get(reverse("wagtailadmin_home")).content.decode())
        assert set(shown) >= {"approvals", "drafts", "overdue", "old-articles", "recent"}
        counts.append(len(queries))

    # A full panel asks once more how much does not fit.
    assert counts[1] <= counts[0] + 3
    assert counts[1] <= 38


def test_what_there_is_to_do_stands_before_what_there_is_not() -> None:
    verein = organisation()
    lead = lead_editor(of=verein)
    approval_by(verein)
    changed_by(lead, office(of=verein), "Entwurf")

    assert list(home_of(lead)) == ["drafts", "overdue", "recent", "approvals"]
