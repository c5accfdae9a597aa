"""Wagtail's own doors are shut to what belongs to another organisation."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import TaskState, UploadedFile

from directory.models import OrganisationPage
from news.models import NewsFolderPage
from portal.intern.models import InternPage
from tests.security.asking import Onlooker
from tests.security.world import World
from tests.security.world.markers import WHO_MAY_READ, found_in, word

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

FILE = Path(__file__).with_name("foreign_doors.txt")
KEPT = (
    "wagtailcore.Page",
    "wagtailcore.Revision",
    "wagtailcore.Comment",
    "wagtailcore.Collection",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.WorkflowPage",
    "wagtailcore.Task",
    "wagtailcore.TaskState",
    "wagtailcore.UploadedFile",
    "wagtailimages.Image",
    "wagtaildocs.Document",
    "wagtailredirects.Redirect",
    "taggit.TaggedItem",
    "auth.Group",
    "accounts.User",
    "accounts.User.groups",
    "core.PortalSettings",
    "directory.Contact",
    "directory.OfficePage",
    "directory.OrganisationPage",
    "news.ArticlePage",
)
"""What none of these requests may change, add to or take from."""


@dataclass(frozen=True)
class Door:
    """One request that an editor makes with foreign things."""

    expected: str
    method: str
    address: str
    form: str

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.form}".strip()


def doors() -> Iterator[Door]:
    """Read the doors."""
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            expected, methods, address, *form = line.split(maxsplit=3)
            for method in methods.split(","):
                yield Door(expected, method, address, form[0] if form else "")


def things(world: World, role: str) -> dict[str, Any]:
    """Return what the placeholders in the addresses stand for."""
    there, pages, files = world.there, world.pages, world.files
    editor = world.people["editor_there"]
    upload = UploadedFile.objects.create(uploaded_by_user=editor, file="fremd.png")
    session = EditingSession.objects.create(
        user=editor, content_object=pages.draft_there, last_seen_at="2026-01-01T00:00Z"
    )
    return {
        "house": there.pk,
        "folder": NewsFolderPage.objects.child_of(there).get().pk,
        "office": world.office_there.pk,
        "draft": pages.draft_there.pk,
        "waiting": pages.waiting_there.pk,
        "task_state": TaskState.objects.get().pk,
        "alias": pages.alias_there.pk,
        "revision": pages.draft_there.latest_revision_id,
        "contact": world.contact_there.pk,
        "special_days": world.office_there.special_days.get().pk,
        "image": files.image_there.pk,
        "document": files.document_there.pk,
        "collection": files.collection_there.pk,
        "upload": upload.pk,
        "session": session.pk,
        "user": editor.pk,
        "group": there.group_id,
        "redirect": Redirect.objects.get().pk,
        "intern": world.pages.intern_page.pk,
        "intern_root": InternPage.objects.get().pk,
        "section": world.texts.section.pk,
        "working_text": world.texts.working_text.pk,
        "word": word("articledraft"),
        "word_tag": word("theretag"),
        "here": OrganisationPage.objects.get(pk=world.here.pk).pk,
        "own": world.office_here.pk,
        "own_folder": NewsFolderPage.objects.child_of(world.here).get().pk,
        "own_article": world.pages.article_here.pk,
        "own_image": files.image_here.pk,
        "own_document": files.document_here.pk,
        "own_collection": files.collection_here.pk,
        "me": world.people[role].pk,
    }


def fingerprint() -> dict[str, str]:
    """Return a hash of everything that must not change."""
    found = {}
    for label in KEPT:
        app, model, *through = label.split(".")
        kept: Any = apps.get_model(app, model)
        kept = kept.groups.through if through else kept
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(kept._meta.db_table)}")
            content = sorted(map(repr, cursor.fetchall()))
        found[label] = hashlib.sha256("\n".join(content).encode()).hexdigest()
    return found


def ways_back(world: World, names: dict[str, Any]) -> set[str]:
    """Return where an onlooker is led who is refused: the home page, and one's own pages."""
    return {
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[world.here.pk]),
        reverse("wagtailadmin_pages:edit", args=[names["own"]]),
    }


def is_refused(answer: Any, back: set[str]) -> bool:
    """Return whether an answer lets nobody in: an error, or the way back to one's own pages."""
    if answer.status_code in {400, 403, 404, 405}:
        return True
    if answer.get("Content-Type", "").startswith("application/json"):
        return bool(answer.json().get("success") is False)
    return answer.status_code == 302 and answer["Location"].partition("?")[0] in back


@pytest.mark.parametrize("role", ["editor_here", "lead_here"])
def test_wagtails_doors_are_shut_to_another_organisations_things(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    names = things(world, role)
    assert onlooker.answer("GET", "/admin/").status_code == 200
    before, back = fingerprint(), ways_back(world, names)
    wrong = []
    for door in doors():
        form = QueryDict(door.form.format(**names)).urlencode()
        answer = onlooker.answer(door.method, door.address.format(**names), form, check=fingerprint)
        if answer.status_code >= 500:
            wrong.append(f"{door}: crashes {getattr(answer, 'exc_info', '')}")
        elif door.expected == "refused" and not is_refused(answer, back):
            wrong.append(f"{door}: {answer.status_code} {answer.get('Location', '')}")
        shown = found_in(onlooker.text_of(answer)) - found_in(door.address.format(**names))
        secret = {place for place in shown if role not in WHO_MAY_READ[place]}
        if secret:
            wrong.append(f"{door}: shows {secret}")
        changed = {label for label in KEPT if onlooker.checked[label] != before[label]}
        if changed and door.method != "GET":
            wrong.append(f"{door}: changes {changed}")
    assert not wrong, "\n".join(wrong)


def test_the_doors_open_for_the_house_itself(world: World) -> None:
    """The same addresses answer its own editor; so the test above can fail."""
    onlooker = Onlooker(world, "editor_there")
    names = things(world, "editor_there")
    opened = [
        door.address
        for door in doors()
        if door.method == "GET"
        and door.expected == "refused"
        and onlooker.answer("GET", door.address.format(**names)).status_code == 200
    ]
    for part in ("edit/", "history/", "copy/", "move/", "view_draft/", "privacy/", "compare/"):
        assert any(re.match(rf"/admin/pages/{{\w+}}/.*{part}", address) for address in opened), part
    for address in ("/admin/images/{image}/", "/admin/documents/edit/{document}/"):
        assert address in opened
