"""Choosers show one's own material and public pages, and nothing of others' drafts."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from directory.models import OfficePage, OrganisationPage
from tests.factories.agreement import section, working_text
from tests.factories.directory import contact, office, organisation, partner_index
from tests.factories.files import document, image
from tests.factories.news import article
from tests.factories.people import administrator, coordination, editor
from tests.factories.site import intern, plain_page

pytestmark = pytest.mark.django_db

SECRET = "Geheim"
DRAFT = "Geheimer Entwurf"
CHANGED = "Geheime Umbenennung"


@dataclass
class Neighbours:
    """Two organisations with a live page and a draft each; the client edits for `own`."""

    own: OrganisationPage
    foreign: OrganisationPage
    own_live: OfficePage
    own_draft: OfficePage
    live: OfficePage
    renamed: OfficePage
    draft: OfficePage


@pytest.fixture
def there(client: Client) -> Neighbours:
    own, foreign = organisation(title="Eigenes Haus"), organisation(title="Fremdes Haus")
    renamed = office(of=foreign, title="Fremde Stelle zwei")
    renamed.title = CHANGED
    renamed.save_revision()
    client.force_login(editor(of=own))
    return Neighbours(
        own=own,
        foreign=foreign,
        own_live=office(of=own, title="Eigene Stelle"),
        own_draft=office(of=own, title="Eigener Entwurf", live=False),
        live=office(of=foreign, title="Fremde Stelle eins"),
        renamed=renamed,
        draft=office(of=foreign, title=DRAFT, live=False),
    )


def body(answer: Any) -> str:
    """Return what an answer says, the HTML in its JSON unpacked."""
    text = answer.content.decode()
    if answer.get("Content-Type", "").startswith(("text/javascript", "application/json")):
        data = json.loads(text)
        return json.dumps(data, ensure_ascii=False).replace('\\"', '"')
    return str(text)


def browse(client: Client, page: Page | None = None, **query: str) -> Any:
    name = "wagtailadmin_choose_page_child" if page else "wagtailadmin_choose_page"
    return client.get(reverse(name, args=[page.pk] if page else []), query)


def search(client: Client, words: str, **query: str) -> str:
    answer = client.get(reverse("wagtailadmin_choose_page_search"), {"q": words, **query})
    assert answer.status_code == 200
    return body(answer)


# --- Pages ---------------------------------------------------------------------------------


def test_an_editor_walks_from_the_top_to_his_own_pages_and_drafts(
    client: Client, there: Neighbours
) -> None:
    assert "Schnittstellenportal" in body(browse(client))
    steps = ((partner_index(), "Eigenes Haus"), (there.own, "Eigene Stelle"))
    for page, seen in steps:
        answer = browse(client, page)
        assert answer.status_code == 200
        assert seen in body(answer)
    assert "Eigener Entwurf" in body(browse(client, there.own))


def test_breadcrumbs_lead_back_from_anywhere(client: Client, there: Neighbours) -> None:
    shown = body(browse(client, there.live))
    for page in (partner_index(), there.foreign):
        assert reverse("wagtailadmin_choose_page_child", args=[page.pk]) in shown


def test_of_others_one_sees_what_is_published(client: Client, there: Neighbours) -> None:
    shown = body(browse(client, there.foreign))
    assert "Fremde Stelle eins" in shown
    assert "Fremde Stelle zwei" in shown
    assert SECRET not in shown
    for page in (there.foreign, there.renamed):
        assert SECRET not in body(browse(client, page))


def test_a_draft_of_others_is_missing_as_a_place_to_walk_to(
    client: Client, there: Neighbours
) -> None:
    closed = plain_page(intern(), "Geheime Notiz")
    for page in (there.draft, closed, intern()):
        assert browse(client, page).status_code == 404
        assert SECRET not in body(browse(client, page))
    missing = reverse("wagtailadmin_choose_page_child", args=[999_999])
    assert client.get(missing).status_code == 404


@pytest.mark.parametrize("kind", ["agreement.SectionPage", "agreement.GeneralSectionPage"])
def test_choosing_by_type_does_not_start_in_a_closed_part(
    client: Client, there: Neighbours, kind: str
) -> None:
    section(of=working_text(title="Geheime Arbeitsfassung"), title="Geheimer Abschnitt")
    kind = "agreement.GeneralSectionPage" if kind.startswith("agreement.S") else kind
    answer = browse(client, page_type=kind)
    assert answer.status_code == 200
    assert SECRET not in body(answer)
    assert SECRET not in search(client, SECRET, page_type=kind)


def test_search_finds_own_drafts_and_public_pages(client: Client, there: Neighbours) -> None:
    assert "Eigener Entwurf" in search(client, "Eigener")
    found = search(client, "Fremde Stelle")
    assert "Fremde Stelle eins" in found
    assert "Fremde Stelle zwei" in found
    assert SECRET not in found


@pytest.mark.parametrize("words", ["Geheim", "Geheimer Entwurf", "Geheime Umbenennung"])
def test_search_does_not_count_what_it_does_not_show(
    client: Client, there: Neighbours, words: str
) -> None:
    plain_page(intern(), "Geheime Notiz")
    nothing = search(client, "xyzabc")
    assert search(client, words).replace(words, "") == nothing.replace("xyzabc", "")


@pytest.mark.parametrize("words", ['"', "'", "a*", '"a" AND', "%", "()", "-", "x" * 300])
def test_search_takes_any_marks(client: Client, there: Neighbours, words: str) -> None:
    search(client, words)


def test_the_parents_in_search_show_their_published_titles(
    client: Client, there: Neighbours
) -> None:
    house = OrganisationPage.objects.get(pk=there.foreign.pk)
    house.title = CHANGED
    house.save_revision()
    found = search(client, "Fremde Stelle eins")
    assert "Fremdes Haus" in found
    assert SECRET not in found
    assert SECRET not in body(browse(client, there.live))


def test_the_end_of_choosing_gives_nothing_of_others_drafts(
    client: Client, there: Neighbours
) -> None:
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    keys = [there.own_draft.pk, there.live.pk, there.renamed.pk, there.draft.pk, intern().pk]
    answer = client.get(url, {"id": keys})
    chosen = {each["id"]: each["adminTitle"] for each in json.loads(answer.content)["result"]}
    assert set(chosen) == {there.own_draft.pk, there.live.pk, there.renamed.pk}
    assert SECRET not in body(answer)
    for wrong in ("x", "1 OR 1", ""):
        assert client.get(url, {"id": wrong}).status_code == 404


@pytest.mark.parametrize("prefix", ["", "http://localhost"])
def test_a_typed_address_tells_nothing_of_drafts_and_closed_pages(
    client: Client, there: Neighbours, prefix: str
) -> None:
    plain_page(intern(), "Geheime Notiz")
    own = "/partner/eigenes-haus/eigene-stelle/"
    typed = {
        own: "Eigene Stelle",
        "/partner/fremdes-haus/fremde-stelle-eins/": "Fremde Stelle eins",
        "/partner/fremdes-haus/fremde-stelle-zwei/": "",
        "/partner/fremdes-haus/geheimer-entwurf/": "",
        "/intern/geheime-notiz/": "",
    }
    for address, title in typed.items():
        data = {"external-link-chooser-url": prefix + address}
        answer = client.post(reverse("wagtailadmin_choose_page_external_link"), data)
        found = json.loads(answer.content)
        assert SECRET not in body(answer)
        result = found.get("internal", found.get("result"))
        # Wagtail leaves addresses without a host alone where there are several languages.
        assert result.get("adminTitle", "") == (title if prefix else ""), address
        assert ("id" in result) is bool(title and prefix), address


@pytest.mark.parametrize("page_type", ["x", "auth.User", "wagtailcore.Site", "news."])
def test_what_is_no_type_of_page_is_missing(
    client: Client, there: Neighbours, page_type: str
) -> None:
    assert browse(client, page_type=page_type).status_code == 404
    url = reverse("wagtailadmin_choose_page_search")
    assert client.get(url, {"q": "a", "page_type": page_type}).status_code == 404
    assert browse(client, **{"target_pages[]": "x"}).status_code == 404


@pytest.mark.parametrize("who", [coordination, administrator])
def test_the_coordination_sees_all(client: Client, there: Neighbours, who: Any) -> None:
    client.force_login(who())
    shown = body(browse(client, there.foreign))
    assert DRAFT in shown
    assert CHANGED in shown
    assert DRAFT in search(client, "Geheimer")
    assert browse(client, intern()).status_code == 200


def test_choosing_pages_costs_the_same_however_many_there_are(
    client: Client, there: Neighbours
) -> None:
    def queries(act: Any) -> int:
        act()
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    acts = (
        lambda: browse(client, there.own),
        lambda: browse(client, there.foreign),
        lambda: search(client, "Stelle"),
    )
    before = [queries(act) for act in acts]
    for number in range(8):
        office(of=there.own, title=f"Eigene Stelle {number}")
        office(of=organisation(), title=f"Weitere Stelle {number}")
        office(of=there.foreign, title=f"Fremde Stelle {number}")
    assert [queries(act) for act in acts] == before
    assert max(before) <= 28  # six of them are the log-in's


# --- Targets of moves and copies -----------------------------------------------------------


def test_moving_tells_nothing_of_a_place_one_may_not_move_to(
    client: Client, there: Neighbours
) -> None:
    taken = office(of=there.foreign, title="x", slug=there.own_live.slug, live=False)
    pairs = (
        (there.own_live.pk, taken.get_parent().pk),
        (there.own_live.pk, there.draft.pk),
        (there.own_live.pk, 999_999),
        (there.draft.pk, there.own.pk),
        (999_999, there.own.pk),
    )
    for method in ("get", "post"):
        answers = []
        for pair in pairs:
            url = reverse("wagtailadmin_pages:move_confirm", args=pair)
            answers.append(getattr(client, method)(url, follow=True))
        assert len({(a.status_code, str(a.redirect_chain)) for a in answers}) == 1
        assert all(SECRET not in a.content.decode() for a in answers)
    assert Page.objects.get(pk=there.own_live.pk).get_parent().pk == there.own.pk


@pytest.mark.parametrize("slug", ["neu", "nicht gültig", ""])
def test_copying_tells_nothing_of_a_place_one_may_not_copy_to(
    client: Client, there: Neighbours, slug: str
) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[there.own_live.pk])
    for target in (str(there.renamed.pk), str(there.draft.pk), "999999", "x", ""):
        for more in ({}, {"publish_copies": "1"}, {"alias": "1"}):
            data = {"new_title": "Neu", "new_slug": slug, "new_parent_page": target, **more}
            answer = client.post(url, data, follow=True)
            assert SECRET not in answer.content.decode()
            assert answer.redirect_chain or answer.status_code == 403
    assert not Page.objects.filter(slug="neu").exists()


# --- Images and documents --------------------------------------------------------------------


@dataclass
class Files:
    """A file of one's own and one of others."""

    own: Any
    foreign: Any
    kind: str


@pytest.fixture(params=["images", "documents"])
def files(request: Any, there: Neighbours) -> Files:
    make = image if request.param == "images" else document
    foreign = make(of=there.foreign, title="Geheime Datei")
    foreign.tags.add("Geheimwort")
    return Files(make(of=there.own, title="Eigene Datei"), foreign, request.param)


def chooser(files: Files, name: str, *args: Any) -> str:
    return reverse(
        f"wagtail{'images' if files.kind == 'images' else 'docs'}_chooser:{name}", args=args
    )


def test_choosers_of_files_show_ones_own(client: Client, files: Files) -> None:
    for name in ("choose", "choose_results"):
        for query in ({}, {"q": "Datei"}, {"q": "Geheim"}, {"tag": "Geheimwort"}):
            shown = body(client.get(chooser(files, name), query))
            assert "Geheime Datei" not in shown, (name, query)
            assert "Geheimwort" not in shown or "tag" in query, (name, query)
            is_asked = "Geheim" not in str(query) or (files.kind, *query) == ("documents", "tag")
            assert ("Eigene Datei" in shown) is is_asked, (name, query)


def test_the_end_of_choosing_refuses_others_files(client: Client, files: Files) -> None:
    names = ["chosen"] + (["select_format"] if files.kind == "images" else [])
    for name in names:
        for method in ("get", "post"):
            own = getattr(client, method)(chooser(files, name, files.own.pk))
            answer = getattr(client, method)(chooser(files, name, files.foreign.pk))
            assert own.status_code in {200, 405}
            assert answer.status_code in {302, 403, 405}
            assert SECRET not in answer.content.decode()
    several = client.get(
        chooser(files, "chosen_multiple"), {"id": [files.own.pk, files.foreign.pk]}
    )
    assert [each["id"] for each in json.loads(several.content)["result"]] == [str(files.own.pk)]


def test_nobody_uploads_into_anothers_collection(
    client: Client, files: Files, there: Neighbours
) -> None:
    upload = files.own.file
    for target, is_taken in ((there.foreign, False), (there.own, True)):
        house = OrganisationPage.objects.get(pk=target.pk)
        kind = "image" if files.kind == "images" else "document"
        prefix = f"{kind}-chooser-upload"
        with upload.open() as content:
            data = {
                f"{prefix}-title": "Neu",
                f"{prefix}-file": content,
                f"{prefix}-collection": house.collection_id,
            }
            answer = client.post(chooser(files, "create"), data)
        model: Any = Image if files.kind == "images" else Document
        assert SECRET not in body(answer)
        made = model.objects.filter(title="Neu")
        assert {each.collection_id for each in made} <= {
            OrganisationPage.objects.get(pk=there.own.pk).collection_id
        }
        assert made.exists() is is_taken or not is_taken


def test_the_form_offers_ones_own_collection_only(
    client: Client, files: Files, there: Neighbours
) -> None:
    for address in (f"/admin/{files.kind}/add/", f"/admin/{files.kind}/multiple/add/"):
        shown = client.get(address).content.decode()
        assert there.foreign.short_name not in shown


DOORS = {
    "images": (
        "{pk}/", "{pk}/delete/", "{pk}/preview/max-10x10/", "{pk}/generate_url/",
        "{pk}/generate_url/output/", "usage/{pk}/", "multiple/{pk}/", "multiple/{pk}/delete/",
    ),
    "documents": (
        "edit/{pk}/", "delete/{pk}/", "usage/{pk}/", "multiple/{pk}/", "multiple/{pk}/delete/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_of_a_file_is_shut_for_others(client: Client, files: Files, method: str) -> None:
    for door in DOORS[files.kind]:
        url = f"/admin/{files.kind}/{door.format(pk=files.foreign.pk)}"
        ajax = {"x-requested-with": "XMLHttpRequest"}
        for headers in ({}, ajax):
            answer = getattr(client, method)(url, headers=headers)
            assert answer.status_code in {302, 400, 403, 404, 405}, url
            assert SECRET not in answer.content.decode()
    assert type(files.foreign).objects.filter(pk=files.foreign.pk).exists()


def test_lists_and_bulk_actions_leave_others_files_out(client: Client, files: Files) -> None:
    model = ("wagtailimages", "image") if files.kind == "images" else ("wagtaildocs", "document")
    for query in ("", "?q=Geheim", "?q=Datei", "?tag=Geheimwort"):
        for suffix in ("", "results/"):
            shown = client.get(f"/admin/{files.kind}/{suffix}{query}").content.decode()
            assert "Geheime Datei" not in shown
            assert files.foreign.filename not in shown
    for action in ("delete", "add_tags", "add_to_collection"):
        url = reverse("wagtail_bulk_action", args=[*model, action])
        for answer in (
            client.get(f"{url}?id={files.foreign.pk}"),
            client.post(f"{url}?id={files.foreign.pk}", {"tags": "x", "collection": "1"}),
        ):
            assert "Geheime Datei" not in answer.content.decode()
    assert list(files.foreign.tags.names()) == ["Geheimwort"]


@pytest.mark.parametrize("who", ["editor", "coordination"])
@pytest.mark.parametrize(
    "address",
    [
        "tag-autocomplete/?term=Geh",
        "tag-autocomplete/taggit/tag/?term=Geh",
        "api/main/images/",
        "api/main/images/{image}/",
        "api/main/documents/",
        "api/main/documents/{document}/",
    ],
)
def test_doors_that_list_everybodys_files_are_shut(
    client: Client, there: Neighbours, address: str, who: str
) -> None:
    picture, file = image(of=there.foreign), document(of=there.foreign)
    picture.tags.add("Geheimwort")
    assert Tag.objects.exists()
    if who == "coordination":
        client.force_login(coordination())
    answer = client.get(f"/admin/{address.format(image=picture.pk, document=file.pk)}")
    assert answer.status_code == 404
    assert picture.title not in answer.content.decode()


def test_forms_of_files_have_no_tags(client: Client, there: Neighbours) -> None:
    for address in ("images/add/", "documents/add/"):
        answer = client.get(f"/admin/{address}")
        assert answer.status_code == 200
        assert 'name="tags"' not in answer.content.decode()


# --- The rest ------------------------------------------------------------------------------


def test_the_admins_api_lists_ones_own_pages_and_the_way_there(
    client: Client, there: Neighbours
) -> None:
    for query in ({}, {"fields": "*"}, {"search": "Geheim"}, {"child_of": there.foreign.pk}):
        answer = client.get("/admin/api/main/pages/", query)
        assert SECRET not in answer.content.decode()
    for page in (there.draft, there.renamed, there.live):
        assert client.get(f"/admin/api/main/pages/{page.pk}/").status_code == 404
    shown = client.get("/admin/api/main/pages/", {"limit": "20"}).content.decode()
    assert "Eigener Entwurf" in shown


def test_a_contact_is_chosen_from_ones_own_and_the_public_ones(
    client: Client, there: Neighbours
) -> None:
    own = contact(office=there.own_draft, function="Eigenes Team", phone_audience="coordination")
    public = contact(office=there.live, function="Offenes Team", phone_audience="public")
    hidden = contact(office=there.live, function="Geheimes Team", phone_audience="coordination")
    draft = contact(office=there.draft, function="Geheimes Team zwei", phone_audience="public")
    base = "wagtailsnippetchoosers_directory_contact"
    for name in ("choose", "choose_results"):
        for query in ({}, {"q": "Team"}):
            shown = body(client.get(reverse(f"{base}:{name}"), query))
            assert "Eigenes Team" in shown
            assert "Offenes Team" in shown
            assert SECRET not in shown
    for each, status in ((own, 200), (public, 200), (hidden, 404), (draft, 404)):
        assert client.get(reverse(f"{base}:chosen", args=[each.pk])).status_code == status
    assert client.get(reverse(f"{base}:chosen", args=["x"])).status_code == 404
    url = reverse(f"{base}:chosen_multiple")
    answer = client.get(url, {"id": [own.pk, public.pk, hidden.pk, draft.pk]})
    assert {each["id"] for each in json.loads(answer.content)["result"]} == {
        str(own.pk), str(public.pk)}  # fmt: skip


def test_previews_and_histories_of_others_are_shut(client: Client, there: Neighbours) -> None:
    hidden = article(there.foreign, title="Geheimer Artikel", live=False)
    revision = hidden.save_revision()
    folder, own = hidden.get_parent().pk, there.own_live.pk
    doors: list[tuple[str, list[Any]]] = [
        ("view_draft", [hidden.pk]),
        ("preview_on_edit", [hidden.pk]),
        ("preview_on_add", ["news", "articlepage", folder]),
        ("revisions_view", [hidden.pk, revision.pk]),
        ("revisions_compare", [hidden.pk, "earliest", "latest"]),
        ("history", [hidden.pk]),
        ("workflow_history", [hidden.pk]),
        ("edit", [hidden.pk]),
        # Another's revision under one's own page:
        ("revisions_view", [own, revision.pk]),
        ("revisions_revert", [own, revision.pk]),
        ("revisions_compare", [own, "live", revision.pk]),
    ]
    addresses = [reverse(f"wagtailadmin_pages:{name}", args=args) for name, args in doors]
    for address in addresses:
        for method in ("get", "post", "head"):
            answer = getattr(client, method)(address, {"title": "x"})
            refused = answer.status_code in {302, 403, 404, 405}
            unusable = answer.get("Content-Type") == "application/json"
            assert refused or unusable, address
            assert SECRET not in answer.content.decode()
