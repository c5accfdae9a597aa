"""Pictures and documents are as closed as what shows them, and closed looks like missing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from portal.core.visibility import Viewer, may_see, tokens_of, viewer_of, visible
from tests.factories.directory import organisation
from tests.factories.files import (
    article_showing,
    document,
    image,
    page_linking,
    shown,
)
from tests.factories.news import paragraph
from tests.factories.people import (
    account,
    administrator,
    coordination,
    editor,
    lead_editor,
    signatory,
    staff,
    visitor,
)
from tests.factories.site import close, home, intern

pytestmark = pytest.mark.django_db

VISITOR = Viewer()
NOBODY_ELSE = {"editor here", "lead editor here", "coordination", "administrator"}
NETWORK_TOO = NOBODY_ELSE | {"staff", "editor there", "signatory here"}
EVERYBODY = NETWORK_TOO | {"visitor", "account"}


@pytest.fixture
def house() -> OrganisationPage:
    return organisation()


@pytest.fixture
def people(house: OrganisationPage) -> dict[str, Any]:
    there = organisation()
    return {
        "visitor": visitor(),
        "account": account(),
        "staff": staff(),
        "editor there": editor(of=there),
        "signatory here": signatory(of=house),
        "editor here": editor(of=house),
        "lead editor here": lead_editor(of=house),
        "coordination": coordination(),
        "administrator": administrator(),
    }


def reader(person: Any) -> Client:
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


def get(client: Client, address: str, **extra: Any) -> Any:
    """Return an answer whose file is read and closed."""
    answer: Any = client.get(address, **extra)
    if answer.streaming:
        # Read to the end, the file is closed; close() would take the test's connection along.
        answer.body = b"".join(answer.streaming_content)
    return answer


def who_gets(address: str, people: dict[str, Any]) -> set[str]:
    """Return those who get a file at its address; all others get 404."""
    answers = {name: get(reader(p), address).status_code for name, p in people.items()}
    assert set(answers.values()) <= {200, 404}
    return {name for name, status in answers.items() if status == 200}


def address_of(picture: Image) -> str:
    url: str = picture.get_rendition("max-20x20").url
    return url


def test_a_picture_opens_with_its_page_and_closes_with_it(
    house: OrganisationPage, people: dict[str, Any]
) -> None:
    picture = image(of=house)
    address = address_of(picture)
    assert who_gets(address, people) == NOBODY_ELSE
    page = article_showing(picture, house, live=False)
    assert who_gets(address, people) == NOBODY_ELSE
    page.save_revision().publish()
    assert who_gets(address, people) == EVERYBODY
    page.refresh_from_db()
    page.unpublish()
    assert who_gets(address, people) == NOBODY_ELSE


def test_every_size_is_as_closed_as_the_picture(house: OrganisationPage) -> None:
    picture = image(of=house)
    article_showing(picture, house, live=False)
    for size in ("original", "max-20x20", "fill-10x10", "width-30|format-webp"):
        address = picture.get_rendition(size).url
        assert get(Client(), address).status_code == 404, size
        assert get(reader(editor(of=house)), address).status_code == 200, size


def test_a_picture_of_a_draft_waits_until_the_live_page_shows_it(
    house: OrganisationPage, people: dict[str, Any]
) -> None:
    old, new = image(of=house), image(of=house)
    page = article_showing(old, house)
    page.body = [paragraph("Anders."), shown(new)]
    draft = page.save_revision()
    assert who_gets(address_of(old), people) == EVERYBODY
    assert who_gets(address_of(new), people) == NOBODY_ELSE
    draft.publish()
    assert who_gets(address_of(old), people) == NOBODY_ELSE
    assert who_gets(address_of(new), people) == EVERYBODY


def test_a_page_that_expired_or_was_deleted_shows_nothing(house: OrganisationPage) -> None:
    for end in ("expire", "delete"):
        picture = image(of=house)
        page = article_showing(picture, house)
        assert get(Client(), address_of(picture)).status_code == 200
        if end == "expire":
            type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())
        else:
            page.delete()
        assert get(Client(), address_of(picture)).status_code == 404, end


def test_a_document_of_the_staff_area_is_for_staff(people: dict[str, Any]) -> None:
    file = document()
    assert who_gets(file.url, people) == {"coordination", "administrator"}
    page_linking(file, intern())
    assert who_gets(file.url, people) == NETWORK_TOO


def test_what_only_the_coordination_reads_is_for_it_alone(people: dict[str, Any]) -> None:
    file = document()
    close(page_linking(file, intern()), [Group.objects.get(name=COORDINATION)])
    # Tokens name one group at each restriction: the inner audience is in the outer by design.
    assert who_gets(file.url, people) == {"coordination", "administrator"}


def test_one_open_page_is_enough(people: dict[str, Any]) -> None:
    file = document()
    page_linking(file, intern())
    page_linking(file, home())
    assert who_gets(file.url, people) == EVERYBODY


@pytest.mark.parametrize("kind", ["groups", "login", "password"])
def test_a_closed_collection_closes_what_an_open_page_shows(
    kind: str, people: dict[str, Any]
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Geschlossen")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, password="offen"
    )
    if kind == BaseViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=NETWORK))
    file = document(collection=collection.add_child(name="Darin"))
    page_linking(file, home())
    assert who_gets(file.url, people) == (NETWORK_TOO if kind == "groups" else set())


def test_all_ways_to_ask_agree(house: OrganisationPage, people: dict[str, Any]) -> None:
    pictures = [image(of=house), image(of=house), image()]
    article_showing(pictures[0], house)
    article_showing(pictures[1], house, live=False)
    files = [document(of=house), document(), document()]
    page_linking(files[0], home())
    page_linking(files[1], intern())
    sizes = [picture.get_rendition("max-20x20") for picture in pictures]
    for name, person in people.items():
        who = viewer_of(person)
        for model, made in ((Image, pictures), (Document, files), (Rendition, sizes)):
            listed = set(visible(model.objects.all(), who).values_list("pk", flat=True))
            asked = {each.pk for each in made if may_see(each, who)}
            tokens = {each.pk for each in made if who.shares(tokens_of(each))}
            assert listed == asked == tokens, (name, model)


# --- Closed and missing answer alike -------------------------------------------------------


def conditions(file: Any) -> list[dict[str, str]]:
    """Return the headers of requests that know, or guess, something about a file."""
    now = http_date(timezone.now().timestamp() + 60)
    return [
        {},
        {"if-modified-since": now},
        {"if-none-match": "*"},
        {"if-none-match": f'"{getattr(file, "file_hash", "")}"'},
        {"if-match": '"x"'},
        {"if-unmodified-since": http_date(0)},
        {"range": "bytes=0-3"},
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize("person", [visitor, account, staff])
def test_closed_and_missing_answer_alike(
    house: OrganisationPage, kind: str, method: str, person: Callable[[], Any]
) -> None:
    file: Any = image(of=house) if kind == "image" else document(of=house)
    hidden = address_of(file) if kind == "image" else file.url
    name = hidden.rpartition("/")[2]
    number = "999" if kind == "document" else ""
    missing = hidden.replace(f"/{file.pk}/", f"/{number}/").replace(name, f"x{name}")
    client = reader(person())
    for headers in conditions(file):
        answers = [client.generic(method, a, headers=headers) for a in (hidden, missing)]
        assert answers[0].status_code == answers[1].status_code, headers
        assert answers[0].status_code in {404, 405}
        facts = [
            (a.content.replace(at.encode(), b"").replace(name.encode(), b""), header_names(a))
            for a, at in zip(answers, (hidden, missing), strict=True)
        ]
        assert facts[0] == facts[1], headers
        assert not {"Last-Modified", "Content-Disposition"} & set(answers[0].headers)
        assert file.file_hash not in answers[0].get("ETag", "")


def header_names(answer: Any) -> dict[str, str]:
    """Return the headers that may differ by what is there."""
    varying = {"Content-Length", "Content-Security-Policy", "ETag"}  # of the page that says so
    return {name: value for name, value in answer.headers.items() if name not in varying}


def test_what_a_browser_kept_is_not_confirmed_once_the_page_is_gone(
    house: OrganisationPage,
) -> None:
    picture, file = image(of=house), document(of=house)
    page, linking = article_showing(picture, house), page_linking(file, home())
    kept = get(Client(), address_of(picture))
    fresh = {"if-modified-since": kept["Last-Modified"]}
    assert get(Client(), address_of(picture), headers=fresh).status_code == 304
    tag = {"if-none-match": get(Client(), file.url)["ETag"]}
    assert get(Client(), file.url, headers=tag).status_code == 304
    page.unpublish()
    linking.unpublish()
    assert get(Client(), address_of(picture), headers=fresh).status_code == 404
    assert get(Client(), file.url, headers=tag).status_code == 404


def test_answers_to_a_session_are_not_stored_and_public_ones_are_asked_for_again(
    house: OrganisationPage,
) -> None:
    picture, file = image(of=house), document(of=house)
    article_showing(picture, house)
    page_linking(file, home())
    for address in (address_of(picture), file.url):
        assert get(Client(), address)["Cache-Control"] == "no-cache"
        assert not get(Client(), address).cookies
        inside = get(reader(staff()), address)
        assert inside["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_picture_is_only_read(house: OrganisationPage, method: str) -> None:
    picture = image(of=house)
    article_showing(picture, house)
    assert Client().generic(method, address_of(picture)).status_code == 405


def test_originals_and_strange_ways_lead_nowhere(house: OrganisationPage) -> None:
    picture = image(of=house)
    article_showing(picture, house)
    name = address_of(picture).rpartition("/")[2]
    for path in (
        picture.file.name,
        f"images/../{picture.file.name}",
        f"images/./{name}",
        f"images//{name}",
        f"images/{name}/",
        f"images/x/../{name}",
    ):
        assert get(Client(), f"/media/{path}").status_code in {301, 404}, path
        assert reader(administrator()).get(f"/media/{picture.file.name}").status_code == 404


# --- Figures ---------------------------------------------------------------------------------


def test_a_picture_costs_the_same_however_many_pages_show_it(house: OrganisationPage) -> None:
    picture = image(of=house)
    article_showing(picture, house)
    address = address_of(picture)

    def queries(client: Client) -> int:
        get(client, address)
        with CaptureQueriesContext(connection) as captured:
            assert get(client, address).status_code == 200
        return len(captured)

    inside = reader(staff(of=house))
    before = queries(Client()), queries(inside)
    for _number in range(3):
        article_showing(picture, house)
        close(page_linking(document(), intern()), [Group.objects.get(name=NETWORK)])
        article_showing(image(of=house), organisation())
    assert (queries(Client()), queries(inside)) == before
    assert before[0] <= 4
    assert before[1] <= 8  # the log-in takes some of them
