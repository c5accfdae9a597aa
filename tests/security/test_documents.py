"""Documents are as closed as their collection, and closed looks like missing."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from directory.groups import NETWORK
from tests.factories.files import page_linking
from tests.factories.people import account, staff
from tests.factories.site import home, intern

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\nBeispiel"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def document_in(kind: str, name: str = "vermerk.pdf") -> Document:
    """Return a document in a collection closed in this way."""
    collection = Collection.get_first_root_node().add_child(name=f"Sammlung {kind}")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection,
        restriction_type=kind,
        password="offen" if kind == BaseViewRestriction.PASSWORD else "",
    )
    if kind == BaseViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=NETWORK))
    made: Document = Document.objects.create(
        title="Vermerk", file=ContentFile(PDF, name), collection=collection
    )
    return made


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
@pytest.mark.parametrize("is_logged_in", [False, True])
def test_a_closed_document_answers_like_a_missing_one(
    client: Client, method: str, is_logged_in: bool
) -> None:
    hidden = document_in(BaseViewRestriction.GROUPS)
    if is_logged_in:
        client.force_login(account())
    missing = f"/dokumente/{hidden.pk + 999}/{hidden.filename}"
    answers = [client.generic(method.upper(), address) for address in (hidden.url, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({a.content.replace(str(hidden.pk + 999).encode(), b"").replace(
        str(hidden.pk).encode(), b"") for a in answers}) == 1  # fmt: skip


def test_staff_reads_the_documents_of_the_network_and_nothing_is_stored(client: Client) -> None:
    hidden = document_in(BaseViewRestriction.GROUPS)
    page_linking(hidden, intern())
    client.force_login(staff())
    answer = client.get(hidden.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", [BaseViewRestriction.LOGIN, BaseViewRestriction.PASSWORD])
def test_any_log_in_or_a_shared_password_opens_no_document(client: Client, kind: str) -> None:
    hidden = document_in(kind)
    restriction = CollectionViewRestriction.objects.get()
    door = f"/dokumente/authenticate_with_password/{restriction.pk}/"
    assert client.get(door).status_code == 404
    assert client.post(door, {"password": "offen", "return_url": "/"}).status_code == 404
    assert client.get(hidden.url).status_code == 404
    client.force_login(staff())
    assert client.get(hidden.url).status_code == 404


def test_a_document_is_not_found_past_the_view(client: Client) -> None:
    hidden = document_in(BaseViewRestriction.GROUPS)
    assert client.get(f"/media/{hidden.file.name}").status_code == 404
    assert client.get(f"/media/documents/../{hidden.file.name}").status_code == 404


def test_a_collection_within_a_closed_one_is_closed(client: Client) -> None:
    outer = document_in(BaseViewRestriction.GROUPS).collection
    inner = outer.add_child(name="Darin")
    deep = Document.objects.create(title="x", file=ContentFile(PDF, "tief.pdf"), collection=inner)
    assert client.get(deep.url).status_code == 404
