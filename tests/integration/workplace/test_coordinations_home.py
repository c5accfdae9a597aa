"""The coordination finds on its home page what keeps the network from acting."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationPage
from portal.accounts.models import Notification
from portal.accounts.querysets import MOST_ATTEMPTS
from tests.factories import agreement
from tests.factories.directory import office, organisation
from tests.factories.people import (
    account,
    administrator,
    coordination,
    editor,
    lead_editor,
    member,
)
from tests.factories.site import home, plain_page
from tests.integration.workplace.reading import home_of, logged_in

pytestmark = pytest.mark.django_db


def invitation(email: str, days: int, **fields: object) -> None:
    """Leave an invitation that runs out in so many days."""
    until = timezone.now() + timedelta(days=days)
    Invitation.objects.create(
        email=email, roles=["staff"], token_sha256=email, expires_at=until, **fields
    )


def test_organisations_that_nobody_leads_are_named() -> None:
    led, former, none = (organisation(title=f"Verein {word}") for word in ("Eins", "Zwei", "Drei"))
    lead_editor(of=led)
    yesterday = timezone.localdate() - timedelta(days=1)
    member(of=former, role=Role.LEAD_EDITOR, until=yesterday)
    editor(of=none)
    archived = organisation(title="Verein Vier")
    OrganisationPage.objects.filter(pk=archived.pk).update(archived_on=yesterday)

    leads = home_of(coordination())["leads"]

    assert "Verein Zwei" in leads
    assert "Verein Drei" in leads
    assert "Verein Eins" not in leads
    assert "Verein Vier" not in leads


def test_open_invitations_are_listed_until_they_end() -> None:
    verein = organisation(title="Beispielverein Nord")
    now = timezone.now()
    invitation("offen@example.org", 3, organisation=verein)
    invitation("abgelaufen@example.org", -1, organisation=verein)
    invitation("angenommen@example.org", 3, organisation=verein, accepted_at=now)
    invitation("widerrufen@example.org", 3, organisation=verein, revoked_at=now)

    invitations = home_of(coordination())["invitations"]

    assert "offen@example.org Beispielverein Nord" in invitations
    assert all(word not in invitations for word in ("abgelaufen@", "angenommen@", "widerrufen@"))


def test_sections_changed_since_sealing_are_listed() -> None:
    text = agreement.working_text(parties=[organisation(), organisation()])
    unchanged, changed = (
        agreement.section(agreement.clause(agreement.rule()), of=text, title=title)
        for title in ("Grundsätze", "Übergabe")
    )
    lead = coordination()
    assert "Grundsätze" in home_of(lead)["not-sealed"], "nothing is sealed yet"
    agreement.sealed(text, lead)
    later = timezone.now() + timedelta(seconds=2)
    Page.objects.filter(pk=changed.pk).update(last_published_at=later)

    panel = home_of(lead)["not-sealed"]

    assert "Übergabe geändert, nicht festgeschrieben" in panel
    assert "Grundsätze" not in panel
    assert unchanged.live


def test_drafts_of_the_network_are_the_coordinations_but_not_those_of_organisations() -> None:
    lead = coordination()
    page = plain_page(home(), "Impressum")
    page.title = "Neues Impressum"
    page.save_revision()
    place = office()
    place.title = "Neue Öffnungszeiten"
    place.save_revision()

    drafts = home_of(lead)["drafts"]

    assert "Neues Impressum" in drafts
    assert "Neue Öffnungszeiten" not in drafts


def test_editors_see_none_of_the_coordinations_panels() -> None:
    invitation("offen@example.org", 3)
    organisation()
    verein = organisation()

    assert set(home_of(lead_editor(of=verein))) <= {"approvals", "drafts", "overdue", "recent"}


def test_the_coordination_and_administrators_are_told_of_mails_that_do_not_arrive() -> None:
    person, yesterday = account(), timezone.now() - timedelta(days=1)
    facts = {"recipient": person, "kind": "freigabe", "path": "/", "created_at": yesterday}
    Notification.objects.create(text="Wartet.", **facts)
    Notification.objects.create(text="Aufgegeben.", attempts=MOST_ATTEMPTS, **facts)

    to_administrator = home_of(administrator())["failed-mails"]
    to_coordination = home_of(coordination())["failed-mails"]

    for mails in (to_administrator, to_coordination):
        assert "1 Nachricht ist seit mehr als zwei Stunden nicht verschickt." in mails
        assert "1 Nachricht wird nicht mehr versucht." in mails
        assert person.email not in mails
    assert "send_notifications --try-again" in to_administrator
    assert "sagen Sie der Technik Bescheid" in to_coordination
    assert "failed-mails" not in home_of(lead_editor(of=organisation()))


def test_nothing_is_said_of_mails_while_they_arrive() -> None:
    person = account()
    Notification.objects.create(recipient=person, kind="freigabe", path="/", text="Eben erst.")

    assert "failed-mails" not in home_of(administrator())


def test_the_home_page_costs_the_same_however_large_the_network_is() -> None:
    client = logged_in(coordination())
    counts: list[int] = []
    client.get("/admin/")
    for number in (9, 9):
        for each in range(number):
            verein = organisation()
            office(of=verein)
            Membership.objects.create(user=account(), organisation=verein, role=Role.STAFF)
            invitation(f"{len(counts)}-{each}@example.org", 3, organisation=verein)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
