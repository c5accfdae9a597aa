"""Articles of an organisation that wants approval: whichever door, only its lead publishes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowPage

from directory.approval import set_approval
from directory.enums import Role
from directory.models import OfficePage, OrganisationPage
from directory.provisioning import provision_organisation
from news.models import ArticlePage
from portal.accounts.models import User
from tests.factories.directory import office, organisation, partner_index
from tests.factories.news import article, article_form, folder
from tests.factories.people import administrator, coordination, editor, lead_editor, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def verein() -> OrganisationPage:
    """Return an organisation whose articles need approval."""
    house = organisation(short_name="Verein")
    set_approval(house, None, needed=True)
    return OrganisationPage.objects.get(pk=house.pk)


@pytest.fixture
def author(verein: OrganisationPage, client: Client) -> User:
    """Return its editor; the browser is his."""
    person = editor(of=verein)
    client.force_login(person)
    return person


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_url(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def draft(house: OrganisationPage, title: str = "Wartet") -> ArticlePage:
    """Return an article that nobody has published yet, with its draft."""
    page = article(house, title, live=False)
    page.save_revision()
    return stored(page)


def published(house: OrganisationPage, title: str = "Öffentlich") -> ArticlePage:
    page = article(house, title)
    page.save_revision().publish()
    return stored(page)


def stored(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def form(page: ArticlePage, *, press: str, **fields: str) -> dict[str, str]:
    """Return an article's form with this button pressed."""
    data = {**article_form(title=page.title, slug=page.slug), **fields}
    del data["action-publish"]
    return {**data, press: press}


def submit(client: Client, page: ArticlePage, **fields: str) -> Any:
    return client.post(page_url("edit", page.pk), form(page, press="action-submit", **fields))


def task_state(page: ArticlePage) -> TaskState:
    state = page.current_workflow_task_state
    assert state is not None
    return state


def approve(client: Client, page: ArticlePage) -> Any:
    url = page_url("workflow_action", page.pk, "approve", task_state(page).pk)
    return client.post(url, {"comment": ""})


def bulk(client: Client, action: str, page: Any) -> Any:
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{path}?id={page.pk}", {"include_descendants": "on"})


# --- The way it goes ----------------------------------------------------------


def test_an_editor_submits_and_the_lead_editor_publishes(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    submit(client, page)
    assert not stored(page).live
    approve(browser(lead_editor(of=verein)), page)
    assert stored(page).live


def test_a_new_article_can_be_submitted_at_once(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    url = page_url("add", "news", "articlepage", folder(verein).pk)
    client.post(url, {**article_form(), "action-publish": "", "action-submit": "1"})
    page = ArticlePage.objects.get()
    assert (page.live, page.workflow_in_progress) == (False, True)


def test_the_lead_editor_can_send_it_back(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    submit(client, page)
    url = page_url("workflow_action", page.pk, "reject", task_state(page).pk)
    browser(lead_editor(of=verein)).post(url, {"comment": "Bitte kürzer."})
    assert not stored(page).workflow_in_progress
    assert client.get(page_url("edit", page.pk)).status_code == 200


def test_while_it_waits_only_the_lead_editor_changes_it(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    submit(client, page)
    client.post(page_url("edit", page.pk), form(page, press="action-save", title="Nachgeschoben"))
    assert stored(page).get_latest_revision_as_object().title == "Wartet"


def test_a_submitted_change_leaves_the_published_text_alone(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein, "Alt")
    submit(client, page, title="Neu")
    assert stored(page).title == "Alt"
    approve(browser(lead_editor(of=verein)), page)
    assert stored(page).title == "Neu"


@pytest.mark.parametrize("who", ["lead_editor", "coordination", "administrator"])
def test_lead_editor_coordination_and_administrator_publish_at_once(
    who: str, verein: OrganisationPage
) -> None:
    people = {
        "lead_editor": lambda: lead_editor(of=verein),
        "coordination": coordination,
        "administrator": administrator,
    }
    page = draft(verein)
    browser(people[who]()).post(page_url("edit", page.pk), form(page, press="action-publish"))
    assert stored(page).live


def test_without_approval_editors_publish_at_once(client: Client) -> None:
    house = organisation()
    client.force_login(editor(of=house))
    page = draft(house)
    answer = client.get(page_url("edit", page.pk)).content.decode()
    assert "action-publish" in answer
    assert "action-submit" not in answer
    client.post(page_url("edit", page.pk), form(page, press="action-publish"))
    assert stored(page).live


# --- Every door is closed to an editor ----------------------------------------


def test_the_edit_form_does_not_publish(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    assert "action-publish" not in client.get(page_url("edit", page.pk)).content.decode()
    client.post(page_url("edit", page.pk), form(page, press="action-publish"))
    assert not stored(page).live


def test_the_edit_form_does_not_change_what_is_published(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein)
    data = form(page, press="action-publish", title="Untergeschoben")
    client.post(page_url("edit", page.pk), data)
    assert stored(page).title == "Öffentlich"


def test_the_form_of_a_new_article_does_not_publish(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    url = page_url("add", "news", "articlepage", folder(verein).pk)
    assert "action-publish" not in client.get(url).content.decode()
    client.post(url, article_form())
    assert not ArticlePage.objects.get().live


def test_going_back_to_an_older_text_does_not_publish_it(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein, "Alt")
    older = page.live_revision
    assert older is not None
    page.title = "Neu"
    page.save_revision().publish()
    url = page_url("revisions_revert", page.pk, older.pk)
    assert "action-publish" not in client.get(url).content.decode()
    data = form(page, press="action-publish", title="Alt")
    client.post(page_url("edit", page.pk), {**data, "revision": str(older.pk)})
    client.post(url, data)
    assert stored(page).title == "Neu"


def test_the_schedule_does_not_publish(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    soon = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = form(page, press="action-publish", go_live_at=soon, expire_at="")
    client.post(page_url("edit", page.pk), data)
    assert stored(page).scheduled_revision is None


def test_nothing_scheduled_is_called_off(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    revision = stored(page).scheduled_revision
    assert revision is not None
    client.post(page_url("revisions_unschedule", page.pk, revision.pk))
    assert stored(page).scheduled_revision == revision


def test_the_page_for_unpublishing_is_closed(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein)
    url = page_url("unpublish", page.pk)
    assert client.get(url).status_code in (302, 403)
    client.post(url)
    assert stored(page).live


def test_unpublishing_the_organisation_with_everything_below_leaves_articles(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein)
    client.post(page_url("unpublish", verein.pk), {"include_descendants": "on"})
    assert not OrganisationPage.objects.get(pk=verein.pk).live
    assert stored(page).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("where", ["article", "folder", "organisation"])
def test_bulk_actions_do_not_take_articles_offline(
    client: Client, verein: OrganisationPage, author: User, action: str, where: str
) -> None:
    page = published(verein)
    places = {"article": page, "folder": folder(verein), "organisation": verein}
    bulk(client, action, places[where])
    assert stored(page).live


@pytest.mark.parametrize("where", ["article", "folder", "organisation"])
def test_bulk_publishing_publishes_no_article(
    client: Client, verein: OrganisationPage, author: User, where: str
) -> None:
    page = draft(verein)
    places = {"article": page, "folder": folder(verein), "organisation": verein}
    bulk(client, "publish", places[where])
    assert not stored(page).live


def test_a_published_article_is_not_deleted(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = published(verein)
    client.post(page_url("delete", page.pk))
    assert ArticlePage.objects.filter(pk=page.pk).exists()


def test_an_own_draft_can_be_deleted(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    client.post(page_url("delete", page.pk))
    assert not ArticlePage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("alias", [True, False])
def test_no_copy_or_alias_is_published(
    client: Client, verein: OrganisationPage, author: User, *, alias: bool
) -> None:
    page = published(verein)
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(folder(verein).pk),
        "alias" if alias else "publish_copies": "on",
    }
    client.post(page_url("copy", page.pk), data)
    assert not ArticlePage.objects.live().filter(slug="kopie").exists()


def test_a_published_article_of_another_organisation_is_not_moved_or_copied_in(
    client: Client, verein: OrganisationPage
) -> None:
    other = organisation()
    person = editor(of=verein)
    person.groups.add(*editor(of=other).groups.all())
    client.force_login(person)
    page = published(other)
    client.post(page_url("move_confirm", page.pk, folder(verein).pk))
    for wish in ("alias", "publish_copies"):
        data = {"new_title": "K", "new_slug": wish, "new_parent_page": str(folder(verein).pk)}
        client.post(page_url("copy", page.pk), {**data, wish: "on"})
    assert not ArticlePage.objects.live().child_of(folder(verein)).exists()
    assert stored(page).get_parent().pk == folder(other).pk


def test_the_order_and_the_visibility_of_articles_stay(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    first, second = published(verein, "Eins"), published(verein, "Zwei")
    answer = client.post(page_url("set_page_position", second.pk) + "?position=0")
    assert answer.status_code in (302, 403)
    assert list(folder(verein).get_children()) == [first.page_ptr, second.page_ptr]
    data = {"restriction_type": "groups", "groups": [str(verein.group_id)]}
    client.post(page_url("set_privacy", first.pk), data)
    assert not first.get_view_restrictions().exists()


ACTIONS: dict[str, dict[str, Any]] = {
    "publish": {},
    "unpublish": {},
    "delete": {},
    "create_alias": {"update_slug": "alias"},
    "copy": {"keep_live": True, "slug": "kopie", "title": "Kopie"},
}


@pytest.mark.parametrize("action", ACTIONS)
def test_the_admins_api_refuses(
    client: Client, verein: OrganisationPage, author: User, action: str
) -> None:
    page = published(verein)
    page.title = "Entwurf"
    page.save_revision()
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    answer = client.post(url, ACTIONS[action], content_type="application/json")
    assert answer.status_code == 403
    assert stored(page).live
    assert stored(page).title == "Öffentlich"
    assert ArticlePage.objects.live().count() == 1


def test_the_admins_api_refuses_to_publish_a_draft(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    client.post(url, {}, content_type="application/json")
    assert not stored(page).live


@pytest.mark.parametrize("where", ["folder", "article"])
def test_listings_offer_no_button_for_it(
    client: Client, verein: OrganisationPage, author: User, where: str
) -> None:
    page = published(verein)
    listing = reverse("wagtailadmin_explore", args=[folder(verein).pk])
    url = listing if where == "folder" else page_url("edit", page.pk)
    answer = client.get(url).content.decode()
    assert page_url("edit", page.pk) in answer
    assert page_url("unpublish", page.pk) not in answer
    assert page_url("delete", page.pk) not in answer


@pytest.mark.parametrize("who", ["author", "other lead", "staff"])
def test_nobody_else_approves(
    client: Client, verein: OrganisationPage, author: User, who: str
) -> None:
    people = {
        "author": lambda: author,
        "other lead": lambda: lead_editor(of=organisation()),
        "staff": lambda: member(of=verein, role=Role.STAFF),
    }
    page = draft(verein)
    submit(client, page)
    other = browser(people[who]())
    assert approve(other, page).status_code in (302, 403)
    data = form(page, press="action-workflow-action", **{"workflow-action-name": "approve"})
    other.post(page_url("edit", page.pk), data)
    assert not stored(page).live


def test_the_lead_of_another_organisation_who_edits_here_does_not_publish(
    verein: OrganisationPage,
) -> None:
    person = editor(of=verein)
    person.groups.add(*lead_editor(of=organisation()).groups.all())
    page = draft(verein)
    browser(person).post(page_url("edit", page.pk), form(page, press="action-publish"))
    assert not stored(page).live


def test_offices_stay_published_at_once(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    place = office(of=verein)
    assert place.permissions_for_user(author).can_publish()
    bulk(client, "unpublish", place)
    assert not OfficePage.objects.get(pk=place.pk).live


def test_the_folder_is_not_deleted_or_moved_by_editors(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    for person in (author, lead_editor(of=verein)):
        other = browser(person)
        assert not folder(verein).permissions_for_user(person).can_move()
        other.post(page_url("delete", folder(verein).pk))
        bulk(other, "delete", folder(verein))
    assert folder(verein).slug == "aktuelles"


# --- Whose choice it is -------------------------------------------------------


def organisation_form(house: OrganisationPage, **fields: str) -> dict[str, str]:
    return {
        "title": house.title,
        "slug": house.slug,
        "short_name": house.short_name,
        "kind": "welfare",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **fields,
    }


@pytest.mark.parametrize("press", ["action-publish", "action-save"])
def test_the_lead_editor_chooses_it_on_the_organisations_page(press: str) -> None:
    house = organisation()
    house.save_revision().publish()
    url = page_url("edit", house.pk)
    data = organisation_form(house, articles_need_approval="on")
    browser(lead_editor(of=house)).post(url, {**data, press: "1"})
    house.refresh_from_db()
    assert house.articles_need_approval
    assert WorkflowPage.objects.filter(page=folder(house)).exists()


def test_an_editor_cannot_choose_it(client: Client, verein: OrganisationPage, author: User) -> None:
    older = verein.save_revision()
    older.content = {**older.content, "articles_need_approval": False}
    older.save()
    url = page_url("edit", verein.pk)
    assert "articles_need_approval" not in client.get(url).content.decode()
    data = organisation_form(verein, **{"action-publish": "1"})
    client.post(url, data)
    client.post(page_url("revisions_revert", verein.pk, older.pk), data)
    assert OrganisationPage.objects.get(pk=verein.pk).articles_need_approval


def test_a_lead_editor_cannot_choose_it_where_he_is_an_editor(verein: OrganisationPage) -> None:
    person = editor(of=verein)
    person.groups.add(*lead_editor(of=organisation()).groups.all())
    data = organisation_form(verein, **{"action-publish": "1"})
    browser(person).post(page_url("edit", verein.pk), data)
    assert OrganisationPage.objects.get(pk=verein.pk).articles_need_approval


def test_when_it_is_no_longer_wanted_nothing_waits_any_more(
    client: Client, verein: OrganisationPage, author: User
) -> None:
    page = draft(verein)
    submit(client, page)
    set_approval(verein, lead_editor(of=verein), needed=False)
    assert not stored(page).workflow_in_progress
    client.post(page_url("edit", page.pk), form(page, press="action-publish"))
    assert stored(page).live


# --- The workflow keeps up ----------------------------------------------------


def workflow_of(house: OrganisationPage) -> Workflow:
    at_folder: WorkflowPage = WorkflowPage.objects.get(page=folder(house))
    return at_folder.workflow


def test_the_workflow_is_called_after_the_organisation_and_follows(
    verein: OrganisationPage,
) -> None:
    workflow = workflow_of(verein)
    assert workflow.name == "Freigabe von Artikeln: Verein"
    verein.short_name = "Anderer Name"
    verein.save_revision().publish()
    assert workflow_of(verein) == workflow
    assert workflow_of(verein).name == "Freigabe von Artikeln: Anderer Name"
    task = GroupApprovalTask.objects.get(workflow_tasks__workflow=workflow)
    assert list(task.groups.all()) == [verein.lead_group]


def test_provisioning_repairs_the_workflow_and_says_so(verein: OrganisationPage) -> None:
    workflow = workflow_of(verein)
    WorkflowPage.objects.all().delete()
    Workflow.objects.update(active=False)
    said = provision_organisation(verein)
    assert workflow_of(verein) == workflow
    assert workflow_of(verein).active
    assert any("workflow" in sentence for sentence in said)
    assert provision_organisation(verein) == []


def test_choosing_it_again_takes_the_same_workflow(verein: OrganisationPage) -> None:
    workflow = workflow_of(verein)
    set_approval(verein, None, needed=False)
    assert not WorkflowPage.objects.filter(page=folder(verein)).exists()
    set_approval(verein, None, needed=True)
    assert workflow_of(verein) == workflow


def test_a_copied_organisation_has_a_workflow_of_its_own(
    client: Client, verein: OrganisationPage
) -> None:
    client.force_login(administrator())
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(partner_index().pk),
    }
    client.post(page_url("copy", verein.pk), data)
    copy = OrganisationPage.objects.get(slug="kopie")
    assert copy.articles_need_approval
    assert workflow_of(copy) != workflow_of(verein)


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_the_report_says_to_the_lead_editor_alone_what_waits(
    client: Client, verein: OrganisationPage, author: User, report: str
) -> None:
    submit(client, draft(verein, "Wartet auf Freigabe"))
    url = f"{reverse(f'wagtailadmin_reports:{report}')}?reviewable=true"
    shown = browser(lead_editor(of=verein)).get(url).content.decode()
    assert "Wartet auf Freigabe" in shown
    assert "Wartet auf Freigabe" not in browser(author).get(url).content.decode()
