"""People find the comparison from wherever they ask what changed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.comparison_page.conftest import rewrite

pytestmark = pytest.mark.django_db


def test_visitors_are_led_there_from_the_versions(
    client: Client, versions: tuple[AgreementVersion, AgreementVersion]
) -> None:
    assert 'href="/vereinbarung/vergleich/"' in _html(client, "/vereinbarung/fassungen/")
    second = _html(client, "/vereinbarung/fassungen/2/")
    assert 'href="/vereinbarung/vergleich/1/2/?nur=aenderungen"' in second
    assert "vergleich/" not in _html(client, "/vereinbarung/fassungen/1/")


def test_whoever_prepares_a_version_is_led_to_what_changes(
    client: Client, text: WorkingTextPage, page: object, coordination: Any
) -> None:
    client.force_login(coordination)
    assert "vergleich/" not in _html(client, "/intern/arbeitsfassung/")
    texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    rewrite(WorkingTextPage.objects.get(pk=text.pk))
    address = "/vereinbarung/vergleich/1/arbeitsfassung/?nur=aenderungen"
    assert address in _html(client, reverse("agreement_versions", args=[text.pk]))
    assert address in _html(client, "/intern/arbeitsfassung/")
    section = _html(client, "/intern/arbeitsfassung/jmd/")
    assert f"{address}&amp;abschnitt=jmd" in section
    assert client.get(f"{address}&abschnitt=jmd").status_code == 200


def test_signatories_are_led_to_what_they_sign(
    client: Client,
    text: WorkingTextPage,
    versions: tuple[AgreementVersion, AgreementVersion],
    coordination: Any,
) -> None:
    texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    party = text.parties.first().organisation
    client.force_login(people.signatory(of=party))
    html = _html(client, "/intern/unterzeichnen/vereinbarung/3/")
    assert "/vereinbarung/vergleich/2/3/" in html
    assert client.get("/vereinbarung/vergleich/2/3/").status_code == 200


def _html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
