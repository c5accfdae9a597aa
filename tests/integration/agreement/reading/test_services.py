"""The services side by side: for whom, what, what not, where, since when."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreement.actions import commence, seal_legacy
from agreement.enums import TextAudience
from agreement.models import (
    AgreementPage,
    IntegrationManagementSectionPage,
    MigrationAdviceSectionPage,
    WorkingTextPage,
)
from tests.factories import agreement as texts
from tests.factories import directory
from tests.integration.agreement.reading.changing import queries, told

pytestmark = pytest.mark.django_db

ADDRESS = "/vereinbarung/dienste/"


def _points(*lines: str) -> list[dict[str, str]]:
    return [{"type": "point", "value": line} for line in lines]


@pytest.fixture
def _services(text: WorkingTextPage, page: AgreementPage, coordination: Any) -> None:
    texts.section(
        texts.clause(),
        of=text,
        kind=MigrationAdviceSectionPage,
        title="Beratung für Erwachsene",
        slug="mbe",
        service=directory.service_named("mbe"),
        target_group="Erwachsene ab 27 Jahren (Beispiel)",
        tasks=_points("Beraten", "Begleiten"),
        stage_of_residence="In den ersten drei Jahren",
    )
    commence(seal_legacy(text, coordination), date(2024, 1, 12), coordination)
    texts.section(
        texts.clause(),
        of=text,
        kind=IntegrationManagementSectionPage,
        title="Integrationsmanagement",
        slug="im",
        service=directory.service_named("im"),
        non_tasks=_points("Rechtsberatung"),
    )
    texts.in_force(texts.sealed(text, coordination), date(2025, 1, 1), coordination)


@pytest.mark.usefixtures("_services")
def test_every_service_stands_in_a_column_of_a_table(client: Client) -> None:
    page = told(client, ADDRESS)
    heads = page.split("<thead")[1].split("</thead>")[0]
    assert heads.count("columnheader") == 2
    assert 'href="/vereinbarung/mbe/"' in heads
    rows = page.split("<tbody")[1].split('role="row"')[1:]
    questions = [row.split('scope="row">')[1].split("</th>")[0] for row in rows]
    assert questions == ["Für wen", "Was", "Was nicht", "Seit wann", "Außerdem"]
    assert "Erwachsene ab 27 Jahren (Beispiel)" in rows[0]
    assert "<li>Beraten</li>" in rows[1]
    assert "Rechtsberatung" in rows[2]
    assert "seit 12. Januar 2024" in rows[3]
    assert "seit 1. Januar 2025" in rows[3]
    assert "Phase des Aufenthalts" in rows[4]
    assert "In den ersten drei Jahren" in rows[4]


@pytest.mark.usefixtures("_services")
def test_the_past_shows_the_services_of_its_day(client: Client) -> None:
    for address in (f"{ADDRESS}?stand=2024-06-01", "/vereinbarung/fassungen/1/dienste/"):
        page = told(client, address)
        assert "Integrationsmanagement" not in page
        assert "nicht mehr in Kraft" in page
        assert 'content="noindex"' in page
        assert f'href="{ADDRESS}">Zur geltenden Fassung' in page


def test_a_text_without_services_says_so(client: Client, history: object) -> None:
    assert "Diese Fassung beschreibt keine Dienste." in told(client, ADDRESS)


@pytest.mark.usefixtures("_services")
def test_the_table_is_the_networks_where_the_text_is(client: Client, text: WorkingTextPage) -> None:
    type(text.agreement).objects.update(audience=TextAudience.NETWORK)
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/vereinbarung/gesamttext/").status_code == 404


@pytest.mark.usefixtures("_services")
def test_the_table_takes_few_queries(client: Client) -> None:
    assert queries(client, ADDRESS) <= 12


def test_no_section_may_take_the_name_of_the_table(text: WorkingTextPage) -> None:
    made = texts.section(texts.clause(), of=text, slug="leistungen")
    made.slug = "dienste"
    with pytest.raises(Exception, match="Adresse"):
        made.full_clean()
