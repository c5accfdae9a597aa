"""Every place of the district, however it is typed, reaches the right provider of the demo."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from directory.gazetteer import forget_places
from portal.finder.offers import forget_offers
from portal.operations.demo.network import organisations
from tests.unit.directory.test_place_search import ALIASES, LOCALITIES, MUNICIPALITIES
from tests.unit.operations.test_network_of_the_demo import in_force, providers

pytestmark = pytest.mark.django_db
FINDER = "/anlaufstelle-finden/"
CASES = {
    "im": {"alter": "30-30", "status": "ae_schutz", "wohnen": "au", "beratung": "laeuft"},
    "mbe": {"alter": "40-40", "status": "eu", "wohnen": "privat"},
    "jmd": {"alter": "19-19", "status": "duldung", "wohnen": "au", "beratung": "beendet"},
}
OWN_MANAGEMENT = {
    "08215106": "waghaeusel",
    "08215099": "graben-neudorf",
    "08215101": "pfinztal",
    "08215021": "forst",
    "08215017": "ettlingen",
}
"""The municipalities that do integration management themselves, by the keys of their files."""
ORGANISATION_OF = {
    office.uuid: organisation.slug
    for organisation in organisations()
    for office in organisation.offices
}


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Load the demo once; everything is rolled back after the module."""
    media: Path = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
    forget_places()
    forget_offers()


@pytest.fixture(autouse=True)
def _of_the_demo(demo: None, db: None) -> None:
    forget_places()
    forget_offers()


def spellings() -> list[tuple[str, str]]:
    """Everything that names one municipality for sure, with its key."""
    names = [(town.name, town.ags) for town in MUNICIPALITIES]
    codes = [(code, town.ags) for town in MUNICIPALITIES for code in town.postal_codes]
    parts = [(part.name, part.ags) for part in LOCALITIES if part.name != "Büchig"]
    return [*names, *codes, *parts, *((alias.name, alias.ags) for alias in ALIASES)]


def test_every_postal_code_name_town_part_and_spelling_leads_on_to_its_municipality(
    client: Client,
) -> None:
    wrong = {}
    for typed, ags in spellings():
        response: Any = client.get(f"{FINDER}ort/", {"suche": typed})
        if response.status_code != 302 or f"ort={ags}" not in response["Location"]:
            wrong[typed] = response.get("Location", response.status_code)
    assert not wrong


def test_both_places_called_buechig_are_offered(client: Client) -> None:
    page = client.get(f"{FINDER}ort/", {"suche": "Büchig"}).content.decode()
    assert "Büchig (Bretten)" in page
    assert "Büchig (Stutensee)" in page


@pytest.mark.parametrize("service", CASES)
def test_every_municipality_is_sent_to_the_right_provider(client: Client, service: str) -> None:
    today = timezone.localdate()
    for town in MUNICIPALITIES:
        response = client.post(f"{FINDER}ergebnis/?ort={town.ags}", CASES[service])
        leads = response.context["leads"]
        assert [one.code for one in leads] == [service], town.name
        named = {ORGANISATION_OF[office.uuid] for one in leads for office in one.offices}
        assert named, town.name
        assert named <= providers(in_force(today), service, town.ags, today), town.name
        if service == "im":
            assert named == {OWN_MANAGEMENT.get(town.ags, "landkreis")}, town.name
