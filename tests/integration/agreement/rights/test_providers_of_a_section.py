"""Editors of a provider propose changes to its sections, and the coordination decides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage

from agreement.models import (
    GeneralSectionPage,
    MigrationAdviceSectionPage,
    SectionPage,
    WorkingTextPage,
)
from agreement.section_rights import sync_section_rights
from agreement.section_workflow import WORKFLOW, ensure_section_workflow
from directory.archiving import archive_organisation, restore_organisation
from directory.groups import COORDINATION
from directory.models import OrganisationPage
from directory.provisioning import provision_organisation
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import organisation, service_named
from tests.integration.agreement.working.editing import Editor, draft, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _services() -> None:
    for code in ("mbe", "jmd", "im"):
        service_named(code)


def provider(house: OrganisationPage, until: date | None = None) -> dict[str, Any]:
    value: dict[str, Any] = {
        "organisation": str(house.uuid),
        "municipalities": [],
        "valid_from": None,
        "valid_until": until and until.isoformat(),
    }
    return {"type": "provider", "value": value}


def set_providers(page: Any, *providers: dict[str, Any]) -> None:
    page.providers = page._meta.get_field("providers").to_python(list(providers))


def section_of(*houses: OrganisationPage, **fields: Any) -> MigrationAdviceSectionPage:
    """Return a published section of a service that these organisations provide."""
    page = make.section(
        make.clause(), kind=MigrationAdviceSectionPage, service=service_named("mbe"), **fields
    )
    set_providers(page, *(provider(house) for house in houses))
    page.save_revision().publish()
    page = reloaded(page)
    assert isinstance(page, MigrationAdviceSectionPage)
    return page


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rights_at(page: Any) -> set[tuple[str, str]]:
    """Return the rights that groups of organisations have at a section."""
    rows = GroupPagePermission.objects.filter(page=page.pk)
    return set(rows.values_list("group__name", "permission__codename"))


def page_url(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def service_fields(page: MigrationAdviceSectionPage) -> dict[str, Any]:
    """Return the form's fields beside those of every section; it has one provider."""
    value = page.providers[0].value
    counts = ("legal_basis", "tasks", "non_tasks", "kinds_of_advice")
    assert page.service is not None
    return {
        **{f"{name}-count": "0" for name in counts},
        **dict.fromkeys(("funding", "target_group", "access", "stage_of_residence"), ""),
        "service": str(page.service.pk),
        "providers-count": "1",
        "providers-0-type": "provider",
        "providers-0-id": page.providers[0].id or "",
        "providers-0-order": "0",
        "providers-0-deleted": "",
        "providers-0-value-organisation": value["organisation"],
        "providers-0-value-valid_from": "",
        "providers-0-value-valid_until": "",
    }


# --- The right follows the published text -------------------------------------


def test_the_editors_of_a_provider_may_change_and_nothing_else() -> None:
    house = organisation(short_name="Träger")
    page = section_of(house)
    assert rights_at(page) == {("Redaktion: Träger", "change_page")}
    perms = page.permissions_for_user(people.editor(of=house))
    assert perms.can_edit()
    refused = [
        perms.can_publish(),
        perms.can_unpublish(),
        perms.can_delete(),
        perms.can_move(),
        perms.can_copy(),
        perms.can_add_subpage(),
        perms.can_lock(),
        perms.can_set_view_restrictions(),
    ]
    assert not any(refused)


def test_whoever_is_no_longer_a_provider_loses_the_right() -> None:
    house, other = organisation(), organisation(short_name="Nachfolger")
    page = section_of(house)
    set_providers(page, provider(other))
    page.save_revision()
    assert rights_at(page) == {(f"Redaktion: {house.short_name}", "change_page")}
    page.save_revision().publish()
    assert rights_at(page) == {("Redaktion: Nachfolger", "change_page")}


def test_a_provider_whose_days_are_over_has_no_right() -> None:
    house = organisation()
    page = section_of(house)
    yesterday = timezone.localdate() - timedelta(days=1)
    set_providers(page, provider(house, until=yesterday))
    page.save_revision().publish()
    assert rights_at(page) == set()


def test_a_section_that_is_not_published_is_the_coordinations_alone() -> None:
    page = section_of(organisation())
    page.unpublish()
    assert rights_at(page) == set()


def test_an_archived_provider_loses_the_right_and_gets_it_back() -> None:
    house = organisation()
    page = section_of(house)
    before, by = rights_at(page), people.coordination()
    archive_organisation(house, by)
    assert rights_at(page) == set()
    restore_organisation(house, by)
    assert rights_at(page) == before


def test_a_deleted_provider_leaves_no_right_behind() -> None:
    house = organisation()
    page = section_of(house)
    Page.objects.get(pk=house.pk).delete()
    assert rights_at(page) == set()


def test_the_command_repairs_rights_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    house, stranger = organisation(), organisation()
    page, other = section_of(house), make.section(of=WorkingTextPage.objects.get())
    before = rights_at(page)
    right = GroupPagePermission.objects.get(page=page.pk)
    for target in (page, other):
        GroupPagePermission.objects.create(
            group=stranger.group, page=target, permission=right.permission
        )
    right.delete()
    call_command("provision")
    assert rights_at(page) == before
    assert rights_at(other) == set()
    said = capsys.readouterr().out
    assert f"gave “Redaktion: {house.short_name}” the right to change" in said
    call_command("provision")
    assert "Sections:" not in capsys.readouterr().out


def test_what_an_administrator_gave_to_another_group_stays() -> None:
    page = section_of(organisation())
    right = GroupPagePermission.objects.get(page=page.pk).permission
    group = Group.objects.create(name="Lektorat")
    GroupPagePermission.objects.create(group=group, page=page, permission=right)
    sync_section_rights()
    assert ("Lektorat", "change_page") in rights_at(page)


def test_a_group_that_was_deleted_comes_back_with_its_sections() -> None:
    house = organisation(short_name="Träger")
    page = section_of(house)
    assert house.group is not None
    house.group.delete()
    provision_organisation(OrganisationPage.objects.get(pk=house.pk))
    assert rights_at(page) == {("Redaktion: Träger", "change_page")}


# --- In the editor ------------------------------------------------------------


def test_a_provider_proposes_and_the_coordination_publishes() -> None:
    house = organisation()
    page = section_of(house)
    mine = Editor(browser(people.editor(of=house)), page)
    changed = [{**draft(page)[0]}]
    changed[0]["value"] = {**changed[0]["value"], "heading": "Vorschlag"}
    press = {"action-submit": "1", **service_fields(page)}
    assert mine.save(changed, **press).status_code == 302
    assert reloaded(page).clauses[0].value["heading"] != "Vorschlag"
    state = reloaded(page).current_workflow_task_state
    assert state is not None
    url = page_url("workflow_action", page.pk, "approve", state.pk)
    browser(people.editor(of=house)).post(url, {"comment": ""})
    assert reloaded(page).clauses[0].value["heading"] != "Vorschlag"
    browser(people.coordination()).post(url, {"comment": ""})
    assert reloaded(page).clauses[0].value["heading"] == "Vorschlag"


def test_while_it_waits_the_provider_cannot_change_it() -> None:
    house = organisation()
    page = section_of(house)
    client = browser(people.editor(of=house))
    fields = service_fields(page)
    Editor(client, page).save(**{**fields, "action-submit": "1"})
    Editor(client, page).save([make.clause(heading="Nachgeschoben")], **fields)
    assert draft(page)[0]["value"]["heading"] != "Nachgeschoben"


def test_a_provider_does_not_publish() -> None:
    house = organisation()
    page = section_of(house)
    client = browser(people.editor(of=house))
    assert "action-publish" not in client.get(page_url("edit", page.pk)).content.decode()
    Editor(client, page).publish(title="Untergeschoben", **service_fields(page))
    assert reloaded(page).title == page.title
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{path}?id={page.pk}")
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    assert client.post(url, {}, content_type="application/json").status_code == 403
    assert reloaded(page).title == page.title


@pytest.mark.parametrize("name", ["delete", "unpublish", "move", "copy", "lock", "set_privacy"])
def test_a_provider_does_nothing_but_edit(name: str) -> None:
    house = organisation()
    page = section_of(house)
    client = browser(people.editor(of=house))
    url = page_url(name, page.pk)
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(page.get_parent().pk),
        "alias": "on",
    }
    for answer in (client.get(url), client.post(url, data)):
        assert answer.status_code in (302, 403, 405)
    assert SectionPage.objects.count() == 1
    assert not reloaded(page).locked
    assert reloaded(page).live


def test_other_sections_and_the_text_itself_stay_out_of_reach() -> None:
    house = organisation()
    page = section_of(house)
    text = WorkingTextPage.objects.get()
    other = make.section(make.clause(), of=text, title="Fremder Abschnitt")
    assert isinstance(other, GeneralSectionPage)
    client = browser(people.editor(of=house))
    for target in (text, other):
        for name in ("edit", "history", "view_draft", "copy"):
            assert client.get(page_url(name, target.pk)).status_code in (302, 403), name
    listing = client.get(reverse("wagtailadmin_explore", args=[text.pk])).content.decode()
    assert page.title in listing
    assert "Fremder Abschnitt" not in listing
    add = page_url("add", "agreement", "generalsectionpage", text.pk)
    assert client.get(add).status_code in (302, 403)


def test_the_editor_of_a_section_can_choose_clauses() -> None:
    house = organisation()
    page = section_of(house)
    client = browser(people.editor(of=house))
    found = client.get(reverse("agreement_clause_chooser")).json()["clauses"]
    assert [each["uid"] for each in found] == [page.clauses[0].id]
    stranger = browser(people.editor(of=organisation()))
    assert stranger.get(reverse("agreement_clause_chooser")).status_code in (302, 403)


# --- The workflow -------------------------------------------------------------


def test_a_new_working_text_has_its_workflow_and_the_command_repairs_it() -> None:
    text = make.working_text()
    assert WorkflowPage.objects.get(page=text).workflow.name == WORKFLOW
    WorkflowPage.objects.all().delete()
    Workflow.objects.update(active=False)
    call_command("provision")
    at_text = WorkflowPage.objects.get(page=text)
    assert at_text.workflow.active
    task = at_text.workflow.tasks.get().specific
    assert [group.name for group in task.groups.all()] == [COORDINATION]
    assert ensure_section_workflow(text) == []


def test_the_workflow_asks_nobody_but_the_coordination() -> None:
    text = make.working_text()
    task = WorkflowPage.objects.get(page=text).workflow.tasks.get().specific
    task.groups.add(organisation().group)
    ensure_section_workflow(text)
    assert [group.name for group in task.groups.all()] == [COORDINATION]
