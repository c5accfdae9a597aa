"""Who gets where on the pages of signing, and that nobody signs, confirms or reads another's."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.models import LedgerEntry, PaperSignature, Signature, SignatureWithdrawal
from agreement.signing.actions_paper import upload_paper
from agreement.signing.scan import read_scan
from agreement.signing.statement import SIGNATORY
from tests.factories import agreement as texts
from tests.integration.agreement.signing.acting import picture
from tests.security.world import ROLES, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

HOME = "/intern/unterzeichnen/"
NOBODY = "11111111-1111-4111-8111-111111111111"

# In the order of ROLES: visitor, staff, editor_here, lead_here, editor_there, signatory,
# coordination, administrator. "here" is the party that signs, "there" has signed.
GET = {
    "": "302 200 200 200 200 200 200 200",
    "{version}/": "302 200 200 200 200 200 200 200",
    "{version}/{here}/unterzeichnend/": "302 302 302 302 302 200 302 302",
    "{version}/{there}/unterzeichnend/": "302 302 302 302 302 302 302 302",
    "{version}/{here}/unterzeichnend/deckblatt/": "302 200 200 200 200 200 200 200",
    "{version}/{here}/unterzeichnend/papier/": "302 403 403 200 403 200 200 403",
    "{version}/{here}/unterzeichnend/qualifiziert/": "302 403 403 404 403 404 404 403",
    "{version}/{nobody}/unterzeichnend/": "302 404 404 404 404 404 404 404",
    "papier/{paper}/": "302 404 404 200 404 200 200 404",
    "papier/{paper}/datei/": "302 404 404 200 404 200 200 404",
    "papier/{paper}/seite/1/": "302 404 404 404 404 404 404 404",
    "unterschrift/{signature}/zuruecknehmen/": "302 403 403 403 403 403 200 403",
    "unterschrift/{signature}/nachweis/": "302 200 200 200 200 200 200 200",
    "unterschrift/{signature}/datei/": "302 404 404 404 404 404 404 404",
    "{version}/scan/": "302 403 403 403 403 403 200 403",
    "{version}/scan/1/": "302 404 404 404 404 404 404 404",
}
POST = {
    "{version}/{here}/unterzeichnend/": "302 200 200 200 200 200 200 200",
    "{version}/{there}/unterzeichnend/": "302 200 200 200 200 200 200 200",
    "{version}/{here}/unterzeichnend/papier/": "302 403 403 200 403 200 200 403",
    "papier/{paper}/": "302 404 404 200 404 200 200 404",
    "unterschrift/{signature}/zuruecknehmen/": "302 403 403 403 403 403 200 403",
    "{version}/scan/": "302 403 403 403 403 403 200 403",
}


@pytest.fixture
def places(world: World) -> dict[str, Any]:
    """A version that waits for one party, whose paper its lead editor has uploaded."""
    version = world.texts.network_version
    signature = texts.signature(version, str(world.there.uuid))
    scan = read_scan(picture(None))
    day = timezone.localdate(version.sealed_at)
    lead = world.people["lead_here"]
    paper = upload_paper(version, str(world.here.uuid), SIGNATORY, day, scan, lead)
    return {
        "version": f"{version.agreement.slug}/{version.number}",
        "here": world.here.uuid,
        "there": world.there.uuid,
        "nobody": NOBODY,
        "paper": paper.pk,
        "signature": signature.pk,
    }


def wrong(
    world: World, places: dict[str, Any], role: str, expected: dict[str, str], method: str
) -> list[str]:
    """Return where somebody gets another answer than expected."""
    client, found = world.client(role), []
    for door, cells in expected.items():
        cell = cells.split()[ROLES.index(role)]
        got = getattr(client, method)(HOME + door.format(**places)).status_code
        if str(got) != cell:
            found.append(f"{method} {door}: {got}, not {cell}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_where_the_table_says(
    world: World, places: dict[str, Any], role: str
) -> None:
    before = kept()
    assert wrong(world, places, role, GET, "get") == []
    assert kept() == before, "looking changes nothing"


@pytest.mark.parametrize("role", ROLES)
def test_an_empty_form_is_refused_and_changes_nothing(
    world: World, places: dict[str, Any], role: str
) -> None:
    before = kept()
    assert wrong(world, places, role, POST, "post") == []
    assert kept() == before


@pytest.mark.parametrize("role", ROLES)
def test_without_the_second_factor_the_right_form_signs_for_nobody(
    world: World, places: dict[str, Any], role: str
) -> None:
    client, before = world.client(role), kept()
    form = {"sha256": world.texts.network_version.sha256, "has_read": "on"}
    for party in (places["here"], places["there"]):
        client.post(f"{HOME}{places['version']}/{party}/unterzeichnend/", form)
    assert kept() == before


@pytest.mark.parametrize("end", ["papier/{paper}/", "{version}/{here}/unterzeichnend/"])
def test_no_form_is_taken_without_its_token(world: World, places: dict[str, Any], end: str) -> None:
    client, before = Client(enforce_csrf_checks=True), kept()
    client.force_login(world.people["signatory"])
    paper = PaperSignature.objects.get(pk=places["paper"])
    form = {"sha256": paper.sha256, "has_read": "on"}
    assert client.post(HOME + end.format(**places), form).status_code == 403
    assert kept() == before


def kept() -> tuple[int, ...]:
    """Return how much there is of everything that signing writes."""
    models = (Signature, SignatureWithdrawal, PaperSignature, LedgerEntry)
    return tuple(model.objects.count() for model in models)
