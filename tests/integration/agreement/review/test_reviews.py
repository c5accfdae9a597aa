"""Texts are looked at again: on a day that follows from the version, or that somebody chose."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.identity import Stored
from agreement.models import AgreementVersion, Review, WorkingTextPage
from agreement.review import reviews
from agreement.review.refusals import ReviewRefused
from agreement.review.reviews import keep_reviews
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import agreement as make
from tests.factories import people
from tests.integration.agreement.review.conftest import IN_FORCE, browser

pytestmark = pytest.mark.django_db
START = "/intern/rueckfragen/"
DUE = date(2027, 1, 31)
"""24 months after the version took effect."""


def told(coordinator: Any) -> list[str]:
    notices = Notification.objects.filter(kind="ueberpruefungen", recipient=coordinator)
    return list(notices.order_by("pk").values_list("text", flat=True))


def test_a_version_in_force_gets_its_review_once(version: AgreementVersion) -> None:
    for _round in range(2):
        keep_reviews(date(2025, 2, 1))

    review = Review.objects.get()
    assert (review.version, review.due_on) == (version, DUE)


def test_a_version_that_is_not_in_force_yet_gets_none(version: AgreementVersion) -> None:
    keep_reviews(IN_FORCE - timedelta(days=1))

    assert not Review.objects.exists()


def test_the_next_version_settles_the_review_of_the_one_before(
    version: AgreementVersion, text: WorkingTextPage, coordinator: Any
) -> None:
    keep_reviews(date(2025, 2, 1))
    second = make.in_force(make.sealed(text, coordinator), date(2026, 1, 1), coordinator)

    keep_reviews(date(2026, 1, 1))

    old = Review.objects.get(version=version)
    assert old.done_on == date(2026, 1, 1)
    assert old.outcome == "Abgelöst durch Fassung 2."
    assert Review.objects.get(version=second).due_on == date(2028, 1, 1)


def test_the_coordination_is_reminded_before_on_the_day_and_after(
    version: AgreementVersion, coordinator: Any
) -> None:
    days = (DUE - timedelta(days=29), DUE - timedelta(days=28), DUE, DUE, DUE + timedelta(days=30))
    counts = [keep_reviews(day) for day in days]

    assert counts == [0, 1, 1, 0, 1]
    soon, today, late = told(coordinator)
    assert "steht an, am 31. Januar 2027" in soon
    assert "ist heute fällig" in today
    assert "war am 31. Januar 2027 fällig" in late


def test_the_coordination_plans_changes_and_completes_the_review_of_a_clause(
    version: AgreementVersion, clause: Stored, coordination: Client
) -> None:
    day = timezone.localdate() + timedelta(days=90)
    plan = f"{START}vereinbarung/{clause['id']}/ueberpruefung/"
    data = {"due_on": day.isoformat(), "occasion": "Neue Förderrichtlinie (Beispiel)"}
    assert coordination.get(plan).status_code == 200
    coordination.post(plan, data)
    review = Review.objects.get()
    page = coordination.get(START).content.decode()
    assert "§ 1 Abs. 1 Zielgruppe" in page
    assert "Neue Förderrichtlinie (Beispiel)" in page
    assert "wird am" in coordination.get(f"/vereinbarung/k/{clause['id']}/").content.decode()
    assert "steht schon eine Überprüfung an" in coordination.post(plan, data).content.decode()

    address = f"{START}ueberpruefung/{review.pk}/"
    later = day + timedelta(days=10)
    coordination.post(address, {"due_on": later.isoformat(), "occasion": ""})
    review.refresh_from_db()
    assert review.due_on == later
    missing = coordination.post(address, {"act": "done", "outcome": " "}).content.decode()
    assert "Halten Sie fest, was herauskam" in missing
    next_on = later + timedelta(days=365)
    sent = {"act": "done", "outcome": "Bleibt, wie es ist.", "next_on": next_on.isoformat()}
    coordination.post(address, sent)

    review.refresh_from_db()
    assert review.done_on == timezone.localdate()
    assert Review.objects.get(done_on=None).due_on == next_on
    again = coordination.post(address, sent).content.decode()
    assert "Bleibt, wie es ist." in again
    assert "Bleibt, wie es ist." in coordination.get(START).content.decode()


def test_a_day_that_is_over_or_makes_no_sense_is_refused(
    version: AgreementVersion, clause: Stored, coordination: Client, coordinator: Any
) -> None:
    plan = f"{START}vereinbarung/{clause['id']}/ueberpruefung/"
    for day in ("2020-01-01", "9999-12-31", "kein Tag", ""):
        answer = coordination.post(plan, {"due_on": day})
        assert answer.status_code == 200
        assert answer.context["form"].errors["due_on"]
    with pytest.raises(ReviewRefused):
        reviews.plan_clause_review(version.agreement, make.uid(), coordinator, DUE, "")
    assert not Review.objects.exists()
    assert coordination.get(f"{START}ueberpruefung/99/").status_code == 404


def test_others_read_reviews_and_change_none(
    version: AgreementVersion, here: OrganisationPage, clause: Stored, staff: Client
) -> None:
    keep_reviews(date(2025, 2, 1))
    review = Review.objects.get()
    assert "Fassung 1" in staff.get(START).content.decode()
    for client in (staff, browser(people.lead_editor(of=here)), browser(people.administrator())):
        for path in (
            f"ueberpruefung/{review.pk}/",
            f"vereinbarung/{clause['id']}/ueberpruefung/",
        ):
            assert client.get(START + path).status_code == 403
            assert client.post(START + path, {"due_on": "2030-01-01"}).status_code == 403
    review.refresh_from_db()
    assert review.due_on == DUE
