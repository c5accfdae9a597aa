"""Every private place holds a secret word; who may not read it finds it nowhere."""

import re
from collections.abc import Iterable
from itertools import product

import pytest
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from tests.security.asking import Onlooker
from tests.security.crawling import Crawl
from tests.security.world import ROLES, VISITOR, World
from tests.security.world.markers import WHO_MAY_READ, word

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

WITHOUT_ADMIN = {VISITOR, "staff", "signatory"}
ALIKE = {
    VISITOR: 6,
    "staff": 6,
    "signatory": 1,
    "editor_here": 2,
    "lead_here": 1,
    "editor_there": 1,
}
"""How many addresses of one pattern each looks at. Who may read nearly everything need not look
around: that he finds what is his is seen at the entrances."""
ENTRANCES = (
    "/",
    "/en/",
    "/intern/",
    "/en/intern/",
    "/partner/",
    "/aktuelles/",
    "/vereinbarung/",
    "/vereinbarung/fassungen/",
    "/sitemap.xml",
    "/robots.txt",
    "/konto/",
    "/konto/daten/",
    "/kurz",
    "/kurz/",
    "/en/kurz/",
    "/media/",
    "/media/images/",
    "/media/documents/",
    "/dokumente/",
    "/healthz",
    "/readyz",
    "/gibt-es-nicht/",
    "/suche/?q=qzx",
    "/en/suche/?q=qzx",
)
ENTRANCES_OF_THE_ADMIN = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=qzx",
    "/admin/pages/search/results/?q=Entwurf",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=qzx",
    "/admin/choose-page/search/?q=Entwurf",
    "/admin/images/",
    "/admin/images/?q=qzx",
    "/admin/images/chooser/",
    "/admin/images/chooser/results/?q=Bild",
    "/admin/documents/",
    "/admin/documents/?q=qzx",
    "/admin/documents/chooser/",
    "/admin/documents/chooser/results/?q=Papier",
    "/admin/snippets/directory/contact/?q=Team",
    "/admin/snippets/directory/contact/?export=csv",
    "/admin/snippets/choose/directory/contact/",
    "/admin/tag-autocomplete/?term=qzx",
    "/admin/api/main/pages/?fields=*",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
    "/admin/reports/site-history/",
    "/admin/reports/site-history/?export=csv",
    "/admin/reports/aging-pages/?export=csv",
    "/admin/reports/workflow/?export=csv",
    "/admin/reports/workflow_tasks/?export=csv",
    "/admin/reports/locked/",
    "/admin/people/",
    "/admin/people/rights/",
    "/admin/people/invitations/",
    "/admin/users/",
    "/admin/users/?q=qzx",
    "/admin/groups/",
    "/admin/collections/",
    "/admin/redirects/",
)


def addresses_by_heart(world: World) -> list[str]:
    """Return the address of everything there is, as somebody might guess or remember it."""
    pages = Page.objects.filter(depth__gt=2).order_by("path")
    below = [page.url_path.removeprefix("/start") for page in pages]
    files, texts = world.files, world.texts
    files_of = [
        *(d.url for d in (files.network_document, files.document_there)),
        files.rendition_there.url,
        *(f"/media/{f.file.name}" for f in (files.image_there, files.network_document)),
    ]
    versions = [
        f"/vereinbarung/fassungen/{number}{rest}"
        for number in (1, 2, 3)
        for rest in ("/", ".json", "/zielgruppen/")
    ]
    clause = f"/vereinbarung/k/{texts.public_clause}/"
    return [*below, *(f"/en{path}" for path in below), *files_of, *versions, clause]


def addresses_in_the_admin(world: World) -> Iterable[str]:
    """Return the doors to every page and file, one's own or not."""
    for page in Page.objects.filter(depth__gt=2):
        for door in ("edit", "view_draft", "history", "usage", "copy"):
            yield f"/admin/pages/{page.pk}/{door}/"
    for image in Image.objects.all():
        yield f"/admin/images/{image.pk}/"
    for document in Document.objects.all():
        yield f"/admin/documents/edit/{document.pk}/"


@pytest.mark.parametrize("role", ROLES)
def test_each_reads_what_is_meant_for_him_and_nothing_else(world: World, role: str) -> None:
    crawl = Crawl(Onlooker(world, role), ALIKE.get(role, 0))
    by_heart = addresses_by_heart(world)
    for method, address in product(("HEAD", "OPTIONS", "POST"), by_heart):
        if role in ALIKE and not address.startswith("/en/"):
            crawl.look(address, method)
    crawl.start([*ENTRANCES, *by_heart])
    if role not in WITHOUT_ADMIN:
        crawl.start([*ENTRANCES_OF_THE_ADMIN, *addresses_in_the_admin(world)])
    assert crawl.pages > 100, "the crawl hardly got anywhere"
    may_read = {place for place, roles in WHO_MAY_READ.items() if role in roles}
    leaks = {place: where for place, where in crawl.found.items() if place not in may_read}
    assert not leaks, f"{role} reads what is not meant for him"
    missed = may_read - set(crawl.found)
    assert not missed, f"{role} does not find what is meant for him"
    assert not crawl.crashes


@pytest.mark.parametrize("role", [VISITOR, "staff", "editor_here"])
def test_searching_for_a_secret_is_like_searching_for_nothing(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    for place, roles in WHO_MAY_READ.items():
        if role not in roles:
            secret, nothing = word(place), "q" * len(word(place))
            assert _searched(onlooker, secret) == _searched(onlooker, nothing), place


def _searched(onlooker: Onlooker, query: str) -> str:
    """Return the page for a search, without the words themselves and the form's token."""
    page = onlooker.answer("GET", f"/suche/?q={query}").content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.replace(query, ""))
