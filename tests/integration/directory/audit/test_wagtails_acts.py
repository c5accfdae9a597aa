"""What Wagtail and allauth do without a word to the log is logged all the same."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import BaseLogEntry, Collection, ModelLogEntry, PageLogEntry

from directory.models import Contact, OrganisationLogEntry, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import User
from portal.core.models import PortalSettings
from tests.factories.directory import contact, office, organisation
from tests.factories.people import PASSWORD, administrator, editor, staff
from tests.integration.directory.edit_form import office_form

pytestmark = pytest.mark.django_db

Document, Image = get_document_model(), get_image_model()


@pytest.fixture
def house() -> OrganisationPage:
    return organisation()


@pytest.fixture
def person(house: OrganisationPage, client: Client) -> User:
    """An editor of the organisation, logged in."""
    who = editor(of=house)
    client.force_login(who)
    return who


def acts(house: OrganisationPage, who: User) -> list[str]:
    """Return what the organisation's editors read of somebody's acts, oldest first."""
    entries = OrganisationLogEntry.objects.filter(organisation=house, user=who).order_by("pk")
    return [entry.action for entry in entries]


def document(house: OrganisationPage) -> Any:
    file = SimpleUploadedFile("blatt.txt", b"Beispiel")
    return Document.objects.create(title="Blatt", file=file, collection=house.collection)


def image(house: OrganisationPage) -> Any:
    return Image.objects.create(
        title="Bild", file=get_test_image_file(), collection=house.collection
    )


def test_files_uploaded_many_at_once_are_logged(
    client: Client, house: OrganisationPage, person: User
) -> None:
    picture = SimpleUploadedFile("bild.png", get_test_image_file().file.getvalue(), "image/png")
    fields = {"title": "Bild", "files[]": picture, "collection": house.collection_id}
    client.post(reverse("wagtailimages:add_multiple"), fields)
    fields = {"title": "Blatt", "files[]": SimpleUploadedFile("blatt.txt", b"Beispiel"),
              "collection": house.collection_id}  # fmt: skip
    client.post(reverse("wagtaildocs:add_multiple"), fields)
    assert (Image.objects.count(), Document.objects.count()) == (1, 1)
    assert acts(house, person) == ["wagtail.create", "wagtail.create"]


def test_a_file_uploaded_by_its_form_is_logged_once(
    client: Client, house: OrganisationPage, person: User
) -> None:
    fields = {"title": "Blatt", "file": SimpleUploadedFile("blatt.txt", b"Beispiel"),
              "collection": house.collection_id}  # fmt: skip
    client.post(reverse("wagtaildocs:add"), fields)
    assert acts(house, person) == ["wagtail.create"]
    made = Document.objects.get()
    fields = {"title": "Blatt 2", "collection": house.collection_id}
    client.post(reverse("wagtaildocs:edit", args=[made.pk]), fields)
    assert acts(house, person) == ["wagtail.create", "wagtail.edit"]


def test_many_files_changed_or_deleted_at_once_are_logged(client: Client, house: Any) -> None:
    admin = administrator()
    client.force_login(admin)
    for model, make in (("wagtaildocs/document", document), ("wagtailimages/image", image)):
        files = [make(house), make(house)]
        query = "?" + "&".join(f"id={file.pk}" for file in files)
        client.post(f"/admin/bulk/{model}/add_tags/{query}", {"tags": "Beispiel"})
        client.post(f"/admin/bulk/{model}/delete/{query}")
    assert not Document.objects.exists()
    assert not Image.objects.exists()
    assert (
        acts(house, admin)
        == ["wagtail.edit", "wagtail.edit", "wagtail.delete", "wagtail.delete"] * 2
    )


def test_many_contacts_deleted_at_once_are_logged(
    client: Client, house: OrganisationPage, person: User
) -> None:
    place = office(of=house)
    query = "?" + "&".join(f"id={contact(office=place).pk}" for _number in range(2))
    client.post(f"/admin/bulk/directory/contact/delete/{query}")
    assert not Contact.objects.exists()
    assert acts(house, person) == ["wagtail.delete", "wagtail.delete"]


def test_the_portals_own_files_are_nobodys_act(house: OrganisationPage) -> None:
    document(house)
    assert not OrganisationLogEntry.objects.filter(label="Blatt").exists()


def test_closing_and_opening_a_collection_is_logged(client: Client, house: Any) -> None:
    admin = administrator()
    client.force_login(admin)
    url = reverse("wagtailadmin_collections:set_privacy", args=[house.collection_id])
    group = Group.objects.get(name="Netzwerk")
    client.post(url, {"restriction_type": "groups", "groups": [group.pk]})
    client.post(url, {"restriction_type": "none"})
    assert acts(house, admin) == [
        "wagtail.view_restriction.create",
        "wagtail.view_restriction.delete",
    ]


def entries_on(account: User) -> list[BaseLogEntry]:
    return list(ModelLogEntry.objects.for_instance(account).order_by("pk"))


def test_making_somebody_an_administrator_is_logged_with_what_changed(client: Client) -> None:
    admin, other = administrator(), staff()
    client.force_login(admin)
    group = Group.objects.create(name="Presse")
    fields = {
        "email": other.email,
        "first_name": "Beispiel",
        "last_name": "Person",
        "is_superuser": "on",
        "is_active": "on",
        "groups": [group.pk],
    }
    answer = client.post(reverse("wagtailusers_users:edit", args=[other.pk]), fields)
    assert answer.status_code == 302
    found = {entry.action: entry for entry in entries_on(other)}
    assert found["portal.account.rights"].data == {"is_superuser": True}
    assert found["portal.account.groups"].data == {"add": ["Presse"]}
    assert {entry.user for entry in found.values()} == {admin}
    assert "wagtail.edit" in found


def test_closing_many_accounts_at_once_is_logged(client: Client) -> None:
    admin, others = administrator(), [staff(), staff()]
    client.force_login(admin)
    query = "?" + "&".join(f"id={each.pk}" for each in others)
    client.post(f"/admin/bulk/accounts/user/set_active_state/{query}", {"mark_as_active": "False"})
    for each in others:
        each.refresh_from_db()
        assert not each.is_active
        entry = entries_on(each)[-1]
        assert entry.user == admin
        assert entry.data == {"bulk_action": "set_active_state", "mark_as_active": "False"}


def test_groups_that_follow_from_roles_are_not_logged_twice(house: OrganisationPage) -> None:
    who = editor(of=house)
    sync_groups(who)
    assert entries_on(who) == []


def test_a_changed_password_is_logged_without_the_password(client: Client) -> None:
    who = staff()
    client.force_login(who)
    new = "quite-another-one-7"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), fields)
    who.refresh_from_db()
    assert who.check_password(new)
    entry = entries_on(who)[-1]
    assert (entry.action, entry.user, entry.data) == ("portal.account.password", who, {})


def test_a_password_is_not_changed_when_it_cannot_be_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    who = staff()
    client.force_login(who)
    monkeypatch.setattr("directory.audit.receivers.record", fail)
    fields = {"oldpassword": PASSWORD, "password1": "another-one-7", "password2": "another-one-7"}
    with pytest.raises(RuntimeError):
        client.post(reverse("account_change_password"), fields)
    who.refresh_from_db()
    assert who.check_password(PASSWORD)


def test_ending_sessions_is_logged(client: Client) -> None:
    who = staff()
    client.force_login(who)
    client.post(reverse("usersessions_list"))
    assert [entry.action for entry in entries_on(who)] == ["portal.account.sessions_ended"]


def test_editing_a_page_is_read_in_the_log_of_the_organisation(
    client: Client, house: OrganisationPage, person: User
) -> None:
    place = office(of=house, title="Stelle")
    fields = office_form(place, title="Umbenannte Stelle")
    client.post(reverse("wagtailadmin_pages:edit", args=[place.pk]), fields)
    acts_on_page = PageLogEntry.objects.filter(page=place.pk, user=person)
    assert {"wagtail.edit", "wagtail.publish"} <= set(acts_on_page.values_list("action", flat=True))
    log = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Umbenannte Stelle" in log


def test_changed_settings_and_collections_are_logged(
    client: Client, house: OrganisationPage
) -> None:
    admin = administrator()
    client.force_login(admin)
    settings = PortalSettings.load()
    url = reverse("wagtailsettings:edit", args=["core", "portalsettings", settings.pk])
    assert client.post(url, {"coordination_name": "Beispiel-Koordination"}).status_code == 302
    assert [entry.user for entry in ModelLogEntry.objects.for_instance(settings)] == [admin]
    url = reverse("wagtailadmin_collections:edit", args=[house.collection_id])
    fields = {"name": "Umbenannt", "parent": Collection.get_first_root_node().pk}
    assert client.post(url, fields).status_code == 302
    assert acts(house, admin) == ["wagtail.edit"]
