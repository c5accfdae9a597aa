"""A form sent with others' keys neither shows nor opens what they have not published."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from directory.models import OrganisationPage
from news.models import ArticlePage
from tests.factories.directory import office, organisation
from tests.factories.files import article_showing, document, image
from tests.factories.news import article, article_form, folder
from tests.factories.people import coordination, editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses(client: Client) -> tuple[OrganisationPage, OrganisationPage]:
    """The client's own organisation and another one."""
    own, foreign = organisation(), organisation()
    client.force_login(editor(of=own))
    return own, foreign


def showing(key: int) -> dict[str, str]:
    """Return the form of an article that shows the image with a key."""
    block = {"type": "image", "id": "", "order": "0", "deleted": "", "value-image": str(key),
             "value-decorative": "on", "value-alt_text": ""}  # fmt: skip
    fields = {f"body-0-{name}": value for name, value in block.items()}
    kept = {k: v for k, v in article_form().items() if not k.startswith("body-0-")}
    return {**kept, **fields}


def linking(kind: str, key: int) -> Mapping[str, str]:
    """Return the form of an article whose text links to a page or document."""
    entity = {
        "type": "LINK" if kind == "page" else "DOCUMENT",
        "mutability": "MUTABLE",
        "data": {"id": key, "url": "/x/", "parentId": 1},
    }
    block = {
        "key": "a",
        "text": "Dort",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }
    text = json.dumps({"blocks": [block], "entityMap": {"0": entity}})
    return article_form(**{"body-0-type": "paragraph", "body-0-value": text})


def add(client: Client, house: OrganisationPage, data: Any, name: str = "add") -> Any:
    args = ["news", "articlepage", folder(house).pk]
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)


def made() -> Any:
    return ArticlePage.objects.filter(title="Neue Sprechstunde")


@pytest.mark.parametrize("is_draft", [True, False])
def test_anothers_picture_is_not_taken_over(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage], is_draft: bool
) -> None:
    own, foreign = houses
    hidden = image(of=foreign, title="Geheimes Bild")
    data = showing(hidden.pk)
    if is_draft:
        del data["action-publish"]
    answer = add(client, own, data)
    assert "Geheim" not in answer.content.decode()
    assert not made().exists()
    assert Client().get(hidden.get_rendition("max-20x20").url).status_code == 404


@pytest.mark.parametrize(
    "mistake", [{"title": ""}, {"body-0-value-decorative": ""}, {"teaser": "", "date": "x"}]
)
def test_nor_shown_again_in_a_form_with_mistakes(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage], mistake: dict[str, str]
) -> None:
    own, foreign = houses
    hidden = image(of=foreign, title="Geheimes Bild")
    answer = add(client, own, {**showing(hidden.pk), **mistake})
    assert "Geheim" not in answer.content.decode()
    again = add(client, own, {**showing(image(of=own).pk), **mistake})
    assert again.context["form"].errors
    assert not made().exists()


def test_nor_in_a_preview(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    hidden = image(of=foreign, title="Geheimes Bild")
    answer = add(client, own, showing(hidden.pk), "preview_on_add")
    assert answer.status_code in {302, 403}
    shown = add(client, own, showing(image(of=own).pk), "preview_on_add")
    assert shown.json()["is_valid"]


def test_nor_in_a_page_that_is_there(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    hidden = image(of=foreign, title="Geheimes Bild")
    page = article(own)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(url, {**showing(hidden.pk), "slug": page.slug})
    assert "Geheim" not in answer.content.decode()
    assert page.get_latest_revision() is None
    assert not made().exists()


def test_own_and_public_pictures_are_taken(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    public = image(of=foreign)
    article_showing(public, foreign)
    for number, picture in enumerate((image(of=own), public)):
        add(client, own, {**showing(picture.pk), "slug": f"artikel-{number}"})
        assert made().filter(slug=f"artikel-{number}", live=True).exists()


def test_what_was_there_before_stays(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    moved = image(of=foreign, title="Inzwischen verschoben")
    page = article_showing(moved, own, live=False)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, {**showing(moved.pk), "slug": page.slug})
    assert made().filter(pk=page.pk, live=True).exists()


@pytest.mark.parametrize("kind", ["page", "document"])
def test_a_link_does_not_name_the_address_of_anothers_draft(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage], kind: str
) -> None:
    own, foreign = houses
    hidden: Any = document(of=foreign) if kind == "document" else article(foreign, live=False)
    add(client, own, linking("page", hidden.pk) if kind == "page" else linking(kind, hidden.pk))
    # Articles know no links to documents: such a mark is dropped, and nothing refers to one.
    text = made().get().body.raw_data[0]["value"] if made().exists() else ""
    assert f'id="{hidden.pk}"' not in text


def test_links_to_own_drafts_and_public_pages_are_taken(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    targets: list[Page] = [office(of=own, live=False), office(of=foreign)]
    for number, page in enumerate(targets):
        add(client, own, {**linking("page", page.pk), "slug": f"artikel-{number}"})
        found = made().get(slug=f"artikel-{number}")
        assert f'id="{page.pk}"' in str(found.body.raw_data[0]["value"])


def test_the_coordination_may_refer_to_everything(
    client: Client, houses: tuple[OrganisationPage, OrganisationPage]
) -> None:
    own, foreign = houses
    client.force_login(coordination())
    add(client, own, showing(image(of=foreign).pk))
    assert made().exists()
