"""Every private place holds a secret word; who may not read it finds it nowhere."""

import json
from collections.abc import Iterable
from itertools import product
from urllib.parse import urlencode

import pytest
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from agreement.models import ExampleCase, Signature
from directory.models import Contact, ErrorReport, OfficePage, OrganisationPage, SpecialDays
from directory.open_data.hsds.ids import service_at_location_id, service_id
from news.models import EventPage
from portal.finder.card import OFFICE
from tests.security.asking import FORM, Onlooker
from tests.security.crawling import Crawl
from tests.security.world import ROLES, VISITOR, World
from tests.security.world.colleagues import SPOKEN_NOWHERE_ELSE
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
PROBING = {VISITOR, "staff", "editor_there"}
"""Who also tries the other methods: one outside, one inside, and an editor of the others."""
ENDINGS = (".json", ".pdf", ".docx", ".xml", ".zip")
SIGNING = "/intern/unterzeichnen/"
CONSULTATIONS = "/intern/abstimmung/"
QUESTIONS = "/intern/rueckfragen/"
ENTRANCES = (
    "/",
    "/en/",
    "/intern/",
    "/en/intern/",
    "/partner/",
    f"/partner/?sprache={SPOKEN_NOWHERE_ELSE}",
    "/partner/beratungsstellen.geojson",
    "/partner/beratungsstellen.csv",
    "/partner/beratungsstellen.xlsx",
    "/api/hsds/",
    "/api/hsds/organizations?full_service=true",
    "/api/hsds/services?full=true",
    "/api/hsds/services?search=qzx",
    "/api/hsds/service_at_locations?full=true",
    "/api/hsds/taxonomy_terms",
    "/api/v1/openapi.json",
    "/anlaufstelle-finden/",
    "/anlaufstelle-finden/eingebettet/",
    "/anlaufstelle-finden/einbetten/",
    "/en/anlaufstelle-finden/ergebnis/",
    "/de-simple/anlaufstelle-finden/ergebnis/",
    "/melden/",
    "/konto/bestaetigen/qzxconfirmationxzq/",
    "/intern/abdeckung/tabelle/",
    "/intern/abdeckung/fassungen/2/",
    "/intern/abdeckung/fassungen/2/tabelle/",
    "/intern/abdeckung/beispielfaelle/",
    "/intern/zustaendigkeit/",
    "/aktuelles/",
    "/vereinbarung/",
    "/vereinbarung/fassungen/",
    "/vereinbarung/pruefen/",
    "/vereinbarung/pruefen/alles.zip",
    "/geschlossen/",
    "/geschlossen/?stand=2024-06-01",
    "/geschlossen/pruefen/",
    "/geschlossen/pruefen/alles.zip",
    *(
        f"/{text}/{end}"
        for text in ("vereinbarung", "beraten", "geschlossen")
        for end in (
            *("", "dienste/", "gesamttext/", "fassungen/", "vergleich/", "vergleich/1/2/"),
            *("vergleich/1/arbeitsfassung/", "vergleich/1/runde-1/", "vergleich/1/runde-2/"),
            *("vergleich/1/2.docx", "vergleich/1/arbeitsfassung.docx", "vergleich/1/runde-2.pdf"),
            *("fassungen/1/dienste/", "fassungen/2/gesamttext/", "fassungen/feed/"),
            *("fassungen/feed/zielgruppen/", "fassungen/folgen/", "pruefen/alles.zip"),
            "vergleich/1/2/?ansicht=nebeneinander",
        )
    ),
    "/intern/abstimmung/",
    "/intern/rueckfragen/",
    "/intern/rueckfragen/?stand=offen",
    "/intern/unterzeichnen/",
    "/intern/aenderungen/",
    "/intern/rueckfragen/",
    "/intern/aenderungen/uebersicht/",
    "/intern/aenderungen/uebersicht/tabelle/",
    "/konto/abonnements/",
    "/aktuelles/feed/",
    "/aktuelles/feed.json",
    "/aktuelles/termine/",
    "/aktuelles/termine.ics",
    "/aktuelles/archiv/",
    "/aktuelles/abo/",
    "/intern/hinweise/",
    "/intern/hinweise/archiv/",
    "/intern/hinweise/neu/",
    "/intern/neues/",
    "/intern/neues/?seit=2024-01-01",
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
    "/admin/tabellen/",
    "/admin/tabellen/beratungsstellen.csv",
    "/admin/tabellen/beratungsstellen.xlsx",
    "/admin/special-days/",
    "/admin/special-days/?export=csv",
    "/admin/offices/freshness/",
    "/admin/meldungen/",
    "/admin/meldungen/?export=csv",
    "/admin/agreement/versions/",
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
        for rest in ("/", "/zielgruppen/", *ENDINGS)
    ]
    clause = f"/vereinbarung/k/{texts.public_clause}/"
    offices = [path.rstrip("/") for path in below if path.startswith("/partner/")]
    cards = [f"{path}{ending}" for path in offices for ending in (".vcf", ".json")]
    uuids = OfficePage.objects.values_list("uuid", flat=True)
    reports = [f"/melden/{uuid}/" for uuid in uuids]
    open_data = [f"/api/hsds/organizations/{world.there.uuid}"]
    for uuid in uuids:
        key = service_at_location_id(uuid, "jmd")
        open_data.append(f"/api/hsds/service_at_locations/{key}")
    open_data.append(f"/api/hsds/services/{service_id(world.there.uuid, 'jmd')}")
    people = Contact.objects.values_list("uuid", flat=True)
    contacts = [f"/intern/kontakte/karte/{uuid}/" for uuid in people]
    cases = ExampleCase.objects.values_list("uuid", flat=True)
    examples = [f"/intern/abdeckung/beispielfaelle/{uuid}/" for uuid in cases]
    return [
        *(*below, *(f"/en{path}" for path in below), *files_of, *versions, clause, *cards),
        *(*reports, *open_data, *contacts, *examples, *_signing(world), *_consulting(world)),
        *_published(world),
    ]


def _published(world: World) -> Iterable[str]:
    """Return the addresses of events as calendars, and of notices."""
    for event in EventPage.objects.order_by("pk"):
        yield f"/aktuelles/termine/{event.pk}.ics"
    there = world.published
    for notice in (there.house_notice, there.network_notice, there.withdrawn_notice):
        for ending in ("", "aendern/", "zuruecknehmen/", "bestaetigungen/"):
            yield f"/intern/hinweise/{notice.uuid}/{ending}"


def _consulting(world: World) -> Iterable[str]:
    """Return the addresses of what partners say, of what staff ask, and of who follows."""
    asked = world.consulted
    for consultation in (asked.running.pk, asked.ended.pk):
        here = f"{CONSULTATIONS}{consultation}/"
        yield from (f"{here}{end}" for end in ("", "verwalten/", "text/zielgruppen/", "anmerken/"))
        yield from (f"{here}synopse/{end}" for end in ("", "docx/", "xlsx/"))
        yield f"{here}anmerken/{asked.clause}/"
        for comment in (asked.draft.pk, asked.released.pk):
            for end in ("", "loeschen/", "zuruecknehmen/"):
                yield f"{here}anmerkung/{comment}/{end}"
        for organisation in (world.here.uuid, world.there.uuid):
            yield f"{here}entwuerfe/{organisation}/"
            yield f"{here}stellungnahme/{organisation}/"
            yield f"{here}stellungnahme/{organisation}/zuruecknehmen/"
    yield f"{CONSULTATIONS}einladen/{asked.running.process_id}/"
    yield f"/beraten/k/{asked.clause}/"
    yield f"/beraten/fassungen/feed/k/{asked.clause}/"
    yield f"/beraten/fassungen/folgen/?klausel={asked.clause}"
    closed = world.closed_text
    yield f"/geschlossen/fassungen/feed/k/{closed.clause}/"
    yield f"/geschlossen/fassungen/folgen/?klausel={closed.clause}"
    for ending in ("", "ueberpruefung/"):
        yield f"{QUESTIONS}beraten/{asked.clause}/{ending}"
    for ending in ("antwort/", "zurueckziehen/"):
        yield f"{QUESTIONS}frage/{asked.question.pk}/{ending}"
    yield f"{QUESTIONS}ueberpruefung/{asked.review.pk}/"


def _signing(world: World) -> Iterable[str]:
    """Return the addresses of the agreement that is not published, and of all that was signed."""
    closed = world.closed_text
    yield "/geschlossen/fassungen/"
    yield f"/geschlossen/k/{closed.clause}/"
    for version in (closed.signed, closed.failed, closed.unsigned):
        for rest in ("/", f"/{closed.section_slug}/", *ENDINGS):
            yield f"/geschlossen/fassungen/{version.number}{rest}"
        yield f"{SIGNING}geschlossen/{version.number}/"
    for party in (world.here.uuid, world.there.uuid):
        for ending in ("", "deckblatt/", "papier/", "qualifiziert/"):
            yield f"{SIGNING}geschlossen/3/{party}/unterzeichnend/{ending}"
    for ending in ("", "datei/", "seite/1/"):
        yield f"{SIGNING}papier/{closed.paper.pk}/{ending}"
    for signature in Signature.objects.order_by("pk"):
        for ending in ("zuruecknehmen/", "nachweis/", "datei/"):
            yield f"{SIGNING}unterschrift/{signature.pk}/{ending}"
    yield f"{SIGNING}vereinbarung/1/scan/1/"


def questions(world: World) -> Iterable[tuple[str, str, str]]:
    """Return what is asked by POST, with its address and its type."""
    typed = ("te", "beispiel", "neue stelle", "umbau", "sprache", "drüben", "030")
    for words in typed:
        yield "/intern/kontakte/", urlencode({"suche": words}), FORM
    for words in (*typed, *map(word, WHO_MAY_READ)):
        yield "/intern/kontakte/treffer/", urlencode({"suche": words}), FORM
    for words in ("19 Duldung", "97", "Stelle drüben"):
        yield "/intern/zustaendigkeit/", urlencode({"frage": words}), FORM
    for age in (19, 96, 97, 98):
        for version in (None, 1, 2):
            asked = {"age": age, **({"version": version} if version else {})}
            yield "/api/v1/responsibility", json.dumps(asked), "application/json"
    for address in ("ergebnis/", "status/"):
        yield f"/anlaufstelle-finden/{address}", urlencode({"alter": 19}), FORM
    for uuid in OfficePage.objects.values_list("uuid", flat=True):
        yield "/anlaufstelle-finden/karte/", urlencode({OFFICE: uuid}), FORM
    yield f"/melden/{world.office_there.uuid}/", urlencode({"kind": "other"}), FORM


def addresses_in_the_admin(world: World) -> Iterable[str]:
    """Return the doors to every page and file, one's own or not."""
    for page in Page.objects.filter(depth__gt=2):
        for door in ("edit", "view_draft", "history", "usage", "copy"):
            yield f"/admin/pages/{page.pk}/{door}/"
        yield f"/admin/agreement/versions/{page.pk}/"
    for image in Image.objects.all():
        yield f"/admin/images/{image.pk}/"
    for document in Document.objects.all():
        yield f"/admin/documents/edit/{document.pk}/"
    for days in SpecialDays.objects.all():
        yield f"/admin/special-days/edit/{days.pk}/"
    for contact in Contact.objects.all():
        yield f"/admin/snippets/directory/contact/edit/{contact.pk}/"
    draft = world.closed_text.draft.pk
    yield from (f"/admin/agreement/import/{end}" for end in ("", f"{draft}/", f"{draft}/0/"))
    for report in ErrorReport.objects.all():
        yield f"/admin/meldungen/{report.uuid}/"
    for house in OrganisationPage.objects.all():
        for ending in ("", "beratungsstellen.csv", "beratungsstellen.xlsx"):
            yield f"/admin/tabellen/{ending}?organisation={house.pk}"


@pytest.mark.parametrize("role", ROLES)
def test_each_reads_what_is_meant_for_him_and_nothing_else(world: World, role: str) -> None:
    crawl = Crawl(Onlooker(world, role), ALIKE.get(role, 0))
    by_heart = addresses_by_heart(world)
    for method, address in product(("HEAD", "OPTIONS", "POST"), by_heart):
        if role in PROBING and not address.startswith("/en/"):
            crawl.look(address, method)
    crawl.start([*ENTRANCES, *by_heart])
    for address, form, content_type in questions(world):
        crawl.look(address, "POST", form, content_type)
    if role not in WITHOUT_ADMIN:
        crawl.start([*ENTRANCES_OF_THE_ADMIN, *addresses_in_the_admin(world)])
    assert crawl.pages > 100, "the crawl hardly got anywhere"
    may_read = {place for place, roles in WHO_MAY_READ.items() if role in roles}
    leaks = {place: where for place, where in crawl.found.items() if place not in may_read}
    assert not leaks, f"{role} reads what is not meant for him"
    missed = may_read - set(crawl.found)
    assert not missed, f"{role} does not find what is meant for him"
    assert not crawl.crashes


@pytest.mark.parametrize("role", ["staff", "editor_here"])
def test_a_name_that_one_may_not_read_finds_nobody(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    for place, roles in WHO_MAY_READ.items():
        form = urlencode({"suche": word(place)})
        answer = onlooker.answer("POST", "/intern/kontakte/treffer/", form)
        found = "Haus Drüben" in answer.content.decode()
        assert not found or role in roles, place
    for place in ("netname", "netcontact"):
        form = urlencode({"suche": word(place)})
        answer = onlooker.answer("POST", "/intern/kontakte/treffer/", form)
        assert "Haus Drüben" in answer.content.decode(), place
