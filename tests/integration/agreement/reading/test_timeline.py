"""All versions on one line of time: what holds, comes and was, who signed, what was decided."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.enums import EntryKind
from agreement.ledger import append, lock_ledger
from agreement.models import AgreementVersion, Review, WorkingTextPage
from agreement.process import actions as process
from agreement.review.reviews import complete_review
from agreement.snapshot import to_bytes
from tests.factories import agreement as texts
from tests.factories import people, versions
from tests.integration.agreement.reading.changing import next_version, queries, told

pytestmark = pytest.mark.django_db

ADDRESS = "/vereinbarung/fassungen/"


def _stop(page: str, number: int) -> str:
    begun = page.split(f'fassungen/{number}/">Fassung {number}</a>')[1]
    return begun.split('class="timeline__entry')[0]


def test_each_version_says_what_it_is_today(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    next_version(text, coordination, tomorrow)
    page = told(client, ADDRESS)
    assert "beschlossen" in _stop(page, 3)
    assert "heute in Kraft" in _stop(page, 2)
    assert "früher" in _stop(page, 1)
    assert page.index("Fassung 3</a>") < page.index("Fassung 1</a>")


def test_signatures_and_decisions_stand_with_their_days(
    client: Client, text: WorkingTextPage, history: tuple[AgreementVersion, ...]
) -> None:
    stop = _stop(told(client, ADDRESS), 2)
    assert "2 Partner haben unterzeichnet" in stop
    for signature in history[1].signatures.all():
        assert signature.party_name in stop
    assert "Alle Partner haben unterzeichnet" in stop
    assert "Festgelegt, dass die Fassung ab 1. Januar 2025 in Kraft ist" in stop


def test_neighbours_are_compared_by_a_link(client: Client, history: object) -> None:
    page = told(client, ADDRESS)
    assert 'href="/vereinbarung/vergleich/1/2/"' in _stop(page, 2)
    assert "vergleich/" not in _stop(page, 1).replace("vereinbarung/vergleich/1/2/", "")


def test_everybody_reads_when_a_version_is_looked_at_again_until_that_is_done(
    client: Client, history: tuple[AgreementVersion, ...], coordination: Any
) -> None:
    review = Review.objects.create(
        agreement=history[1].agreement,
        version=history[1],
        due_on=date(2031, 5, 2),
        occasion="Interne Notiz",
    )
    line = "Überprüfung vorgesehen am 2. Mai 2031."
    page = told(client, ADDRESS)
    assert line in _stop(page, 2)
    assert line not in _stop(page, 1)
    assert line in told(client, f"{ADDRESS}2/")
    assert line not in told(client, f"{ADDRESS}1/")
    assert "Interne Notiz" not in page + told(client, f"{ADDRESS}2/")

    complete_review(review, coordination, "Bleibt, wie es ist.")
    assert "Überprüfung vorgesehen" not in told(client, ADDRESS) + told(client, f"{ADDRESS}2/")


def test_the_network_sees_who_has_yet_to_sign_and_what_failed(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    third = texts.sealed(text, coordination)
    client.force_login(people.staff())
    page = told(client, ADDRESS)
    assert "Es fehlen noch:" in _stop(page, 3)
    assert "noch nicht in Kraft" in _stop(page, 3)
    process.fail(third.process, coordination, "Beispiel: nicht unterzeichnet.")
    assert "gescheitert" in _stop(told(client, ADDRESS), 3)


def test_fifty_versions_take_no_more_queries_than_two(
    client: Client, text: WorkingTextPage, history: tuple[AgreementVersion, ...]
) -> None:
    for version in history:
        _reviewed(version)
    few = queries(client, ADDRESS)
    last = AgreementVersion.objects.get(number=2)
    for number in range(3, 51):
        last = _reviewed(_version(text, number, last))
    assert queries(client, ADDRESS) == few <= 12
    page = told(client, ADDRESS)
    assert page.count("timeline__entry") == page.count("Überprüfung vorgesehen am") == 50


def _reviewed(version: AgreementVersion) -> AgreementVersion:
    """Plan a review of a version; return the version."""
    Review.objects.create(agreement=version.agreement, version=version, due_on=date(2031, 5, 2))
    return version


def _version(text: WorkingTextPage, number: int, before: AgreementVersion) -> AgreementVersion:
    """Return a small version in force since some day, as rows alone."""
    made = versions.snapshot(number=number, agreement=str(text.agreement.pk))
    version = AgreementVersion.objects.create(
        agreement=text.agreement,
        number=number,
        canonical=to_bytes(made),
        sha256=uuid.uuid4().hex * 2,
        previous=before,
    )
    lock_ledger()
    day, now = date(2025, 1, 1) + timedelta(days=number), timezone.now().replace(microsecond=0)
    append(EntryKind.SIGNED, version, {}, now)
    append(EntryKind.COMMENCEMENT, version, {}, now, day)
    return version
