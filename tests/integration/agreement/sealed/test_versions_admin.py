"""The coordination seals and commences in the admin; whatever is wrong stands at its place."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.models import AgreementVersion, LedgerEntry, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(text: WorkingTextPage) -> str:
    return reverse("agreement_versions", args=[text.pk])


@pytest.fixture
def desk(client: Client, coordination: Any) -> Client:
    """The coordination at its desk."""
    client.force_login(coordination)
    return client


def test_the_coordination_seals_and_decides_the_day(desk: Client, address: str) -> None:
    assert "Nichts steht im Weg" in desk.get(address).content.decode()
    sealed = desk.post(address, {"seal": "1"}, follow=True).content.decode()
    assert "Fassung 1 ist festgeschrieben" in sealed
    version = AgreementVersion.objects.get()
    day = timezone.localdate().isoformat()
    decided = desk.post(address, {"version": version.pk, "day": day}, follow=True)
    assert "In Kraft seit" in decided.content.decode()
    assert AgreementVersion.objects.in_force_on(timezone.localdate()).get() == version


def test_every_reason_in_the_way_leads_to_the_place_to_mend_it(
    desk: Client, address: str, text: WorkingTextPage
) -> None:
    section = texts.section(of=text)
    stray = texts.link(texts.clause())
    clauses = [texts.clause(text=f"<p>{stray}</p>"), texts.clause(text="<p></p>")]
    texts.set_clauses(section, clauses)
    section.save()
    content = desk.get(address).content.decode()
    assert "§ 2 Abs. 1 verweist auf eine Klausel, die es nicht gibt" in content
    assert "§ 2 Abs. 2 hat keinen Text" in content
    assert reverse("wagtailadmin_pages:edit", args=[section.pk]) in content
    refused = desk.post(address, {"seal": "1"}, follow=True).content.decode()
    assert "was im Weg ist" in refused
    assert not AgreementVersion.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Wählen Sie den Tag"),
        ("gestern", "Das ist kein Datum"),
        ("2023-02-30", "Das ist kein Datum"),
    ],
)
def test_a_day_that_is_none_gets_a_sentence_at_its_field(
    desk: Client, address: str, version: AgreementVersion, day: str, sentence: str
) -> None:
    answer = desk.post(address, {"version": version.pk, "day": day})
    assert sentence in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode() or not day
    assert not LedgerEntry.objects.filter(kind="commencement").exists()


def test_a_second_decision_is_refused_in_words(
    desk: Client, address: str, version: AgreementVersion
) -> None:
    desk.post(address, {"version": version.pk, "day": "2025-01-01"})
    again = desk.post(address, {"version": version.pk, "day": "2025-02-01"})
    assert "ist schon festgelegt" in again.content.decode()
    assert LedgerEntry.objects.filter(kind="commencement").count() == 1


@pytest.mark.parametrize("role", ["staff", "administrator"])
def test_nobody_else_gets_near_the_versions(client: Client, address: str, role: str) -> None:
    client.force_login(getattr(people, role)())
    assert client.post(address, {"seal": "1"}).status_code in {302, 403}
    assert not AgreementVersion.objects.exists()
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "agreement/versions" not in menu


def test_the_menu_leads_the_coordination_there(desk: Client, address: str) -> None:
    assert "agreement/versions" in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert desk.get(reverse("agreement_versions_start")).url == address  # type: ignore[attr-defined]
