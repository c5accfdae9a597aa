"""The demo's offices as its readers find them, and how an older demo gets what came since."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.freshness.panel import overdue_offices
from directory.models import (
    Channel,
    Contact,
    LanguageTime,
    OfficePage,
    PartnerIndexPage,
    SpecialDays,
    Verification,
)
from portal.operations.demo.directory_loading import DirectoryLoader
from portal.operations.demo.loading import renew_demo
from tests.factories.directory import reference_data

pytestmark = pytest.mark.django_db

CLOSED_TODAY = "migrationsberatung-philippsburg"
NEW = "migrationsberatung-pfinztal"


@pytest.fixture(autouse=True)
def demo() -> None:
    reference_data()
    DirectoryLoader(PartnerIndexPage.objects.get()).load()


def counts() -> tuple[int, ...]:
    models: tuple[Any, ...] = (OfficePage, Channel, LanguageTime, SpecialDays, Contact)
    return tuple(model.objects.count() for model in models)


def test_about_twenty_offices_have_channels_languages_by_time_and_special_days() -> None:
    assert OfficePage.objects.live().count() == 21
    assert Channel.objects.values("office").distinct().count() > 10
    assert LanguageTime.objects.values("office").distinct().count() > 15
    assert SpecialDays.objects.filter(last_day__gte=timezone.localdate()).count() == 7
    assert Verification.objects.count() == 21


def test_one_office_is_closed_today_and_names_who_helps(client: Client) -> None:
    page = OfficePage.objects.get(slug=CLOSED_TODAY)
    text = client.get(page.get_url()).content.decode()
    assert "Heute geschlossen: " in text
    assert "Heute geschlossen (Fortbildung (Beispiel))." in text
    assert "Migrationsberatung Bruchsal</a>" in text


def test_one_office_waits_for_its_confirmation() -> None:
    assert [page.slug for page in overdue_offices(None)] == ["integrationsmanagement-stutensee"]


def test_one_contact_is_away_and_a_colleague_stands_in() -> None:
    away = Contact.objects.get(away_until__gt=timezone.localdate())
    assert away.substitute is not None
    assert away.substitute.office == away.office


def test_a_demo_of_today_stays_as_it_is() -> None:
    SpecialDays.objects.all().delete()
    OfficePage.objects.get(slug=NEW).delete()
    before = counts()
    renew_demo()
    assert counts() == before


def make_older() -> None:
    """Take away what offices got later, from drafts as well."""
    for model in (Channel, LanguageTime, SpecialDays, Verification):
        model._default_manager.all().delete()
    OfficePage.objects.get(slug=NEW).delete()
    for page in OfficePage.objects.all():
        page.save_revision().publish()


def test_an_older_demo_gets_what_came_since() -> None:
    before = counts()
    make_older()
    renew_demo()
    assert counts() == before
    page = OfficePage.objects.get(slug="jugendmigrationsdienst-bruchsal")
    assert page.get_latest_revision_as_object().channels.count() == page.channels.count() == 2
    assert page.verification.verified_on == timezone.localdate() - timedelta(days=3)


def test_in_an_older_demo_a_draft_that_waits_is_left_alone() -> None:
    make_older()
    page = OfficePage.objects.get(slug="jugendmigrationsdienst-bruchsal")
    page.title = "Mein Entwurf"
    page.save_revision()
    renew_demo()
    page.refresh_from_db()
    assert not page.channels.exists()
    assert page.get_latest_revision_as_object().title == "Mein Entwurf"
