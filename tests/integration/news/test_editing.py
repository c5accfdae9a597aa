"""Who may publish articles where, through the admin's own pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import OrganisationPage
from news.models import ArticlePage, NewsFolderPage
from tests.factories.directory import organisation, partner_index
from tests.factories.files import image
from tests.factories.news import article, article_form, folder, news_index
from tests.factories.people import administrator, editor, staff

pytestmark = pytest.mark.django_db


def publish(client: Client, where: OrganisationPage, **fields: str) -> Any:
    """Fill in the form of a new article in the folder of an organisation, and publish it."""
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", folder(where).pk])
    return client.post(address, article_form(**fields))


def with_picture(of: OrganisationPage, **value: str) -> dict[str, str]:
    """Return the fields of an article whose text is one picture of an organisation's own."""
    picture = {"image": str(image(of=of).pk), "alt_text": "", **value}
    fields = {f"body-0-value-{name}": entry for name, entry in picture.items()}
    return {"body-0-type": "image", **fields}


def test_an_editor_publishes_an_article_and_the_visitor_sees_it(client: Client) -> None:
    verein = organisation(slug="verein")
    client.force_login(editor(of=verein))

    publish(client, verein)

    visitor = Client()
    assert "Neue Sprechstunde" in visitor.get("/aktuelles/").content.decode()
    page = visitor.get("/partner/verein/aktuelles/neue-sprechstunde/").content.decode()
    assert "Ab März beraten wir auch am Abend." in page


def test_an_editor_changes_his_article_and_the_visitor_sees_it(client: Client) -> None:
    verein = organisation()
    news = article(verein)
    client.force_login(editor(of=verein))

    client.post(
        reverse("wagtailadmin_pages:edit", args=[news.pk]), article_form(title="Berichtigt")
    )

    assert "Berichtigt" in Client().get("/aktuelles/").content.decode()


def test_an_editor_cannot_publish_in_another_organisation(client: Client) -> None:
    client.force_login(editor(of=organisation()))

    answer = publish(client, organisation())

    assert answer.status_code == 403
    assert not ArticlePage.objects.exists()


def test_an_editor_cannot_change_an_article_of_another_organisation(client: Client) -> None:
    news = article(organisation(), "Fremd")
    client.force_login(editor(of=organisation()))

    answer: Any = client.post(
        reverse("wagtailadmin_pages:edit", args=[news.pk]), article_form(title="Übernommen")
    )

    assert answer.status_code == 403
    assert "Übernommen" not in Client().get("/aktuelles/").content.decode()


def test_staff_without_an_organisation_publish_nothing(client: Client) -> None:
    client.force_login(staff())

    publish(client, organisation())

    assert not ArticlePage.objects.exists()


def test_a_picture_without_words_is_refused_unless_it_is_ornament(client: Client) -> None:
    verein = organisation()
    client.force_login(editor(of=verein))

    refused = publish(client, verein, **with_picture(verein))
    publish(client, verein, slug="ornament", **with_picture(verein, decorative="on"))
    publish(client, verein, slug="beschrieben", **with_picture(verein, alt_text="Drei Stühle"))

    assert "body" in refused.context["form"].errors
    slugs = ArticlePage.objects.values_list("slug", flat=True)
    assert sorted(slugs) == ["beschrieben", "ornament"]


@pytest.mark.parametrize("name", ["title", "teaser", "date"])
def test_an_article_without_a_necessary_field_is_refused_at_that_field(
    client: Client, name: str
) -> None:
    verein = organisation()
    client.force_login(editor(of=verein))

    answer = publish(client, verein, **{name: ""})

    assert list(answer.context["form"].errors) == [name]
    assert "Am Abend" in answer.content.decode()


def test_nobody_makes_a_second_folder_or_a_second_list(client: Client) -> None:
    client.force_login(administrator())
    verein = organisation()
    index = news_index()

    for model, parent in (("newsfolderpage", verein.pk), ("newsindexpage", index.get_parent().pk)):
        address = reverse("wagtailadmin_pages:add", args=["news", model, parent])
        assert client.post(address, article_form()).status_code == 403

    assert NewsFolderPage.objects.count() == 1


def test_the_address_of_a_folder_cannot_be_edited(client: Client) -> None:
    verein = organisation()
    news = folder(verein)
    client.force_login(editor(of=verein))

    client.post(
        reverse("wagtailadmin_pages:edit", args=[news.pk]),
        article_form(title="Neues von uns", slug="anders"),
    )

    news.refresh_from_db()
    assert (news.title, news.slug) == ("Neues von uns", "aktuelles")


def test_a_copied_organisation_has_a_folder_of_its_own(client: Client) -> None:
    verein = organisation()
    article(verein)
    client.force_login(administrator())

    answer = client.post(
        reverse("wagtailadmin_pages:copy", args=[verein.pk]),
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": str(partner_index().pk),
            "copy_subpages": "on",
        },
    )

    assert answer.status_code == 302
    copied = OrganisationPage.objects.get(slug="kopie")
    assert folder(copied).get_children().count() == 0
    assert copied.get_children().count() == 1
